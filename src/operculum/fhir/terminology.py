"""What value sets and code systems must keep beyond their elements (vsd-1, vsd-3, csd-1 and their kin)."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from operculum.fhir.choices import flat, is_offered, listed, system_and_code
from operculum.fhir.faults import Fault
from operculum.fhir.objects import objects

LOINC: Final = "http://loinc.org"


def value_set_faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with the definition of a value set, or with its expansion."""
    compose, expansion = resource.get("compose"), resource.get("expansion")
    if isinstance(compose, dict):
        for place, include in enumerate(objects(compose.get("include"))):
            yield from include_faults(include, f"{path}.compose.include[{place}]")
    if isinstance(expansion, dict):
        yield from expansion_faults(expansion, f"{path}.expansion")
        codes = listed(compose) if isinstance(compose, dict) else None
        for each in flat(expansion) if codes else ():
            if "code" in each and not is_offered(each, codes or frozenset()):
                message = f"The definition does not list {each['code']!r}. Take it out, or list it."
                yield Fault(f"{path}.expansion", "fhir-expansion", message)


def include_faults(include: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with one part of a definition."""
    if "system" not in include and "valueSet" not in include:
        yield Fault(path, "vsd-1", "Neither a system nor a value set is named. Name one.")
    if "system" not in include and ("concept" in include or "filter" in include):
        yield Fault(path, "vsd-2", "Codes are listed or filtered of no system. Name it.")
    if "concept" in include and "filter" in include:
        yield Fault(path, "vsd-3", "Codes are listed and filtered at once. Leave one.")
    yield from twice([str(each.get("code")) for each in objects(include.get("concept"))], f"{path}.concept")


def expansion_faults(expansion: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with an expansion (vsd-6, vsd-9, vsd-10 among it)."""
    contained = list(flat(expansion))
    for each in contained:
        if "code" not in each and each.get("abstract") is not True:
            message = "What an expansion contains has no code, and is not abstract (vsd-9). Give it one."
            yield Fault(f"{path}.contains", "vsd-9", message)
        if "code" in each and "system" not in each:
            message = f"{each['code']!r} has no system (vsd-10). Name it."
            yield Fault(f"{path}.contains", "vsd-10", message)
    total = expansion.get("total")
    if isinstance(total, int) and "offset" not in expansion and total != len(contained):
        message = f"The total is {total}, and {len(contained)} are contained. Mend it."
        yield Fault(f"{path}.total", "fhir-expansion", message)
    codes = [" ".join(system_and_code(each)).strip() for each in contained if "code" in each]
    yield from twice(codes, f"{path}.contains")


def code_system_faults(resource: dict[str, Any], path: str) -> Iterator[Fault]:
    """Yield what is wrong with the concepts of a code system."""
    concepts = list(all_concepts(resource))
    yield from twice([str(each.get("code")) for each in concepts], f"{path}.concept")
    count = resource.get("count")
    if resource.get("content") == "complete" and isinstance(count, int) and count != len(concepts):
        message = f"The count is {count}, and there are {len(concepts)} concepts. Mend it."
        yield Fault(f"{path}.count", "fhir-count", message)
    declared = {str(each.get("code")): each.get("type") for each in objects(resource.get("property"))}
    for each in (one for concept in concepts for one in objects(concept.get("property"))):
        kind = declared.get(str(each.get("code")))
        if kind is None:
            message = f"No property {each.get('code')!r} is declared. Declare it, or mend its name."
            yield Fault(f"{path}.concept", "fhir-property", message)
        elif f"value{str(kind)[:1].upper()}{str(kind)[1:]}" not in each:
            message = f"The property {each.get('code')!r} is declared as {kind}. Give its value so."
            yield Fault(f"{path}.concept", "fhir-property", message)


def all_concepts(element: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the concepts below an element, those within others included."""
    for each in objects(element.get("concept")):
        yield each
        yield from all_concepts(each)


def coding_faults(path: str, value: Any) -> Iterator[Fault]:
    """Yield a fault for a coding whose system is no absolute address, or whose LOINC code has a slip."""
    if not (isinstance(value, dict) and isinstance(value.get("system"), str)):
        return
    system, code = value["system"], value.get("code")
    if ":" not in system and "code" in value and "use" not in value and "value" not in value:
        message = f"The system {system!r} is no absolute address. Give the whole one."
        yield Fault(f"{path}.system", "fhir-url", message)
    if system == LOINC and isinstance(code, str) and code[:1].isdigit() and not is_loinc(code):
        message = f"{code!r} is no code of LOINC: its last digit does not fit the others. Mend it."
        yield Fault(f"{path}.code", "fhir-loinc", message)


def is_loinc(code: str) -> bool:
    """Tell whether the check digit of a LOINC number is right (LOINC Users' Guide, appendix on check digits).

    >>> is_loinc("18185-9"), is_loinc("18185-8")
    (True, False)
    """
    number, hyphen, check = code.partition("-")
    if not (number.isdecimal() and hyphen and check.isdecimal()):
        return False
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(number))]
    return check == str(-sum(each // 10 + each % 10 for each in doubled) % 10)


def twice(names: list[str], path: str) -> Iterator[Fault]:
    """Yield a fault for each code that is there more than once (csd-1)."""
    for name, times in Counter(names).items():
        if times > 1:
            yield Fault(path, "csd-1", f"The code {name!r} is there {times} times. Leave one.")
