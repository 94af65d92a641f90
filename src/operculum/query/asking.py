"""What the user asks: SPARQL as it stands, a file of it, standard input, or the name of a shipped query."""

import re
from pathlib import Path
from typing import BinaryIO, Final

from operculum.errors import InputError, LimitError, Location
from operculum.query.catalogue import named_query
from operculum.store.parsing import decoded

BYTES: Final = 1_000_000
"""How much of a file or of standard input is read at most: more is no question."""

NAME: Final = re.compile(r"[A-Za-z0-9-]+")


def question(asked: str, standard_input: BinaryIO) -> tuple[str, str]:
    """Return the text of what is asked, and what errors call it.

    Raises `InputError` for a file that cannot be read or is not UTF-8, `LimitError` for one too large, and
    `UsageError` for a name that does not exist.

    >>> import io
    >>> question("ASK {}", io.BytesIO()), question("-", io.BytesIO(b"ASK { ?s ?p ?o }"))
    (('ASK {}', 'query'), ('ASK { ?s ?p ?o }', '<stdin>'))
    """
    if asked == "-":
        return _text(standard_input, "<stdin>"), "<stdin>"
    if asked.endswith(".rq"):
        try:
            with Path(asked).open("rb") as stream:
                return _text(stream, asked), asked
        except OSError as error:
            reason = error.strerror or str(error)
            raise InputError(f"the query cannot be read: {reason}", Location(asked)) from None
    if NAME.fullmatch(asked):
        query = named_query(asked)
        return query.text, f"{query.name}.rq"
    return asked, "query"


def _text(stream: BinaryIO, name: str) -> str:
    content = stream.read(BYTES + 1)
    if len(content) > BYTES:
        raise LimitError(f"more than {BYTES} bytes are no query", Location(name))
    return decoded(content, name).removeprefix("\ufeff")
