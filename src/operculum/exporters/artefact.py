"""What an exporter makes: files as values, which somebody else writes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from operculum.model import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file: its path below the folder of the exports, with `/`, and what it holds.

    What grows with the base is not held whole: its content is a function that yields it in pieces, the same
    ones however often it is called.
    """

    path: str
    content: str | bytes | Callable[[], Iterable[str | bytes]]

    def pieces(self) -> Iterator[bytes]:
        """Yield the content as it is written: text as UTF-8, its line ends untouched."""
        for piece in self.content() if callable(self.content) else (self.content,):
            yield piece.encode() if isinstance(piece, str) else piece

    @property
    def bytes(self) -> bytes:
        """The whole content as it is written."""
        return b"".join(self.pieces())


Exporter = Callable[[KnowledgeBase], Iterator[Artefact]]
"""A pure function of the knowledge base: no RDF library, no file system, no clock."""
