"""The handbook: nothing in the data becomes markup, every link leads somewhere, no dispute is hidden."""

import re
from itertools import pairwise
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from exporting import base_saying, texts_of
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from operculum.exporters.handbook.places import Places
from operculum.model import Modality
from operculum.model.schemes import LADDER
from operculum.wording import CERTAINTY, URGENCIES

NASTY = [
    "<script>alert(1)</script>",
    "[link](https://example.org) ![image](x.png)",
    "# heading",
    "> quote\n\n---\n\n- item",
    "1. item",
    "`code` *em* __strong__ ~~gone~~ | cell |",
    "see https://example.org www.example.org a@example.org mailto:a@example.org //example.org",
    "<https://example.org> &lt; &#35;",
    "\u202egnihtyna\u0000\x1b[31m",
    "[a]: https://example.org 'x'",
    "\\",
    "",
    "ß",
    "===",
]


@pytest.fixture(scope="module")
def pages(exported):
    """Return the pages of the handbook by path."""
    return {path: text for path, text in exported("markdown").items() if path.endswith(".md")}


def renderer():
    """Return a CommonMark renderer that lets HTML through, knows tables, and links bare addresses."""
    markdown = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "linkify"])
    markdown.linkify.set({"fuzzy_link": False})  # GitHub links addresses, not everything with a dot in it
    return markdown


def tokens(text):
    """Yield every token of a page, those inside lines too."""
    for token in renderer().parse(text):
        yield token
        yield from token.children or ()


def structure(text):
    """Return the elements of a page in order, whatever text they hold."""
    return [token.type for token in tokens(text) if token.type not in ("text", "text_special", "inline")]


def headings(text):
    """Return the anchors of a page as GitHub makes them from the headings it shows."""
    parsed = renderer().parse(text)
    seen = {}
    for opening, inline in pairwise(parsed):
        if opening.type == "heading_open":
            shown = "".join(child.content for child in inline.children)
            anchor = re.sub(r"[^\w\- ]", "", shown.lower()).replace(" ", "-")
            count = seen[anchor] = seen.get(anchor, -1) + 1
            yield f"{anchor}-{count}" if count else anchor


def targets(text):
    """Yield where the links and images of a page lead."""
    for token in tokens(text):
        if token.type in ("link_open", "image"):
            yield token.attrGet("href") or token.attrGet("src")


def dangling(files):
    """Return the links of a handbook that lead to no page, picture or anchor of it."""
    anchors = {path: set(headings(text)) for path, text in files.items() if path.endswith(".md")}
    lost = []
    for path in anchors:
        for target in targets(files[path]):
            page, _, anchor = target.partition("#")
            found = normpath(join(dirname(path), page)) if page else path
            outside = target.startswith(("https://", "http://"))
            if not outside and (found not in files or (anchor and unquote(anchor) not in anchors[found])):
                lost.append((path, target))
    return lost


def test_every_link_leads_to_a_page_and_an_anchor(exported):
    """Nobody is sent to a page or a paragraph that does not exist."""
    assert dangling(exported("markdown")) == []


@pytest.mark.parametrize("text", NASTY)
def test_hostile_text_changes_no_element_and_no_link(text):
    """Labels that look like markup are shown as text."""
    check_inert(text)


