"""Which files are accepted, by the ending of their names, and why others are not."""

from pathlib import PurePath
from typing import Final

from pyoxigraph import RdfFormat

from operculum.errors import InputError, Location

FORMATS: Final[dict[str, RdfFormat]] = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
}

SSSOM_SUFFIX: Final = ".sssom.tsv"

RDF_XML: Final = "RDF/XML is not accepted: its entities can be made to swell without bound"
REFUSED: Final[dict[str, str]] = {
    ".rdf": RDF_XML,
    ".owl": RDF_XML,
    ".xml": RDF_XML,
    ".n3": "Notation3 is not accepted: its rules and formulas have no meaning here",
}
"""Formats of RDF that are not read, and why."""

TAKEN: Final = (*FORMATS, *(ending for ending in REFUSED if ending != ".xml"), SSSOM_SUFFIX)
"""What the names end in of files that are taken from a folder, if only to be refused."""

ACCEPTED: Final = f"{', '.join(sorted(FORMATS))} or {SSSOM_SUFFIX}"


def is_mapping_set(name: str) -> bool:
    """Tell whether a file name is that of an SSSOM mapping set.

    >>> is_mapping_set("kb/mappings/clinical.sssom.tsv")
    True
    """
    return name.lower().endswith(SSSOM_SUFFIX)


def is_data(name: str) -> bool:
    """Tell whether a file name is one that is read when a folder is given, or refused with a reason.

    >>> is_data("a.TTL"), is_data("a.owl"), is_data("a.xml"), is_data("README.md")
    (True, True, False, False)
    """
    return name.lower().endswith(TAKEN)


def format_of(name: str) -> RdfFormat:
    """Return the RDF format of a file name; raises `InputError` with the reason where it is not accepted.

    >>> format_of("a.ttl") == RdfFormat.TURTLE
    True
    >>> format_of("a.csv")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    operculum.errors.InputError: a.csv: the format .csv is not known. Convert it to one of .jsonld, ... first.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in FORMATS:
        return FORMATS[suffix]
    unknown = f"the format {suffix} is not known" if suffix else "a name without an ending tells no format"
    reason = REFUSED.get(suffix, unknown)
    raise InputError(reason, Location(name), f"Convert it to one of {ACCEPTED} first.")
