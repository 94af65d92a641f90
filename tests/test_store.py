"""Files into a dataset: what is read, what is refused, and how a node is found again."""

import os
from pathlib import Path

import pytest

from operculum.errors import BrokenInputsError, InputError, LimitError
from operculum.store import knowledge_base, read, read_knowledge

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(path for path in BROKEN.iterdir() if path.suffix != ".expected")


def test_an_empty_folder_gives_an_empty_dataset(tmp_path):
    """Nothing in, nothing out, no error."""
    assert list(read([tmp_path])) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_broken_file_is_refused_with_its_place_and_reason(path, monkeypatch):
    """The message names file, line and column, shows the offending text and says what was expected."""
    monkeypatch.chdir(BROKEN)
    with pytest.raises(InputError) as caught:
        knowledge_base(read([Path(path.name)]))
    assert f"{caught.value}\n" == path.with_name(f"{path.name}.expected").read_text(encoding="utf-8")


def test_every_broken_file_is_reported_not_only_the_first(tmp_path):
    """Two broken files, two errors."""
    (tmp_path / "a.ttl").write_text("<a>", encoding="utf-8")
    (tmp_path / "b.ttl").write_text("<b>", encoding="utf-8")
    (tmp_path / "c.ttl").write_text("", encoding="utf-8")
    with pytest.raises(BrokenInputsError) as caught:
        read([tmp_path])
    assert [Path(error.location.file).name for error in caught.value.errors] == ["a.ttl", "b.ttl"]


def test_a_file_read_in_many_parts_is_the_same_base(monkeypatch):
    """How many quads are held at a time changes neither the dataset nor the model."""
    whole = read()
    monkeypatch.setattr("operculum.store.dataset.MANY", 7)
    assert read() == whole
    assert read_knowledge() == knowledge_base(whole)


