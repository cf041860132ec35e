"""One vote an article: which of two ways it words a thing, compared between the sides and with permuted labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.discover.labels import Labels, adjusted_p
from framing.stats.divergence import pooled_counts

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LEAST_EACH", "LEAST_SIDE", "VOTE_COLUMNS", "votes_table"]

LEAST_SIDE = 5  # articles of either side that have a vote (method, 2.21)
LEAST_EACH = 3  # articles that word it this way, and that word it otherwise
VOTE_COLUMNS = ("share_target", "share_reference", "n_articles_target", "n_articles_reference", "z", "p_adjusted")

Floats = NDArray[np.float64]


def votes_table(share: Floats, either: Floats, labels: Labels, *, top: int) -> pd.DataFrame:
    """Return the candidates whose mean share differs most between the sides, the largest abs(z) first.

    The index is the candidate's column in `share`; those that too few articles of a side vote on are left out.

    Parameters
    ----------
    share, either
        Articles × candidates: the vote of each article, and 1 where it has one.

    Notes
    -----
    z is the difference of the sides' mean shares over its error; p is how often the largest abs(z) of any candidate reaches
    it when labels are permuted within events.
    """
    import pandas as pd

    z, *columns = (each[0] for each in _difference(share, either, labels.target[None]))
    p = adjusted_p(z, labels.largest(lambda drawn: _difference(share, either, drawn)[0]))
    one, two, n_one, n_two = columns
    values = (one, two, n_one.astype(np.int64), n_two.astype(np.int64), z, p)
    frame = pd.DataFrame(dict(zip(VOTE_COLUMNS, values, strict=True)))
    order = np.argsort(-np.abs(z), kind="stable")[:top]
    return frame.iloc[order[z[order] != 0]]


def _difference(share: Floats, either: Floats, labels: NDArray[Any]) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Return, labels × candidates, the standardised difference of mean shares, both shares, and the articles of both sides."""
    n1, s1 = pooled_counts(either, labels), pooled_counts(share, labels)
    n, s = either.sum(axis=0), share.sum(axis=0)
    n2, s2 = n - n1, s - s1
    spread = (share**2).sum(axis=0) / n - (s / n) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        one, two = s1 / n1, s2 / n2
        z = (one - two) / np.sqrt(spread * (1 / n1 + 1 / n2))
    return np.where((n1 >= LEAST_SIDE) & (n2 >= LEAST_SIDE), np.nan_to_num(z), 0.0), one, two, n1, n2
