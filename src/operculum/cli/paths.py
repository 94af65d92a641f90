"""Paths as arguments and options."""

from pathlib import Path
from typing import Any, Final

import click


class FilledPath(click.Path):
    """A path that is not empty: an unset variable of the shell must not mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or fail where it is empty."""
        if value == "":
            self.fail("An empty name is no path; the current folder is '.'.", param, ctx)
        return super().convert(value, param, ctx)


PATH: Final = FilledPath(path_type=Path)
PATH_OR_URL: Final = FilledPath()
