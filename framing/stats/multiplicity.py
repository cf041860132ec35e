"""Adjustment of p values for the number of questions asked."""

from __future__ import annotations

from typing import cast

import numpy as np

from framing.stats.estimates import Array, Numbers

__all__ = ["benjamini_hochberg", "holm", "westfall_young"]


def holm(p: Numbers) -> Array:
    """Return Holm's adjusted p values; undefined ones stay undefined and do not count toward the family.

    Examples
    --------
    >>> holm([0.01, float("nan"), 0.04, 0.03])
    array([0.03,  nan, 0.06, 0.06])
    """
    return _stepped(p, lambda ordered: np.maximum.accumulate(ordered * np.arange(len(ordered), 0, -1)))


def benjamini_hochberg(p: Numbers) -> Array:
    """Return Benjamini and Hochberg's q values (false discovery rate); undefined ones stay undefined.

    For exploratory families: among findings with q < .05 about one in twenty is expected to be none.

    Examples
    --------
    >>> benjamini_hochberg([0.01, float("nan"), 0.04, 0.03])
    array([0.03,  nan, 0.04, 0.04])
    """
    def adjust(ordered: Array) -> Array:
        scaled = ordered * len(ordered) / np.arange(1, len(ordered) + 1)
        return np.minimum.accumulate(scaled[::-1])[::-1]

    return _stepped(p, adjust)


def _stepped(p: Numbers, adjust: object) -> Array:
    values = np.asarray(p, dtype=float)
    known = np.flatnonzero(np.isfinite(values))
    order = known[np.argsort(values[known], kind="stable")]
    adjusted = np.full(values.shape, np.nan)
    adjusted[order] = np.minimum(1.0, adjust(values[order]))  # type: ignore[operator]
    return adjusted


def westfall_young(observed: Numbers, permuted: Array, *, exact: bool = False) -> Array:
    """Return step-down max-T adjusted p values from one set of permutations shared by all measures.

    Keeps the dependence between the measures, so it costs less power than Holm.

    Parameters
    ----------
    observed
        One statistic per measure, on comparable scales (divide by the standard deviation of the permuted ones).
    permuted
        Permutations × measures. With `exact`, all permutations, the observed one among them.

    References
    ----------
    Westfall & Young 1993, Resampling-Based Multiple Testing.

    Examples
    --------
    >>> westfall_young([3.0, 0.5], np.array([[0.1, -0.2], [1.0, 0.3], [-0.4, 0.9], [0.2, 0.1]])).round(2)
    array([0.2, 0.4])
    """
    strength, permuted = np.abs(np.asarray(observed, dtype=float)), np.abs(np.asarray(permuted, dtype=float))
    known = np.flatnonzero(np.isfinite(strength))
    order = known[np.argsort(-strength[known], kind="stable")]
    largest = np.maximum.accumulate(permuted[:, order[::-1]], axis=1)[:, ::-1]
    adjusted = np.full(strength.shape, np.nan)
    adjusted[order] = np.maximum.accumulate(monte_carlo_p(strength[order], largest, exact=exact))
    return adjusted


def monte_carlo_p(observed: Array, permuted: Array, *, exact: bool) -> Array:
    """Return the share of permutations at least as extreme: (1 + hits)/(1 + B), or hits/B if all are enumerated."""
    hits = np.sum(permuted >= observed - 1e-9 * (1 + np.abs(observed)), axis=0)
    return cast(Array, hits / len(permuted) if exact else (1 + hits) / (1 + len(permuted)))
