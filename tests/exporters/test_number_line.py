"""Number lines: what is drawn is what the limit admits, and the picture is sound XML with words for it."""

import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from exporting import base_saying
from hypothesis import given
from hypothesis import strategies as st

from operculum.exporters.handbook.number_line import BLUE, LINE, description, stretch, svg
from operculum.model import Comparator, Interval, Threshold

SVG = "{http://www.w3.org/2000/svg}"
QUANTITY = base_saying("word").concepts[0]


def parsed(text):
    """Return a picture as a tree of elements."""
    return ET.fromstring(text)  # noqa: S314 - what it parses, we wrote


def limit(comparator, value="37", unit="wk", unclear=False, label="limit"):
    """Return a threshold."""
    return Threshold("urn:t", label, QUANTITY, comparator, Decimal(value), unit, unclear)


def drawn(threshold):
    """Return the marks on the line itself: filled, hollow or dashed."""
    tree = parsed(svg(stretch(threshold)))
    marks = [circle for circle in tree.iter(f"{SVG}circle") if circle.get("cy") == str(LINE)]
    return [
        "dashed" if mark.get("stroke-dasharray") else "filled" if mark.get("fill") == BLUE else "hollow"
        for mark in marks
    ]


@pytest.mark.parametrize(
    ("comparator", "mark"),
    [
        (Comparator.lessThan, "hollow"),
        (Comparator.atMost, "filled"),
        (Comparator.equalTo, "filled"),
        (Comparator.atLeast, "filled"),
        (Comparator.greaterThan, "hollow"),
    ],
)
def test_an_end_is_filled_where_the_boundary_belongs_to_the_limit(comparator, mark):
    """The picture and `Threshold.admits` say the same of the boundary."""
    threshold = limit(comparator)
    assert drawn(threshold) == [mark]
    assert threshold.admits(37 * 7) is (mark == "filled")


def test_a_boundary_left_open_is_dashed_and_says_so():
    """What the source does not say is not drawn as if it did."""
    threshold = limit(Comparator.greaterThan, unclear=True)
    assert drawn(threshold) == ["dashed"]
    assert "37 weeks itself is left open by the source" in description(stretch(threshold))


def test_an_interval_has_two_ends():
    """Each by its own threshold."""
    ends = limit(Comparator.atLeast, "37"), limit(Comparator.lessThan, "39")
    interval = Interval("urn:i", "early term", *ends)
    assert drawn(interval) == ["filled", "hollow"]
    assert "everything between 37 weeks and 39 weeks" in description(stretch(interval))


@pytest.mark.parametrize("value", ["0", "0.05", "25", "100", "1000000000000", "-3"])
@pytest.mark.parametrize("unit", ["wk", "d", "%", "1"])
def test_any_value_fits_into_the_picture(value, unit):
    """Nothing is drawn outside, and a huge value does not make a huge file."""
    text = svg(stretch(limit(Comparator.atMost, value, unit)))
    places = [float(circle.get("cx")) for circle in parsed(text).iter(f"{SVG}circle")]
    assert all(0 <= place <= 720 for place in places)
    assert len(text) < 9_000


@pytest.mark.parametrize(
    ("unit", "told"),
    [("wk", "weeks of pregnancy"), ("d", "weeks of pregnancy"), ("%", "per cent"), ("1", None)],
)
def test_a_scale_says_what_its_numbers_are(unit, told):
    """Weeks and per cent are told; a plain count has nothing to tell."""
    texts = [
        each.text for each in parsed(svg(stretch(limit(Comparator.atMost, "2", unit)))).iter(f"{SVG}text")
    ]
    assert (texts[-1] == told) is (told is not None)


def test_a_long_label_is_written_smaller():
    """It stays inside the picture."""
    sizes = [
        float(
            parsed(svg(stretch(limit(Comparator.atMost, label="x" * length))))
            .find(f"{SVG}text")
            .get("font-size")
        )
        for length in (20, 64, 80, 120)
    ]
    assert sizes == [16, 16, 12, 8]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_label_gives_sound_xml_with_a_title_and_a_description(label):
    """A label cannot break out of the text it stands in."""
    tree = parsed(svg(stretch(limit(Comparator.lessThan, label=label))))
    assert [child.tag for child in tree][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert {element.tag for element in tree.iter()} == {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "line", "text", "circle")
    }


def test_every_limit_of_the_base_is_drawn_with_its_words(exported, knowledge):
    """The description in the picture is the text alternative on its page."""
    files = exported("markdown")
    for each in (*knowledge.thresholds, *knowledge.intervals):
        tree = parsed(files[f"markdown/thresholds/{each.slug}.svg"])
        assert tree.findtext(f"{SVG}desc") == description(stretch(each))
