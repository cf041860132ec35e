"""Pairs of articles that may report one event: near in time, and sharing terms that are rare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.corpus import Article
from framing.events.vectors import Vectors

__all__ = ["Pairs", "candidate_pairs", "days_of"]

TOP_TERMS = 80  # of an article, by weight: two reports of one event share some of them
MOST_ARTICLES = 400  # a term that so many articles of one window hold does not make a pair by itself
LEAST_SHARED = 0.01  # of the cosine over top terms; below it the full cosine is not computed
_CHUNK = 1024


class Pairs(NamedTuple):
    """Articles by number, left < right, with their cosine."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    cosine: NDArray[np.float64]


def days_of(articles: Sequence[Article]) -> NDArray[np.float64]:
    """Return when each article was published, in days; NaN where it is not known."""
    from datetime import UTC

    moments = [
        each.published and (each.published if each.published.tzinfo else each.published.replace(tzinfo=UTC)) for each in articles
    ]
    return np.asarray([np.nan if each is None else each.timestamp() / 86_400 for each in moments])


def candidate_pairs(vectors: Vectors, days: NDArray[np.float64], *, window_days: float, floor: float) -> Pairs:
    """Return the pairs within the window whose cosine is at least `floor`.

    Articles without a date are compared with all.
    """
    top = _top_terms(vectors.matrix)
    dated = np.flatnonzero(~np.isnan(days))
    order = dated[np.argsort(days[dated], kind="stable")]
    found = [_within(top, order, days[order], window_days)]
    undated = np.flatnonzero(np.isnan(days))
    if len(undated):
        found += [_across(top, undated, np.arange(len(days)))]
    low, high = (np.concatenate([each[side] for each in found]) for side in (0, 1))
    left, right = np.minimum(low, high), np.maximum(low, high)
    keys = np.unique(left * len(days) + right)
    left, right = keys // max(len(days), 1), keys % max(len(days), 1)
    cosine = vectors.similarity(left, right)
    good = cosine >= floor
    return Pairs(left[good], right[good], cosine[good])


def _top_terms(matrix: Any) -> Any:
    """Keep the heaviest terms of each row."""
    from scipy import sparse

    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((-matrix.data, row))
    rank = np.arange(len(order)) - matrix.indptr[row[order]]
    kept = order[rank < TOP_TERMS]
    return sparse.csr_matrix((matrix.data[kept], (row[kept], matrix.indices[kept])), shape=matrix.shape)


def _within(top: Any, order: NDArray[np.int64], days: NDArray[np.float64], window: float) -> tuple[Any, Any]:
    """Return the pairs of dated articles, which come in order of time."""
    lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for first in range(0, len(order), _CHUNK):
        last = min(first + _CHUNK, len(order))
        end = int(np.searchsorted(days, days[last - 1] + window, side="right"))
        left, right = _across(top, order[first:last], order[first:end])
        lefts.append(left)
        rights.append(right)
    left, right = np.concatenate(lefts), np.concatenate(rights)
    moment = np.empty(int(order.max()) + 1 if len(order) else 0)
    moment[order] = days
    near = np.abs(moment[left] - moment[right]) <= window
    return left[near], right[near]


def _across(top: Any, rows: NDArray[np.int64], others: NDArray[np.int64]) -> tuple[Any, Any]:
    """Return the pairs of `rows` with `others` that share enough rare terms."""
    pool = top[others].tocsc()
    common = np.flatnonzero(np.diff(pool.indptr) > MOST_ARTICLES)
    keep = np.ones(pool.shape[1])
    keep[common] = 0
    chosen = top[rows].multiply(keep).tocsr()
    chosen.eliminate_zeros()
    products = (chosen @ pool.T.tocsc()).tocoo()
    good = products.data >= LEAST_SHARED
    left, right = rows[products.row[good]], others[products.col[good]]
    apart = left != right
    return left[apart], right[apart]
