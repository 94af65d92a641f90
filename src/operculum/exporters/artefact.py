"""What an exporter makes: files as values, which somebody else writes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from operculum.model import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file: its path below the folder of the exports, with `/`, and what it holds."""

    path: str
    content: str | bytes

    @property
    def bytes(self) -> bytes:
        """The content as it is written: text as UTF-8, its line ends untouched."""
        return self.content.encode() if isinstance(self.content, str) else self.content


Exporter = Callable[[KnowledgeBase], Iterator[Artefact]]
"""A pure function of the knowledge base: no RDF library, no file system, no clock."""
