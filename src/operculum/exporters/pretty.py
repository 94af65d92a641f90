"""JSON as text: indented, in the order given, in UTF-8, with a line feed at the end."""

import json
from typing import Any


def pretty(value: Any) -> str:
    """Return a JSON text (RFC 8259); a number that JSON has no word for raises `ValueError`."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
