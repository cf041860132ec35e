"""The tables of a discovery: findings with their contexts, everything ranked, and what was set aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare import Design
from framing.corpus import Article
from framing.discover.distinct import Marks
from framing.discover.fold import fold
from framing.discover.phrases import Phrases
from framing.discover.stream import Stream

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["aside_table", "ranked_table", "surface", "words_table"]

_CONTEXTS, _WIDTH = 3, 60
_REASONS = {
    1: "name", 2: "number or date", 3: "boilerplate", 4: "name of an outlet", 5: "standing phrase", 6: "word of reporting",
}  # fmt: skip


def surface(stream: Stream, phrases: Phrases, phrase: int) -> str:
    """Return a phrase as it is written, in lower case."""
    first = int(phrases.place[phrase])
    written = stream.spelling[stream.lower[first]]
    for place in range(first + 1, first + int(phrases.n_words[phrase])):
        written += ("-" if stream.tight[place] else " ") + stream.spelling[stream.lower[place]]
    return written


def words_table(
    design: Design, articles: Sequence[Article], stream: Stream, phrases: Phrases, found: Marks, alpha: float
) -> pd.DataFrame:
    """Return the findings, the strongest first, those that say the same folded into one."""
    import pandas as pd

    chosen = np.flatnonzero(found.spread & (found.p <= alpha))
    folded = fold(chosen.tolist(), phrases, found, len(stream.lower))
    written = {i: surface(stream, phrases, i) for i in chosen.tolist()}
    names = (design.target, design.reference)
    rows = [
        {
            "phrase": written[i],
            "n_words": int(phrases.n_words[i]),
            "side": names[found.own[i]],
            "zeta": float(found.zeta[i]),
            "p_adjusted": float(found.p[i]),
            "count_target": int(found.count[0, i]),
            "count_reference": int(found.count[1, i]),
            "n_articles": int(found.n_articles[found.own[i], i]),
            "n_events": int(found.n_events[found.own[i], i]),
            "folded": tuple(written[each] for each in folded[i]),
            "contexts": contexts(articles, stream, phrases, i, design.side[design.side >= 0] == found.own[i]),
        }
        for i in folded
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


_COLUMNS = [
    "phrase", "n_words", "side", "zeta", "p_adjusted", "count_target", "count_reference", "n_articles", "n_events",
    "folded", "contexts",
]  # fmt: skip


def contexts(
    articles: Sequence[Article], stream: Stream, phrases: Phrases, phrase: int, side: NDArray[np.bool_]
) -> tuple[str, ...]:
    """Return the phrase in brackets, with the words around it, in a few articles of its side."""
    places = phrases.positions(phrase)
    places = places[side[stream.article[places]]]
    _, first = np.unique(stream.article[places], return_index=True)
    chosen = {round(i) for i in np.linspace(0, len(first) - 1, _CONTEXTS).tolist()} if len(first) else set()
    last = int(phrases.n_words[phrase]) - 1
    return tuple(_context(articles, stream, int(places[first[i]]), last) for i in sorted(chosen))


def _context(articles: Sequence[Article], stream: Stream, place: int, last: int) -> str:
    article = articles[int(stream.article[place])]
    text = (article.headline or "") if stream.headline[place] else article.text
    start, end = int(stream.start[place]), int(stream.end[place + last])
    before = text[max(0, start - _WIDTH) : start]
    after = text[end : end + _WIDTH]
    if start > _WIDTH:
        before = "…" + before.partition(" ")[2]
    if end + _WIDTH < len(text):
        after = after.rpartition(" ")[0] + "…"
    return " ".join(f"{before}[{text[start:end]}]{after}".split())


def ranked_table(design: Design, stream: Stream, phrases: Phrases, found: Marks, top: int) -> pd.DataFrame:
    """Return the phrases with the largest abs(ζ) that are spread widely enough, as `framing.charts.distinctive` takes them."""
    import pandas as pd

    order = np.flatnonzero(found.spread)
    order = order[np.argsort(-np.abs(found.zeta[order]), kind="stable")][:top]
    own = found.own[order]
    frame = pd.DataFrame(
        {
            "word": [surface(stream, phrases, int(i)) for i in order],
            "n_words": phrases.n_words[order],
            "side": np.array([design.target, design.reference], object)[own],
            "zeta": found.zeta[order],
            "p": found.p[order],
            "count_target": found.count[0, order].astype(int),
            "count_reference": found.count[1, order].astype(int),
            "n_articles": found.n_articles[own, order].astype(int),
        }
    )
    frame.attrs = {"band": found.band, "target": design.target, "reference": design.reference}
    return frame


def aside_table(design: Design, stream: Stream, top: int) -> pd.DataFrame:
    """Return the words that were not compared, by reason, the most frequent first."""
    import pandas as pd

    side = design.side[design.side >= 0]
    parts = []
    for code, reason in _REASONS.items():
        here = stream.own & (stream.reason == code)
        sides = [here & (side[stream.article] == each) for each in (0, 1)]
        counts = [np.bincount(stream.lower[each], minlength=len(stream.spelling)) for each in sides]
        often = np.argsort(-(counts[0] + counts[1]), kind="stable")[:top]
        often = often[(counts[0] + counts[1])[often] > 0]
        words = [stream.spelling[i] for i in often]
        columns = {"word": words, "reason": reason, "count_target": counts[0][often], "count_reference": counts[1][often]}
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True)
