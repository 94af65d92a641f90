"""The manners of the command line: statuses, streams, hints, and nothing that steers a terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from operculum.cli.group import VERBS

PROGRAM = [sys.executable, "-m", "operculum"]


def shell(command, **options):
    """Run a shell command with `operculum` on its path."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, env=environment, **options
    )


def test_without_arguments_the_help_is_shown(operculum):
    """A stranger's first call teaches."""
    outcome = operculum()
    assert all(verb in outcome.output + outcome.errors for verb in VERBS)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["valdate"], 2, "Did you mean 'validate'?"),
        (["validate", "--fromat", "json"], 2, "--format"),
        (["show", "mucus-plugg"], 2, "Did you mean concept:mucus-plug"),
        (["show", "rule:gush"], 2, "Did you mean rule:gush-of-fluid?"),
        (["show", "claim:zzz"], 2, "nothing is called 'claim:zzz'. `operculum query cq-01`"),
        (["show", ""], 2, "nothing is called ''. `operculum query cq-01`"),
        (["export", "--only", "", "--out", "x"], 2, "no concept and no source is called ''"),
        (["validate", "no-such-file.ttl"], 3, "no-such-file.ttl: no such file or folder"),
        (["--kb", "no-such-folder", "show", "x"], 3, "no-such-folder: no such file or folder"),
        (["validate", ""], 2, "An empty name is no path"),
        (["validate", "--shapes", ""], 2, "An empty name is no path"),
        (["validate", "--sources", ""], 2, "An empty name is no path"),
        (["--kb", "", "export"], 2, "An empty name is no path"),
        (["export", "--out", ""], 2, "An empty name is no path"),
        (["validate", "--source", "nonsense"], 2, "is not NAME=FILE"),
        (["validate", "--source", "a=b", "--source", "a=c"], 2, "--source names 'a' twice"),
        (
            ["validate", "--source", "mucus-plug-grow-bak=README.md"],
            2,
            "Did you mean 'mucus-plug-grow-back'?",
        ),
    ],
)
def test_a_mistake_is_answered_with_what_to_do(operculum, arguments, status, said):
    """The status tells usage from input, the message tells the way out, standard output stays empty."""
    outcome = operculum(*arguments)
    assert outcome.status == status
    assert said in outcome.errors
    assert outcome.output == ""
    assert "Traceback" not in outcome.errors


def test_a_fault_of_ours_is_status_5_without_a_traceback(operculum, monkeypatch):
    """Only --debug shows the inside."""
    monkeypatch.setattr("operculum.store.read_knowledge", lambda *_, **__: 1 / 0)
    outcome = operculum("show", "mp-001")
    assert outcome.status == 5
    assert "a fault of ours" in outcome.errors
    with pytest.raises(ZeroDivisionError):
        operculum("--debug", "show", "mp-001")


def test_control_characters_in_data_are_shown_escaped(operculum, earwax):
    """Data cannot steer the reader's terminal."""
    path = earwax / "kb" / "earwax.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"ear wax"@en', '"ear\\u001B[31m wax\\u202E"@en', 1), encoding="utf-8")
    outcome = operculum("--kb", earwax / "kb", "show", "concept:ear-wax")
    assert outcome.status == 0
    assert "\\x1b[31m" in outcome.output
    assert not {"\x1b", "\u202e"} & set(outcome.output)


def test_standard_input_is_read_where_a_file_is_named_by_a_dash():
    """`-` is Turtle from a pipe, and findings name it so."""
    done = shell("printf '<urn:a> a <https://w3id.org/operculum/ontology#Claim> .' | operculum validate -")
    assert done.returncode == 1
    assert done.stdout.startswith("-:1:1: error Claim-")


def test_a_closed_pipe_ends_quietly():
    """`operculum … | head` is no error."""
    done = shell("set -o pipefail; operculum show concept:mucus-plug | head -n 1")
    assert done.stdout.startswith("name: concept:mucus-plug")
    assert done.stderr == ""


def test_a_full_disk_on_standard_output_is_an_error():
    """What could not be written is not passed over."""
    done = shell("operculum show concept:mucus-plug > /dev/full")
    assert done.returncode == 3
    assert "No space left" in done.stderr


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("va", "plain,validate"),
        ("validate --fai", "plain,--fail-on"),
        ("validate --format sa", "plain,sarif"),
        ("query cq-07", "plain,cq-07-no-traceable-evidence"),
        ("query questions/", "file,questions/"),
        ("show mucus-plug-grow-b", "plain,mucus-plug-grow-back"),
        ("show rule:gush", "plain,rule:gush-of-fluid"),
        ("--kb no-such-folder show m", ""),
        ("export --only clomiph", "plain,clomiphene"),
        ("triage --form miscarriage-t", "plain,miscarriage-topics"),
    ],
)
def test_the_shell_completes_verbs_options_and_names(typed, offered):
    """Bash, zsh and fish can complete; what cannot be read offers nothing."""
    words = f"operculum {typed}"
    done = shell(
        f"COMP_WORDS='{words}' COMP_CWORD={words.count(' ')} _OPERCULUM_COMPLETE=bash_complete operculum"
    )
    assert done.stdout.split()[:1] == ([offered] if offered else [])
    assert done.stderr == ""


def test_output_does_not_depend_on_hash_seed_time_zone_or_locale():
    """Same input, same bytes."""
    outputs = set()
    for seed, zone, locale in (
        ("0", "UTC", "C"),
        ("1", "Asia/Tokyo", "C.UTF-8"),
        ("2", "America/Lima", "POSIX"),
    ):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "1"}
        done = subprocess.run(
            [*PROGRAM, "validate", "--format", "json"], capture_output=True, check=False, env=environment
        )
        outputs.add((done.returncode, done.stdout, done.stderr))
    assert len(outputs) == 1


def test_versions_agree():
    """The package, the base and the citation name one version."""
    import operculum as package

    root = Path(__file__).parents[1]
    knowledge = package.load()
    assert f'version = "{package.__version__}"' in (root / "pyproject.toml").read_text(encoding="utf-8")
    assert f"version: {package.__version__}\n" in (root / "CITATION.cff").read_text(encoding="utf-8")
    assert knowledge.release.version == package.__version__
    assert knowledge.release.issued in (root / "CHANGELOG.md").read_text(encoding="utf-8")
