"""What a version of FHIR cannot carry of the knowledge base, counted."""

from collections.abc import Iterator

from operculum.exporters.fhir.evidence import variables
from operculum.exporters.fhir.publication import LACKING, Publication
from operculum.exporters.fhir.questionnaire import sources


def loss_report(publication: Publication) -> str:
    """Return the report as Markdown: one line a loss, with what becomes of it."""
    version = publication.version.name.upper()
    release = publication.knowledge.release
    lines = [
        f"# What FHIR {version} does not carry",
        "",
        f"{release.title}, version {release.version}. {release.intended_use}",
        "",
        "| what | how much | what becomes of it |",
        "| --- | --- | --- |",
        *(f"| {what} | {much} | {becomes} |" for what, much, becomes in losses(publication)),
    ]
    return "\n".join(lines) + "\n"


def losses(publication: Publication) -> Iterator[tuple[str, str, str]]:
    """Yield every loss: what, how much of it, and what becomes of it."""
    knowledge = publication.knowledge
    if not publication.r5:
        yield (
            "Citation",
            f"{len(knowledge.sources)} sources",
            "no such resource: sources stand as related artifacts with address, label and passage",
        )
        yield (
            "ArtifactAssessment",
            f"{len(knowledge.assessments)} assessments",
            "no such resource: those behind a rule stand in its documentation, the others are left out",
        )
        yield ("versionAlgorithm", "every resource", "an extension (native in R5)")
    for (version, kind), elements in LACKING.items():
        if version is publication.version:
            yield (
                f"{kind}.{', '.join(sorted(elements))}",
                "each",
                "no such element; the description says it",
            )
    yield from everywhere(publication)


def everywhere(publication: Publication) -> Iterator[tuple[str, str, str]]:
    """Yield what no version carries."""
    knowledge = publication.knowledge
    comparing = sum(bool(variables(claim)) for claim in knowledge.claims)
    cited = {source.iri for planned in publication.plans for source in sources(planned, publication)}
    yield (
        "Evidence",
        f"{len(knowledge.claims) - comparing} of {len(knowledge.claims)} claims",
        "no population or no comparison: only those behind a question or a rule are exported, as citations",
    )
    yield (
        "sources behind no form",
        f"{len(knowledge.sources) - len(cited)} of {len(knowledge.sources)} sources",
        "named in no Questionnaire",
    )
    yield ("modality, frequency, polarity", "every claim", "kept in the words of the statement only")
    yield ("propositions", f"{len(knowledge.propositions)}", "no such resource: who agrees is not exported")
    yield (
        "passages",
        f"{len(knowledge.passages)}",
        "their places stand in the words of citations, digests do not",
    )
    yield (
        "documentation per question",
        "every question",
        "no element for citations in an item: designNote says it in words, supportLink leads to the claim",
    )
    kinds = ["Provenance", "Bundle", "examples", *(["ArtifactAssessment"] if publication.r5 else [])]
    yield ("url, version, status", ", ".join(kinds), "these types have no such elements")
