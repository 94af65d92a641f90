"""Faults put into a base on request: which claim has which, and what must be found because of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from operculum.namespaces import PREFIXES
from synthetic.claims import claim
from synthetic.documents import Document
from synthetic.kinds import FAULTS
from synthetic.occasions import Fault, Occasion
from synthetic.world import World


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What a validation must find: the rule's id, and the IRI of the node it is about."""

    rule: str
    focus: str


@dataclass(frozen=True)
class Spoiler:
    """Someone who puts every kind of fault into a base so many times, each far from the others."""

    world: World
    times: int
    kinds: Sequence[Fault] = tuple(FAULTS)

    @cached_property
    def occasions(self) -> tuple[tuple[Fault, Occasion], ...]:
        """Each fault with the claim at which it is made."""
        chosen, taken = list[tuple[Fault, Occasion]](), set[str]()
        stride = max(1, self.world.claims // max(1, len(self.kinds) * self.times))
        for number in range(len(self.kinds) * self.times):
            fault = self.kinds[number % len(self.kinds)]
            occasion = self._occasion(fault, number * stride, taken)
            taken |= fault.territory(occasion)
            chosen.append((fault, occasion))
        return tuple(chosen)

    def _occasion(self, fault: Fault, first: int, taken: set[str]) -> Occasion:
        """Return the next claim from a number on at which a fault can be made without touching another."""
        for number in (each % self.world.claims for each in count(first)):
            if number == first - 1 or (first == 0 and number == self.world.claims - 1):
                break
            occasion = Occasion(self.world, claim(self.world, number))
            if fault.fits(occasion) and not fault.territory(occasion) & taken:
                return occasion
        raise ValueError(f"no claim of {self.world.claims} can have the fault {fault.name}; make more claims")

    @cached_property
    def _by_path(self) -> dict[str, list[tuple[Fault, Occasion]]]:
        places = defaultdict(list)
        for fault, occasion in self.occasions:
            places[fault.path(occasion)].append((fault, occasion))
        return places

    def spoil(self, document: Document) -> None:
        """Put into a document the faults that belong there."""
        for fault, occasion in self._by_path.get(document.path, ()):
            fault.spoil(document, occasion)

    def expected(self) -> tuple[Finding, ...]:
        """Return all that must be found, and nothing else, sorted."""
        return tuple(
            sorted(
                Finding(rule, _iri(focus))
                for fault, occasion in self.occasions
                for rule, focus in fault.found(occasion)
            )
        )


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{PREFIXES[prefix]}{local}"
