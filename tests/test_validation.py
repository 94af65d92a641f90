"""What validation finds, on a small base of our own whose text is always at hand."""

import hashlib
import json
import os
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from operculum.errors import InputError, UsageError
from operculum.reporting import REPORTERS
from operculum.text import CONTROL
from operculum.validation import Severity, validate
from operculum.validation.rules import RULES

ROOT = Path(__file__).parents[1]


def judged(earwax, **options):
    """Judge the ear wax base alone, with its text."""
    return validate(base=[earwax / "kb"], sources=[earwax / "texts"], **options)


def spoil(earwax, old, new):
    """Replace words in the ear wax base."""
    path = earwax / "kb" / "earwax.ttl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def rules(report, severity=Severity.warning):
    """Return the rules that a report finds broken."""
    return [finding.rule for finding in report.at_least(severity)]


def test_a_sound_base_has_no_errors_and_all_its_passages_are_verified(earwax):
    """The small base is the control of every other test here."""
    report = judged(earwax)
    assert rules(report) == []
    assert (report.passages.verified, report.passages.wrong, report.passages.not_verifiable) == (8, 0, 0)
    assert [(each.sentences, each.covered) for each in report.coverage] == [(7, 7)]


def test_without_its_text_no_passage_counts_as_verified(earwax):
    """What could not be held against a text is told as such."""
    report = validate(base=[earwax / "kb"])
    assert (report.passages.verified, report.passages.not_verifiable) == (0, 8)
    assert report.coverage == ()


def test_texts_are_found_by_digest_whatever_the_file_is_called(earwax):
    """Renaming a text changes nothing; changing a byte of it does."""
    text = earwax / "texts" / "earwax.txt"
    renamed = text.rename(earwax / "texts" / "other name.bin")
    assert judged(earwax).passages.verified == 8
    renamed.write_text(renamed.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert judged(earwax).passages.verified == 0


def test_the_environment_names_folders_of_texts(earwax, monkeypatch):
    """OPERCULUM_SOURCES takes several folders."""
    monkeypatch.setenv("OPERCULUM_SOURCES", os.pathsep.join([str(earwax / "kb"), str(earwax / "texts")]))
    assert validate(base=[earwax / "kb"]).passages.verified == 8


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("oa:start 88 ; oa:end 101", "oa:start 89 ; oa:end 101", "passage-digest"),
        ("oa:start 88 ; oa:end 101", "oa:start 88 ; oa:end 9999", "passage-beyond-text"),
        ('opc:hedgeCue "may"', 'opc:hedgeCue "might"', "hedge-cue-absent"),
        (
            'opc:modality opc:possible ; opc:frequency opc:unstated ;\n    opc:statement "Wax may deter',
            'opc:modality opc:asserted ; opc:frequency opc:unstated ;\n    opc:statement "Wax may deter',
            "hedge-overlooked",
        ),
        (" ;\n    opc:window threshold:more-than-2-days .\nclaim", " .\nclaim", "number-without-threshold"),
        (
            "opc:asserts proposition:ew-007",
            'opc:verbatim "over 2 days" ;\n    opc:asserts proposition:ew-007',
            "verbatim-absent",
        ),
    ],
)
def test_a_claim_is_held_against_the_words_of_its_passage(earwax, old, new, rule):
    """Position, digest, hedge and number each have a rule of their own."""
    spoil(earwax, old, new)
    assert rule in rules(judged(earwax))


def test_the_words_of_a_value_stand_in_the_passage(earwax):
    """Copied as they stand there, they are no finding."""
    spoil(
        earwax,
        "opc:asserts proposition:ew-007",
        'opc:verbatim "more than 2 days" ;\n    opc:asserts proposition:ew-007',
    )
    assert "verbatim-absent" not in rules(judged(earwax))


def test_a_finding_names_file_line_and_column(earwax):
    """A curator can go straight to the line."""
    spoil(earwax, "oa:start 88 ; oa:end 101", "oa:start 89 ; oa:end 101")
    (finding,) = judged(earwax).at_least(Severity.error)
    path = earwax / "kb" / "earwax.ttl"
    line = path.read_text(encoding="utf-8").splitlines().index("passage:ew-002 a opc:Passage ;") + 1
    assert str(finding.location) == f"{path.as_posix()}:{line}:1"


def test_a_sentence_that_yields_no_claim_is_told_by_its_position_only(earwax):
    """The words belong to the source; the position is enough to find them."""
    spoil(
        earwax,
        'oa:hasSource source:earwax ; opc:role opc:body ;\n    opc:sha256 "fc68',
        'opc:role opc:body ;\n    opc:sha256 "fc68',
    )
    report = judged(earwax)
    (finding,) = (each for each in report.findings if each.rule == "sentence-without-claim")
    assert finding.value == "312"
    assert "ear candles" not in finding.message
    assert [(each.sentences, each.covered) for each in report.coverage] == [(7, 6)]


