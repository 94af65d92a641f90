"""One validation from beginning to end: read, judge, report."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from operculum.errors import UsageError
from operculum.namespaces import expand, slug
from operculum.shacl import DataGraph, Engine
from operculum.store import Dataset, ontology, read, shipped_shapes, subject_of
from operculum.store.parsing import decoded, raw_bytes
from operculum.validation import anchors, codes, quality, shapes
from operculum.validation.corroboration import Tally
from operculum.validation.findings import Anchor, Finding, Report, in_order
from operculum.validation.records import Records, SourceRecord
from operculum.validation.texts import files_by_digest, folders, texts

RESOURCE: Final = ".json"
"""The ending of the names of FHIR resources."""


def validate(
    paths: Sequence[Path | str] | None = None,
    *,
    by: Sequence[Path | str] | None = None,
    sources: Iterable[Path | str] = (),
    changed: Mapping[str, Path | str] | None = None,
    base: Sequence[Path | str] | None = None,
    engine: Engine = "auto",
) -> Report:
    """Judge files and folders, or without any the shipped base, and return what was found.

    `by` names shapes that replace the shipped ones; then the data are judged by them alone, whatever their
    vocabulary. Otherwise files are judged as if they were put into the base (`base`, or the shipped one):
    what they describe takes the place of what the base says of the same nodes. `sources` are folders with
    texts of sources, by default those of `OPERCULUM_SOURCES`; `changed` gives a changed text for a source
    by its name. Files named .json are FHIR resources, judged by checks of their own.

    Raises `InputError` for files that cannot be read or are broken, and for ill-formed shapes; `UsageError`
    for texts of sources beside shapes of one's own, which know nothing of them.
    """
    given, around, places = _paths(paths), _paths(base), _paths(sources) or []
    if by is not None and (places or changed):
        raise UsageError("texts of sources are held against the shipped rules only", remedy="Leave out one.")
    fhir = [path for path in given or () if path.suffix == RESOURCE] if by is None else []
    resources = _resources(fhir)
    if fhir and len(fhir) == len(given or ()):
        return Report(findings=in_order(resources))
    own = None if given is None else [path for path in given if path not in fhir]
    data = read(around if own is None else own)
    if by is not None:
        return _by_foreign_shapes(data, read(_paths(by)), engine)
    context = Dataset() if own is None else without(read(around), data)
    new = {name: Path(path) for name, path in (changed or {}).items()}
    report = _by_shipped_shapes(data, context, files_by_digest(folders(places)), new, engine)
    return replace(report, findings=in_order((*report.findings, *resources)))


def _paths(given: Iterable[Path | str] | None) -> list[Path] | None:
    """Return paths as such; a single one is meant by a text, not each of its letters."""
    if given is None:
        return None
    return [Path(given)] if isinstance(given, str) else [Path(each) for each in given]


def _by_shipped_shapes(
    data: Dataset, context: Dataset, files: Mapping[str, Path], changed: Mapping[str, Path], engine: Engine
) -> Report:
    """Judge what data describe, put into their context."""
    whole, rules, own = data | context, shipped_shapes(), data.subjects()
    graph = DataGraph(whole | ontology())
    described = {quad.subject for quad in data.quads}
    described |= {quad.subject for quad in data.derived if subject_of(quad) in own}
    verdict = shapes.judge(graph, shapes.compiled(rules), rules, engine, described)
    records = Records(graph)
    found = quality.judge(records, own, own, files)
    tally = Tally()
    tally.add(found.affirmations)
    anchored = tuple(_anchors(records, own, changed, files))
    met = shapes.focus_nodes(verdict)
    findings = (
        *shapes.findings(verdict, whole.locate),
        *shapes.met_nothing(met, [file.name for file in data.files]),
        *codes.judge(data),
        *found.findings,
        *(each for each in tally.findings() if each.focus in own),
        *anchors.findings(anchored),
    )
    return Report(
        findings=tuple(located(each, whole.locate) for each in findings),
        focus_nodes=met,
        passages=found.passages,
        coverage=found.coverage,
        anchors=anchored,
        notes=verdict.notes,
        shacl=verdict,
    )


def _resources(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Judge FHIR resources, with checks that are imported only where there are any."""
    if not paths:
        return ()
    from operculum.validation import resources

    return tuple(resources.judge(paths))


def _by_foreign_shapes(data: Dataset, by: Dataset, engine: Engine) -> Report:
    verdict = shapes.judge(DataGraph(data), shapes.compiled(by), by, engine)
    met = shapes.focus_nodes(verdict)
    nothing = shapes.met_nothing(met, [file.name for file in data.files])
    found = (*shapes.findings(verdict, data.locate), *nothing)
    return Report(findings=in_order(found), focus_nodes=met, notes=verdict.notes, shacl=verdict)


def _anchors(
    records: Records, own: Container[str], changed: Mapping[str, Path], files: Mapping[str, Path]
) -> Iterator[Anchor]:
    """Yield for each changed text where the passages of its source now stand."""
    sources = records.sources()
    given: dict[str, Path] = {}
    for name, path in changed.items():
        source = _named(name, sources)
        if source in given:
            raise UsageError(f"two changed texts are given for {name!r}", remedy="Give one for each source.")
        given[source] = path
    known = texts(map(sources.__getitem__, given), files)
    for source, path in given.items():
        passages = (each for each in records.passages() if each.source == source and each.iri in own)
        text = decoded(raw_bytes(path, str(path)), str(path))
        found = tuple(anchors.anchor(passages, text, known.get(source)))
        if not found:
            message = f"no passage that is judged here has a position in {slug(source)!r} to be searched for"
            raise UsageError(message, remedy="Leave out its text; judge the base that holds its passages.")
        yield from found


def _named(name: str, sources: Mapping[str, SourceRecord]) -> str:
    """Return the source of a name: its slug, its prefixed name or its IRI."""
    slugs = {slug(iri): iri for iri in sources}
    source = slugs.get(name, expand(name))
    if source in sources:
        return source
    from difflib import get_close_matches

    near = get_close_matches(name, slugs, 1)
    whole = sorted(each for each, iri in slugs.items() if sources[iri].sha256)
    remedy = f"Did you mean {near[0]!r}?" if near else f"Name one of {', '.join(whole)}."
    raise UsageError(f"no source is called {name!r}", remedy=remedy)


def without(context: Dataset, data: Dataset) -> Dataset:
    """Return a dataset without the nodes, and without the mapping sets, that other data describe anew."""
    redefined = data.subjects()
    renewed = {mappings.slug for mappings in data.mapping_sets}
    kept = tuple(mappings for mappings in context.mapping_sets if mappings.slug not in renewed)
    rows = {mappings.identifier(row) for mappings in kept for row in mappings.rows}
    graphs = {quad.graph_name for quad in context.derived if subject_of(quad) in rows}
    return replace(
        context,
        quads=tuple(quad for quad in context.quads if subject_of(quad) not in redefined),
        mapping_sets=kept,
        derived=tuple(quad for quad in context.derived if quad.graph_name in graphs),
    )


def located(finding: Finding, locate: shapes.Locate) -> Finding:
    """Return a finding with the place of its node, if it has none yet."""
    if finding.location is not None or finding.focus is None:
        return finding
    return replace(finding, location=locate(finding.focus, None))
