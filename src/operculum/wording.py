"""The words in which people are told how firmly something is said, how soon to act, and what is in doubt."""

from typing import Final

from operculum.model import Bearing, Claim, Frequency, Modality, Polarity, Urgency
from operculum.namespaces import OBO, slug

CERTAINTY: Final[dict[tuple[Modality, Polarity], str]] = {
    (Modality.asserted, Polarity.affirmed): "says flatly",
    (Modality.asserted, Polarity.denied): "flatly says no",
    (Modality.ability, Polarity.affirmed): "says it can be so",
    (Modality.ability, Polarity.denied): "says it cannot be so",
    (Modality.possible, Polarity.affirmed): "says it may be so",
    (Modality.possible, Polarity.denied): "says it may well not be so",
    (Modality.hypothesised, Polarity.affirmed): "suggests, as an idea that is not settled",
    (Modality.hypothesised, Polarity.denied): "suggests not, as an idea that is not settled",
    (Modality.recommended, Polarity.affirmed): "advises",
    (Modality.recommended, Polarity.denied): "advises against it",
}
"""How firmly a source says something, as the verb after its name."""

FREQUENCIES: Final[dict[Frequency, str]] = {
    Frequency.always: "in all cases",
    Frequency.often: "in many cases",
    Frequency.inSomeCases: "in some cases",
    Frequency.notAlways: "but not in all cases",
    Frequency.unstated: "",
}
"""In how many cases, in words; nothing where the source does not say."""

URGENCIES: Final[dict[Urgency, str]] = {
    Urgency.immediate: "Get emergency care now",
    Urgency.prompt: "Phone a provider now, at any hour; get emergency care if nobody answers",
    Urgency.contact: "Phone a provider today",
    Urgency.selfMonitor: "Keep watching, and call if anything changes or worries you",
    Urgency.undetermined: "Contact a provider: something that needs care cannot be ruled out",
    Urgency.notCovered: "Not covered here; seek care for bleeding, fever or pain",
}
"""What to do and how soon."""

BEARINGS: Final[dict[Bearing, str]] = {
    Bearing.supports: "gives a reason for it",
    Bearing.agrees: "says the same",
    Bearing.qualifies: "sets a limit to it",
    Bearing.apparentConflict: "seems to contradict it, but speaks of another situation",
    Bearing.overstates: "shows that it goes further than its grounds",
    Bearing.implausible: "makes it hard to believe",
    Bearing.disputes: "contradicts it",
}
"""How another claim bears on the one that is read, as the verb after "This"."""

BEARINGS_OF_THIS: Final[dict[Bearing, str]] = {
    Bearing.supports: "gives a reason for another statement:",
    Bearing.agrees: "says the same as another statement:",
    Bearing.qualifies: "sets a limit to another statement:",
    Bearing.apparentConflict: "seems to contradict another statement, but speaks of another situation:",
    Bearing.overstates: "shows that another statement goes further than its grounds:",
    Bearing.implausible: "makes another statement hard to believe:",
    Bearing.disputes: "contradicts another statement:",
}
"""How the claim that is read bears on another, as the verb before the other."""


EVIDENCE: Final[dict[str, str]] = {
    f"{OBO}ECO_0000033": "says so and names a work that can be traced",
    f"{OBO}ECO_0000034": "says so without a work that can be traced",
    f"{OBO}ECO_0006016": "says so from a published clinical study",
}
"""What a claim rests on, by its term of the Evidence and Conclusion Ontology."""


def evidence(term: str) -> str:
    """Return what a claim rests on, in words; a term that has none yet is given as its code."""
    return EVIDENCE.get(term, f"evidence of the kind {slug(term).replace('_', ':')}")


def certainty(claim: Claim) -> str:
    """Return how firmly a claim's source says it, with the frequency where it states one."""
    words = CERTAINTY[claim.modality, claim.polarity]
    frequency = FREQUENCIES[claim.frequency]
    return f"{words}, {frequency}" if frequency else words
