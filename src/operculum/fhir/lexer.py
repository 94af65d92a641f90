"""FHIRPath cut into tokens (FHIRPath N1, section Lexical Elements)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


class FhirPathError(Exception):
    """The text is no FHIRPath; the message says what is wrong and at which character, from 1."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} at character {position + 1}")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of an expression, its kind and where it begins."""

    kind: str
    text: str
    position: int


STRING: Final = r"'(?:[^'\\]|\\.)*'"
"""As the grammar has it: a backslash may stand before any character, as in a regular expression."""

DELIMITED: Final = r"`(?:[^`\\]|\\(?:['\"`\\/fnrt]|u[0-9a-fA-F]{4}))*`"
DATE: Final = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
TIME: Final = r"\d{2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?)?"

TOKENS: Final = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in (
            ("space", r"\s+|//[^\n]*|/\*.*?\*/"),
            ("date", rf"@{DATE}(?:T(?:{TIME})?(?:Z|[+-]\d{{2}}:\d{{2}})?)?|@T{TIME}"),
            ("number", r"\d+(?:\.\d+)?"),
            ("string", STRING),
            ("variable", rf"%(?:[A-Za-z_]\w*|{STRING}|{DELIMITED})"),
            ("special", r"\$(?:this|index|total)\b"),
            ("name", rf"[A-Za-z_]\w*|{DELIMITED}"),
            ("symbol", r"<=|>=|!=|!~|[-+*/&|=~<>.,()\[\]{}]"),
        )
    ),
    re.DOTALL,
)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of an expression; raises `FhirPathError` at a character that begins none."""
    position = 0
    while position < len(text):
        match = TOKENS.match(text, position)
        if match is None:
            raise FhirPathError(f"nothing begins with {text[position]!r}", position)
        if match.lastgroup != "space":
            yield Token(str(match.lastgroup), match.group(), position)
        position = match.end()
    yield Token("end", "", len(text))
