"""The tokens of SPARQL, told apart as its grammar does (SPARQL 1.1 Query Language, section 19.8)."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from operculum.errors import InputError, Location

LETTER: Final = r"[^\x00-@\[-`{-\xbf]"
NAME: Final = r"[^\x00-/:-@\[-^`{-\xb6\xb8-\xbf]"
PART: Final = r"[^\x00-,./:-@\[-^`{-\xb6\xb8-\xbf]"
"""What begins a prefix, what a variable consists of, and what prefixed names consist of, by what is excluded
below U+00C0. Above, the grammar excludes a few more; the engine knows which, and none has a meaning."""

LOCAL: Final = rf"(?:{PART}|:|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%])"

TOKEN: Final = re.compile(
    rf"""
    (?P<space>[ \t\r\n]++)
    | (?P<comment>\#[^\r\n]*+)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*+>)
    | (?P<string>\"{{3}}(?:[^"\\]|\\.|\"(?!\"\"))*+\"{{3}} | '{{3}}(?:[^'\\]|\\.|'(?!''))*+'{{3}}
        | \"(?!\"\")(?:[^"\\\r\n]|\\.)*+\" | '(?!'')(?:[^'\\\r\n]|\\.)*+' | \"\"(?!\") | ''(?!'))
    | (?P<variable>[?$]{NAME}++)
    | (?P<blank>_:{NAME}(?:{PART}|\.++(?={PART}))*+)
    | (?P<prefixed>(?:{LETTER}(?:{PART}|\.++(?={PART}))*+)?:(?:(?!-){LOCAL}(?:{LOCAL}|\.++(?={LOCAL}))*+)?)
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
