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
from framing.stats.studentised import cross_products, in_pieces, moments, studentised

__all__ = ["Permutations", "attainable_matched_p", "attainable_unmatched_p", "label_test",
           "permuted_labels", "swap_test"]

EXACT = 12  # up to twelve events all 4,096 swaps are enumerated
SWAPS = 9999
_CHUNK = 4_000_000  # cells of a label matrix held at once
_FEW = 8  # a label of which there are less than one in so many is placed, not shuffled


@dataclass(frozen=True, slots=True)
class Permutations:
    """Permutation tests of several measures at once.

    `p` is unadjusted (never print it), `adjusted` controls the whole family (step-down max-T), `attainable` is the
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
        As in `matched_contrasts`: events, or events × measures. Several pairs of outlets may stand side by side as
        further columns: one family then.
    alpha
        A test that cannot reach it is refused; a single measure with too few events gets no p value.
    n_swaps, seed
        Random swaps beyond 12 events; up to 12 all are enumerated.

    Raises
    ------
    NotEnoughData
        If the smallest attainable p value exceeds `alpha` for every measure.

    Notes
    -----
    The statistic is the difference of log rates (ratios of sums with half a hit added) over its standard error.
    Studentised, the test keeps its size also where one side has much more text than the other (several articles on an
    event, a pooled rest of outlets); swapped unstudentised, it rejects two to three times too often there.

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
    tables = [each[used] for each in (y1, w1, y2, w2)]
    flips, exact = _flips(int(used.sum()), n_swaps, seed)
    strengths = in_pieces(lambda part: _swapped(flips, [each[:, part] for each in tables], logs[part]),
                          len(flips), len(logs))
    observed = side_ratio(y1.sum(axis=0), w1.sum(axis=0), logs) - side_ratio(y2.sum(axis=0), w2.sum(axis=0), logs)
    observed = np.where(logs & ((y1 + y2).sum(axis=0) == 0), np.nan, observed)
    return tested(observed, strengths, attainable, n, alpha, exact)


def _flips(n_events: int, n_swaps: int, seed: int) -> tuple[Array, bool]:
    """Return swaps × events: 1 where the two labels are swapped; the first row swaps none."""
    if n_events <= EXACT:
        codes = np.arange(2**n_events)[:, None]
        return (codes >> np.arange(n_events) & 1).astype(float), True
    rng = np.random.default_rng(seed)
    flips = rng.integers(0, 2, (n_swaps + 1, n_events), dtype=np.uint8).astype(float)
    flips[0] = 0
    return flips, False


def _swapped(flips: Array, tables: list[Array], logs: Array) -> Array:
    """Return the studentised difference (swaps × measures) after each swap."""
    y1, w1, y2, w2 = tables
    one, two, cross = moments(y1, w1), moments(y2, w2), cross_products(y1, w1, y2, w2)
    first = one.sum(axis=1)[:, None] + flips @ (two - one)
    yw = cross[2].sum(axis=0) + flips @ (cross[3] - cross[2])
    crossed = np.stack([*np.broadcast_arrays(cross[0].sum(axis=0), cross[1].sum(axis=0), yw,
                                             cross[2:].sum(axis=(0, 1)) - yw)])
    return studentised(first, (one + two).sum(axis=1)[:, None] - first, logs, crossed)[1]


def tested(observed: Array, strengths: Array, attainable: Array, n: Array, alpha: float, exact: bool) -> Permutations:
    """Return p values per measure and for the family; measures whose test cannot reach `alpha` get none.

    The first row of `strengths` (permutations × measures, comparable between measures) is the one observed.
    """
    observed = np.where(attainable > alpha, np.nan, observed)
    strength = np.where(np.isfinite(observed), np.abs(strengths[0]), np.nan)
    permuted = np.abs(strengths if exact else strengths[1:])
    p = np.where(np.isfinite(observed), monte_carlo_p(strength, permuted, exact=exact), np.nan)
    adjusted = westfall_young(strength, permuted, exact=exact)
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
    exact = math.comb(len(side), int(side.sum())) <= n_permutations
    parts = _all_choices(side) if exact else permuted_labels(side, None, n_permutations, seed=seed)
    units, whole = moments(values, weights), moments(values, weights).sum(axis=1)

    def relabelled(labels: Array) -> tuple[Array, Array]:
        mine = labels.astype(float) @ units
        return studentised(mine, whole[:, None] - mine, logs)

    observed, strength = relabelled(side[None])
    strengths = np.concatenate([strength, *(relabelled(each)[1] for each in parts)])
    observed = np.where((logs & (values.sum(axis=0) == 0)) | (n1 == 0) | (n2 == 0), np.nan, observed[0])
    return tested(observed, strengths[1:] if exact else strengths, attainable, n1 + n2, alpha, exact)


def _all_choices(side: Array) -> Iterator[Array]:
    chosen = np.array(list(combinations(range(len(side)), int(side.sum()))), dtype=np.intp)
    labels = np.zeros((len(chosen), len(side)), dtype=np.uint8)
    np.put_along_axis(labels, chosen, 1, axis=1)
    actual = np.flatnonzero((labels == side).all(axis=1))[0]
    labels[[0, actual]] = labels[[actual, 0]]
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
                matrix[:, block] = _shuffled(matrix[:, block], rng)
        yield matrix


def _shuffled(matrix: Array, rng: np.random.Generator) -> Array:
    """Return the rows of a matrix, which are all alike, each in an order of its own.

    Where few of the labels are not the common one, only their places are drawn (Floyd's algorithm, see Bentley and Floyd
    1987), which takes as many steps as there are such labels.
    """
    values, counts = np.unique(matrix[0], return_counts=True)
    n, few = matrix.shape[1], int(counts.min())
    if len(values) != 2 or few * _FEW > n:
        return rng.permuted(matrix, axis=1)
    common, rare = values[np.argsort(-counts, kind="stable")]
    result, row = np.full_like(matrix, common), np.arange(len(matrix))
    for last in range(n - few, n):
        place = rng.integers(0, last + 1, size=len(matrix))
        result[row, np.where(result[row, place] == rare, last, place)] = rare
    return result
