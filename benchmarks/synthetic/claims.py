"""What each claim says: how firmly, in which words, on what evidence; each a function of its number."""

from dataclasses import dataclass
from typing import Final

from synthetic import words
from synthetic.dice import Dice
from synthetic.world import ADVICE, DEFINITION, PER_SOURCE, RATE, WARNING, Proposition, World

URGENCIES: Final = ("immediate", "prompt", "contact", "selfMonitor")
OFTEN: Final = {"often": "often", "inSomeCases": "in some cases", "notAlways": "not always"}
"""The words of a frequency that is stated."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says of one proposition.

    `round` tells how many claims before it are about the same proposition; `cue` is the word that hedges it.
    """

    number: int
    proposition: Proposition
    round: int
    denied: bool
    modality: str
    frequency: str
    cue: str | None
    urgency: str | None
    repeated: bool
    reviewed: bool
    reports: bool
    tail: str

    @property
    def source(self) -> int:
        """The number of the source that makes it."""
        return self.number // PER_SOURCE

    @property
    def name(self) -> str:
        """What it, its passages and its positions are called."""
        return f"s{self.source:06}-{self.number % PER_SOURCE:02}"

    @property
    def node(self) -> str:
        """The claim's name."""
        return f"claim:{self.name}"

    @property
    def states_value(self) -> bool:
        """Whether it is a rate or a definition, which state a value."""
        return self.proposition.kind in (RATE, DEFINITION)

    @property
    def is_advice(self) -> bool:
        """Whether it recommends, or advises against."""
        return self.proposition.kind in (ADVICE, WARNING)

    @property
    def is_flat(self) -> bool:
        """Whether it is a plain fact without any hedge, number or window."""
        plain = self.modality == "asserted" and self.frequency == "unstated" and not self.denied
        return plain and not self.states_value and not self.is_advice and self.proposition.window is None

    @property
    def ruled(self) -> bool:
        """Whether a rule is derived from it."""
        return self.proposition.kind == ADVICE and self.round == 0 and self.number % 3 == 0

    def value(self, world: World) -> str:
        """Return the threshold that it states."""
        tens = self.proposition.number // 10
        return (
            world.rate(tens % world.rates)
            if self.proposition.kind == RATE
            else world.limit(tens % world.limits)
        )

    def value_words(self, world: World) -> str:
        """Return the few words of the value that it states."""
        tens = self.proposition.number // 10
        if self.proposition.kind == RATE:
            return f"{world.rate_value(tens % world.rates)} per cent"
        return world.limit_words(tens % world.limits)


def claim(world: World, number: int) -> Claim:
    """Return a claim by its number."""
    dice, round_ = Dice(world.seed, "claim", number), number // world.propositions
    proposition = world.proposition(number % world.propositions)
    modality, frequency, cue = _firmness(proposition, dice)
    denied = round_ == 1 and modality == "asserted" and frequency == "unstated" and dice.once_in(8)
    advice = proposition.kind in (ADVICE, WARNING)
    return Claim(
        number,
        proposition,
        round_,
        denied and not advice and proposition.kind != RATE,
        modality,
        frequency,
        cue,
        dice.of(URGENCIES) if advice else None,
        repeated=dice.once_in(6),
        reviewed=dice.once_in(15),
        reports=dice.once_in(12),
        tail=dice.of(words.TAILS),
    )


def _firmness(proposition: Proposition, dice: Dice) -> tuple[str, str, str | None]:
    """Return modality, frequency and hedging words."""
    turn = dice.below(20)
    if proposition.kind in (ADVICE, WARNING):
        return "recommended", "unstated", None
    if proposition.kind in (RATE, DEFINITION) or turn < 11:
        return "asserted", "unstated", None
    if turn < 14:
        frequency = tuple(OFTEN)[turn - 11]
        return "asserted", frequency, OFTEN[frequency]
    modality = ("possible", "possible", "possible", "ability", "hypothesised", "hypothesised")[turn - 14]
    return modality, "unstated", dice.of(words.CUES[modality])


def said(world: World, claim: Claim) -> str:
    """Return what a claim says, as the page puts it, without the full stop."""
    proposition = claim.proposition
    subject, other = f"the {world.general_name(proposition.subject)}", world.object_name(proposition)
    match proposition.kind:
        case 0:
            sentence = f"the share of {other} in {subject} is {claim.value_words(world)}"
        case 1:
            verb = "is not" if claim.denied else "is"
            sentence = f"{subject} {verb} what {other} is called {claim.value_words(world)}"
        case 7:
            sentence = f"with {subject} it is time for {other}"
        case 8:
            sentence = f"with {subject} it is wise to do without {other}"
        case _:
            window = f" {world.window_words(proposition.window)}" if proposition.window else ""
            sentence = f"{_hedged(claim, subject)} {other}{window}"
    sentence += claim.tail
    return f"{sentence[0].upper()}{sentence[1:]}"


def _hedged(claim: Claim, subject: str) -> str:
    base, third = words.VERBS[claim.proposition.predicate]
    if claim.denied:
        return f"{subject} does not {base}"
    if claim.modality == "hypothesised":
        return f"one {claim.cue} has it that {subject} {third}"
    if claim.modality != "asserted":
        return f"{subject} {claim.cue} {base}"
    return {
        "unstated": f"{subject} {third}",
        "often": f"{subject} often {third}",
        "inSomeCases": f"{subject}, in some cases, {third}",
        "notAlways": f"{subject} does not always {base}",
    }[claim.frequency]
