"""The scales on which number lines are drawn: weeks of pregnancy, per cent, or a plain count."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from operculum.model import Threshold

TERM: Final = Fraction(44)
"""Where the line of a pregnancy ends, in weeks: two past the last that any rule speaks of."""

PER_CENT: Final = (2, 5, 10, 20, 50, 100)
"""Where a line of per cent may end: near enough to its largest value to see it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A line from zero to an end, in steps, with the words for its unit."""

    end: Fraction
    step: Fraction
    unit: str

    def words(self, value: Fraction) -> str:
        """Return a value as people read it on this scale."""
        if self.unit == "weeks":
            return weeks_and_days(value * 7)
        return f"{number(value)}{self.unit}"


def scale_of(threshold: Threshold, greatest: Fraction) -> Scale:
    """Return the scale for a threshold and its like, of which `greatest` is the largest value."""
    if threshold.days is not None:
        return Scale(TERM, Fraction(4), "weeks") if greatest < TERM else tenths(greatest * 2, "weeks")
    if threshold.unit == "%":
        ends = [Fraction(end) for end in PER_CENT if end >= greatest * 3 / 2]
        return tenths(min(ends, default=max(Fraction(100), greatest)), " %")
    if greatest <= 5:
        return Scale(max(Fraction(greatest // 1), Fraction(0)) + 3, Fraction(1), "")
    return tenths(greatest * 2, "")


def tenths(end: Fraction, unit: str) -> Scale:
    """Return a scale with ten steps."""
    return Scale(end, end / 10, unit)


def position(threshold: Threshold) -> Fraction:
    """Return where a threshold lies on its scale: times in weeks, everything else as written."""
    return Fraction(threshold.value) if threshold.days is None else threshold.days / 7


def number(value: Fraction) -> str:
    """Return a number in decimal, whole ones without a point."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def weeks_and_days(days: Fraction | int) -> str:
    """Return a number of days as pregnancies are counted.

    >>> weeks_and_days(259), weeks_and_days(272)
    ('37 weeks', '38 weeks 6 days')
    """
    weeks, rest = divmod(Fraction(days), 7)
    named = f"{weeks} week{'' if weeks == 1 else 's'}"
    return f"{named} {number(rest)} day{'' if rest == 1 else 's'}" if rest else named
