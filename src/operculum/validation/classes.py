"""Classes that the vocabulary does not have: no shape meets their nodes, so a slip would go unseen."""

from collections.abc import Container, Iterator
from typing import Final

from pyoxigraph import NamedNode

from operculum.namespaces import OWL, compact, slug
from operculum.store import ontology, subject_of
from operculum.validation.findings import Finding, Severity
from operculum.validation.records import Records

CLASS: Final = NamedNode(f"{OWL}Class")


def judge(records: Records, own: Container[str]) -> Iterator[Finding]:
    """Yield an error for each of the `own` nodes of a class that no vocabulary describes."""
    undescribed = records.undescribed_classes()
    if not undescribed:
        return
    from difflib import get_close_matches

    known = {subject_of(quad) for quad in ontology().quads if quad.object == CLASS}
    names = {slug(each): each for each in known}
    for class_, nodes in sorted(undescribed.items()):
        if class_ not in known:
            near = get_close_matches(slug(class_), sorted(names), 1)
            hint = (
                f"Did you mean {compact(names[near[0]])}?" if near else "Write one that the vocabulary has."
            )
            message = f"There is no class {compact(class_)}, so no shape judges this node. {hint}"
            for node in nodes:
                if node in own:
                    yield Finding("class-unknown", Severity.error, message, node, "rdf:type", class_)
