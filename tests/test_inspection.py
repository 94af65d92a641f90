"""What is shown of one thing: whole, by whatever name, and where the exports speak of it."""

import json

import pytest

from operculum.exporters import EXPORTERS
from operculum.inspection.appearances import appearances, mentions
from operculum.store import knowledge_base, read


@pytest.fixture(scope="module")
def knowledge():
    """Return the shipped base."""
    return knowledge_base(read())


@pytest.fixture(scope="module")
def exported(knowledge):
    """Return the texts of all exports by path."""
    artefacts = (artefact for exporter in EXPORTERS.values() for artefact in exporter(knowledge))
    return {each.path: each.bytes.decode() for each in artefacts if not each.path.endswith(".tgz")}


NAMES = [
    *("claim:mp-001", "passage:mp-001", "concept:miscarriage", "source:mucus-plug-grow-back"),
    *("threshold:before-37-weeks", "rule:gush-of-fluid", "proposition:mucus-plug-composed-of-water"),
    *("form:mucus-plug-when-to-call", "agent:biology-insights", "assessment:t09-insufficiency-is-rare"),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_thing_is_told_where_the_exports_speak_of_it_and_nowhere_else(operculum, exported, name):
    """Every file that has its name is told; bundles, packages and the handbook's other pages repeat them."""
    outcome = operculum("show", name, "--format", "json")
    shown = json.loads(outcome.output)
    assert shown["name"] == name
    told = [path for path in shown["exports"] if not path.startswith("markdown/")]
    repeats = ("Bundle-", "/operculum.kb.", "ImplementationGuide-", "loss-report", "markdown/")
    assert told == sorted(
        path
        for path, text in exported.items()
        if (
            mentions(text, shown["iri"])
            or (path.endswith((".ttl", ".trig", ".tsv")) and mentions(text, name))
        )
        and not any(each in path for each in repeats)
    )


@pytest.mark.parametrize("name", NAMES)
def test_each_page_that_is_told_is_there_and_so_is_its_anchor(knowledge, exported, name):
    """A link into the handbook leads somewhere: some page links there too."""
    (entity,) = (each for each in knowledge.entities() if each.iri.endswith("/kb/" + name.replace(":", "/")))
    pages = [each for each in appearances(knowledge, entity) if each.startswith("markdown/")]
    for page in pages:
        path, _, anchor = page.partition("#")
        assert path in exported
        headings = [line.lstrip("# ").lower() for line in exported[path].splitlines() if line.startswith("#")]
        assert not anchor or anchor in {heading.replace(" ", "-") for heading in headings}


def test_whatever_has_the_same_slug_is_told(operculum):
    """A finding and the rule about it share a slug; the one that is not shown is named."""
    shown = json.loads(operculum("show", "gush-of-fluid", "--format", "json").output)
    assert (shown["name"], shown["namesakes"]) == ("concept:gush-of-fluid", ["rule:gush-of-fluid"])


@pytest.mark.parametrize(
    "name",
    [
        "mp-001",
        "claim:mp-001",
        "https://w3id.org/operculum/kb/claim/mp-001",
        "<https://w3id.org/operculum/kb/claim/mp-001>",
    ],
)
def test_a_thing_is_found_by_slug_prefixed_name_and_iri(operculum, name):
    """However it was copied."""
    assert operculum("show", name).output.startswith("name: claim:mp-001")


@pytest.mark.parametrize("name", ["", "'", "claim:", "no\nsuch\x1b"])
def test_a_name_of_nothing_is_a_mistake_of_use(operculum, name):
    """It is answered in one line, whatever stands in it."""
    outcome = operculum("show", name)
    assert outcome.status == 2
    assert outcome.errors.count("\n") == 1
