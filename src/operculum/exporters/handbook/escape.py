r"""Data into Markdown: whatever a label holds, it is shown as text and never becomes markup.

CommonMark 0.31, section 2.4: a backslash before ASCII punctuation makes it literal. What no backslash stops,
the bare addresses that GitHub turns into links, is broken by a word joiner, which nobody sees.
"""

import re
from typing import Final
from urllib.parse import quote, urlsplit

MARKUP: Final = re.compile(r"[\\`*_{}\[\]<>#|!&~$^]")
LIST_MARK: Final = re.compile(r"^(\d{1,9})(?=[.)])|^(?=[-+=:])")
ADDRESS: Final = re.compile(r"(?<=/)(?=/)|(?=@)|(?<=@)|(?<=www)(?=\.)|(?<=mailto:)|(?<=xmpp:)", re.IGNORECASE)
INVISIBLE: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
WORD_JOINER: Final = "\u2060"
NOTHING: Final = "(nothing)"
SAFE_IN_ADDRESS: Final = "%/:?#[]@!$&'()*+,;=-._~"


def text(data: str) -> str:
    r"""Return data as one line of inert Markdown text.

    >>> text("*not* <b>bold</b>")
    '\\*not\\* \\<b\\>bold\\</b\\>'
    >>> text("1. not a list")
    '1\\. not a list'
    """
    literal = MARKUP.sub(r"\\\g<0>", one_line(data))
    unlinked = ADDRESS.sub(WORD_JOINER, literal)
    return LIST_MARK.sub(r"\g<0>\\", unlinked)


def one_line(data: str) -> str:
    """Return data on one line: white space runs become one space, invisible characters a mark.

    Where nothing is left, it says so: an empty name would leave its mark-up bare.
    """
    return INVISIBLE.sub("\ufffd", " ".join(data.split())) or NOTHING


def capital(data: str) -> str:
    """Return data on one line, beginning with a capital."""
    line = one_line(data)
    return line[0].upper() + line[1:]


def title(data: str) -> str:
    """Return data as inert text that begins with a capital."""
    return text(capital(data))


def sentence(data: str) -> str:
    """Return data as inert text that begins with a capital and ends with a full stop."""
    line = capital(data)
    return text(line if line.endswith((".", "?", "!")) else f"{line}.")


def destination(address: str) -> str | None:
    """Return an address as a link's destination, or None where it is not one of the web.

    >>> destination("https://example.org/a b"), destination("javascript:alert(1)")
    ('<https://example.org/a%20b>', None)
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return f"<{quote(address.strip(), safe=SAFE_IN_ADDRESS)}>"
