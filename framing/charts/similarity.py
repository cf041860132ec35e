"""How much the vocabularies of outlets differ, pair by pair."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from framing import stats
from framing.analysis import Analysis
from framing.analysis.grouping import with_periods
from framing.charts.captions import tell, words_of
from framing.charts.groups import group_sizes, subtitle_of
from framing.charts.heading import Key
from framing.charts.lettering import base, fitted, text_width
from framing.charts.look import colour, house, ink, paper
from framing.charts.panel import labelled_rows, open_panel, room_for, side_column
from framing.errors import FramingError, UnknownName

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["similarity"]

_PAIRS = 45  # pairs of outlets that one chart can show
_NAMES = 0.42  # at most this part of the width is for the names of pairs


@house
def similarity(
    analysis: Analysis, *, target: str | None = None, by: str = "outlet", seed: int = 0, ax: Axes | None = None
) -> Axes:
    """Draw how much the vocabularies of outlets differ beyond what relabelled articles differ, pair by pair.

    A dot inside the grey band is no difference. Raw divergences are never shown, because they measure how much was
    read before they measure anything else. Words inside quotation marks do not count; labels are permuted within
    events.

    Parameters
    ----------
    target
        One outlet, compared with each other one; by default all pairs, of at most ten outlets.
    seed
        For drawing words and relabelling articles.

    Raises
    ------
    NotEnoughData
        With fewer than five articles in an outlet, or one outlet only.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus().filter(event="dobbs"), lexicons=[])
    >>> framing.charts.similarity(analysis)
    Traceback (most recent call last):
        ...
    framing.errors.NotEnoughData: A divergence of vocabularies needs 5 articles in every outlet (the smallest has 1).
    """
    sizes = group_sizes(analysis, by)
    stats.require("divergence", min(sizes.values(), default=0), n_outlets=len(sizes))
    pairs = _pairs([str(name) for name in sizes], target, by)
    found = _divergences(analysis, pairs, by, seed)
    title = f"How much vocabularies differ{f' from {target}' if target else ''}"
    subtitle = f"Bits of divergence beyond chance, outside quotation marks; {subtitle_of(analysis).lower()}"
    key = [Key("observed", colour("blue"), marker="o"), Key("what chance gives (95 %)", ink(0.12))]
    ax = open_panel(ax, title, subtitle, rows=len(pairs), row=2.5, key=key)
    labelled_rows(ax, [second if target else _pair(first, second, room_for(ax, _NAMES)) for first, second in pairs], part=_NAMES)
    for row, each in enumerate(found):
        ax.barh(row, each.high - each.low, 0.7, left=each.low, color=ink(0.12), label="chance")
        beyond = not each.low <= each.excess <= each.high
        ax.plot([each.excess], [row], marker="o", color=colour("blue"), markersize=0.65 * base(), label="excess",
                markerfacecolor=colour("blue") if beyond else paper())  # fmt: skip
    ax.axvline(0, color=ink(0.6), linewidth=0.8)
    ax.grid(axis="x", color=ink(0.13))
    ax.set_xlabel("← more alike than by chance · more different →")
    side_column(ax, [f"{each.words:,}" for each in found], "words a side")
    told = words_of(analysis, what="Jensen–Shannon divergence of words outside quotation marks, at equal numbers of words")
    return tell(ax, told, f"Bands: 95 % of articles relabelled within events (seed {seed}).")


def _pair(first: str, second: str, room: float) -> str:
    """Return two names on a line, or each on its own, shortened in the middle, where they tell pairs apart."""
    one = f"{first} – {second}"
    if text_width(one, base()) <= room:
        return one
    return "\n".join(fitted(name, room, base(), middle=True) for name in (f"{first} –", second))


def _pairs(names: list[str], target: str | None, by: str) -> list[tuple[str, str]]:
    if target is not None:
        if target not in names:
            raise UnknownName(by, target, names)
        return [(target, name) for name in names if name != target]
    pairs = list(combinations(names, 2))
    if len(pairs) > _PAIRS:
        raise FramingError(f"{len(names)} {by}s make {len(pairs)} pairs, too many for a chart. Name one as target.")
    return pairs


def _divergences(analysis: Analysis, pairs: list[tuple[str, str]], by: str, seed: int) -> list[stats.ExcessDivergence]:
    articles = with_periods(analysis.articles, [by])
    table, names = _words(analysis), articles[by].astype("str").to_numpy()
    event = articles["event"].astype("str").fillna("").to_numpy()
    found = []
    for first, second in pairs:
        rows = np.flatnonzero((names == first) | (names == second))
        strata = np.unique(event[rows], return_inverse=True)[1]
        found.append(stats.excess_divergence(table[rows], names[rows] == first, strata, seed=seed))
    return found


def _words(analysis: Analysis) -> Any:
    """Return articles × words: how often each article uses each word outside quotation marks."""
    from scipy.sparse import csr_array

    from framing.text.batch import build_batch
    from framing.text.vocabulary import Vocabulary

    if analysis.corpus is None:
        raise FramingError("The texts are not at hand. Save the analysis with texts=True, or analyze the corpus again.")
    batch = build_batch([(each.headline, each.text) for each in analysis.corpus], Vocabulary())
    used = batch.counted & (batch.quote < 0)
    places = (batch.article[used], batch.lower[used])
    return csr_array((np.ones(int(used.sum())), places), shape=(batch.n_articles, len(batch.vocabulary.spellings)))
