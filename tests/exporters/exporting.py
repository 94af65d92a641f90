"""A small base in which any text can stand, and what an exporter makes of a base."""

from decimal import Decimal

from operculum.exporters import EXPORTERS
from operculum.model import (
    Agent,
    Assessment,
    Bearing,
    Claim,
    Comparator,
    Concept,
    Frequency,
    Interval,
    KnowledgeBase,
    Literal,
    Modality,
    Passage,
    Polarity,
    Proposition,
    Release,
    Role,
    Rule,
    Scheme,
    Source,
    SourceKind,
    Statement,
    Status,
    Threshold,
    Urgency,
)
from operculum.model.statements import in_order
from operculum.namespaces import KB, OPC, RDFS


def texts_of(name, knowledge):
    """Return what an exporter makes, as text by path."""
    return {artefact.path: artefact.bytes.decode() for artefact in EXPORTERS[name](knowledge)}


def base_saying(text):
    """Return a base of one disputed claim, a rule and two limits, in which every text is the one given."""
    agent = Agent(f"{KB}agent/a", text)
    scheme = Scheme(f"{KB}scheme/s", text)
    concept = Concept(f"{KB}concept/mucus-plug", text, text, scheme, alternative_labels=(text,))
    source = Source(
        f"{KB}source/s", SourceKind.article, text, text, agent, text, text, text, text, comment=text
    )
    study = Source(f"{KB}study/t", SourceKind.study, text, located=False, searched_on=text, search_note=text)
    upper = Threshold(f"{KB}threshold/t", text, concept, Comparator.lessThan, Decimal(37), "wk")
    lower = Threshold(f"{KB}threshold/l", text, concept, Comparator.greaterThan, Decimal(9), "wk", True)
    interval = Interval(f"{KB}threshold/i", text, lower, upper)
    proposition = Proposition(f"{KB}proposition/p", text, concept, f"{OPC}indicates", concept, interval)
    dispute = Assessment(
        f"{KB}assessment/a", text, f"{KB}claim/two", Bearing.disputes, f"{KB}claim/one", text, text, agent
    )
    claims = tuple(
        Claim(
            f"{KB}claim/{slug}",
            proposition,
            (Passage(f"{KB}passage/{slug}", source, Role.body, hedge_cues=(text,), locator=text),),
            polarity,
            Modality.possible,
            Frequency.unstated,
            text,
            f"{OPC}evidence",
            Status.draft,
            thresholds=(upper,),
            verbatim=(text,),
            conditions=(concept,),
            reports=(study,),
            addressee=concept,
            assessments=(dispute,),
        )
        for slug, polarity in (("one", Polarity.affirmed), ("two", Polarity.denied))
    )
    rule = Rule(f"{KB}rule/r", text, Urgency.contact, concept, (claims[0].iri,), concept, concept, upper)
    return KnowledgeBase(
        Release(text, text, text, text, text, text),
        agents=(agent,),
        schemes=(scheme,),
        concepts=(concept,),
        sources=(source, study),
        propositions=(proposition,),
        passages=tuple(claim.passages[0] for claim in claims),
        claims=claims,
        thresholds=(lower, upper),
        intervals=(interval,),
        assessments=(dispute,),
        rules=(rule,),
        statements=in_order([Statement(concept.iri, f"{RDFS}label", Literal(text), f"{KB}graph/g")]),
    )
