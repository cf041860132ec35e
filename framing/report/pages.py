"""Data inside the page, or beside it where there is too much: JSON that no text can break out of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from framing.report.safe import safe_json
from framing.report.texts import Text

__all__ = ["ARTICLES_A_PAGE", "LARGEST", "article_payload", "inlined", "paged"]

LARGEST = 2_900_000  # bytes of a page that holds its articles itself
ARTICLES_A_PAGE = 40


def article_payload(text: Text) -> list[Any]:
    """Return an article as the page reads it: text, number of headline sentences, sentences, voices, furniture."""
    headline = sum(1 for each in text.sentences if each[0] == 0)
    sentences = [number for each in text.sentences for number in each[1:]]
    voices = [number for each in text.voices for number in each]
    return [text.article.text, headline, sentences, voices, [number for pair in text.excluded for number in pair]]


def inlined(articles: Sequence[list[Any]], indexes: Mapping[str, str]) -> str:
    """Return script elements that hold the data inside the page."""
    data = {"pages": "[]", "articles-0": safe_json(articles), **indexes}
    return "\n".join(f'<script type="application/json" id="data-{name}">{text}</script>' for name, text in data.items())


def paged(articles: Sequence[list[Any]], indexes: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the script element that names the pages, and the pages that stand beside the page as scripts."""
    starts = range(0, len(articles), ARTICLES_A_PAGE)
    data = {f"articles-{low // ARTICLES_A_PAGE}": safe_json(articles[low : low + ARTICLES_A_PAGE]) for low in starts}
    data |= indexes
    scripts = {f"{name}.js": f'framingPage("{name}",{text});\n' for name, text in data.items()}
    return f'<script type="application/json" id="data-pages">{safe_json(sorted(data))}</script>', scripts
