"""The exports as the models of fhir.resources see them: R4B stands in for R4, of which it has no models."""

import json
from importlib import import_module

import pytest
from base import VERSIONS, artefacts

R4, R5 = VERSIONS
MODELS = {R4: "fhir.resources.R4B", R5: "fhir.resources"}
CHANGED_IN_R4B = ("Evidence", "EvidenceVariable")
"""Types that R4B defines anew; HL7's own R4 schema judges them elsewhere."""


def resources(version):
    """Return the resources in the files of a version by path, bundles in R4 by their parts only."""
    found = {}
    for path, text in artefacts(version).items():
        resource = json.loads(text) if path.endswith(".json") else {}
        kind = resource.get("resourceType")
        if kind and not (version is R4 and kind in (*CHANGED_IN_R4B, "Bundle")):
            found[path] = resource
    return found


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_every_resource_fits_its_model(version):
    """Required elements, unknown elements, choices of type, dates: every file is taken whole."""
    pytest.importorskip("fhir.resources", reason="needs fhir.resources")
    refused = {}
    for path, resource in resources(version).items():
        kind = resource["resourceType"]
        model = getattr(import_module(f"{MODELS[version]}.{kind.lower()}"), kind)
        try:
            model.model_validate(resource)
        except ValueError as error:
            refused[path] = str(error)
    assert refused == {}
