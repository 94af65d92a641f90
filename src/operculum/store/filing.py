"""A large base into the model, in the memory of what its sources share: the rest lies in temporary files."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

from operculum.errors import InputError, LimitError, Location
from operculum.model import Entity, KnowledgeBase, Statement
from operculum.namespaces import OPC, RDF
from operculum.progress import Progress, silent
from operculum.store.assertions import Assertions
from operculum.store.dataset import Dataset, graph_of, join, read_files, read_parts
from operculum.store.excerpt import in_file, told
from operculum.store.filed import FiledStatements
from operculum.store.filed_claims import FiledClaims, FiledPassages, PassagesByName
from operculum.store.finding import Found, find_files
from operculum.store.formats import format_of
from operculum.store.index import Index, plain, term
from operculum.store.lines import read_lines
from operculum.store.parsing import read_bytes
from operculum.store.reading import model
from operculum.store.slices import ENDINGS, sliced

T = TypeVar("T")
STEP: Final = 1000
"""Of so many claims at a time it is told that they were read."""


@dataclass(frozen=True)
class Filed(Assertions):
    """Reads claims and passages one by one, and the kinds that all sources share at once."""

    statements: FiledStatements

    @cached_property
    def passages(self) -> PassagesByName:
        """The passages."""
        nodes = self.statements.of_class(f"{OPC}Passage")
        return PassagesByName(nodes, self._passage, self._is_passage)

    def _is_passage(self, iri: str) -> bool:
        return f"{OPC}Passage" in self.index.many(iri, f"{RDF}type")

    def filed_passages(self) -> FiledPassages:
        """Return the passages in document order."""
        return FiledPassages(self.statements.of_class(f"{OPC}Passage"), self._passage)

    def filed_claims(self, progress: Progress) -> FiledClaims:
        """Read all claims once, and return them in document order."""
        kinds: tuple[Iterable[Entity], ...] = (
            self.propositions.values(),
            self.concepts.values(),
            self.sources.values(),
            self.limits.values(),
            self.assessments.values(),
        )
        nodes = self.statements.of_class(f"{OPC}Claim")
        counted = _counted(nodes, "claims read", progress, STEP)
        return FiledClaims((self._claim(node.subject) for node in counted), chain.from_iterable(kinds))


def file_knowledge(
    paths: Sequence[Path] | None = None, *, licensed: bool = False, progress: Progress = silent
) -> KnowledgeBase:
    """Read files and folders as `read_knowledge` does, and hold only what their sources share.

    Claims, passages and statements are read from temporary files when they are asked for. Raises what
    `read_knowledge` does, for the first file that is broken, and `LimitError` where there is no room for
    the temporary files.
    """
    pieces = [piece for found in find_files(paths) for piece in sliced(found)]
    light: list[Dataset] = []

    def statements() -> Iterator[Statement]:
        for piece in _counted(pieces, "pieces read", progress, 1):
            with _in_file(piece):
                if lines := _by_lines(piece):
                    yield from lines
                    continue
                for part in read_parts([piece], licensed=licensed):
                    light.append(replace(part, quads=()))
                    yield from plain(part.quads)

    def locate(node: str, predicate: str | None) -> Location | None:
        found = ((read_files([piece], licensed=licensed).locate(node, predicate), piece) for piece in pieces)
        return next((in_file(place, piece) for place, piece in found if place), None)

    filed = FiledStatements(statements())
    read = Filed(Index(filed, locate), join(light), filed)
    return model(read, filed, read.filed_passages(), read.filed_claims(progress))


def _by_lines(piece: Found) -> Iterator[Statement] | None:
    """Return the statements of N-Quads or N-Triples as we write them, None of all else."""
    name, below, resource = piece
    if not name.lower().endswith(ENDINGS):
        return None
    columns = read_lines(read_bytes(resource, name), format_of(name))
    if columns is None:
        return None
    terms, graph = [term(each) for each in columns.terms], graph_of(below)
    return (
        Statement(str(terms[subject]), str(terms[predicate]), terms[value], graph)
        for predicate, pairs in columns.by_predicate.items()
        for subject, value in zip(*pairs, strict=True)
    )


def _counted(items: Sequence[T], what: str, progress: Progress, step: int) -> Iterator[T]:
    """Yield items, and tell of every so many that they are done."""
    for done, item in enumerate(items):
        if done % step == 0:
            progress(what, done, len(items))
        yield item
    progress(what, len(items), len(items))


@contextmanager
def _in_file(piece: Found) -> Iterator[None]:
    """Tell what is wrong with a piece by its place in the file."""
    try:
        yield
    except (InputError, LimitError) as fault:
        raise told(fault, piece) from None
