"""Phrases of one to four words, counted per article without ever looking at a phrase that is too rare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.discover import words
from framing.discover.stream import Bools, Ints, Stream

__all__ = ["Phrases", "count_phrases"]

LEAST_ARTICLES = 3


@dataclass(frozen=True, eq=False)
class Phrases:
    """Phrases with their counts.

    `table` is articles × phrases (sparse); `n_words` and `place` (the position in the stream where the phrase stands
    first) have one element per phrase; `at` holds, per number of words, the phrase that begins at each position or -1.
    """

    table: Any
    n_words: Ints
    place: Ints
    at: dict[int, Ints]

    def positions(self, phrase: int) -> NDArray[np.intp]:
        """Return where in the stream a phrase begins."""
        return np.flatnonzero(self.at[int(self.n_words[phrase])] == phrase)


def count_phrases(stream: Stream, longest: int) -> Phrases:
    """Count the phrases of up to `longest` words that stand in at least three articles.

    Notes
    -----
    A phrase is only looked at if both its parts without the last and without the first word are frequent enough (the
    Apriori rule), so the work grows with the length of the texts. Words of grammar may stand inside a phrase, not at
    its ends (unless a hyphen joins them: "same-sex"), and no phrase begins or ends inside a word with a hyphen; names,
    numbers and everything else that is set aside end it.

    Examples
    --------
    >>> from framing.corpus import Article
    >>> from framing.discover.stream import read_stream
    >>> texts = ["The war on terror grew.", "A war on terror went on.", "No war on terror began."]
    >>> stream = read_stream([Article(text) for text in texts], trained=False)
    >>> found = count_phrases(stream, 3)
    >>> [stream.spelling[stream.lower[place]] for place in found.place], found.n_words.tolist()
    (['war', 'terror', 'war'], [1, 1, 3])
    """
    plain = stream.plain & ~stream.vocabulary.column(words.clitic, bool)[stream.lower]
    content = plain & ~stream.vocabulary.column(words.functional, bool)[stream.lower]
    hyphen_before, hyphen_after = stream.tight, np.append(stream.tight[1:], False)
    begins, ends = (content | hyphen_after) & ~hyphen_before, (content | hyphen_before) & ~hyphen_after
    gram = np.where(plain, stream.lower, -1)
    found = _Found(stream)
    for n in range(1, longest + 1):
        if n > 1:
            gram = _longer(stream, gram, n)
        gram = _frequent(gram, stream.article)
        found.add(n, gram, begins & np.append(ends[n - 1 :], np.zeros(n - 1, bool)))
    return found.phrases()


def _longer(stream: Stream, gram: Ints, n: int) -> Ints:
    """Return the phrases of n words from those of n − 1 words: the one that begins here and the one after it."""
    following = np.append(gram[1:], -1)
    linked = np.append(stream.linked[1:], False)
    both = (gram >= 0) & (following >= 0) & linked
    spot = np.flatnonzero(both)
    key = gram[spot] * (int(gram.max(initial=0)) + 1) + following[spot]
    longer = np.full(len(gram), -1, np.int64)
    longer[spot] = np.unique(key, return_inverse=True)[1]
    return longer


def _frequent(gram: Ints, article: Ints) -> Ints:
    """Number the phrases anew, -1 for those that stand in too few articles."""
    spot = np.flatnonzero(gram >= 0)
    if not len(spot):
        return gram
    size = int(gram.max()) + 1
    pair = np.unique(gram[spot] * (int(article.max()) + 1) + article[spot])
    often = np.bincount(pair // (int(article.max()) + 1), minlength=size) >= LEAST_ARTICLES
    number = np.where(often, np.cumsum(often) - 1, -1)
    return np.where(gram >= 0, number[np.maximum(gram, 0)], -1)


class _Found:
    """Collects the phrases of each length."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._n = 0
        self._rows: list[Ints] = []
        self._columns: list[Ints] = []
        self._n_words: list[Ints] = []
        self._place: list[Ints] = []
        self._at: dict[int, Ints] = {}

    def add(self, n: int, gram: Ints, wanted: Bools) -> None:
        """Take the phrases of n words that begin and end as they should."""
        stream = self._stream
        spot = np.flatnonzero((gram >= 0) & wanted)
        names, first, number = np.unique(gram[spot], return_index=True, return_inverse=True)
        at = np.full(len(gram), -1, np.int64)
        at[spot] = self._n + number
        self._rows.append(stream.article[spot])
        self._columns.append(at[spot])
        self._n_words.append(np.full(len(names), n, np.int64))
        self._place.append(spot[first])
        self._at[n] = at
        self._n += len(names)

    def phrases(self) -> Phrases:
        """Return all that was found."""
        from scipy import sparse

        rows, columns = np.concatenate(self._rows), np.concatenate(self._columns)
        table = sparse.csr_array(
            (np.ones(len(rows)), (rows, columns)), shape=(self._stream.n_articles, self._n)
        )
        table.sum_duplicates()
        return Phrases(table, np.concatenate(self._n_words), np.concatenate(self._place), self._at)
