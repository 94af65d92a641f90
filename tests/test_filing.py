"""Large bases: what lies in temporary files gives the same bytes, and memory does not grow with sources."""

import gc
import resource
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic import writing
from synthetic.world import World

from operculum.errors import InputError, LimitError
from operculum.exporters import EXPORTERS
from operculum.model import Claim, Literal, Statement
from operculum.model.lazy import ByName, Chosen
from operculum.model.statements import in_order
from operculum.namespaces import KB, OPC, RDF
from operculum.resources import folder
from operculum.store import filed_claims, finding, read_knowledge, slices
from operculum.store.filed import FiledStatements
from operculum.store.filing import file_knowledge
from operculum.store.records import FiledRecords

terms = st.sampled_from(["urn:a", "urn:a-b", "urn:b", "_:c", f"{RDF}type"])
statements = st.lists(
    st.builds(
        Statement, terms, terms, terms | st.text().map(Literal), st.sampled_from(["", "urn:g", "urn:h"])
    )
)


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """Return a synthetic base of many files."""
    place = tmp_path_factory.mktemp("many")
    writing.write(World(300, 1), place, "turtle")
    return place / "kb"


def made(name, knowledge):
    """Return what an exporter makes of a base, by path."""
    return {artefact.path: artefact.bytes for artefact in EXPORTERS[name](knowledge)}


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_shipped_base_gives_the_same_bytes_at_once_and_filed(name):
    """Where claims lie is nothing that an export could tell."""
    assert made(name, file_knowledge([folder("kb")])) == made(name, read_knowledge())


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_synthetic_base_gives_the_same_bytes_at_once_and_filed(name, base):
    """Disputes, reasons and limits that lead from source to source come out the same."""
    assert made(name, file_knowledge([base])) == made(name, read_knowledge([base]))


def test_one_sorted_file_that_is_read_in_slices_gives_the_same_bytes(tmp_path, monkeypatch):
    """A file of lines is never in memory as a whole, and nobody can tell."""
    writing.write(World(300, 2), tmp_path, "one")
    at_once = made("rdf", read_knowledge([tmp_path / "kb"])) | made("json", read_knowledge([tmp_path / "kb"]))
    monkeypatch.setattr(slices, "SLICE", 50_000)
    found = list(finding.find_files([tmp_path / "kb"]))
    assert len([piece for each in found for piece in slices.sliced(each)]) > 10
    filed = file_knowledge([tmp_path / "kb"])
    assert made("rdf", filed) | made("json", filed) == at_once


@given(statements, st.integers(1, 5))
def test_filed_statements_are_those_held_in_memory_in_the_same_order(statements, run):
    """Sorted in short runs that are merged, or all at once: the order is the same, and nothing is twice."""
    held, filed = in_order(statements), FiledStatements(statements, run)
    assert list(filed) == list(held)
    assert list(filed.nodes()) == [(node.subject, list(node.said)) for node in held.nodes()]
    assert len(filed) == len(held) == len(set(statements))
    kinds = {each.object for each in statements if each.predicate == f"{RDF}type"}
    for kind in kinds - {each for each in kinds if isinstance(each, Literal)}:
        of_kind = {
            each.subject for each in statements if (each.predicate, each.object) == (f"{RDF}type", kind)
        }
        assert list(filed.instances(kind)) == sorted(of_kind)


@given(statements)
def test_every_node_is_found_by_its_name(statements):
    """Whatever lies between, and however alike names are."""
    nodes = FiledStatements(statements).nodes()
    for node in nodes:
        assert nodes.find(node.subject) == node
    assert nodes.find("urn:nobody") is None


def live():
    """Return how many claims are held anywhere."""
    return sum(isinstance(each, Claim) for each in gc.get_objects())


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_claims_held_at_once_do_not_grow_with_the_number_of_sources(name, tmp_path, monkeypatch):
    """While any file is made, there are never more claims than those of a few sources."""
    monkeypatch.setattr(filed_claims, "RECENT", 8)
    writing.write(World(600, 3), tmp_path, "turtle")
    knowledge = file_knowledge([tmp_path / "kb"])
    gc.collect()
    before, most = live(), 0
    for artefact in EXPORTERS[name](knowledge):
        for number, _ in enumerate(artefact.pieces()):
            if number % 1000 == 0:
                most = max(most, live() - before)
    assert len(knowledge.claims) == 600
    assert most < 150


def test_claims_and_passages_of_a_filed_base_are_sequences_like_any_other(base):
    """Lengths, places from either end, slices and names."""
    held, filed = read_knowledge([base]), file_knowledge([base])
    assert tuple(filed.claims) == held.claims
    assert tuple(filed.passages) == held.passages
    assert (filed.claims[-1], list(filed.claims[3:5])) == (held.claims[-1], list(held.claims[3:5]))
    assert filed.passages[0] in filed.passages
    with pytest.raises(IndexError):
        filed.claims[len(held.claims)]
    claim = held.claims[7]
    assert filed.claims_by_iri[claim.iri] == filed.claim(claim.slug) == claim
    assert filed.claims_by_iri.keys() == held.claims_by_iri.keys()
    assert list(filed.claims_of(claim.source)) == list(held.claims_of(claim.source))
    assert filed.claims_by_iri.get("urn:nobody") is None


