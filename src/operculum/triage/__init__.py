"""Triage: what the answers to a form call for, judged by rules that derive from claims.

The most urgent rule that fires wins, and an answer that is missing never lowers the urgency.
"""

from operculum.triage.answers import Age, Answer, Answers, Chosen, Noted
from operculum.triage.evaluation import Fired, Result, Topic, triage
from operculum.triage.forms import form_called
from operculum.triage.plan import Plan, PlannedRule, plan
from operculum.triage.reading import AnswerError, Reading, parse, read_answers

__all__ = [
    "Age",
    "Answer",
    "AnswerError",
    "Answers",
    "Chosen",
    "Fired",
    "Noted",
    "Plan",
    "PlannedRule",
    "Reading",
    "Result",
    "Topic",
    "form_called",
    "parse",
    "plan",
    "read_answers",
    "triage",
]
