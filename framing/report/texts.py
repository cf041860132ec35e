"""The articles as the page shows them: text, sentences, whose words they are, and what is left out of the count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.analysis import Analysis
from framing.corpus import Article
from framing.scorers.attribution.clauses import are_clauses
from framing.scorers.attribution.quotes import Quotes
from framing.scorers.attribution.voices import token_voices
from framing.text.batch import BODY, HEADLINE, Batch, Integers, build_batch
from framing.text.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Text", "read_texts"]

_BATCH = 128
Pair = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Text:
    """An article: its sentences, the stretches in other voices ("direct", "indirect") and its furniture.

    `sentences` are (segment, start, end) in the order of their numbers in the tables of evidence; segment 0 is the
    headline, 1 the body. `voices` are (segment, start, end, voice) with voice 1 direct, 2 indirect.
    """

    article: Article
    sentences: Sequence[tuple[int, int, int]]
    voices: Sequence[tuple[int, int, int, int]]
    excluded: Sequence[Pair]

    def string(self, segment: int) -> str:
        """Return what the offsets of a segment point into."""
        return self.article.text if segment == BODY else self.article.headline or ""

    def around(self, segment: int, start: int, end: int) -> Pair:
        """Return where the sentences that hold a stretch begin and end."""
        held = [(a, b) for which, a, b in self.sentences if which == segment and b > start and a < end]
        if not held:
            return start, end
        return min(start, held[0][0]), max(end, held[-1][1])


def read_texts(analysis: Analysis) -> list[Text]:
    """Return the articles of an analysis in the order of its table; none if it was read back without them."""
    if analysis.corpus is None:
        return []
    order = {id: place for place, id in enumerate(analysis.table("articles")["article"].tolist())}
    articles = sorted(analysis.corpus, key=lambda each: order[each.id])
    said = _spans_by_article(analysis.attributions, order)
    vocabulary = Vocabulary()
    texts: list[Text] = []
    for low in range(0, len(articles), _BATCH):
        part = articles[low : low + _BATCH]
        batch = build_batch([(each.headline, each.text) for each in part], vocabulary)
        texts += _texts(batch, part, said[low : low + _BATCH])
    return texts


def _spans_by_article(rows: pd.DataFrame, order: dict[str, int]) -> list[NDArray[np.int64]]:
    """Return (segment, start, end, start of the cue, its end) of the attributed stretches of each article."""
    number = rows["article"].map(order).to_numpy(np.int64) if len(rows) else np.zeros(0, np.int64)
    body = (rows["segment"] == "body").to_numpy(np.int64)
    spans = np.stack([body, *(rows[name].to_numpy(np.int64) for name in ("start", "end", "cue_start", "cue_end"))], 1)
    sorting = np.argsort(number, kind="stable")
    bounds = np.searchsorted(number[sorting], np.arange(len(order) + 1))
    return [spans[sorting[bounds[each] : bounds[each + 1]]] for each in range(len(order))]


def _texts(batch: Batch, articles: Sequence[Article], said: Sequence[NDArray[np.int64]]) -> Iterator[Text]:
    sentences = _sentences(batch)
    voices = _voices(batch, said)
    furniture: list[list[Pair]] = [[] for _ in articles]
    for number, each in batch.furniture:
        furniture[int(batch.segment_article[number])].append((each.start, each.end))
    for place, article in enumerate(articles):
        yield Text(article, sentences[place], voices[place], sorted(furniture[place]))


def _sentences(batch: Batch) -> list[list[tuple[int, int, int]]]:
    found: list[list[tuple[int, int, int]]] = [[] for _ in range(batch.n_articles)]
    if len(batch.sentence_start):
        for article, place in _places(batch, batch.sentence_start, batch.sentence_end):
            found[article].append(place)
    return found


def _voices(batch: Batch, said: Sequence[NDArray[np.int64]]) -> list[list[tuple[int, int, int, int]]]:
    """Return the stretches of each article that are not in the outlet's voice."""
    found: list[list[tuple[int, int, int, int]]] = [[] for _ in range(batch.n_articles)]
    if not len(batch.start):
        return found
    first, last, cue_first, cue_last = _tokens(batch, said)
    rows: Any = SimpleNamespace(start=first, end=last)
    quotes = batch.derive(Quotes)
    quoted = np.concatenate([[0], np.cumsum(quotes.mask)])
    clause = are_clauses(batch, first, last, cue_first, cue_last) | (quoted[last] > quoted[first])
    voice, span, _ = token_voices(batch, rows, quotes, clause)
    changes = (np.diff(voice) != 0) | (np.diff(span) != 0) | (np.diff(batch.segment) != 0)
    starts = np.concatenate([[0], np.flatnonzero(changes) + 1])
    ends = np.append(starts[1:], len(voice))
    keep = voice[starts] > 0
    kinds = voice[starts[keep]].tolist()
    for (article, place), kind in zip(_places(batch, starts[keep], ends[keep]), kinds, strict=True):
        found[article].append((*place, kind))
    return found


def _tokens(batch: Batch, said: Sequence[NDArray[np.int64]]) -> tuple[Integers, Integers, Integers, Integers]:
    """Return the token ranges of the attributed stretches and of their cues (-1 where there is none)."""
    number = np.full((batch.n_articles, 2), 0, np.int64)
    number[batch.segment_article, batch.segment_kind] = np.arange(len(batch.segment_article))
    article = np.repeat(np.arange(len(said)), [len(each) for each in said])
    spans = np.concatenate(list(said)) if len(article) else np.zeros((0, 5), np.int64)
    offset = batch.segment_offset[number[article, np.where(spans[:, 0] == 1, BODY, HEADLINE)]]
    first, cue_first = (np.searchsorted(batch.end, offset + spans[:, each], side="right") for each in (1, 3))
    last, cue_last = (np.searchsorted(batch.start, offset + spans[:, each], side="left") for each in (2, 4))
    none = spans[:, 3] < 0
    ranges = (first, np.maximum(last, first + 1), np.where(none, -1, cue_first), np.where(none, -1, cue_last))
    one, two, three, four = (each.astype(np.int32) for each in ranges)
    return one, two, three, four


def _places(batch: Batch, first: Any, last: Any) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """Yield the article of each range of tokens with its segment, start and end."""
    segment = batch.segment[first]
    offset = batch.segment_offset[segment]
    start, end = batch.start[first] - offset, batch.end[np.asarray(last) - 1] - offset
    columns = (batch.segment_article[segment], batch.segment_kind[segment], start, end)
    for article, kind, low, high in zip(*(column.tolist() for column in columns), strict=True):
        yield article, (kind, low, high)
