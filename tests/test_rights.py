"""The base redistributes nobody's sentences."""

import re
import subprocess
from pathlib import Path

from operculum.store import knowledge_base, read
from operculum.validation.texts import files_by_digest, texts

ROOT = Path(__file__).parents[1]
RUN = 8
"""So many words running, the same as in an article, are a copied sentence."""


def runs(text):
    """Yield every run of words of a text."""
    words = re.findall(r"[a-z0-9]+(?:['’][a-z]+)?", text.lower())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def test_no_tracked_file_holds_a_sentence_of_an_article(sources):
    """Titles may be named; else no eight words running are an article's."""
    knowledge = knowledge_base(read())
    titles = " ".join(source.title or "" for source in knowledge.sources)
    theirs = set().union(*map(runs, texts(knowledge.sources, files_by_digest([sources])).values())) - runs(
        titles
    )
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True, cwd=ROOT)
    assert theirs
    copied = []
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".tgz"}:
            text = path.read_text(encoding="utf-8", errors="replace")
            paragraphs = re.split(r"\n\s*\n", text)
            copied += [
                f"{name}: {' '.join(run)}" for part in paragraphs for run in sorted(runs(part) & theirs)
            ]
    assert copied == []
