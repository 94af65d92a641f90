"""The words that go with a result: plain and kind, and never a false comfort."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from operculum.model import AnswerType, Comparator, KnowledgeBase, Threshold, Urgency
from operculum.triage.conditions import AllOf, Condition, Lies
from operculum.triage.parts import asked
from operculum.triage.plan import Plan

ADVICE: Final[dict[Urgency, str]] = {
    Urgency.immediate: (
        "Get emergency care now: call your local emergency number, or have somebody bring you to the nearest "
        "emergency department. Please do not wait."
    ),
    Urgency.prompt: (
        "Phone your midwife, doctor or maternity unit now, at any hour. If nobody answers, get emergency "
        "care."
    ),
    Urgency.contact: "Phone your midwife, doctor or maternity unit today.",
    Urgency.selfMonitor: (
        "None of the signs asked about was reported. That does not mean that all is well: call your midwife "
        "or doctor if anything changes or worries you."
    ),
    Urgency.undetermined: (
        "Something that needs care cannot be ruled out from these answers. Contact your midwife or doctor "
        "today, and say what you could not answer."
    ),
    Urgency.notCovered: (
        "This form cannot judge your situation: it is made for pregnancy. Seek care if you have bleeding, "
        "fever or pain, also if you have just given birth. If the bleeding is heavy, the pain severe or you "
        "feel very ill, call your local emergency number now."
    ),
}
"""What to do and how soon, as it is said to the person who gave the answers."""

AT_ONCE: Final = f"{ADVICE[Urgency.immediate]} You need not answer the rest."
"""Said as soon as an answer calls for emergency care, so that nobody goes on to the end."""

INCOMPLETE: Final = (
    "Not every question was answered, so this is the least: it may be more urgent. If you can, answer the "
    "rest."
)
"""Goes with every urgency that a rule gave while some needed answer is missing."""

UNWELL: Final = (
    "If you feel very ill, are bleeding heavily or have severe pain, do not fill in this form: call your "
    "local emergency number now."
)
"""Opens every form."""

LIMITS: Final = (
    "This form asks only about what its sources mention. It is information and no medical advice, and it "
    "does not replace a talk with your midwife or doctor."
)
"""Closes every form."""

CALLED_FOR: Final = (Urgency.immediate, Urgency.prompt, Urgency.contact, Urgency.undetermined)
"""The urgencies with which it is said what the signs may mean at that stage of pregnancy."""

MISCARRIAGE_LIMIT: Final = "before-20-weeks"
PRETERM_LIMIT: Final = "before-37-weeks"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of pregnancy and what is said in it of the signs."""

    slug: str
    holds: Condition
    words: str


def stages(planned: Plan, knowledge: KnowledgeBase) -> Iterator[Stage]:
    """Yield the stages whose words differ, as far as the form asks for weeks and the base has their limits.

    Before 20 weeks the words speak of a possible miscarriage and not of labour that starts too early.
    """
    ages = [each for each in planned.form.questions if each.answer_type is AnswerType.weeksAndDays]
    limits = {each.slug: days for each in knowledge.thresholds if (days := whole_days(each)) is not None}
    early, preterm = limits.get(MISCARRIAGE_LIMIT), limits.get(PRETERM_LIMIT)
    if not ages or early is None or preterm is None:
        return
    age = asked(ages[0])
    yield Stage(
        "before-20-weeks",
        Lies(age, Comparator.lessThan, early),
        "Before 20 weeks, the signs asked about can belong to a possible miscarriage, among other causes. "
        "Whatever it is, you deserve to be heard: say how many weeks pregnant you are when you call.",
    )
    yield Stage(
        "from-20-to-37-weeks",
        AllOf((Lies(age, Comparator.atLeast, early), Lies(age, Comparator.lessThan, preterm))),
        "Before 37 weeks, the signs asked about can mean that labour is starting too early (preterm "
        "labour), among other causes. Say how many weeks pregnant you are when you call.",
    )


def whole_days(threshold: Threshold) -> int | None:
    """Return a limit of the form "before so many days", or None where a threshold is of another form."""
    if (
        threshold.comparator is not Comparator.lessThan
        or threshold.boundary_unclear
        or threshold.days is None
    ):
        return None
    return threshold.days.numerator if threshold.days.denominator == 1 else None
