"""Which name was chosen in every article, over time and around the rulings of style guides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.analysis import Analysis
from framing.analysis.grouping import with_periods
from framing.charts.captions import plural, tell, words_of
from framing.charts.groups import group_sizes, headline_of, subtitle_of
from framing.charts.heading import SMALL, Key
from framing.charts.lettering import base
from framing.charts.look import house, ink, side_mark
from framing.charts.panel import empty_panel, labelled_rows, open_panel
from framing.charts.variants import concept_of
from framing.errors import UnknownName
from framing.lexicon import load_lexicon

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from framing.lexicon import Ruling

__all__ = ["variant_choice"]

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")  # rulings are dated by day, month or year
_SHIFT = {"A": -0.18, "N": 0.0, "both": 0.0, "B": 0.18}


@house
def variant_choice(
    analysis: Analysis, variant_set: str, *, by: str = "outlet", voice: str = "outlet", ax: Axes | None = None
) -> Axes:
    """Draw which name every article chose, at its date, with the rulings of style guides as lines.

    One mark is one article: the name it uses most; a cross where two are used equally often. A ruling is a fact
    about usage at that desk, not the truth; rulings older than all articles are listed below the chart.

    Parameters
    ----------
    variant_set
        A set of names, as in the column `variant_set` of `analysis.terms`.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus(), lexicons=["russia_ukraine"])
    >>> framing.charts.variant_choice(analysis, "russia_ukraine.capital").get_label()
    'Capital of Ukraine: the name chosen by every article'
    """
    known = sorted(analysis.terms["variant_set"].dropna().unique())
    if variant_set not in known:
        raise UnknownName("variant set", variant_set, known)
    sizes = group_sizes(analysis, by)
    title = headline_of(f"{concept_of(variant_set)}: the name chosen by every article", 2)
    told = words_of(analysis, voice)
    chosen, rows = _choices(analysis, variant_set, by, voice)
    if not len(chosen):
        message = "No dated article uses any of these names in this voice."
        return tell(empty_panel(ax, title, subtitle_of(analysis, voice), message), told)
    within, before = _rulings(variant_set, chosen["published"])
    names = [name for name in sizes if (chosen[by] == name).any()]
    key = _key(rows, chosen)
    subtitle = f"{subtitle_of(analysis, voice)}, of which {len(chosen):,} {'uses' if len(chosen) == 1 else 'use'} such a name"
    notes = _notes(within, before, int(analysis.articles["published"].isna().sum()))
    ax = open_panel(ax, title, subtitle, rows=len(names), key=key, notes=notes)
    labelled_rows(ax, [str(name) for name in names])
    for row, name in enumerate(names):
        ax.axhline(row, color=ink(0.12), linewidth=0.8, zorder=0)
        for each in chosen[chosen[by] == name].to_dict("records"):
            _mark(ax, each["published"], row, str(each["side"]))
    _draw_rulings(ax, within)
    _dates(ax)
    return tell(ax, told)


def _choices(analysis: Analysis, variant_set: str, by: str, voice: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the side that every dated article chose most, and the rows of terms that say so."""
    terms = analysis.terms
    rows = terms[terms["variant_set"] == variant_set]
    rows = rows if voice == "all" else rows[rows["voice"] == voice]
    counts = rows.pivot_table("start", "article", "side", "count", fill_value=0, observed=True)
    best = counts.idxmax(axis=1) if len(counts) else counts.index.to_series()
    tied = counts.eq(counts.max(axis=1), axis=0).sum(axis=1) > 1
    side = best.astype("str").mask(tied, "both") if len(counts) else best.astype("str")
    articles = with_periods(analysis.articles, [by])[["article", by, "published"]].dropna()
    return articles.merge(side.rename("side").rename_axis("article").reset_index(), on="article"), rows


def _rulings(variant_set: str, published: pd.Series) -> tuple[list[Dated], list[Dated]]:
    """Return the dated rulings within the time of the articles, and those before it."""
    import pandas as pd

    lexicon, _, name = variant_set.partition(".")
    try:
        sets = {each.id: each for each in load_lexicon(lexicon).sets}
    except UnknownName:
        return [], []
    rulings = sets[name].rulings if name in sets else ()
    dated = [Dated(pd.Timestamp(day[0]), _said(each)) for each in rulings if (day := _DAY.match(each.date))]
    margin = (published.max() - published.min()) * 0.1
    first, last = published.min() - margin, published.max() + margin
    dated = sorted(each for each in dated if each.date <= last)
    return [each for each in dated if each.date >= first], [each for each in dated if each.date < first]


class Dated(NamedTuple):
    """A ruling at its date."""

    date: pd.Timestamp
    words: str


def _said(ruling: Ruling) -> str:
    return f"{ruling.authority}: {ruling.ruling.split(';')[0]} ({ruling.date})"


def _notes(within: Sequence[Dated], before: Sequence[Dated], undated: int) -> str:
    lines = ["; ".join(f"{number} {each.words}" for number, each in enumerate(within, 1))]
    lines.append(f"Ruled before these articles: {'; '.join(each.words for each in before)}" if before else "")
    lines.append(f"{plural(undated, 'article')} without a date left out" if undated else "")
    return "\n".join(line for line in lines if line)


def _key(rows: pd.DataFrame, chosen: pd.DataFrame) -> list[Key]:
    key = []
    for side in ("A", "B", "N"):
        forms = rows.loc[rows["side"] == side, "text"].value_counts().index[:3]
        if len(forms):
            mark = side_mark(side)
            key.append(Key(", ".join(str(form) for form in forms), mark.colour, marker=mark.marker))
    if (chosen["side"] == "both").any():
        key.append(Key("both equally often", ink(0.7), marker="X"))
    return key


def _mark(ax: Axes, date: Any, row: int, side: str) -> None:
    mark = side_mark(side)
    shade, marker = (ink(0.7), "X") if side == "both" else (mark.colour, mark.marker)
    ax.plot([date], [row + _SHIFT.get(side, 0.0)], marker=marker, color=shade, markersize=0.65 * base(), alpha=0.85,
            linestyle="none", markeredgewidth=0, label=side, zorder=3)  # fmt: skip


def _draw_rulings(ax: Axes, rulings: Sequence[Dated]) -> None:
    from matplotlib.dates import date2num

    for number, ruling in enumerate(rulings, 1):
        date = float(date2num(ruling.date))  # type: ignore[no-untyped-call]
        ax.axvline(date, color=ink(0.6), linewidth=0.9, linestyle=(0, (4, 2)), label="ruling")
        ax.annotate(
            str(number), (date, 1), (0, 0.3 * base()), xycoords=("data", "axes fraction"), textcoords="offset points",
            ha="center", va="bottom", size=SMALL * base(), color=ink(0.75), annotation_clip=False, label="edge",
        )  # fmt: skip


def _dates(ax: Axes) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator(minticks=3, maxticks=6)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    formatter = ConciseDateFormatter(locator, show_offset=False)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_formatter(formatter)
    ax.margins(x=0.05)
