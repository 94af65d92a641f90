"""What arguments and options may be: paths that are not empty, seconds that end."""

from math import isfinite
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


class Seconds(click.FloatRange):
    """A time to wait, longer than nothing and shorter than for ever."""

    def __init__(self) -> None:
        super().__init__(0, min_open=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the seconds, or fail where they are no number or have no end."""
        seconds: float = super().convert(value, param, ctx)
        if not isfinite(seconds):
            self.fail(f"{value} is no number of seconds.", param, ctx)
        return seconds


PATH: Final = FilledPath(path_type=Path)
PATH_OR_URL: Final = FilledPath()
SECONDS: Final = Seconds()
