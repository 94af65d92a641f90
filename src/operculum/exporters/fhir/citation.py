"""The sources as Citations; R4 has no such resource."""

from collections.abc import Iterator
from functools import partial

from operculum.exporters.fhir.publication import Maker, Publication, Resource, markdown, string
from operculum.model import Source


def citations(publication: Publication) -> Iterator[Maker]:
    """Yield what makes the Citation of each source, in R5."""
    if publication.r5:
        for source in publication.knowledge.sources:
            yield partial(citation, source, publication)


def citation(source: Source, publication: Publication) -> Resource:
    """Return the Citation of one source; a study that was searched for in vain says so."""
    description = f"Source of claims in the base: {source.label}."
    if source.located is False:
        description += " It is only reported by others and was not located."
    artifact = {key: value for key, value in cited(source).items() if value}
    head = publication.head("Citation", source.slug, source.label, description, source.iri)
    return {**head, "citedArtifact": artifact} if artifact else head


def cited(source: Source) -> Resource:
    """Return what is cited: identifiers, title, publisher, date and address, as far as they are known."""
    identifiers = [
        {"system": system, "value": value}
        for system, value in (
            ("https://doi.org", source.doi),
            ("https://pubmed.ncbi.nlm.nih.gov", source.pmid),
        )
        if value
    ]
    publisher = {"display": string(source.publisher.name)} if source.publisher else None
    form = {
        "publishedIn": {"publisher": publisher} if publisher else None,
        "articleDate": source.issued,
        "copyright": markdown(source.license) if source.license else None,
    }
    return {
        "identifier": identifiers,
        "dateAccessed": source.accessed,
        "title": [{"text": markdown(source.title)}] if source.title else [],
        "publicationForm": [{key: value for key, value in form.items() if value}]
        if any(form.values())
        else [],
        "webLocation": [{"url": source.url}] if source.url else [],
    }
