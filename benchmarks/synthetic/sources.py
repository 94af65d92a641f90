"""Each source: its text, and the file of its claims, with the passages, studies, judgements and rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from synthetic import words
from synthetic.claims import Claim, claim, said
from synthetic.dice import Dice
from synthetic.documents import Document, english, plain, typed
from synthetic.shared import DAY, publisher
from synthetic.world import PER_SOURCE, RATE, World

UNREAD: Final = 10
"""One source in so many was not read whole: it has no digest, and its passages are located in words."""

SECTION, PARAGRAPH = 6, 3
"""How many sentences a section has, and how many of them a paragraph."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its file of RDF, and its text where it was read whole."""

    document: Document
    text: str | None

    @property
    def text_path(self) -> str:
        """The path of its text."""
        return f"{self.document.path.removeprefix('sources/')}.txt"


def path(number: int) -> str:
    """Return the path of the file of a source."""
    return f"sources/{number // 1000:04}/s{number:06}"


def node(number: int) -> str:
    """Return the name of a source."""
    return f"source:s{number:06}"


def study(number: int) -> str:
    """Return the name of the study that a source reports."""
    return f"study:in-s{number:06}"


def is_read(number: int) -> bool:
    """Tell whether a source was read whole."""
    return number % UNREAD != UNREAD - 1


