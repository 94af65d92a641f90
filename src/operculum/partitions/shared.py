"""What every part is judged with: the context that all share, and the shapes; sent once to every worker."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, parse

from operculum import __version__
from operculum.namespaces import OA, OPC, PROV
from operculum.partitions.context import Context, context
from operculum.shacl import DataGraph, Plan
from operculum.shacl.locality import classes_of, is_local, predicates
from operculum.shacl.reach import Division, Reach
from operculum.shacl.shape import Constraint, Shape
from operculum.shacl.terms import RDF_TYPE, SUBCLASS_OF, Term
from operculum.store import Dataset, ontology, shipped_shapes
from operculum.store.finding import Found
from operculum.validation import shapes
from operculum.validation.records import Records

KEYED: Final = frozenset({NamedNode(f"{OA}hasSource"), NamedNode(f"{OPC}statedIn")})
"""By these, passages belong to a source and claims to a passage: no two parts share a value."""

CROSSING: Final = frozenset(
    NamedNode(name) for name in (f"{OPC}of", f"{OPC}target", f"{OPC}acknowledges", f"{PROV}wasDerivedFrom")
)
"""By these, assessments, rules and questions refer to claims of any source."""


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What a worker is told before it judges parts: plain values that go over a wire.

    `key` is a digest of all that a verdict depends on, the part itself and the texts aside. `vocabulary` are
    N-Triples that every part is judged with, `context` those of which it takes what it needs. `leaving` and
    `keyed` are the predicates that say how the data are divided; of what is judged together, `gathered` are
    the predicates and `classes` the classes. `sources` are those that the shared data describe, `files` those
    that the context was read from, `texts` the texts at hand by their digests.
    """

    key: str
    vocabulary: bytes
    context: Context
    leaving: tuple[str, ...]
    keyed: tuple[str, ...]
    gathered: tuple[str, ...] | None
    classes: tuple[str, ...] | None
    sources: frozenset[str]
    files: tuple[Found, ...]
    texts: Mapping[str, Path]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shared) and other.key == self.key and other.texts == self.texts

    def __hash__(self) -> int:
        return hash(self.key)


class Rules:
    """The shapes compiled, and their constraints divided.

    `local` checks what can be judged part by part, `far` what cannot; `near` and `beyond` are the same for
    the nodes that all share.
    """

    def __init__(self, leaving: frozenset[NamedNode], keyed: frozenset[NamedNode]) -> None:
        self.shapes: Dataset = shipped_shapes()
        self.plan: Plan = shapes.compiled(self.shapes)
        self.leaving, self.keyed = leaving, keyed
        self._division = Division(keyed, leaving, CROSSING)
        self.local = self.plan.only(self.is_local)
        self.far = self.plan.only(lambda shape, constraint: not self.is_local(shape, constraint))
        self.near = self.plan.only(lambda shape, constraint: self.is_local(shape, constraint, Reach.NEAR))
        self.beyond = self.plan.only(
            lambda shape, constraint: not self.is_local(shape, constraint, Reach.NEAR)
        )

    def is_local(self, shape: Shape, constraint: Constraint, focus: Reach = Reach.OWN) -> bool:
        """Tell whether a constraint looks at nothing but the part of its focus node, and the context."""
        return is_local(constraint, shape, self.plan.shapes, self._division, focus)

    def together(self, graph: DataGraph, shared: frozenset[Term]) -> Iterator[tuple[Shape, Constraint]]:
        """Yield the constraints that look at other parts, those of the shared nodes of a graph included."""
        met = self.plan.focus_nodes(graph, shared)
        for node, constraints in self.plan.checks.items():
            shape = self.plan.shapes[node]
            for constraint in constraints:
                local = self.is_local(shape, constraint)
                if not local or (met[node] and not self.is_local(shape, constraint, Reach.NEAR)):
                    yield shape, constraint


