"""A query from outside is judged before any engine sees it.

The engine's parser follows SERVICE, and ends the process on deep nesting; its planner takes minutes for a
long chain of patterns. So what may not be asked is refused here, and what is too large is turned away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Final

from operculum.errors import InputError, LimitError, Location, UsageError
from operculum.namespaces import PREFIXES
from operculum.query.brackets import nesting
from operculum.query.syntax import Kind, Token, place, shown, tokens
from operculum.query.words import FORMS, KNOWN, REFUSED

CHARACTERS: Final = 200_000
TOKENS: Final = 20_000
DEPTH: Final = 64
OPERATORS: Final = 500
PATTERNS: Final = 200
SMALLER: Final = "Ask in smaller parts."

OPERATOR_MARKS: Final = ("||", "&&", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "|", "^", "!", "?")
PATTERN_MARKS: Final = (".", ";", ",", "[", "/")
PATTERN_WORDS: Final = (
    "UNION",
    "OPTIONAL",
    "MINUS",
    "FILTER",
    "BIND",
    "GRAPH",
    "EXISTS",
    "VALUES",
    "LATERAL",
)


@dataclass(frozen=True, slots=True)
class Query:
    """A query that may be asked: its text and name, its tokens after the prefixes, and its form.

    `prefixes` are those that are known without declaring, and those that it declares.
    """

    text: str
    name: str
    tokens: tuple[Token, ...]
    prefixes: dict[str, str]
    form: str

    @property
    def variables(self) -> frozenset[str]:
        """The names of its variables, without the question mark."""
        return frozenset(token.text[1:] for token in self.tokens if token.kind is Kind.variable)

    @property
    def ordered(self) -> bool:
        """Whether it asks for its solutions in an order."""
        return any(token.is_word("ORDER") and not level for token, level in self.levels())

    def levels(self) -> Iterator[tuple[Token, str]]:
        """Yield each token with the brackets that are open there, outermost first."""
        return zip(self.tokens, nesting(self.tokens, self.text, self.name), strict=True)

    def place(self, token: Token) -> Location:
        """Return where a token stands."""
        return place(self.text, token.offset, self.name)


def judge(text: str, name: str = "query") -> Query:
    """Return the query if it may be asked; `name` is what errors call it.

    Raises `UsageError` for what is refused (SERVICE, FROM, LOAD, updates), `LimitError` for what is too
    large, and `InputError` for what cannot be SPARQL, each with line and column.

    >>> judge("SELECT ?s { ?s a opc:Claim }").form
    'SELECT'
    >>> judge("SELECT * { SERVICE <https://e.org> { ?s ?p ?o } }")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    operculum.errors.UsageError: query:1:12: SERVICE would ask another server. Only ...
    """
    if len(text) > CHARACTERS:
        raise LimitError(f"the query has more than {CHARACTERS} characters", Location(name), SMALLER)
    found = tuple(islice(tokens(text, name), TOKENS + 1))
    if len(found) > TOKENS:
        where = place(text, found[-1].offset, name)
        raise LimitError(f"the query has more than {TOKENS} words and marks", where, SMALLER)
    query = _prologue(Query(text, name, found, dict(PREFIXES), ""))
    for token in query.tokens:
        _judge_word(query, token)
    _judge_form(query)
    _judge_size(query)
    _judge_prefixes(query)
    return query


def _judge_word(query: Query, token: Token) -> None:
    word = token.text.upper()
    if token.kind is not Kind.word or word in KNOWN:
        return
    if word in REFUSED:
        reason, remedy = REFUSED[word]
        raise UsageError(f"{word} {reason}", query.place(token), remedy)
    near = get_close_matches(word[:40], sorted(KNOWN | REFUSED.keys()), 1)
    remedy = f"Did you mean {near[0]}?" if near else "Texts stand in quotes, and variables begin with ?."
    raise InputError(f"{shown(token)} is no word of SPARQL", query.place(token), remedy)


def _prologue(query: Query) -> Query:
    """Take the declarations from the front of a query; a base stays in it, for the engine to apply."""
    found, base, declared = query.tokens, list[Token](), dict[str, str]()
    while found and found[0].is_word("PREFIX", "BASE"):
        named = found[0].is_word("PREFIX")
        parts = found[1:3] if named else found[1:2]
        kinds = [Kind.prefixed, Kind.iri] if named else [Kind.iri]
        if [part.kind for part in parts] != kinds or (named and not parts[0].text.endswith(":")):
            remedy = "Write PREFIX name: <IRI> or BASE <IRI>."
            raise InputError("this declaration is ill-formed", query.place(found[0]), remedy)
        if named:
            declared[parts[0].text[:-1]] = parts[1].text[1:-1]
        else:
            base += found[:2]
        found = found[1 + len(parts) :]
    prefixes = query.prefixes | declared
    return Query(query.text, query.name, (*base, *found), prefixes, found[0].text.upper() if found else "")


def _judge_form(query: Query) -> None:
    begin = f"Begin with {', '.join(FORMS[:-1])} or {FORMS[-1]}."
    if not query.form:
        raise InputError("the query is empty", Location(query.name), begin)
    if query.form not in FORMS:
        first = next(token for token in query.tokens if token.text.upper() == query.form)
        raise InputError(f"a query cannot begin with {shown(first)}", query.place(first), begin)


def _judge_size(query: Query) -> None:
    operators = patterns = 0
    for token, level in query.levels():
        operators += token.is_mark(*OPERATOR_MARKS)
        patterns += token.is_word(*PATTERN_WORDS)
        patterns += token.is_mark(*PATTERN_MARKS) and not level.endswith("(")
        for measure, limit, what in (
            (len(level), DEPTH, "levels of brackets"),
            (operators, OPERATORS, "operators"),
            (patterns, PATTERNS, "patterns"),
        ):
            if measure > limit:
                raise LimitError(f"the query has more than {limit} {what}", query.place(token), SMALLER)


def _judge_prefixes(query: Query) -> None:
    for token in query.tokens:
        prefix = token.text.partition(":")[0]
        if token.kind is Kind.prefixed and prefix not in query.prefixes:
            near = get_close_matches(prefix[:40], sorted(query.prefixes), 1)
            remedy = f"Did you mean {near[0]}:?" if near else "Declare it: PREFIX name: <IRI>."
            raise InputError(f"the prefix of {shown(token)} is not known", query.place(token), remedy)
