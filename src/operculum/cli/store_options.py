"""The options by which the verbs that reach a store elsewhere say who asks, and how long they wait."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from operculum.errors import UsageError

if TYPE_CHECKING:
    from operculum.endpoint.client import Client


def credentials(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options --user and --password."""
    password = click.option(
        "--password", envvar="OPERCULUM_PASSWORD", show_envvar=True, help="The password for a store."
    )
    user = click.option("--user", envvar="OPERCULUM_USER", show_envvar=True, help="The user of a store.")
    return user(password(command))


def client(user: str | None, password: str | None, timeout: float) -> "Client":
    """Return who asks; raises `UsageError` for a user without a password, or the other way round."""
    from operculum.endpoint.client import Client, Credentials

    if (user is None) != (password is None):
        raise UsageError("a user and a password belong together", remedy="Give both, or neither.")
    known = None if user is None or password is None else Credentials(user, password)
    return Client(known, timeout)
