"""Data inside the page, or beside it where there is too much: JSON that no text can break out of."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from framing.report.texts import Text

__all__ = ["ARTICLES_A_PAGE", "INLINE_MOST", "article_payload", "pages_of", "safe_json"]

INLINE_MOST = 1_700_000  # bytes of data that still stand inside the page
ARTICLES_A_PAGE = 40
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


def article_payload(text: Text) -> list[Any]:
    """Return an article as the page reads it: text, number of headline sentences, sentences, voices, furniture."""
    headline = sum(1 for each in text.sentences if each[0] == 0)
    sentences = [number for each in text.sentences for number in each[1:]]
    voices = [number for each in text.voices for number in each]
    return [text.article.text, headline, sentences, voices, [number for pair in text.excluded for number in pair]]


def pages_of(articles: Sequence[list[Any]], indexes: Mapping[str, Any]) -> tuple[dict[str, str], bool]:
    """Return the data by name, and whether they stand beside the page (paged) rather than inside it."""
    data = {name: safe_json(index) for name, index in indexes.items()}
    whole = safe_json(articles)
    if sum(map(len, data.values())) + len(whole.encode()) <= INLINE_MOST:
        return {"articles-0": whole, **data}, False
    starts = range(0, len(articles), ARTICLES_A_PAGE)
    parts = {f"articles-{low // ARTICLES_A_PAGE}": safe_json(articles[low : low + ARTICLES_A_PAGE]) for low in starts}
    return {**parts, **data}, True
