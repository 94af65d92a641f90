"""What an answer can possibly be: limits on input, none of them medical knowledge.

They stand outside the knowledge base because no source states them. A value beyond them is a slip of the
pen, is named as an error and counts as unanswered.
"""

from typing import Final

MOST_WEEKS: Final = 45
"""The highest number of completed weeks of pregnancy that is taken for an answer."""

DAYS_A_WEEK: Final = 7
"""Days beyond the completed weeks go from 0 to one less than this."""

MOST_CHARACTERS: Final = 2000
"""The longest text that is taken for an answer."""
