"""Where everything stands in the handbook, and the links from one place to another."""

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from posixpath import dirname, relpath
from typing import Final
from urllib.parse import quote

from operculum.exporters.handbook.escape import capital, one_line
from operculum.exporters.handbook.topics import Topic, topics
from operculum.exporters.names import file_names
from operculum.model import Claim, Concept, Interval, KnowledgeBase, Rule, Source, Threshold, Urgency, Window
from operculum.model.lazy import Chosen
from operculum.model.statements import NUMBER
from operculum.namespaces import slug
from operculum.wording import URGENCIES

CONTENTS: Final = "README.md"
WHEN_TO_CALL: Final = "when-to-call.md"
GLOSSARY: Final = "glossary.md"
SOURCES: Final = "sources/README.md"
THRESHOLDS: Final = "thresholds/README.md"
STATEMENTS: Final = "What it says"
WORDS: Final = "Words used here"
RULES: Final = "When to call"
NOT_IN_ANCHOR: Final = re.compile(r"[^\w\- ]")


def anchors(headings: Iterable[str]) -> list[str]:
    """Return the anchors that GitHub gives the headings of one page: a repeated one gets a number.

    >>> anchors(["What it is", "What it is", "37 weeks?"])
    ['what-it-is', 'what-it-is-1', '37-weeks']
    """
    seen: dict[str, int] = {}
    made = []
    for name in map(anchor, headings):
        made.append(f"{name}-{seen[name]}" if name in seen else name)
        seen[name] = seen.get(name, 0) + 1
    return made


def anchor(heading: str) -> str:
    """Return the anchor of a heading that stands on its page once."""
    return NOT_IN_ANCHOR.sub("", one_line(heading).lower()).replace(" ", "-")


def anchored(page: str, headings: list[tuple[str, str]]) -> dict[str, str]:
    """Return the address of each heading that stands for an entity, by IRI; others have the IRI ""."""
    named = anchors(heading for _, heading in headings)
    return {iri: f"{page}#{name}" for (iri, _), name in zip(headings, named, strict=True) if iri}


@dataclass(frozen=True)
class Places:
    """The plan of the handbook: every page and anchor, as paths below its folder."""

    knowledge: KnowledgeBase

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The topics, each with a page."""
        return topics(self.knowledge)

    @cached_property
    def _topics(self) -> Mapping[str, str]:
        return file_names(topic.concept for topic in self.topics if topic.concept)

    @cached_property
    def _sources(self) -> Mapping[str, str]:
        return file_names(self.knowledge.sources)

    @cached_property
    def _thresholds(self) -> Mapping[str, str]:
        return file_names((*self.knowledge.thresholds, *self.knowledge.intervals))

    @cached_property
    def _numbered(self) -> Mapping[str, str]:
        """The anchors of the claims that are not the only ones of their name on the page, by IRI."""
        found: dict[str, str] = {}
        for source in self.knowledge.sources:
            iris = [claim.iri for claim in self.knowledge.claims_of(source)]
            _, _, *names = anchors([source_title(source), STATEMENTS, *map(slug, iris)])
            found |= {iri: name for iri, name in zip(iris, names, strict=True) if name != anchor(slug(iri))}
        return found

    @cached_property
    def _concepts(self) -> Mapping[str, str]:
        return anchored(GLOSSARY, [("", WORDS), *((each.iri, each.label) for each in self.words)])

    @cached_property
    def _rules(self) -> Mapping[str, str]:
        headings = [("", RULES)]
        for urgency, group in groupby(self.rules, key=lambda rule: rule.urgency):
            headings += [("", URGENCIES[urgency]), *((rule.iri, capital(rule.label)) for rule in group)]
        return anchored(WHEN_TO_CALL, headings)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, most urgent first, then by name."""
        return tuple(
            sorted(self.knowledge.rules, key=lambda rule: (list(Urgency).index(rule.urgency), rule.label))
        )

    @cached_property
    def words(self) -> tuple[Concept, ...]:
        """The concepts in the order of the glossary."""
        return tuple(sorted(self.knowledge.concepts, key=lambda each: (each.label.lower(), each.iri)))

    @cached_property
    def rules_within(self) -> Mapping[str, list[Rule]]:
        """The rules that hold within a limit or a stage, by its IRI."""
        found: dict[str, list[Rule]] = {}
        for rule in self.knowledge.rules:
            if rule.window is not None:
                found.setdefault(rule.window.iri, []).append(rule)
        return found

    @cached_property
    def claims_naming(self) -> Mapping[str, Sequence[Claim]]:
        """The claims that name a limit or report a source, by its IRI, in document order."""
        places: dict[str, array[int]] = {}
        for place, claim in enumerate(self.knowledge.claims):
            named = (claim.proposition.window, *claim.thresholds, *claim.reports)
            for iri in dict.fromkeys(each.iri for each in named if each):
                places.setdefault(iri, array(NUMBER)).append(place)
        return {iri: Chosen(self.knowledge.claims, found) for iri, found in places.items()}

    def topic(self, topic: Topic) -> str:
        """Return the page of a topic."""
        return f"topics/{self._topics[topic.concept.iri] if topic.concept else 'other-statements'}.md"

    def source(self, source: Source) -> str:
        """Return the page of a source."""
        return f"sources/{self._sources[source.iri]}.md"

    def threshold(self, threshold: Threshold | Interval) -> str:
        """Return the page of a threshold or an interval."""
        return f"thresholds/{self._thresholds[threshold.iri]}.md"

    def picture(self, threshold: Threshold | Interval) -> str:
        """Return the number line of a threshold or an interval."""
        return f"{self.threshold(threshold).removesuffix('.md')}.svg"

    def concept(self, concept: Concept) -> str:
        """Return where the glossary explains a concept."""
        return self._concepts[concept.iri]

    def claim(self, claim: Claim) -> str:
        """Return where a claim stands on its source's page."""
        return f"{self.source(claim.source)}#{self._numbered.get(claim.iri) or anchor(claim.slug)}"

    def rule(self, rule: Rule) -> str:
        """Return where a rule stands on the page that says when to call."""
        return self._rules[rule.iri]

    def window(self, window: Window) -> str:
        """Return where a condition is explained."""
        return self.concept(window) if isinstance(window, Concept) else self.threshold(window)


def source_title(source: Source) -> str:
    """Return what a source calls itself, or what we call it where that is not known."""
    return source.title or source.label


def relative(target: str, here: str) -> str:
    """Return the way from one page of the handbook to another place in it.

    >>> relative("thresholds/a.svg", "topics/b.md"), relative("glossary.md#egg", "glossary.md")
    ('../thresholds/a.svg', '#egg')
    """
    page, hash_, anchor = target.partition("#")
    path = "" if page == here and anchor else relpath(page, dirname(here) or ".")
    return f"{path}{hash_}{quote(anchor)}"
