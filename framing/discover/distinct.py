"""Which phrases set two sides apart beyond what chance gives, and which are boilerplate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing import stats
from framing.discover.stream import Bools
from framing.stats.divergence import pooled_counts

__all__ = ["Marks", "boilerplate", "marks"]

SPREAD_ARTICLES, SPREAD_EVENTS = 3, 2
_STANDING, _ELSEWHERE = 0.5, 0.02  # in half of one side's articles, in hardly any of the other's
_CELLS = 4_000_000

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Marks:
    """Per phrase: ζ, p for the whole vocabulary at once, counts on both sides, and how widely its own side uses it.

    `band` is the |ζ| that 95 % of relabelled corpora do not exceed with any phrase.
    """

    zeta: Floats
    p: Floats
    count: Floats
    n_articles: Floats
    n_events: Floats
    band: float

    @property
    def own(self) -> NDArray[np.intp]:
        """The side that each phrase marks: 0 the target, 1 the reference."""
        return (self.zeta < 0).astype(np.intp)

    @property
    def spread(self) -> Bools:
        """Phrases in at least 3 articles and 2 events of the side that they mark."""
        mine = self.own, np.arange(len(self.zeta))
        enough = self.n_articles[mine] >= SPREAD_ARTICLES
        return np.asarray(enough & (self.n_events[mine] >= SPREAD_EVENTS))


def marks(
    table: Any,
    n_tokens: Floats,
    side: NDArray[np.int8],
    events: NDArray[np.intp] | None,
    compared: Bools,
    *,
    permutations: int,
    seed: int,
) -> Marks:
    """Return the ζ of every phrase, and p from labels permuted among the articles of each event.

    Parameters
    ----------
    table
        Articles × phrases.
    n_tokens
        Words of each article in the voice that is compared.
    side
        0 target, 1 reference.
    events
        The event of each article; None permutes among all.
    compared
        Phrases that are compared; the others get no p.

    Notes
    -----
    δ = log[(y₁+α)/(n₁+α₀−y₁−α)] − log[(y₂+α)/(n₂+α₀−y₂−α)] with α = the phrase's count on both sides, α₀ = all words;
    ζ = δ/√(1/(y₁+α) + 1/(y₂+α)) (Monroe, Colaresi & Quinn 2008). p compares |ζ| with the largest |ζ| among all
    compared phrases under each relabelling (Westfall & Young 1993).
    """
    first = (side == 0).astype(np.uint8)
    sides = np.stack([first, 1 - first])
    present = (table > 0).astype(float)
    count, n_articles = pooled_counts(table, sides), pooled_counts(present, sides)
    zeta = _zeta(count[:1], sides[:1] @ n_tokens, count.sum(axis=0), n_tokens.sum())[0]
    columns = table[:, np.flatnonzero(compared)]
    total = count[:, compared].sum(axis=0)
    largest = np.concatenate(
        [
            _largest(columns, labels, total, n_tokens)
            for labels in stats.permuted_labels(first, events, permutations, seed=seed)
        ]
    )
    p = (1 + np.sum(largest[:, None] >= np.abs(zeta)[None] - 1e-12, axis=0)) / (1 + len(largest))
    n_events = n_articles if events is None else _events_with(present, sides, events)
    band = float(np.quantile(largest, 0.95)) if len(largest) else np.nan
    return Marks(zeta, np.where(compared, p, np.nan), count, n_articles, n_events, band)


def _zeta(one: Floats, words: Floats, total: Floats, all_words: float) -> Floats:
    """Return labels × phrases: ζ of the first side with `one` counts among `words` words."""
    two, rest = total - one, (all_words - words)[:, None]
    words = words[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = np.log((one + total) / (words + all_words - one - total))
        delta -= np.log((two + total) / (rest + all_words - two - total))
        zeta: Floats = delta / np.sqrt(1 / (one + total) + 1 / (two + total))
    return np.nan_to_num(zeta)


def _largest(table: Any, labels: NDArray[Any], total: Floats, n_tokens: Floats) -> Floats:
    """Return the largest |ζ| of each relabelling, in pieces of moderate size."""
    step = max(1, _CELLS // max(1, len(total)))
    parts = []
    for low in range(0, len(labels), step):
        part = labels[low : low + step]
        zeta = _zeta(pooled_counts(table, part), part @ n_tokens, total, float(n_tokens.sum()))
        parts.append(np.abs(zeta).max(axis=1, initial=0))
    return np.concatenate(parts)


def _events_with(present: Any, sides: NDArray[np.uint8], events: NDArray[np.intp]) -> Floats:
    """Return sides × phrases: in how many events the side uses the phrase."""
    from scipy import sparse

    rows = np.arange(len(events))
    member = sparse.csr_array((np.ones(len(rows)), (events, rows)), shape=(int(events.max()) + 1, len(rows)))
    found = []
    for each in sides:
        cells = sparse.csr_array(member.multiply(each[None, :].astype(float))) @ present
        found.append(np.bincount(sparse.coo_array(cells > 0).col, minlength=present.shape[1]))
    return np.stack(found).astype(float)


def boilerplate(n_articles: Floats, articles: tuple[int, int]) -> Bools:
    """Tell the phrases that stand in most articles of one side and in hardly any of the other.

    Examples
    --------
    >>> boilerplate(np.array([[9, 2, 8], [0, 0, 7]]), (10, 10))
    array([ True, False, False])
    """
    share = n_articles / np.asarray(articles, float)[:, None]
    return np.asarray((share.max(axis=0) >= _STANDING) & (share.min(axis=0) <= _ELSEWHERE))