@settings(max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_no_text_changes_an_element_or_a_link(text):
    """Whatever the data hold, the page has the elements that we wrote."""
    check_inert(text)


def check_inert(text):
    """Compare the handbook of a text with that of a plain word: same files, same elements, sound links."""
    plain, spoken = (texts_of("markdown", base_saying(each)) for each in ("word", text))
    assert spoken.keys() == plain.keys()
    for path in plain:
        if path.endswith(".md"):
            assert structure(spoken[path]) == structure(plain[path]), path
    assert dangling(spoken) == []


def test_only_addresses_of_the_web_become_links():
    """A source's address with another scheme is shown, not linked."""
    shown = texts_of("markdown", base_saying("javascript:alert(1)"))
    assert not [
        target for text in shown.values() for target in targets(text) if target.startswith("javascript")
    ]


def test_there_is_a_page_for_each_topic_source_and_limit(pages, knowledge):
    """The three named topics, every source, every threshold and interval."""
    for slug in ("mucus-plug", "cervical-mucus", "miscarriage"):
        assert f"markdown/topics/{slug}.md" in pages
    for source in knowledge.sources:
        assert f"markdown/sources/{source.slug}.md" in pages
    for limit in (*knowledge.thresholds, *knowledge.intervals):
        assert f"markdown/thresholds/{limit.slug}.md" in pages


def test_every_claim_stands_under_a_topic_and_on_its_source_s_page(pages, knowledge):
    """Nothing that was taken from a source is left out."""
    placed = {claim.iri for topic in Places(knowledge).topics for claim in topic.claims}
    assert placed == {claim.iri for claim in knowledge.claims}
    for source in knowledge.sources:
        said = {claim.slug for claim in knowledge.claims_of(source)}
        assert said <= set(headings(pages[f"markdown/sources/{source.slug}.md"]))


def items(text):
    """Return the items of a page's lists as shown: each with all that stands inside it."""
    opened, found = [], []
    for token in renderer().parse(text):
        if token.type == "list_item_open":
            opened.append([])
        elif token.type == "list_item_close":
            found.append("".join(opened.pop()))
        elif token.type == "inline":
            shown = "".join(child.content for child in token.children)
            for item in opened:
                item.append(f"{shown}\n")
    return found


def test_wherever_a_disputed_claim_stands_its_disputes_stand_beside_it(pages, knowledge):
    """A claim that leads a list item is never shown without what puts it in doubt."""
    shown = {path: items(text) for path, text in pages.items()}
    for claim in knowledge.claims:
        led = [
            item
            for found in shown.values()
            for item in found
            if item.split("\n")[0].endswith(f": {claim.statement}") and f"{claim.passages[0].place}" in item
        ]
        assert led, claim.slug
        for dispute in claim.disputes:
            assert all("⚠ Disputed:" in item and dispute.reason in item for item in led), claim.slug


def test_every_claim_is_said_as_firmly_as_its_source_says_it(pages, knowledge):
    """The words before each statement are those of its modality and polarity, and no firmer."""
    for source in knowledge.sources:
        lines = [item.split("\n")[0] for item in items(pages[f"markdown/sources/{source.slug}.md"])]
        for claim in knowledge.claims_of(source):
            (line, *_) = [each for each in lines if each.endswith(f": {claim.statement}")]
            assert CERTAINTY[claim.modality, claim.polarity] in line


def test_the_words_for_certainty_are_all_different():
    """Two degrees of firmness never read the same."""
    assert len(set(CERTAINTY.values())) == len(CERTAINTY)
    assert "flatly" not in "".join(
        words for (modality, _), words in CERTAINTY.items() if modality is not Modality.asserted
    )


def test_when_to_call_has_every_rule_most_urgent_first(pages, knowledge):
    """The table and the sections go from emergency care downwards."""
    text = pages["markdown/when-to-call.md"]
    places = [
        text.index(f"\n## {URGENCIES[urgency]}") for urgency in LADDER if f"\n## {URGENCIES[urgency]}" in text
    ]
    assert places == sorted(places)
    rows = [line for line in text.splitlines() if line.startswith("| [")]
    ranks = [
        next(rank for rank, urgency in enumerate(LADDER) if f"**{URGENCIES[urgency]}**" in row)
        for row in rows
    ]
    assert len(rows) == len(knowledge.rules)
    assert ranks == sorted(ranks)


def test_when_to_call_names_the_passage_of_every_claim_behind_a_rule(pages, knowledge):
    """Every line of advice leads back to its grounds."""
    text = pages["markdown/when-to-call.md"]
    for rule in knowledge.rules:
        for iri in rule.derived_from:
            assert f"#{knowledge.claims_by_iri[iri].slug}" in text


def test_nothing_is_called_safe_or_normal_by_us():
    """The words come from the data alone, never from our own sentences."""
    ours = texts_of("markdown", base_saying("word"))
    calming = re.compile(
        r"\b(safe|safely|normal|normally|harmless(?!\.)|nothing to worry|no reason)\b", re.IGNORECASE
    )
    for path, text in ours.items():
        assert not calming.search(text.replace("A sign that is missing here is not\nharmless.", "")), path


def test_every_page_says_what_it_is_for_and_which_release_it_is(pages, knowledge):
    """A page that is read alone still says it."""
    for path, text in pages.items():
        assert "Information, not medical advice. No clinician has checked it." in text, path
        assert f"version {knowledge.release.version}, released {knowledge.release.issued}" in text, path


def test_every_page_links_the_licence_and_says_nothing_twice(pages):
    """Whoever copies a page finds the terms with one click; no paragraph stands on a page twice."""
    for path, text in pages.items():
        assert text.splitlines()[-1].endswith("](<https://creativecommons.org/licenses/by/4.0/>)")
        prose = [line.lstrip("-> ") for line in text.splitlines() if len(line) > 150 and "](" not in line]
        assert len(prose) == len(set(prose)), path
