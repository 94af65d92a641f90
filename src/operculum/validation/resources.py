"""FHIR resources in JSON files, judged by the checks that common validators leave out."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from operculum.errors import InputError, Location
from operculum.fhir import Fault, check
from operculum.fhir.places import places, repeated
from operculum.store.parsing import read_bytes
from operculum.validation.findings import Finding, Severity

SUFFIX: Final = ".json"


def judge(paths: Iterable[Path]) -> Iterator[Finding]:
    """Yield the findings in some files; raises `InputError` for one that holds no FHIR resource."""
    for path in paths:
        text = read_bytes(path, str(path)).decode()
        resource = parsed(text, path)
        root = str(resource["resourceType"])
        where = places(text, root)
        for fault in (*repetitions(text, root), *check(resource)):
            yield Finding(
                rule=fault.rule,
                severity=Severity[fault.weight],
                message=fault.message,
                path=fault.path,
                location=located(str(path), fault.path, where),
            )


def repetitions(text: str, root: str) -> Iterator[Fault]:
    """Yield a fault for each member that stands twice: readers of JSON keep one, and not all the same."""
    for path in repeated(text, root):
        yield Fault(path, "fhir-json", "This member stands twice in its object. Take one out.")


def parsed(text: str, path: Path) -> dict[str, Any]:
    """Return the resource that a text holds."""
    try:
        resource = json.loads(text)
    except json.JSONDecodeError as error:
        place = Location(str(path), error.lineno, error.colno)
        raise InputError(f"no JSON: {error.msg}", place, "Mend the file.") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"no JSON that can be read: {error}", Location(str(path))) from None
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        message = "no FHIR resource: there is no resourceType"
        raise InputError(message, Location(str(path)), "JSON-LD is read from files named .jsonld.")
    return resource


def located(name: str, path: str, where: Any) -> Location:
    """Return the place of a path; of what is missing, that of the nearest thing around it."""
    while path not in where and "." in path:
        path = path[: max(path.rfind("."), path.rfind("["))]
    line, column = where.get(path, (1, 1))
    return Location(name, line, column)
