"""Messages of queries, with variables replaced by what they are bound to (SHACL, section 5.3.2)."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pyoxigraph import Literal

from operculum.shacl.terms import Term

PLACEHOLDER: Final = re.compile(r"\{[?$](\w+)\}")


def filled(messages: Sequence[Literal], bindings: Mapping[str, Term | str]) -> tuple[Literal, ...]:
    """Return messages with {?name} and {$name} replaced; names that are not bound stay as they are.

    >>> filled([Literal("no {?a}, no {$b}", language="en")], {"a": Literal("x")})[0].value
    'no x, no {$b}'
    """

    def replacement(match: re.Match[str]) -> str:
        bound = bindings.get(match[1])
        return match[0] if bound is None else bound if isinstance(bound, str) else bound.value

    return tuple(_with_text(message, PLACEHOLDER.sub(replacement, message.value)) for message in messages)


def _with_text(message: Literal, text: str) -> Literal:
    return Literal(text, language=message.language) if message.language else Literal(text)
