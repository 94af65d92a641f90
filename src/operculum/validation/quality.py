"""What no shape can hold: passages against their texts, claims against their words, sources covered."""

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path

from operculum.validation import classes, corroboration, passages, sentences, wording
from operculum.validation.corroboration import Affirmation
from operculum.validation.findings import Coverage, Finding, PassageCount
from operculum.validation.records import PassageRecord, Records
from operculum.validation.texts import texts


@dataclass(frozen=True, slots=True)
class Quality:
    """What was found of some nodes, and what they affirm."""

    findings: tuple[Finding, ...]
    passages: PassageCount
    coverage: tuple[Coverage, ...]
    affirmations: frozenset[Affirmation]


def judge(
    records: Records, own: Container[str], described: Container[str], files: Mapping[str, Path]
) -> Quality:
    """Judge the passages and claims among a node's `own`, and how well sources are covered.

    Told is the coverage of those sources, of all that are `described`, that are own or have passages here.
    `files` are the texts at hand, by their digests.
    """
    sources = records.sources()
    by_source: dict[str, list[PassageRecord]] = defaultdict(list)
    for passage in records.passages():
        by_source[passage.source].append(passage)
    wanted = (source for iri, source in sources.items() if iri in own or iri in by_source)
    known = texts(wanted, files)
    mine = [each for iri in sorted(by_source) for each in by_source[iri] if each.iri in own]
    claims = [claim for claim in records.claims() if claim.iri in own]
    count, found = passages.judge(mine, known)
    found += (*wording.judge(claims, known), *classes.judge(records, own))
    covered = []
    for iri in sorted(known):
        if iri in described:
            coverage, uncovered = sentences.judge(iri, known[iri], by_source[iri])
            covered.append(coverage)
            found += tuple(each for each in uncovered if each.focus in own or each.focus == iri)
    return Quality(found, count, tuple(covered), corroboration.affirmations(claims, sources))
