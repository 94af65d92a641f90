"""The model: thresholds at the day, and the way from Turtle to the model and back."""

import shutil
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operculum.errors import InputError
from operculum.exporters import EXPORTERS
from operculum.model import Comparator, Concept, Interval, Scheme, Threshold
from operculum.store import knowledge_base, read

MAPPINGS = Path(__file__).parents[1] / "kb" / "mappings"
AGE = Concept("urn:age", "gestational age", "Time since the last period.", Scheme("urn:scheme", "quantity"))


def threshold(comparator, weeks, unit="wk", *, unclear=False):
    """Return a threshold on gestational age."""
    return Threshold("urn:t", "t", AGE, comparator, Decimal(weeks), unit, unclear)


days = st.integers(min_value=0, max_value=400)
values = st.integers(min_value=0, max_value=60)
comparators = st.sampled_from(Comparator)


@pytest.mark.parametrize(
    ("comparator", "before", "at", "after"),
    [
        (Comparator.lessThan, True, False, False),
        (Comparator.atMost, True, True, False),
        (Comparator.equalTo, False, True, False),
        (Comparator.atLeast, False, True, True),
        (Comparator.greaterThan, False, False, True),
    ],
)
def test_a_threshold_turns_at_the_day(comparator, before, at, after):
    """36 weeks 6 days, 37 weeks 0 days, 37 weeks 1 day."""
    bound = threshold(comparator, 37)
    assert (bound.admits(258), bound.admits(259), bound.admits(260)) == (before, at, after)


@given(comparators, values, days)
def test_weeks_and_days_give_the_same_answer(comparator, weeks, day):
    """37 weeks are 259 days."""
    assert threshold(comparator, weeks).admits(day) == threshold(comparator, weeks * 7, "d").admits(day)


@given(comparators, values, days)
def test_an_unclear_boundary_is_open_on_its_day_and_clear_beside_it(comparator, weeks, day):
    """What a source leaves open stays open, and no more than that."""
    told = threshold(comparator, weeks, unclear=True).admits(day)
    assert told == (None if day == weeks * 7 else threshold(comparator, weeks).admits(day))


@given(values, values, days)
def test_an_interval_admits_what_both_its_ends_admit(low, high, day):
    """Both ends count, each with its own boundary."""
    lower, upper = threshold(Comparator.atLeast, low), threshold(Comparator.lessThan, high)
    assert Interval("urn:i", "i", lower, upper).admits(day) == (low * 7 <= day < high * 7)


@given(st.decimals(min_value=0, max_value=60, places=2))
def test_days_are_exact_fractions(weeks):
    """No rounding anywhere: a tenth of a week is seven tenths of a day."""
    assert threshold(Comparator.lessThan, weeks).days == Fraction(weeks) * 7


def test_a_quantity_that_is_no_time_is_never_compared_with_days():
    """A rate has no days."""
    assert threshold(Comparator.atMost, 25, "%").admits(10) is None


@pytest.mark.parametrize("name", ["operculum.nq", "operculum.trig", "operculum.ttl"])
def test_the_base_goes_from_turtle_to_the_model_to_turtle_and_back(name, tmp_path):
    """What an export says is what was read, entity by entity (the mappings have a format of their own)."""
    knowledge = knowledge_base(read())
    (content,) = (each.bytes for each in EXPORTERS["rdf"](knowledge) if each.path.endswith(name))
    (tmp_path / name).write_bytes(content)
    shutil.copytree(MAPPINGS, tmp_path / "mappings")
    again = knowledge_base(read([tmp_path]))
    for each in fields(knowledge):
        if each.name != "statements":
            assert getattr(again, each.name) == getattr(knowledge, each.name), each.name


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "opc:value 2 ;",
            'opc:value "NaN"^^<http://www.w3.org/2001/XMLSchema#decimal> ;',
            "has no number for",
        ),
        ("opc:value 2 ;", 'opc:value "1E+999999999" ;', "has no number for"),
        ("oa:start 88 ;", "oa:start 88.5 ;", "has no whole number for oa:start"),
        ("oa:start 88 ;", f"oa:start 1{'0' * 5_000} ;", "has no number for oa:start"),
        ('opc:unit "d" .', 'opc:unit "d" ; opc:boundaryUnclear "yes" .', "has neither true nor false for"),
        ("opc:polarity opc:affirmed ;", "opc:polarity opc:affirmed, opc:denied ;", "has several values for"),
    ],
)
def test_a_value_that_can_be_read_in_two_ways_or_in_none_is_refused(earwax, old, new, said):
    """A threshold that is no number, a flag that is neither, a claim that affirms and denies."""
    path = earwax / "kb" / "earwax.ttl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        knowledge_base(read([earwax / "kb"]))


def test_of_texts_in_several_languages_the_english_one_is_shown(earwax):
    """Labels in other languages are welcome and never take its place."""
    path = earwax / "kb" / "earwax.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('"ear wax"@en', '"cérumen"@fr, "ear wax"@en, "Cerumen"@de'), encoding="utf-8"
    )
    assert knowledge_base(read([earwax / "kb"])).concepts_by_slug["ear-wax"].label == "ear wax"
