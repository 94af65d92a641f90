"""One validation from beginning to end: read, judge, report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from operculum.errors import InputError, Location, UsageError
from operculum.model import KnowledgeBase
from operculum.shacl import Engine
from operculum.store import Dataset, knowledge_base, ontology, read, shipped_shapes, subject_of
from operculum.validation import (
    anchors,
    codes,
    corroboration,
    passages,
    resources,
    sentences,
    shapes,
    wording,
)
from operculum.validation.findings import Anchor, Finding, Report, in_order
from operculum.validation.texts import folders, texts


def validate(
    paths: Sequence[Path] | None = None,
    *,
    by: Sequence[Path] | None = None,
    sources: Iterable[Path] = (),
    changed: Mapping[str, Path] | None = None,
    base: Sequence[Path] | None = None,
    engine: Engine = "auto",
) -> Report:
    """Judge files and folders, or without any the shipped base, and return what was found.

    `by` names shapes that replace the shipped ones; then the data are judged by them alone, whatever their
    vocabulary. Otherwise files are judged as if they were put into the base (`base`, or the shipped one):
    what they describe takes the place of what the base says of the same nodes. `sources` are folders with
    texts of sources, by default those of `OPERCULUM_SOURCES`; `changed` gives a changed text for a source
    by its name. Files named .json are FHIR resources, judged by checks of their own.

    Raises `InputError` for files that cannot be read or are broken, and for ill-formed shapes.
    """
    fhir = [path for path in paths or () if path.suffix == resources.SUFFIX] if by is None else []
    if fhir and len(fhir) == len(paths or ()):
        return Report(findings=in_order(resources.judge(fhir)))
    paths = [path for path in paths if path not in fhir] if paths is not None else None
    data = read(paths if paths is not None else base)
    if by is not None:
        return _by_foreign_shapes(data, read(by), engine)
    context = Dataset() if paths is None else _without(read(base), data)
    whole = data | context
    described = {quad.subject for quad in data}
    verdict = shapes.judge(whole | ontology(), shipped_shapes(), engine, described)
    own = data.subjects()
    knowledge = knowledge_base(whole, lenient=True)
    report = _quality(knowledge, own, sources, changed or {})
    found = [
        *shapes.findings(verdict, whole),
        *shapes.met_nothing(verdict),
        *codes.judge(data),
        *report.findings,
        *resources.judge(fhir),
    ]
    return Report(
        findings=in_order(_located(each, whole) for each in found),
        focus_nodes=shapes.focus_nodes(verdict),
        passages=report.passages,
        coverage=report.coverage,
        anchors=report.anchors,
        notes=verdict.notes,
        shacl=verdict,
    )


def _by_foreign_shapes(data: Dataset, by: Dataset, engine: Engine) -> Report:
    verdict = shapes.judge(data, by, engine)
    found = (*shapes.findings(verdict, data), *shapes.met_nothing(verdict))
    return Report(
        findings=in_order(found),
        focus_nodes=shapes.focus_nodes(verdict),
        notes=verdict.notes,
        shacl=verdict,
    )


def _quality(
    knowledge: KnowledgeBase, own: frozenset[str], places: Iterable[Path], changed: Mapping[str, Path]
) -> Report:
    """Judge what no shape can hold, for the nodes that the data describe."""
    known = texts(knowledge.sources, folders(places))
    mine = tuple(passage for passage in knowledge.passages if passage.iri in own)
    count, found = passages.judge(mine, known)
    found += tuple(wording.judge(knowledge, known)) + tuple(corroboration.judge(knowledge))
    covered = []
    for source in knowledge.sources:
        if source.iri in known and source.iri in own:
            coverage, uncovered = sentences.judge(source, known[source.iri], knowledge.passages)
            covered.append(coverage)
            found += uncovered
    anchored = tuple(
        anchor
        for name, path in changed.items()
        for anchor in _anchored(knowledge, name, path)
        if anchor.passage in own
    )
    found += tuple(anchors.findings(anchored))
    return Report(
        findings=tuple(each for each in found if each.focus in own),
        passages=count,
        coverage=tuple(covered),
        anchors=anchored,
    )


def _anchored(knowledge: KnowledgeBase, name: str, path: Path) -> Iterable[Anchor]:
    source = next((each for each in knowledge.sources if name in (each.slug, each.iri)), None)
    if source is None:
        near = get_close_matches(name, [each.slug for each in knowledge.sources], 1)
        raise UsageError(f"no source is called {name!r}", remedy=f"Did you mean {near[0]!r}?" if near else "")
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", Location(str(path))) from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"not UTF-8: {error.reason}", Location(str(path)), "Save the file as UTF-8."
        ) from None
    return anchors.anchor((each for each in knowledge.passages if each.source.iri == source.iri), text)


def _without(context: Dataset, data: Dataset) -> Dataset:
    """Return a dataset without what it says of the nodes that other data describe anew."""
    redefined = data.subjects()
    return replace(
        context,
        quads=tuple(quad for quad in context.quads if subject_of(quad) not in redefined),
        derived=tuple(quad for quad in context.derived if subject_of(quad) not in redefined),
    )


def _located(finding: Finding, data: Dataset) -> Finding:
    if finding.location is not None or finding.focus is None:
        return finding
    return replace(finding, location=data.locate(finding.focus))
