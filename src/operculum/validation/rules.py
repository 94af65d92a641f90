"""What each rule of quality means; the rules that are shapes explain themselves."""

from typing import Final

RULES: Final[dict[str, str]] = {
    "passage-digest": "the text at the position is not the one the digest was made from",
    "passage-beyond-text": "the position is no part of the text",
    "passage-too-wide": "the passage spans more than two sentences",
    "hedge-cue-absent": "a hedge cue does not stand in its passage",
    "hedge-overlooked": "the passage hedges, but the claim is asserted flatly",
    "verbatim-absent": "the words of a value do not stand in the claim's passage",
    "number-without-threshold": "the passage states a number, but the claim has no threshold",
    "sentence-without-claim": "a factual sentence of a source yields no claim; told by its position only",
    "one-publisher": "several documents affirm it, but one publisher stands behind them",
    "class-unknown": "a node is of a class that the vocabulary does not have",
    "code-syntax": "a code cannot be one of its terminology",
    "mapping-repeated": "a row of a mapping set stands twice",
    "passage-moved": "a changed text has the passage at another place",
    "passage-gone": "a changed text no longer has the passage",
    "nothing-judged": "no shape met any node",
}
"""The rules by their ids, as docs/validate.md lists them."""
