"""What is made from the knowledge: exporters by name, each imported only when it is used.

>>> list(EXPORTERS)
['json', 'jsonld', 'rdf', 'markdown', 'csv', 'sssom', 'fhir']
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Final

from operculum.exporters.artefact import Artefact, Exporter
from operculum.model import KnowledgeBase

__all__ = ["EXPORTERS", "Artefact", "Exporter"]


def deferred(module: str) -> Exporter:
    """Return the exporter of a module, importing the module only when the exporter runs."""

    def export(knowledge: KnowledgeBase) -> Iterator[Artefact]:
        artefacts: Iterator[Artefact] = import_module(f"operculum.exporters.{module}").export(knowledge)
        return artefacts

    return export


EXPORTERS: Final[dict[str, Exporter]] = {
    "json": deferred("documents"),
    "jsonld": deferred("linked_data"),
    "rdf": deferred("graphs"),
    "markdown": deferred("handbook"),
    "csv": deferred("table"),
    "sssom": deferred("mappings"),
    "fhir": deferred("fhir"),
}
"""Every exporter by the name under which people ask for it, which is also the folder it fills."""
