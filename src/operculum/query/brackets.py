"""Which brackets are open at each token of a query."""

from collections.abc import Iterable, Iterator
from typing import Final

from operculum.errors import InputError
from operculum.query.syntax import Token, place

OPENING: Final = {"{": "}", "(": ")", "[": "]", "<<": ">>", "<<(": ")>>", "{|": "|}"}
CLOSING: Final = frozenset(OPENING.values())


def nesting(found: Iterable[Token], text: str, name: str) -> Iterator[str]:
    """Yield, for each token, the brackets that are open there, its own included, outermost first.

    Raises `InputError` where brackets do not match.
    """
    opened: list[Token] = []
    for token in found:
        if token.is_mark(*OPENING):
            opened.append(token)
        yield "".join(each.text[0] for each in opened)
        if token.is_mark(*CLOSING):
            if not opened or OPENING[opened[-1].text] != token.text:
                raise _mismatch(opened, token, text, name)
            opened.pop()
    if opened:
        mark, where = opened[-1].text, place(text, opened[-1].offset, name)
        raise InputError(f"{mark!r} is never closed", where, f"Close it with {OPENING[mark]!r}.")


def _mismatch(opened: list[Token], closing: Token, text: str, name: str) -> InputError:
    where = place(text, closing.offset, name)
    if not opened:
        return InputError(f"{closing.text!r} closes nothing", where, "Remove it.")
    mark = opened[-1].text
    message = f"{closing.text!r} stands where {OPENING[mark]!r} is expected"
    return InputError(message, where, f"Close the {mark!r} first.")
