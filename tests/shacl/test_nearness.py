"""How far a query looks is read from all its patterns, those within blank nodes and collections included."""

import pytest
from pyoxigraph import BlankNode, NamedNode

from operculum.shacl.reach import Division, Reach
from operculum.shacl.sparql.nearness import is_near
from operculum.shacl.sparql.query import Query
from operculum.shacl.sparql.tokens import parse

DIVISION = Division(crossing=frozenset({NamedNode("urn:x:friend")}))


@pytest.mark.parametrize(
    ("pattern", "near"),
    [
        ("$this x:list ?list", True),
        ("$this x:friend [ x:age ?age ]", False),
        ("$this x:list ( ?one [ x:age ?age ] )", True),
        ("$this x:list ( ?one ) . ?one x:age ?age", True),
        ("$this x:list ( [ x:friend [ x:age ?age ] ] )", False),
        ("$this x:list ( ?one ) . ?other x:list ( ?one )", False),
        ("( ?one ?other )", False),
    ],
)
def test_a_query_is_near_if_no_pattern_leads_to_another_part(pattern, near):
    """By x:friend parts refer to each other: what is said of a friend may stand elsewhere."""
    group = parse(f"SELECT $this WHERE {{ {pattern} }}")
    query = Query(BlankNode(), group, "PREFIX x: <urn:x:>", ("this",), joins=True)
    assert is_near(query, {"this": Reach.OWN}, DIVISION) is near
