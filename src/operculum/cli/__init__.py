"""The command line: opens, calls one function of the library, prints. Only here exit statuses are known.

0 clean · 1 findings at the failing level · 2 usage · 3 input unreadable or ill-formed, output unwritable ·
4 limit or timeout · 5 a fault of ours · 130 interrupted from the keyboard, as shells have it.
"""

import gc
import os
import sys
from pathlib import Path
from typing import Any, Final

import click

from operculum.cli.group import VerbGroup
from operculum.cli.parameters import PATH
from operculum.cli.settings import Settings
from operculum.errors import InputError, LimitError, OperculumError, UsageError
from operculum.text import printable

USAGE: Final = 2
ILL_FORMED: Final = 3
LIMIT: Final = 4
FAULT: Final = 5
INTERRUPTED: Final = 130

STATUSES: Final[tuple[tuple[type[OperculumError], int], ...]] = (
    (UsageError, USAGE),
    (LimitError, LIMIT),
    (InputError, ILL_FORMED),
    (OperculumError, ILL_FORMED),
)


@click.group(
    cls=VerbGroup,
    subcommand_metavar="VERB [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 clean, 1 findings, 2 a request that makes no sense, 3 input that cannot be "
    "read or output that cannot be written, 4 a limit, 5 a fault of ours.",
)
@click.option("--kb", type=PATH, help="A knowledge base of your own instead of the shipped one.")
@click.option("--snomed-ct", is_flag=True, help="Read the SNOMED CT mappings too; their use needs a licence.")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault.")
@click.version_option(package_name="operculum", message="%(prog)s %(version)s")
@click.pass_context
def group(context: click.Context, kb: Path | None, *, snomed_ct: bool, debug: bool) -> None:
    """Turn health texts into claims that can be checked, and make from them what others use.

    It is information, not medical advice.
    """
    context.obj = Settings(kb, snomed_ct, debug)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    gc.disable()  # data hold no cycles, and the search for some takes a third of the time of large bases
    status = run(sys.argv[1:] if arguments is None else arguments)
    gc.freeze()  # nor does the interpreter look for cycles when it ends
    sys.exit(status)


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit status; errors are printed on standard error."""
    try:
        result: Any = group.main(arguments, prog_name="operculum", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.Abort:
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except OperculumError as error:
        click.echo(f"operculum: {printable(str(error))}", err=True)
        return next(status for kind, status in STATUSES if isinstance(error, kind))
    except BrokenPipeError:
        _silence_standard_output()
        return 0
    except OSError as error:  # inputs have errors of their own
        _silence_standard_output()
        click.echo(f"operculum: the output cannot be written: {error.strerror or error}", err=True)
        return ILL_FORMED
    except Exception as fault:
        if "--debug" in arguments:
            raise
        click.echo(
            f"operculum: a fault of ours: {printable(repr(fault))}. Please report it; --debug shows more.",
            err=True,
        )
        return FAULT
    return result if isinstance(result, int) else 0


def _silence_standard_output() -> None:
    """Keep the interpreter from complaining once more, at its end, of a stream that cannot be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
