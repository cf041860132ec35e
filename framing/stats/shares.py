"""Shares of opportunities (which name was chosen), with the article as the unit of uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from framing.stats.estimates import FEW, Array, Grouped, Numbers, columns, note_of, t_quantile

__all__ = ["Share", "Shares", "grouped_shares", "jeffreys", "rao_scott_wilson", "share", "wilson"]


class Share(NamedTuple):
    """A share of tokens and the share of articles, each with its interval.

    `n` articles have an opportunity, `total` of `exposure` opportunities were taken, and `n_effective` independent
    opportunities would carry as much.

    Examples
    --------
    >>> share([3, 2, 0], [3, 2, 4]).total
    5.0
    """

    value: float
    low: float
    high: float
    n: int
    total: float
    exposure: float
    n_effective: float
    article_share: float
    article_low: float
    article_high: float
    note: str


@dataclass(frozen=True, slots=True)
class Shares(Grouped[Share]):
    """The same for many groups at once: one array per field.

    Examples
    --------
    >>> grouped_shares([1, 0], [1, 1], [0, 1], 2).value
    array([1., 0.])
    """

    of: ClassVar[type[Share]] = Share
    value: Array
    low: Array
    high: Array
    n: Array
    total: Array
    exposure: Array
    n_effective: Array
    article_share: Array
    article_low: Array
    article_high: Array
    note: Array


def share(taken: Numbers, opportunities: Numbers, *, level: float = 0.95) -> Share:
    """Return how often one form was chosen where there was a choice: of all tokens, and of all articles.

    The article share (each article counts by its majority, ties one half) is what a reader meets; the token share
    weighs articles by how often they name the thing. They differ when long articles choose differently: say which one
    you print.

    Parameters
    ----------
    taken, opportunities
        One count per article. Articles without an opportunity are left out.

    Returns
    -------
    Share
        `value` with `low`, `high`: the token share; `article_share` with `article_low`, `article_high`.

    Notes
    -----
    Token share: Wilson's interval at the effective number of opportunities, which is their number divided by a design
    effect (Rao & Scott 1992) computed with half an article of each kind added, so that it stays stable where all or
    nearly all articles agree. In simulation (house-style correlation .8) it covers .92 to .97 from 5 to 50 articles;
    the original (`rao_scott_wilson`) .92 to 1.00. Article share: Jeffreys' interval with the boundary rule of
    Brown, Cai & DasGupta (2001). Below three articles there is no interval.

    References
    ----------
    Rao & Scott 1992, Biometrics 48. Brown, Cai & DasGupta 2001, Statistical Science 16.

    Examples
    --------
    >>> kyiv = share([6, 4, 9, 0, 3], [6, 4, 9, 5, 3])
    >>> f"{kyiv.article_share:.2f} of {kyiv.n} articles ({kyiv.article_low:.2f} to {kyiv.article_high:.2f})"
    '0.80 of 5 articles (0.37 to 0.98)'
    """
    return grouped_shares(taken, opportunities, np.zeros(len(taken), dtype=np.intp), 1, level=level).at(0)


def grouped_shares(taken: Numbers, opportunities: Numbers, group_ids: Numbers, n_groups: int, *,
                   level: float = 0.95) -> Shares:
    """Return `share` for many groups of articles at once.

    Examples
    --------
    >>> found = grouped_shares([3, 0, 2, 1], [3, 2, 2, 4], [0, 0, 1, 1], 2)
    >>> found.value, found.article_share
    (array([0.6, 0.5]), array([0.5, 0.5]))
    """
    k, m, group = _checked(taken, opportunities, group_ids)
    n = np.bincount(group, minlength=n_groups)
    total, exposure = np.bincount(group, k, n_groups), np.bincount(group, m, n_groups)
    majority = np.bincount(group, (2 * k > m) + 0.5 * (2 * k == m), n_groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        value, article_share = total / exposure, majority / n
        effective = np.where(n >= FEW, exposure / _stable_design_effect(k, m, group, n_groups), np.nan)
        low, high = wilson(value * effective, effective, level=level)
    article_low, article_high = jeffreys(majority, np.where(n >= FEW, n, np.nan), level=level)
    return Shares(value, low, high, n, total, exposure, effective, article_share, article_low, article_high, note_of(n))


def _checked(taken: Numbers, opportunities: Numbers, group_ids: Numbers) -> tuple[Array, Array, Array]:
    m = np.asarray(opportunities, dtype=float)
    k, group = columns(taken, group_ids, like=len(m))
    kept = (m > 0) & np.isfinite(k)
    k, m, group = k[kept], m[kept], group[kept]
    if np.any((k < 0) | (k > m)):
        raise ValueError("A form cannot be taken more often than there are opportunities, nor less than never.")
    return k, m, group


def _stable_design_effect(k: Array, m: Array, group: Array, n_groups: int) -> Array:
    """Return the design effect of whole articles, half an article of each kind added."""
    n = np.bincount(group, minlength=n_groups)
    exposure = np.bincount(group, m, n_groups)
    extra = exposure / n
    p = (np.bincount(group, k, n_groups) + extra / 2) / (exposure + extra)
    squares = np.bincount(group, (k - p[group] * m) ** 2, n_groups) + extra**2 / 2 * ((1 - p) ** 2 + p**2)
    clustered = (n + 1) / n * squares / (exposure + extra) ** 2
    return np.maximum(1.0, clustered * exposure / (p * (1 - p)))


def rao_scott_wilson(taken: Numbers, opportunities: Numbers, *, level: float = 0.95) -> tuple[float, float]:
    """Return Wilson's interval for a token share at Rao and Scott's effective size, shortened by Student's t.

    Conservative at few articles and short at about twenty; `share` uses a stabler design effect.

    Examples
    --------
    >>> low, high = rao_scott_wilson([6, 4, 9, 0, 3], [6, 4, 9, 5, 3])
    >>> round(low, 2), round(high, 2)
    (0.23, 0.98)
    """
    k, m, _ = _checked(taken, opportunities, np.zeros(len(taken), dtype=np.intp))
    n, exposure, p = len(k), m.sum(), k.sum() / m.sum()
    clustered = n / (n - 1) * np.sum((k - p * m) ** 2) / exposure**2
    binomial = p * (1 - p) / exposure
    effective = exposure / max(1.0, clustered / binomial) if binomial > 0 else float(n)
    effective *= (_normal_quantile(level) / float(t_quantile(n, level))) ** 2
    low, high = wilson(p * effective, effective, level=level)
    return float(low), float(high)


def jeffreys(successes: Array | float, n: Array | float, *, level: float = 0.95) -> tuple[Array, Array]:
    """Return Jeffreys' interval for a proportion; at 0 or n successes it reaches the boundary.

    Examples
    --------
    >>> low, high = jeffreys(4, 5)
    >>> f"{low:.2f} {high:.2f}"
    '0.37 0.98'
    """
    from scipy import special

    k, size = np.asarray(successes, dtype=float), np.asarray(n, dtype=float)
    tail = (1 - level) / 2
    low = special.betaincinv(k + 0.5, size - k + 0.5, tail)
    high = special.betaincinv(k + 0.5, size - k + 0.5, 1 - tail)
    undefined = ~(size > 0)
    low = np.where(undefined, np.nan, np.where(k <= 0, 0.0, low))
    return low, np.where(undefined, np.nan, np.where(k >= size, 1.0, high))


def wilson(successes: Array | float, n: Array | float, *, level: float = 0.95) -> tuple[Array, Array]:
    """Return Wilson's interval for a proportion of independent trials (`n` need not be whole).

    For audits of independent items; never for the tokens of articles.

    Examples
    --------
    >>> low, high = wilson(45, 50)
    >>> f"{low:.3f} {high:.3f}"
    '0.786 0.957'
    """
    size = np.asarray(n, dtype=float)
    z = _normal_quantile(level)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = np.asarray(successes, dtype=float) / size
        centre = (p + z**2 / (2 * size)) / (1 + z**2 / size)
        half = z / (1 + z**2 / size) * np.sqrt(np.maximum(p * (1 - p), 0) / size + z**2 / (4 * size**2))
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def _normal_quantile(level: float) -> float:
    from scipy import special

    return float(special.ndtri(0.5 + level / 2))
