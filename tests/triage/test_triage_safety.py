"""What triage promises whatever is answered: the hazards of docs/triage.md, each with its proof."""

from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from operculum.model import AnswerType, Urgency
from operculum.triage import read_answers, triage
from operculum.triage.advice import ADVICE
from operculum.triage.evaluation import decided
from operculum.triage.plan import ACTED_ON, plan

FORMS = (
    "cervical-mucus-diary",
    "miscarriage-topics",
    "mucus-change-in-pregnancy",
    "mucus-plug-when-to-call",
)
RED_FLAGS = {
    "gush-of-fluid": Urgency.immediate,
    "ongoing-flow-or-clots": Urgency.immediate,
    "bright-red-bleeding": Urgency.prompt,
    "strong-regular-contractions": Urgency.prompt,
    "abnormal-discharge": Urgency.prompt,
    "watery-mucus": Urgency.prompt,
    "pink-or-red-mucus": Urgency.prompt,
    "anything-else-worrying": Urgency.contact,
}
"""Written from the design, not read from the base."""

RAISED = {"constant-abdominal-pain": Urgency.prompt, "changed-fetal-movements": Urgency.prompt}
"""What cited references add, where no article speaks of it."""

SIGNS = RED_FLAGS | RAISED

CALM = (*ACTED_ON, Urgency.undetermined, Urgency.selfMonitor)
"""From the most urgent to the calmest."""

QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def judged(form, answers, shipped):
    """Return the urgency of plain answers."""
    return decided(plan(form, shipped), read_answers(form, answers).answers)


@st.composite
def answers_to(draw, form):
    """Return plain answers to a form, some of them missing, not sure or impossible."""
    answers = {}
    for question in form.questions:
        match question.answer_type:
            case AnswerType.yesNo:
                value = draw(st.sampled_from([None, True, False, False, "notSure"]))
            case AnswerType.choice:
                value = draw(st.sampled_from([None, "notSure", *(each.slug for each in question.options)]))
            case AnswerType.weeksAndDays:
                weeks = draw(st.sampled_from([None, 0, 12, 19, 20, 36, 37, 41, 42, 45, 46, 50]))
                days = draw(st.sampled_from([None, 0, 6, 7]))
                value = weeks if weeks is None else {"weeks": weeks, "days": days}
            case _:
                value = None
        answers[question.asks.slug] = value
    return answers


@pytest.mark.parametrize("slug", FORMS)
def test_every_form_asks_whether_pregnant_first_and_whether_anything_else_worries(slug, form):
    """Every red flag of the design is a yes/no question of its own in every form."""
    yes_no = [each.asks.slug for each in form(slug).questions if each.answer_type is AnswerType.yesNo]
    assert yes_no[0] == form(slug).questions[0].asks.slug == "pregnancy"
    assert SIGNS.keys() <= set(yes_no)


@pytest.mark.parametrize("slug", FORMS)
@pytest.mark.parametrize("flag", SIGNS)
@given(data=st.data())
@QUICK
def test_a_red_flag_is_never_silenced(data, slug, flag, form, shipped):
    """A yes to a red flag gives at least its urgency, whatever else is answered, unless not pregnant."""
    answers = data.draw(answers_to(form(slug))) | {flag: True}
    urgency = judged(form(slug), answers, shipped)
    if answers["pregnancy"] is False:
        assert urgency is Urgency.notCovered
    else:
        assert CALM.index(urgency) <= CALM.index(SIGNS[flag])


@pytest.mark.parametrize("slug", FORMS)
@given(data=st.data())
@QUICK
def test_a_missing_answer_never_lowers_the_urgency(data, slug, form, shipped):
    """Without an answer it is at least as urgent as with the calmest; to pregnancy, silence is a yes."""
    answers = data.draw(answers_to(form(slug)))
    question = data.draw(st.sampled_from(plan(form(slug), shipped).needed))
    concept = question.asks.slug
    assume(answers["pregnancy"] is not False or concept == "pregnancy")
    if question.answer_type is AnswerType.weeksAndDays:
        possible = [{"weeks": weeks, "days": days} for weeks in (10, 36, 37, 41, 42) for days in (0, 6)]
    else:
        possible = [True] if concept == "pregnancy" else [True, False]
    calmest = max(CALM.index(judged(form(slug), answers | {concept: each}, shipped)) for each in possible)
    without = judged(form(slug), answers | {concept: None}, shipped)
    assert CALM.index(without) <= calmest
    assert without is not Urgency.selfMonitor


