"""A query of a shapes graph, checked and prepared."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from pyoxigraph import NamedNode, Store

from operculum.shacl.errors import ShapesError
from operculum.shacl.paths import Path
from operculum.shacl.shapes_graph import ShapesGraph, checked_string
from operculum.shacl.sparql.binding import bind, concatenate_texts, replace_form, substitute_path
from operculum.shacl.sparql.columns.algebra import Selection
from operculum.shacl.sparql.columns.reading import selection_of
from operculum.shacl.sparql.forms import looks_at_forms, minds_merging
from operculum.shacl.sparql.notices import Notice, foreign_number, foreign_replacement, notice_of
from operculum.shacl.sparql.origins import Origins, origins_of
from operculum.shacl.sparql.path_syntax import has_empty_path
from operculum.shacl.sparql.prefixes import prologue, refuse_undeclared
from operculum.shacl.sparql.restrictions import check
from operculum.shacl.sparql.selects import body_of, form_of, select_of
from operculum.shacl.sparql.semijoins import with_semijoins
from operculum.shacl.sparql.tokens import (
    Group,
    QueryError,
    Token,
    groups,
    keyword_of,
    parse,
    significant,
    walk,
)
from operculum.shacl.sparql.touched import predicates_of, predicates_to
from operculum.shacl.terms import Node, name_of, sh

FUNCTION: Final = re.compile(r"custom function <([^>]*)>")
"""What the engine says it has not. pySHACL has it neither, but takes that for false."""
PLACE: Final = re.compile(r"error at ([0-9]+):([0-9]+)")


@dataclass(frozen=True, eq=False)  # no slots: what few runs need is made when first asked for, and kept
class Query:
    """A SELECT or ASK in a shapes graph that broke no rule.

    `joins` tells whether it may run for all rows at once; `obstacle` says why only pySHACL can run it.
    """

    node: Node
    group: Group
    prologue: str
    bound: tuple[str, ...]
    joins: bool
    obstacle: str = ""

    @cached_property
    def predicates(self) -> frozenset[NamedNode] | None:
        """The predicates that the query can touch, None if any."""
        return predicates_of(self.group, self.prologue)

    @cached_property
    def looks_at_forms(self) -> bool:
        """Whether the query can tell 1.50 from 1.5."""
        return looks_at_forms(self.group)

    @cached_property
    def minds_merging(self) -> bool:
        """Whether it may matter that 1.50 and 1.5 become one."""
        return minds_merging(self.group, frozenset(self.bound))

    @cached_property
    def notice(self) -> Notice:
        """By what the query would notice literals that a store misjudges."""
        return notice_of(self.group)

    def predicates_to(self, names: AbstractSet[str]) -> frozenset[NamedNode] | None:
        """Return the predicates by which variables get their values, None if it can be any."""
        return predicates_to(names, self.group, self.prologue)

    @cached_property
    def origins(self) -> Origins:
        """Which variables hold what an expression has computed, rather than terms of the data."""
        return origins_of(self.group)

    @cached_property
    def has_empty_path(self) -> bool:
        """Whether a path of the query may be of no steps: a store sees those of nodes that it holds."""
        return has_empty_path(self.group, self.prologue)

    @cached_property
    def text(self) -> str:
        """The query as it runs for a few rows, EXISTS tested for each."""
        return self.prologue + bind(self.group, self.bound)

    @cached_property
    def text_for_many(self) -> str:
        """The query as it runs for many rows, EXISTS tested for all together where that means the same."""
        return self.prologue + bind(with_semijoins(self.group, frozenset(self.bound)), self.bound)

    @cached_property
    def selection(self) -> Selection | None:
        """The query in the algebra that columns can answer, if it has a form there."""
        return selection_of(self.group, self.prologue, self.bound)

    @cached_property
    def needs_blank_node(self) -> bool:
        """Whether there is no solution without a blank node: the outermost FILTER asks for one."""
        select, body = select_of(self.group), body_of(self.group)
        if select is None or select.aggregates or body is None:
            return False
        inner = significant(body)
        return any(
            keyword_of(part) == "FILTER" and isinstance(condition, Group) and _is_blank_test(condition)
            for part, condition in pairwise(inner)
        )

    def mentions(self, variable: str) -> bool:
        """Tell whether a variable occurs."""
        return any(token.variable == variable for token in walk(self.group))


def _is_blank_test(condition: Group) -> bool:
    match significant(condition):
        case [Token() as word, Group() as argument]:
            return word.keyword == "ISBLANK" and len(significant(argument)) == 1
    return False


def read_query(
    graph: ShapesGraph,
    node: Node,
    form: str,
    *,
    reserved: Sequence[str],
    given: Sequence[str],
    path: Path | None,
) -> Query:
    """Return the query that a constraint or a validator has by sh:select or sh:ask.

    `reserved` names the variables that may be bound beforehand, `given` those that are; `path` is put in
    the place of $PATH. Raises `ShapesError` where the query is missing, cannot be parsed, or breaks a
    restriction of appendix A.
    """
    predicate = sh(form.lower())
    value = graph.one(node, predicate)
    if value is None:
        raise ShapesError(node, f"{name_of(predicate)} is missing")
    try:
        group = parse(checked_string(node, predicate, value))
    except QueryError as error:
        raise ShapesError(node, str(error)) from error
    if form_of(group) != form:
        raise ShapesError(node, f"{name_of(predicate)} is not a {form} query")
    check(node, group, frozenset(reserved))
    prefixes = prologue(graph, node)
    refuse_undeclared(node, group, prefixes)
    used = {token.variable for token in walk(group)} | ({"value"} if form == "ASK" else {"this"})
    bound = tuple(name for name in given if name in used)
    try:
        return _prepared(node, _with_path(node, group, path), prefixes, bound)
    except QueryError as error:
        raise ShapesError(node, str(error)) from error
    except SyntaxError as error:
        raise ShapesError(
            node, f"the query cannot be parsed: {_complaint(prefixes, group, error)}"
        ) from error


def _complaint(prefixes: str, group: Group, error: SyntaxError) -> str:
    """Say where in its own text a query is ill-formed, rather than where in the text that would run."""
    try:
        Store().query(f"{prefixes}{group}")
    except SyntaxError as own:
        error = own
    place = PLACE.match(str(error))
    if place is None:
        return str(error)
    line, column = int(place[1]) - prefixes.count("\n"), int(place[2])
    rest = "\n".join(str(group).split("\n")[line - 1 :])[column - 1 :].split()
    return f"line {line}, column {column} of it: " + (
        f"{rest[0]} does not fit here" if rest else "it ends too early"
    )


def _with_path(node: Node, group: Group, path: Path | None) -> Group:
    if any(token.variable == "PATH" for token in walk(group)):
        if path is None:
            raise ShapesError(node, "the query uses $PATH, but the shape has no path")
        misplaced = (each for each in groups(group) if each.opening == "(")
        if any(
            isinstance(part, Token) and part.variable == "PATH" for each in misplaced for part in each.parts
        ):
            raise ShapesError(node, "the query uses $PATH elsewhere than as a predicate")
        return substitute_path(group, path)
    return group


def _prepared(node: Node, group: Group, prefixes: str, bound: tuple[str, ...]) -> Query:
    rows = frozenset(bound) & {"this", "value"}
    selects = [select for each in groups(group) if (select := select_of(each)) is not None]
    joins = all(select.joins(rows) for select in selects)
    projection = "".join(f" ?{name}" for name in sorted(rows))
    if form_of(group) == "ASK":
        group = replace_form(group, lambda _: f"SELECT DISTINCT{projection}")
    elif joins and selects and not selects[0].projects("this"):
        group = replace_form(group, lambda form: f"{form} ?this ")
    return _tried(Query(node, concatenate_texts(group), prefixes, bound, joins))


def _tried(query: Query) -> Query:
    """Return a query that the engine has parsed, with the obstacle if the engine cannot run it."""
    if replacement := foreign_replacement(query.group):
        return replace(query, obstacle=f"{replacement} is of another dialect")
    if number := foreign_number(query.group):
        return replace(query, obstacle=f"{number} is beyond what the engine counts with")
    foreign = _foreign_pattern(query.group)
    if foreign:
        return replace(query, obstacle=f"the regular expression {foreign} is of another dialect")
    try:
        Store().query(query.text)
    except RuntimeError as error:
        function = FUNCTION.search(str(error))
        if function:
            reason = f"the query calls <{function[1]}>, a function that is not known here"
            raise ShapesError(query.node, reason) from error
        return replace(query, obstacle=str(error))
    return query


def _foreign_pattern(group: Group) -> str:
    """Return a regular expression that Python knows and the engine does not, empty where there is none."""
    if not any(token.keyword in {"REGEX", "REPLACE"} for token in walk(group)):
        return ""
    for token in walk(group):
        if token.kind == "string" and token.text[1:2] != token.text[0]:
            known = Store().query(f"ASK {{ BIND(REGEX('', {token.text}) AS ?known) FILTER(BOUND(?known)) }}")
            if not known and _is_python_pattern(token.text[1:-1].replace("\\\\", "\\")):
                return token.text
    return ""


def _is_python_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True
