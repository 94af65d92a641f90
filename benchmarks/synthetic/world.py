"""What all sources share: who publishes, what is spoken of, which bounds there are, what can be said.

Everything is a function of a number, so that a base of any size is written without being held in memory.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from synthetic import words
from synthetic.dice import Dice

PER_SOURCE: Final = 30
"""How many claims a source makes."""

SMALLEST: Final = 100
SCHEMES: Final = (*words.KINDS, "action", "quantity")
COMPARATORS: Final = ("lessThan", "atMost", "atLeast", "greaterThan")
UNITS: Final = ("wk", "d", "a", "mo")

RATE, DEFINITION, WINDOWED, ADVICE, WARNING = 0, 1, 5, 7, 8
"""The kinds of proposition that are not plain, by the last digit of their number."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """A possible fact: what it says of what, and under which condition."""

    number: int
    subject: int
    predicate: str
    object: int
    window: str | None

    @property
    def node(self) -> str:
        """The proposition's name."""
        return f"proposition:p{self.number:07}"

    @property
    def kind(self) -> int:
        """The last digit of its number, which decides what kind of fact it is."""
        return self.number % 10


@dataclass(frozen=True)
class World:
    """The sizes of everything in a base of `claims` claims, and whatever its sources share."""

    claims: int
    seed: int

    def __post_init__(self) -> None:
        if self.claims < SMALLEST:
            raise ValueError(f"a base has at least {SMALLEST} claims")

    @cached_property
    def sources(self) -> int:
        """How many sources there are."""
        return -(-self.claims // PER_SOURCE)

    @cached_property
    def propositions(self) -> int:
        """How many propositions there are: claim n asserts proposition n modulo this number."""
        return self.claims * 2 // 5

    @cached_property
    def general(self) -> int:
        """How many general concepts there are; a number that ends in 1, so that no two facts are the same."""
        return max(11, self.claims // 60 * 10 + 1)

    @cached_property
    def actions(self) -> int:
        """How many concepts are acts."""
        return max(4, self.claims // 50)

    @cached_property
    def quantities(self) -> int:
        """How many concepts are quantities."""
        return max(2, self.claims // 100)

    @cached_property
    def shares(self) -> int:
        """How many of the quantities, the first, are shares of something; all others are times."""
        return min(self.quantities // 2, self.rates)

    def share(self, number: int) -> int:
        """Return the quantity that a rate is of."""
        return number % self.shares

    def time(self, number: int) -> int:
        """Return the quantity that a limit or an interval is of."""
        return self.shares + number % (self.quantities - self.shares)

    @cached_property
    def limits(self) -> int:
        """How many thresholds are windows or definitions."""
        return max(3, self.propositions // 40)

    @cached_property
    def rates(self) -> int:
        """How many thresholds are rates."""
        return min(199, max(2, self.propositions // 40))

    @cached_property
    def intervals(self) -> int:
        """How many intervals there are."""
        return max(1, self.propositions // 200)

    @cached_property
    def publishers(self) -> int:
        """How many publishers there are: so many that no two claims of one fact are of the same one.

        Those claims lie a fixed number of sources apart, or one more.
        """
        apart = self.propositions // PER_SOURCE
        distances = {apart, apart + 1, 2 * apart, 2 * apart + 1, 2 * apart + 2}
        least = max(3, self.sources // 20)
        return next(count for count in range(least, 2**31) if all(each % count for each in distances))

    def proposition(self, number: int) -> Proposition:
        """Return a proposition by its number."""
        tens, kind = divmod(number, 10)
        subject, shift = number % self.general, number // self.general + 1
        other = (subject + shift) % self.general
        match kind:
            case 0:
                return Proposition(number, subject, "hasRate", self.share(tens % self.rates), None)
            case 1:
                return Proposition(number, subject, "definedAs", other, None)
            case 7 | 8:
                act = (2 * tens + kind - ADVICE) % self.actions
                return Proposition(
                    number, subject, "warrants" if kind == ADVICE else "advisedAgainst", act, None
                )
            case _:
                predicate = tuple(words.VERBS)[Dice(self.seed, "predicate", number).below(len(words.VERBS))]
                return Proposition(
                    number, subject, predicate, other, self._window(tens) if kind == WINDOWED else None
                )

    def _window(self, number: int) -> str:
        """Return the window of a windowed proposition by its number: three thresholds, then an interval."""
        round_, place = divmod(number, 4)
        return (
            self.interval(round_ % self.intervals)
            if place == 3
            else self.limit((3 * round_ + place) % self.limits)
        )

    @staticmethod
    def limit(number: int) -> str:
        """Return the name of a threshold that is a window or a definition."""
        return f"threshold:limit-{number:06}"

    @staticmethod
    def rate(number: int) -> str:
        """Return the name of a threshold that is a rate."""
        return f"threshold:rate-{number:06}"

    @staticmethod
    def interval(number: int) -> str:
        """Return the name of an interval; its bounds are named after it."""
        return f"threshold:interval-{number:06}"

    @staticmethod
    def rate_value(number: int) -> str:
        """Return a rate in per cent, as people write it."""
        whole, half = divmod(number + 1, 2)
        return f"{whole}.5" if half else f"{whole}"

    @staticmethod
    def limit_words(number: int) -> str:
        """Return the few words of a threshold, such as they stand in a text."""
        before = COMPARATORS[number % 4] in ("lessThan", "atMost")
        unit = {"wk": "weeks", "d": "days", "a": "years", "mo": "months"}[UNITS[number // 4 % 4]]
        return f"{'before' if before else 'from'} {number // 16 + 2} {unit}{'' if before else ' on'}"

    def window_words(self, window: str) -> str:
        """Return the words of a window."""
        number = int(window[-6:])
        if "interval" in window:
            return f"between {10 * number + 3} and {10 * number + 8} hours"
        return self.limit_words(number)

    def general_name(self, number: int) -> str:
        """Return the label of a general concept, which no other concept of its scheme has."""
        nouns = tuple(words.KINDS.values())[number % len(words.KINDS)]
        return _name(number // len(words.KINDS), nouns)

    def object_node(self, proposition: Proposition) -> str:
        """Return the name of the concept that is a proposition's object."""
        letter = {RATE: "q", ADVICE: "a", WARNING: "a"}.get(proposition.kind, "g")
        return f"concept:{letter}{proposition.object:06}"

    def object_name(self, proposition: Proposition) -> str:
        """Return the label of a proposition's object, with its article."""
        if proposition.kind == RATE:
            return f"the {self.quantity_name(proposition.object)}"
        if proposition.kind in (ADVICE, WARNING):
            return f"a {self.action_name(proposition.object)}"
        return f"the {self.general_name(proposition.object)}"

    def sentence(self, proposition: Proposition) -> str:
        """Return a sentence of our own that says a proposition, without the full stop."""
        verbs = {"hasRate": "is found at a rate of", "definedAs": "is by definition", "warrants": "calls for",
                 "advisedAgainst": "speaks against"}  # fmt: skip
        verb = verbs.get(proposition.predicate) or words.VERBS[proposition.predicate][1]
        window = f" {self.window_words(proposition.window)}" if proposition.window else ""
        return f"The {self.general_name(proposition.subject)} {verb} {self.object_name(proposition)}{window}"

    @staticmethod
    def action_name(number: int) -> str:
        """Return the label of an act."""
        return _name(number, words.ACTIONS)

    @staticmethod
    def quantity_name(number: int) -> str:
        """Return the label of a quantity."""
        return _name(number, words.QUANTITIES)


def _name(number: int, nouns: tuple[str, ...]) -> str:
    """Return a label by its number, in mixed radix: noun, adjective, place and origin."""
    number, noun = divmod(number, len(nouns))
    number, adjective = divmod(number, len(words.ADJECTIVES))
    origin, place = divmod(number, len(words.PLACES))
    label = f"{words.ADJECTIVES[adjective]} {nouns[noun]} of the {words.PLACES[place]}"
    return f"{label} of {' and '.join(_origins(origin))}" if origin else label


def _origins(number: int) -> list[str]:
    names = []
    while number:
        number, rest = divmod(number - 1, len(words.ORIGINS))
        names.append(words.ORIGINS[rest])
    return names
