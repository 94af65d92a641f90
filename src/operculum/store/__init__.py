"""Files to a dataset, and a dataset to the model, which is imported only when it is first asked for."""

from typing import TYPE_CHECKING, Any

from operculum.store.dataset import DataFile, Dataset, ontology, read, shipped_shapes, subject_of, text_of

if TYPE_CHECKING:
    from operculum.store.reading import knowledge_base, read_knowledge

__all__ = [
    "DataFile",
    "Dataset",
    "knowledge_base",
    "ontology",
    "read",
    "read_knowledge",
    "shipped_shapes",
    "subject_of",
    "text_of",
]


def __getattr__(name: str) -> Any:
    """Import what leads to the model when it is first asked for: most verbs judge or ask without it."""
    if name in {"knowledge_base", "read_knowledge"}:
        from operculum.store import reading

        return getattr(reading, name)
    raise AttributeError(f"module 'operculum.store' has no attribute {name!r}")
