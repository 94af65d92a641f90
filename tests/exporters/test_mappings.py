"""SSSOM: the SSSOM project's own reader takes the files, and SNOMED CT stands apart."""

import warnings

import pytest
from exporting import texts_of

from operculum.store import knowledge_base, read


@pytest.fixture(scope="module")
def licensed():
    """Return what is made of the base with the SNOMED CT mappings."""
    return texts_of("sssom", knowledge_base(read(licensed=True)))


@pytest.fixture
def parsed(tmp_path):
    """Return a function that has sssom-py read a mapping set and judge its schema and prefixes."""
    with warnings.catch_warnings():  # its dependencies use what pandas will give up
        warnings.simplefilter("ignore")
        from sssom.constants import SchemaValidationType
        from sssom.parsers import parse_sssom_table
        from sssom.validators import validate

    def parse(text):
        path = tmp_path / "set.sssom.tsv"
        path.write_text(text, encoding="utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            mapping_set = parse_sssom_table(str(path))
            judged = [SchemaValidationType.JsonSchema, SchemaValidationType.PrefixMapCompleteness]
            validate(mapping_set, judged)
        return mapping_set

    return parse


def test_sssom_py_reads_every_row(exported, knowledge, parsed):
    """No row is lost, and negated ones stay negated."""
    mapping_set = parsed(exported("sssom")["sssom/operculum.sssom.tsv"])
    assert len(mapping_set.df) == len(knowledge.mappings)
    assert set(mapping_set.df["object_id"]) == {row.object_curie for row in knowledge.mappings}
    negated = mapping_set.df[mapping_set.df["predicate_modifier"] == "Not"]
    assert len(negated) == sum(row.negated for row in knowledge.mappings)


def test_snomed_ct_is_not_there_unless_asked_for(exported):
    """The codes of the licensed terminology are in no file that is shipped."""
    assert list(exported("sssom")) == ["sssom/operculum.sssom.tsv"]
    assert "snomed.info" not in exported("sssom")["sssom/operculum.sssom.tsv"]


def test_snomed_ct_stands_apart_with_its_licence(licensed, parsed):
    """Who asks for it gets it in a file of its own that says what applies."""
    text = licensed["sssom/snomed-ct.sssom.tsv"]
    assert "SNOMED International" in text
    assert all(curie.startswith("SCTID:") for curie in parsed(text).df["object_id"])
    assert "snomed.info" not in licensed["sssom/operculum.sssom.tsv"]
