"""Agreement of coders, and of a detector with its gold."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Literal, NamedTuple

import numpy as np

from framing.stats.estimates import Array, Numbers

__all__ = ["PrecisionRecall", "b_cubed", "krippendorff_alpha", "pairwise_f1", "precision_recall", "roc_auc"]


class PrecisionRecall(NamedTuple):
    """Precision, recall and their harmonic mean.

    Examples
    --------
    >>> precision_recall(6, 2, 4)
    PrecisionRecall(precision=0.75, recall=0.6, f1=0.6666666666666666)
    """

    precision: float
    recall: float
    f1: float


def precision_recall(hits: float, false_alarms: float, misses: float) -> PrecisionRecall:
    """Return precision, recall and F1 from counts; undefined ones are NaN.

    Examples
    --------
    >>> precision_recall(3, 1, 0).f1
    0.8571428571428571
    """
    precision = hits / (hits + false_alarms) if hits + false_alarms else float("nan")
    recall = hits / (hits + misses) if hits + misses else float("nan")
    f1 = 2 * hits / (2 * hits + false_alarms + misses) if hits + false_alarms + misses else float("nan")
    return PrecisionRecall(precision, recall, f1)


def krippendorff_alpha(ratings: Numbers | Sequence[Sequence[float]], *,
                       level: Literal["nominal", "ordinal", "interval"] = "nominal") -> float:
    """Return Krippendorff's α of coders × items; NaN where a coder did not code an item.

    1 is perfect, 0 is chance. Use data from .667 on, conclude from .800 on.

    References
    ----------
    Krippendorff 2018, Content Analysis.

    Examples
    --------
    >>> round(krippendorff_alpha([[1, 2, 3, 3, 2], [1, 2, 3, 3, 1]]), 3)
    0.727
    """
    table = np.asarray(ratings, dtype=float)
    values, codes = np.unique(table[np.isfinite(table)], return_inverse=True)
    counts = np.zeros((table.shape[1], len(values)))
    np.add.at(counts, (np.nonzero(np.isfinite(table))[1], codes), 1)
    size = counts.sum(axis=1)
    counts, size = counts[size > 1], size[size > 1]
    if not len(counts) or np.sum(counts.sum(axis=0) > 0) < 2:
        return float("nan")
    seen = (counts.T / (size - 1)) @ counts - np.diag(np.sum(counts / (size - 1)[:, None], axis=0))
    total = counts.sum(axis=0)
    expected = np.outer(total, total) - np.diag(total)
    distance = _distance(values, total, level)
    return float(1 - (total.sum() - 1) * np.sum(seen * distance) / np.sum(expected * distance))


def _distance(values: Array, total: Array, level: str) -> Array:
    if level == "nominal":
        return 1 - np.eye(len(values))
    if level == "interval":
        return (values[:, None] - values) ** 2
    reached = np.cumsum(total) - total / 2
    return (reached[:, None] - reached) ** 2


def roc_auc(scores: Numbers, positive: Numbers) -> float:
    """Return the chance that a positive item scores above a negative one (ties one half).

    Examples
    --------
    >>> roc_auc([0.1, 0.4, 0.35, 0.8], [False, False, True, True])
    0.75
    """
    score, label = np.asarray(scores, dtype=float), np.asarray(positive, dtype=bool)
    wanted, other = np.sort(score[label]), np.sort(score[~label])
    if not len(wanted) or not len(other):
        return float("nan")
    below = np.searchsorted(other, wanted, "left") + np.searchsorted(other, wanted, "right")
    return float(below.sum() / 2 / (len(wanted) * len(other)))


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> PrecisionRecall:
    """Return B-cubed precision and recall of a clustering: per item, then averaged.

    References
    ----------
    Bagga & Baldwin 1998, LREC workshop on linguistic coreference.

    Examples
    --------
    >>> b_cubed(["a", "a", "b"], [1, 1, 1]).precision.__round__(3)
    0.556
    """
    table, x, y = _crossed(gold, found)
    both = table[x, y]
    precision = float(np.mean(both / table.sum(axis=0)[y]))
    recall = float(np.mean(both / table.sum(axis=1)[x]))
    return PrecisionRecall(precision, recall, 2 * precision * recall / (precision + recall))


def pairwise_f1(gold: Sequence[Hashable], found: Sequence[Hashable]) -> PrecisionRecall:
    """Return precision and recall over pairs of items put together.

    Examples
    --------
    >>> pairwise_f1(["a", "a", "b"], [1, 1, 1]).recall
    1.0
    """
    table, _, _ = _crossed(gold, found)

    def pairs(sizes: Array) -> float:
        return float(np.sum(sizes * (sizes - 1) / 2))

    hits = pairs(table)
    return precision_recall(hits, pairs(table.sum(axis=0)) - hits, pairs(table.sum(axis=1)) - hits)


def _crossed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[Array, Array, Array]:
    if len(gold) != len(found):
        raise ValueError(f"One label per item in both: {len(gold)} and {len(found)}.")
    x, y = _codes(gold), _codes(found)
    table = np.zeros((int(x.max(initial=-1)) + 1, int(y.max(initial=-1)) + 1))
    np.add.at(table, (x, y), 1)
    return table, x, y


def _codes(labels: Sequence[Hashable]) -> Array:
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(each, len(known)) for each in labels], dtype=np.intp)
