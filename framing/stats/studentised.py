"""The statistic that permutation tests use: a difference divided by its own standard error, from sums alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from framing.stats.contrast import side_ratio
from framing.stats.estimates import Array

__all__ = ["cross_products", "in_pieces", "moments", "studentised"]

_CELLS = 600_000  # permutations × measures held at once


def moments(y: Array, w: Array) -> Array:
    """Return what a side must sum of each unit (kinds × units × measures): y, w, y², yw, w².

    Examples
    --------
    >>> moments(np.array([[3.0]]), np.array([[2.0]])).ravel()
    array([3., 2., 9., 6., 4.])
    """
    return np.stack([y, w, y * y, y * w, w * w])


def cross_products(y1: Array, w1: Array, y2: Array, w2: Array) -> Array:
    """Return the products across the two sides of an event: y₁y₂, w₁w₂, y₁w₂, w₁y₂.

    Examples
    --------
    >>> cross_products(*(np.array([[each]]) for each in (1.0, 2.0, 3.0, 5.0))).ravel()
    array([ 3., 10.,  5.,  6.])
    """
    return np.stack([y1 * y2, w1 * w2, y1 * w2, w1 * y2])


def studentised(first: Array, second: Array, logs: Array, cross: Array | None = None) -> tuple[Array, Array]:
    """Return the difference of two sides and that difference over its standard error.

    Parameters
    ----------
    first, second
        Sums of `moments` over a side's units: kinds × … × measures.
    logs
        Per measure: log ratio of rates, or difference of means.
    cross
        Sums of `cross_products` over events where the sides are matched.

    Notes
    -----
    The variance is the linearised (influence) one over units, Σ(y − r·w)²/(Y+½)² per side less twice the covariance
    within events, and for rates not below Poisson's 1/(Y₁+½) + 1/(Y₂+½). Without it a permutation test is too
    eager where one side has much more text than the other.

    References
    ----------
    Janssen 1997, Statistics & Probability Letters 36; Chung & Romano 2013, Annals of Statistics 41.

    Examples
    --------
    >>> sides = [moments(np.array([[4.0], [6.0]]), np.array([[500.0], [500.0]])).sum(axis=1) for _ in range(2)]
    >>> studentised(*sides, np.array([True]))[1]
    array([0.])
    """
    half = 0.5 * logs
    (y1, w1, yy1, yw1, ww1), (y2, w2, yy2, yw2, ww2) = first, second
    with np.errstate(divide="ignore", invalid="ignore"):
        r1, r2 = (y1 + half) / w1, (y2 + half) / w2
        a1, a2 = np.where(logs, 1 / (y1 + 0.5), 1 / w1), np.where(logs, 1 / (y2 + 0.5), 1 / w2)
        variance = a1**2 * (yy1 - 2 * r1 * yw1 + r1**2 * ww1) + a2**2 * (yy2 - 2 * r2 * yw2 + r2**2 * ww2)
        if cross is not None:
            yy, ww, yw, wy = cross
            variance = variance - 2 * a1 * a2 * (yy - r2 * yw - r1 * wy + r1 * r2 * ww)
        difference = side_ratio(y1, w1, logs) - side_ratio(y2, w2, logs)
        difference = np.where(np.abs(difference) > 1e-12, difference, 0)
        least = np.maximum(np.where(logs, a1 + a2, 0), 1e-10 * difference**2)
        t = difference / np.sqrt(np.maximum(np.maximum(variance, least), 1e-300))
    return difference, np.where(np.isfinite(t), t, 0)


def in_pieces(function: Callable[[slice], Array], n_permutations: int, n_measures: int) -> Array:
    """Return the columns of `function` over slices of measures, so that no piece is large.

    Examples
    --------
    >>> in_pieces(lambda part: np.ones((2, part.stop - part.start)), 2, 3).shape
    (2, 3)
    """
    step = max(1, _CELLS // max(1, n_permutations))
    parts = [function(slice(start, min(start + step, n_measures))) for start in range(0, n_measures, step)]
    return np.concatenate(parts, axis=1)
