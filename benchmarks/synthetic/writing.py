"""Bases written to disk, one file after the other, so that the largest file bounds the memory."""

import heapq
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from synthetic import shared
from synthetic.documents import Document
from synthetic.faults import Spoiler
from synthetic.sources import Source, source
from synthetic.world import World

Format = Literal["turtle", "nquads", "one"]
"""A Turtle file for each document; sorted N-Quads for each; or all in one file of sorted N-Quads."""

RUN: Final = 1_000_000
"""How many lines are sorted in memory at once."""


def write(world: World, folder: Path, form: Format, spoiler: Spoiler | None = None) -> int:
    """Write a base into a folder, its data in `kb/`, its texts in `texts/`; return how many triples it has.

    With a spoiler its faults are in it, and `expected.tsv` lists what must be found: rule and node.
    """
    spoil = spoiler or Spoiler(world, 0)
    writer = _one_file if form == "one" else _files(form)
    triples = writer(_documents(world, folder, spoil), folder / "kb")
    if spoiler:
        lines = sorted(f"{finding.rule}\t{finding.focus}\n" for finding in spoiler.expected())
        (folder / "expected.tsv").write_text("".join(lines), encoding="utf-8")
    return triples


def _documents(world: World, folder: Path, spoiler: Spoiler) -> Iterator[Document]:
    """Yield every document with its faults in it, writing the texts on the way."""
    sources = (source(world, number) for number in range(world.sources))
    for document in chain(shared.documents(world), (_with_text(each, folder / "texts") for each in sources)):
        spoiler.spoil(document)
        yield document


def _with_text(each: Source, folder: Path) -> Document:
    if each.text is not None:
        path = folder / each.text_path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(each.text.encode())
    return each.document


def _files(form: Format) -> Callable[[Iterator[Document], Path], int]:
    def write_each(documents: Iterator[Document], folder: Path) -> int:
        triples = 0
        for document in documents:
            triples += len(document.statements)
            ending = ".ttl" if form == "turtle" else ".nq"
            path = folder / f"{document.path}{ending}"
            path.parent.mkdir(parents=True, exist_ok=True)
            content = document.turtle() if form == "turtle" else "".join(document.quads(ending))
            path.write_bytes(content.encode())
        return triples

    return write_each


def _one_file(documents: Iterator[Document], folder: Path) -> int:
    """Sort all lines by merging runs that were sorted in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent) as scratch, ExitStack() as files:
        runs = [files.enter_context(path.open(encoding="utf-8")) for path in _runs(documents, Path(scratch))]
        with (folder / "base.nq").open("w", encoding="utf-8", newline="\n") as output:
            triples = 0
            for line in heapq.merge(*runs):
                output.write(line)
                triples += 1
    return triples


def _runs(documents: Iterator[Document], folder: Path) -> list[Path]:
    paths: list[Path] = []
    lines: list[str] = []

    def store() -> None:
        paths.append(folder / f"{len(paths)}.nq")
        with paths[-1].open("w", encoding="utf-8", newline="\n") as output:
            output.writelines(sorted(lines))
        lines.clear()

    for document in documents:
        lines.extend(document.quads(".ttl"))
        if len(lines) > RUN:
            store()
    if lines:
        store()
    return paths
