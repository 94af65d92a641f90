"""SSSOM mapping sets, read from TSV.

The format is that of the SSSOM specification, section "SSSOM/TSV": a YAML block of metadata in comment
lines, then one row a mapping.
"""

import csv
import hashlib
import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as ReadOnlyMapping
from dataclasses import dataclass
from io import StringIO
from typing import Any, Final

from pyoxigraph import NamedNode

from operculum.errors import InputError, Location
from operculum.namespaces import KB
from operculum.store.formats import SSSOM_SUFFIX

REQUIRED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
MODIFIER: Final = "predicate_modifier"
NEGATION: Final = "Not"
OFF_BY_DEFAULT: Final = "off by default"
SLOT: Final = re.compile(r"[a-z]\w*")


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One mapping as written: the columns by SSSOM slot, and the line it stands on."""

    columns: ReadOnlyMapping[str, str]
    line: int

    @property
    def negated(self) -> bool:
        """Whether the mapping is one that must not be made."""
        return self.columns.get(MODIFIER) == NEGATION


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
        other = self.metadata.get("other")
        return isinstance(other, str) and OFF_BY_DEFAULT in other.replace("-", " ").lower()

    def expand(self, curie: str, row: MappingRow) -> str:
        """Return the IRI of a CURIE; raises `InputError` where it has none."""
        place = Location(self.name, row.line, 1)
        prefix, colon, local = curie.partition(":")
        namespace = (self.metadata.get("curie_map") or {}).get(prefix)
        if not colon or not namespace:
            message = f"the prefix of {curie!r} is not declared"
            raise InputError(message, place, "Add it to curie_map at the top of the file.")
        try:
            return NamedNode(f"{namespace}{local}").value
        except ValueError:
            message = f"{curie!r} stands for {f'{namespace}{local}'!r}, which is no address"
            raise InputError(message, place, "Correct the code, or its prefix in curie_map.") from None

    def identifier(self, row: MappingRow) -> str:
        """Return the IRI of a mapping's node: it changes only when what is mapped changes."""
        key = "\t".join(row.columns.get(slot, "") for slot in (*REQUIRED[:3], MODIFIER))
        return f"{KB}mapping/{self.slug}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def parse_mapping_set(content: bytes, name: str) -> MappingSet:
    """Read an SSSOM/TSV file in UTF-8; raises `InputError` with file and line where it is not one."""
    lines = StringIO(content.decode(), newline="").readlines()
    is_table = (bool(line.strip()) and not line.startswith("#") for line in lines)
    above = next((number for number, table in enumerate(is_table) if table), None)
    if above is None:
        remedy = f"Begin the table with the columns {', '.join(REQUIRED)}."
        raise InputError("no header row", Location(name, len(lines) or 1, 1), remedy)
    metadata = _metadata([line[1:].removeprefix(" ") for line in lines[:above] if line.startswith("#")], name)
    return MappingSet(name, metadata, tuple(_rows(lines[above:], name, above)))


def _metadata(lines: Sequence[str], name: str) -> dict[str, Any]:
    """Return the metadata, every scalar a string.

    Aliases are refused: by them a few lines can stand for more than fits any memory.
    """
    import yaml  # here: it takes a while, and many runs read no mapping set

    text = "".join(lines)
    try:
        for event in yaml.parse(text, yaml.CBaseLoader):
            if isinstance(event, yaml.AliasEvent):
                raise InputError(
                    "the metadata has an alias", _marked(name, event.start_mark), "Write its value out."
                )
        metadata = yaml.load(text, Loader=yaml.CBaseLoader) or {}  # noqa: S506 - it makes strings only
    except yaml.YAMLError as error:
        place = _marked(name, getattr(error, "problem_mark", None))
        raise InputError(f"the metadata is not YAML: {getattr(error, 'problem', error)}", place) from None
    except RecursionError:
        raise InputError("the metadata is nested too deeply", Location(name, 1, 1)) from None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("curie_map") or {}, dict):
        what = "the metadata is" if not isinstance(metadata, dict) else "curie_map is"
        raise InputError(
            f"{what} not a YAML mapping", Location(name, 1, 1), "Write one 'name: value' a line."
        )
    return metadata


def _marked(name: str, mark: Any) -> Location:
    """Return a place in the metadata; before each of its lines stood a # and a space."""
    return Location(name, mark.line + 1, mark.column + 3) if mark else Location(name)


def _rows(lines: Sequence[str], name: str, above: int) -> Iterator[MappingRow]:
    table = csv.reader(lines, delimiter="\t", strict=True)
    try:
        header = next(table)
        _check_header(header, Location(name, above + 1, 1))
        for cells in table:
            if not cells:
                continue
            place = Location(name, above + table.line_num, 1)
            if len(cells) != len(header):
                counted = f"{len(cells)} cell{'' if len(cells) == 1 else 's'}"
                message = f"{counted} where the header has {len(header)}"
                raise InputError(message, place, "Separate the columns by single tab characters.")
            row = MappingRow(
                {slot: cell for slot, cell in zip(header, cells, strict=True) if cell}, above + table.line_num
            )
            _check_row(row, place)
            yield row
    except csv.Error as error:
        place = Location(name, above + table.line_num, 1)
        remedy = "Check the cell's length, and its quotation marks: those within quotes are doubled."
        raise InputError(f"not a table: {error}", place, remedy) from None


def _check_header(header: Sequence[str], place: Location) -> None:
    """Raise `InputError` for a column that is missing, stands twice, or has no name of a slot."""
    for slot in REQUIRED:
        if slot not in header:
            split = "Add it; SSSOM requires it." if len(header) > 1 else "Separate the columns by tabs."
            raise InputError(f"the column {slot} is missing", place, split)
    for number, slot in enumerate(header):
        if slot in header[:number]:
            raise InputError(f"the column {slot} stands twice", place, "Remove one of the two.")
        if not SLOT.fullmatch(slot):
            raise InputError(f"{slot!r} is no name of a column", place, "Name it by a slot of SSSOM.")


def _check_row(row: MappingRow, place: Location) -> None:
    """Raise `InputError` for an empty cell that must not be, and for an unknown negation."""
    for slot in REQUIRED:
        if slot not in row.columns:
            raise InputError(f"{slot} is empty", place, "Fill it in; SSSOM requires it.")
    modifier = row.columns.get(MODIFIER, NEGATION)
    if modifier != NEGATION:
        message = f"{MODIFIER} is {modifier!r}, which is not known"
        raise InputError(message, place, f"Write {NEGATION!r}, or leave it empty.")
