"""The things the knowledge is made of, as frozen dataclasses without any RDF library.

Every entity has its `iri`, and a `slug` (the IRI's last part) by which people name it. Texts are English
unless a language is given. Dates are ISO 8601 strings as the data writes them. References to entities that
would make a circle are IRIs; `KnowledgeBase` looks them up.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from operculum.model.schemes import (
    DISPUTING,
    AnswerType,
    Bearing,
    Comparator,
    Frequency,
    Modality,
    Polarity,
    Role,
    SourceKind,
    Status,
    Urgency,
)
from operculum.namespaces import slug

DAYS_PER_UNIT = {"wk": Fraction(7), "d": Fraction(1)}
"""How many days one unit of time has, by its UCUM code."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Anything with an IRI."""

    iri: str

    @property
    def slug(self) -> str:
        """The last part of the IRI."""
        return slug(self.iri)

    @property
    def sort_key(self) -> tuple[str | int, ...]:
        """What entities of its kind are sorted by."""
        return (self.iri,)


@dataclass(frozen=True, slots=True)
class Agent(Entity):
    """A publisher, a journal or an organisation that judges."""

    name: str


@dataclass(frozen=True, slots=True)
class Scheme(Entity):
    """A scheme of concepts, such as anatomy."""

    label: str


@dataclass(frozen=True, slots=True)
class Mapping(Entity):
    """One row of an SSSOM mapping set: a concept, how it matches, and a code elsewhere.

    `negated` rows are false friends: the match must not be made. `match` is the local name of the SKOS
    relation, such as `exactMatch`. `columns` holds the row as written, by SSSOM slot.
    """

    subject: str
    match: str
    negated: bool
    object: str
    object_curie: str
    object_label: str | None
    justification: str
    set_slug: str
    columns: tuple[tuple[str, str], ...]

    @property
    def sort_key(self) -> tuple[str | int, ...]:
        """What mappings are sorted by: concept, code and relation."""
        return self.subject, self.object_curie, self.match, self.negated


@dataclass(frozen=True, slots=True)
class Concept(Entity):
    """A thing spoken of, with its label and definition in our own words.

    `answer_text` and `answer_order` say how forms offer it as an answer: in which words, at which place.
    """

    label: str
    definition: str
    scheme: Scheme
    alternative_labels: tuple[str, ...] = ()
    notations: tuple[str, ...] = ()
    scope_notes: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    mappings: tuple[Mapping, ...] = ()
    answer_text: str | None = None
    answer_order: int | None = None

    @property
    def as_answer(self) -> str:
        """The words in which a form offers it as an answer."""
        return self.answer_text or self.label


@dataclass(frozen=True, slots=True)
class Source(Entity):
    """One document that says something.

    `sha256` is the digest of the file's bytes where the whole text was read. `located` is False for a study
    that an article reports and that was searched for in vain, None where the question does not arise.
    """

    kind: SourceKind
    label: str
    title: str | None = None
    publisher: Agent | None = None
    url: str | None = None
    issued: str | None = None
    accessed: str | None = None
    accessed_via: str | None = None
    sha256: str | None = None
    license: str | None = None
    located: bool | None = None
    searched_on: str | None = None
    search_note: str | None = None
    copy_of: str | None = None
    doi: str | None = None
    pmid: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Passage(Entity):
    """The exact place in a source: positions and a digest, or a locator in words.

    `start` and `end` count Unicode code points of the source's text, the end exclusive, as in the Web
    Annotation Data Model, section 4.2.4 (Text Position Selector). `quote` is held only where the source's
    licence allows it.
    """

    source: Source
    role: Role
    hedge_cues: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    sha256: str | None = None
    locator: str | None = None
    quote: str | None = None

    @property
    def place(self) -> str:
        """Where the passage is, in words."""
        if self.start is not None:
            return f"characters {self.start}–{self.end}"
        return self.locator or "place not stated"

    @property
    def sort_key(self) -> tuple[str | int, ...]:
        """What passages are sorted by: the source, the position in it, the name."""
        return self.source.iri, self.start or 0, self.iri


