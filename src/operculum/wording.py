"""The words in which people are told how firmly something is said, how soon to act, and what is in doubt."""

from typing import Final

from operculum.model import Bearing, Claim, Frequency, Modality, Polarity, Urgency

CERTAINTY: Final[dict[tuple[Modality, Polarity], str]] = {
    (Modality.asserted, Polarity.affirmed): "says flatly",
    (Modality.asserted, Polarity.denied): "flatly denies",
    (Modality.ability, Polarity.affirmed): "says it can be so",
    (Modality.ability, Polarity.denied): "says it cannot be so",
    (Modality.possible, Polarity.affirmed): "says it may be so",
    (Modality.possible, Polarity.denied): "says it may not be so",
    (Modality.hypothesised, Polarity.affirmed): "suggests, as an idea that is not settled",
    (Modality.hypothesised, Polarity.denied): "doubts, as an idea that is not settled",
    (Modality.recommended, Polarity.affirmed): "advises",
    (Modality.recommended, Polarity.denied): "does not advise",
}
"""How firmly a source says something, as the verb after its name."""

FREQUENCIES: Final[dict[Frequency, str]] = {
    Frequency.always: "always",
    Frequency.often: "often",
    Frequency.inSomeCases: "in some cases",
    Frequency.notAlways: "not always",
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
    Bearing.qualifies: "adds a limit to it",
    Bearing.apparentConflict: "seems to contradict it, but speaks of another situation",
    Bearing.overstates: "shows that it goes further than its grounds",
    Bearing.implausible: "shows that it is hard to believe",
    Bearing.disputes: "contradicts it",
}
"""How one claim bears on another, as the verb between them."""


def certainty(claim: Claim) -> str:
    """Return how firmly a claim's source says it, with the frequency where it states one."""
    words = CERTAINTY[claim.modality, claim.polarity]
    frequency = FREQUENCIES[claim.frequency]
    return f"{words} ({frequency})" if frequency else words
