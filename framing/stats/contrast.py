"""Two outlets on the events that both covered: ratios and differences with intervals over events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple, cast

import numpy as np

from framing.stats.estimates import FEW, STABLE, Array, Grouped, Numbers, jackknife, t_quantile

__all__ = ["Contrast", "Contrasts", "cell_sums", "mantel_haenszel", "matched_contrasts", "unmatched_contrasts"]


class Contrast(NamedTuple):
    """One measure of two outlets: the ratio of rates (or the difference of means) with its interval.

    `first` and `second` are the two outlets' own values per unit of exposure, `se` the standard error on the scale of
    the analysis (log for ratios), `n` the units: matched events, or articles of both.

    Examples
    --------
    >>> Contrast(2.0, 1.1, 3.6, 0.02, 0.01, 0.3, 8.0, 8, "").n
    8
    """

    value: float
    low: float
    high: float
    first: float
    second: float
    se: float
    df: float
    n: int
    note: str


@dataclass(frozen=True, slots=True)
class Contrasts(Grouped[Contrast]):
    """The same for several measures at once: one array per field.

    Examples
    --------
    >>> found = matched_contrasts([[4], [6], [3], [8]], [[500]] * 4, [[2], [2], [3], [3]], [[500]] * 4)
    >>> found.at(0).n, round(found.at(0).value, 2)
    (4, 2.05)
    """

    of: ClassVar[type[Contrast]] = Contrast
    value: Array
    low: Array
    high: Array
    first: Array
    second: Array
    se: Array
    df: Array
    n: Array
    note: Array


def cell_sums(values: Numbers, outlets: Numbers, events: Numbers, n_outlets: int, n_events: int) -> Array:
    """Return sums of `values` (articles, or articles × measures) as outlet × event (× measure).

    Undefined values count as nothing: give the exposure the same holes.

    Examples
    --------
    >>> cell_sums([1, 2, 3], [0, 0, 1], [0, 0, 1], 2, 2)
    array([[3., 0.],
           [0., 3.]])
    """
    value = np.nan_to_num(np.asarray(values, dtype=float))
    cell = np.asarray(outlets, dtype=np.intp) * n_events + np.asarray(events, dtype=np.intp)
    columns = value.reshape(len(cell), -1)
    sums = np.stack([np.bincount(cell, each, n_outlets * n_events) for each in columns.T], axis=-1)
    return cast(Array, sums.reshape(n_outlets, n_events, *value.shape[1:]))


def matched_contrasts(y1: Numbers, w1: Numbers, y2: Numbers, w2: Numbers, *, linear: bool | Numbers = False,
                      level: float = 0.95) -> Contrasts:
    """Compare two outlets over the events that both covered, several measures at once.

    The number answers "on the same events, how many times as often". It misleads where the two wrote at different
    times, in different genres, or shared wire copy: match on those too.

    Parameters
    ----------
    y1, w1, y2, w2
        Hits and exposure of the first and the second outlet: events, or events × measures; several articles on one
        event are summed first (`cell_sums`).
    linear
        Per measure: False gives the ratio of rates (log scale), True the difference of means or shares.

    Returns
    -------
    Contrasts
        Per measure. Events in which either outlet has no exposure are left out and not counted in `n`.

    Notes
    -----
    T = log((ΣY₁+½)/ΣW₁) − log((ΣY₂+½)/ΣW₂), or ΣY₁/ΣW₁ − ΣY₂/ΣW₂; the interval is a jackknife-t over events, none
    below three events. Without any hit on either side there is no ratio.

    Examples
    --------
    >>> found = matched_contrasts([4, 6, 3, 8, 5], [500] * 5, [2, 2, 3, 3, 1], [500] * 5).at(0)
    >>> f"{found.value:.2f} times as often ({found.low:.2f} to {found.high:.2f}; {found.n} events)"
    '2.30 times as often (1.29 to 4.13; 5 events)'
    """
    y1, w1, y2, w2 = matched_cells(y1, w1, y2, w2)
    logs = ~np.broadcast_to(np.asarray(linear, dtype=bool), y1.shape[1])
    n = np.sum(w1 > 0, axis=0)
    totals = [each.sum(axis=0) for each in (y1, w1, y2, w2)]
    rest = [total - each for total, each in zip(totals, (y1, w1, y2, w2), strict=True)]
    theta, left = _side_difference(totals, logs), _side_difference(rest, logs)
    used = w1 > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(used, left, 0)
        mean = left.sum(axis=0) / n
        se = np.sqrt((n - 1) / n * np.sum(used * (left - mean) ** 2, axis=0))
        first, second = totals[0] / totals[1], totals[2] / totals[3]
    return contrasts_of(theta, np.where(n >= FEW, se, np.nan), n - 1.0, n, first, second, logs, level, "events")


def unmatched_contrasts(y: Numbers, w: Numbers, first: Numbers, *, linear: bool | Numbers = False,
                        level: float = 0.95) -> Contrasts:
    """Compare two groups of articles that share no events, several measures at once.

    It misleads easily: what differs may be the news and not the outlet. Prefer matched events.

    Parameters
    ----------
    y, w
        Hits and exposure: articles, or articles × measures.
    first
        True for the articles of the first outlet, False for those of the second.

    Notes
    -----
    The two jackknife variances are added and Welch–Satterthwaite's degrees of freedom are used; each side needs three
    articles.

    Examples
    --------
    >>> found = unmatched_contrasts([4, 6, 3, 2, 2, 3], [500] * 6, [True, True, True, False, False, False]).at(0)
    >>> f"{found.value:.2f}, {found.n} articles"
    '1.80, 6 articles'
    """
    values, weights = as_columns(y), as_columns(w)
    weights = np.broadcast_to(weights, values.shape)
    group = (~np.asarray(first, dtype=bool)).astype(np.intp)
    logs = ~np.broadcast_to(np.asarray(linear, dtype=bool), values.shape[1])
    sides = [jackknife(values[:, j], weights[:, j], group, 2, log=bool(logs[j])) for j in range(values.shape[1])]
    n, total, exposure, theta, se = (np.stack(each, axis=1) for each in zip(*sides, strict=True))
    variance = se**2
    with np.errstate(divide="ignore", invalid="ignore"):
        df = variance.sum(axis=0) ** 2 / np.sum(variance**2 / (n - 1), axis=0)
        value = total / exposure
        theta = theta[0] - theta[1]
    return contrasts_of(theta, np.sqrt(variance.sum(axis=0)), df, n.sum(axis=0), value[0], value[1], logs, level,
                      "articles")


def _side_difference(sums: list[Array], logs: Array) -> Array:
    with np.errstate(invalid="ignore"):
        return side_ratio(sums[0], sums[1], logs) - side_ratio(sums[2], sums[3], logs)


def contrasts_of(theta: Array, se: Array, df: Array, n: Array, first: Array, second: Array, logs: Array, level: float,
               units: str) -> Contrasts:
    empty = logs & (first == 0) & (second == 0)
    theta = np.where(empty | ~np.isfinite(theta), np.nan, theta)
    margin = t_quantile(np.where(np.isfinite(df), df, 1) + 1, level) * np.where(se > 1e-12, se, np.nan)
    with np.errstate(over="ignore"):
        value, low, high = (np.where(logs, np.exp(np.where(logs, each, 0)), each)
                            for each in (theta, theta - margin, theta + margin))
    note = np.select([n == 0, empty, np.isnan(se), se <= 1e-12, n < STABLE],
                     [f"no {units} to compare", "no hit on either side", f"no interval: fewer than {FEW} {units}",
                      f"no interval: no variation between {units}", f"unstable: fewer than {STABLE} {units}"], "")
    return Contrasts(value, low, high, first, second, se, df, n, note)


def mantel_haenszel(y1: Numbers, w1: Numbers, y2: Numbers, w2: Numbers, *, level: float = 0.95) -> Contrasts:
    """Return the Mantel–Haenszel rate ratio over events, with a jackknife-t interval over events.

    Compares within each event before it averages, so an event with much coverage by one outlet alone weighs little.

    Examples
    --------
    >>> found = mantel_haenszel([4, 6, 3, 8, 5], [500] * 5, [2, 2, 3, 3, 1], [500] * 5).at(0)
    >>> round(found.value, 2)
    2.36
    """
    y1, w1, y2, w2 = matched_cells(y1, w1, y2, w2)
    n = np.sum(w1 > 0, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        up, down = (np.where(w1 > 0, a * b / (w1 + w2), 0) for a, b in ((y1, w2), (y2, w1)))
        sums = up.sum(axis=0), down.sum(axis=0)
        theta = np.log(sums[0]) - np.log(sums[1])
        left = np.where(w1 > 0, np.log(sums[0] - up) - np.log(sums[1] - down), 0)
        se = np.sqrt((n - 1) / n * np.sum((w1 > 0) * (left - left.sum(axis=0) / n) ** 2, axis=0))
        first, second = y1.sum(axis=0) / w1.sum(axis=0), y2.sum(axis=0) / w2.sum(axis=0)
    logs = np.ones(len(theta), dtype=bool)
    return contrasts_of(theta, np.where((n >= FEW) & np.isfinite(se), se, np.nan), n - 1.0, n, first, second, logs,
                      level, "events")


def as_columns(values: Numbers) -> Array:
    """Return values as units × measures."""
    array = np.asarray(values, dtype=float)
    return array[:, None] if array.ndim == 1 else array


def matched_cells(y1: Numbers, w1: Numbers, y2: Numbers, w2: Numbers) -> tuple[Array, Array, Array, Array]:
    """Return the four tables as events × measures, emptied where either outlet has no exposure."""
    y1, y2 = as_columns(y1), as_columns(y2)
    if y1.shape != y2.shape:
        raise ValueError(f"Both outlets need the same events and measures: {y1.shape} and {y2.shape}.")
    w1, w2 = (np.broadcast_to(as_columns(each), y1.shape) for each in (w1, w2))
    both = (w1 > 0) & (w2 > 0) & np.isfinite(y1) & np.isfinite(y2)
    return np.where(both, y1, 0), np.where(both, w1, 0), np.where(both, y2, 0), np.where(both, w2, 0)


def side_ratio(total: Array, exposure: Array, logs: Array) -> Array:
    """Return log((total + ½)/exposure) for measures on the log scale and total/exposure for the others."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(logs, np.log(np.where(logs, total + 0.5, 1) / exposure), total / exposure)
