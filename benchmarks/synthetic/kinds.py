"""The kinds of fault: where each can be made, how, and what must be found.

Each is a function that spoils one document; its decorator names the rules that must then be broken. A rule
alone is broken by the claim; `rule@passage`, say, by the passage of that claim.
"""

from collections.abc import Callable
from typing import Final

from synthetic import sources
from synthetic.claims import claim
from synthetic.documents import Document, english, plain, typed
from synthetic.occasions import (
    Fault,
    Occasion,
    Spoil,
    agreeing,
    anywhere,
    defining,
    denying,
    flat,
    hedged,
    later,
    rate,
    single,
    unreasoned,
)
from synthetic.world import PER_SOURCE, WINDOWED

FAULTS: Final[list[Fault]] = []
"""Every kind of fault."""


def fault(
    *rules: str, fits: Callable[[Occasion], bool] = anywhere, part: str = "claim"
) -> Callable[[Spoil], Spoil]:
    """Enter a function into the kinds of fault: what it breaks, at which claims, and in which document."""

    def enter(spoil: Spoil) -> Spoil:
        FAULTS.append(Fault(spoil.__name__.replace("_", "-"), rules, fits, spoil, part))
        return spoil

    return enter


# ---- What a claim says ----


@fault("Claim-statement")
def statement_missing(document: Document, at: Occasion) -> None:
    """Take the paraphrase away."""
    document.remove(at.claim.node, "opc:statement")


@fault("Claim-statement")
def statement_without_language(document: Document, at: Occasion) -> None:
    """Let the paraphrase be in no language."""
    document.replace(at.claim.node, "opc:statement", plain("It is so."))


@fault("Claim-properties")
def unknown_property(document: Document, at: Occasion) -> None:
    """Misspell a property."""
    document.describe(at.claim.node, ("opc:sttement", english("It is so.")))


@fault("Claim-asserts", fits=later)
def asserts_what_is_not_described(document: Document, at: Occasion) -> None:
    """Point to a proposition that nobody describes."""
    document.replace(at.claim.node, "opc:asserts", "proposition:nowhere")


@fault("Claim-polarity", fits=later)
def polarity_missing(document: Document, at: Occasion) -> None:
    """Take the polarity away."""
    document.remove(at.claim.node, "opc:polarity")


@fault("Claim-modality", fits=flat)
def modality_unknown(document: Document, at: Occasion) -> None:
    """Invent a modality."""
    document.replace(at.claim.node, "opc:modality", "opc:certain")


@fault("Claim-status")
def status_missing(document: Document, at: Occasion) -> None:
    """Take the status away."""
    document.remove(at.claim.node, "opc:status")


@fault("Claim-reviewed", fits=lambda at: not at.claim.reviewed)
def reviewed_by_nobody(document: Document, at: Occasion) -> None:
    """Call a claim reviewed without saying by whom."""
    document.replace(at.claim.node, "opc:status", "opc:reviewed")


@fault("Claim-reviewedOn", fits=lambda at: at.claim.reviewed)
def day_of_review_in_words(document: Document, at: Occasion) -> None:
    """Write a day in words."""
    document.replace(at.claim.node, "opc:reviewedOn", typed("yesterday", "date"))


# ---- How firmly ----


@fault(
    "Claim-firmness", "hedge-overlooked", fits=lambda at: hedged(at) and at.claim.modality != "hypothesised"
)
def firmer_than_its_words(document: Document, at: Occasion) -> None:
    """Assert flatly what the passage hedges."""
    document.replace(at.claim.node, "opc:modality", "opc:asserted")


@fault("Claim-hedge", fits=hedged)
def hedge_without_words(document: Document, at: Occasion) -> None:
    """Take the hedging words from the passage of a hedged claim."""
    document.remove(at.node("passage"), "opc:hedgeCue")


@fault("Claim-denial", "Claim-frequency-words", fits=denying)
def denied_in_part(document: Document, at: Occasion) -> None:
    """Deny with a frequency that denies only a part."""
    document.replace(at.claim.node, "opc:frequency", "opc:notAlways")


@fault("Claim-advice", fits=flat)
def advice_that_is_none(document: Document, at: Occasion) -> None:
    """Call a plain fact advice."""
    document.replace(at.claim.node, "opc:modality", "opc:recommended")


@fault("Claim-advice-modality", fits=flat)
def fact_with_an_addressee(document: Document, at: Occasion) -> None:
    """Address a plain fact to somebody."""
    document.describe(at.claim.node, ("opc:addressee", "concept:g000000"))


