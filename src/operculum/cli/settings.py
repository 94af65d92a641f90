"""What the options before the verb say."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from operculum.model import KnowledgeBase
    from operculum.store import Dataset


@dataclass(frozen=True, slots=True)
class Settings:
    """Which knowledge base to work on, whether with licensed codes, and whether faults show a traceback."""

    kb: Path | None = None
    licensed: bool = False
    debug: bool = False

    def dataset(self) -> "Dataset":
        """Read the files of the knowledge base, the vocabulary not included."""
        from operculum.store import read

        return read(None if self.kb is None else [self.kb], licensed=self.licensed)

    def knowledge_base(self) -> "KnowledgeBase":
        """Read the knowledge base into the model."""
        from operculum.store import read_knowledge

        return read_knowledge(None if self.kb is None else [self.kb], licensed=self.licensed)
