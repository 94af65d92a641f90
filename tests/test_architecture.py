"""The house: data moves one way, modules stay small, the data folders hold data only."""

import ast
import statistics
import sys
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "operculum"
MODULES = sorted(PACKAGE.rglob("*.py"))

LAYERS = [
    {"errors", "namespaces", "resources", "text", "contexts", "progress", "cycles"},
    {"model"},
    {"store", "shacl", "wording"},
    {"query", "triage", "fhir"},
    {"exporters", "validation"},
    {"inspection", "artefacts", "partitions", "endpoint"},
    {"reporting", "serve"},
    {"knowledge", ""},
    {"cli", "__main__"},
]
"""What may import what: a module sees its own layer and those above it here; "" is the package itself."""

IMPURE = {
    "pyoxigraph", "rdflib", "pyshacl", "pathlib", "os", "time", "datetime", "random", "tempfile",
    "socket", "subprocess", "urllib.request", "click",
}  # fmt: skip
"""What an exporter never sees: no RDF library, no file system, no clock, no chance."""


def part(module: str) -> str:
    """Return the part of the house a module belongs to."""
    return module.removeprefix("operculum").removeprefix(".").split(".")[0]


def name(path: Path) -> str:
    """Return the dotted name of a module's file."""
    relative = path.relative_to(PACKAGE.parent).with_suffix("")
    return ".".join(relative.parts).removesuffix(".__init__")


def imports(path: Path):
    """Yield the dotted names a module imports, those inside functions too, typing-only ones not."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def known(names):
    """Return those of the names that are modules of ours."""
    ours = {name(path) for path in MODULES}
    return {each for each in names if each in ours}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_imports_only_from_its_own_layer_or_a_lower_one(path):
    """Data moves one way, and so do imports."""
    level = {each: number for number, layer in enumerate(LAYERS) for each in layer}
    own = level[part(name(path))]
    upward = [each for each in known(imports(path)) if each != "operculum" and level[part(each)] > own]
    assert upward == []


def test_no_two_modules_import_each_other():
    """There is an order in which every module can be read."""
    graph = {name(path): known(imports(path)) - {name(path)} for path in MODULES}
    packages = {each for each in graph if any(other.startswith(f"{each}.") for other in graph)}
    leaves = {each: {other for other in needed if other not in packages} for each, needed in graph.items()}
    assert len(list(TopologicalSorter(leaves).static_order())) == len(MODULES)


@pytest.mark.parametrize("path", [path for path in MODULES if part(name(path)) == "exporters"], ids=name)
def test_exporters_see_no_rdf_library_no_file_system_and_no_clock(path):
    """An exporter is a pure function of the knowledge base."""
    assert sorted(set(imports(path)) & IMPURE) == []


def test_only_the_command_line_knows_click():
    """The library can be used without a terminal."""
    users = {part(name(path)) for path in MODULES if "click" in set(imports(path))}
    assert users == {"cli"}


def test_nothing_prints_but_the_command_line():
    """Findings are data; they are printed in one place."""
    printing = [
        name(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_one_module_alone_knows_where_the_data_lie():
    """Whoever needs a data folder asks `resources`."""
    users = [name(path) for path in MODULES if "__file__" in path.read_text(encoding="utf-8")]
    assert users == ["operculum.resources"]


def lines_of_code(node):
    """Return the length of a function without its docstring."""
    docstring = node.body[0] if ast.get_docstring(node) else None
    return (
        node.end_lineno - node.lineno + 1 - (docstring.end_lineno - docstring.lineno + 1 if docstring else 0)
    )


def test_modules_and_functions_stay_small():
    """Median module under 150 lines, none over 400; nine functions of ten under 30."""
    texts = {name(path): path.read_text(encoding="utf-8") for path in MODULES}
    lengths = {module: len(text.splitlines()) for module, text in texts.items()}
    assert {module: length for module, length in lengths.items() if length > 400} == {}
    assert statistics.median(lengths.values()) < 150
    trees = (ast.walk(ast.parse(text)) for text in texts.values())
    functions = sorted(
        lines_of_code(node)
        for node in chain.from_iterable(trees)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert functions[int(len(functions) * 0.9)] < 30


@pytest.mark.parametrize("folder", ["kb", "ontology", "shapes", "queries"])
def test_data_folders_hold_data_only(folder):
    """Code among the Turtle would be shipped as data, and break editable installs."""
    allowed = {".ttl", ".rq", ".tsv", ".md"}
    assert [
        path.name for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix not in allowed
    ] == []


def test_help_imports_nothing_heavy(tmp_path):
    """`--help` answers at once because every verb's imports wait for the verb."""
    import subprocess

    script = (
        "import sys; from operculum.cli import run; run(['--help']); run(['validate', '--help']); "
        "print(sorted({'rdflib', 'pyshacl', 'numpy', 'pyoxigraph', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "unused"),
    [
        (["validate"], {"rdflib", "pyshacl", "numpy", "operculum.model", "operculum.exporters"}),
        (["query", "ASK {}"], {"rdflib", "operculum.model", "operculum.shacl"}),
        (["show", "claim:mp-001"], {"rdflib", "pyshacl", "operculum.shacl"}),
    ],
    ids=["validate", "query", "show"],
)
def test_a_verb_imports_nothing_large_that_it_does_not_use(arguments, unused, tmp_path):
    """A cold start pays for nothing but what the verb needs."""
    import subprocess

    script = (
        f"import sys; from operculum.cli import run; run({arguments}); "
        f"print(sorted({unused} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.splitlines()[-1] == "[]"