# ---- Within which bounds ----


@fault("Claim-threshold-words", fits=defining)
def value_without_its_words(document: Document, at: Occasion) -> None:
    """Take away the few words that a value was read from."""
    document.remove(at.claim.node, "opc:verbatim")


@fault("number-without-threshold", fits=lambda at: defining(at) and not at.claim.repeated)
def number_overlooked(document: Document, at: Occasion) -> None:
    """Leave out the value that a passage states."""
    document.remove(at.claim.node, "opc:threshold")


@fault("Claim-denominator-stated", fits=rate)
def rate_of_nothing(document: Document, at: Occasion) -> None:
    """Take the denominator of a rate away."""
    document.remove(at.claim.node, "opc:denominator")


# ---- On what evidence ----


@fault("Claim-evidenceBasis", fits=lambda at: not at.claim.reports)
def evidence_ill_formed(document: Document, at: Occasion) -> None:
    """Shorten the identifier of the evidence."""
    document.replace(at.claim.node, "opc:evidenceBasis", "obo:ECO_34")


@fault("Claim-evidenceBasis-traceable", fits=lambda at: not at.claim.reports)
def evidence_that_cannot_be_traced(document: Document, at: Occasion) -> None:
    """Call evidence traceable without naming a study."""
    document.replace(at.claim.node, "opc:evidenceBasis", "obo:ECO_0006016")


@fault("Claim-reports", fits=flat)
def report_of_no_study(document: Document, at: Occasion) -> None:
    """Report an article as if it were a study."""
    document.describe(at.claim.node, ("opc:reports", at.node("source")))


@fault(
    "Claim-because-itself",
    "Claim-because-itself@next",
    fits=lambda at: (
        at.claim.number % 5 == 3
        and at.claim.number % PER_SOURCE < PER_SOURCE - 1
        and at.claim.number + 1 < at.world.claims
    ),
)
def reason_of_its_own_reason(document: Document, at: Occasion) -> None:
    """Let two claims be each other's reason."""
    document.describe(at.claim.node, ("opc:because", at.node("next")))


@fault("Claim-repeated", fits=later)
def said_twice(document: Document, at: Occasion) -> None:
    """Make the same claim of the same source once more."""
    twin = at.node("claim").replace("claim:s", "claim:t")
    document.describe(twin, *(pair[1:] for pair in document.statements if pair[0] == at.claim.node))


@fault("Claim-source", fits=lambda at: unreasoned(at) and at.claim.source % sources.UNREAD not in (0, 9))
def passages_of_two_sources(document: Document, at: Occasion) -> None:
    """Take a passage of the source before as one of this claim."""
    first = (at.claim.source - 1) * PER_SOURCE
    others = (claim(at.world, number) for number in range(first, first + PER_SOURCE))
    other = next(each for each in others if each.is_flat)
    document.describe(at.claim.node, ("opc:statedIn", f"passage:{other.name}"))


# ---- Where it stands ----


@fault("Passage-role@passage", fits=single)
def role_missing(document: Document, at: Occasion) -> None:
    """Take the role of a passage away."""
    document.remove(at.node("passage"), "opc:role")


@fault("passage-digest@passage", fits=single)
def digest_of_other_words(document: Document, at: Occasion) -> None:
    """Give a passage the digest of something else."""
    document.replace(at.node("passage"), "opc:sha256", plain(sources.digest("something else")))


@fault("Passage-sha256@passage", "passage-digest@passage", fits=single)
def digest_ill_formed(document: Document, at: Occasion) -> None:
    """Write a digest that is none."""
    document.replace(at.node("passage"), "opc:sha256", plain("f00d"))


@fault("passage-digest@passage", fits=single)
def passage_shifted(document: Document, at: Occasion) -> None:
    """Let a passage begin one character early."""
    start = int(document.values(at.node("position"), "oa:start")[0].split('"')[1])
    document.replace(at.node("position"), "oa:start", typed(start - 1, "integer"))


@fault("passage-beyond-text@passage", fits=single)
def passage_beyond_the_text(document: Document, at: Occasion) -> None:
    """Let a passage end where there is no text any more."""
    document.replace(at.node("position"), "oa:end", typed(9_999_999, "integer"))


@fault("Position-start@position", fits=single)
def start_of_another_datatype(document: Document, at: Occasion) -> None:
    """Write a position as a number that is no integer by its datatype."""
    start = document.values(at.node("position"), "oa:start")[0].split('"')[1]
    document.replace(at.node("position"), "oa:start", typed(start, "long"))