def test_two_names_of_one_check_sum_are_told_apart():
    """Names are looked up by check sums, and then compared."""
    alike = ["plumless", "buckeroo"]  # both have the CRC-32 4ddb0c25
    items = [Claim.__mro__[1](name) for name in alike]
    assert [ByName(items)[name].iri for name in alike] == alike
    assert list(Chosen(items, [1])) == items[1:]


def test_a_fault_in_a_slice_is_told_by_its_line_in_the_file(tmp_path, monkeypatch):
    """Whoever mends it opens the file, not a slice."""
    writing.write(World(100, 2), tmp_path, "one")
    monkeypatch.setattr(slices, "SLICE", 10_000)
    file = tmp_path / "kb" / "base.nq"
    lines = file.read_text().splitlines()
    number = len(lines) * 2 // 3
    file.write_text("\n".join([*lines[:number], "<urn:a> nonsense .", *lines[number:], ""]))
    with pytest.raises(InputError, match=rf"base\.nq:{number + 1}:"):
        file_knowledge([tmp_path / "kb"])


def test_what_the_model_lacks_is_told_by_its_place(base, tmp_path):
    """A claim without a statement stops the export and is told where it stands."""
    added = tmp_path / "more.ttl"
    added.write_text(f"\n<{KB}claim/mute> a <{OPC}Claim> .\n")
    with pytest.raises(InputError, match=r"more\.ttl:2:1: claim:mute lacks opc:"):
        file_knowledge([base, added])


@pytest.mark.parametrize("line", ["_:a <urn:p> _:b .", "<urn:a>\t<urn:p>\t_:b .", "<urn:a><urn:p>_:b."])
def test_a_file_with_blank_nodes_is_read_as_a_whole(tmp_path, monkeypatch, line):
    """They mean the same in all of it."""
    monkeypatch.setattr(slices, "SLICE", 60)
    (tmp_path / "blank.nt").write_text(f"{line}\n" * 9)
    (found,) = finding.find_files([tmp_path])
    assert list(slices.sliced(found)) == [found]
    (tmp_path / "blank.nt").write_text("<urn:a> <urn:p> <urn:b> .\n" * 9)
    assert b"".join(piece[2].read_bytes() for piece in slices.sliced(found)) == found[2].read_bytes()


def test_a_full_disk_is_told_with_what_to_do():
    """There is no room for a temporary file: one clear sentence, and nothing else."""

    def fill(records):
        for _ in range(100):
            records.append(b"x" * 1000)

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(LimitError, match=r"cannot be written: File too large\. Make room.*TMPDIR"):
            fill(FiledRecords())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_large_base_is_exported_by_pieces_with_progress_on_a_terminal_alone(
    operculum, base, tmp_path, terminal, monkeypatch
):
    """The files are those of an export at once; how far it is, a terminal is told and nobody else."""
    assert operculum("--kb", base, "export", "csv", "--out", tmp_path / "once").status == 0
    monkeypatch.setattr(finding, "LARGE", 1000)
    outcome = operculum("--kb", base, "export", "csv", "--out", tmp_path / "filed")
    assert outcome.errors == f"2 files in {tmp_path / 'filed'}: 2 written anew, 0 removed\n"
    for name in ("csv/claims.csv", "SHA256SUMS"):
        assert (tmp_path / "filed" / name).read_bytes() == (tmp_path / "once" / name).read_bytes()
    monkeypatch.setattr(sys, "stderr", terminal)
    operculum("--kb", base, "export", "csv", "--check", "--out", tmp_path / "filed")
    shown = terminal.getvalue().replace(" ", "").split("\r")
    assert {"300of300claimsread", "file1:csv/claims.csv"} <= set(shown)
    assert shown[-1] == f"{tmp_path / 'filed'}isuptodate\n"


def test_an_export_that_is_interrupted_leaves_the_old_files_whole(operculum, base, tmp_path, monkeypatch):
    """Neither Ctrl-C nor a fault in the middle of a file changes anything."""
    out = tmp_path / "exports"
    assert operculum("--kb", base, "export", "csv", "--out", out).status == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    monkeypatch.setattr(finding, "LARGE", 1000)
    original = filed_claims.FiledClaims.item
    for fault in (KeyboardInterrupt, MemoryError):
        turns = iter(range(100))

        def read(self, place, fault=fault, turns=turns):
            if next(turns, None) is None:
                raise fault
            return original(self, place)

        with monkeypatch.context() as patched, suppress(KeyboardInterrupt):
            patched.setattr(filed_claims.FiledClaims, "item", read)
            assert operculum("--kb", base, "export", "csv", "--out", out).status > 1
        assert next(turns, None) is None
        assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
