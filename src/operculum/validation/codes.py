"""The rows of mapping sets: each stands once, with a code whose syntax and check digit are right."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from operculum.errors import Location
from operculum.store import Dataset
from operculum.store.sssom import MappingRow, MappingSet
from operculum.validation.findings import Finding, Severity

# The Verhoeff scheme: multiplication in the dihedral group D5, and the permutation by position
# (SNOMED CT Release File Specifications, "Check-digit").
DIHEDRAL: Final = tuple(
    tuple((a + b) % 5 + 5 * (b >= 5) if a < 5 else (a - b) % 5 + 5 * (b < 5) for b in range(10))
    for a in range(10)
)
PERMUTATION: Final = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def is_snomed_identifier(code: str) -> bool:
    """Tell whether a SNOMED CT identifier has 6 to 18 digits and the right Verhoeff check digit.

    >>> is_snomed_identifier("17369002"), is_snomed_identifier("17369003")
    (True, False)
    """
    if not re.fullmatch(r"[1-9]\d{5,17}", code):
        return False
    check = 0
    for position, digit in enumerate(reversed(code)):
        permuted = int(digit)
        for _ in range(position % 8):
            permuted = PERMUTATION[permuted]
        check = DIHEDRAL[check][permuted]
    return check == 0


def is_loinc_code(code: str) -> bool:
    """Tell whether a LOINC code has the right mod-10 check digit (LOINC Users' Guide, appendix B).

    >>> is_loinc_code("18185-9"), is_loinc_code("18185-8")
    (True, False)
    """
    match = re.fullmatch(r"(\d{1,7})-(\d)", code)
    if match is None:
        return False
    digits = [int(digit) for digit in reversed(match[1])]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[::2])
    return (doubled + sum(digits[1::2]) + int(match[2])) % 10 == 0


def _pattern(expression: str) -> Callable[[str], bool]:
    compiled = re.compile(expression)
    return lambda code: compiled.fullmatch(code) is not None


SYNTAX: Final[dict[str, Callable[[str], bool]]] = {
    "CHEBI": _pattern(r"[1-9]\d{0,6}"),
    "CL": _pattern(r"\d{7}"),
    "DOID": _pattern(r"\d{1,7}"),
    "EFO": _pattern(r"\d{7}"),
    "GO": _pattern(r"\d{7}"),
    "HP": _pattern(r"\d{7}"),
    "ICD10": _pattern(r"[A-Z]\d\d(?:\.\d)?"),
    "ICD10CM": _pattern(r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?"),
    "ICD11": _pattern(r"[1-9]\d{4,11}"),
    "LOINC": is_loinc_code,
    "MAXO": _pattern(r"\d{7}"),
    "MESH": _pattern(r"[DC]\d{6,9}"),
    "MONDO": _pattern(r"\d{7}"),
    "NCIT": _pattern(r"C[1-9]\d{0,7}"),
    "PATO": _pattern(r"\d{7}"),
    "SCTID": is_snomed_identifier,
    "SNOMEDCT": is_snomed_identifier,
    "SYMP": _pattern(r"\d{7}"),
    "UBERON": _pattern(r"\d{7}"),
}
"""What a code looks like, by the CURIE prefix of its terminology in capitals."""


def judge(data: Dataset) -> Iterator[Finding]:
    """Yield an error for each row of a mapping set that stands twice, or whose code cannot be right."""
    for mappings in data.mapping_sets:
        lines: dict[str, int] = {}
        for row in mappings.rows:
            first = lines.setdefault(mappings.identifier(row), row.line)
            if first != row.line:
                message = f"Line {first} has the same mapping. Remove one of the two rows."
                yield _finding("mapping-repeated", message, mappings, row)
            prefix, _, code = row.columns.get("object_id", "").partition(":")
            fits = SYNTAX.get(prefix.upper())
            if fits is not None and not fits(code):
                message = f"{prefix}:{code} is not a code that {prefix} can have. Look it up again."
                yield _finding("code-syntax", message, mappings, row)


def _finding(rule: str, message: str, mappings: MappingSet, row: MappingRow) -> Finding:
    return Finding(
        rule,
        Severity.error,
        message,
        mappings.identifier(row),
        value=row.columns["object_id"].partition(":")[2],
        location=Location(mappings.name, row.line),
    )