@fault("hedge-cue-absent@passage", fits=hedged)
def hedge_that_does_not_stand_there(document: Document, at: Occasion) -> None:
    """Note a hedging word that the passage does not have."""
    document.replace(at.node("passage"), "opc:hedgeCue", plain("perchance"))


@fault("Passage-anchored@passage", "sentence-without-claim@source", fits=single)
def passage_without_a_position(document: Document, at: Occasion) -> None:
    """Take the position of a passage away."""
    document.remove(at.node("passage"), "oa:hasSelector")


@fault("Passage-used@unused", fits=later)
def passage_of_no_claim(document: Document, at: Occasion) -> None:
    """Describe a passage in which no claim is stated."""
    document.describe(
        at.node("unused"), *(pair[1:] for pair in document.statements if pair[0] == at.node("passage"))
    )


# ---- Judgements and rules ----


@fault("Assessment-agreement@assessment", fits=denying)
def agreement_of_a_denial(document: Document, at: Occasion) -> None:
    """Say that a denial agrees with what it denies."""
    document.replace(at.node("assessment"), "opc:bearing", "opc:agrees")


@fault("Disagreement-assessed@affirmed", fits=denying)
def contradiction_unjudged(document: Document, at: Occasion) -> None:
    """Leave a contradiction without any judgement."""
    gone = at.node("assessment")
    document.statements[:] = [each for each in document.statements if each[0] != gone]


@fault("Assessment-reason@assessment", fits=agreeing)
def judgement_without_a_reason(document: Document, at: Occasion) -> None:
    """Take the reason of a judgement away."""
    document.remove(at.node("assessment"), "opc:reason")


@fault("Rule-calm@rule", fits=lambda at: at.claim.ruled and at.claim.urgency in ("immediate", "prompt"))
def rule_too_calm(document: Document, at: Occasion) -> None:
    """Let a rule be calmer than its claim."""
    document.replace(at.node("rule"), "opc:urgency", "opc:contact")


@fault("Rule-withdrawn@rule", fits=lambda at: at.claim.ruled and not at.claim.reviewed)
def rule_on_a_withdrawn_claim(document: Document, at: Occasion) -> None:
    """Withdraw the claim that a rule rests on."""
    document.replace(at.claim.node, "opc:status", "opc:withdrawn")


# ---- What all share ----


@fault("Concept-definition@concept", part="concept")
def concept_undefined(document: Document, at: Occasion) -> None:
    """Take the definition of a concept away."""
    document.remove(at.node("concept"), "skos:definition")


@fault("Concept-altLabel@concept", part="concept")
def label_without_language(document: Document, at: Occasion) -> None:
    """Write an alternative label in no language."""
    document.describe(at.node("concept"), ("skos:altLabel", plain("a thing")))


@fault("Proposition-label@proposition", part="proposition")
def proposition_unsaid(document: Document, at: Occasion) -> None:
    """Take the sentence of a proposition away."""
    document.remove(at.node("proposition"), "rdfs:label")


@fault(
    "Proposition-window@proposition",
    fits=lambda at: at.claim.proposition.kind == WINDOWED,
    part="proposition",
)
def two_windows(document: Document, at: Occasion) -> None:
    """Give a proposition two windows."""
    document.describe(at.node("proposition"), ("opc:window", "concept:g000000"))


@fault("Threshold-value@limit", fits=defining, part="limit")
def value_as_a_double(document: Document, at: Occasion) -> None:
    """Write the value of a threshold inexactly."""
    document.replace(at.node("limit"), "opc:value", typed("37", "double"))


@fault("Threshold-unit@limit", fits=defining, part="limit")
def unit_in_words(document: Document, at: Occasion) -> None:
    """Write a unit as a word."""
    document.replace(at.node("limit"), "opc:unit", plain("weeks"))


@fault("Study-found@study", fits=lambda at: sources.has_located_study(at.claim.source), part="study")
def study_found_nowhere(document: Document, at: Occasion) -> None:
    """Say that a study was located, and not where."""
    document.remove(at.node("study"), "bibo:doi")


@fault("Source-doi@source", part="source")
def identifier_ill_formed(document: Document, at: Occasion) -> None:
    """Write an address where a bare DOI belongs."""
    document.describe(at.node("source"), ("bibo:doi", plain("https://example.org/doi")))


@fault("Source-label@source", part="source")
def source_without_a_label(document: Document, at: Occasion) -> None:
    """Take the label of a source away."""
    document.remove(at.node("source"), "rdfs:label")
