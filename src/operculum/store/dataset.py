"""Files into one dataset: a named graph for each file, and the way back from a node to its line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat

from operculum.errors import BrokenInputsError, InputError, Location, OperculumError
from operculum.namespaces import KB
from operculum.store.derived import mapping_quads
from operculum.store.finding import PIPE, Found, find_files, shipped
from operculum.store.formats import format_of, is_mapping_set
from operculum.store.parsing import Readable, parse_rdf, read_bytes
from operculum.store.places import Places
from operculum.store.sssom import MappingSet, parse_mapping_set

GRAPHS: Final = f"{KB}graph/"
MANY: Final = 100_000
"""How many quads of a file a part holds at most."""


@dataclass(frozen=True)
class DataFile:
    """One file of RDF: what the user calls it, its bytes' place, its format and the graph it fills."""

    name: str
    resource: Readable
    format: RdfFormat
    graph: str

    @cached_property
    def places(self) -> Places:
        """Where the nodes of the file stand; found when first asked for."""
        return Places(read_bytes(self.resource, self.name).decode(), self.format, self.graph)


@dataclass(frozen=True)
class Dataset:
    """What a number of files say.

    `quads` hold literals exactly as written, each in the graph of its file. `derived` are the quads made
    from the mapping sets: SKOS matches and `sssom:Mapping` nodes, which no file stores.
    """

    files: tuple[DataFile, ...] = ()
    quads: tuple[Quad, ...] = field(default=(), repr=False)
    mapping_sets: tuple[MappingSet, ...] = ()
    derived: tuple[Quad, ...] = field(default=(), repr=False)

    def __iter__(self) -> Iterator[Quad]:
        """Yield every quad, the derived ones last."""
        yield from self.quads
        yield from self.derived

    def __or__(self, other: "Dataset") -> "Dataset":
        """Return the union of two datasets, the files of both in order."""
        return Dataset(
            self.files + other.files,
            self.quads + other.quads,
            self.mapping_sets + other.mapping_sets,
            self.derived + other.derived,
        )

    def subjects(self) -> frozenset[str]:
        """Return the nodes that the dataset describes: IRIs, and blank nodes as `_:label`.

        A mapping set describes its mappings, not the concepts that are mapped.
        """
        return frozenset(map(text_of, {quad.subject for quad in self.quads})) | self._rows.keys()

    @cached_property
    def _graphs_by_subject(self) -> dict[str, list[str]]:
        graphs: dict[str, list[str]] = {}
        for node, graph in dict.fromkeys((quad.subject, quad.graph_name) for quad in self.quads):
            graphs.setdefault(text_of(node), []).append(str(graph)[1:-1])
        return graphs

    @cached_property
    def _files_by_graph(self) -> dict[str, list[DataFile]]:
        files: dict[str, list[DataFile]] = {}
        for file in self.files:
            files.setdefault(file.graph, []).append(file)
        return files

    @cached_property
    def _rows(self) -> dict[str, Location]:
        return {
            mappings.identifier(row): Location(mappings.name, row.line)
            for mappings in reversed(self.mapping_sets)
            for row in reversed(mappings.rows)
        }

    @cached_property
    def _holders(self) -> dict[str, tuple[str, str]]:
        """From a blank node to the first node that refers to it, and by which predicate."""
        holders: dict[str, tuple[str, str]] = {}
        for quad in self.quads:
            if isinstance(quad.object, BlankNode):
                holders.setdefault(str(quad.object), (subject_of(quad), quad.predicate.value))
        return holders

    def locate(self, iri: str, predicate: str | None = None) -> Location | None:
        """Return where a node is described, or what is said of it by a predicate; None if it is not here.

        A blank node (`_:label`) is told by the place where a node with a name leads to it. Of a node that
        cannot be found in the text, only the file is told.
        """
        passed = set[str]()
        while iri.startswith("_:") and iri in self._holders and iri not in passed:
            passed.add(iri)
            iri, predicate = self._holders[iri]
        described = [
            file for graph in self._graphs_by_subject.get(iri, ()) for file in self._files_by_graph[graph]
        ]
        for file in described:
            place = file.places.find(iri, predicate)
            if place is not None:
                return Location(file.name, *place)
        return Location(described[0].name) if described else self._rows.get(iri)


def subject_of(quad: Quad) -> str:
    """Return the subject of a quad: an IRI, or a blank node as `_:label`."""
    return text_of(quad.subject)


def text_of(term: object) -> str:
    """Return the IRI of a node, `_:label` of a blank one, and the characters of a literal."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def read(paths: Sequence[Path] | None = None, *, licensed: bool = False) -> Dataset:
    """Read files and folders into a dataset; without any, the knowledge base that is shipped.

    `-` is standard input. Folders are walked, and files in them that hold no data are passed over. Mapping
    sets whose codes need a licence are left out unless `licensed`. Raises `InputError` for a broken file, and
    `BrokenInputsError` with every one of them where there are several.
    """
    return read_files(find_files(paths), licensed=licensed)


def ontology() -> Dataset:
    """Read the vocabulary that is shipped."""
    found = shipped("ontology", "ontology/")
    return read_files(each for each in found if not each[0].endswith("alignments.ttl"))


def shipped_shapes() -> Dataset:
    """Read the shapes that are shipped."""
    return read_files(shipped("shapes", "shapes/"))


def read_files(found: Iterable[Found], *, licensed: bool = False) -> Dataset:
    """Read files into a dataset, as `read` does."""
    return join(list(read_parts(found, licensed=licensed)))


def join(parts: Sequence[Dataset]) -> Dataset:
    """Return the union of many datasets, their files in order."""
    return Dataset(
        tuple(file for part in parts for file in part.files),
        tuple(quad for part in parts for quad in part.quads),
        tuple(mappings for part in parts for mappings in part.mapping_sets),
        tuple(quad for part in parts for quad in part.derived),
    )


def read_parts(found: Iterable[Found], *, licensed: bool = False) -> Iterator[Dataset]:
    """Yield a dataset for each file, for a large one several with a part of its quads each.

    Raises what `read` does once all files have been read.
    """
    errors = list[OperculumError]()
    for name, below, resource in found:
        try:
            for part in _read_one(name, below, resource):
                yield part if licensed else _without_licensed(part)
        except InputError as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise BrokenInputsError(tuple(errors))


def _read_one(name: str, below: str, resource: Readable) -> Iterator[Dataset]:
    graph = NamedNode(graph_of(below))
    if is_mapping_set(name):
        mappings = parse_mapping_set(read_bytes(resource, name), name)
        yield Dataset(mapping_sets=(mappings,), derived=tuple(mapping_quads(mappings, graph)))
        return
    file = data_file(name, below, resource)
    quads = parse_rdf(read_bytes(resource, name), file.format, graph, name)
    yield Dataset((file,), tuple(islice(quads, MANY)))
    while more := tuple(islice(quads, MANY)):
        yield Dataset(quads=more)


def data_file(name: str, below: str, resource: Readable) -> DataFile:
    """Return a file of RDF; raises `InputError` where its format is not accepted."""
    format = RdfFormat.TRIG if name == PIPE else format_of(name)  # noqa: A001 - the parser's own word
    return DataFile(name, resource, format, graph_of(below))


def graph_of(below: str) -> str:
    """Return the name of the graph that a file fills, by its path below the folder it was found in."""
    return f"{GRAPHS}{quote(below)}"


def _without_licensed(part: Dataset) -> Dataset:
    return Dataset() if any(mappings.off_by_default for mappings in part.mapping_sets) else part
