"""Files to a dataset, and a dataset to the model."""

from operculum.store.dataset import DataFile, Dataset, ontology, read, shipped_shapes, subject_of
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
]
