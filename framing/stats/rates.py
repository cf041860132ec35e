"""Rates per 1,000 words and means over mentions, with the article as the unit of uncertainty."""

from __future__ import annotations

import numpy as np

from framing.stats.estimates import (
    FEW,
    Array,
    Estimate,
    Estimates,
    Leave,
    Numbers,
    jackknife,
    note_of,
    t_quantile,
)

__all__ = ["grouped_mean_ratios", "grouped_rates", "mean_ratio", "rate"]

DISPERSION = 2.0  # article counts vary about twice as much as Poisson counts (BASIL: 1.4 to 2.0)
RULE_OF_THREE = 3.0


def rate(counts: Numbers, words: Numbers, *, scale: float = 1000, level: float = 0.95,
         dispersion: float = DISPERSION) -> Estimate:
    """Return hits per `scale` words over articles, with a jackknife-t interval.

    The number answers "how often, in these articles taken together". It misleads when one long article holds most of
    the words: look at the articles too.

    Parameters
    ----------
    counts, words
        One value per article. Articles without words are left out.
    scale
        Words per unit: 1000 gives a rate per 1,000 words.
    level
        Confidence level.
    dispersion
        How much more than Poisson counts vary between articles; used only when there is no hit at all.

    Returns
    -------
    Estimate
        `value`, `low`, `high` per `scale` words; `n` articles, `total` hits, `exposure` words, `note`.

    Notes
    -----
    A ratio of sums, not a mean of ratios. With θ = log((ΣY+½)/ΣW) and the pseudo-values nθ − (n−1)θ₍₋ᵢ₎, the interval
    is exp(θ ± t·SE). Below three articles there is none; with three or four it is noted as unstable. Without any hit
    the upper bound is 3/ΣW times `dispersion`. Where articles agree so closely that the interval would miss the rate
    itself, the Poisson standard error takes the place of the jackknife's.

    Examples
    --------
    >>> found = rate([4, 0, 7, 2, 5], [500, 400, 650, 500, 450])
    >>> f"{found.value:.1f} ({found.low:.1f} to {found.high:.1f}), {found.n} articles, {found.total:.0f} hits"
    '7.2 (3.6 to 15.4), 5 articles, 18 hits'
    """
    return grouped_rates(counts, words, np.zeros(len(counts), dtype=np.intp), 1, scale=scale, level=level,
                         dispersion=dispersion).at(0)


def grouped_rates(counts: Numbers, words: Numbers, group_ids: Numbers, n_groups: int, *, scale: float = 1000,
                  level: float = 0.95, dispersion: float = DISPERSION) -> Estimates:
    """Return `rate` for many groups of articles at once (`group_ids` run from 0 to `n_groups` − 1).

    Examples
    --------
    >>> found = grouped_rates([4, 0, 7, 2, 1, 1], [500, 400, 650, 500, 450, 450], [0, 0, 0, 1, 1, 1], 2)
    >>> found.value.round(1), found.n
    (array([7.1, 2.9]), array([3, 3]))
    """
    if np.any(np.asarray(counts, dtype=float) < 0):
        raise ValueError("Counts cannot be negative: use mean_ratio for signed values.")
    sums = jackknife(counts, words, group_ids, n_groups, log=True)
    margin = t_quantile(sums.n, level) * _honest_se(sums, level)
    zero = (sums.total == 0) & (sums.n >= FEW)
    bound = RULE_OF_THREE * np.log1p(-level) / np.log(0.05) * dispersion
    with np.errstate(divide="ignore", invalid="ignore"):
        value = sums.total / sums.exposure
        low = np.where(zero, 0.0, np.exp(sums.theta - margin))
        high = np.where(zero, bound / sums.exposure, np.exp(sums.theta + margin))
    return Estimates(value * scale, low * scale, high * scale, sums.n, sums.total, sums.exposure,
                     note_of(sums.n, zero=zero))


def _honest_se(sums: Leave, level: float) -> Array:
    """Return the jackknife standard error, or Poisson's where that one would miss the rate itself."""
    with np.errstate(divide="ignore"):
        offset = np.log((sums.total + 0.5) / sums.total)
    missed = t_quantile(sums.n, level) * sums.se < offset
    return np.where(missed, 1 / np.sqrt(sums.total + 0.5), sums.se)


def mean_ratio(values: Numbers, weights: Numbers, *, bounds: tuple[float, float] = (-np.inf, np.inf),
               level: float = 0.95) -> Estimate:
    """Return Σvalues / Σweights over articles with a jackknife-t interval on the linear scale.

    For tone (values: tone summed over an article's mentions; weights: its mentions) and other ratios of sums that may
    be negative. It misleads where few articles hold most of the mentions.

    Parameters
    ----------
    values, weights
        One sum per article. Articles of no weight are left out.
    bounds
        What the ratio can be at most and at least; the interval is clipped to it.

    Notes
    -----
    Where all articles agree exactly the jackknife says nothing. With finite bounds a Jeffreys interval that takes
    every article for one draw between the bounds is given then (wide, conservative); without, no interval.

    Examples
    --------
    >>> tone = mean_ratio([-2.0, 0.5, -1.0, -0.5, 0.0], [4, 2, 3, 2, 1], bounds=(-1, 1))
    >>> f"{tone.value:.2f} ({tone.low:.2f} to {tone.high:.2f})"
    '-0.25 (-0.66 to 0.16)'
    """
    return grouped_mean_ratios(values, weights, np.zeros(len(values), dtype=np.intp), 1, bounds=bounds,
                               level=level).at(0)


def grouped_mean_ratios(values: Numbers, weights: Numbers, group_ids: Numbers, n_groups: int, *,
                        bounds: tuple[float, float] = (-np.inf, np.inf), level: float = 0.95) -> Estimates:
    """Return `mean_ratio` for many groups of articles at once.

    Examples
    --------
    >>> found = grouped_mean_ratios([-1.0, -1.0, 1.0], [2, 2, 2], [0, 0, 1], 2)
    >>> found.value
    array([-0.5,  0.5])
    """
    sums = jackknife(values, weights, group_ids, n_groups, log=False)
    agree = (sums.n >= FEW) & (sums.se < 1e-12)
    margin = np.where(agree, np.nan, t_quantile(sums.n, level) * sums.se)
    low, high = np.clip(sums.theta - margin, *bounds), np.clip(sums.theta + margin, *bounds)
    if np.any(agree) and np.all(np.isfinite(bounds)):
        cautious = _between_bounds(sums, bounds, level)
        low, high = np.where(agree, cautious[0], low), np.where(agree, cautious[1], high)
    return Estimates(sums.theta, low, high, sums.n, sums.total, sums.exposure, note_of(sums.n, agree=agree))


def _between_bounds(sums: Leave, bounds: tuple[float, float], level: float) -> tuple[Array, Array]:
    from framing.stats.shares import jeffreys

    width = bounds[1] - bounds[0]
    position = np.clip((sums.theta - bounds[0]) / width, 0, 1)
    low, high = jeffreys(position * sums.n, sums.n, level=level)
    return bounds[0] + width * low, bounds[0] + width * high
