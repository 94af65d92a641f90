"""The knowledge base for programs: loaded in one call, asked in SPARQL, handed to rdflib."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

from operculum.model import KnowledgeBase, Literal
from operculum.store import Dataset, knowledge_base, read

if TYPE_CHECKING:
    import rdflib

    from operculum.query.results import Result


@dataclass(frozen=True)
class Knowledge(KnowledgeBase):
    """A knowledge base together with the dataset it was read from."""

    dataset: Dataset = field(default=Dataset(), repr=False)

    def query(self, text: str, bindings: Mapping[str, str] | None = None, *, timeout: float = 30) -> "Result":
        """Answer a SPARQL query over all graphs and the vocabulary; the project's prefixes are known.

        `bindings` give terms to variables, as people write them. `timeout` is in seconds. Raises
        `UsageError` for what is refused, `InputError` for an ill-formed query, and `LimitError` where time
        or memory is too much.

        >>> knowledge = load()
        >>> knowledge.query("ASK { concept:mucus-plug skos:broader concept:cervical-mucus }")
        Boolean(value=True)
        """
        from operculum.query import run

        return run(self.dataset, text, bindings=bindings, timeout=timeout)

    def to_rdflib(self) -> "rdflib.Dataset":
        """Return everything as an rdflib dataset, a named graph a file, the default graph their union.

        Literals keep the lexical form they are written in; strings are plain, as rdflib has them.

        >>> len(load().to_rdflib()) > 1000
        True
        """
        import rdflib

        whole = rdflib.Dataset(default_union=True)
        for statement in self.statements:
            value = statement.object
            whole.add(
                (
                    _node(statement.subject),
                    rdflib.URIRef(statement.predicate),
                    _literal(value) if isinstance(value, Literal) else _node(value),
                    whole.graph(rdflib.URIRef(statement.graph)),
                )
            )
        return whole


def load(path: Path | str | None = None, *, licensed: bool = False) -> Knowledge:
    """Load a knowledge base: a file or folder, or without any the shipped one.

    `licensed` reads the mappings to SNOMED CT too. Raises `InputError` where a file is broken or a node
    lacks what the model needs.

    >>> claim = load().claim("mp-001")
    >>> claim.source.publisher.name, claim.status.value
    ('Biology Insights', 'draft')
    """
    dataset = read(None if path is None else [Path(path)], licensed=licensed)
    plain = knowledge_base(dataset)
    return Knowledge(**{each.name: getattr(plain, each.name) for each in fields(plain)}, dataset=dataset)


def _node(name: str) -> "rdflib.URIRef | rdflib.BNode":
    import rdflib

    return rdflib.BNode(name[2:]) if name.startswith("_:") else rdflib.URIRef(name)


def _literal(value: Literal) -> "rdflib.Literal":
    import rdflib

    if value.language:
        return rdflib.Literal(value.lexical, lang=value.language)
    datatype = None if value.datatype == str(rdflib.XSD.string) else rdflib.URIRef(value.datatype)
    return rdflib.Literal(value.lexical, datatype=datatype, normalize=False)
