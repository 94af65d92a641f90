"""Rewriting a query so that its variables are bound beforehand (SHACL, appendix A: Values Insertion).

The rows of bindings lie in a graph of their own. A pattern that reads a row is put at the head of every group
that mentions a bound variable, and of the outermost one; so a query runs for one row or for all rows at once,
and blank nodes and literals are bound as well as IRIs.
"""

from collections.abc import Callable, Sequence
from typing import Final

from pyoxigraph import NamedNode

from operculum.shacl.paths import Path
from operculum.shacl.sparql.selects import is_select
from operculum.shacl.sparql.tokens import Group, Part, Token, keyword_of, parse, tokens, variables

ROWS: Final = "urn:x-operculum:rows"
"""The graph that holds the rows."""
COLUMN: Final = "urn:x-operculum:column:"
"""Properties below this name are the bound variables of a row."""


def row_pattern(bound: Sequence[str]) -> str:
    """Return the pattern that reads a row: a blank node with a property for each bound variable."""
    columns = " ; ".join(f"<{COLUMN}{name}> ?{name}" for name in bound)
    return f" GRAPH <{ROWS}> {{ [] {columns} }} "


def substitute_path(query: Group, path: Path) -> Group:
    """Return a query with $PATH replaced by a property path in SPARQL."""
    text = str(path) if isinstance(path, NamedNode) else f"({path})"
    return parse("".join(text if token.variable == "PATH" else token.text for token in tokens(str(query))))


def bind(query: Group, bound: Sequence[str]) -> str:
    """Return the text of a query that reads its bindings from the graph of rows."""
    pattern = row_pattern(bound)
    names = frozenset(bound)
    seen_outermost = False

    def rewrite(group: Group, *, reads: bool) -> str:
        texts = [group.opening, pattern if reads else ""]
        before = ""
        for part in group.parts:
            if isinstance(part, Group):
                texts.append(rewrite_child(part, before))
            else:
                texts.append(part.text)
            before = _remembered(part, before)
        return "".join(texts) + {"{": "}", "(": ")", "[": "]"}.get(group.opening, "")

    def rewrite_child(group: Group, before: str) -> str:
        nonlocal seen_outermost
        outermost = group.opening == "{" and not seen_outermost
        seen_outermost = seen_outermost or outermost
        mentions = outermost or not names.isdisjoint(variables(group))
        reads = group.opening == "{" and mentions and before != "EXISTS" and not is_select(group)
        return rewrite(group, reads=reads)

    return rewrite(query, reads=False)


def _remembered(part: Part, before: str) -> str:
    """Return the last word before a place, over spaces and comments."""
    if isinstance(part, Token) and part.kind in {"space", "comment"}:
        return before
    return keyword_of(part)


def replace_form(query: Group, change: Callable[[str], str]) -> Group:
    """Return a query with its form (SELECT or ASK) and modifiers changed.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> str(replace_form(parse("ASK {}"), lambda form: "SELECT ?this"))
    'SELECT ?this {}'
    """
    parts = list(query.parts)
    for place, part in enumerate(parts):
        if keyword_of(part) in {"SELECT", "ASK"}:
            modifier = _modifier(parts, place)
            text = "".join(map(str, parts[place : modifier + 1]))
            parts[place : modifier + 1] = [Token("sign", change(text))]
            break
    return Group(query.opening, tuple(parts))


def _modifier(parts: Sequence[Part], place: int) -> int:
    """Return where the DISTINCT or REDUCED after a form stands, else where the form does."""
    for later in range(place + 1, len(parts)):
        part = parts[later]
        if keyword_of(part) in {"DISTINCT", "REDUCED"}:
            return later
        if isinstance(part, Group) or part.kind not in {"space", "comment"}:
            break
    return place


def concatenate_texts(query: Group) -> Group:
    """Return a query whose GROUP_CONCATs take the texts of terms, as SPARQL 1.1 (section 18.5.1.7) has it.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> str(concatenate_texts(parse("SELECT (GROUP_CONCAT(DISTINCT ?a ; SEPARATOR='|') AS ?b) {}")))
    "SELECT (GROUP_CONCAT(DISTINCT STR( ?a ); SEPARATOR='|') AS ?b) {}"
    """
    parts: list[Part] = []
    before = ""
    for part in query.parts:
        changed = concatenate_texts(part) if isinstance(part, Group) else part
        if isinstance(changed, Group) and before == "GROUP_CONCAT":
            changed = _of_texts(changed.parts)
        parts.append(changed)
        before = _remembered(part, before)
    return Group(query.opening, tuple(parts))


def _of_texts(arguments: Sequence[Part]) -> Group:
    signs = [part.text if isinstance(part, Token) else "" for part in arguments]
    begin = next((place + 1 for place, sign in enumerate(signs) if sign.upper() == "DISTINCT"), 0)
    end = signs.index(";") if ";" in signs else len(signs)
    text = (Token("space", " "), Token("word", "STR"), Group("(", tuple(arguments[begin:end])))
    return Group("(", (*arguments[:begin], *text, *arguments[end:]))
