"""Which side each article is on, and what differences appear when that is left to chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing import stats

__all__ = ["Labels", "adjusted_p", "sides_of"]

Floats = NDArray[np.float64]
Bits = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Labels:
    """The sides of the articles, and how many relabellings say what chance gives.

    Parameters
    ----------
    side
        0 target, 1 reference.
    events
        The event of each article, within which labels are permuted; None permutes among all.
    """

    side: NDArray[np.int8]
    events: NDArray[np.intp] | None
    permutations: int
    seed: int

    @property
    def target(self) -> Bits:
        """1 for the articles of the target."""
        return self.sides[0]

    @property
    def sides(self) -> Bits:
        """Two rows: 1 for the articles of the target, 1 for those of the reference."""
        return sides_of(self.side)

    def largest(self, statistic: Callable[[Bits], Floats]) -> Floats:
        """Return the largest absolute value of any candidate under each relabelling.

        `statistic` gets labels, one row each, and returns labels × candidates.
        """
        drawn = stats.permuted_labels(self.target, self.events, self.permutations, seed=self.seed)
        return np.concatenate([np.abs(statistic(each)).max(axis=1, initial=0) for each in drawn])


def sides_of(side: NDArray[np.int8]) -> Bits:
    """Return two rows: 1 for the articles of side 0, 1 for all others.

    Examples
    --------
    >>> sides_of(np.array([0, 1, 1], np.int8)).tolist()
    [[1, 0, 0], [0, 1, 1]]
    """
    first = (side == 0).astype(np.uint8)
    return np.stack([first, 1 - first])


def adjusted_p(observed: Floats, largest: Floats) -> Floats:
    """Return how often the largest of a relabelling reaches each observed value (Westfall & Young 1993).

    Examples
    --------
    >>> adjusted_p(np.array([3.0, -1.0]), np.array([1.0, 2.0, 0.5])).tolist()
    [0.25, 0.75]
    """
    p: Floats = (1 + np.sum(largest[:, None] >= np.abs(observed)[None] - 1e-12, axis=0)) / (1 + len(largest))
    return p