def test_a_changed_text_is_searched_for_every_passage(earwax):
    """In place, moved with the new position, or gone."""
    text = (earwax / "texts" / "earwax.txt").read_text(encoding="utf-8")
    changed = text.replace("It traps dust, and", "“It traps dust”, and, they say,").replace(
        "Do not use ear candles.", ""
    )
    (earwax / "new.txt").write_text(changed, encoding="utf-8")
    report = judged(earwax, changed={"earwax": earwax / "new.txt"})
    states = {anchor.passage.rsplit("/", 1)[-1]: anchor for anchor in report.anchors}
    assert states["ew-001"].state == "in place"
    assert states["ew-006"].state == "gone"
    moved = states["ew-004"]
    assert moved.state == "moved"
    assert changed[moved.start : moved.end] == "Cotton buds can push wax deeper into the canal."
    assert rules(report, Severity.error) == ["passage-gone"]


def test_a_file_is_judged_as_if_it_were_put_into_the_base(earwax, tmp_path):
    """It may speak of what the base describes, and what it describes anew replaces what the base says."""
    addition = tmp_path / "addition.ttl"
    text = (earwax / "kb" / "earwax.ttl").read_text(encoding="utf-8")
    prefixes = "\n".join(line for line in text.splitlines() if line.startswith("@prefix"))
    claim = text[text.index("claim:ew-002 a") : text.index("passage:ew-002 a")]
    addition.write_text(f"{prefixes}\n{claim}", encoding="utf-8")
    report = validate([addition], base=[earwax / "kb"])
    assert rules(report) == []
    addition.write_text(f"{prefixes}\n{claim.replace('opc:polarity opc:affirmed ;', '')}", encoding="utf-8")
    report = validate([addition], base=[earwax / "kb"])
    assert {finding.focus.rsplit("/", 1)[-1] for finding in report.at_least(Severity.error)} == {"ew-002"}


def test_foreign_shapes_judge_foreign_data_alone(tmp_path):
    """With shapes of one's own it is a validator for any RDF."""
    (tmp_path / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .\n"
        "e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property e:P . e:P sh:path e:p ; sh:minCount 1 .",
        encoding="utf-8",
    )
    (tmp_path / "data.ttl").write_text("<urn:a> a <http://e/C> .", encoding="utf-8")
    report = validate([tmp_path / "data.ttl"], by=[tmp_path / "shapes.ttl"])
    assert [(each.rule, each.focus) for each in report.findings] == [("P", "urn:a")]
    assert dict(report.focus_nodes)["<http://e/S>"] == 1


def test_data_in_which_no_shape_meets_anything_never_simply_conform(tmp_path):
    """A verdict about nothing is a warning."""
    (tmp_path / "data.ttl").write_text("<urn:a> a <urn:C> .", encoding="utf-8")
    (tmp_path / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:S> a sh:NodeShape ; sh:targetClass <urn:D> .",
        encoding="utf-8",
    )
    report = validate([tmp_path / "data.ttl"], by=[tmp_path / "shapes.ttl"])
    assert rules(report) == ["nothing-judged"]
    assert str(report.findings[0].location) == str(tmp_path / "data.ttl")


def test_the_shipped_base_conforms_and_every_passage_is_still_there(sources):
    """Every line of every export leads back to words that stand in the articles."""
    report = validate(sources=[sources])
    assert [str(each) for each in report.at_least(Severity.warning)] == []
    positioned = report.passages.verified + report.passages.wrong
    assert positioned > 0
    assert report.passages.wrong == 0
    assert len(report.coverage) == 3
    assert all(each.covered == each.sentences for each in report.coverage)


def test_the_shipped_base_conforms_without_the_articles_too():
    """Whoever has no copy of the articles still gets a verdict on all the rest."""
    report = validate()
    assert [str(each) for each in report.at_least(Severity.warning)] == []
    assert report.passages.verified == 0


@pytest.mark.parametrize("format", ["text", "json", "sarif", "junit", "github", "turtle"])
def test_every_report_format_tells_the_same_error(operculum, earwax, format):
    """One finding, six ways to say it; the exit status is 1 in each."""
    spoil(earwax, "opc:polarity opc:affirmed ; ", "")
    outcome = operculum("--kb", earwax / "kb", "validate", "--format", format)
    assert outcome.status == 1
    assert "claim/ew-001" in outcome.output or "claim:ew-001" in outcome.output


