"""CSV: one row a claim, harmless in a spreadsheet, and nothing lost on the way."""

import csv
import io
import json

from exporting import base_saying, texts_of
from hypothesis import given
from hypothesis import strategies as st

from operculum.exporters.table import COLUMNS, DANGEROUS, harmless


def rows(text):
    """Return the rows of a table as a program reads them."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def restored(cell):
    """Return a cell without our mark, as the documentation tells programs to do it."""
    return cell.removeprefix("'")


def test_there_is_one_row_for_each_claim(exported, knowledge):
    """In the order of the base."""
    found = rows(exported("csv")["csv/claims.csv"])
    assert [row["claim"] for row in found] == [claim.iri for claim in knowledge.claims]


@given(st.text())
def test_no_cell_begins_like_a_formula_and_none_loses_a_character(text):
    """The mark can always be taken off again."""
    cell = harmless(text)
    assert not cell.startswith(tuple(set(DANGEROUS) - {"'"}))
    assert restored(cell) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_the_file(text):
    """Commas, quotes, line ends and formulas survive RFC 4180."""
    (first, _) = rows(texts_of("csv", base_saying(text))["csv/claims.csv"])
    assert restored(first["statement"]) == text


def test_the_table_follows_rfc_4180(exported):
    """Every record ends with CR LF and has as many fields as the header."""
    text = exported("csv")["csv/claims.csv"]
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert len({len(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)}) == 1


def test_every_row_says_what_it_is_for_and_that_nobody_reviewed_it(exported, knowledge):
    """A row that was cut out of the table still says so."""
    for row in rows(exported("csv")["csv/claims.csv"]):
        assert knowledge.release.intended_use in row["notice"]
        assert row["release_version"] == knowledge.release.version


def test_the_metadata_describe_the_columns_in_their_order(exported):
    """CSV on the Web: the same names, each with its meaning."""
    metadata = json.loads(exported("csv")["csv/claims.csv-metadata.json"])
    named = [column["name"] for column in metadata["tableSchema"]["columns"]]
    assert named == list(rows(exported("csv")["csv/claims.csv"])[0])
    assert len(named) == len(COLUMNS) + 3
