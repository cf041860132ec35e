"""Several outlets at once: do they differ at all."""

from __future__ import annotations

import math

import numpy as np

from framing.errors import NotEnoughData
from framing.stats.contrast import as_columns
from framing.stats.estimates import Array, Numbers
from framing.stats.permutation import SWAPS, Permutations, permuted_labels, tested

__all__ = ["between_test"]


def between_test(y: Numbers, w: Numbers, labels: Numbers, strata: Numbers | None = None, *,
                 linear: bool | Numbers = False, alpha: float = 0.05, n_permutations: int = SWAPS,
                 seed: int = 0) -> Permutations:
    """Test whether several outlets differ at all, by permuting the outlet labels within events (or among all articles).

    One question for all outlets together; which of them differ is another one.

    Parameters
    ----------
    y, w
        Hits and exposure per row (an outlet's coverage of an event, or an article), or rows × measures.
    labels
        The outlet of each row, numbered from 0.
    strata
        The event of each row; None permutes among all rows.

    Notes
    -----
    The statistic is the between-outlet quasi-deviance 2Σ Y log(Y/E) for counts, E being the exposure's share of all
    hits, and Σ W(mean − overall mean)² for measures on the linear scale. Strata with a single row say nothing and are
    left out. The dispersion is one constant under permutation and cancels.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> outlets, events = np.tile([0, 1, 2], 8), np.repeat(np.arange(8), 3)
    >>> test = between_test(rng.poisson(np.array([2, 2, 9])[outlets]), np.full(24, 500), outlets, events)
    >>> bool(test.p[0] < 0.001)
    True
    """
    values = as_columns(y)
    weights = np.broadcast_to(as_columns(w), values.shape)
    label = np.asarray(labels, dtype=np.intp)
    stratum = np.zeros(len(label), dtype=np.intp) if strata is None else np.unique(strata, return_inverse=True)[1]
    used = (weights > 0) & np.isfinite(values)
    some = used.any(axis=1)
    kept = some & (np.bincount(stratum, some)[stratum] > 1)
    values, weights = np.where(used, values, 0)[kept], np.where(used, weights, 0)[kept]
    label, stratum = np.unique(label[kept], return_inverse=True)[1], stratum[kept]
    lowest = _attainable_between(label, stratum)
    if lowest > alpha:
        raise NotEnoughData(f"{len(label)} rows in {len(np.unique(stratum))} events: the smallest attainable p value "
                            f"is {lowest:.3g}, above {alpha:g}. More events or articles are needed.")
    logs = ~np.broadcast_to(np.asarray(linear, dtype=bool), values.shape[1])
    observed = _between(label[None], values, weights, logs)[0]
    permuted = np.concatenate([observed[None], *(_between(each, values, weights, logs)
                               for each in permuted_labels(label, stratum, n_permutations, seed=seed))])
    permuted /= np.maximum(permuted.std(axis=0), 1e-300)
    observed = np.where(logs & (values.sum(axis=0) == 0), np.nan, observed)
    n = used[kept].sum(axis=0)
    return tested(observed, permuted, np.full(len(observed), lowest), n, alpha, exact=False)


def _between(labels: Array, values: Array, weights: Array, logs: Array) -> Array:
    """Return the between-outlet statistic (permutations × measures)."""
    total, words = values.sum(axis=0), weights.sum(axis=0)
    statistic = np.zeros((len(labels), values.shape[1]))
    with np.errstate(divide="ignore", invalid="ignore"):
        for each in range(int(labels.max()) + 1):
            mine = (labels == each).astype(float)
            y, w = mine @ values, mine @ weights
            counts = np.where(y > 0, 2 * y * np.log(np.where(y > 0, y, 1) / (w * total / words)), 0)
            means = np.where(w > 0, w * (y / w - total / words) ** 2, 0)
            statistic += np.where(logs, counts, means)
    return statistic


def _attainable_between(label: Array, stratum: Array) -> float:
    """Return one over the number of distinct labellings, times those that only rename the outlets."""
    if not len(label):
        return 1.0
    table = np.zeros((int(stratum.max()) + 1, int(label.max()) + 1), dtype=np.intp)
    np.add.at(table, (stratum, label), 1)
    factorials = np.array([math.lgamma(i + 1) for i in range(int(table.sum(axis=1).max()) + 1)])
    ways = factorials[table.sum(axis=1)].sum() - factorials[table].sum()
    alike = np.unique(table, axis=1, return_counts=True)[1]
    return float(min(1.0, math.exp(sum(math.lgamma(each + 1) for each in alike) - ways)))
