"""The mappings as SSSOM: those free to use in one file, those of SNOMED CT in another with its licence."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from operculum.exporters.artefact import Artefact
from operculum.exporters.notice import notice
from operculum.model import KnowledgeBase
from operculum.model import Mapping as MappingRow
from operculum.namespaces import KB, PREFIXES

SNOMED_CT: Final = "http://snomed.info/"
SNOMED_CT_NOTICE: Final = (
    "SNOMED CT codes are the property of SNOMED International. Whether you may use them depends on where you "
    "are and on your licence: see https://www.snomed.org/get-snomed. The mappings themselves are ours."
)
LEADING: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
)
"""The columns that come first; the others follow by name."""

PREFIXED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")


def export(knowledge: KnowledgeBase) -> Iterator[Artefact]:
    """Yield the mapping sets; that of SNOMED CT only where the base was read with its mappings."""
    licensed = [row for row in knowledge.mappings if row.object.startswith(SNOMED_CT)]
    free = [row for row in knowledge.mappings if not row.object.startswith(SNOMED_CT)]
    yield Artefact("sssom/operculum.sssom.tsv", mapping_set(free, knowledge, "operculum", ()))
    if licensed:
        text = mapping_set(licensed, knowledge, "snomed-ct", (SNOMED_CT_NOTICE,))
        yield Artefact("sssom/snomed-ct.sssom.tsv", text)


def mapping_set(
    rows: Sequence[MappingRow], knowledge: KnowledgeBase, name: str, more: tuple[str, ...]
) -> str:
    """Return a mapping set as SSSOM/TSV: metadata as YAML in comment lines, then one row a mapping."""
    release = knowledge.release
    described = {
        "mapping_set_id": f"{KB}mappings/{name}",
        "mapping_set_version": release.version,
        "mapping_set_title": release.title,
        "mapping_set_description": " ".join((*notice(knowledge), *more)),
        "license": release.license,
        "publication_date": release.issued,
    }
    # A JSON string is a YAML string: nothing in the data can break out of its quotes.
    head = [f"#{slot}: {json.dumps(value, ensure_ascii=True)}" for slot, value in described.items()]
    prefixes = [f"#  {prefix}: {json.dumps(base)}" for prefix, base in sorted(curie_map(rows).items())]
    return "\n".join([*head, "#curie_map:", *prefixes, tsv(rows)])


def curie_map(rows: Sequence[MappingRow]) -> Mapping[str, str]:
    """Return the prefixes of the rows' CURIEs, each with its namespace."""
    known = {"skos": PREFIXES["skos"], "semapv": PREFIXES["semapv"]}
    for row in rows:
        columns = dict(row.columns)
        for curie, iri in ((columns["subject_id"], row.subject), (columns["object_id"], row.object)):
            prefix, _, local = curie.partition(":")
            known[prefix] = iri.removesuffix(local)
    return known


def tsv(rows: Sequence[MappingRow]) -> str:
    """Return the rows with their header, sorted by concept, code and relation."""
    columns = [dict(row.columns) for row in rows]
    others = sorted({slot for each in columns for slot in each} - set(LEADING))
    present = [slot for slot in LEADING if slot in PREFIXED or any(slot in each for each in columns)]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    writer.writerow([*present, *others])
    writer.writerows([each.get(slot, "") for slot in (*present, *others)] for each in columns)
    return buffer.getvalue()
