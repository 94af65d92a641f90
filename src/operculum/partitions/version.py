"""Which code judges: between two versions other code may judge otherwise."""

from functools import cache
from hashlib import sha256

from operculum import __version__
from operculum.resources import PACKAGE
from operculum.store.finding import files_below


@cache
def version() -> str:
    """Return the version of the toolkit, with a digest of the code that judges."""
    digest = sha256()
    folders = (PACKAGE / name for name in ("partitions", "shacl", "store", "validation"))
    for path in (*sorted(PACKAGE.glob("*.py")), *(path for each in folders for path in files_below(each))):
        if path.suffix == ".py":
            digest.update(path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:16]}"