@pytest.mark.parametrize("slug", FORMS)
@given(data=st.data())
@QUICK
def test_nothing_reassures_by_its_absence(data, slug, form, shipped):
    """`selfMonitor` means that all needed is known, every finding denied, and 42 weeks not reached."""
    answers = data.draw(answers_to(form(slug)))
    result = triage(form(slug), read_answers(form(slug), answers), shipped)
    if result.urgency is Urgency.selfMonitor:
        assert result.complete
        assert answers["pregnancy"] is True
        assert all(answers[flag] is False for flag in SIGNS)
        assert answers["gestational-age"]["weeks"] < 42


@pytest.mark.parametrize("age", [(36, 6), (37, 0), None], ids=str)
def test_the_whole_truth_table_of_the_flags(age, form, shipped):
    """Every flag yes, no and missing, in all 6,561 combinations, against the design written out by hand."""
    asked = form("mucus-plug-when-to-call")
    planned = plan(asked, shipped)
    fixed = dict.fromkeys(RAISED, False) | {"pregnancy": True, "mucus-plug-loss": True}
    if age:
        fixed["gestational-age"] = {"weeks": age[0], "days": age[1]}
    early = age is not None and age[0] * 7 + age[1] < 259
    for values in product((True, False, None), repeat=len(RED_FLAGS)):
        flags = dict(zip(RED_FLAGS, values, strict=True))
        fired = [RED_FLAGS[flag] for flag, value in flags.items() if value] + [Urgency.contact] * early
        missing = None in values or age is None
        calm = Urgency.undetermined if missing else Urgency.selfMonitor
        expected = min(fired, key=CALM.index, default=calm)
        assert decided(planned, read_answers(asked, fixed | flags).answers) is expected


@pytest.mark.parametrize(("weeks", "days"), list(product((19, 20, 36, 37, 41, 42), (None, 0, 1, 5, 6))))
def test_the_boundaries_lie_where_the_sources_put_them(weeks, days, form, shipped):
    """A plug lost before 37 weeks 0 days, or any week from 42 weeks 0 days on, is for a call today."""
    age = {"weeks": weeks} if days is None else {"weeks": weeks, "days": days}
    answers = dict.fromkeys(SIGNS, False) | {
        "pregnancy": True,
        "mucus-plug-loss": True,
        "gestational-age": age,
    }
    expected = Urgency.contact if weeks < 37 or weeks >= 42 else Urgency.selfMonitor
    assert judged(form("mucus-plug-when-to-call"), answers, shipped) is expected


def test_before_20_weeks_the_words_speak_of_miscarriage_and_not_of_preterm_labour(form, shipped):
    """The words change at 20 weeks 0 days, and fall away from 37 weeks 0 days on."""
    asked = form("mucus-plug-when-to-call")

    def words(weeks, days):
        answers = {"pregnancy": True, "gush-of-fluid": True}
        answers["gestational-age"] = {"weeks": weeks, "days": days}
        return triage(asked, read_answers(asked, answers), shipped).stage

    assert "miscarriage" in words(19, 6)
    assert "preterm" not in words(19, 6)
    assert "preterm" in words(20, 0)
    assert "miscarriage" not in words(20, 0)
    assert words(37, 0) == ""


def test_no_words_promise_health(shipped):
    """Neither the advice nor the forms say that something is normal or safe."""
    texts = list(ADVICE.values())
    texts += [text for form in shipped.forms for each in form.questions for text in (each.text, each.help)]
    forbidden = ("normal", "safe", "harmless", "do not worry", "don't worry", "nothing to worry")
    assert [text for text in texts if any(word in (text or "").lower() for word in forbidden)] == []
