"""Shapes graphs that are ill-formed or cannot be judged: each file says on its first line why."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from operculum.shacl import ShapesError, compile_shapes

FILES = sorted((Path(__file__).parent / "refused").glob("*.ttl"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_shapes_are_refused_with_their_node_and_the_reason(file: Path):
    """Shapes that cannot be judged never conform: they are named, with what is wrong."""
    text = file.read_text(encoding="utf-8")
    with pytest.raises(ShapesError) as refusal:
        compile_shapes(parse(text.encode(), RdfFormat.TURTLE))
    assert f"# {refusal.value}" == text.partition("\n")[0]
    assert refusal.value.node is not None


def test_what_lies_within_a_shape_is_refused_by_the_name_of_the_shape():
    """A blank node has no name of its own to be found by."""
    shapes = b"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .
        ex:Shape sh:targetClass ex:Tree ; sh:property [ sh:path ex:p ; sh:minCount "1" ] ."""
    with pytest.raises(ShapesError, match=r"\(within <https://example.org/Shape>\)"):
        compile_shapes(parse(shapes, RdfFormat.TURTLE))
