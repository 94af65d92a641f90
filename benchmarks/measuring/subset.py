"""The shapes that every engine here can read: SHACL Core, and not all of it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Triple

from operculum.shacl.terms import SUBCLASS_OF, Term, sh


def core(shapes: Iterable[Triple], vocabulary: Iterable[Triple]) -> set[Triple]:
    """Return a shapes graph without its queries and without shapes that not every engine can read.

    At a path `^(a|b)` rudof 0.3.35 panics, and shacl-engine 1.1.2 finds nothing; the latter takes every value
    for wrong where sh:disjoint stands twice. It also looks for subclasses here and not in the data, so those
    of the vocabulary are added.
    """
    every = set(shapes)
    said: dict[Term, list[Triple]] = {}
    for triple in every:
        said.setdefault(triple.subject, []).append(triple)

    def below(node: Term) -> Iterator[Triple]:
        for triple in said.get(node, ()):
            yield triple
            if isinstance(triple.object, BlankNode):
                yield from below(triple.object)

    queries = {triple.object for triple in every if triple.predicate == sh("sparql")}
    branching = {
        triple.subject
        for triple in every
        if triple.predicate == sh("path")
        and isinstance(triple.object, BlankNode)
        and any(each.predicate == sh("alternativePath") for each in below(triple.object))
    }
    disjoint = Counter(triple.subject for triple in every if triple.predicate == sh("disjoint"))
    left_out = queries | branching | {node for node, count in disjoint.items() if count > 1}
    kept = every - {each for node in left_out for each in below(node)}
    subclasses = {triple for triple in vocabulary if triple.predicate == SUBCLASS_OF}
    return subclasses | {triple for triple in kept if triple.object not in left_out}
