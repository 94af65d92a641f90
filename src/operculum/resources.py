"""Where the data lies: inside the wheel, or at the top of a checkout. No other module knows."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from operculum.errors import InputError

Folder = Literal["kb", "ontology", "shapes", "queries"]


def folder(name: Folder) -> Traversable:
    """Return one of the data folders that are shipped with the package.

    Raises `InputError` where neither the wheel nor the checkout holds it.

    >>> folder("ontology").joinpath("operculum.ttl").is_file()
    True
    """
    packaged = files("operculum") / "_data" / name
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parents[2] / name
    if checkout.is_dir():
        return checkout
    raise InputError(
        f"the folder {name} is missing from this installation", remedy="Install operculum again."
    )
