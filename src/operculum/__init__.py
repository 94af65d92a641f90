"""Health texts as claims that can be checked: who says what, how firmly, in which passage, and who disagrees.

The public names are `load`, `validate`, the model's `KnowledgeBase`, the `Report` of a validation, and the
one base class of errors, `OperculumError`. They are imported when they are first asked for, so that the
command line can start at once.

>>> import operculum
>>> sorted(operculum.__all__)
['Knowledge', 'KnowledgeBase', 'OperculumError', 'Report', '__version__', 'load', 'validate']
"""

from typing import TYPE_CHECKING, Any, Final

from operculum.errors import OperculumError

if TYPE_CHECKING:
    from operculum.knowledge import Knowledge, load
    from operculum.model import KnowledgeBase
    from operculum.validation import Report, validate

__version__ = "0.1.0"

__all__ = ["Knowledge", "KnowledgeBase", "OperculumError", "Report", "__version__", "load", "validate"]

HOMES: Final = {
    "Knowledge": "operculum.knowledge",
    "KnowledgeBase": "operculum.model",
    "Report": "operculum.validation",
    "load": "operculum.knowledge",
    "validate": "operculum.validation",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    from importlib import import_module

    if name in HOMES:
        return getattr(import_module(HOMES[name]), name)
    raise AttributeError(f"module 'operculum' has no attribute {name!r}")
