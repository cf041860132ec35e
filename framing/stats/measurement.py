"""What a detector's errors do to a rate, and how large they would have to be to explain a difference."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from framing.errors import NotEnoughData
from framing.stats.estimates import Array

__all__ = ["Audit", "corrected_rate", "tipping_recall"]

LEAST_AUDITED = 50


class Audit(NamedTuple):
    """A person's check of one outlet: of `hits` found ones `right` were right; of `gold` true ones `found` were found.

    Examples
    --------
    >>> audit = Audit(right=54, hits=60, found=45, gold=60)
    >>> audit.precision, audit.recall
    (0.9, 0.75)
    """

    right: int
    hits: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Return the share of hits that are right."""
        return self.right / self.hits

    @property
    def recall(self) -> float:
        """Return the share of true ones that were found."""
        return self.found / self.gold


def corrected_rate(value: float, low: float, high: float, audit: Audit, *,
                   level: float = 0.95) -> tuple[float, float, float]:
    """Return a rate corrected for the detector's errors in this outlet, value × precision / recall, with its interval.

    A ratio of two outlets is only safe when both are corrected by their own audits: quotation style, for one, makes
    recall differ between outlets.

    Raises
    ------
    NotEnoughData
        If fewer than 50 hits or 50 true ones were checked, or none was right or found.

    Notes
    -----
    The audit's sampling error joins the rate's on the log scale (delta method).

    Examples
    --------
    >>> found = corrected_rate(4.0, 3.0, 5.3, Audit(right=54, hits=60, found=45, gold=60))
    >>> [round(each, 1) for each in found]
    [4.8, 3.4, 6.7]
    """
    if min(audit.hits, audit.gold) < LEAST_AUDITED or min(audit.right, audit.found) == 0:
        raise NotEnoughData(f"A correction needs {LEAST_AUDITED} checked hits and {LEAST_AUDITED} true ones, some of "
                            f"them right and found; there are {audit.hits} and {audit.gold}.")
    from scipy import special

    factor = audit.precision / audit.recall
    z = float(special.ndtri(0.5 + level / 2))
    noise = z**2 * ((1 / audit.right - 1 / audit.hits) + (1 / audit.found - 1 / audit.gold))
    down, up = (math.hypot(math.log(value / each), math.sqrt(noise)) for each in (low, high))
    return value * factor, value * factor * math.exp(-down), value * factor * math.exp(up)


def tipping_recall(ratio: Array | float) -> Array:
    """Return how much lower, as a share, recall at the outlet of the lower rate must be for the difference to vanish.

    Take the end of the interval that lies nearer to 1 for "to lose its certainty". Print it as "the difference
    vanishes if the detector misses x % more there".

    Examples
    --------
    >>> tipping_recall(np.array([2.0, 0.5, 1.25])).round(2)
    array([0.5, 0.5, 0.2])
    """
    values = np.asarray(ratio, dtype=float)
    missed: Array = 1 - np.minimum(values, 1 / values)
    return missed