@dataclass(frozen=True, slots=True)
class Threshold(Entity):
    """A boundary on a quantity, such as "before 37 weeks".

    `value` is the number exactly as written; `boundary_unclear` says that the source leaves open on which
    side the boundary itself lies.
    """

    label: str
    quantity: Concept
    comparator: Comparator
    value: Decimal
    unit: str
    boundary_unclear: bool = False

    @property
    def days(self) -> Fraction | None:
        """The value in days, or None where the unit is not one of time."""
        factor = DAYS_PER_UNIT.get(self.unit)
        return None if factor is None else Fraction(self.value) * factor

    def admits(self, days: int) -> bool | None:
        """Tell whether a number of days lies within, or None where the source leaves that open.

        None too for a threshold that is not one of time.
        """
        boundary = self.days
        if boundary is None or (self.boundary_unclear and days == boundary):
            return None
        match self.comparator:
            case Comparator.lessThan:
                return days < boundary
            case Comparator.atMost:
                return days <= boundary
            case Comparator.equalTo:
                return days == boundary
            case Comparator.atLeast:
                return days >= boundary
            case Comparator.greaterThan:
                return days > boundary


@dataclass(frozen=True, slots=True)
class Interval(Entity):
    """The values between two thresholds."""

    label: str
    lower: Threshold
    upper: Threshold

    @property
    def boundary_unclear(self) -> bool:
        """Whether either end is left open by the source."""
        return self.lower.boundary_unclear or self.upper.boundary_unclear

    def admits(self, days: int) -> bool | None:
        """Tell whether a number of days lies within both ends, or None where an end leaves that open."""
        ends = (self.lower.admits(days), self.upper.admits(days))
        if False in ends:
            return False
        return None if None in ends else True


Window = Threshold | Interval | Concept
"""The condition under which a proposition is meant: a bound, a span, or a stage of life."""


@dataclass(frozen=True, slots=True)
class Proposition(Entity):
    """A possible fact, asserted by nobody merely by existing."""

    label: str
    subject: Concept
    predicate: str
    object: Concept
    window: Window | None = None
    compared_with: Concept | None = None
    via: Concept | None = None
    population: Concept | None = None

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """The concepts of which it speaks in any place."""
        places = (self.subject, self.object, self.window, self.compared_with, self.via, self.population)
        return tuple(each for each in places if isinstance(each, Concept))


@dataclass(frozen=True, slots=True)
class Assessment(Entity):
    """A dated, reasoned judgement of how the claim `of` bears on the claim `target` (both IRIs)."""

    label: str
    of: str
    bearing: Bearing
    target: str
    reason: str
    assessed_on: str
    assessed_by: Agent

    @property
    def disputing(self) -> bool:
        """Whether it puts the target under dispute."""
        return self.bearing in DISPUTING


@dataclass(frozen=True, slots=True)
class Claim(Entity):
    """What one source says of one proposition, in our paraphrase that keeps the hedge.

    `disputes` are the assessments that put this claim in doubt, `assessments` all that touch it from either
    side. `predicate`s and the ECO term are IRIs; `because` is the IRI of the claim that gives the reason.
    """

    proposition: Proposition
    passages: tuple[Passage, ...]
    polarity: Polarity
    modality: Modality
    frequency: Frequency
    statement: str
    evidence_basis: str
    status: Status
    thresholds: tuple[Threshold | Interval, ...] = ()
    verbatim: tuple[str, ...] = ()
    denominator: Concept | None = None
    jurisdiction: Concept | None = None
    conditions: tuple[Concept, ...] = ()
    reports: tuple[Source, ...] = ()
    because: tuple[str, ...] = ()
    addressee: Concept | None = None
    advised_urgency: Urgency | None = None
    assessments: tuple[Assessment, ...] = ()

    @property
    def source(self) -> Source:
        """The one source that makes the claim."""
        return self.passages[0].source

    @property
    def sort_key(self) -> tuple[str | int, ...]:
        """What claims are sorted by: the source, the position in it, the name."""
        return *self.passages[0].sort_key[:2], self.iri

    @property
    def disputes(self) -> tuple[Assessment, ...]:
        """The assessments by which another claim puts this one in doubt."""
        return tuple(each for each in self.assessments if each.disputing and each.target == self.iri)


@dataclass(frozen=True, slots=True)
class Rule(Entity):
    """When which urgency follows; derived from claims, never free-hand. All conditions present must hold."""

    label: str
    urgency: Urgency
    action: Concept
    derived_from: tuple[str, ...]
    context: Concept | None = None
    finding: Concept | None = None
    window: Window | None = None
    acknowledges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question(Entity):
    """One thing to ask, about one concept."""

    order: int
    asks: Concept
    text: str
    answer_type: AnswerType
    options: tuple[Concept, ...] = ()
    repeats: bool = False
    required: bool = False
    group: str | None = None
    help: str | None = None
    derived_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form(Entity):
    """What to ask, in which order, and which rules judge the answers."""

    title: str
    about: tuple[Concept, ...]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...] = ()
    description: str | None = None
