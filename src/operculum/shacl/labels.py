"""Names for blank nodes that depend on what is said of them, not on how a parser happened to call them."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from pyoxigraph import BlankNode

from operculum.shacl.terms import Statement, Term

ROUNDS = 12
"""How far apart two blank nodes may differ and still be told apart."""


def stable_labels(statements: Iterable[Statement], wanted: Iterable[Term]) -> Mapping[Term, str]:
    """Return a label for each wanted blank node: "b0", "b1" and so on, the same whenever the graph is.

    Nodes of which exactly the same is said, as far as `ROUNDS` steps around, share their place by chance;
    exchanging them would change nothing.
    """
    surroundings = _surroundings(statements)
    colours: dict[Term, str] = dict.fromkeys(surroundings, "")
    for _ in range(ROUNDS):
        finer = {node: _colour(edges, colours) for node, edges in surroundings.items()}
        settled = len(set(finer.values())) == len(set(colours.values()))
        colours = finer
        if settled:
            break
    blank = {node for node in wanted if isinstance(node, BlankNode)}
    ordered = sorted(blank, key=lambda node: colours.get(node, ""))
    return {node: f"b{place}" for place, node in enumerate(ordered)}


def _surroundings(statements: Iterable[Statement]) -> Mapping[Term, Sequence[tuple[str, Term]]]:
    """Return the statements around each blank node: which way, by which predicate, and to what."""
    found: dict[Term, list[tuple[str, Term]]] = {}
    for statement in statements:
        subject, predicate, value = statement.subject, statement.predicate.value, statement.object
        if isinstance(subject, BlankNode):
            found.setdefault(subject, []).append((f">{predicate}", value))  # type: ignore[arg-type]
        if isinstance(value, BlankNode):
            found.setdefault(value, []).append((f"<{predicate}", subject))  # type: ignore[arg-type]
    return found


def _colour(edges: Sequence[tuple[str, Term]], colours: Mapping[Term, str]) -> str:
    lines = sorted(f"{edge} {colours.get(term, str(term))}" for edge, term in edges)
    return blake2b("\n".join(lines).encode(), digest_size=16).hexdigest()
