"""Queries in folders: the first line of each says what is expected of it."""

import re
import time
from pathlib import Path

import pytest

from operculum.errors import InputError, LimitError, UsageError
from operculum.query import run
from operculum.query.results import Solutions

HERE = Path(__file__).parent
PATIENCE = 0.8
"""Seconds that a hostile query is given."""


def cases(folder: str) -> list[Path]:
    found = sorted((HERE / folder).glob("*.rq"))
    assert found
    return found


@pytest.mark.parametrize("path", cases("hostile"), ids=lambda path: path.stem)
def test_hostile_query_meets_a_limit(path, case, nodes):
    """A query that would never end, or end the engine, is told to be too much, and soon."""
    expected, text = case(path)
    start = time.monotonic()
    with pytest.raises(LimitError) as caught:
        run(nodes, text, timeout=PATIENCE, memory=512)
    assert re.search(expected, str(caught.value))
    assert time.monotonic() - start < PATIENCE + 3


@pytest.mark.parametrize("path", cases("refused"), ids=lambda path: path.stem)
def test_refused_query_is_told_where_and_what_to_do(path, case, nodes):
    """What would leave the base, or change it, is refused before an engine sees it."""
    expected, text = case(path)
    with pytest.raises(UsageError) as caught:
        run(nodes, text)
    assert f"query:{expected}" in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize("path", cases("ill-formed"), ids=lambda path: path.stem)
def test_ill_formed_query_is_told_where(path, case, nodes):
    """What is not SPARQL is an error of the input, with its place and what was expected."""
    expected, text = case(path)
    with pytest.raises(InputError) as caught:
        run(nodes, text)
    assert expected in str(caught.value)


@pytest.mark.parametrize("path", cases("harmless"), ids=lambda path: path.stem)
def test_harmless_query_is_answered(path, case, nodes):
    """Words that are refused may stand in strings, comments, IRIs and names; large is not yet hostile."""
    expected, text = case(path)
    result = run(nodes, text, timeout=20)
    assert isinstance(result, Solutions)
    assert bool(result.rows) == (expected == "rows")
