"""What a fault is, and at which claims one can be made."""

from collections.abc import Callable
from dataclasses import dataclass

from synthetic import shared, sources
from synthetic.claims import Claim, claim
from synthetic.documents import Document
from synthetic.world import World

Spoil = Callable[[Document, "Occasion"], None]


@dataclass(frozen=True, slots=True)
class Occasion:
    """A claim of a base at which a fault may be made, and the nodes that belong to it."""

    world: World
    claim: Claim

    def node(self, which: str) -> str:
        """Return a node by the word for it: `claim`, or one that belongs to the claim."""
        each, number = self.claim, self.claim.number
        match which:
            case "claim":
                return each.node
            case "next":
                return claim(self.world, number + 1).node
            case "passage" | "position" | "rule":
                return f"{which}:{each.name}"
            case "source":
                return sources.node(each.source)
            case "study":
                return sources.study(each.source)
            case "proposition":
                return each.proposition.node
            case "concept":
                return f"concept:g{each.proposition.subject:06}"
            case "limit":
                return each.value(self.world)
            case "affirmed":
                return claim(self.world, each.proposition.number).node
            case "assessment":
                return sources.assessment(each, claim(self.world, each.proposition.number))
            case "unused":
                return f"passage:{each.name}-unused"
            case _:
                raise ValueError(f"no node is called {which}")


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault."""

    name: str
    rules: tuple[str, ...]
    fitting: Callable[[Occasion], bool]
    spoil: Spoil
    part: str

    def fits(self, at: Occasion) -> bool:
        """Tell whether a claim can have this fault; only sources that were read whole are spoilt."""
        return sources.is_read(at.claim.source) and self.fitting(at)

    def path(self, at: Occasion) -> str:
        """Return the path of the document that is spoilt."""
        proposition = at.claim.proposition
        match self.part:
            case "concept":
                return shared.part("concepts/general", proposition.subject)
            case "limit":
                return shared.part("thresholds/limit", int(at.node("limit")[-6:]))
            case "proposition":
                return shared.part("propositions/proposition", proposition.number)
            case _:
                return sources.path(at.claim.source)

    def territory(self, at: Occasion) -> set[str]:
        """Return what no other fault may touch: claims of the same fact, the neighbours, what is spoilt."""
        world, number = at.world, at.claim.number
        same = range(at.claim.proposition.number, world.claims, world.propositions)
        parts = {at.node(self.part)} if self.part != "claim" else set()
        return {f"claim {each}" for each in (*same, number - 1, number + 1)} | parts

    def found(self, at: Occasion) -> list[tuple[str, str]]:
        """Return the rules that are broken, and by which nodes."""
        pairs = (rule.partition("@") for rule in self.rules)
        return [(rule, at.node(which or "claim")) for rule, _, which in pairs]


def anywhere(_: Occasion) -> bool:
    """Fit any claim."""
    return True


def flat(at: Occasion) -> bool:
    """Fit a plain fact, without any hedge, number or window."""
    return at.claim.is_flat and not at.claim.reports


def hedged(at: Occasion) -> bool:
    """Fit a claim whose modality is hedged, stated in one passage."""
    return at.claim.modality in ("possible", "ability", "hypothesised") and not at.claim.repeated


def single(at: Occasion) -> bool:
    """Fit a plain fact that is stated in one passage."""
    return flat(at) and not at.claim.repeated


def unreasoned(at: Occasion) -> bool:
    """Fit a plain fact in one passage that has no reason in another claim, and is none."""
    return single(at) and at.claim.number % 5 < 3


def defining(at: Occasion) -> bool:
    """Fit a definition."""
    return at.claim.states_value and at.claim.proposition.predicate == "definedAs" and not at.claim.denied


def rate(at: Occasion) -> bool:
    """Fit a rate."""
    return at.claim.proposition.predicate == "hasRate"


def denying(at: Occasion) -> bool:
    """Fit a claim that denies what one other affirms."""
    return at.claim.denied and len(list(sources.judgements(at.world, at.claim))) == 1


def agreeing(at: Occasion) -> bool:
    """Fit a claim that was judged to agree with the first of its proposition."""
    return not at.claim.denied and any(sources.judgements(at.world, at.claim))


def later(at: Occasion) -> bool:
    """Fit a plain fact that another source stated before, unjudged and with another source after it."""
    return single(at) and at.claim.round == 1 and not agreeing(at)