def test_fail_on_decides_from_which_severity_the_status_is_1(operculum, earwax):
    """A warning fails only where warnings are to fail."""
    spoil(earwax, " ;\n    opc:window threshold:more-than-2-days .\nclaim", " .\nclaim")
    arguments = ("--kb", earwax / "kb", "validate", "--sources", earwax / "texts", "--fail-on")
    statuses = {level: operculum(*arguments, level).status for level in ("error", "warning", "info", "none")}
    assert statuses["none"] == 0
    assert statuses["warning"] == statuses["info"] == 1


def test_json_reports_hold_every_finding_with_its_place(operculum, earwax):
    """Programs get what people get."""
    spoil(earwax, "oa:start 88 ; oa:end 101", "oa:start 89 ; oa:end 101")
    outcome = operculum("--kb", earwax / "kb", "validate", "--sources", earwax / "texts", "--format", "json")
    document = json.loads(outcome.output)
    (found,) = (each for each in document["findings"] if each["severity"] == "error")
    assert (found["rule"], Path(found["file"]).name) == ("passage-digest", "earwax.ttl")
    assert document["passages"] == {"verified": 7, "wrong": 1, "notVerifiable": 0}


def test_ill_formed_shapes_are_an_input_error_with_their_place(operculum, tmp_path):
    """Shapes that cannot be understood never conform."""
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        '@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:P> sh:path <urn:p> ; sh:minCount "many" ; '
        "sh:targetNode <urn:a> .",
        encoding="utf-8",
    )
    (tmp_path / "data.ttl").write_text("<urn:a> a <urn:C> .", encoding="utf-8")
    outcome = operculum("validate", tmp_path / "data.ttl", "--shapes", shapes)
    assert outcome.status == 3
    assert f"{shapes.as_posix()}:2:1" in outcome.errors


def test_digests_in_the_small_base_are_those_of_its_words(earwax):
    """The fixture is what it claims to be."""
    text = (earwax / "texts" / "earwax.txt").read_bytes()
    assert hashlib.sha256(text).hexdigest() in (earwax / "kb" / "earwax.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("class_", "remedy"), [("Ruel", "Did you mean opc:Rule?"), ("Xyz", "Write one that the vocabulary has.")]
)
def test_a_class_that_the_vocabulary_does_not_have_is_an_error(earwax, class_, remedy):
    """A slip in the class of a node would otherwise keep it from every shape."""
    path = earwax / "kb" / "earwax.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n<https://w3id.org/operculum/kb/rule/r> a opc:{class_} .\n", encoding="utf-8")
    report = judged(earwax)
    (finding,) = (each for each in report.findings if each.rule == "class-unknown")
    assert finding.message == f"There is no class opc:{class_}, so no shape judges this node. {remedy}"
    assert finding.location.line == len(text.splitlines()) + 2


def test_only_what_a_file_describes_is_judged_and_counted(earwax, tmp_path):
    """The base around a file is context: it counts nowhere, and data that no shape meets are a finding."""
    base = (earwax / "kb" / "earwax.ttl").read_text(encoding="utf-8")
    prefixes = "\n".join(line for line in base.splitlines() if line.startswith("@prefix"))
    claim = base[base.index("claim:ew-002 a") : base.index("passage:ew-002 a")]
    addition = tmp_path / "addition.ttl"
    addition.write_text(f"{prefixes}\n{claim}", encoding="utf-8")
    met = dict(validate([addition], base=[earwax / "kb"]).focus_nodes)
    assert met["ops:Claim"] == 1
    assert met["ops:Passage"] == met["ops:Source"] == 0
    addition.write_text("<urn:a> a <urn:Thing> .", encoding="utf-8")
    assert rules(validate([addition], base=[earwax / "kb"])) == ["nothing-judged"]


def test_every_rule_of_quality_is_documented():
    """Its id and its meaning stand in docs/validate.md."""
    lines = (ROOT / "docs" / "validate.md").read_text(encoding="utf-8").splitlines()
    rows = (line.strip("| ").split(" | ") for line in lines if line.startswith("| `"))
    assert {cells[0].strip("`"): cells[2] for cells in rows} == RULES


