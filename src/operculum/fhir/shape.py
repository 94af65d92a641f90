"""Whether a resource is built of the elements that FHIR defines, each of its type and codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from operculum.fhir.definitions import OPEN, RESOURCES, Element, by_key, definitions
from operculum.fhir.faults import Fault
from operculum.fhir.primitives import PRIMITIVES, primitive_faults
from operculum.fhir.structure import nodes

OTHER_TYPES: Final = frozenset(
    ("Address", "Count", "Distance", "HumanName", "Money", "RatioRange", "SampledData")
)
"""The types an extension may have besides those that are defined here."""


@dataclass(slots=True)
class Shape:
    """A walk through a resource: the version it is plainly of, and what only one version has."""

    version: str | None
    only: dict[str, str] = field(default_factory=dict)

    def faults(self, value: Mapping[str, Any], path: str, kind: str) -> Iterator[Fault]:
        """Yield what is wrong with a value of a type, and below it."""
        defined = by_key(kind)
        for key, inner in value.items():
            candidates = defined.get(key.removeprefix("_")) or any_type(key, defined)
            fitting = [each for each in candidates if each[0].is_in(self.version)]
            if fitting:
                yield from self.element(inner, f"{path}.{key}", key, fitting)
                if fitting[0][1] in PRIMITIVES and f"_{key}" not in value:
                    yield from nulls(inner, f"{path}.{key}")
            else:
                yield Fault(f"{path}.{key}", "fhir-element", stranger(key, bool(candidates), self.version))
        yield from self.counts(value, path, definitions().get(kind, ()))

    def element(
        self, value: Any, path: str, key: str, candidates: list[tuple[Element, str]]
    ) -> Iterator[Fault]:
        """Yield what is wrong with an element, which may be as one of the candidates has it."""
        if value is None:
            return
        fitting = [each for each in candidates if each[0].is_list == isinstance(value, list)]
        if not fitting:
            message = (
                "This is no list." if candidates[0][0].is_list else "This is a list and holds one thing."
            )
            yield Fault(path, "fhir-type", f"{message} Mend its type.")
            return
        if key.startswith("_"):
            yield from self.beside(value, path)
            return
        versions = {element.version for element, _ in fitting}
        if len(versions) == 1 and (version := versions.pop()) is not None:
            self.only.setdefault(version, key)
        codes = {code for element, _ in fitting for code in element.codes}
        codes = codes if all(element.codes for element, _ in fitting) else set()
        for place, each in enumerate(value) if isinstance(value, list) else ((None, value),):
            where = path if place is None else f"{path}[{place}]"
            yield from self.value(each, where, fitting[0][1])
            if codes and isinstance(each, str) and each not in codes:
                message = f"This is {each!r}. Make it one of {', '.join(sorted(codes))}."
                yield Fault(where, "fhir-code", message)

    def value(self, value: Any, path: str, kind: str) -> Iterator[Fault]:
        """Yield what is wrong with one value of a type; resources within are judged by themselves."""
        if kind in PRIMITIVES:
            yield from primitive_faults(value, path, kind)
        elif kind == "Resource" or kind in OTHER_TYPES:
            return
        elif value is None:
            yield Fault(path, "fhir-null", "An element is null. Leave it out.")
        elif not isinstance(value, dict):
            yield Fault(path, "fhir-type", f"This is no {kind} but a {type(value).__name__}. Mend its type.")
        elif kind in definitions():
            yield from self.faults(value, path, kind)

    def beside(self, value: Any, path: str) -> Iterator[Fault]:
        """Yield what is wrong with what stands beside a primitive: its id and extensions."""
        for place, each in enumerate(value) if isinstance(value, list) else ((None, value),):
            where = path if place is None else f"{path}[{place}]"
            if isinstance(each, dict):
                yield from self.faults(each, where, "Element")
            elif each is not None:
                yield Fault(where, "fhir-type", "This is no object. Mend its type.")

    def sees(self, variants: list[Element]) -> bool:
        """Tell whether an element is there in every version that the resource may be of."""
        return self.version is not None or {each.version for each in variants} in ({None}, {"r4", "r5"})

    def counts(self, value: Mapping[str, Any], path: str, listed: tuple[Element, ...]) -> Iterator[Fault]:
        """Yield a fault for required elements that are missing, and for choices made more than once."""
        for name in dict.fromkeys(element.name for element in listed):
            variants = [element for element in listed if element.name == name and element.is_in(self.version)]
            given = [key for each in variants for key in chosen(each, value)]
            if variants and all(each.is_required for each in variants) and not given and self.sees(variants):
                if variants[0].is_choice:
                    yield Fault(path, "fhir-value", "There are 0 values here. Leave exactly one.")
                else:
                    yield Fault(f"{path}.{name}", "fhir-required", f"There is no {name}. Give one.")
            if len(set(given)) > 1:
                yield Fault(
                    path, "fhir-value", f"There are {len(set(given))} values here. Leave exactly one."
                )


def nulls(value: Any, path: str) -> Iterator[Fault]:
    """Yield a fault for null in a list of primitives: it may stand there only beside extensions."""
    if isinstance(value, list) and None in value:
        yield Fault(path, "fhir-null", "An element of the list is null. Leave it out.")


def chosen(element: Element, value: Mapping[str, Any]) -> list[str]:
    """Return the names under which a value has an element."""
    keys = [key for key in value if element.types == (OPEN,) and key.startswith(element.name)]
    keys += [key for key, _ in element.spellings() if key in value or f"_{key}" in value]
    return keys


def any_type(key: str, defined: Mapping[str, tuple[tuple[Element, str], ...]]) -> list[tuple[Element, str]]:
    """Return the element whose type may be any, with the type that its name tells."""
    for name, candidates in defined.items():
        stem = name.removesuffix(OPEN)
        kind = key.removeprefix("_").removeprefix(stem)
        if name.endswith(OPEN) and key.removeprefix("_").startswith(stem):
            lower = kind[:1].lower() + kind[1:]
            known = lower if lower in PRIMITIVES else kind
            if known in PRIMITIVES | OTHER_TYPES | (definitions().keys() - RESOURCES):
                return [(candidates[0][0], known)]
    return []


def stranger(key: str, is_elsewhere: bool, version: str | None) -> str:
    """Return what to say of an element that there is not."""
    if is_elsewhere and version is not None:
        return f"{version.upper()} has no {key} here. Take it out, or use an extension."
    return f"There is no element {key!r} here. Mend its name."


def shape_faults(resource: Mapping[str, Any], path: str, version: str | None) -> Iterator[Fault]:
    """Yield what is wrong with the elements of a resource, those of the resources within it left out.

    Where `version` is not known, the elements of both are taken, but not side by side.
    """
    shape = Shape(version)
    yield from shape.faults(resource, path, str(resource.get("resourceType")))
    if len(shape.only) > 1:
        names = " and ".join(f"{name} ({of.upper()})" for of, name in sorted(shape.only.items()))
        yield Fault(path, "fhir-element", f"Elements of two versions stand together: {names}. Keep to one.")


def loose_faults(resource: Mapping[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with the elements, of a resource not known here, that all resources have."""
    shape, common = Shape(None), (*definitions()["Resource"], *definitions()["DomainResource"])
    for element in common:
        if element.name in resource and element.name != "contained":
            candidates = [(element, element.types[0])]
            yield from shape.element(
                resource[element.name], f"{path}.{element.name}", element.name, candidates
            )
    for place, value in nodes(dict(resource), path):
        if (
            value
            and isinstance(value, dict)
            and place.endswith("]")
            and "xtension[" in place.rsplit(".", 1)[-1]
        ):
            yield from shape.faults(value, place, "Extension")
