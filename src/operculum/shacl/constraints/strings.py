"""String-based constraints: lengths, patterns and languages (SHACL, section 4.4)."""

# ruff: noqa: D102 (a method that overrides one of Constraint does what is promised there)

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from operculum.shacl.constraints.source import Reader, ShapeSource
from operculum.shacl.errors import ShapesError
from operculum.shacl.shape import Constraint, Evaluation, Shape, ValueConstraint, ValueNodes, Violation
from operculum.shacl.shapes_graph import checked_string
from operculum.shacl.terms import XSD_BOOLEAN, Term, sh

TRUE: Final = Literal("true", datatype=XSD_BOOLEAN)


def text_of(term: Term) -> str | None:
    """Return what SPARQL's STR makes of a term: nothing for a blank node."""
    return None if isinstance(term, BlankNode) else term.value


@dataclass(frozen=True, slots=True)
class MinLengthConstraint(ValueConstraint):
    """Every value node has at least so many characters (section 4.4.1)."""

    length: int
    component = sh("MinLengthConstraintComponent")

    def message(self) -> str:
        return f"Value has fewer than {self.length} characters"

    def rejected(self, evaluation: Evaluation, nodes: set[int]) -> set[int]:
        if self.length == 0:
            return set()
        texts = ((node, text_of(evaluation.graph.terms[node])) for node in nodes)
        return {node for node, text in texts if text is None or len(text) < self.length}


@dataclass(frozen=True, slots=True)
class MaxLengthConstraint(ValueConstraint):
    """Every value node has at most so many characters (section 4.4.2)."""

    length: int
    component = sh("MaxLengthConstraintComponent")

    def message(self) -> str:
        return f"Value has more than {self.length} characters"

    def rejected(self, evaluation: Evaluation, nodes: set[int]) -> set[int]:
        texts = ((node, text_of(evaluation.graph.terms[node])) for node in nodes)
        return {node for node, text in texts if text is None or len(text) > self.length}


@dataclass(frozen=True, slots=True)
class PatternConstraint(ValueConstraint):
    """Every value node matches a regular expression somewhere (section 4.4.3)."""

    pattern: str
    expression: re.Pattern[str]
    cost = 1
    component = sh("PatternConstraintComponent")

    def message(self) -> str:
        return f'Value does not match the pattern "{self.pattern}"'

    def rejected(self, evaluation: Evaluation, nodes: set[int]) -> set[int]:
        search, terms = self.expression.search, evaluation.graph.terms
        # Nearly all nodes come by here: what text_of says is said again, to call nothing for each.
        return {
            node for node in nodes if isinstance(terms[node], BlankNode) or search(terms[node].value) is None
        }


@dataclass(frozen=True, slots=True)
class LanguageInConstraint(ValueConstraint):
    """Every value node is a literal in one of several languages (section 4.4.4)."""

    languages: tuple[str, ...]
    component = sh("LanguageInConstraintComponent")

    def message(self) -> str:
        return f"Value is in none of the languages {', '.join(self.languages)}"

    def rejected(self, evaluation: Evaluation, nodes: set[int]) -> set[int]:
        literals = ((node, evaluation.graph.literal(node)) for node in nodes)
        return {node for node, literal in literals if literal is None or not self._accepts(literal.language)}

    def _accepts(self, tag: str | None) -> bool:
        """As in pySHACL, a range of several subtags must be met exactly; of one, it covers all below it."""
        if not tag:
            return False
        wanted = {language.lower() for language in self.languages}
        return "*" in wanted or tag.lower() in wanted or tag.lower().split("-")[0] in wanted


class UniqueLangConstraint(Constraint):
    """No two value nodes of a focus node share a language (section 4.4.5)."""

    __slots__ = ()

    component = sh("UniqueLangConstraintComponent")

    def message(self) -> str:
        return "Several values share a language"

    def check(self, evaluation: Evaluation, shape: Shape, values: ValueNodes) -> Iterator[Violation]:
        tags = {
            node: literal.language.lower()
            for node in values.distinct
            if (literal := evaluation.graph.literal(node)) is not None and literal.language
        }
        for focus, nodes in values.by_focus.items():
            if len(nodes) > 1:
                used = Counter(tags[node] for node in nodes if node in tags)
                for count in used.values():
                    if count > 1:
                        yield self.violation(shape, focus)


def compile_pattern(pattern: str, flags: str) -> re.Pattern[str]:
    """Return a pattern of SPARQL's REGEX as Python has it; raises `re.error` where Python has no such thing.

    The flags are those of XPath: s, m, i, x (spaces do not count, but in character classes), q (no
    character is special).
    """
    if set(flags) - set("smixq"):
        raise re.error(f"unknown flag in {flags!r}")
    if "q" in flags:
        pattern = re.escape(pattern)
    elif "x" in flags:
        pattern = re.sub(r"(\\.|\[(?:\\.|[^\]])*\])|[ \t\r\n]+", r"\1", pattern)
    options = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE}
    return re.compile(pattern, sum(option for letter, option in options.items() if letter in flags))


def _min_length(source: ShapeSource) -> Iterable[Constraint]:
    length = source.graph.count(source.node, sh("minLength"))
    return [] if length is None else [MinLengthConstraint(length)]


def _max_length(source: ShapeSource) -> Iterable[Constraint]:
    length = source.graph.count(source.node, sh("maxLength"))
    return [] if length is None else [MaxLengthConstraint(length)]


def _patterns(source: ShapeSource) -> Iterable[Constraint]:
    node, graph = source.node, source.graph
    flags = graph.one(node, sh("flags"))
    letters = "" if flags is None else checked_string(node, sh("flags"), flags)
    for value in graph.values(node, sh("pattern")):
        pattern = checked_string(node, sh("pattern"), value)
        try:
            yield PatternConstraint(pattern, compile_pattern(pattern, letters))
        except re.error as error:
            raise ShapesError(node, f"sh:pattern {value} cannot be judged: {error}") from error


def _languages(source: ShapeSource) -> Iterable[Constraint]:
    source.graph.one(source.node, sh("languageIn"))
    return [
        LanguageInConstraint(tuple(source.graph.members_of(source.node, sh("languageIn"), checked_string)))
    ]


def _unique_lang(source: ShapeSource) -> Iterable[Constraint]:
    source.only_on_property_shapes(sh("uniqueLang"))
    declared = source.graph.boolean(source.node, sh("uniqueLang"))
    # "1" is true as well, but the W3C suite (uniqueLang-002) lets only the word declare the constraint.
    spelt_out = TRUE in source.graph.values(source.node, sh("uniqueLang"))
    return [UniqueLangConstraint()] if declared and spelt_out else []


READERS: Final[Mapping[NamedNode, Reader]] = {
    sh("minLength"): _min_length,
    sh("maxLength"): _max_length,
    sh("pattern"): _patterns,
    sh("languageIn"): _languages,
    sh("uniqueLang"): _unique_lang,
}
