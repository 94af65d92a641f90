"""The closed schemes of the vocabulary: each value's name is the local name of its `opc:` IRI."""

from enum import StrEnum


class Polarity(StrEnum):
    """Whether the source affirms the proposition or denies the whole of it."""

    affirmed = "affirmed"
    denied = "denied"


class Modality(StrEnum):
    """How firmly the source puts it; the weakest word wins."""

    asserted = "asserted"
    ability = "ability"
    possible = "possible"
    hypothesised = "hypothesised"
    recommended = "recommended"


class Frequency(StrEnum):
    """In how many cases it holds, as the source puts it."""

    always = "always"
    often = "often"
    inSomeCases = "inSomeCases"  # noqa: N815 - the IRI's own name
    notAlways = "notAlways"  # noqa: N815
    unstated = "unstated"


class Status(StrEnum):
    """How far a claim has come: nobody with a clinical licence has looked at a draft."""

    draft = "draft"
    reviewed = "reviewed"
    withdrawn = "withdrawn"


class Role(StrEnum):
    """Where in the source a passage stands."""

    heading = "heading"
    body = "body"
    summary = "summary"


class Comparator(StrEnum):
    """On which side of a threshold its values lie, and whether the boundary itself belongs to them."""

    lessThan = "lessThan"  # noqa: N815
    atMost = "atMost"  # noqa: N815
    equalTo = "equalTo"  # noqa: N815
    atLeast = "atLeast"  # noqa: N815
    greaterThan = "greaterThan"  # noqa: N815


class Bearing(StrEnum):
    """How one claim bears on another."""

    supports = "supports"
    agrees = "agrees"
    qualifies = "qualifies"
    apparentConflict = "apparentConflict"  # noqa: N815
    overstates = "overstates"
    implausible = "implausible"
    disputes = "disputes"


DISPUTING = frozenset({Bearing.overstates, Bearing.implausible, Bearing.disputes})
"""The bearings that put the target under dispute."""


class Urgency(StrEnum):
    """What to do and how soon, most urgent first; the last two say that nothing can be said."""

    immediate = "immediate"
    prompt = "prompt"
    contact = "contact"
    selfMonitor = "selfMonitor"  # noqa: N815
    undetermined = "undetermined"
    notCovered = "notCovered"  # noqa: N815


LADDER = (Urgency.immediate, Urgency.prompt, Urgency.contact, Urgency.selfMonitor)
"""The urgencies that can be compared, most urgent first."""


class AnswerType(StrEnum):
    """How a question is answered; `yesNo` always has a third answer, "not sure"."""

    yesNo = "yesNo"  # noqa: N815
    choice = "choice"
    weeksAndDays = "weeksAndDays"  # noqa: N815
    date = "date"
    quantity = "quantity"
    text = "text"


class SourceKind(StrEnum):
    """What sort of document a source is: the local name of its class, the widest first.

    A source that is typed twice, as an article and as a source, is of the kind that comes later.
    """

    source = "Source"
    article = "Article"
    guideline = "Guideline"
    study = "Study"
    reference_work = "ReferenceWork"
