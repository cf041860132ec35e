"""What an estimator returns: a value, its interval, and the counts that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ["FEW", "NO_INTERVAL", "NO_VARIATION", "NO_WORDS", "UNSTABLE", "ZERO", "Array", "Estimate", "Estimates"]

Array = npt.NDArray[Any]
Numbers = Array | Sequence[float] | Sequence[int]

One = TypeVar("One")

FEW = 3  # an interval needs at least three articles
STABLE = 5  # from five on it is called stable
NO_WORDS = "nothing to count in"
NO_INTERVAL = "no interval: fewer than 3 articles"
UNSTABLE = "unstable: fewer than 5 articles"
ZERO = "no hit: upper bound by the rule of three, dispersion-inflated"
NO_VARIATION = "the articles agree: conservative interval"
_NOTES = np.array(["", NO_WORDS, NO_INTERVAL, UNSTABLE, ZERO, NO_VARIATION])


class Estimate(NamedTuple):
    """One number with its interval and the counts it rests on.

    `n` counts the articles that had anything to count in, `total` the hits, `exposure` the words (or opportunities).

    Examples
    --------
    >>> Estimate(2.0, 1.1, 3.6, 12, 14.0, 7000.0, "").low
    1.1
    """

    value: float
    low: float
    high: float
    n: int
    total: float
    exposure: float
    note: str


class Grouped(Generic[One]):
    """Estimates of many groups: a dataclass of arrays whose fields are those of one estimate, `of`."""

    __slots__ = ()
    of: ClassVar[type[Any]]

    def __len__(self) -> int:
        return len(getattr(self, "value"))  # noqa: B009

    def at(self, group: int) -> One:
        """Return the estimate of one group."""
        found: One = self.of(*(getattr(self, name)[group].item() for name in self.of._fields))
        return found


@dataclass(frozen=True, slots=True)
class Estimates(Grouped[Estimate]):
    """The same for many groups at once: one array per field, one element per group.

    Examples
    --------
    >>> from framing.stats import grouped_rates
    >>> rates = grouped_rates([1, 2, 3, 0], [100, 100, 100, 100], [0, 0, 0, 1], 2)
    >>> rates.value
    array([20.,  0.])
    >>> rates.at(1).note
    'no interval: fewer than 3 articles'
    """

    of: ClassVar[type[Estimate]] = Estimate
    value: Array
    low: Array
    high: Array
    n: Array
    total: Array
    exposure: Array
    note: Array


class Leave(NamedTuple):
    """Group sums and the jackknife of a function of them."""

    n: Array
    total: Array
    exposure: Array
    theta: Array
    se: Array


def note_of(n: Array, *, zero: Array | None = None, agree: Array | None = None) -> Array:
    """Return the note for each group."""
    code = np.where(n >= STABLE, 0, 3)
    if agree is not None:
        code = np.where(agree & (n >= STABLE), 5, code)
    if zero is not None:
        code = np.where(zero, 4, code)
    code = np.where(n < FEW, 2, code)
    return _NOTES[np.where(n == 0, 1, code)]


def columns(values: Numbers, groups: Numbers, *, like: int) -> tuple[Array, Array]:
    """Return `values` as floats and `groups` as integers, checked to be of one length."""
    value = np.asarray(values, dtype=float)
    group = np.asarray(groups, dtype=np.intp)
    if value.shape != (like,) or group.shape != (like,):
        raise ValueError(f"One value and one group per article are needed: {like} articles, got "
                         f"{value.shape} values and {group.shape} groups.")
    return value, group


def jackknife(values: Numbers, weights: Numbers, groups: Numbers, n_groups: int, *, log: bool) -> Leave:
    """Return sums per group with the leave-one-article-out standard error of their ratio.

    On the log scale half a hit is added, so that a group without hits has a value. Articles without exposure and
    articles whose value is undefined are left out.
    """
    weight = np.asarray(weights, dtype=float)
    value, group = columns(values, groups, like=len(weight))
    kept = (weight > 0) & np.isfinite(value)
    value, weight, group = value[kept], weight[kept], group[kept]
    n = np.bincount(group, minlength=n_groups)
    total = np.bincount(group, value, n_groups)
    exposure = np.bincount(group, weight, n_groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        theta = _ratio(total, exposure, log)
        left = _ratio(total[group] - value, np.where(n[group] > 1, exposure[group] - weight, np.nan), log)
        mean = np.bincount(group, left, n_groups) / n
        squares = np.bincount(group, (left - mean[group]) ** 2, n_groups)
        se = np.sqrt(squares * (n - 1) / n)
    return Leave(n, total, exposure, theta, np.where(n >= FEW, se, np.nan))


def _ratio(total: Array, exposure: Array, log: bool) -> Array:
    return np.log((total + 0.5) / exposure) if log else total / exposure


def t_quantile(n: Array | float, level: float) -> Array:
    """Return the two-sided quantile of Student's t for n units (n − 1 degrees of freedom)."""
    from scipy import special

    quantile: Array = special.stdtrit(np.maximum(np.asarray(n, dtype=float) - 1, 1), 0.5 + level / 2)
    return quantile
