"""Tests by permutation: labels swapped within events, permuted within strata, or among all articles."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from framing.errors import NotEnoughData
from framing.stats.contrast import as_columns, matched_cells, side_ratio
from framing.stats.estimates import Array, Numbers
from framing.stats.multiplicity import monte_carlo_p, westfall_young

__all__ = ["Permutations", "attainable_matched_p", "attainable_unmatched_p", "between_test", "label_test",
           "permuted_labels", "swap_test"]

EXACT = 12  # up to twelve events all 4,096 swaps are enumerated
SWAPS = 9999
_CHUNK = 4_000_000  # cells of a label matrix held at once


@dataclass(frozen=True, slots=True)
class Permutations:
    """Permutation tests of several measures at once.

    `p` is unadjusted (never print it), `adjusted` controls the whole family (step-down max-|T|), `attainable` is the
    smallest p value that the design allows per measure, `n` the events (or articles) used per measure.

    Examples
    --------
    >>> test = swap_test([4, 6, 3, 8, 5, 6], [500] * 6, [2, 2, 3, 3, 1, 2], [500] * 6)
    >>> test.exact, test.n_permutations, test.attainable
    (True, 64, array([0.03125]))
    """

    statistic: Array
    p: Array
    adjusted: Array
    attainable: Array
    n: Array
    n_permutations: int
    exact: bool


def attainable_matched_p(n_events: int) -> float:
    """Return the smallest two-sided p value that swaps within `n_events` events can give.

    Examples
    --------
    >>> [round(attainable_matched_p(k), 3) for k in (5, 6, 7, 10)]
    [0.062, 0.031, 0.016, 0.002]
    """
    return min(1.0, 2.0 ** (1 - n_events))


def attainable_unmatched_p(n1: int, n2: int) -> float:
    """Return the smallest two-sided p value that relabelling `n1` against `n2` articles can give.

    Examples
    --------
    >>> [round(attainable_unmatched_p(*each), 3) for each in ((3, 3), (4, 4), (5, 5), (1, 4), (1, 19), (1, 39))]
    [0.1, 0.029, 0.008, 0.2, 0.05, 0.025]
    """
    return min(1.0, (2 if n1 == n2 else 1) / math.comb(n1 + n2, n1))


def swap_test(y1: Numbers, w1: Numbers, y2: Numbers, w2: Numbers, *, linear: bool | Numbers = False,
              alpha: float = 0.05, n_swaps: int = SWAPS, seed: int = 0) -> Permutations:
    """Test whether two outlets differ on the events that both covered, by swapping their labels within events.

    Valid if, were both the same newsroom, either could have written either text: timing (before and after), genre
    (news and editorial) and shared wire copy break that.

    Parameters
    ----------
    y1, w1, y2, w2, linear
        As in `matched_contrasts`: events, or events × measures.
    alpha
        A test that cannot reach it is refused; a single measure with too few events gets no p value.
    n_swaps, seed
        Random swaps beyond 12 events; up to 12 all are enumerated.

    Raises
    ------
    NotEnoughData
        If the smallest attainable p value exceeds `alpha` for every measure.

    References
    ----------
    Phipson & Smyth 2010, Statistical Applications in Genetics and Molecular Biology 9.

    Examples
    --------
    >>> test = swap_test([4, 6, 3, 8, 5, 6], [500] * 6, [2, 2, 3, 3, 1, 2], [500] * 6)
    >>> test.p
    array([0.0625])
    >>> swap_test([4, 6, 3], [500] * 3, [2, 2, 3], [500] * 3)
    Traceback (most recent call last):
        ...
    framing.errors.NotEnoughData: 3 matched events: the smallest attainable p value is 0.25, above 0.05. ...
    """
    y1, w1, y2, w2 = matched_cells(y1, w1, y2, w2)
    logs = ~np.broadcast_to(np.asarray(linear, dtype=bool), y1.shape[1])
    n = np.sum(w1 > 0, axis=0)
    attainable = np.minimum(1.0, 2.0 ** (1.0 - n))
    most = int(n.max(initial=0))
    if attainable_matched_p(most) > alpha:
        needed = math.ceil(1 - math.log2(alpha))
        raise NotEnoughData(f"{most} matched events: the smallest attainable p value is "
                            f"{attainable_matched_p(most):.3g}, above {alpha:g}. "
                            f"At least {needed} matched events are needed.")
    used = np.any(w1 > 0, axis=1)
    y1, w1, y2, w2 = y1[used], w1[used], y2[used], w2[used]
    flips, exact = _flips(len(y1), n_swaps, seed)
    y, w = y1.sum(axis=0) + flips @ (y2 - y1), w1.sum(axis=0) + flips @ (w2 - w1)
    permuted = side_ratio(y, w, logs) - side_ratio((y1 + y2).sum(axis=0) - y, (w1 + w2).sum(axis=0) - w, logs)
    observed = side_ratio(y1.sum(axis=0), w1.sum(axis=0), logs) - side_ratio(y2.sum(axis=0), w2.sum(axis=0), logs)
    empty = logs & ((y1 + y2).sum(axis=0) == 0)
    return _result(np.where(empty, np.nan, observed), permuted, attainable, n, alpha, exact)


def _flips(n_events: int, n_swaps: int, seed: int) -> tuple[Array, bool]:
    """Return swaps × events: 1 where the two labels are swapped."""
    if n_events <= EXACT:
        codes = np.arange(2**n_events)[:, None]
        return (codes >> np.arange(n_events) & 1).astype(float), True
    rng = np.random.default_rng(seed)
    return rng.integers(0, 2, (n_swaps, n_events), dtype=np.uint8).astype(float), False


def _result(observed: Array, permuted: Array, attainable: Array, n: Array, alpha: float, exact: bool) -> Permutations:
    """Return p values per measure and for the family; measures whose test cannot reach `alpha` get none."""
    observed = np.where(attainable > alpha, np.nan, observed)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = permuted.std(axis=0)
        spread = np.where(spread > 1e-12, spread, 1.0)
    strength, strengths = np.abs(observed) / spread, np.abs(permuted) / spread
    p = np.where(np.isfinite(observed), monte_carlo_p(strength, strengths, exact=exact), np.nan)
    adjusted = westfall_young(strength, strengths, exact=exact)
    return Permutations(observed, p, adjusted, attainable, n, len(permuted), exact)


def label_test(y: Numbers, w: Numbers, first: Numbers, *, linear: bool | Numbers = False, alpha: float = 0.05,
               n_permutations: int = SWAPS, seed: int = 0) -> Permutations:
    """Test whether two groups of articles differ, by permuting the outlet labels among all articles.

    For outlets without events in common. A difference may then be one of news and not of outlets.

    Parameters
    ----------
    y, w
        Hits and exposure: articles, or articles × measures.
    first
        True for the articles of the first outlet.

    Raises
    ------
    NotEnoughData
        If the smallest attainable p value exceeds `alpha`.

    Examples
    --------
    >>> test = label_test([5, 6, 7, 8, 1, 2, 1, 0], [500] * 8, [True] * 4 + [False] * 4)
    >>> test.p.round(3), test.n_permutations
    (array([0.029]), 70)
    >>> label_test([5, 6, 7, 1, 2, 1], [500] * 6, [True] * 3 + [False] * 3)
    Traceback (most recent call last):
        ...
    framing.errors.NotEnoughData: 3 and 3 articles: the smallest attainable p value is 0.1, above 0.05. ...
    """
    values, side = as_columns(y), np.asarray(first, dtype=bool)
    weights = np.broadcast_to(as_columns(w), values.shape)
    used = (weights > 0) & np.isfinite(values)
    row = used.any(axis=1)
    values, weights, used, side = np.where(used, values, 0)[row], np.where(used, weights, 0)[row], used[row], side[row]
    logs = ~np.broadcast_to(np.asarray(linear, dtype=bool), values.shape[1])
    n1, n2 = np.sum(used[side], axis=0), np.sum(used[~side], axis=0)
    attainable = np.array([attainable_unmatched_p(int(a), int(b)) for a, b in zip(n1, n2, strict=True)])
    if attainable.min(initial=1.0) > alpha:
        raise NotEnoughData(f"{n1.max()} and {n2.max()} articles: the smallest attainable p value is "
                            f"{attainable.min():.3g}, above {alpha:g}. At least 4 articles a side are needed.")
    total, words = values.sum(axis=0), weights.sum(axis=0)

    def difference(labels: Array) -> Array:
        a, b = labels @ values, labels @ weights
        return side_ratio(a, b, logs) - side_ratio(total - a, words - b, logs)

    exact = math.comb(len(side), int(side.sum())) <= n_permutations
    parts = _all_choices(side) if exact else permuted_labels(side, None, n_permutations, seed=seed)
    permuted = np.concatenate([difference(each.astype(float)) for each in parts])
    observed = np.where(logs & (total == 0), np.nan, difference(side[None].astype(float))[0])
    return _result(observed, np.nan_to_num(permuted, posinf=0, neginf=0), attainable, n1 + n2, alpha, exact)


def _all_choices(side: Array) -> Iterator[Array]:
    chosen = np.array(list(combinations(range(len(side)), int(side.sum()))), dtype=np.intp)
    labels = np.zeros((len(chosen), len(side)), dtype=np.uint8)
    np.put_along_axis(labels, chosen, 1, axis=1)
    yield labels


def permuted_labels(labels: Numbers, strata: Numbers | None, n_permutations: int, *, seed: int = 0) -> Iterator[Array]:
    """Yield label matrices (permutations × rows), the labels permuted within strata, in pieces of moderate size.

    Examples
    --------
    >>> piece = next(permuted_labels([0, 1, 0, 1], [0, 0, 1, 1], 3))
    >>> piece.shape, piece[:, :2].sum(axis=1)
    ((3, 4), array([1, 1, 1], dtype=uint64))
    """
    rng = np.random.default_rng(seed)
    label = np.asarray(labels)
    label = label.astype(np.uint8 if label.max(initial=0) < 256 else np.uint32)
    stratum = np.zeros(len(label), dtype=np.intp) if strata is None else np.unique(strata, return_inverse=True)[1]
    order = np.argsort(stratum, kind="stable")
    blocks = np.split(order, np.flatnonzero(np.diff(stratum[order])) + 1)
    piece = max(1, _CHUNK // max(1, len(label)))
    for start in range(0, n_permutations, piece):
        matrix = np.tile(label, (min(piece, n_permutations - start), 1))
        for block in blocks:
            if len(block) > 1:
                matrix[:, block] = rng.permuted(matrix[:, block], axis=1)
        yield matrix


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
    permuted = np.concatenate([_between(each, values, weights, logs)
                               for each in permuted_labels(label, stratum, n_permutations, seed=seed)])
    observed = np.where(logs & (values.sum(axis=0) == 0), np.nan, observed)
    n = used[kept].sum(axis=0)
    return _result(observed, permuted, np.full(len(observed), lowest), n, alpha, exact=False)


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
