"""The graphs of a base put into a store, by the SPARQL 1.1 Graph Store HTTP Protocol."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from operculum.endpoint.addresses import GRAPH_STORES, of_graph
from operculum.endpoint.client import Client
from operculum.errors import InputError, LimitError, OperculumError
from operculum.store import Dataset

TURTLE: Final = "text/turtle; charset=utf-8"
"""What is sent is N-Triples, which is Turtle too; more stores know it by this name."""

ACCEPTED: Final = 202
"""The status of a request that was taken on but not carried out."""


@dataclass(frozen=True, slots=True)
class Step:
    """One graph to be put into a store or deleted from it, with its triples, one a line, sorted."""

    action: Literal["put", "delete"]
    graph: str
    lines: tuple[str, ...] = ()


def plan(dataset: Dataset, present: Collection[str] = ()) -> tuple[Step, ...]:
    """Return what makes a store hold a dataset: its graphs put, then those present that it lacks deleted.

    >>> plan(Dataset(), ["urn:old"])
    (Step(action='delete', graph='urn:old', lines=()),)
    """
    graphs = defaultdict[str, set[str]](set)
    for quad in dataset:
        graphs[str(quad.graph_name)[1:-1]].add(f"{quad.triple} .\n")
    puts = (Step("put", graph, tuple(sorted(lines))) for graph, lines in sorted(graphs.items()))
    return (*puts, *(Step("delete", graph) for graph in sorted(set(present) - graphs.keys())))


def publish(steps: Collection[Step], graph_store: str, client: Client) -> Iterator[Step]:
    """Take steps one after another, yielding each when the store has confirmed it.

    A graph is replaced whole. The protocol knows nothing that holds for several graphs at once: where a step
    fails, those yielded before it stand. Raises `InputError` or `LimitError` that says how many they are.
    """
    for number, step in enumerate(steps):
        try:
            _take(step, graph_store, client)
        except (InputError, LimitError) as error:
            raise _stopped(error, step, number, len(steps)) from None
        yield step


def _take(step: Step, graph_store: str, client: Client) -> None:
    content = "".join(step.lines).encode() if step.action == "put" else None
    headers = {} if content is None else {"Content-Type": TURTLE}
    answer = client.send(
        step.action.upper(), of_graph(graph_store, step.graph), headers, content, hint=GRAPH_STORES
    )
    if answer.status == ACCEPTED:
        raise InputError(f"{graph_store} says only that it may do so later", remedy="Ask the store's keeper.")


def _stopped(error: OperculumError, step: Step, done: int, steps: int) -> OperculumError:
    """Return an error that tells how far it went: what is half done must not look done."""
    message = f"{error.message}. It was to {step.action} {step.graph}; {done} of {steps} graphs are done"
    return type(error)(message, error.location, error.remedy)
