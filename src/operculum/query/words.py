"""The words of SPARQL: those that are its language, and those that are refused, each with the reason."""

from typing import Final

FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

KNOWN: Final = frozenset(
    """
    A ABS ADJUST AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT
    DATATYPE DAY DESC DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR GRAPH GROUP GROUP_CONCAT
    HASLANG HASLANGDIR HAVING HOURS IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG
    LANGDIR LANGMATCHES LATERAL LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH NOT NOW OBJECT OFFSET
    OPTIONAL ORDER PREDICATE PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT
    SEPARATOR SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN
    STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TRIPLE TRUE TZ UCASE UNDEF UNION URI UUID VALUES
    VERSION WHERE YEAR
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list of 120 strings
)
"""Every word a query may contain, in capitals: keywords, functions and aggregates."""

OTHER_SERVER: Final = (
    "would ask another server",
    "Only the knowledge base is queried here; remove it.",
)
OTHER_GRAPHS: Final = (
    "would choose the graphs to read",
    "All graphs are read together; write GRAPH <…> { } in the pattern to read a single one.",
)
UPDATE: Final = (
    "is part of an update",
    "The base is only read; write a SELECT, ASK, CONSTRUCT or DESCRIBE query.",
)
FETCH: Final = ("would fetch a document", UPDATE[1])

REFUSED: Final[dict[str, tuple[str, str]]] = {
    "SERVICE": OTHER_SERVER,
    "FROM": OTHER_GRAPHS,
    "LOAD": FETCH,
    **dict.fromkeys(
        ("INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING"), UPDATE
    ),
}
"""The words that are refused wherever they stand as words: what they would do, and what to do instead."""

GAP: Final = " " * 16
"""What parts the tokens of a query that is written for the engine: wider than any word, because the engine
tells a word that it looked for in vain by the place where that word would have ended."""