def test_a_row_of_a_mapping_set_that_stands_twice_is_found_on_its_line(tmp_path):
    """Told with the line of the first one; a confidence in words is found beside it."""
    header = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tsee_also"
    row = "concept:cervix\tskos:exactMatch\tUBERON:0000002\tsemapv:ManualMappingCuration\thigh\ta file"
    prefixes = {
        "concept": "https://w3id.org/operculum/kb/concept/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "semapv": "https://w3id.org/semapv/vocab/",
        "UBERON": "http://purl.obolibrary.org/obo/UBERON_",
    }
    lines = ["#curie_map:", *(f'#  {prefix}: "{iri}"' for prefix, iri in prefixes.items()), header, row, row]
    (tmp_path / "twice.sssom.tsv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    found = {
        (each.rule, each.location.line, each.message)
        for each in validate([tmp_path / "twice.sssom.tsv"]).findings
        if each.rule in {"mapping-repeated", "Mapping-confidence"} and each.location
    }
    assert {rule for rule, _, _ in found} == {"mapping-repeated", "Mapping-confidence"}
    assert ("mapping-repeated", 8, "Line 7 has the same mapping. Remove one of the two rows.") in found


def test_a_mapping_set_is_judged_beside_the_concepts_of_the_base(tmp_path):
    """It describes mappings, not concepts; a set of the same name in the base gives way to it."""
    table = (ROOT / "kb" / "mappings" / "clinical.sssom.tsv").read_text(encoding="utf-8")
    (tmp_path / "clinical.sssom.tsv").write_text(table.replace("2026-", "2026-99-", 1), encoding="utf-8")
    report = validate([tmp_path / "clinical.sssom.tsv"])
    assert {finding.rule for finding in report.at_least(Severity.error)} <= {"Mapping-date"}
    met = dict(report.focus_nodes)
    assert met["ops:Mapping"] == sum(not line.startswith("#") for line in table.splitlines()) - 1
    assert met["ops:Concept"] == 0


