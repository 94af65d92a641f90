"""Rows in an order of their own, so that the same answer is the same bytes."""

from collections.abc import Iterable, Iterator

Row = tuple[str, ...]
"""The terms of a row as N-Triples writes them."""


def in_order(rows: Iterable[Row], *, ordered: bool) -> Iterator[Row]:
    """Yield rows sorted, unless the query ordered them itself; blank nodes are numbered as they appear.

    Their labels differ from run to run, so that they have no say in the order.

    >>> list(in_order([("_:x", "2"), ("_:a", "1"), ("_:x", "1")], ordered=True))
    [('_:b0', '2'), ('_:b1', '1'), ('_:b0', '1')]
    """
    labels: dict[str, str] = {}
    for row in rows if ordered else sorted(rows, key=_without_labels):
        yield tuple(
            labels.setdefault(cell, f"_:b{len(labels)}") if cell.startswith("_:") else cell for cell in row
        )


def _without_labels(row: Row) -> Row:
    return tuple("_:" if cell.startswith("_:") else cell for cell in row)
