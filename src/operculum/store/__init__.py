"""Files to a dataset, and a dataset to the model."""

from operculum.store.dataset import DataFile, Dataset, ontology, read, shipped_shapes, subject_of
from operculum.store.reading import knowledge_base

__all__ = ["DataFile", "Dataset", "knowledge_base", "ontology", "read", "shipped_shapes", "subject_of"]