class Whole:
    """The shared data in the base that they are put into, as a graph, in the process that directs all."""

    def __init__(self, data: Dataset, base: Dataset) -> None:
        self.data, self.base = data, base
        self.graph = DataGraph(data | base | ontology())
        self.inside = {node for _, subjects, _ in self.graph.since({}) for node in subjects}
        self.described: frozenset[Term] = frozenset(quad.subject for quad in data)  # type: ignore[misc]
        used = {self.graph.terms[predicate] for predicate in self.graph.predicates}
        self.rules = Rules(frozenset(self._leaving()), KEYED if KEYED.isdisjoint(used) else frozenset())
        self.gathered, self.classes = self._gathered()

    @property
    def is_apart(self) -> bool:
        """Whether claims and passages of the context, if any, have nothing to do with those of parts."""
        terms, columns = self.graph.terms, (self.graph.column(self.graph.number(key)) for key in KEYED)
        values = {value for _, values in columns for value in values}
        return values <= self.inside and self.described.isdisjoint(terms[value] for value in values)

    def _leaving(self) -> Iterator[NamedNode]:
        """Yield the predicates by which the context refers to nodes that it does not describe."""
        terms = self.graph.terms
        for predicate, _, objects in self.graph.since({}):
            name = terms[predicate]
            outside = (isinstance(terms[each], NamedNode) for each in set(objects) - self.inside)
            if isinstance(name, NamedNode) and any(outside):
                yield name

    def _gathered(self) -> tuple[frozenset[NamedNode] | None, frozenset[Term] | None]:
        """Return the predicates and the classes that judging together takes; None where it may be any."""
        found: set[NamedNode] = {RDF_TYPE}
        classes: set[Term] = set()
        asks_for_classes = False
        for shape, constraint in self.rules.together(self.graph, self.described):
            needed = predicates(constraint, shape, self.rules.plan.shapes)
            if needed is None:
                return None, None
            found |= {*needed, *shape.targets.subjects_of, *shape.targets.objects_of}
            classes |= {*shape.targets.classes, *classes_of(constraint, self.rules.plan.shapes)}
            asks_for_classes |= any(RDF_TYPE in (query.predicates or ()) for query in constraint.queries)
        numbers = {each for name in classes for each in self.graph.subclasses(self.graph.number(name))}
        named = frozenset(self.graph.terms[number] for number in numbers)
        return frozenset(found), None if asks_for_classes else named

    def told(self, files: tuple[Found, ...], texts: Mapping[str, Path]) -> Shared:
        """Return what workers are told."""
        lines = self.graph.n_triples(self.graph.predicates).splitlines(keepends=True)
        own = DataGraph(ontology())
        subclasses = self.graph.n_triples([self.graph.number(SUBCLASS_OF)])
        vocabulary = own.n_triples(own.predicates) + subclasses
        around = context(lines)
        sources = frozenset(Records(DataGraph(self.data | ontology())).sources())
        rules = "".join(sorted(str(quad.triple) for quad in self.rules.shapes if "_:" not in str(quad)))
        digest = sha256(around.lines if isinstance(around.lines, bytes) else b"").hexdigest()
        said = (
            __version__,
            digest,
            "\n".join(sorted(sources)),
            *map(str, sorted(map(str, self.described))),
            rules,
        )
        return Shared(
            key=sha256("\n".join(said).encode()).hexdigest(),
            vocabulary=vocabulary,
            context=around,
            leaving=tuple(sorted(each.value for each in self.rules.leaving)),
            keyed=tuple(sorted(each.value for each in self.rules.keyed)),
            gathered=None if self.gathered is None else tuple(sorted(each.value for each in self.gathered)),
            classes=None if self.classes is None else tuple(sorted(name_of(each) for each in self.classes)),
            sources=sources,
            files=files,
            texts=texts,
        )


class Bench:
    """What a worker has made of what it was told."""

    def __init__(self, told: Shared) -> None:
        self.told = told
        self.rules = Rules(frozenset(map(NamedNode, told.leaving)), frozenset(map(NamedNode, told.keyed)))
        self.lines = told.context.opened()
        self.vocabulary = DataGraph(parse(told.vocabulary, RdfFormat.N_TRIPLES, lenient=True))
        self.gathered = None if told.gathered is None else frozenset(map(NamedNode, told.gathered))
        self.classes = None if told.classes is None else frozenset(map(NamedNode, told.classes))


def name_of(term: object) -> str:
    """Return the IRI of a node, or `_:label` of a blank one."""
    return term.value if isinstance(term, NamedNode) else str(term)


@lru_cache(maxsize=1)
def bench(told: Shared) -> Bench:
    """Return the bench for what was told; a process sets it up once."""
    return Bench(told)
