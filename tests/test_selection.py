"""A part of the knowledge stands by itself: closed, and with every dispute about what it shows."""

import pytest

from operculum.errors import UsageError
from operculum.inspection import resolve
from operculum.model import Concept, Source
from operculum.model.selection import select
from operculum.namespaces import BASE, KB
from operculum.store import knowledge_base, read


@pytest.fixture(scope="module")
def knowledge():
    """Return the shipped base."""
    return knowledge_base(read())


def part_on(knowledge, name):
    """Return the part that a name on the command line means."""
    return select(knowledge, resolve(knowledge, name, Concept, Source))


@pytest.fixture(params=["mucus-plug", "miscarriage", "clomiphene", "what-the-research-says", "uk"])
def part(request, knowledge):
    """Return parts of the base: on concepts and of a source."""
    return part_on(knowledge, request.param)


def test_a_part_holds_the_disputes_about_every_claim_it_shows(knowledge, part):
    """Selecting can never make a claim look undisputed."""
    for claim in part.claims:
        assert claim.disputes == knowledge.claims_by_iri[claim.iri].disputes


def test_a_part_points_to_nothing_that_was_left_out(part):
    """Every claim, assessment and concept that is named is there."""
    for claim in part.claims:
        assert set(claim.because) <= part.claims_by_iri.keys()
    for assessment in part.assessments:
        assert {assessment.of, assessment.target} <= part.claims_by_iri.keys()
    for rule in part.rules:
        assert set(rule.derived_from) <= part.claims_by_iri.keys()
        assert set(rule.acknowledges) <= part.assessments_by_iri.keys()
    for concept in part.concepts:
        assert {*concept.broader, *concept.related} <= part.by_iri.keys()


def test_the_statements_of_a_part_are_closed_too(part):
    """Whatever node of the base the triples name, they describe."""
    subjects = {statement.subject for statement in part.statements}
    named = {
        each
        for statement in part.statements
        for each in (statement.subject, statement.object)
        if isinstance(each, str) and each.startswith(KB)
    }
    assert named == subjects
    assert BASE in subjects


def test_a_source_s_part_has_all_it_says_in_its_order(knowledge):
    """The article comes out whole."""
    part = part_on(knowledge, "mucus-plug-grow-back")
    (source,) = [each for each in part.sources if each.slug == "mucus-plug-grow-back"]
    assert [claim.iri for claim in part.claims_of(source)] == [
        claim.iri for claim in knowledge.claims_of(source)
    ]


def test_a_concept_s_part_has_the_claims_on_narrower_concepts(knowledge):
    """Whoever asks for cervical mucus gets the mucus plug as well, which is a form of it."""
    part = part_on(knowledge, "cervical-mucus")
    plug = knowledge.concepts_by_slug["mucus-plug"]
    assert {claim.iri for claim in knowledge.claims_on(plug)} <= part.claims_by_iri.keys()


def test_a_form_on_the_concept_comes_with_all_its_rules(knowledge):
    """Half a form would judge too calmly."""
    (form,) = [form for form in knowledge.forms if form.slug == "mucus-plug-when-to-call"]
    part = select(knowledge, form.about[0])
    assert form in part.forms
    assert {rule.iri for rule in form.rules} <= {rule.iri for rule in part.rules}


def test_a_part_says_that_it_is_one(part, knowledge):
    """Its title cannot be taken for that of the whole."""
    assert part.release.title.startswith(f"{knowledge.release.title}: only ")


@pytest.mark.parametrize("name", [f"{KB}concept/clomiphene", "concept:clomiphene", "Clomid"])
def test_an_iri_a_prefixed_name_and_a_label_name_as_well_as_a_slug(knowledge, name):
    """All lead to the same part."""
    assert part_on(knowledge, name) == part_on(knowledge, "clomiphene")


def test_only_concepts_and_sources_are_looked_for(knowledge):
    """A claim's name means nothing here, though the claim exists."""
    assert knowledge.claim("mp-001")
    with pytest.raises(UsageError, match="no concept and no source is called 'mp-001'"):
        part_on(knowledge, "mp-001")


def test_a_name_that_nothing_has_is_answered_with_the_nearest(knowledge):
    """A misspelling is met with a suggestion."""
    with pytest.raises(UsageError, match=r"no concept and no source is called 'cercage'.*concept:cerclage"):
        part_on(knowledge, "cercage")


def test_a_claim_has_no_part_of_its_own(knowledge):
    """What is neither a concept nor a source is refused."""
    with pytest.raises(UsageError, match="neither a concept nor a source"):
        select(knowledge, knowledge.claims[0])
