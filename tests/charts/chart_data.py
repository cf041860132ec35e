"""Analyses made by hand, whose numbers are known without counting a text."""

from __future__ import annotations

from typing import Any

import pandas as pd

from framing.analysis import Analysis
from framing.measure import mean, rate, share

MEASURES = (
    rate("loaded_rate", "terms", "loaded terms per 1,000 words", where={"loaded": True}, primary=True),
    share("direct_share", "attributions", "quotations among statements", where={"kind": "direct"}, of={"counted": True}),
    share("visibility", "mentions", "share of all mentions of actors", where={}, fixed=("actor",)),
    mean("tone", "mentions", "mean tone toward the actor", value="tone", voiced=True, bounds=(-1.0, 1.0)),
)
TERM = {
    "segment": "body", "start": 0, "end": 4, "text": "Kyiv", "entry": "capital.kyiv", "lexicon": "russia_ukraine",
    "category": "naming.toponym", "variant_set": "russia_ukraine.capital", "side": "A", "valence": 0, "target": "",
    "intensity": 1, "voice": "outlet", "speaker": None, "scare_quoted": False, "sentence": 0, "lane": "share",
    "exchangeable": True, "loaded": False,
}  # fmt: skip
STATEMENT = {
    "segment": "body", "start": 0, "end": 100, "text": "…", "kind": "direct", "cue": "said", "stance": "neutral",
    "speaker": "Peskov", "actor": "Dmitry Peskov", "source_type": "government", "named": True, "n_words": 10,
    "counted": True, "sentence": 0,
}  # fmt: skip
MENTION = {
    "segment": "body", "start": 0, "end": 5, "text": "Putin", "actor": "putin", "form": "name", "voice": "outlet",
    "speaker": None, "negative": 0.2, "neutral": 0.7, "positive": 0.1, "tone": -0.1, "sentence": 0,
}  # fmt: skip


ARTICLE = ("article", "outlet", "published", "event", "headline", "n_words", "n_words_outlet", "n_words_direct",
           "n_words_indirect", "n_sentences", "topics")  # fmt: skip


def articles(sizes: dict[str, int], *, words: int = 500, **columns: Any) -> pd.DataFrame:
    """Return so many articles for every outlet, one a month, each on the event of its number."""
    rows = [
        {
            "article": f"{outlet}-{number}",
            "outlet": outlet,
            "published": pd.Timestamp("2024-01-10") + pd.DateOffset(months=number),
            "event": f"event {number}",
            "headline": f"Headline {number}",
            "n_words": words,
            "n_words_outlet": words,
            "n_words_direct": 0,
            "n_words_indirect": 0,
            "n_sentences": 20,
            "topics": "russia_ukraine",
            **columns,
        }
        for outlet, size in sizes.items()
        for number in range(size)
    ]
    return pd.DataFrame(rows, columns=list(dict.fromkeys([*ARTICLE, *columns])))


def _table(pattern: dict[str, Any], rows: list[dict[str, Any]]) -> pd.DataFrame:
    full = [{**pattern, **row, "outlet": row["article"].rsplit("-", 1)[0]} for row in rows]
    columns = ["article", "outlet", *pattern]
    dtypes = {name: type(value) for name, value in pattern.items() if isinstance(value, (bool, int, float))}
    return pd.DataFrame(full, columns=columns).astype(dtypes)


def made(
    sizes: dict[str, int],
    *,
    terms: list[dict[str, Any]] | None = None,
    statements: list[dict[str, Any]] | None = None,
    mentions: list[dict[str, Any]] | None = None,
    **columns: Any,
) -> Analysis:
    """Return an analysis with these rows of evidence; every row names its article, the rest may be left out."""
    tables = {
        "articles": articles(sizes, **columns),
        "terms": _table(TERM, terms or []),
        "attributions": _table(STATEMENT, statements or []),
        "mentions": _table(MENTION, mentions or []),
    }
    manifest = {
        "lexicons": [{"id": "russia_ukraine", "version": "2026.11", "articles": sum(sizes.values())}],
        "actors": [{"id": "russia_ukraine", "version": "2026.11"}],
    }
    return Analysis(tables, MEASURES, manifest)


def loaded(counts: dict[str, list[int]], **columns: Any) -> Analysis:
    """Return an analysis with so many loaded terms in every article of every outlet."""
    terms = [
        {"article": f"{outlet}-{number}", "text": "regime", "loaded": True, "exchangeable": False, "entry": "regime"}
        for outlet, hits in counts.items()
        for number, hit in enumerate(hits)
        for _ in range(hit)
    ]
    return made({outlet: len(hits) for outlet, hits in counts.items()}, terms=terms, **columns)
