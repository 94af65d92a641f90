"""What answers call for: the most urgent rule that fires wins, and nothing missing reassures."""

from collections.abc import Iterable
from dataclasses import dataclass

from operculum.model import AnswerType, Assessment, Claim, Form, KnowledgeBase, Question, Rule, Urgency
from operculum.triage.advice import CALLED_FOR, stages
from operculum.triage.answers import YES, Answers
from operculum.triage.conditions import Is, Known, holds
from operculum.triage.parts import asked
from operculum.triage.plan import ACTED_ON, Plan, plan
from operculum.triage.reading import AnswerError, Reading


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that applies, with the claims it derives from and what puts them, or it, in doubt."""

    rule: Rule
    claims: tuple[Claim, ...]
    disputes: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A yes that no rule judges: what the sources say of it, to be talked over."""

    question: Question
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What a form makes of the answers.

    `missing` are the unanswered questions that some rule needs; `could_raise` are those among them that
    could make the result more urgent than it is. With missing answers `urgency` reads "at least".
    `stage` says what the signs may mean at this stage of pregnancy.
    """

    form: Form
    urgency: Urgency
    missing: tuple[Question, ...] = ()
    could_raise: tuple[Question, ...] = ()
    errors: tuple[AnswerError, ...] = ()
    fired: tuple[Fired, ...] = ()
    topics: tuple[Topic, ...] = ()
    stage: str = ""

    @property
    def complete(self) -> bool:
        """Whether every answer that some rule needs is known."""
        return not self.missing


def triage(form: Form, reading: Reading, knowledge: KnowledgeBase) -> Result:
    """Judge the answers to a form by its rules.

    Raises `InputError` where the knowledge base has a rule that the form cannot judge.
    """
    planned, answers = plan(form, knowledge), reading.answers
    urgency = decided(planned, answers)
    fired = tuple(each for each in planned.rules if holds(each.fires, answers))
    covered = urgency is not Urgency.notCovered
    missing = tuple(each for each in planned.needed if covered and not holds(Known(asked(each)), answers))
    return Result(
        form,
        urgency,
        missing,
        could_raise(planned, missing, urgency, answers),
        reading.errors,
        tuple(explained(each.rule, knowledge) for each in fired),
        tuple(topics(planned, answers, knowledge)),
        stage_words(planned, urgency, answers, knowledge),
    )


def stage_words(planned: Plan, urgency: Urgency, answers: Answers, knowledge: KnowledgeBase) -> str:
    """Return what the signs may mean at this stage of pregnancy; nothing where no call is advised."""
    if urgency not in CALLED_FOR:
        return ""
    return " ".join(stage.words for stage in stages(planned, knowledge) if holds(stage.holds, answers))


def decided(planned: Plan, answers: Answers) -> Urgency:
    """Return the urgency: the first of the ladder whose condition holds."""
    return next(urgency for urgency, condition in planned.ladder if holds(condition, answers))


def could_raise(
    planned: Plan, missing: tuple[Question, ...], urgency: Urgency, answers: Answers
) -> tuple[Question, ...]:
    """Return the missing questions whose answer may make a rule apply that is more urgent than the result.

    Whether pregnant is none of them: where it is not answered, every rule is judged as if it were so.
    """
    above = ACTED_ON[: ACTED_ON.index(urgency)] if urgency in ACTED_ON else ACTED_ON
    open_rules = [
        each for each in planned.rules if each.rule.urgency in above and not holds(each.excluded, answers)
    ]
    return tuple(each for each in missing if any(each in rule.raising for rule in open_rules))


def explained(rule: Rule, knowledge: KnowledgeBase) -> Fired:
    """Return a rule with its claims, and with the assessments that dispute them or that it acknowledges."""
    behind = claims_of(rule.derived_from, knowledge)
    known = knowledge.assessments_by_iri
    acknowledged = [known[iri] for iri in rule.acknowledges if iri in known]
    disputing = [assessment for claim in behind for assessment in claim.disputes]
    return Fired(rule, behind, tuple(dict.fromkeys([*acknowledged, *disputing])))


def claims_of(iris: Iterable[str], knowledge: KnowledgeBase) -> tuple[Claim, ...]:
    """Return the claims of some IRIs; those that a selection of the base left out are passed over."""
    known = knowledge.claims_by_iri
    return tuple(known[iri] for iri in iris if iri in known)


def topics(planned: Plan, answers: Answers, knowledge: KnowledgeBase) -> list[Topic]:
    """Return the questions answered yes that no rule judges but claims stand behind."""
    return [
        Topic(question, claims)
        for question in topical(planned)
        if holds(Is(asked(question), YES), answers)
        and (claims := claims_of(question.derived_from, knowledge))
    ]


def topical(planned: Plan) -> tuple[Question, ...]:
    """Return the yes/no questions that no rule looks at: they are asked to be talked over."""
    return tuple(
        question
        for question in planned.form.questions
        if question.answer_type is AnswerType.yesNo and question not in planned.needed
    )
