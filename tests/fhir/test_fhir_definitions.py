"""The elements of FHIR that our checks know, against the models of fhir.resources."""

import importlib
import re

import pytest
from base import VERSIONS

from operculum.fhir.definitions import EVERY_TYPE, RESOURCES, definitions
from operculum.fhir.primitives import PRIMITIVES

MODULES = {"r4": "fhir.resources.R4B", "r5": "fhir.resources"}
FIRST = sorted({kind.split(".")[0].lower() for kind in definitions()})
OURS = {"id", "extension", "modifierExtension", "resourceType", "fhir_comments"}
BY_CODE = {"Expression": {"language"}, "Questionnaire.item": {"type"}}
"""Elements whose codes fhir.resources lists as far as it goes, and a rule of ours looks at."""


def model(kind, version):
    """Return the model of a type, or None where the version has none."""
    name = "".join(part[:1].upper() + part[1:] for part in kind.split("."))
    for module in (kind.split(".")[0].lower(), *FIRST):
        try:
            found = getattr(importlib.import_module(f"{MODULES[version]}.{module}"), name, None)
        except ImportError:
            continue
        if found is not None:
            return found
    return None


def fields(of):
    """Return the elements of a model by name: whether a list, whether required, and the codes it may have."""
    found = {}
    for name, field in of.model_fields.items():
        more, key = field.json_schema_extra or {}, field.alias or name
        if key.startswith("_") or key in OURS or name.endswith("__ext"):
            continue
        required = more.get("element_required") or more.get("one_of_many_required") or field.is_required()
        is_list = re.search(r"\bList\[", str(field.annotation)) is not None
        found[key] = (is_list, bool(required), frozenset(more.get("enum_values") or ()))
    return found


def ours(kind, version):
    """Return the elements that we know of a type, in the same shape."""
    listed = list(definitions()[kind])
    if kind in RESOURCES:
        listed += definitions()["Resource"]
        listed += definitions()["DomainResource"] if kind != "Bundle" else ()
    return {
        key: (element.is_list, element.is_required, frozenset(element.codes))
        for element in listed
        if element.is_in(version)
        for key, _ in element.spellings()
        if key not in OURS
    }


@pytest.mark.parametrize("version", [version.name for version in VERSIONS])
def test_each_type_has_the_elements_that_fhir_resources_knows(version):
    """Names, numbers, requirements and codes are the same, type by type."""
    compared = 0
    for kind in definitions():
        of = model(kind, version)
        if of is None or kind in ("Resource", "DomainResource", "Extension"):
            continue
        expected, known = fields(of), ours(kind, version)
        for name in BY_CODE.get(kind, ()):
            expected[name] = (*expected[name][:2], frozenset())
        assert known == expected, kind
        compared += len(known)
    assert compared > 400


def test_every_type_of_an_element_is_known():
    """An element is of a primitive type, or of one that is defined here as well."""
    types = {kind for listed in definitions().values() for element in listed for kind in element.types}
    assert types - PRIMITIVES - definitions().keys() <= {"Resource", "Timing.repeat", "*"}
    assert {element.name for element in EVERY_TYPE} == {"id", "extension", "modifierExtension"}
