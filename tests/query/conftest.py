"""What the tests of queries share."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from operculum.namespaces import KB
from operculum.store import Dataset

REPEATED = re.compile(r"«(\d+) × ([^»]*)»")


@pytest.fixture(scope="session")
def nodes() -> Dataset:
    """Return two hundred nodes in a ring, each with a number, in two graphs."""
    node = [NamedNode(f"{KB}concept/node-{number}") for number in range(200)]
    graphs = NamedNode(f"{KB}graph/ring.ttl"), NamedNode(f"{KB}graph/numbers.ttl")
    ring = (
        Quad(each, NamedNode("urn:test:next"), node[(number + 1) % 200], graphs[0])
        for number, each in enumerate(node)
    )
    numbers = (
        Quad(each, NamedNode("urn:test:number"), Literal(number), graphs[1])
        for number, each in enumerate(node)
    )
    return Dataset(quads=(*ring, *numbers))


@pytest.fixture(scope="session")
def case() -> Callable[[Path], tuple[str, str]]:
    """Return a reader of a case: what its first line expects, and its text with `«n × text»` written out."""

    def read(path: Path) -> tuple[str, str]:
        text = path.read_text(encoding="utf-8")
        expected = text.partition("\n")[0].removeprefix("# ")
        return expected, REPEATED.sub(lambda match: match[2] * int(match[1]), text)

    return read
