"""The elements that FHIR defines, read from `definitions.txt`: what each type has, in R4 and in R5."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

ELEMENT: Final = re.compile(
    r"(?P<name>\w+)(?P<choice>\[x\])?(?P<required>!)? (?P<types>[^(@*]+|\*)"
    r"(?:\((?P<codes>[^)]*)\))?(?P<list>\*)?(?: @(?P<version>[45]))?"
)

NAMES: Final = """
Questionnaire QuestionnaireResponse GuidanceResponse OperationOutcome PlanDefinition Library ValueSet
CodeSystem ConceptMap Bundle ImplementationGuide Provenance
"""

RESOURCES: Final = frozenset(NAMES.split())
"""The resources whose elements are known."""

OPEN: Final = "*"
"""In place of types: any type whatever, which the name of the element tells."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its types, the codes it may have (none: any), and in which version it is there."""

    name: str
    types: tuple[str, ...]
    is_choice: bool = False
    is_required: bool = False
    is_list: bool = False
    codes: tuple[str, ...] = ()
    version: str | None = None

    def spellings(self) -> Iterator[tuple[str, str]]:
        """Yield each name under which it stands in JSON, with its type there."""
        for kind in self.types:
            yield (self.name + kind[:1].upper() + kind[1:] if self.is_choice else self.name), kind

    def is_in(self, version: str | None) -> bool:
        """Tell whether a version has it; of no version in particular, every element is."""
        return version is None or self.version in (None, version)


EVERY_TYPE: Final = (
    Element("id", ("string",)),
    Element("extension", ("Extension",), is_list=True),
    Element("modifierExtension", ("Extension",), is_list=True),
)
"""What every type has."""


@cache
def definitions() -> Mapping[str, tuple[Element, ...]]:
    """Return the elements of every type that is known.

    >>> [element.name for element in definitions()["Period"]]
    ['end', 'start']
    """
    return {kind: tuple(elements(listed)) for kind, listed in blocks().items() if kind != "Names"}


@cache
def resource_names() -> frozenset[str]:
    """Return the names of all resources of R4 and R5."""
    return frozenset(blocks()["Names"].split())


@cache
def element_names() -> frozenset[str]:
    """Return the names of all elements of the types that are known, as FHIRPath has them."""
    return frozenset(element.name for listed in (*definitions().values(), EVERY_TYPE) for element in listed)


@cache
def blocks() -> Mapping[str, str]:
    """Return what `definitions.txt` lists, by the word before the colon."""
    text = files("operculum.fhir").joinpath("definitions.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    listed = "\n".join(lines).replace("\n  ", " ").splitlines()
    return {kind: rest for kind, _, rest in (block.partition(": ") for block in listed)}


def elements(listed: str) -> Iterator[Element]:
    """Yield the elements that a line lists."""
    for text in listed.split("; "):
        found = ELEMENT.fullmatch(text)
        if found is None:
            raise ValueError(f"no element of FHIR: {text!r}")
        version = found["version"]
        yield Element(
            found["name"],
            tuple(kind.strip() for kind in found["types"].split("|")),
            is_choice=bool(found["choice"]),
            is_required=bool(found["required"]),
            is_list=bool(found["list"]),
            codes=tuple((found["codes"] or "").split()),
            version=f"r{version}" if version else None,
        )


@cache
def by_key(kind: str) -> Mapping[str, tuple[tuple[Element, str], ...]]:
    """Return the elements of a type by the names they have in JSON, those of every type included.

    >>> [(element.name, of) for element, of in by_key("UsageContext")["valueRange"]]
    [('value', 'Range')]
    """
    known = definitions()
    listed = [*known.get(kind, ()), *EVERY_TYPE]
    if kind in RESOURCES:
        listed += known["Resource"]
    if kind in RESOURCES - {"Bundle"}:
        listed += known["DomainResource"]
    found: dict[str, tuple[tuple[Element, str], ...]] = {}
    for element in listed:
        for key, of in element.spellings():
            found[key] = (*found.get(key, ()), (element, of))
    return found
