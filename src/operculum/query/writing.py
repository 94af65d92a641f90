"""A judged query is written anew from its tokens, so that what was judged is what the engine reads.

Where `?a<'x>` is a comparison to one reader and an IRI to another, or a keyword may be glued to a prefix, a
judge and an engine could read the same text apart. What is written here leaves no such choice: no comments,
prefixed names as IRIs, strings in one kind of quotes, and no quotes or hashes inside IRIs.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from operculum.errors import InputError
from operculum.query.guard import Query
from operculum.query.syntax import Kind, Token
from operculum.query.words import GAP

IN_STRING: Final = re.compile(r'\\.|["\n\r]', re.DOTALL)
STRING_ESCAPES: Final = {'"': r"\"", "\n": r"\n", "\r": r"\r"}
IN_IRI: Final = re.compile(r"['#]")
LOCAL_ESCAPE: Final = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Written:
    """A query in one line, as the engine gets it, and where in that line each of its tokens starts."""

    query: Query
    text: str
    starts: tuple[int, ...]

    def token(self, column: int) -> Token | None:
        """Return the token of the query at a column of what was written, or None behind the last."""
        if column > len(self.text):
            return None
        return self.query.tokens[bisect_right(self.starts, column - 1) - 1]


def write(query: Query, bindings: Mapping[str, str]) -> Written:
    r"""Write a query for the engine, each binding as a VALUES in the patterns that name its variable.

    `bindings` maps variable names to terms, written as N-Triples.

    >>> from operculum.query.guard import judge
    >>> written = write(judge("ASK { ?s a skos:Concept } # all"), {"s": "<https://e.org/s>"})
    >>> " ".join(written.text.split())
    'ASK { VALUES ?s { <https://e.org/s> } ?s a <http://www.w3.org/2004/02/skos/core\\u0023Concept> }'
    """
    inserted = _values(query, bindings)
    parts, starts, length = list[str](), list[int](), 0
    for position, token in enumerate(query.tokens):
        starts.append(length)
        gap = "" if _belong_together(*query.tokens[position : position + 2]) else GAP
        parts.append(_text(token, query.prefixes) + inserted.get(position, "") + gap)
        length += len(parts[-1])
    return Written(query, "".join(parts), tuple(starts))


def _belong_together(token: Token, following: Token | None = None) -> bool:
    """Tell whether nothing may part two tokens: a sign and its number, or a function and its bracket.

    The grammar would let a function stand apart, the engine does not always.
    """
    if following is None:
        return False
    if following.kind is Kind.number:
        return token.is_mark("+", "-") and not following.spaced
    return token.kind is Kind.word and token.text != "a" and following.is_mark("(")


def _text(token: Token, prefixes: Mapping[str, str]) -> str:
    if token.kind is Kind.string:
        return _string(token.text)
    iri = resolve(token, prefixes)
    if iri is None:
        return token.text
    return "<{}>".format(IN_IRI.sub(lambda match: f"\\u{ord(match.group()):04X}", iri))


def resolve(token: Token, prefixes: Mapping[str, str]) -> str | None:
    """Return the IRI that a token denotes, or None where it is no IRI."""
    if token.kind is Kind.prefixed:
        prefix, _, local = token.text.partition(":")
        return prefixes[prefix] + LOCAL_ESCAPE.sub(r"\1", local)
    return token.text[1:-1] if token.kind is Kind.iri else None


def _string(text: str) -> str:
    quotes = 3 if text[:3] in ('"""', "'''") and len(text) >= 6 else 1
    content = text[quotes:-quotes]
    escaped = IN_STRING.sub(lambda match: STRING_ESCAPES.get(match.group(), match.group()), content)
    return f'"{escaped}"'


def _values(query: Query, bindings: Mapping[str, str]) -> dict[int, str]:
    """Return what is inserted after each position: in the outermost pattern, and wherever a name occurs."""
    wanted = {name: term for name, term in sorted(bindings.items()) if name in query.variables}
    inserted = {}
    groups = _groups(query)
    for number, (begin, end) in enumerate(groups):
        names = {token.text[1:] for token in query.tokens[begin:end] if token.kind is Kind.variable}
        inserted[begin] = "".join(
            f" VALUES ?{name} {{ {term} }}" for name, term in wanted.items() if number == 0 or name in names
        )
    if wanted and not groups:
        where = query.place(query.tokens[0])
        raise InputError("this query has no pattern in which a variable could be bound", where)
    return inserted


def _groups(query: Query) -> list[tuple[int, int]]:
    """Return where each graph pattern begins and ends, the outermost first.

    Braces also stand around the template of a CONSTRUCT, the data of VALUES, and a sub-select.
    """
    groups, opened, data = list[tuple[int, int]](), list[int](), False
    for position, token in enumerate(query.tokens):
        data = data or token.is_word("VALUES")
        if token.is_mark("{"):
            template = position > 0 and query.tokens[position - 1].is_word("CONSTRUCT")
            following = query.tokens[position + 1]
            opened.append(-1 if template or data or following.is_word("SELECT") else position)
            data = False
        elif token.is_mark("}"):
            begin = opened.pop()
            if begin >= 0:
                groups.append((begin, position))
    return sorted(groups)
