"""SPARQL as tokens in nested groups: enough to judge and to rewrite a query, without its algebra."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final, Literal, NamedTuple, TypeAlias, TypeGuard

Kind: TypeAlias = Literal[
    "comment", "space", "iri", "string", "variable", "name", "tag", "word", "number", "sign"
]

PATTERN: Final = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
    |(?P<space>\s+)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"{3}(?:"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<name>_:[\w.\-]*[\w\-]|(?:\w(?:[\w.\-]*[\w\-])?)?:(?:(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.)(?:\.*(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.))*)?)
    |(?P<number>[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<sign>\^\^|&&|\|\||!=|<=|>=|.)""",
    re.VERBOSE | re.DOTALL,
)
CLOSING: Final = {"{": "}", "(": ")", "[": "]"}
DEEPEST: Final = 100
"""Nesting beyond this is refused: the query engine would run out of stack, and the process with it."""


class Token(NamedTuple):
    """A lexical unit; spaces and comments are kept, so that the text can be put together again."""

    kind: Kind
    text: str

    @property
    def keyword(self) -> str:
        """The word in capitals, empty for other tokens."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def variable(self) -> str:
        """The name of the variable, empty for other tokens."""
        return self.text[1:] if self.kind == "variable" else ""

    @property
    def tokens(self) -> tuple["Token", ...]:
        """The token alone, as a part of a query like any other."""
        return (self,)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)  # no slots: what is asked of a group again and again is found once
class Group:
    """What stands between brackets of one kind; the whole query is a group without brackets."""

    opening: str
    parts: tuple["Part", ...]

    @cached_property
    def significant(self) -> tuple["Part", ...]:
        """The parts without spaces and comments."""
        return tuple(
            part for part in self.parts if isinstance(part, Group) or part.kind not in {"space", "comment"}
        )

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All significant tokens, those of the groups within included."""
        return tuple(chain.from_iterable(part.tokens for part in self.significant))

    def __str__(self) -> str:
        return f"{self.opening}{''.join(map(str, self.parts))}{CLOSING.get(self.opening, '')}"


Part: TypeAlias = Token | Group


class QueryError(ValueError):
    """A query whose brackets do not match, or are too deeply nested."""


def parse(text: str) -> Group:
    """Return a query as nested groups.

    >>> [str(part) for part in parse("ASK { ?a ?b 'x}' }").parts]
    ['ASK', ' ', "{ ?a ?b 'x}' }"]
    """
    stack: list[tuple[str, list[Part]]] = [("", [])]
    for token in tokens(text):
        if token.kind == "sign" and token.text in CLOSING:
            stack.append((token.text, []))
            if len(stack) > DEEPEST:
                raise QueryError(f"the query is nested more than {DEEPEST} deep")
        elif token.kind == "sign" and token.text in CLOSING.values():
            opening, parts = stack.pop()
            if CLOSING.get(opening) != token.text:
                raise QueryError(f"the query has a {token.text} that closes nothing")
            stack[-1][1].append(Group(opening, tuple(parts)))
        else:
            stack[-1][1].append(token)
    if len(stack) > 1:
        raise QueryError(f"the query has a {stack[-1][0]} that is never closed")
    return Group("", tuple(stack[0][1]))


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query; together they are its text."""
    for match in PATTERN.finditer(text):
        kind = match.lastgroup
        yield Token(kind, match.group())  # type: ignore[arg-type]  # the groups of the pattern are the kinds


def significant(group: Group) -> Sequence[Part]:
    """Return the parts of a group without spaces and comments."""
    return group.significant


def split(parts: Sequence[Part], sign: str) -> Iterator[Sequence[Part]]:
    """Yield what stands before, between and after the places of a sign.

    >>> [len(each) for each in split(significant(parse("a/b c/d")), "/")]
    [1, 2, 1]
    """
    start = 0
    for place, part in enumerate(parts):
        if isinstance(part, Token) and part.text == sign:
            yield parts[start:place]
            start = place + 1
    yield parts[start:]


def walk(*parts: Part) -> Iterator[Token]:
    """Yield all significant tokens of parts, those of groups at any depth included."""
    return chain.from_iterable(part.tokens for part in parts)


def groups(group: Group) -> Iterator[Group]:
    """Yield a group and all groups within it."""
    yield group
    for part in group.parts:
        if isinstance(part, Group):
            yield from groups(part)


def is_braces(part: Part) -> TypeGuard[Group]:
    """Tell whether a part is a group in braces."""
    return isinstance(part, Group) and part.opening == "{"


def keyword_of(part: Part) -> str:
    """Return the word that a part is, in capitals; empty for anything else."""
    return part.keyword if isinstance(part, Token) else ""


def variables(group: Group) -> set[str]:
    """Return the names of all variables that a group mentions, at any depth."""
    return {token.variable for token in walk(group)} - {""}
