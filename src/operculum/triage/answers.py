"""Answers as they are judged: only what is known; an answer that is not there is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

YES: Final = "yes"
NO: Final = "no"
NOT_SURE: Final = "notSure"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The codes chosen: `yes` or `no`, or the slugs of options; several only where the question repeats."""

    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Age:
    """The days of pregnancy that an answer may mean, both ends included: weeks alone mean the whole week.

    >>> Age.of(36), Age.of(36, 6)
    (Age(earliest=252, latest=258), Age(earliest=258, latest=258))
    """

    earliest: int
    latest: int

    @classmethod
    def of(cls, weeks: int, days: int | None = None) -> "Age":
        """Return the age of so many completed weeks, and days beyond them where they are known."""
        if days is None:
            return cls(weeks * 7, weeks * 7 + 6)
        return cls(weeks * 7 + days, weeks * 7 + days)


@dataclass(frozen=True, slots=True)
class Noted:
    """Numbers, texts or dates that are passed on and never judged."""

    values: tuple[str, ...]


Answer = Chosen | Age | Noted

Answers = Mapping[str, Answer]
"""The known answers by the slug of their question."""
