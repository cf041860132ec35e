"""Articles as sparse vectors of weighted words and names, made of the columns of the text layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
import tomli
from numpy.typing import NDArray

from framing.corpus import Article
from framing.resources import lexicon_folder
from framing.text.batch import HEADLINE, Batch, build_batch
from framing.text.tokens import PUNCT, WORD
from framing.text.vocabulary import Vocabulary

__all__ = ["Vectors", "articles_as_batches", "closed_words", "stem", "stop_words", "vectors"]

BATCH = 128
LEAD = 400  # words of an article that tell its event: the rest is background
HEADLINE_WEIGHT = 3.0
NAME_WEIGHT = 1.2
LOCAL_SHARE = 0.6  # of a term's weight that comes from how rare it is in the days around, not in the whole corpus
LOCAL_DAYS = 4
LOCAL_PRIOR = 50  # articles: with fewer than that in the days around, the whole corpus decides
LEAST_HOLDERS = 2  # a term held by fewer articles counts no more than one held by so many
_MOST_COMMON = 0.5  # a name is written with a capital inside sentences at least this often


@dataclass(frozen=True, eq=False)
class Vectors:
    """One row of unit length per article; `terms` spells the columns, `is_name` tells names from words."""

    matrix: Any  # scipy.sparse.csr_matrix
    terms: Sequence[str]
    is_name: NDArray[np.bool_]

    def similarity(self, left: NDArray[Any], right: NDArray[Any]) -> NDArray[np.float64]:
        """Return the cosine of pairs of articles, a chunk at a time."""
        parts = []
        for first in range(0, len(left), 1 << 16):
            rows, others = self.matrix[left[first : first + (1 << 16)]], self.matrix[right[first : first + (1 << 16)]]
            parts.append(np.asarray(rows.multiply(others).sum(axis=1)).ravel())
        return np.concatenate(parts) if parts else np.zeros(0)


def articles_as_batches(articles: Iterable[Article], vocabulary: Vocabulary) -> Iterator[Batch]:
    """Yield the columns of the articles in batches that share a vocabulary."""
    iterator = iter(articles)
    while part := list(islice(iterator, BATCH)):
        yield build_batch([(each.headline, each.text) for each in part], vocabulary)


@cache
def closed_words() -> frozenset[str]:
    """Return the closed classes of English, titles and the plainest reporting verbs."""
    return frozenset(_events()["closed"])


@cache
def stop_words() -> frozenset[str]:
    """Return the words that stand in any report and tell no event."""
    return closed_words() | set(_events()["untelling"])


@cache
def _events() -> dict[str, Any]:
    return tomli.loads(lexicon_folder().joinpath("events.toml").read_text("utf-8"))


@cache
def stem(word: str) -> str:
    """Return a word without its commonest endings, so that "talks" meets "talk" and "agreed" meets "agree".

    Examples
    --------
    >>> [stem(word) for word in ("talks", "countries", "agreed", "agreeing", "stopped", "stopping", "Texas")]
    ['talk', 'country', 'agre', 'agre', 'stop', 'stop', 'Texa']
    """
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-2] if word.endswith(("sses", "ches", "shes", "xes")) else word[:-1]
    if word.endswith("ed") and len(word) > 4:
        return _single(word[:-2])
    if word.endswith("ing") and len(word) > 5:
        word = _single(word[:-3])
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _single(base: str) -> str:
    """Return "stop" for "stopp"; double letters that belong to a word stay."""
    return base[:-1] if base[-1] == base[-2] and base[-1] not in "elsz" else base


def vectors(articles: Sequence[Article], days: NDArray[np.float64]) -> Vectors:
    """Weigh the words of every article's headline and lead by how rare they are, in the corpus and in its days."""
    from scipy import sparse

    vocabulary = Vocabulary()
    rows: list[NDArray[Any]] = []
    columns: list[NDArray[Any]] = []
    weights: list[NDArray[Any]] = []
    inside: list[NDArray[Any]] = []  # spellings met inside sentences, for telling names
    first = 0
    for batch in articles_as_batches(articles, vocabulary):
        chosen, mid = _telling(batch)
        rows.append(batch.article[chosen] + first)
        columns.append(batch.word[chosen])
        kind = batch.segment_kind[batch.segment[chosen]]
        weights.append(np.where(kind == HEADLINE, HEADLINE_WEIGHT, 1.0))
        inside.append(batch.word[mid])
        first += batch.n_articles
    if not rows:
        return Vectors(sparse.csr_matrix((0, 0)), [], np.zeros(0, bool))
    terms, term_of, is_name = _terms(vocabulary, np.concatenate(inside))
    shape = (len(articles), len(terms))
    entries = (np.concatenate(weights), (np.concatenate(rows), term_of[np.concatenate(columns)]))
    counts = sparse.coo_matrix(entries, shape=shape).tocsr()
    return Vectors(_weighted(counts, days, np.where(is_name, NAME_WEIGHT, 1.0)), terms, is_name)