def source(world: World, number: int) -> Source:
    """Return a source by its number."""
    first = number * PER_SOURCE
    own = [claim(world, each) for each in range(first, min(first + PER_SOURCE, world.claims))]
    document = Document(path(number), f"Made by the generator of benchmarks: the claims of source {number}.")
    title = f"What the {Dice(world.seed, 'title', number).of(words.ADJECTIVES)} page says – 𝛼{number}"
    text, places = _text(world, number, title, own)
    _describe_source(world, document, number, title, text)
    for each in own:
        _describe_claim(world, document, each)
        for place in places[each.number]:
            _describe_passage(document, each, place, text)
        for target, bearing in judgements(world, each):
            _describe_judgement(document, each, target, bearing)
        if each.ruled:
            _describe_rule(world, document, each)
    return Source(document, text if is_read(number) else None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands: what is added to its name, its role, and its characters, the end exclusive."""

    suffix: str
    role: str
    start: int
    end: int


def _text(world: World, number: int, title: str, own: list[Claim]) -> tuple[str, dict[int, list[Place]]]:
    """Return the text of a source, and the places of each claim in it."""
    dice, pieces, length = Dice(world.seed, "text", number), [f"{title}\n"], len(title) + 1
    places: dict[int, list[Place]] = {each.number: [] for each in own}

    def add(piece: str) -> None:
        nonlocal length
        pieces.append(piece)
        length += len(piece)

    def add_sentence(each: Claim, suffix: str, role: str) -> None:
        sentence = f"{said(world, each)}."
        places[each.number].append(Place(suffix, role, length, length + len(sentence)))
        add(sentence)

    for index, each in enumerate(own):
        if index % SECTION == 0:
            add(f"\n\n{words.HEADINGS[index // SECTION % len(words.HEADINGS)]}\n\n")
        elif index % PARAGRAPH == 0:
            add(f"\n{dice.of(words.QUESTIONS)}\n")
        else:
            add(" ")
        add_sentence(each, "", "body")
    add("\n\nIn short\n")
    for each in own:
        if each.repeated:
            add("\n")
            add_sentence(each, "-short", "summary")
    add("\n")
    return "".join(pieces), places


def _describe_source(world: World, document: Document, number: int, title: str, text: str) -> None:
    read = is_read(number)
    document.describe(
        node(number),
        ("a", "opc:Article" if read else "opc:Guideline"),
        ("rdfs:label", english(f"The page with the number {number}")),
        ("dcterms:title", english(title)),
        ("dcterms:publisher", publisher(number % world.publishers)),
        ("schema:url", f"<https://example.org/pages/{number}>"),
        ("opc:accessed", typed(DAY, "date")),
        ("opc:sha256", plain(digest(text))) if read else None,
    )
    located = has_located_study(number)
    document.describe(
        study(number),
        ("a", "opc:Study"),
        ("rdfs:label", english(f"The study that the page with the number {number} reports")),
        ("dcterms:title", english(f"On what was seen in {number + 12} people")) if located else None,
        ("dcterms:publisher", publisher(0)) if located else None,
        ("opc:located", typed(str(located).lower(), "boolean")),
        ("bibo:doi", plain(f"10.5555/operculum.{number}")) if located else None,
        None if located else ("opc:searchedOn", typed(DAY, "date")),
        None if located else ("opc:searchNote", english("Looked for by its title, in two indexes.")),
    )


def has_located_study(number: int) -> bool:
    """Tell whether the study that a source reports was found."""
    return number % 3 != 2


def _describe_claim(world: World, document: Document, each: Claim) -> None:
    traceable = each.reports and has_located_study(each.source)
    passages = [f"passage:{each.name}", *([f"passage:{each.name}-short"] if each.repeated else [])]
    document.describe(
        each.node,
        ("a", "opc:Claim"),
        ("opc:asserts", each.proposition.node),
        *(("opc:statedIn", passage) for passage in passages),
        ("opc:polarity", "opc:denied" if each.denied else "opc:affirmed"),
        ("opc:modality", f"opc:{each.modality}"),
        ("opc:frequency", f"opc:{each.frequency}"),
        ("opc:statement", english(f"On this page: {said(world, each)}.")),
        ("opc:evidenceBasis", "obo:ECO_0006016" if traceable else "obo:ECO_0000034"),
        ("opc:status", "opc:reviewed" if each.reviewed else "opc:draft"),
        ("opc:reviewedBy", "agent:curators") if each.reviewed else None,
        ("opc:reviewedOn", typed(DAY, "date")) if each.reviewed else None,
        ("opc:reports", study(each.source)) if each.reports else None,
        ("opc:because", claim(world, each.number - 1).node) if each.number % 5 == 4 else None,
        ("opc:addressee", "concept:g000000") if each.is_advice else None,
        ("opc:advisedUrgency", f"opc:{each.urgency}") if each.urgency else None,
    )
    if each.states_value:
        document.describe(
            each.node, ("opc:threshold", each.value(world)), ("opc:verbatim", plain(each.value_words(world)))
        )
    if each.proposition.kind == RATE:
        document.describe(each.node, ("opc:denominator", f"concept:g{each.proposition.subject:06}"))


def _describe_passage(document: Document, each: Claim, place: Place, text: str) -> None:
    name = f"{each.name}{place.suffix}"
    document.describe(
        f"passage:{name}",
        ("a", "opc:Passage"),
        ("oa:hasSource", node(each.source)),
        ("opc:role", f"opc:{place.role}"),
        ("opc:hedgeCue", plain(each.cue)) if each.cue else None,
    )
    if not is_read(each.source):
        locator = f"under the heading before the claim with the name {name}"
        document.describe(f"passage:{name}", ("opc:locator", english(locator)))
        return
    document.describe(
        f"passage:{name}",
        ("oa:hasSelector", f"position:{name}"),
        ("opc:sha256", plain(digest(text[place.start : place.end]))),
    )
    document.describe(
        f"position:{name}",
        ("a", "oa:TextPositionSelector"),
        ("oa:start", typed(place.start, "integer")),
        ("oa:end", typed(place.end, "integer")),
    )


def judgements(world: World, each: Claim) -> Iterator[tuple[Claim, str]]:
    """Yield how a claim was judged to bear on others of its proposition; a denial is weighed against all."""
    others = range(each.proposition.number, world.claims, world.propositions)
    if each.denied:
        yield from ((claim(world, number), "disputes") for number in others if number != each.number)
    elif each.round and each.number % 4 == 0:
        yield claim(world, each.proposition.number), "agrees"


def _describe_judgement(document: Document, each: Claim, target: Claim, bearing: str) -> None:
    document.describe(
        assessment(each, target),
        ("a", "opc:Assessment"),
        ("opc:of", each.node),
        ("opc:bearing", f"opc:{bearing}"),
        ("opc:target", target.node),
        (
            "opc:reason",
            english(f"The two speak of the same, and the one {bearing} with regard to the other."),
        ),
        ("opc:assessedOn", typed(DAY, "date")),
        ("opc:assessedBy", "agent:curators"),
    )


def assessment(each: Claim, target: Claim) -> str:
    """Return the name of the judgement of how one claim bears on another."""
    return f"assessment:{each.name}-on-{target.name}"


def _describe_rule(world: World, document: Document, each: Claim) -> None:
    document.describe(
        f"rule:{each.name}",
        ("a", "opc:Rule"),
        ("rdfs:label", english(f"What follows from the claim with the name {each.name}")),
        ("opc:finding", f"concept:g{each.proposition.subject:06}"),
        ("opc:urgency", "opc:contact" if each.urgency == "selfMonitor" else f"opc:{each.urgency}"),
        ("opc:action", world.object_node(each.proposition)),
        ("prov:wasDerivedFrom", each.node),
    )


def digest(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return sha256(text.encode()).hexdigest()
