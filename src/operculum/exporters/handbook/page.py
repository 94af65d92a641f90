"""What every page of the handbook has: a way back, the notice, and its own place to make links from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from operculum.exporters.artefact import Artefact
from operculum.exporters.handbook.escape import destination, text
from operculum.exporters.handbook.places import CONTENTS, WHEN_TO_CALL, Places, relative
from operculum.exporters.notice import notice
from operculum.model import KnowledgeBase, Window


class Detail(Enum):
    """How much a page tells beside a claim; disputes and studies that nobody found always stand there."""

    brief = auto()
    usual = auto()
    full = auto()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it stands, so that its links are relative to it, and how much it tells."""

    here: str
    places: Places
    detail: Detail = Detail.usual

    @property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge the handbook is made from."""
        return self.places.knowledge

    def link(self, label: str, target: str) -> str:
        """Return a link from this page; the label is Markdown already."""
        return f"[{label}]({self.relative(target)})"

    def relative(self, target: str) -> str:
        """Return the way from this page to another place."""
        return relative(target, self.here)

    def window(self, window: Window) -> str:
        """Return a condition as a link to where it is explained."""
        return self.link(text(window.label), self.places.window(window))

    def artefact(self, title: str, body: Callable[[], Iterable[str]]) -> Artefact:
        """Return the page as a file: title, way back, body, notice. The title is Markdown already."""

        def lines() -> Iterator[str]:
            yield from (f"# {title}", "", *self.head())
            yield from body()
            yield from ("", "---", "", *self.foot())

        return Artefact(f"markdown/{self.here}", lambda: (f"{line}\n" for line in lines()))

    def head(self) -> Iterator[str]:
        """Yield the lines above the body: the way back, and the warning that stands on every page."""
        if self.here != CONTENTS:
            yield self.link("← Contents", CONTENTS)
            yield ""
        yield f"> **Information, not medical advice. {checked(self.knowledge)}**"
        if self.here == WHEN_TO_CALL:
            yield "> If something worries you, call."
        else:
            yield f"> If something worries you, call: see {self.link('When to call', WHEN_TO_CALL)}."
        yield ""

    def foot(self) -> Iterator[str]:
        """Yield the notice that goes with every export, a line each."""
        *lines, licence = notice(self.knowledge)
        yield from (f"- {text(line)}" for line in lines)
        address = destination(self.knowledge.release.license)
        yield f"- [{text(licence)}]({address})" if address else f"- {text(licence)}"


def checked(knowledge: KnowledgeBase) -> str:
    """Return whether any clinician has checked what is said here, in one short sentence."""
    return (
        "Clinicians have checked only a part of it." if knowledge.reviewed else "No clinician has checked it."
    )
