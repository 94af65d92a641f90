"""What is told beside the output, on standard error: notes, and on a terminal how far the work is."""

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Self

import click

from operculum.text import one_line

if TYPE_CHECKING:
    from operculum.exporters import Artefact

MILLION: Final = 1_000_000


class ProgressLine:
    """A line that each further one takes the place of."""

    def __init__(self) -> None:
        self._shown = 0

    def __call__(self, what: str, done: int, of: int) -> None:
        """Tell how much of something is done."""
        self.tell(f"{done} of {of} {what}")

    def tell(self, line: str) -> None:
        """Show a line, cut to the width of the terminal."""
        if sys.stderr.isatty():
            cut = line[: shutil.get_terminal_size().columns - 1]
            click.echo(f"\r{cut.ljust(self._shown)}", err=True, nl=False)
            self._shown = len(cut)

    def note(self, note: str) -> None:
        """Tell something that stays, whoever reads."""
        self.end()
        click.echo(f"note: {one_line(note)}", err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Leave an empty line for what is told next."""
        if self._shown:
            self.tell("")
            click.echo("\r", err=True, nl=False)

    def of_artefacts(self, artefacts: "Iterable[Artefact]") -> "Iterator[Artefact]":
        """Yield artefacts, and tell which is being made, and how much of it there is."""
        for number, artefact in enumerate(artefacts, 1):
            line = f"file {number}: {artefact.path}"
            self.tell(line)
            content = artefact.content
            counted = partial(self._pieces, content, line) if callable(content) else content
            yield replace(artefact, content=counted)

    def _pieces(self, content: Callable[[], Iterable[str | bytes]], line: str) -> Iterator[str | bytes]:
        """Yield the pieces of a content, and tell of every million characters."""
        made = 0
        for piece in content():
            yield piece
            before, made = made, made + len(piece)
            if made // MILLION > before // MILLION:
                self.tell(f"{line}, {made // MILLION} MB")
