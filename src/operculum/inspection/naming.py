"""From the name a person types to the thing that is meant."""

from difflib import get_close_matches

from operculum.errors import UsageError
from operculum.model import Concept, Entity, KnowledgeBase, Source
from operculum.namespaces import compact, expand


def resolve(knowledge: KnowledgeBase, name: str, *kinds: type[Entity]) -> Entity:
    """Return the entity of an IRI, a prefixed name, a slug or a label, among all kinds or those given.

    Where a slug belongs to several kinds, a claim comes before a passage; `passage:mp-001` names the other.
    Raises `UsageError` with the nearest names where nothing is called so.
    """
    entities = [entity for entity in knowledge.entities() if isinstance(entity, kinds or Entity)]
    iri = expand(name.removeprefix("<").removesuffix(">"))
    wanted = name.casefold()
    for is_meant in (
        lambda entity: entity.iri == iri,
        lambda entity: entity.slug == name,
        lambda entity: wanted in (label.casefold() for label in labels(entity)),
    ):
        for entity in filter(is_meant, entities):
            return entity
    what = " and no ".join(kind.__name__.lower() for kind in kinds)
    message = f"no {what} is called {name!r}" if kinds else f"nothing is called {name!r}"
    raise UsageError(message, remedy=_suggestion(entities, name))


def labels(entity: Entity) -> tuple[str, ...]:
    """Return the words by which an entity may be asked for."""
    if isinstance(entity, Concept):
        return (entity.label, *entity.alternative_labels)
    if isinstance(entity, Source):
        return (entity.label, entity.title or entity.label)
    label = getattr(entity, "label", None)
    return (label,) if isinstance(label, str) else ()


def _suggestion(entities: list[Entity], name: str) -> str:
    kind, colon, rest = name.casefold().partition(":")
    names: dict[str, str] = {}
    for entity in entities:
        named = compact(entity.iri)
        if not colon or named.startswith(f"{kind}:"):
            names |= {each.casefold(): named for each in (*labels(entity), entity.slug)}
    wanted = rest or kind
    near = get_close_matches(wanted, names, 3)
    near = near or [each for each in names if len(wanted) > 2 and wanted in each][:3]
    meant = list(dict.fromkeys(names[each] for each in near))
    if meant:
        return f"Did you mean {' or '.join(meant)}?"
    return "`operculum query cq-01` and the handbook list what there is."