def _telling(batch: Batch) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the tokens that may tell the event, and those that stand inside a sentence of the body."""
    useful = batch.vocabulary.column(_is_useful, bool)[batch.lower]
    counted = batch.counted | ((batch.kind == WORD) & ~batch.excluded)
    position = np.cumsum(counted)
    begin = position[batch.segment_start[batch.segment].clip(max=max(len(position) - 1, 0))]
    early = position - begin < LEAD
    usable = counted & early & (batch.kind != PUNCT)
    starts = np.zeros(len(batch.start), bool)
    starts[batch.sentence_start] = True
    after_mark = np.append([False], batch.kind[:-1] == PUNCT)
    mid = usable & ~starts & ~after_mark & (batch.segment_kind[batch.segment] != HEADLINE)
    return np.flatnonzero(usable & useful), np.flatnonzero(mid)


def _is_useful(word: str) -> bool:
    if word in stop_words():
        return False
    return len(word) > 2 or (len(word) == 2 and word.isdigit())


def _terms(vocabulary: Vocabulary, inside: NDArray[Any]) -> tuple[list[str], NDArray[np.int64], NDArray[np.bool_]]:
    """Return the terms as people would spell them, the term of each spelling, and which terms are names."""
    counts = np.bincount(inside, minlength=len(vocabulary))
    known: dict[str, int] = {}
    term_of = np.asarray([known.setdefault(stem(word.lower()), len(known)) for word in vocabulary.spellings])
    capital = np.asarray([word[:1].isupper() for word in vocabulary.spellings], bool)
    total = np.bincount(term_of, counts, len(known))
    upper = np.bincount(term_of, counts * capital, len(known))
    is_name = (upper > 0) & (upper >= _MOST_COMMON * total)
    spelled: list[str] = list(known)
    for number in np.argsort(counts, kind="stable").tolist():
        word = vocabulary.spellings[number]
        if word[:1].isupper() == bool(is_name[term_of[number]]):
            spelled[term_of[number]] = word
    return spelled, term_of, is_name


def _weighted(counts: Any, days: NDArray[np.float64], factor: NDArray[np.float64]) -> Any:
    """Return (1 + log count) × rarity, rows of length one.

    Rarity is −log of the share of articles that hold the term, over the corpus and over the days around: a name that
    everybody writes about this week tells less than the corpus as a whole suggests.
    """
    from scipy import sparse

    n_articles = counts.shape[0]
    frequency = np.bincount(counts.indices, minlength=counts.shape[1]).clip(LEAST_HOLDERS)
    share = ((frequency + 0.5) / (n_articles + 1)).clip(max=0.95)
    row = np.repeat(np.arange(n_articles), np.diff(counts.indptr))
    rarity = -np.log(share[counts.indices])
    local = -np.log(_local_share(counts, row, days, share))
    rarity = np.where(np.isnan(local), rarity, rarity ** (1 - LOCAL_SHARE) * local**LOCAL_SHARE)
    weights = (1 + np.log(counts.data)) * rarity * factor[counts.indices]
    length = np.sqrt(np.bincount(row, weights**2, n_articles))
    return sparse.csr_matrix((weights / length[row], counts.indices, counts.indptr), shape=counts.shape)


def _local_share(
    counts: Any, row: NDArray[np.int64], days: NDArray[np.float64], share: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the share of the articles of the days around that hold each entry's term; NaN without a date."""
    from scipy import sparse

    local = np.full(len(row), np.nan)
    dated = ~np.isnan(days)
    if not dated.any():
        return local
    bins = np.unique(np.floor(days[dated]))
    place = np.searchsorted(bins, np.floor(np.where(dated, days, bins[0])))
    entries = np.flatnonzero(dated[row])
    shape = (len(bins), counts.shape[1])
    ones = np.ones(len(entries), np.float32)
    daily = sparse.coo_matrix((ones, (place[row[entries]], counts.indices[entries])), shape=shape).tocsr()
    first = np.searchsorted(bins, bins - LOCAL_DAYS)
    last = np.searchsorted(bins, bins + LOCAL_DAYS, side="right")
    band = sparse.csr_matrix(
        (np.ones((last - first).sum(), np.float32), _ranges(first, last), np.append(0, np.cumsum(last - first))),
        shape=(len(bins), len(bins)),
    )
    around = (band @ daily).tocsr()
    around.sort_indices()
    width = counts.shape[1]
    keys = np.repeat(np.arange(len(bins)), np.diff(around.indptr)) * width + around.indices
    found = np.searchsorted(keys, place[row[entries]] * width + counts.indices[entries])
    n_around = np.asarray(band @ np.bincount(place[dated], minlength=len(bins)))[place[row[entries]]]
    expected = LOCAL_PRIOR * share[counts.indices[entries]]
    local[entries] = ((around.data[found] + expected) / (n_around + LOCAL_PRIOR)).clip(max=0.95)
    return local


def _ranges(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return all the whole numbers from each `first` up to its `last`, one range after the other."""
    size = last - first
    return np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size) + np.repeat(first, size)
