"""Where the data lies: inside the wheel, or at the top of a checkout. No other module knows."""

from pathlib import Path
from typing import Final, Literal

from operculum.errors import InputError

Folder = Literal["kb", "ontology", "shapes", "queries"]

PACKAGE: Final = Path(__file__).resolve().parent


def folder(name: Folder) -> Path:
    """Return one of the data folders that are shipped with the package.

    Raises `InputError` where neither the wheel nor the checkout holds it.

    >>> (folder("ontology") / "operculum.ttl").is_file()
    True
    """
    for place in (PACKAGE / "_data" / name, PACKAGE.parents[1] / name):
        if place.is_dir():
            return place
    raise InputError(
        f"the folder {name} is missing from this installation", remedy="Install operculum again."
    )
