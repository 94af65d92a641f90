"""Choices that depend on a seed and a name alone: no state, no order, no version of Python."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

Value = TypeVar("Value")


class Dice:
    """The choices made for one thing; each side of the dice is a choice of its own.

    >>> Dice(1, "claim", 7).of("abc") == Dice(1, "claim", 7).of("abc")
    True
    """

    __slots__ = ("_digits", "_used")

    def __init__(self, *name: object) -> None:
        self._digits = blake2b("/".join(map(str, name)).encode(), digest_size=64).digest()
        self._used = 0

    def below(self, limit: int) -> int:
        """Return the next number below a limit of at most 65,536; there are 32 of them."""
        number = int.from_bytes(self._digits[self._used : self._used + 2])
        self._used += 2
        return number * limit >> 16

    def of(self, values: Sequence[Value]) -> Value:
        """Return one of some values."""
        return values[self.below(len(values))]

    def once_in(self, times: int) -> bool:
        """Tell whether something happens that happens once in so many times."""
        return self.below(times) == 0
