"""File names for entities: safe on every file system, and no two the same."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from operculum.model import Entity

SAFE: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?", re.ASCII)
RESERVED: Final = frozenset({"readme", "index", "con", "prn", "aux", "nul"})


def file_names(entities: Iterable[Entity]) -> Mapping[str, str]:
    """Return a file name without ending for each entity, by IRI.

    It is the slug, where the slug is safe and belongs to one entity alone; otherwise something that says
    less but can neither leave the folder nor overwrite another file.

    >>> list(file_names([Entity("https://example.org/kb/egg"), Entity("https://example.org/kb/..")]).values())
    ['egg', 'entity-d6fbe840dc6c']
    """
    slugs = {entity.iri: entity.slug for entity in entities}
    holders = Counter(slugs.values())
    return {
        iri: slug if SAFE.fullmatch(slug) and slug not in RESERVED and holders[slug] == 1 else digest(iri)
        for iri, slug in slugs.items()
    }


def digest(iri: str) -> str:
    """Return a name made of an IRI's digest."""
    return f"entity-{sha256(iri.encode()).hexdigest()[:12]}"
