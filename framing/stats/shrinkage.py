"""Empirical-Bayes shrinkage of many outlets toward their common level: for display, not for testing."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from framing.errors import NotEnoughData
from framing.stats.estimates import Array, Numbers, columns

__all__ = ["Shrunken", "pooled_dispersion", "shrink_rates", "shrink_shares"]

LEAST = 5  # outlets
NOTE = "shrunken for display, not for testing"


class Shrunken(NamedTuple):
    """Shrunken values with posterior intervals; `weight` is how much of the common level each one took.

    Examples
    --------
    >>> shrink_rates([4, 0, 9, 3, 5], [900] * 5).note
    'shrunken for display, not for testing'
    """

    value: Array
    low: Array
    high: Array
    weight: Array
    level: float
    note: str


def pooled_dispersion(counts: Numbers, words: Numbers, group_ids: Numbers, n_groups: int) -> float:
    """Return Pearson's dispersion φ of article counts around their group's rate (1 = Poisson), pooled over groups.

    Examples
    --------
    >>> round(pooled_dispersion([0, 9, 1, 0, 8, 0], [500] * 6, [0, 0, 0, 1, 1, 1], 2), 1)
    7.7
    """
    weight = np.asarray(words, dtype=float)
    count, group = columns(counts, group_ids, like=len(weight))
    kept = weight > 0
    count, weight, group = count[kept], weight[kept], group[kept]
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.bincount(group, count, n_groups) / np.bincount(group, weight, n_groups)
        expected = rates[group] * weight
        terms = np.where(expected > 0, (count - expected) ** 2 / expected, 0)
    freedom = np.sum(expected > 0) - np.sum(rates > 0)
    return float(max(1.0, terms.sum() / freedom)) if freedom > 0 else 1.0


def shrink_rates(counts: Numbers, words: Numbers, *, dispersion: Array | float = 2.0, scale: float = 1000,
                 level: float = 0.95) -> Shrunken:
    """Return outlets' rates drawn toward their common level, the more the less text an outlet has.

    Steadier than raw rates on a chart of many outlets. The intervals are too short when outlets are few.

    Parameters
    ----------
    counts, words
        Sums per outlet.
    dispersion
        How much more than Poisson the counts vary (`pooled_dispersion`); counts and words are divided by it, else
        tokens fake precision.

    Notes
    -----
    λ ~ Gamma(a, b) by marginal maximum likelihood; posterior mean (a + Y/φ)/(b + W/φ).

    Examples
    --------
    >>> found = shrink_rates([80, 6, 25, 31, 52], [9000, 300, 9000, 9000, 9000])
    >>> found.value.round(1), found.weight.round(2)
    (array([8.3, 7.7, 3.3, 3.9, 5.8]), array([0.18, 0.86, 0.18, 0.18, 0.18]))
    """
    from scipy import special

    y, w = (np.asarray(each, dtype=float) / dispersion for each in (counts, words))
    _enough(y)
    centre = max(y.sum(), 0.5) / w.sum()

    def loss(a: float, mean: float) -> float:
        b = a / mean
        terms = special.gammaln(a + y) - special.gammaln(a) + a * np.log(b) - (a + y) * np.log(b + w)
        return -float(np.sum(terms + y * np.log(w)))

    a, mean = _fit(loss, lambda value: np.exp(value), np.log(centre))
    b, tail = a / mean, (1 - level) / 2
    low, high = (special.gammaincinv(a + y, each) / (b + w) for each in (tail, 1 - tail))
    return Shrunken(scale * (a + y) / (b + w), scale * low, scale * high, b / (b + w), scale * mean, NOTE)


def shrink_shares(taken: Numbers, opportunities: Numbers, *, design_effect: Array | float = 2.0,
                  level: float = 0.95) -> Shrunken:
    """Return outlets' shares drawn toward their common level; counts are divided by the design effect first.

    Examples
    --------
    >>> found = shrink_shares([9, 1, 30, 20, 12], [10, 1, 40, 40, 40])
    >>> found.value.round(2)
    array([0.71, 0.61, 0.7 , 0.52, 0.38])
    """
    from scipy import special

    k, m = (np.asarray(each, dtype=float) / design_effect for each in (taken, opportunities))
    _enough(k)
    centre = (k.sum() + 0.5) / (m.sum() + 1)

    def loss(size: float, mean: float) -> float:
        alpha, beta = size * mean, size * (1 - mean)
        return -float(np.sum(special.betaln(alpha + k, beta + m - k) - special.betaln(alpha, beta)))

    size, mean = _fit(loss, lambda value: special.expit(value), special.logit(centre))
    alpha, beta, tail = size * mean, size * (1 - mean), (1 - level) / 2
    low, high = (special.betaincinv(alpha + k, beta + m - k, each) for each in (tail, 1 - tail))
    return Shrunken((alpha + k) / (size + m), low, high, size / (size + m), mean, NOTE)


def _enough(values: Array) -> None:
    if len(values) < LEAST:
        raise NotEnoughData(f"Shrinkage needs at least {LEAST} outlets; there are {len(values)}.")


def _fit(loss: Callable[[float, float], float], link: Callable[[float], float],
         start: float) -> tuple[float, float]:
    """Return the spread parameter and the mean that minimise the loss, on transformed scales within sane bounds."""
    from scipy import optimize

    def of(point: Array) -> float:
        return loss(float(np.exp(point[0])), float(link(point[1])))

    bounds = [(-4.0, 9.0), (start - 3, start + 3)]
    fits = [optimize.minimize(of, [spread, start], method="L-BFGS-B", bounds=bounds) for spread in (0.0, 3.0, 6.0)]
    best = min(fits, key=lambda fit: float(fit.fun)).x
    return float(np.exp(best[0])), float(link(best[1]))
