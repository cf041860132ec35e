"""Difference between the vocabularies of two groups of articles, beyond what chance gives."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from framing.errors import NotEnoughData
from framing.stats.estimates import Array, Numbers
from framing.stats.multiplicity import monte_carlo_p
from framing.stats.permutation import permuted_labels

__all__ = ["ExcessDivergence", "excess_divergence", "jensen_shannon", "pooled_counts"]


class ExcessDivergence(NamedTuple):
    """Observed Jensen–Shannon divergence minus its mean under permuted labels, in bits.

    `low` and `high` are the 95 % band of chance around zero: an excess inside it is no difference. The raw divergence
    is not kept, because it measures sample size first.

    Examples
    --------
    >>> ExcessDivergence(0.01, -0.02, 0.02, 0.3, 5000, 20).excess
    0.01
    """

    excess: float
    low: float
    high: float
    p: float
    words: int
    n: int


def jensen_shannon(first: Numbers, second: Numbers) -> Array:
    """Return the Jensen–Shannon divergence of two rows (or two tables of rows) of counts, in bits.

    Never print it for texts as it is: two halves of one outlet's articles differ by 0.1 to 0.6 bits.

    Examples
    --------
    >>> float(jensen_shannon([1, 0], [0, 1])), float(jensen_shannon([1, 3], [2, 6]))
    (1.0, 0.0)
    """
    p, q = (np.atleast_1d(np.asarray(each, dtype=float)) for each in (first, second))
    p, q = p / p.sum(axis=-1, keepdims=True), q / q.sum(axis=-1, keepdims=True)
    return _entropy((p + q) / 2) - (_entropy(p) + _entropy(q)) / 2


def _entropy(p: Array) -> Array:
    bits: Array = -np.sum(p * np.log2(np.where(p > 0, p, 1)), axis=-1)
    return bits


def excess_divergence(table: Any, first: Numbers, strata: Numbers | None = None, *, level: float = 0.95,
                      n_permutations: int = 499, seed: int = 0, force: bool = False) -> ExcessDivergence:
    """Return how much more two groups of articles differ in vocabulary than relabelled ones do.

    Parameters
    ----------
    table
        Articles × words (dense or a scipy sparse array).
    first
        True for the articles of the first outlet.
    strata
        The event of each article; labels are permuted within events.

    Notes
    -----
    Both sides are thinned to the same number of words, the smallest that occurs, before each divergence is taken.

    Raises
    ------
    NotEnoughData
        With fewer than five articles on a side, unless forced.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> words = rng.multinomial(300, [0.5, 0.3, 0.2], 12)
    >>> found = excess_divergence(words, np.arange(12) < 6)
    >>> bool(found.low <= found.excess <= found.high)
    True
    """
    side = np.asarray(first, dtype=np.uint8)
    if min(side.sum(), len(side) - side.sum()) < 5 and not force:
        raise NotEnoughData(f"A divergence needs 5 articles a side; there are {side.sum()} and {np.sum(side == 0)}.")
    labels = np.concatenate([side[None], *permuted_labels(side, strata, n_permutations, seed=seed)])
    one = pooled_counts(table, labels)
    two = pooled_counts(table, np.ones((1, len(side)))) - one
    words = int(min(one.sum(axis=1).min(), two.sum(axis=1).min()))
    rng = np.random.default_rng(seed)
    found = jensen_shannon(_thin(one, words, rng), _thin(two, words, rng))
    expected = found[1:].mean()
    tail = (1 - level) / 2
    low, high = np.quantile(found[1:], [tail, 1 - tail]) - expected
    p = monte_carlo_p(found[:1], found[1:, None], exact=False)[0]
    return ExcessDivergence(float(found[0] - expected), float(low), float(high), float(p), words, len(side))


def pooled_counts(table: Any, labels: Array) -> Array:
    """Return labels × words: the counts of the articles that each row of 0/1 labels picks.

    Examples
    --------
    >>> pooled_counts(np.array([[1, 0], [2, 5]]), np.array([[1, 1], [0, 1]]))
    array([[3., 5.],
           [2., 5.]])
    """
    return np.asarray((table.T @ labels.T.astype(float)).T)


def _thin(counts: Array, words: int, rng: np.random.Generator) -> Array:
    whole = np.rint(counts).astype(np.int64)
    return np.stack([rng.multivariate_hypergeometric(each, words) if each.sum() > words else each for each in whole])
