"""How far work is: whoever wants to know is told."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, int, int], None]
"""Is told what is being done, how much of it was, and of how much."""


def silent(*_: object) -> None:
    """Tell nobody."""
