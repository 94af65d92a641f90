"""The one error of this package: a shapes graph that cannot be judged."""

from operculum.errors import InputError, Location
from operculum.shacl.terms import Term, name_of


class ShapesError(InputError):
    """A shapes graph is ill-formed, or cannot be judged; it never counts as conforming.

    `node` is the node of the shapes graph at fault (a shape, a constraint or a validator), so that the
    caller, who knows the files, can add the `location`.

    >>> from pyoxigraph import NamedNode
    >>> print(ShapesError(NamedNode("https://example.org/S"), "sh:minCount is not an integer"))
    shape <https://example.org/S>: sh:minCount is not an integer
    """

    def __init__(
        self, node: Term | None, reason: str, location: Location | None = None, remedy: str = ""
    ) -> None:
        place = f"shape {name_of(node)}: " if node is not None else ""
        super().__init__(place + reason, location, remedy)
        self.node = node
        self.reason = reason
