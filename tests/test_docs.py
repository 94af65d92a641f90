"""The documentation is run: every command with its output, every example, every name explained."""

import doctest
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

from operculum.cli.group import VERBS
from operculum.exporters import EXPORTERS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(
    r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL
)
ANY = "…"


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: what its first line says, its text, and the line it begins on."""

    info: list[str]
    body: str
    line: int


def blocks(path):
    """Yield the fenced blocks of a page in order."""
    text = path.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        yield Block(match["info"].split(), match["body"], text.count("\n", 0, match.start()) + 1)


def commands(body):
    """Yield each command of a console block with its expected status and output."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        first, _, output = part.partition("\n")
        command, _, status = first.partition("  # exit ")
        yield command, int(status or 0), output


def pattern(output):
    """Return the expected output as a pattern in which an ellipsis stands for anything."""
    parts = re.split(rf"^{ANY}\n", output, flags=re.MULTILINE)
    lines = [".*".join(re.escape(piece) for piece in part.split(ANY)) for part in parts]
    return re.compile(r"(?:[^\n]*\n)*?".join(lines))


def ended(output):
    """Return output with exactly one line feed at its end, or nothing."""
    return output.rstrip("\n") + "\n" if output.strip() else ""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_of_a_page_prints_what_the_page_says(path, tmp_path):
    """A page is a session in an empty folder: files are written, commands run, outputs compared."""
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("OPERCULUM_")},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }
    for block in blocks(path):
        names = [part.removeprefix("file=") for part in block.info if part.startswith("file=")]
        for name in names:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(block.body, encoding="utf-8")
        if block.info[:1] == ["console"]:
            for command, status, expected in commands(block.body):
                done = subprocess.run(
                    ["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                    encoding="utf-8", check=False, cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL,
                )  # fmt: skip
                where = f"{path.name}:{block.line}: $ {command}\n{done.stdout}"
                assert done.returncode == status, where
                assert pattern(ended(expected)).fullmatch(ended(done.stdout)), where


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_python_example_of_a_page_runs(path):
    """The examples of a page share their names, as a reader's session does."""
    names = {}
    for block in blocks(path):
        if block.info[:1] == ["python"]:
            test = doctest.DocTestParser().get_doctest(block.body, names, path.name, str(path), block.line)
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
            runner.run(test, clear_globs=False)
            names.update(test.globs)
            assert runner.summarize(verbose=False).failed == 0


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(path):
    """Relative links name files that exist."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
    assert [target for target in targets if not (path.parent / target).exists()] == []


def documentation():
    """Return the text of all pages."""
    return "\n".join(path.read_text(encoding="utf-8") for path in PAGES)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_documented_and_shown_in_use(verb):
    """A verb nobody explains does not exist."""
    assert re.search(rf"^\$ .*operculum (?:--kb \S+ )?{verb}\b", documentation(), re.MULTILINE)


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_of_a_verb_is_documented(verb):
    """Each option stands somewhere in the pages."""
    import click

    from operculum.cli.group import VerbGroup

    command = VerbGroup().get_command(click.Context(click.Command("operculum")), verb)
    options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
    text = documentation()
    assert [option for option in options if f"{option}" not in text] == []


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_every_exporter_has_a_page(exporter):
    """Each exporter is explained in docs/exporters/."""
    assert (ROOT / "docs" / "exporters" / f"{exporter}.md").is_file()


def test_every_dependency_has_its_reason():
    """Each package of pyproject.toml is named in docs/dependencies.md."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = chain.from_iterable(project["project"].get("optional-dependencies", {}).values())
    named = [*project["project"]["dependencies"], *extras, *project["dependency-groups"]["dev"]]
    packages = [re.split(r"[<>=\[;]", each)[0].lower() for each in named if not each.startswith("operculum")]
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    assert [package for package in packages if package not in text] == []
