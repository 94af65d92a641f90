"""The JSON-LD context that is shipped, so that none is ever fetched."""

from typing import Any, Final

from operculum.namespaces import PREFIXES

CONTEXT_ADDRESS: Final = "https://w3id.org/operculum/context.jsonld"

CONTEXT: Final[dict[str, Any]] = {"@version": 1.1, **PREFIXES}

CONTEXTS: Final[dict[str, Any]] = {CONTEXT_ADDRESS: CONTEXT}
"""The contexts that a document may name by address."""
