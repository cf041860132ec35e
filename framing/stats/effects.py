"""Effect sizes, what a design could have detected, and when "no difference" may be said."""

from __future__ import annotations

import math
from typing import NamedTuple, cast

import numpy as np

from framing.errors import NotEnoughData
from framing.stats.contrast import matched_cells
from framing.stats.estimates import FEW, Array, Numbers, jackknife, t_quantile
from framing.stats.shares import jeffreys, wilson

__all__ = ["Effect", "cliffs_delta", "detectable_ratio", "equivalent", "events_won", "odds_ratio",
           "planned_detectable_ratio", "rank_intervals", "risk_difference"]

EQUIVALENCE = (0.67, 1.5)
LEAST_RANKED = 20  # articles in every group


class Effect(NamedTuple):
    """An effect size with its interval and the number of units it rests on.

    Examples
    --------
    >>> Effect(0.5, 0.1, 0.8, 20).value
    0.5
    """

    value: float
    low: float
    high: float
    n: int


def cliffs_delta(first: Numbers, second: Numbers, *, level: float = 0.95) -> Effect:
    """Return Cliff's δ: how much more often an article of the first group exceeds one of the second than the reverse.

    Between −1 and 1, blind to the size of the differences. Articles of few words give wild rates: leave them out first.

    Notes
    -----
    The interval is the asymmetric one of Feng & Cliff (2004) with the consistent variance; at ±1 it takes the smaller
    group's size. Undefined values are left out.

    Examples
    --------
    >>> delta = cliffs_delta([3.1, 4.0, 5.2, 2.8], [1.0, 2.9, 2.0, 0.0])
    >>> f"{delta.value:.3f} ({delta.low:.2f} to {delta.high:.2f})"
    '0.875 (0.27 to 0.98)'
    """
    x, y = (np.sort(values[np.isfinite(values)]) for values in (np.asarray(first, float), np.asarray(second, float)))
    n1, n2 = len(x), len(y)
    if min(n1, n2) < FEW:
        raise NotEnoughData(f"Cliff's delta needs {FEW} articles a side; there are {n1} and {n2}.")
    rows = (np.searchsorted(y, x, "left") - (n2 - np.searchsorted(y, x, "right"))) / n2
    columns = (n1 - np.searchsorted(x, y, "right") - np.searchsorted(x, y, "left")) / n1
    ties = np.sum(np.searchsorted(y, x, "right") - np.searchsorted(y, x, "left"))
    delta = float(rows.mean())
    squares = n1 * n2 - ties - n1 * n2 * delta**2
    variance = n2**2 * np.sum((rows - delta) ** 2) + n1**2 * np.sum((columns - delta) ** 2) - squares
    variance = max(variance / (n1 * n2 * (n1 - 1) * (n2 - 1)), (1 - delta**2) / (n1 * n2 - 1))
    t = float(t_quantile(n1 + n2 - 1, level))
    if abs(delta) == 1:
        bound = (min(n1, n2) - t**2) / (min(n1, n2) + t**2)
        low, high = sorted((delta, delta * bound))
        return Effect(delta, low, high, n1 + n2)
    half = t * math.sqrt(variance) * math.sqrt((1 - delta**2) ** 2 + t**2 * variance)
    centre, scale = delta - delta**3, 1 - delta**2 + t**2 * variance
    return Effect(delta, (centre - half) / scale, (centre + half) / scale, n1 + n2)


def events_won(y1: Numbers, w1: Numbers, y2: Numbers, w2: Numbers, *, level: float = 0.95) -> list[Effect]:
    """Return, per measure, the share of events in which the first outlet's rate is the higher (ties one half).

    The plainest reading of a matched comparison; Jeffreys' interval over events, none below three.

    Examples
    --------
    >>> won = events_won([4, 6, 3, 8, 1], [500] * 5, [2, 2, 3, 3, 1], [500] * 5)[0]
    >>> f"{won.value:.1f} of {won.n} events"
    '0.8 of 5 events'
    """
    y1, w1, y2, w2 = matched_cells(y1, w1, y2, w2)
    used = w1 > 0
    ahead = y1 * w2 - y2 * w1
    won = np.sum(used * ((ahead > 0) + 0.5 * (ahead == 0)), axis=0)
    n = used.sum(axis=0)
    low, high = jeffreys(won, np.where(n >= FEW, n, np.nan), level=level)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = won / n
    return [Effect(float(a), float(b), float(c), int(d)) for a, b, c, d in zip(share, low, high, n, strict=True)]