def test_a_fault_of_the_model_is_placed_though_the_quads_are_gone(tmp_path, monkeypatch):
    """Reading part by part tells the same file, line and column as reading everything at once."""
    (tmp_path / "a.ttl").write_text("\n\n<urn:c> a <http://www.w3.org/2004/02/skos/core#Concept> .", "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as at_once:
        knowledge_base(read([Path("a.ttl")]))
    with pytest.raises(InputError) as by_parts:
        read_knowledge([Path("a.ttl")])
    assert f"{by_parts.value}" == f"{at_once.value}"


def test_bytes_that_are_no_utf_8_are_found_across_slices(tmp_path, monkeypatch):
    """A character may lie over the edge of a slice; what is none is told with its place."""
    monkeypatch.setattr("operculum.store.parsing.SLICE", 2)
    (tmp_path / "good.ttl").write_text("# caf\u00e9 \U0001f95a", "utf-8")
    assert list(read([tmp_path])) == []
    (tmp_path / "wrong.ttl").write_bytes("# caf\u00e9".encode()[:-1])
    with pytest.raises(InputError, match=r"wrong\.ttl:1:6: not UTF-8: the byte 0xC3"):
        read([tmp_path])


def test_each_file_fills_one_named_graph(tmp_path):
    """A graph is named by the path below the folder; graphs inside TriG files are folded into it."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a b.trig").write_text("<urn:g> { <urn:a> <urn:b> 1 }", encoding="utf-8")
    (quad,) = read([tmp_path]).quads
    assert quad.graph_name.value == "https://w3id.org/operculum/kb/graph/sub/a%20b.trig"


def test_lexical_forms_are_kept_as_written(tmp_path):
    """A trailing zero is information."""
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> 1.50, 01, +5 .", encoding="utf-8")
    assert [quad.object.value for quad in read([tmp_path]).quads] == ["1.50", "01", "+5"]


@pytest.mark.parametrize("path", sorted((BROKEN.parent / "places").iterdir()), ids=lambda path: path.name)
def test_a_node_is_found_again_where_it_is_described(path):
    """The last line of each file says which node stands where: `# at line:column <iri>`."""
    *_, last = path.read_text(encoding="utf-8").splitlines()
    _, expected, node = last.lstrip('#/{} "').rstrip('",}').split(" ")
    location = read([path]).locate(node.strip("<>"))
    assert f"{location.line}:{location.column}" == expected


def test_a_byte_order_mark_is_passed_over(tmp_path):
    """Editors on Windows write it; UTF-8 stays UTF-8."""
    (tmp_path / "a.ttl").write_bytes(b"\xef\xbb\xbf<urn:a> <urn:b> 1 .")
    assert len(read([tmp_path]).quads) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe<\x00", "the file is UTF-16"),
        (b"\xff\xfe\x00\x00<\x00\x00\x00", "the file is UTF-32"),
        ("# caf\u00e9\n".encode("latin-1"), "1:6: not UTF-8: the byte 0xE9"),
        (b"<urn:a> <urn:b> '\x00' .", "the file holds a NUL byte"),
        (b"<urn:a> <urn:b> '\xff' .", "1:18: not UTF-8: the byte 0xFF"),
        (b"<urn:a> <urn:b> '" + b"x" * 20_000_000, "a single value is longer than 16 MiB"),
        (b"<urn:a> <urn:b> " + b"[<urn:c> " * 100_000, "Unexpected end"),
    ],
    ids=["utf-16", "utf-32", "latin-1-comment", "nul", "latin-1", "endless-literal", "deep-nesting"],
)
def test_damaged_bytes_are_refused_not_guessed(tmp_path, content, said):
    """Wrong encoding, NUL, a file cut short and absurd nesting each get a clear error."""
    (tmp_path / "a.ttl").write_bytes(content)
    with pytest.raises((InputError, LimitError)) as caught:
        read([tmp_path])
    assert said in str(caught.value)
    assert len(str(caught.value)) < 1_000


def test_json_nested_beyond_reason_is_refused(tmp_path):
    """A hundred thousand brackets are an error, not a crash."""
    (tmp_path / "a.jsonld").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(InputError):
        read([tmp_path])


def test_a_very_long_literal_is_read_whole(tmp_path):
    """Ten million characters are unusual, not wrong."""
    (tmp_path / "a.ttl").write_text(f'<urn:a> <urn:b> "{"x" * 10_000_000}" .', encoding="utf-8")
    dataset = read([tmp_path])
    assert len(dataset.quads[0].object.value) == 10_000_000
    assert dataset.locate("urn:a").line == 1


@pytest.mark.parametrize("name", ["loop", "data.ttl"])
def test_links_inside_a_folder_are_not_followed(tmp_path, name):
    """A link may lead anywhere, or in a circle; the user names its target himself."""
    (tmp_path / name).symlink_to(tmp_path)
    with pytest.raises(InputError, match="links inside a folder are not followed"):
        read([tmp_path])


def test_what_is_no_data_is_passed_over_in_a_folder(tmp_path):
    """Notes, hidden folders and links to programs lie beside data; none of them stops the reading."""
    (tmp_path / "README.md").write_text("notes", encoding="utf-8")
    (tmp_path / "python").symlink_to("/bin/sh")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "broken.ttl").write_text("<", encoding="utf-8")
    (tmp_path / "A.TTL").write_text("<urn:a> <urn:b> 1 .", encoding="utf-8")
    assert len(read([tmp_path]).quads) == 1


def test_data_in_a_format_that_is_not_read_are_refused_in_a_folder_too(tmp_path):
    """To pass over knowledge silently would be to lose it."""
    (tmp_path / "a.owl").write_text("<rdf/>", encoding="utf-8")
    with pytest.raises(InputError, match="RDF/XML is not accepted"):
        read([tmp_path])


def test_a_name_that_is_not_utf_8_is_shown_escaped(tmp_path):
    """A file system knows bytes; whoever reads the message, and the graph's name, knows characters."""
    (tmp_path / os.fsdecode(b"caf\xe9.ttl")).write_text("<urn:a> <urn:b> 1 .", encoding="utf-8")
    dataset = read([tmp_path])
    assert dataset.locate("urn:a").file == f"{tmp_path.as_posix()}/caf\\xe9.ttl"
    assert dataset.quads[0].graph_name.value.endswith("/graph/caf%5Cxe9.ttl")


@pytest.mark.parametrize("name", ["x" * 5_000, "nowhere.ttl"])
def test_a_path_that_leads_nowhere_is_an_error_of_input(tmp_path, name):
    """Be it missing or too long for the system."""
    with pytest.raises(InputError, match=r"no such file|cannot be read"):
        read([tmp_path / name])


def test_blank_nodes_have_the_same_names_at_every_run_and_in_no_two_files(tmp_path):
    """Without a stable name no report about a blank node could be the same twice."""
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.ttl").write_text(
            f"<urn:a> <urn:{folder}> [ <urn:b> _:c ] .", encoding="utf-8"
        )
    again = [read([tmp_path / "one", tmp_path / "two"]).subjects() for _ in range(2)]
    assert again[0] == again[1]
    assert len(again[0]) == 3


