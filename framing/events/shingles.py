"""Runs of words as hashes: what two texts share when one was made from the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from framing.corpus import Article
from framing.events.vectors import articles_as_batches
from framing.text.batch import BODY
from framing.text.tokens import PUNCT
from framing.text.vocabulary import Vocabulary

__all__ = ["Shingles", "hashed_runs", "shingles_of"]

Hashes = NDArray[np.uint64]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SCATTER = np.uint64(0xD6E8FEB86659FD93)


class Shingles(NamedTuple):
    """The words of one article's body: their hashes in order, and where each stands in the text."""

    words: Hashes
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    quoted: NDArray[np.bool_]

    def runs(self, size: int) -> Hashes:
        """Return the hash of every run of `size` words, in order."""
        return hashed_runs(self.words, size)

    def own_runs(self, size: int) -> Hashes:
        """Return the runs that stand outside quotation marks: reports share speeches without being copies."""
        inside = np.convolve(self.quoted, np.ones(size, np.int64), "valid") if len(self.words) >= size else self.quoted
        return hashed_runs(self.words, size)[inside[: max(0, len(self.words) - size + 1)] == 0]


def shingles_of(articles: Sequence[Article]) -> Iterator[Shingles]:
    """Yield the words of every article's body, without furniture and punctuation, upper and lower case alike."""
    vocabulary = Vocabulary()
    for batch in articles_as_batches(articles, vocabulary):
        body = batch.segment_kind[batch.segment] == BODY
        chosen = np.flatnonzero(body & (batch.kind != PUNCT) & ~batch.excluded)
        words = vocabulary.column(_word_hash, np.uint64)[batch.lower[chosen]]
        offset = batch.segment_offset[batch.segment[chosen]].astype(np.int64)
        start, end = batch.start[chosen] - offset, batch.end[chosen] - offset
        quoted = batch.quote[chosen] >= 0
        bounds = np.searchsorted(batch.article[chosen], np.arange(batch.n_articles + 1))
        for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            yield Shingles(words[first:last], start[first:last], end[first:last], quoted[first:last])


def _word_hash(word: str) -> int:
    spelling = word.encode("utf-8", "replace")
    return crc32(spelling) << 32 | crc32(spelling, 0xFFFF)


def hashed_runs(words: Hashes, size: int) -> Hashes:
    """Return the hash of every run of `size` words, in order; none for a text that is shorter."""
    n_runs = len(words) - size + 1
    if n_runs <= 0:
        return np.zeros(0, np.uint64)
    total = np.zeros(n_runs, np.uint64)
    for place in range(size):
        total = total * _MULTIPLIER + words[place : place + n_runs]
    mixed = (total ^ (total >> np.uint64(29))) * _SCATTER
    return mixed ^ (mixed >> np.uint64(32))
