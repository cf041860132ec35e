"""Which phrases set two sides apart beyond what chance gives, and which are boilerplate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.discover.labels import Labels, adjusted_p, sides_of
from framing.discover.phrases import Phrases
from framing.discover.stream import Bools
from framing.stats.divergence import pooled_counts

__all__ = ["Marks", "marks", "standing"]

SPREAD_ARTICLES, SPREAD_EVENTS = 3, 2
_REPEATS = 2  # a second use in an article confirms the first, more only repeat it
_STANDING, _ELSEWHERE, _AT_EDGE = 0.25, 0.02, 0.9
_CELLS = 4_000_000

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Marks:
    """Per phrase: ζ, p for the whole vocabulary at once, counts on both sides, and how widely its own side uses it.

    `band` is the abs(ζ) that 95 % of relabelled corpora do not exceed with any phrase.
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


def marks(table: Any, n_tokens: Floats, labels: Labels) -> Marks:
    """Return the ζ of every phrase, and p from labels permuted among the articles of each event.

    Parameters
    ----------
    table
        Articles × phrases.
    n_tokens
        Words of each article in the voice that is compared.

    Notes
    -----
    An article counts a phrase twice at most: the article is the unit, and one article that says a word forty times would
    otherwise outweigh forty that say it once.
    δ = log[(y₁+α)/(n₁+α₀−y₁−α)] − log[(y₂+α)/(n₂+α₀−y₂−α)] with α = the phrase's count on both sides, α₀ = all words;
    ζ = δ/√(1/(y₁+α) + 1/(y₂+α)) (Monroe, Colaresi & Quinn 2008). p compares abs(ζ) with the largest abs(ζ) among all
    compared phrases under each relabelling (Westfall & Young 1993).
    """
    sides, events = labels.sides, labels.events
    present = (table > 0).astype(float)
    count, n_articles = pooled_counts(table, sides), pooled_counts(present, sides)
    capped = table.copy()
    capped.data = np.minimum(capped.data, _REPEATS)
    one, total = pooled_counts(capped, sides[:1]), np.asarray(capped.sum(axis=0), float)
    zeta = _zeta(one, sides[:1] @ n_tokens, total, n_tokens.sum())[0]
    largest = labels.largest(lambda drawn: _largest(capped, drawn, total, n_tokens)[:, None])
    p = adjusted_p(zeta, largest)
    n_events = n_articles if events is None else _events_with(present, sides, events)
    band = float(np.quantile(largest, 0.95)) if len(largest) else np.nan
    return Marks(zeta, p, count, n_articles, n_events, band)


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
    """Return the largest abs(ζ) of each relabelling, in pieces of moderate size."""
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


def standing(phrases: Phrases, edge: Bools, side: NDArray[np.int8]) -> NDArray[np.intp]:
    """Return the phrases that belong to the pages of one side.

    They stand in a quarter of its articles but in hardly any of the other's, and nearly always at the very beginning or
    end of the text.
    """
    sides = sides_of(side)
    share = pooled_counts((phrases.table > 0).astype(float), sides) / np.maximum(sides.sum(axis=1), 1)[:, None]
    size = len(phrases.n_words)
    at_edge, whole = np.zeros(size), np.zeros(size)
    for places in phrases.at.values():
        at_edge += np.bincount(places[(places >= 0) & edge], minlength=size)
        whole += np.bincount(places[places >= 0], minlength=size)
    often = (share.max(axis=0, initial=0) >= _STANDING) & (share.min(axis=0, initial=1) <= _ELSEWHERE)
    return np.flatnonzero(often & (at_edge >= _AT_EDGE * whole))
