r"""RDF terms as N-Triples and Turtle write them, every lexical form kept.

Escapes follow the canonical form of RDFC-1.0, section 5: `\b \t \n \f \r \" \\` by name, other control
characters by number, everything else as it is.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from operculum.model import Literal, Term
from operculum.model.statements import Node
from operculum.namespaces import PREFIXES, RDF, XSD

NAMED_ESCAPES: Final = {
    "\b": r"\b",
    "\t": r"\t",
    "\n": r"\n",
    "\f": r"\f",
    "\r": r"\r",
    '"': r"\"",
    "\\": r"\\",
}
ESCAPED: Final = re.compile(r'[\x00-\x1f\x7f"\\]')
NOT_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')
LOCAL_NAME: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?", re.ASCII)
BARE: Final = {
    f"{XSD}integer": re.compile(r"0|-?[1-9][0-9]*", re.ASCII),
    f"{XSD}decimal": re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+", re.ASCII),
    f"{XSD}boolean": re.compile(r"true|false"),
}
"""The lexical forms that Turtle takes without quotes and every parser hands back unchanged."""
BY_NAMESPACE: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
"""The known namespaces; each ends with `/` or `#`, which stands in no local name."""
TYPE: Final = f"{RDF}type"


def escape(text: str) -> str:
    r"""Return text as it stands between the quotes of a literal.

    >>> escape('say "a\tb"\x00')
    'say \\"a\\tb\\"\\u0000'
    """
    return ESCAPED.sub(lambda match: NAMED_ESCAPES.get(match.group()) or by_number(match), text)


def by_number(match: re.Match[str]) -> str:
    """Return a character as a numeric escape."""
    return f"\\u{ord(match.group()):04X}"


def iri(value: str) -> str:
    """Return an IRI in angle brackets, or a blank node's label as it is."""
    return value if value.startswith("_:") else f"<{NOT_IN_IRI.sub(by_number, value)}>"


@lru_cache(1 << 12)
def known_iri(value: str) -> str:
    """Return an IRI as `iri` does: one that stands in many statements, such as a predicate."""
    return iri(value)


def term(value: Term) -> str:
    """Return a term as N-Triples writes it (RDF 1.1 N-Triples, section 2).

    >>> term(Literal("1.50", "http://www.w3.org/2001/XMLSchema#decimal"))
    '"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    if isinstance(value, str):
        return iri(value)
    quoted = f'"{escape(value.lexical)}"'
    if value.language is not None:
        return f"{quoted}@{value.language}"
    return quoted if value.datatype == f"{XSD}string" else f"{quoted}^^{iri(value.datatype)}"


def split(value: str) -> tuple[str, str] | None:
    """Return the prefix and the local part by which an IRI is known, or None where it has to stand whole."""
    begin = max(value.rfind("/"), value.rfind("#")) + 1
    prefix = BY_NAMESPACE.get(value[:begin])
    return (prefix, value[begin:]) if prefix is not None and LOCAL_NAME.fullmatch(value, begin) else None


@lru_cache(1 << 12)
def prefixed(value: str) -> str:
    """Return an IRI by its known prefix, or in angle brackets where none fits."""
    parts = split(value)
    return iri(value) if parts is None else ":".join(parts)


def turtle_term(value: Term) -> str:
    """Return a term as Turtle writes it for people: prefixed, numbers and booleans bare."""
    if isinstance(value, str):
        return prefixed(value)
    if is_bare(value):
        return value.lexical
    if value.language is None and value.datatype != f"{XSD}string":
        return f'"{escape(value.lexical)}"^^{prefixed(value.datatype)}'
    return term(value)


def is_bare(literal: Literal) -> bool:
    """Tell whether Turtle can do without quotes and datatype, and every parser hands back the same form."""
    form = BARE.get(literal.datatype)
    return form is not None and form.fullmatch(literal.lexical) is not None


def verb(predicate: str) -> str:
    """Return a predicate as Turtle writes it, `a` for rdf:type."""
    return "a" if predicate == TYPE else prefixed(predicate)


def prefixes(nodes: Iterable[Node]) -> list[str]:
    """Return the prefix declarations that some nodes need, in the order of the namespaces."""
    used: set[str | None] = set()
    for subject, said in nodes:
        used.add(prefix(subject))
        used.update(prefix(predicate) for predicate, _, _ in said if predicate != TYPE)
        used.update(prefix(each) for each in (written_iri(value) for _, value, _ in said) if each)
    return [f"@prefix {name}: <{namespace}> ." for name, namespace in PREFIXES.items() if name in used]


@lru_cache(1 << 12)
def prefix(value: str) -> str | None:
    """Return the prefix by which an IRI is known, or None where it has to stand whole."""
    parts = split(value)
    return parts and parts[0]


def written_iri(value: Term) -> str | None:
    """Return the IRI that Turtle spells out for a term: itself, or the datatype of a literal in quotes."""
    if isinstance(value, str):
        return value
    return value.datatype if value.language is None and not is_bare(value) else None