def risk_difference(k1: float, n1: float, k2: float, n2: float, *, level: float = 0.95) -> Effect:
    """Return the difference of two shares of articles with Newcombe's interval (1998, method 10).

    For independent articles; never for tokens.

    Examples
    --------
    >>> found = risk_difference(8, 10, 3, 10)
    >>> f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"
    '0.50 (0.07 to 0.74)'
    """
    p1, p2 = k1 / n1, k2 / n2
    (low1, high1), (low2, high2) = wilson(k1, n1, level=level), wilson(k2, n2, level=level)
    low = p1 - p2 - np.hypot(p1 - low1, high2 - p2)
    high = p1 - p2 + np.hypot(high1 - p1, p2 - low2)
    return Effect(p1 - p2, float(low), float(high), int(n1 + n2))


def odds_ratio(k1: float, n1: float, k2: float, n2: float, *, level: float = 0.95) -> Effect:
    """Return the odds ratio of two shares of articles with Woolf's interval; half an article is added at a zero.

    Examples
    --------
    >>> round(odds_ratio(8, 10, 3, 10).value, 2)
    9.33
    """
    from scipy import special

    table = np.array([k1, n1 - k1, k2, n2 - k2], dtype=float)
    table += 0.5 * np.any(table == 0)
    theta = np.log(table[0] * table[3] / (table[1] * table[2]))
    margin = special.ndtri(0.5 + level / 2) * np.sqrt(np.sum(1 / table))
    return Effect(float(np.exp(theta)), float(np.exp(theta - margin)), float(np.exp(theta + margin)), int(n1 + n2))


def detectable_ratio(se: Array | float, n_events: Array | float, *, power: float = 0.8, alpha: float = 0.05) -> Array:
    """Return the smallest rate ratio that this design finds with the given power, from its own standard error.

    To print beside a finding of no difference: below this ratio, silence says nothing.

    Examples
    --------
    >>> float(detectable_ratio(0.3, 12).round(2))
    2.52
    """
    factor = t_quantile(n_events, 1 - alpha) + t_quantile(n_events, 2 * power - 1)
    return cast(Array, np.exp(factor * np.asarray(se, dtype=float)))


def planned_detectable_ratio(n_events: int, hits_per_cell: float, *, shape: float = 3.0, power: float = 0.8,
                             alpha: float = 0.05) -> float:
    """Return the smallest rate ratio that a planned comparison over `n_events` events can be expected to find.

    Parameters
    ----------
    hits_per_cell
        Expected hits per event in the less loaded outlet (1.5 for a 600-word article at 2.5 per 1,000 words).
    shape
        Negative binomial shape of the counts around an event's level: 2 to 4 for loaded words.

    Examples
    --------
    >>> [round(planned_detectable_ratio(k, 1.5), 1) for k in (10, 20, 40)]
    [3.4, 2.3, 1.8]
    """
    factor = float(t_quantile(n_events, 1 - alpha) + t_quantile(n_events, 2 * power - 1))
    ratio = 1.0
    for _ in range(60):
        variance = (1 / hits_per_cell + 1 / (ratio * hits_per_cell) + 2 / shape) / n_events
        ratio = math.exp(factor * math.sqrt(variance))
    return ratio


def equivalent(low: Array | float, high: Array | float, *, bounds: tuple[float, float] = EQUIVALENCE) -> Array:
    """Return whether both ends of a ratio's interval lie within the bounds: only then "no difference" may be said.

    Examples
    --------
    >>> bool(equivalent(0.8, 1.3)), bool(equivalent(0.5, 1.2))
    (True, False)
    """
    return cast(Array, (np.asarray(low) >= bounds[0]) & (np.asarray(high) <= bounds[1]))


def rank_intervals(counts: Numbers, words: Numbers, group_ids: Numbers, n_groups: int, *, level: float = 0.95,
                   n_draws: int = 4000, seed: int = 0, force: bool = False) -> tuple[Array, Array, Array]:
    """Return each group's rank by rate (1 = highest) with the lowest and highest rank compatible with the articles.

    A ranking without such intervals is mostly noise: five identical outlets of ten articles each differ twofold.

    Raises
    ------
    NotEnoughData
        If a group has fewer than 20 articles (three, if forced).

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> outlets = np.repeat([0, 1, 2], 25)
    >>> rank_intervals(rng.poisson(np.array([2, 2, 9])[outlets]), np.full(75, 500), outlets, 3)[0].argmin()
    np.int64(2)
    """
    sums = jackknife(counts, words, group_ids, n_groups, log=True)
    least = FEW if force else LEAST_RANKED
    if np.any(sums.n < least):
        raise NotEnoughData(f"A ranking needs {least} articles in every group; the smallest has {sums.n.min()}.")
    rng = np.random.default_rng(seed)
    draws = sums.theta + sums.se * rng.standard_t(np.maximum(sums.n - 1, 1), (n_draws, n_groups))
    ranks = 1 + np.argsort(np.argsort(-draws, axis=1), axis=1)
    tail = (1 - level) / 2
    low, high = np.quantile(ranks, [tail, 1 - tail], axis=0, method="inverted_cdf")
    return 1 + np.argsort(np.argsort(-sums.theta)), low, high
