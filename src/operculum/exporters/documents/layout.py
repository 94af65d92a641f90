"""What the JSON documents hold: one definition, from which the schema is made and by which the code is typed.

Where GA4GH VA-Spec 1.0 (Statement, Proposition, EvidenceLine, Document, Agent) and GKS-Core 1.0
(MappableConcept, ConceptMapping, Coding) have the same notion, the field bears their name. Every field is
always there: null or an empty list says that nothing is stated.
"""

from typing import Annotated, Literal, TypedDict

from operculum.exporters.documents.schema import Keyword
from operculum.model import (
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

Iri = Annotated[str, Keyword("format", "iri")]
Day = Annotated[
    str, Keyword("pattern", r"^\d{4}(-\d{2}(-\d{2})?)?$"), "A day, month or year, as ISO 8601 writes it."
]
Digest = Annotated[str, Keyword("pattern", "^[0-9a-f]{64}$")]
Direction = Literal["supports", "neutral", "disputes"]


class Release(TypedDict):
    """Which release of the knowledge base this is, what it is for, and how far it was reviewed."""

    title: str
    version: str
    issued: Annotated[Day, "When it was released."]
    publisher: str
    license: str
    intendedUse: str
    clinicalReview: Annotated[str, "Whether anybody has reviewed it clinically."]


class Reference(TypedDict):
    """A thing named by its IRI, with its name for people."""

    id: Iri
    name: str


class ClaimReference(TypedDict):
    """A claim named by its IRI, with what it says and who says it; null where the claim is not known."""

    id: Iri
    description: Annotated[str | None, "Our paraphrase of the claim."]
    reportedIn: Annotated[Reference | None, "The source that makes it."]


class Coding(TypedDict):
    """A code in a terminology."""

    id: Annotated[str, "The code as a CURIE."]
    system: Iri
    code: str
    name: str | None


class ConceptMapping(TypedDict):
    """How a concept matches a code elsewhere."""

    coding: Coding
    relation: Annotated[str, "The local name of the SKOS relation."]
    negated: Annotated[bool, "True for a false friend: the match must not be made."]
    justification: Annotated[str, "Why, as a CURIE of the SEMAPV vocabulary."]


class Concept(TypedDict):
    """A thing spoken of."""

    id: Iri
    conceptType: Annotated[str, "The scheme it belongs to."]
    name: str
    description: Annotated[str, "Its definition, in our words."]
    aliases: list[str]
    notations: list[str]
    scopeNotes: list[str]
    broader: list[Iri]
    related: list[Iri]
    mappings: list[ConceptMapping]
    answerText: Annotated[str | None, "The plain words in which forms offer it as an answer."]
    answerOrder: Annotated[int | None, "Its place among the answers to a question, lowest first."]


class Agent(TypedDict):
    """A publisher, a journal or an organisation that judges."""

    type: Literal["Agent"]
    id: Iri
    name: str


class Document(TypedDict):
    """A source: one document that says something."""

    type: Literal["Document"]
    id: Iri
    documentType: SourceKind
    name: Annotated[str, "Our name for it."]
    description: str | None
    title: str | None
    publisher: Reference | None
    urls: list[Iri]
    issued: Day | None
    accessed: Annotated[Day | None, "When it was read."]
    accessedVia: Annotated[str | None, "The copy that was read, where it was not the page itself."]
    sha256: Annotated[Digest | None, "Of the file's bytes, where the whole text was read."]
    license: str | None
    located: Annotated[bool | None, "False for a study that was searched for in vain."]
    searchedOn: Day | None
    searchNote: str | None
    copyOf: Iri | None
    doi: str | None
    pmid: str | None


class Threshold(TypedDict):
    """A boundary on a quantity."""

    id: Iri
    name: str
    quantity: Reference
    comparator: Comparator
    value: float
    unit: Annotated[str, "A UCUM code."]
    days: Annotated[float | None, "The value in days; null where the unit is not one of time."]
    boundaryUnclear: Annotated[bool, "True where the source leaves open on which side the boundary lies."]


class Interval(TypedDict):
    """The values between two thresholds."""

    id: Iri
    name: str
    lowerBound: Reference
    upperBound: Reference
    boundaryUnclear: bool


class Qualifier(TypedDict):
    """A condition under which a proposition is meant; part of its identity."""

    name: Literal["window", "comparedWith", "via", "population"]
    value: Reference


class Proposition(TypedDict):
    """A possible fact, asserted by nobody merely by existing."""

    type: Literal["Proposition"]
    id: Iri
    name: Annotated[str, "The possible fact as a sentence."]
    subject: Reference
    predicate: Annotated[str, "A predicate of the vocabulary, by its local name."]
    object: Reference
    qualifiers: list[Qualifier]


class Passage(TypedDict):
    """The exact place in the source: positions and a digest, or a locator in words."""

    id: Iri
    role: Role
    hedgeCues: Annotated[list[str], "The hedging words as they stand there."]
    start: Annotated[int | None, Keyword("minimum", 0), "The first Unicode code point."]
    end: Annotated[int | None, Keyword("minimum", 0), "The code point after the last."]
    sha256: Annotated[Digest | None, "Of the passage's UTF-8 bytes."]
    locator: str | None
    quote: Annotated[str | None, "Only where the licence of the source allows it."]


class Strength(TypedDict):
    """How firmly the source puts it, in words and as a code."""

    name: str
    primaryCoding: Coding


class EvidenceLine(TypedDict):
    """Something that speaks for or against the proposition of a claim."""

    type: Literal["EvidenceLine"]
    directionOfEvidenceProvided: Annotated[Direction, "Towards the proposition, not towards the claim."]
    description: str | None
    evidenceType: Annotated[Iri | None, "A term of the Evidence and Conclusion Ontology."]
    hasEvidenceItems: Annotated[list[Iri], "The studies and claims it rests on."]
    assessment: Annotated[Iri | None, "The assessment that brings it forward; null for the source's own."]


class Assessment(TypedDict):
    """A dated, reasoned judgement of how one claim bears on another."""

    id: Iri
    name: str
    of: ClaimReference
    bearing: Bearing
    target: ClaimReference
    disputing: Annotated[bool, "Whether it puts the target in doubt."]
    reason: str
    assessedOn: Day
    assessedBy: Reference


class Claim(TypedDict):
    """What one source says of one proposition."""

    type: Literal["Statement"]
    id: Iri
    description: Annotated[str, "Our paraphrase, which keeps the hedge."]
    proposition: Proposition
    direction: Annotated[Direction, "Supports where the source affirms the proposition, else disputes."]
    strength: Strength
    polarity: Polarity
    modality: Modality
    frequency: Frequency
    status: Status
    reportedIn: Reference
    passages: list[Passage]
    thresholds: list[Reference]
    verbatim: Annotated[list[str], "The few words that state a threshold."]
    denominator: Reference | None
    jurisdiction: Reference | None
    conditions: list[Reference]
    addressee: Reference | None
    advisedUrgency: Urgency | None
    because: Annotated[list[Iri], "The claims that the source gives as its reason."]
    hasEvidenceLines: list[EvidenceLine]
    disputes: Annotated[list[Assessment], "The assessments that put this claim in doubt."]
    assessments: Annotated[list[Iri], "All assessments that touch it, from either side."]


class Rule(TypedDict):
    """When which urgency follows; all conditions present must hold."""

    id: Iri
    name: str
    urgency: Urgency
    instruction: Annotated[str, "The urgency in words."]
    action: Reference
    context: Reference | None
    finding: Reference | None
    window: Reference | None
    derivedFrom: list[ClaimReference]
    acknowledges: Annotated[list[Iri], "The assessments that justify it where its claims differ."]


class Question(TypedDict):
    """One thing to ask."""

    id: Iri
    order: int
    asks: Reference
    text: str
    help: str | None
    group: str | None
    answerType: AnswerType
    options: list[Reference]
    repeats: bool
    required: bool


class Form(TypedDict):
    """What to ask, in which order, and which rules judge the answers."""

    id: Iri
    title: str
    description: str | None
    about: list[Reference]
    questions: list[Question]
    rules: list[Iri]


KnowledgeBaseDocument = TypedDict(
    "KnowledgeBaseDocument",
    {
        "$schema": Annotated[str, "This schema, relative to the document."],
        "release": Release,
        "agents": list[Agent],
        "sources": list[Document],
        "concepts": list[Concept],
        "thresholds": list[Threshold],
        "intervals": list[Interval],
        "propositions": list[Proposition],
        "claims": list[Claim],
        "assessments": list[Assessment],
        "rules": list[Rule],
        "forms": list[Form],
    },
)
