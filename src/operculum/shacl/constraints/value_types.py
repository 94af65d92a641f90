"""Value type constraints: sh:class, sh:datatype, sh:nodeKind (SHACL, section 4.1)."""

# ruff: noqa: D102 (a method that overrides one of Constraint does what is promised there)

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from operculum.namespaces import RDFS
from operculum.shacl.constraints.source import Reader, ShapeSource
from operculum.shacl.errors import ShapesError
from operculum.shacl.literals import has_any_form
from operculum.shacl.shape import Constraint, Evaluation, ValueConstraint
from operculum.shacl.terms import LANG_STRING, XSD_STRING, Term, name_of, sh

ANY_LITERAL: Final = NamedNode(f"{RDFS}Literal")
ANY_DATATYPE: Final = NamedNode(f"{RDFS}Datatype")

NODE_KINDS: Final[Mapping[Term, tuple[type[Term], ...]]] = {
    sh("IRI"): (NamedNode,),
    sh("BlankNode"): (BlankNode,),
    sh("Literal"): (Literal,),
    sh("BlankNodeOrIRI"): (BlankNode, NamedNode),
    sh("BlankNodeOrLiteral"): (BlankNode, Literal),
    sh("IRIOrLiteral"): (NamedNode, Literal),
}


@dataclass(frozen=True, slots=True)
class ClassConstraint(ValueConstraint):
    """Every value node is an instance of a class (section 4.1.1)."""

    class_: NamedNode
    component = sh("ClassConstraintComponent")

    def message(self) -> str:
        return f"Value is not an instance of {name_of(self.class_)}"

    def rejected(self, evaluation: Evaluation, nodes: set[int]) -> set[int]:
        return nodes - evaluation.graph.instances(self.class_)


@dataclass(frozen=True, slots=True)
class DatatypeConstraint(ValueConstraint):
    """Every value node is a literal of a datatype, and well-formed (section 4.1.2)."""

    datatype: NamedNode
    component = sh("DatatypeConstraintComponent")

    def message(self) -> str:
        return f"Value is not a well-formed literal of datatype {name_of(self.datatype)}"

    def rejected(self, evaluation: Evaluation, nodes: set[int]) -> set[int]:
        terms, value_of_node = evaluation.graph.terms, evaluation.graph.value
        others = {node for node in nodes if not self._accepts(terms[node])}
        if has_any_form(self.datatype.value):
            return others
        values = ((node, value_of_node(node)) for node in nodes - others)
        return others | {node for node, value in values if value is not None and value.ill_typed}

    def _accepts(self, term: Term) -> bool:
        if not isinstance(term, Literal):
            return False
        if self.datatype in (term.datatype, ANY_LITERAL):
            return True
        # rdflib gives neither strings nor language-tagged strings a datatype, so pySHACL sees none there.
        return self.datatype == ANY_DATATYPE and term.datatype not in {XSD_STRING, LANG_STRING}


@dataclass(frozen=True, slots=True)
class NodeKindConstraint(ValueConstraint):
    """Every value node is of a kind: IRI, blank node, literal, or one of two of them (section 4.1.3)."""

    kind: Term
    component = sh("NodeKindConstraintComponent")

    def message(self) -> str:
        return f"Value is not of node kind {name_of(self.kind)}"

    def rejected(self, evaluation: Evaluation, nodes: set[int]) -> set[int]:
        terms, kinds = evaluation.graph.terms, NODE_KINDS[self.kind]
        return {node for node in nodes if not isinstance(terms[node], kinds)}


def _classes(source: ShapeSource) -> Iterable[Constraint]:
    return [ClassConstraint(class_) for class_ in source.graph.iris(source.node, sh("class"))]


def _datatype(source: ShapeSource) -> Iterable[Constraint]:
    source.graph.one(source.node, sh("datatype"))
    return [DatatypeConstraint(datatype) for datatype in source.graph.iris(source.node, sh("datatype"))]


def _node_kind(source: ShapeSource) -> Iterable[Constraint]:
    kind = source.graph.one(source.node, sh("nodeKind"))
    if kind is None:
        return []
    if kind not in NODE_KINDS:
        raise ShapesError(source.node, f"sh:nodeKind is {name_of(kind)}, none of the six")
    return [NodeKindConstraint(kind)]


READERS: Final[Mapping[NamedNode, Reader]] = {
    sh("class"): _classes,
    sh("datatype"): _datatype,
    sh("nodeKind"): _node_kind,
}
