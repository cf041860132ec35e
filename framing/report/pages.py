"""Data inside the page, or beside it where there is too much: JSON that no text can break out of."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Mapping, Sequence
from typing import Any

from framing.report.safe import safe_json
from framing.report.texts import Text

__all__ = ["ARTICLES_A_PAGE", "INSIDE", "LARGEST", "article_payload", "inlined", "packed", "paged", "script"]

LARGEST = 2_900_000  # bytes of a page that holds its articles itself
INSIDE = 1_000  # articles that may stand inside a page at all
ARTICLES_A_PAGE = 40


def article_payload(text: Text) -> list[Any]:
    """Return an article as the page reads it: text, number of headline sentences, sentences, voices, furniture."""
    headline = sum(1 for each in text.sentences if each[0] == 0)
    sentences = [number for each in text.sentences for number in each[1:]]
    voices = [number for each in text.voices for number in each]
    return [text.article.text, headline, sentences, voices, [number for pair in text.excluded for number in pair]]


def inlined(data: Mapping[str, str]) -> str:
    """Return script elements that hold the data inside the page, compressed."""
    return "\n".join(f'<script type="text/plain" id="data-{name}">{packed(text)}</script>' for name, text in data.items())


def packed(text: str) -> str:
    """Return a text compressed, in letters; the same bytes on every run.

    Examples
    --------
    >>> gzip.decompress(base64.b64decode(packed("[1,2]"))).decode()
    '[1,2]'
    """
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode("ascii")


def paged(articles: Sequence[list[Any]]) -> dict[str, str]:
    """Return the articles as pages of some articles each."""
    starts = range(0, len(articles), ARTICLES_A_PAGE)
    return {f"articles-{low // ARTICLES_A_PAGE}": safe_json(articles[low : low + ARTICLES_A_PAGE]) for low in starts}


def script(name: str, data: str) -> str:
    """Return data as a script that stands in a file beside the page."""
    return f'framingPage("{name}",{data});\n'
