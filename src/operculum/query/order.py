"""Rows in an order of their own, so that the same answer is the same bytes."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

BLANK: Final = re.compile(r"_:(?<![^\t]_:)[^\t]*")
"""A cell that is a blank node."""


def table_in_order(table: bytes, *, ordered: bool) -> str:
    r"""Return a table of tab-separated terms with its rows in order, below its header.

    >>> table_in_order(b"?n\n7\n5\n", ordered=False)
    '?n\n5\n7\n'
    """
    header, *rows = table.decode().split("\n")[:-1]
    return "".join(f"{line}\n" for line in (header, *in_order(rows, ordered=ordered)))


def in_order(rows: Iterable[str], *, ordered: bool) -> Iterator[str]:
    r"""Yield rows sorted, unless the query ordered them itself; blank nodes are numbered as they appear.

    A row is a line of tab-separated terms. The labels of blank nodes differ from run to run, so that they
    have no say in the order.

    >>> list(in_order(["_:x\t2", "_:a\t1", "_:x\t1"], ordered=True))
    ['_:b0\t2', '_:b1\t1', '_:b0\t1']
    """
    labels: dict[str, str] = {}

    def numbered(label: re.Match[str]) -> str:
        return labels.setdefault(label[0], f"_:b{len(labels)}")

    for row in rows if ordered else sorted(rows, key=_without_labels):
        yield BLANK.sub(numbered, row) if "_:" in row else row


def _without_labels(row: str) -> str:
    return BLANK.sub("_:", row) if "_:" in row else row
