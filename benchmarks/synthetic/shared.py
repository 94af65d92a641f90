"""The files that all sources share: the base itself, agents, concepts, thresholds and propositions."""

from collections.abc import Callable, Iterator
from typing import Final

from synthetic import words
from synthetic.dice import Dice
from synthetic.documents import Document, english, plain, typed
from synthetic.world import COMPARATORS, SCHEMES, UNITS, World

PER_FILE: Final = 2000
"""How many concepts, thresholds or propositions a file holds."""

DAY: Final = "2026-11-21"


def documents(world: World) -> Iterator[Document]:
    """Yield the files that all sources share."""
    yield _base()
    yield _agents(world)
    yield _schemes()
    for kind, count, describe in (
        ("general", world.general, _general),
        ("action", world.actions, _action),
        ("quantity", world.quantities, _quantity),
    ):
        yield from _in_parts(world, f"concepts/{kind}", count, describe)
    for kind, count, describe in (
        ("limit", world.limits, _limit),
        ("rate", world.rates, _rate),
        ("interval", world.intervals, _interval),
    ):
        yield from _in_parts(world, f"thresholds/{kind}", count, describe)
    yield from _in_parts(world, "propositions/proposition", world.propositions, _proposition)


def publisher(number: int) -> str:
    """Return the name of a publisher's node."""
    return f"agent:publisher-{number:05}"


def part(path: str, number: int) -> str:
    """Return the path of the file that describes a numbered thing."""
    return f"{path}-{number // PER_FILE:04}"


def _in_parts(
    world: World, path: str, count: int, describe: Callable[[World, Document, int], None]
) -> Iterator[Document]:
    for first in range(0, count, PER_FILE):
        document = Document(
            part(path, first), f"Made by the generator of benchmarks: {path} from {first} on."
        )
        for number in range(first, min(first + PER_FILE, count)):
            describe(world, document, number)
        yield document


def _base() -> Document:
    document = Document("base", "A base made by the generator of benchmarks; it speaks of nothing real.")
    document.describe(
        "kb:base",
        ("a", "prov:Entity"),
        ("dcterms:title", english("A synthetic base")),
        ("owl:versionInfo", plain("0.1.0")),
        ("dcterms:issued", typed(DAY, "date")),
        ("dcterms:publisher", "agent:curators"),
        ("dcterms:license", "<https://creativecommons.org/licenses/by/4.0/>"),
        ("opc:intendedUse", english("To measure speed; nothing in it is about anything real.")),
    )
    return document


def _agents(world: World) -> Document:
    document = Document("agents", "Who publishes and who judges; all of them are made up.")
    document.describe("agent:curators", ("a", "foaf:Organization"), ("foaf:name", plain("the curators")))
    for number in range(world.publishers):
        dice = Dice(world.seed, "publisher", number)
        name = f"{dice.of(words.FIRST_NAMES)} {dice.of(words.LAST_NAMES)} {number}"
        document.describe(publisher(number), ("a", "foaf:Organization"), ("foaf:name", plain(name)))
    return document


def _schemes() -> Document:
    document = Document("concepts/schemes", "The shelves on which the concepts stand.")
    for scheme in SCHEMES:
        document.describe(
            f"scheme:{scheme}",
            ("a", "skos:ConceptScheme"),
            ("skos:prefLabel", english(scheme)),
            ("skos:definition", english(f"What is of the kind {scheme}.")),
        )
    return document


def _concept(document: Document, node: str, scheme: str, label: str, broader: str | None = None) -> None:
    document.describe(
        node,
        ("a", "skos:Concept"),
        ("skos:inScheme", f"scheme:{scheme}"),
        ("skos:prefLabel", english(label)),
        ("skos:definition", english(f"A thing of the kind {scheme} that is called {label}.")),
        ("skos:broader", broader) if broader else None,
    )


def _general(world: World, document: Document, number: int) -> None:
    kinds = tuple(words.KINDS)
    above = number // len(kinds) // 4 * len(kinds) + number % len(kinds)
    scheme, broader = kinds[number % len(kinds)], f"concept:g{above:06}" if number >= len(kinds) else None
    _concept(document, f"concept:g{number:06}", scheme, world.general_name(number), broader)
    if Dice(world.seed, "alternative", number).once_in(3):
        other = english(f"{world.general_name(number)}, as people say")
        document.describe(f"concept:g{number:06}", ("skos:altLabel", other))


def _action(world: World, document: Document, number: int) -> None:
    _concept(document, f"concept:a{number:06}", "action", world.action_name(number))


def _quantity(world: World, document: Document, number: int) -> None:
    _concept(document, f"concept:q{number:06}", "quantity", world.quantity_name(number))


def _threshold(document: Document, node: str, quantity: int, bound: tuple[str, str, str]) -> None:
    comparator, value, unit = bound
    document.describe(
        node,
        ("a", "opc:Threshold"),
        ("opc:quantity", f"concept:q{quantity:06}"),
        ("opc:comparator", f"opc:{comparator}"),
        ("opc:value", value),
        ("opc:unit", plain(unit)),
    )


def _limit(world: World, document: Document, number: int) -> None:
    comparator, unit = COMPARATORS[number % 4], UNITS[number // 4 % 4]
    value = typed(number // 16 + 2, "integer")
    _threshold(document, world.limit(number), world.time(number), (comparator, value, unit))
    if comparator == "greaterThan":
        document.describe(world.limit(number), ("opc:boundaryUnclear", typed("true", "boolean")))


def _rate(world: World, document: Document, number: int) -> None:
    value = world.rate_value(number)
    value = typed(value, "decimal" if "." in value else "integer")
    _threshold(document, world.rate(number), world.share(number), ("equalTo", value, "%"))


def _interval(world: World, document: Document, number: int) -> None:
    node, quantity = world.interval(number), world.time(number)
    low, high = typed(10 * number + 3, "integer"), typed(10 * number + 8, "integer")
    _threshold(document, f"{node}-from", quantity, ("atLeast", low, "h"))
    _threshold(document, f"{node}-to", quantity, ("lessThan", high, "h"))
    document.describe(
        node, ("a", "opc:Interval"), ("opc:lowerBound", f"{node}-from"), ("opc:upperBound", f"{node}-to")
    )


def _proposition(world: World, document: Document, number: int) -> None:
    proposition = world.proposition(number)
    document.describe(
        proposition.node,
        ("a", "opc:Proposition"),
        ("rdfs:label", english(f"{world.sentence(proposition)}.")),
        ("opc:subject", f"concept:g{proposition.subject:06}"),
        ("opc:predicate", f"opc:{proposition.predicate}"),
        ("opc:object", world.object_node(proposition)),
        ("opc:window", proposition.window) if proposition.window else None,
    )
