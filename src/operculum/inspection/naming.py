"""From the name a person types to the thing that is meant."""

from difflib import get_close_matches

from operculum.errors import UsageError
from operculum.model import Concept, Entity, KnowledgeBase, Source
from operculum.namespaces import PREFIXES, compact


def resolve(knowledge: KnowledgeBase, name: str) -> Entity:
    """Return the entity of an IRI, a prefixed name, a slug or a label.

    Where a slug belongs to several kinds, a claim comes before a passage; `passage:mp-001` names the other.
    Raises `UsageError` with the nearest names where nothing is called so.
    """
    prefix, colon, local = name.partition(":")
    iri = f"{PREFIXES[prefix]}{local}" if colon and prefix in PREFIXES else name
    if iri in knowledge.by_iri:
        return knowledge.by_iri[iri]
    for entity in knowledge.entities():
        if entity.slug == name:
            return entity
    wanted = name.casefold()
    for entity in knowledge.entities():
        if wanted in (label.casefold() for label in labels(entity)):
            return entity
    raise UsageError(f"nothing is called {name!r}", remedy=_suggestion(knowledge, name))


def labels(entity: Entity) -> tuple[str, ...]:
    """Return the words by which an entity may be asked for."""
    if isinstance(entity, Concept):
        return (entity.label, *entity.alternative_labels)
    if isinstance(entity, Source):
        return (entity.label, entity.title or entity.label)
    label = getattr(entity, "label", None)
    return (label,) if isinstance(label, str) else ()


def _suggestion(knowledge: KnowledgeBase, name: str) -> str:
    names: dict[str, str] = {}
    for entity in knowledge.entities():
        for each in (entity.slug, *labels(entity)):
            names.setdefault(each.casefold(), compact(entity.iri))
    near = get_close_matches(name.casefold().partition(":")[2] or name.casefold(), names, 3)
    meant = list(dict.fromkeys(names[each] for each in near))
    if meant:
        return f"Did you mean {' or '.join(meant)}?"
    return "`operculum query cq-01` and the handbook list what there is."
