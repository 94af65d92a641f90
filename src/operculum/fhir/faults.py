"""What is wrong with a FHIR resource, as data."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """How bad a fault is: an error is wrong in FHIR itself, a warning fails in some of its software."""

    error = "error"
    warning = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: where it is (a path such as `Questionnaire.item[2].linkId`), which rule, and what to do."""

    path: str
    rule: str
    message: str
    weight: Weight = Weight.error