def test_a_node_named_relative_to_its_file_is_found_again(tmp_path, monkeypatch):
    """The base of a file is the name of its graph."""
    monkeypatch.chdir(tmp_path)
    Path("a.ttl").write_text("\n<b> <urn:c> 1 .", encoding="utf-8")
    dataset = read([Path("a.ttl")])
    (node,) = dataset.subjects()
    assert str(dataset.locate(node)) == "a.ttl:2:1"


def test_files_of_the_same_name_in_two_folders_are_told_apart(tmp_path, monkeypatch):
    """Their graphs have one name, their nodes have the place where they stand."""
    monkeypatch.chdir(tmp_path)
    for folder, node in (("one", "a"), ("two", "b")):
        Path(folder).mkdir()
        (Path(folder) / "c.ttl").write_text(f"<urn:{node}> <urn:c> 1 .", encoding="utf-8")
    dataset = read([Path("one"), Path("two")])
    assert [str(dataset.locate(f"urn:{node}")) for node in "ab"] == ["one/c.ttl:1:1", "two/c.ttl:1:1"]


def test_a_mapping_is_found_again_on_its_row(tmp_path):
    """A finding about a code leads to the line of the table."""
    table = (BROKEN / "line-separator.sssom.tsv").read_text(encoding="utf-8").replace("XX", "HP")
    file = tmp_path / "a.sssom.tsv"
    file.write_text(
        table.replace("concept:a\tskos:exactMatch\tHP:0000001", "concept:b\tskos:exactMatch\tHP:0000001", 1),
        encoding="utf-8",
    )
    dataset = read([file])
    nodes = [dataset.mapping_sets[0].identifier(row) for row in dataset.mapping_sets[0].rows]
    assert [dataset.locate(node).line for node in nodes] == [7, 8]


def test_a_shipped_context_is_put_in_wherever_it_is_named(tmp_path):
    """At the top, in an array, or within a node; every place keeps its line."""
    (tmp_path / "a.jsonld").write_text(
        '[{"@context": ["https://w3id.org/operculum/context.jsonld", {"x": "urn:x"}],\n'
        '"id": "urn:a", "statement": "one", "x": {"id": "urn:b",\n'
        '"@context": "https://w3id.org/operculum/context.jsonld", "seeAlso": "https://w3id.org/operculum/context.jsonld",'
        '"statement": "two"}}]',
        encoding="utf-8",
    )
    dataset = read([tmp_path / "a.jsonld"])
    said = {(quad.subject.value, quad.object.value) for quad in dataset.quads}
    assert {("urn:a", "one"), ("urn:b", "two")} <= said
    assert dataset.locate("urn:b").line == 2


def test_a_path_that_climbs_stays_a_name(tmp_path, monkeypatch):
    """`../` in a given path is read as given and quoted in the graph's name."""
    (tmp_path / "below").mkdir()
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> 1 .", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "below")
    (quad,) = read([Path("../a.ttl")]).quads
    assert quad.graph_name.value == "https://w3id.org/operculum/kb/graph/../a.ttl"


def test_licensed_mappings_are_read_only_on_request():
    """SNOMED CT codes stay out until they are asked for."""
    systems = {row.object_curie.partition(":")[0] for row in knowledge_base(read()).mappings}
    licensed = {row.object_curie.partition(":")[0] for row in knowledge_base(read(licensed=True)).mappings}
    assert "SCTID" not in systems
    assert licensed > systems
