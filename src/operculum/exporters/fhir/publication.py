"""The frame in which FHIR resources are published: version of FHIR, canonical addresses, dates, licence."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from hashlib import sha256
from html import escape
from typing import Any, Final

from operculum.exporters.notice import review
from operculum.model import KnowledgeBase
from operculum.model.lazy import Lazy
from operculum.namespaces import KB
from operculum.triage import Plan, plan
from operculum.triage.links import CANONICAL

Resource = dict[str, Any]
"""A FHIR resource as JSON."""

Maker = Callable[[], Resource]
"""What makes a resource whenever it is asked for, so that many need not be held."""

RECENT: Final = 512
"""So many resources that were made last are not made again."""


class Made(Lazy[Resource]):
    """Resources, each of which is made when it is asked for."""

    def __init__(self, makers: Sequence[Maker]) -> None:
        self.makers = makers
        self._recent = lru_cache(RECENT)(lambda place: makers[place]())

    def __len__(self) -> int:
        """Return the number of resources."""
        return len(self.makers)

    def item(self, place: int) -> Resource:
        """Return a resource."""
        return self._recent(place)


LONGEST_ID: Final = 64
"""The most characters an id may have (FHIR R4, 2.24.0.1, primitive type id)."""

VERSION_ALGORITHM: Final = {"system": "http://hl7.org/fhir/version-algorithm", "code": "semver"}
VERSION_ALGORITHM_EXTENSION: Final = "http://hl7.org/fhir/StructureDefinition/artifact-versionAlgorithm"

LICENCES: Final = {"https://creativecommons.org/licenses/by/4.0/": "CC-BY-4.0"}
"""SPDX codes of the licences a base may have."""


class FhirVersion(Enum):
    """A version of FHIR that is exported, by its number."""

    r4 = "4.0.1"
    r5 = "5.0.0"


LACKING: Final[Mapping[tuple[FhirVersion, str], frozenset[str]]] = {
    (FhirVersion.r4, "ImplementationGuide"): frozenset({"identifier", "purpose"}),
    (FhirVersion.r4, "Evidence"): frozenset({"experimental", "purpose"}),
    (FhirVersion.r4, "EvidenceVariable"): frozenset({"experimental", "purpose"}),
}
"""The elements of the common head that a type of resource does not have."""


@dataclass(frozen=True)
class Publication:
    """A knowledge base published in one version of FHIR."""

    knowledge: KnowledgeBase
    version: FhirVersion

    @property
    def r5(self) -> bool:
        """Whether it is published in R5, else in R4."""
        return self.version is FhirVersion.r5

    @property
    def timestamp(self) -> str:
        """The release date as an instant, the only time the exports know."""
        return f"{self.knowledge.release.issued}T00:00:00Z"

    @property
    def package(self) -> str:
        """The name of the package."""
        return f"operculum.kb.{self.version.name}"

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The forms, made ready to be judged."""
        return tuple(plan(form, self.knowledge) for form in self.knowledge.forms)

    def canonical(self, kind: str, name: str) -> str:
        """Return the versioned canonical of a resource."""
        return f"{address(kind, name)}|{self.knowledge.release.version}"

    def head(self, kind: str, name: str, title: str, description: str, iri: str | None = None) -> Resource:
        """Return the elements that all resources of record have in common.

        `name` is the slug; `iri` is the node of the knowledge base that the resource is made from.
        """
        release = self.knowledge.release
        about = f"{description} {release.intended_use}".strip()
        resource: Resource = {
            "resourceType": kind,
            "id": identifier(name),
            "text": narrative(title, about),
            "url": address(kind, name),
            "identifier": [{"system": "urn:ietf:rfc:3986", "value": iri}] if iri else None,
            "version": release.version,
            "name": computable(name if kind == "Questionnaire" else f"{name}-{kind}"),
            "title": string(title),
            "status": "draft",
            "experimental": False,
            "date": release.issued,
            "publisher": string(release.publisher),
            "contact": [{"telecom": [{"system": "url", "value": f"{KB}base"}]}],
            "description": markdown(about),
            "purpose": markdown(release.intended_use),
            "copyright": markdown(f"Licence: {release.license}. {review(self.knowledge)}"),
        }
        lacking = LACKING.get((self.version, kind), frozenset())
        resource = {key: value for key, value in resource.items() if value is not None and key not in lacking}
        if self.r5:
            resource["versionAlgorithmCoding"] = VERSION_ALGORITHM
        else:
            resource["extension"] = [
                {"url": VERSION_ALGORITHM_EXTENSION, "valueCoding": VERSION_ALGORITHM},
            ]
        return resource


def address(kind: str, name: str) -> str:
    """Return the canonical URL of a resource, without a version."""
    return f"{CANONICAL}/{kind}/{identifier(name)}"


def identifier(name: str) -> str:
    """Return a name as an id of at most 64 characters; what is too long ends in its digest.

    >>> identifier("mucus-plug"), len(identifier("very-" * 20))
    ('mucus-plug', 64)
    """
    plain = re.sub(r"[^A-Za-z0-9.-]", "-", name)
    if plain == name and len(name) <= LONGEST_ID:
        return name
    digest = sha256(name.encode()).hexdigest()[:8]
    return f"{plain[: LONGEST_ID - 9]}-{digest}"


def computable(name: str) -> str:
    """Return a name that code generators can use (FHIR invariant que-0 and its kin).

    >>> computable("mucus-plug-when-to-call"), computable("42-weeks")
    ('MucusPlugWhenToCall', 'Operculum42Weeks')
    """
    joined = "".join(part[:1].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", name))
    return (joined if joined[:1].isalpha() else f"Operculum{joined}")[:255]


def string(text: str) -> str:
    r"""Return text for an element of type string: no control characters, no markup.

    >>> string("a\x07b <b>c</b>")
    'ab &lt;b&gt;c&lt;/b&gt;'
    """
    if not text.isprintable():
        text = "".join(each for each in text if each.isprintable() or each.isspace())
    plain = " ".join(text.split())
    return plain.replace("<", "&lt;").replace(">", "&gt;")


def markdown(text: str) -> str:
    r"""Return text for an element of type markdown, in which nothing of it is markup.

    >>> print(markdown("*not* [a](link)"))
    \*not\* \[a\](link)
    """
    return re.sub(r"([\\`*_\[\]|~#])", r"\\\1", string(text))


def narrative(title: str, about: str) -> Resource:
    """Return the narrative for people whose software knows nothing of the resource."""
    body = f"<p><b>{escape(title)}</b></p><p>{escape(about)}</p>"
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{body}</div>'}
