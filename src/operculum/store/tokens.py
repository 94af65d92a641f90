"""The tokens of Turtle and TriG with their places: the parser does not tell where a node stands, we do."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

TOKEN: Final = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
    | (?P<iri><[^<>"{}|^`\s]*>)
    | (?P<string>\"{3}(?:[^"\\]++|\\.|\"(?!\"\"))*+\"{3} | '{3}(?:[^'\\]++|\\.|'(?!''))*+'{3}
        | \"(?:[^"\\\n]++|\\.)*+\" | '(?:[^'\\\n]++|\\.)*+')
    | (?P<mark>\^\^|[;,\[\](){}])
    | (?P<word>@?(?:\\.|[^\s<>"'{}\[\]();,\#\\])+)
    """,
    re.VERBOSE | re.DOTALL,
)
"""Words swallow a closing full stop; `tokens` gives it back."""


class Token(NamedTuple):
    """One token: its kind (`iri`, `string`, `mark` or `word`), its text, and its offset in the text."""

    kind: str
    text: str
    offset: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a Turtle or TriG document, comments left out.

    >>> [token.text for token in tokens('a:b a:c "x.y"@en ; a:d 1.5 . # end')]
    ['a:b', 'a:c', '"x.y"', '@en', ';', 'a:d', '1.5', '.']
    """
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "comment":
            continue
        token = match.group()
        word = token.rstrip(".") if kind == "word" else token
        if word:
            yield Token(kind, word, match.start())
        if len(word) < len(token):
            yield Token("mark", ".", match.start() + len(word))
