"""By what a query would notice that a store misjudges literals, or reads a query in another way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from operculum.shacl.sparql.misjudged import GREATEST_INTEGER
from operculum.shacl.sparql.numbers import WHOLE
from operculum.shacl.sparql.origins import PASSING
from operculum.shacl.sparql.tokens import Group, Part, Token, groups, keyword_of, significant, split, walk

ORDERS: Final = frozenset({"<", ">", "<=", ">="})
CONNECTIVES: Final = ("&&", "||")
CONDITIONS: Final = frozenset({"FILTER", "HAVING", "IF"})
COMPUTING: Final = frozenset({"FILTER", "HAVING", "BIND", "AS", "ORDER"})


@dataclass(frozen=True, slots=True)
class Notice:
    """By what a query would notice literals: whether it `computes`, and which variables it takes how.

    `ordered` are those that are compared by `<` and the like, `truths` those taken for true or false.
    """

    computes: bool
    ordered: frozenset[str]
    truths: frozenset[str]


def notice_of(query: Group) -> Notice:
    """Return by what a query would notice literals that a store misjudges.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> found = notice_of(parse("ASK { ?a !x:p ?c FILTER(?c < IF(?d, ?e, 5) || !?f) FILTER(STR(?b) > 'x') }"))
    >>> found.computes, sorted(found.ordered), sorted(found.truths)
    (True, ['c', 'd', 'e'], ['d', 'f'])
    """
    placed = list(_placed(query, None))
    return Notice(
        computes=any(_computes(group) for _, group in placed),
        ordered=frozenset(name for _, group in placed for name in _ordered(significant(group))),
        truths=frozenset(name for before, group in placed for name in _truths(group, before)),
    )


def _placed(group: Group, before: Part | None) -> Iterator[tuple[Part | None, Group]]:
    """Yield a group and all within it, each after the part that stands before it."""
    yield before, group
    parts = significant(group)
    for previous, part in zip((None, *parts), parts, strict=False):
        if isinstance(part, Group):
            yield from _placed(part, previous)


def _computes(group: Group) -> bool:
    return any(
        keyword_of(part) in COMPUTING and keyword_of(following) not in {"NOT", "EXISTS"}
        for part, following in pairwise(significant(group))
    )


def _ordered(parts: Sequence[Part]) -> Iterator[str]:
    """Yield the variables that may stand on either side of a sign of order."""
    for place, part in enumerate(parts):
        if isinstance(part, Token) and part.text in ORDERS:
            for token in walk(*_last(parts[:place]), *_first(parts[place + 1 :])):
                yield from (token.variable,) if token.variable else ()


def _last(parts: Sequence[Part]) -> Sequence[Part]:
    """Return what the operand that ends here may be, nothing if it is the result of a function."""
    match parts:
        case [*_, Token() as word, Group() as arguments] if word.keyword:
            return [arguments] if word.keyword in PASSING else []
    return parts[-1:]


def _first(parts: Sequence[Part]) -> Sequence[Part]:
    """Return what the operand that begins here may be, nothing if it is the result of a function."""
    match parts:
        case [Token() as word, Group() as arguments, *_] if word.keyword:
            return [arguments] if word.keyword in PASSING else []
    return parts[:1]


def _truths(group: Group, before: Part | None) -> Iterator[str]:
    """Yield the variables that stand for true or false in a group, which has a part `before` it."""
    word = "" if before is None else keyword_of(before)
    is_condition = before is None or word in CONDITIONS or _is(before, "!", *CONNECTIVES)
    for place, operand in enumerate(split(significant(group), ",")):
        parts = (None, *operand, None)
        for previous, part, following in zip(parts, parts[1:], parts[2:], strict=False):
            if isinstance(part, Token) and part.variable:
                if previous is None and following is None:
                    is_truth = is_condition and (word != "IF" or place == 0)
                else:
                    is_truth = all(each is None or _is(each, *CONNECTIVES) for each in (previous, following))
                if is_truth or _is(previous, "!"):
                    yield part.variable


def _is(part: Part | None, *texts: str) -> bool:
    return isinstance(part, Token) and part.text in texts


def foreign_replacement(query: Group) -> str:
    r"""Return a REPLACE whose replacement a store would read in another way, empty where there is none.

    >>> from operculum.shacl.sparql.tokens import parse
    >>> [foreign_replacement(parse(f"ASK {{ FILTER(REPLACE(?a, '^b$', {text}) = 'c') }}"))
    ...     for text in ("'d'", "'$1x'")]
    ['', "REPLACE(?a, '^b$', '$1x')"]
    """
    for group in groups(query):
        for word, arguments in pairwise(significant(group)):
            if keyword_of(word) == "REPLACE" and isinstance(arguments, Group):
                given = list(split(significant(arguments), ","))
                if len(given) > 2 and not _is_plain(given[2]):
                    return f"REPLACE{arguments}"
    return ""


def foreign_number(query: Group) -> str:
    """Return a number in a query that is beyond what a store can hold, empty where there is none."""
    whole = (token.text for token in walk(query) if token.kind == "number" and WHOLE.fullmatch(token.text))
    return next((each for each in whole if abs(int(each)) > GREATEST_INTEGER), "")


def _is_plain(parts: Sequence[Part]) -> bool:
    return all(
        isinstance(part, Token) and part.kind == "string" and not set(part.text) & {"$", "\\"}
        for part in parts
    )
