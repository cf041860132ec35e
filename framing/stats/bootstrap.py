"""Cluster bootstrap: whole events (or articles) are drawn, never tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np

from framing.errors import NotEnoughData
from framing.stats.estimates import Array, Numbers

__all__ = ["Interval", "cluster_bootstrap"]

LEAST = 20  # clusters
_CHUNK = 2_000_000


class Interval(NamedTuple):
    """A value with its bootstrap interval and standard error.

    Examples
    --------
    >>> Interval(0.5, 0.3, 0.7, 0.1, 25).n
    25
    """

    value: float
    low: float
    high: float
    se: float
    n: int


def cluster_bootstrap(totals: Numbers, statistic: Callable[[Array], Array], *,
                      method: Literal["studentised", "bca", "percentile"] = "studentised", level: float = 0.95,
                      n_resamples: int = 1999, seed: int = 0) -> Interval:
    """Return a bootstrap interval for any function of sums over clusters.

    Below 20 clusters it is refused: intervals would be too short (use `matched_contrasts` or `rate` there).

    Parameters
    ----------
    totals
        Clusters × quantities: what each event (or article) adds to the sums.
    statistic
        Takes sums (…, quantities) and returns values (…): `lambda s: s[..., 0] / s[..., 1]` is a ratio of sums.
    method
        "studentised" covers best (.94 at 20 clusters in simulation), "bca" corrects bias and skewness (.90),
        "percentile" is the plainest.

    Raises
    ------
    NotEnoughData
        With fewer than 20 clusters.

    References
    ----------
    Efron & Tibshirani 1993, An Introduction to the Bootstrap.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> words = rng.integers(300, 900, 30)
    >>> found = cluster_bootstrap(np.column_stack([rng.poisson(3, 30), words]), lambda s: 1000 * s[..., 0] / s[..., 1])
    >>> bool(found.low < 5 < found.high)
    True
    """
    table = np.asarray(totals, dtype=float)
    table = table[:, None] if table.ndim == 1 else table
    n = len(table)
    if n < LEAST:
        raise NotEnoughData(f"A cluster bootstrap needs {LEAST} clusters; there are {n}. "
                            "Use the jackknife-t interval or a permutation test.")
    rng = np.random.default_rng(seed)
    draws = rng.multinomial(n, np.full(n, 1 / n), n_resamples)
    value = float(statistic(table.sum(axis=0)))
    left = statistic(table.sum(axis=0) - table)
    se = float(np.sqrt((n - 1) / n * np.sum((left - left.mean()) ** 2)))
    resampled = statistic(draws @ table)
    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    if method == "studentised":
        t = (resampled - value) / _standard_errors(table, draws, statistic)
        high, low = value - np.quantile(t, tails) * se
    else:
        shares = tails if method == "percentile" else _bca_tails(resampled, value, left, tails)
        low, high = np.quantile(resampled, shares)
    return Interval(value, float(low), float(high), se, n)


def _bca_tails(resampled: Array, value: float, left: Array, tails: Array) -> Array:
    from scipy import special

    below = np.mean(resampled < value) + np.mean(resampled == value) / 2
    bias = special.ndtri(np.clip(below, 1 / len(resampled), 1 - 1 / len(resampled)))
    away = left.mean() - left
    spread = np.sum(away**2) ** 1.5
    acceleration = np.sum(away**3) / (6 * spread) if spread > 0 else 0.0
    z = bias + special.ndtri(tails)
    shifted: Array = special.ndtr(bias + z / (1 - acceleration * z))
    return shifted


def _standard_errors(table: Array, draws: Array, statistic: Callable[[Array], Array]) -> Array:
    """Return the jackknife standard error within each resample."""
    n = len(table)
    step = max(1, _CHUNK // table.size)
    parts = []
    for start in range(0, len(draws), step):
        some = draws[start:start + step]
        left = statistic((some @ table)[:, None, :] - table[None])
        left = np.where(some > 0, left, 0)
        mean = np.sum(some * left, axis=1, keepdims=True) / n
        parts.append(np.sqrt((n - 1) / n * np.sum(some * (left - mean) ** 2, axis=1)))
    return np.concatenate(parts)
