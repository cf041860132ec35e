"""How many different sources, and how evenly: numbers that do not grow with the amount of text."""

from __future__ import annotations

from typing import cast

import numpy as np

from framing.errors import NotEnoughData
from framing.stats.estimates import FEW, Array, Estimate, Numbers, note_of, t_quantile

__all__ = ["gini_simpson", "hill_number", "rarefied_richness", "source_diversity"]

LEAST = 10  # attributions below which Shannon's diversity is refused


def hill_number(counts: Numbers, order: float = 1) -> float:
    """Return the effective number of kinds: order 0 counts kinds, 1 is exp(Shannon), 2 is 1/Simpson.

    Grows with the number of attributions counted: compare outlets only after `rarefied_richness` or by `gini_simpson`.

    Raises
    ------
    NotEnoughData
        For order 1 with fewer than ten attributions.

    Examples
    --------
    >>> [round(hill_number([10, 10, 5], q), 2) for q in (0, 1, 2)]
    [3.0, 2.87, 2.78]
    """
    n = np.asarray(counts, dtype=float)
    n = n[n > 0]
    if order == 1 and n.sum() < LEAST:
        raise NotEnoughData(f"Shannon's diversity needs {LEAST} attributions; there are {n.sum():.0f}.")
    if not len(n):
        return float("nan")
    p = n / n.sum()
    if order == 1:
        return float(np.exp(-np.sum(p * np.log(p))))
    return float(np.sum(p**order) ** (1 / (1 - order)))


def gini_simpson(counts: Numbers) -> float:
    """Return the chance that two attributions drawn without return come from different sources (unbiased).

    Examples
    --------
    >>> round(gini_simpson([2, 1, 1]), 3)
    0.833
    """
    n = np.asarray(counts, dtype=float)
    total = n.sum()
    return float(1 - np.sum(n * (n - 1)) / (total * (total - 1))) if total > 1 else float("nan")


def rarefied_richness(counts: Numbers, m: int) -> float:
    """Return the expected number of different sources among `m` attributions drawn without return.

    The fair comparison of outlets with unequal amounts: take `m` as the smallest total.

    Raises
    ------
    NotEnoughData
        If there are fewer than `m` attributions.

    Examples
    --------
    >>> round(rarefied_richness([2, 1, 1], 2), 3)
    1.833
    """
    from scipy import special

    n = np.asarray(counts, dtype=float)
    n = n[n > 0]
    total = n.sum()
    if total < m:
        raise NotEnoughData(f"{total:.0f} attributions cannot be thinned to {m}.")
    rest = total - n

    def log_choose(size: Array | float) -> Array:
        return cast(Array, special.gammaln(size + 1) - special.gammaln(m + 1) - special.gammaln(size - m + 1))

    possible = rest >= m
    missed = np.exp(log_choose(np.where(possible, rest, m)) - log_choose(total))
    return float(np.sum(1 - np.where(possible, missed, 0)))


def source_diversity(table: Numbers, *, level: float = 0.95) -> Estimate:
    """Return the unbiased Gini–Simpson diversity of articles × sources with a jackknife-t interval over articles.

    Two attributions of one article often name the same source, so articles and not attributions are the unit.

    Examples
    --------
    >>> found = source_diversity([[2, 0, 1], [1, 1, 0], [0, 2, 0], [1, 0, 1], [3, 1, 0]])
    >>> f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f}), {found.total:.0f} attributions"
    '0.64 (0.38 to 0.90), 13 attributions'
    """
    counts = np.nan_to_num(np.asarray(table, dtype=float))
    counts = counts[counts.sum(axis=1) > 0]
    n, total = len(counts), float(counts.sum())
    sums = counts.sum(axis=0)
    value, low, high = gini_simpson(sums), np.nan, np.nan
    if n >= FEW:
        left = np.array([gini_simpson(each) for each in sums - counts])
        margin = float(t_quantile(n, level) * np.sqrt((n - 1) / n * np.sum((left - left.mean()) ** 2)))
        low, high = max(0.0, value - margin), min(1.0, value + margin)
    return Estimate(value, low, high, n, total, total, str(note_of(np.array(n))))
