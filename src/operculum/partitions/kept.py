"""Verdicts, and what workers are told, as bytes and back: JSON, followed by what is no text."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from operculum.errors import Location
from operculum.partitions.context import Context
from operculum.partitions.judging import Gathered, Judged, Verdict
from operculum.partitions.links import Links
from operculum.partitions.packed import Packed
from operculum.partitions.shared import Shared
from operculum.partitions.together import Together
from operculum.store.finding import Found
from operculum.validation.findings import Coverage, Finding, PassageCount, Severity


def judged_to_bytes(judged: Judged) -> bytes:
    """Return what was judged of a part, as bytes."""
    verdict, gathered = judged
    links = verdict.links
    told = {
        "findings": [_finding_to_json(each) for each in verdict.findings],
        "focusNodes": verdict.focus_nodes,
        "passages": asdict(verdict.passages),
        "coverage": [asdict(each) for each in verdict.coverage],
        "alone": verdict.alone,
        "texts": verdict.texts,
    }
    parts = (gathered.terms, gathered.statements, gathered.affirmed)
    return _joined(told, links.described, links.referred, links.keys, *parts)


def judged_from_bytes(content: bytes) -> Judged:
    """Return what was judged of a part."""
    told, (described, referred, keys, *gathered) = _divided(content)
    verdict = Verdict(
        findings=tuple(map(_finding_from_json, told["findings"])),
        focus_nodes=tuple((name, count) for name, count in told["focusNodes"]),
        passages=PassageCount(**told["passages"]),
        coverage=tuple(Coverage(**each) for each in told["coverage"]),
        links=Links(described, referred, keys),
        alone=told["alone"],
        texts=tuple((digest, at_hand) for digest, at_hand in told["texts"]),
        faults=(),
    )
    return verdict, Gathered(*gathered)


def together_to_bytes(together: Together) -> bytes:
    """Return what was judged together, as bytes."""
    told = {
        "findings": [_finding_to_json(each) for each in together.findings],
        "across": [_finding_to_json(each) for each in together.across],
        "focusNodes": together.focus_nodes,
        "passages": asdict(together.passages),
        "coverage": [asdict(each) for each in together.coverage],
        "notes": together.notes,
    }
    return _joined(told)


def together_from_bytes(content: bytes) -> Together:
    """Return what was judged together."""
    told, _ = _divided(content)
    return Together(
        findings=tuple(map(_finding_from_json, told["findings"])),
        across=tuple(map(_finding_from_json, told["across"])),
        focus_nodes=tuple((name, count) for name, count in told["focusNodes"]),
        passages=PassageCount(**told["passages"]),
        coverage=tuple(Coverage(**each) for each in told["coverage"]),
        notes=tuple(told["notes"]),
    )


def places_to_bytes(places: dict[str, list[Finding]]) -> bytes:
    """Return the findings that lie in parts, by the keys of the parts, as bytes."""
    told = {key: [_finding_to_json(each) for each in found] for key, found in places.items()}
    return _joined({"places": told})


def places_from_bytes(content: bytes) -> dict[str, list[Finding]]:
    """Return the findings that lie in parts, by the keys of the parts."""
    told, _ = _divided(content)
    return {key: list(map(_finding_from_json, found)) for key, found in told["places"].items()}


def shared_to_bytes(told: Shared) -> bytes:
    """Return what workers are told, as bytes, without the texts and the files of the context."""
    context = told.context
    header = {
        "passedOver": told.passed_over,
        "leaving": told.leaving,
        "keyed": told.keyed,
        "gathered": told.gathered,
        "classes": told.classes,
        "sources": sorted(told.sources),
    }
    packed = (told.vocabulary, context.packed)
    parts = (part for each in packed for part in (each.terms, each.statements))
    return _joined(header, *parts, context.hashes, context.described)


def shared_from_bytes(content: bytes, files: tuple[Found, ...], texts: Mapping[str, Path]) -> Shared:
    """Return what workers are told."""
    header, parts = _divided(content)
    terms, statements, context_terms, context_statements, hashes, described = parts
    return Shared(
        vocabulary=Packed(terms, statements),
        context=Context(Packed(context_terms, context_statements), hashes, described),
        passed_over=tuple(header["passedOver"]),
        leaving=tuple(header["leaving"]),
        keyed=tuple(header["keyed"]),
        gathered=None if header["gathered"] is None else tuple(header["gathered"]),
        classes=None if header["classes"] is None else tuple(header["classes"]),
        sources=frozenset(header["sources"]),
        files=files,
        texts=texts,
    )


def _joined(told: dict[str, Any], *rest: bytes) -> bytes:
    header = {**told, "sizes": [len(each) for each in rest]}
    return json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + b"".join(rest)


def _divided(content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    begin = content.index(b"\n") + 1
    told = json.loads(content[:begin])
    rest = []
    for size in told["sizes"]:
        rest.append(content[begin : begin + size])
        begin += size
    return told, rest


def _finding_to_json(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "severity": finding.severity.name}


def _finding_from_json(known: dict[str, Any]) -> Finding:
    place = known["location"]
    location = None if place is None else Location(**place)
    return Finding(**{**known, "severity": Severity[known["severity"]], "location": location})