def test_what_is_too_long_for_a_line_is_cut_and_paths_are_short(tmp_path):
    """Names of a kilometre do not fill the terminal, and properties go by their prefixes."""
    (tmp_path / "shapes.ttl").write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix opc: <https://w3id.org/operculum/ontology#> .
        <urn:S> sh:targetClass <urn:C> ; sh:property <urn:P> .
        <urn:P> sh:path [ sh:inversePath opc:statedIn ] ; sh:minCount 1 .""",
        encoding="utf-8",
    )
    (tmp_path / "data.ttl").write_text(f"<urn:{'a' * 999}> a <urn:C> .", encoding="utf-8")
    text = REPORTERS["text"](validate([tmp_path / "data.ttl"], by=[tmp_path / "shapes.ttl"]))
    assert f"(<urn:{'a' * 95}…, ^opc:statedIn)" in text


def test_texts_beside_shapes_of_ones_own_are_refused(earwax):
    """Nothing would be held against them, and silence would look like a verdict."""
    with pytest.raises(UsageError, match="shipped rules only"):
        validate(by=[earwax / "kb"], changed={"earwax": earwax / "texts" / "earwax.txt"})


@pytest.mark.parametrize("name", ["earwax", "source:earwax", "https://w3id.org/operculum/kb/source/earwax"])
def test_a_changed_text_is_given_by_whatever_name_its_source_has(earwax, name):
    """Slug, prefixed name or IRI."""
    report = judged(earwax, changed={name: earwax / "texts" / "earwax.txt"})
    assert {anchor.state for anchor in report.anchors} == {"in place"}


def test_a_source_has_one_changed_text_whatever_its_names(earwax):
    """Of two texts one would be passed over in silence."""
    text = earwax / "texts" / "earwax.txt"
    with pytest.raises(UsageError, match="two changed texts"):
        judged(earwax, changed={"earwax": text, "source:earwax": text})


def test_paths_may_be_texts(earwax):
    """As in `operculum.load`; a single text is one path, not as many as it has letters."""
    base = str(earwax / "kb")
    assert validate(base=[base], sources=[str(earwax / "texts")]) == judged(earwax)
    assert validate(base, base=[base]) == validate([earwax / "kb"], base=[earwax / "kb"])


def test_a_changed_text_for_which_nothing_is_searched_is_refused(earwax, tmp_path):
    """A source without positions, or a file without passages: silence would look like a verdict."""
    addition = tmp_path / "addition.ttl"
    addition.write_text("<urn:a> a <urn:Thing> .", encoding="utf-8")
    with pytest.raises(UsageError, match="no passage that is judged here has a position in 'earwax'"):
        validate([addition], base=[earwax / "kb"], changed={"earwax": earwax / "texts" / "earwax.txt"})


def test_a_changed_text_is_searched_alike_with_and_without_the_old_one(earwax):
    """By its words or by its digest alone, a passage is found at the place nearest to the old one."""
    text = (earwax / "texts" / "earwax.txt").read_text(encoding="utf-8")
    changed = earwax / "new.txt"
    sentence = "Cotton buds can push wax deeper into the canal."
    changed.write_text(f"{sentence} {text.replace('It traps', 'It catches')} {sentence}", encoding="utf-8")
    reports = [
        validate(base=[earwax / "kb"], sources=[folder], changed={"earwax": changed})
        for folder in (earwax / "texts", earwax / "kb")
    ]
    assert reports[0].anchors == reports[1].anchors
    (moved,) = (each for each in reports[0].anchors if each.passage.endswith("ew-004"))
    assert moved.start == text.index(sentence) + len(sentence) + 1 + len("catches") - len("traps")


def test_a_changed_text_that_is_no_utf_8_is_told_with_its_place(earwax):
    """Line and column of the first wrong byte."""
    changed = earwax / "new.txt"
    changed.write_bytes("one\nzwei für".encode("latin-1"))
    with pytest.raises(InputError, match=r"new.txt:2:7: not UTF-8: the byte 0xFC"):
        judged(earwax, changed={"earwax": changed})


def test_a_position_beyond_all_numbers_is_wrong_and_nothing_breaks(earwax):
    """Five thousand digits are no position."""
    spoil(earwax, "oa:end 101", f"oa:end 1{'0' * 5_000}")
    report = judged(earwax)
    assert report.passages.verified == 7
    assert "Position-end" in rules(report, Severity.error)


def test_a_blank_node_is_located_where_it_is_referred_to(earwax):
    """It has no name that could be looked for."""
    spoil(earwax, "oa:hasSelector position:ew-002", "oa:hasSelector [ a oa:TextPositionSelector ]")
    path = earwax / "kb" / "earwax.ttl"
    lines = path.read_text(encoding="utf-8").splitlines()
    (line,) = (number for number, each in enumerate(lines, 1) if "hasSelector [" in each)
    found = [each for each in judged(earwax).findings if (each.focus or "").startswith("_:")]
    assert {each.location.line for each in found} == {line}


ODD = 'e:S a sh:NodeShape ; sh:targetClass e:C ; sh:closed true ; sh:message """one\n::two\ufffe\x1b""" .'


@pytest.mark.parametrize("name", ["a b.ttl", "a\nb.ttl", "a:b,%0A.ttl", "a\x1b[31m.ttl", "é.ttl"])
def test_odd_names_and_messages_break_no_report(tmp_path, name):
    """Each format escapes what would end its line, its property or its document."""
    (tmp_path / name).write_text("<urn:a> a <urn:C> .", encoding="utf-8")
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <urn:> .\n"
    (tmp_path / "shapes.trig").write_text(prefixes + ODD, encoding="utf-8")
    report = validate([tmp_path / name], by=[tmp_path / "shapes.trig"])
    written = {name: render(report) for name, render in REPORTERS.items()}
    assert written["text"].count("\n") == len(report.findings) + 3
    assert written["github"].count("\n") == len(report.findings)
    assert all(line.startswith("::error title=urn%3AS,file=") for line in written["github"].splitlines())
    assert len(ET.fromstring(written["junit"])) == len(report.findings)  # noqa: S314 - it is ours
    (run,) = json.loads(written["sarif"])["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert Path(unquote(place)).read_text(encoding="utf-8").startswith("<urn:a>")
    assert not CONTROL.search("".join(written[each] for each in ("text", "github", "junit", "sarif")))


def test_sarif_says_what_each_rule_means(operculum, earwax):
    """A rule of quality in our words, a shape in its own."""
    spoil(earwax, "oa:start 88 ; oa:end 101", "oa:start 89 ; oa:end 101")
    spoil(earwax, "opc:polarity opc:affirmed ; ", "")
    outcome = operculum("--kb", earwax / "kb", "validate", "--sources", earwax / "texts", "--format", "sarif")
    (run,) = json.loads(outcome.output)["runs"]
    described = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert described["passage-digest"]["help"]["text"] == "docs/validate.md lists the rule."
    assert described["Claim-polarity"]["shortDescription"]["text"].startswith("A claim affirms or denies")
    assert "Set opc:polarity" in described["Claim-polarity"]["help"]["text"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_text_that_is_no_file_is_refused_and_not_waited_for(earwax):
    """A pipe that nobody writes to would never end."""
    os.mkfifo(earwax / "pipe")
    with pytest.raises(InputError, match="not a regular file"):
        judged(earwax, changed={"earwax": earwax / "pipe"})
    with pytest.raises(InputError, match="not a regular file"):
        validate(base=[earwax / "kb"], sources=[earwax / "pipe"])
    with pytest.raises(InputError, match="no such file"):
        judged(earwax, changed={"earwax": earwax / "missing"})
