"""The tokens of SPARQL, told apart as its grammar does (SPARQL 1.1 Query Language, section 19.8)."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from operculum.errors import InputError, Location

LETTERS: Final = (
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    r"\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
"""PN_CHARS_BASE of the grammar."""

NAME: Final = rf"{LETTERS}_0-9\u00b7\u0300-\u036f\u203f\u2040"
"""The characters inside a variable's name; names with prefixes also have the hyphen."""

LOCAL: Final = rf"(?:[{NAME}:-]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%])"

TOKEN: Final = re.compile(
    rf"""
    (?P<space>[ \t\r\n]++)
    | (?P<comment>\#[^\r\n]*+)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*+>)
    | (?P<string>\"{{3}}(?:[^"\\]|\\.|\"(?!\"\"))*+\"{{3}} | '{{3}}(?:[^'\\]|\\.|'(?!''))*+'{{3}}
        | \"(?!\"\")(?:[^"\\\r\n]|\\.)*+\" | '(?!'')(?:[^'\\\r\n]|\\.)*+' | \"\"(?!\") | ''(?!'))
    | (?P<variable>[?$][{NAME}]++)
    | (?P<blank>_:[{LETTERS}_0-9](?:[{NAME}-]|\.++(?=[{NAME}-]))*+)
    | (?P<prefixed>(?:[{LETTERS}](?:[{NAME}-]|\.++(?=[{NAME}-]))*+)?:
        (?:(?!-)(?!\u00b7){LOCAL}(?:{LOCAL}|\.++(?={LOCAL}))*+)?)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*+(?:--[a-z]+)?)
    | (?P<number>(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]++)
    | (?P<word>[A-Za-z][A-Za-z0-9_]*+)
    | (?P<mark><<\(|\)>>|<<|>>|\{{\||\|\}}|\^\^|&&|\|\||!=|<=|>=|[{{}}()\[\].;,=<>!+\-*/|^?~])
    """,
    re.VERBOSE | re.DOTALL,
)


SHOWN: Final = 40
"""How many characters of a token an error shows."""


class Kind(StrEnum):
    """What sort of token it is."""

    iri = "iri"
    string = "string"
    variable = "variable"
    blank = "blank"
    prefixed = "prefixed"
    language = "language"
    number = "number"
    word = "word"
    mark = "mark"


class Token(NamedTuple):
    """One token, its offset in the query, and whether space or a comment stands before it."""

    kind: Kind
    text: str
    offset: int
    spaced: bool

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of these keywords (given in capitals); SPARQL ignores their case."""
        return self.kind is Kind.word and self.text.upper() in words

    def is_mark(self, *marks: str) -> bool:
        """Tell whether this is one of these marks."""
        return self.kind is Kind.mark and self.text in marks


def shown(token: Token) -> str:
    """Return a token as errors show it: quoted, and cut where it is long."""
    return repr(token.text if len(token.text) <= SHOWN else f"{token.text[:SHOWN]}…")


def place(text: str, offset: int, name: str) -> Location:
    """Return the line and column of an offset, both from 1."""
    return Location(name, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def tokens(text: str, name: str = "query") -> Iterator[Token]:
    """Yield the tokens of a query, space and comments left out; raises `InputError` where there is none.

    >>> [token.text for token in tokens("ASK { ?s a <http://e.org/#c> } # SERVICE")]
    ['ASK', '{', '?s', 'a', '<http://e.org/#c>', '}']
    """
    offset, spaced = 0, False
    while offset < len(text):
        match = TOKEN.match(text, offset)
        if match is None:
            raise _stray(text, offset, name)
        if match.lastgroup in ("space", "comment"):
            spaced = True
        else:
            yield Token(Kind(match.lastgroup or ""), match.group(), offset, spaced)
            spaced = False
        offset = match.end()


def _stray(text: str, offset: int, name: str) -> InputError:
    where = place(text, offset, name)
    if text[offset] in "\"'":
        return InputError("the string that begins here has no end", where, "Close it with the same quotes.")
    return InputError(
        f"the character {text[offset]!r} cannot stand here", where, "Put texts in quotes and IRIs in < >."
    )
