"""SSSOM mapping sets: read from TSV, and turned into the RDF that queries see.

The format is that of the SSSOM specification, section "SSSOM/TSV": a YAML block of metadata in comment
lines, then one row a mapping. The RDF follows its section "RDF": `owl:annotatedSource`, `…Property` and
`…Target`, with `sssom:NegatedPredicate` on a mapping that must not be made.
"""

import csv
import hashlib
import re
from collections.abc import Iterator
from collections.abc import Mapping as ReadOnlyMapping
from dataclasses import dataclass
from typing import Any, Final

import yaml
from pyoxigraph import Literal, NamedNode, Quad

from operculum.errors import InputError, Location
from operculum.namespaces import DCTERMS, KB, OWL, RDF, RDFS, SKOS, SSSOM, XSD
from operculum.store.formats import SSSOM_SUFFIX

REQUIRED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
REFERENCES: Final = frozenset({"subject_id", "predicate_id", "object_id", "mapping_justification"})
PROPERTIES: Final = {
    "comment": f"{RDFS}comment",
    "mapping_date": f"{DCTERMS}created",
    "see_also": f"{RDFS}seeAlso",
}
OFF_BY_DEFAULT: Final = "off by default"
ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One mapping as written: the columns by SSSOM slot, and the line it stands on."""

    columns: ReadOnlyMapping[str, str]
    line: int

    @property
    def negated(self) -> bool:
        """Whether the mapping is one that must not be made."""
        return self.columns.get("predicate_modifier", "") == "Not"


@dataclass(frozen=True, slots=True)
class MappingSet:
    """One SSSOM file: its name, metadata and rows."""

    name: str
    metadata: ReadOnlyMapping[str, Any]
    rows: tuple[MappingRow, ...]

    @property
    def slug(self) -> str:
        """The name of the set: its file name without the ending."""
        return self.name.rsplit("/", 1)[-1].removesuffix(SSSOM_SUFFIX)

    @property
    def off_by_default(self) -> bool:
        """Whether the set is read only on request, because a licence applies to the use of its codes."""
        return OFF_BY_DEFAULT in str(self.metadata.get("other", "")).replace("-", " ").lower()

    def expand(self, curie: str, row: MappingRow) -> str:
        """Return the IRI of a CURIE; raises `InputError` where the set does not declare its prefix."""
        prefix, colon, local = curie.partition(":")
        namespace = (self.metadata.get("curie_map") or {}).get(prefix)
        if colon and namespace:
            return f"{namespace}{local}"
        raise InputError(
            f"the prefix of {curie!r} is not declared",
            Location(self.name, row.line),
            "Add it to curie_map at the top of the file.",
        )

    def identifier(self, row: MappingRow) -> str:
        """Return the IRI of a mapping's node: it changes only when what is mapped changes."""
        key = "\t".join(row.columns.get(slot, "") for slot in (*REQUIRED[:3], "predicate_modifier"))
        return f"{KB}mapping/{self.slug}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def parse_mapping_set(content: bytes, name: str) -> MappingSet:
    """Read an SSSOM/TSV file; raises `InputError` with file and line where it is not one."""
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8: {error.reason}", Location(name), "Save the file as UTF-8.") from None
    head = [line[1:].removeprefix(" ") for line in lines if line.startswith("#")]
    metadata = _metadata("\n".join(head), name)
    first = next((number for number, line in enumerate(lines) if line and not line.startswith("#")), None)
    if first is None:
        raise InputError(
            "no header row", Location(name), f"Begin the table with the columns {', '.join(REQUIRED)}."
        )
    table = csv.reader(lines[first:], delimiter="\t", strict=True)
    header = next(table)
    missing = [slot for slot in REQUIRED if slot not in header]
    if missing:
        raise InputError(
            f"the column {missing[0]} is missing", Location(name, first + 1), "Add it; SSSOM requires it."
        )
    return MappingSet(name, metadata, tuple(_rows(table, header, name, first + 1)))


def _metadata(text: str, name: str) -> dict[str, Any]:
    try:
        metadata = yaml.load(text, Loader=yaml.CSafeLoader) or {}  # the safe one, ten times as fast
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Location(name, mark.line + 1 if mark else None, mark.column + 1 if mark else None)
        raise InputError(f"the metadata is not YAML: {getattr(error, 'problem', error)}", place) from None
    if not isinstance(metadata, dict):
        raise InputError(
            "the metadata is not a YAML mapping", Location(name, 1), "Write one 'slot: value' a line."
        )
    return metadata


def _rows(table: Any, header: list[str], name: str, above: int) -> Iterator[MappingRow]:
    try:
        for cells in table:
            line = above + table.line_num - 1
            if len(cells) != len(header):
                raise InputError(
                    f"{len(cells)} cells where the header has {len(header)}",
                    Location(name, line),
                    "Separate the columns by single tab characters.",
                )
            yield MappingRow({slot: cell for slot, cell in zip(header, cells, strict=True) if cell}, line)
    except csv.Error as error:
        raise InputError(f"not a table: {error}", Location(name, above + table.line_num - 1)) from None


def mapping_quads(mappings: MappingSet, graph: NamedNode) -> Iterator[Quad]:
    """Yield what a mapping set says in RDF: a node for each row, and its match where it is not negated."""
    for row in mappings.rows:
        node = NamedNode(mappings.identifier(row))
        subject, predicate, target = (
            NamedNode(mappings.expand(row.columns.get(slot, ""), row)) for slot in REQUIRED[:3]
        )
        yield Quad(node, NamedNode(f"{RDF}type"), NamedNode(f"{SSSOM}Mapping"), graph)
        yield Quad(node, NamedNode(f"{OWL}annotatedSource"), subject, graph)
        yield Quad(node, NamedNode(f"{OWL}annotatedProperty"), predicate, graph)
        yield Quad(node, NamedNode(f"{OWL}annotatedTarget"), target, graph)
        if row.negated:
            modifier = NamedNode(f"{SSSOM}NegatedPredicate")
            yield Quad(node, NamedNode(f"{SSSOM}predicate_modifier"), modifier, graph)
        elif predicate.value.startswith(SKOS):
            yield Quad(subject, predicate, target, graph)
        for slot, value in row.columns.items():
            if slot not in REQUIRED[:3] and slot != "predicate_modifier":
                yield Quad(
                    node,
                    NamedNode(PROPERTIES.get(slot, f"{SSSOM}{slot}")),
                    _value(mappings, row, slot, value),
                    graph,
                )


def _value(mappings: MappingSet, row: MappingRow, slot: str, value: str) -> NamedNode | Literal:
    if slot in REFERENCES:
        return NamedNode(mappings.expand(value, row))
    if slot == "mapping_date":
        return Literal(value, datatype=NamedNode(f"{XSD}date"))
    if ADDRESS.fullmatch(value):
        return NamedNode(value)
    return Literal(value)
