"""The linkIds of a form in FHIR, those of its questions being their slugs, and where its codes are from."""

from typing import Final

from operculum.namespaces import KB

CANONICAL: Final = f"{KB}fhir"
"""Under which the canonical URLs of all resources stand."""

OUR_SYSTEMS: Final = f"{CANONICAL}/CodeSystem/operculum-"
"""With which the addresses of our code systems begin."""

WEEKS: Final = "-weeks"
DAYS: Final = "-days"
IN_DAYS: Final = "-in-days"
"""What the linkIds of weeks, days, and both counted in days, add to the slug of their question."""

RESULT: Final = "triage"
"""The group at the end in which a form shows what it makes of the answers."""

RESULT_ITEMS: Final = ("triage-urgency", "triage-coded", "triage-complete")
"""The items of that group that are calculated: the name of the urgency, its coding, whether all is known."""
