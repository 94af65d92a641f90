"""Questions to the knowledge in SPARQL, asked of a process that can be killed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from operculum.query.bindings import Term
    from operculum.query.results import Result
    from operculum.query.writing import Written
    from operculum.store import Dataset


def run(
    dataset: "Dataset",
    text: str,
    *,
    bindings: "Mapping[str, Term | str] | None" = None,
    timeout: float = 30,
    memory: int = 1024,
    name: str = "query",
) -> "Result":
    """Answer a SPARQL query over the union of a dataset's graphs and the vocabulary.

    `GRAPH ?g { … }` sees the single files. The prefixes of the project need no declaration. `bindings` give
    terms to variables, as terms or as people write them (`concept:mucus-plug`, `258`); those at the head of
    the query (`# bind: name=value`) hold where nothing else is given. `timeout` is in seconds, `memory` in
    MiB; `name` is what errors call the query.

    Raises `UsageError` for what is refused (SERVICE, FROM, LOAD, updates, an unknown variable),
    `InputError` with line and column for an ill-formed query, and `LimitError` where time, memory, nesting
    or size is too much.

    >>> from operculum.store import Dataset
    >>> run(Dataset(), "ASK { opc:Claim a ?class }")
    Boolean(value=True)
    """
    from operculum.query.process import answer
    from operculum.store import ontology

    written = prepare(text, bindings, name)
    return answer(dataset | ontology(), written, timeout=timeout, memory=memory)


def prepare(text: str, bindings: "Mapping[str, Term | str] | None" = None, name: str = "query") -> "Written":
    """Return a query judged and written anew, its variables bound; raises what `run` raises for it."""
    from operculum.query.bindings import check_names, parse_term
    from operculum.query.catalogue import defaults
    from operculum.query.guard import judge
    from operculum.query.writing import write

    query = judge(text, name)
    terms = defaults(text)
    for variable, value in (bindings or {}).items():
        terms[variable] = parse_term(value) if isinstance(value, str) else value
    check_names(query, terms)
    return write(query, {variable: str(term) for variable, term in terms.items()})
