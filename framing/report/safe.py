"""JSON that may stand inside a page."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["safe_json"]

_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def safe_json(value: Any) -> str:
    """Return JSON that may stand in a script element and in a script.

    Examples
    --------
    >>> safe_json({"headline": "</script><b>"})
    '{"headline":"\\\\u003c/script\\\\u003e\\\\u003cb\\\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for mark, escape in _ESCAPES.items():
        if mark in text:
            text = text.replace(mark, escape)
    return text
