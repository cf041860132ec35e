"""Which of several names an outlet chooses: shares that diverge from the middle."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from framing.analysis import Analysis
from framing.charts.bars import Piece, bar, numbers
from framing.charts.captions import tell, words_of
from framing.charts.groups import Row, group_sizes, headline_of, records, rows_of, shown, subtitle_of
from framing.charts.lettering import base
from framing.charts.look import house, ink, side_mark
from framing.charts.panel import Key, empty_panel, labelled_rows, open_panel, room_for, side_column
from framing.errors import NotEnoughData, UnknownName
from framing.stats.estimates import STABLE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["variant_shares"]

INTERVAL = "95 % Rao–Scott–Wilson around side A's share, the article is the unit"
_PLOT = 0.42  # part of the width that is left for the bars, about


@house
def variant_shares(
    analysis: Analysis,
    variant_set: str | None = None,
    *,
    by: str = "outlet",
    voice: str = "outlet",
    ax: Axes | None = None,
) -> Axes:
    """Draw whose names outlets choose for the same referents: side B's to the left, side A's to the right.

    Bars are shares of all such names, with their number inside; the columns say in how many articles side A's names
    are the majority (ties count half), because house style is decided once per article. Names in quotations are not
    the outlet's choice and do not count.

    Parameters
    ----------
    variant_set
        One set, as in the column `variant_set` of `analysis.terms` ("russia_ukraine.capital"), which also shows
        names that take no side; by default all exchangeable sets together.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus(), lexicons=["russia_ukraine"])
    >>> ax = framing.charts.variant_shares(analysis, "russia_ukraine.capital")
    >>> ax.get_label()
    'Capital of Ukraine: which name'
    """
    sizes = group_sizes(analysis, by)
    table = _pooled(analysis, by, voice) if variant_set is None else _of_set(analysis, variant_set, by, voice)
    title = headline_of(_title(analysis, variant_set), max(sizes.values(), default=0))
    told = words_of(analysis, voice, INTERVAL if variant_set is None else "")
    if table["n"].sum() == 0:
        message = "None of these names occurs in this voice." if sizes else f"No article names its {by}."
        return tell(empty_panel(ax, title, subtitle_of(analysis, voice), message), told)
    key = _key(analysis, variant_set, voice, neutral=bool(table["N"].gt(0).any()))
    if table["low"].notna().any():
        key.append(Key(f"95 % interval of A's share (dashed: fewer than {STABLE} articles)", ink(), marker="_"))
    ax = open_panel(ax, title, subtitle_of(analysis, voice), rows=len(table), key=key)
    labelled_rows(ax, [str(name) for name in table.index])
    points = room_for(ax, _PLOT) / 2
    for row, each in enumerate(records(table)):
        _bar(ax, row, each, points)
    _scale(ax)
    shift = side_column(ax, [f"{n:,.0f}" for n in table["n"]], "names")
    side_column(ax, [_majority(each) for each in records(table)], "articles for A", shift=shift)
    return tell(ax, told)


def _title(analysis: Analysis, variant_set: str | None) -> str:
    if variant_set is None:
        return "Whose names for the same places, people and events"
    concept = concept_of(variant_set)
    return f"{concept}: which name"


def concept_of(variant_set: str) -> str:
    """Return what the names of a set stand for, as its lexicon says, else the id of the set."""
    from framing.lexicon import load_lexicon

    lexicon, _, name = variant_set.partition(".")
    try:
        sets = {each.id: each.concept for each in load_lexicon(lexicon).sets}
    except UnknownName:
        return variant_set
    return sets.get(name) or variant_set


def _pooled(analysis: Analysis, by: str, voice: str) -> pd.DataFrame:
    """Return shares of the two sides over all sets, one row per group."""
    rows = rows_of(analysis, "variant_share", by, voice).table
    table = rows.assign(A=rows["value"], B=1 - rows["value"], N=0.0, articles=rows["n"])
    table["majority"] = table["article_share"] * table["n_articles"]
    table["n"] = table["exposure"].fillna(0)
    table[["A", "B", "n_articles"]] = table[["A", "B", "n_articles"]].fillna(0)
    return table


def _of_set(analysis: Analysis, variant_set: str, by: str, voice: str) -> pd.DataFrame:
    """Return shares of the sides' names within one set, one row per group."""
    import pandas as pd

    terms = analysis.terms
    known = sorted(terms.loc[terms["exchangeable"], "variant_set"].dropna().unique())
    every = set(terms["variant_set"].dropna())
    if variant_set in every - set(known):
        raise NotEnoughData(f"The names of {variant_set} do not stand for the same referent, so they have no shares.")
    if variant_set not in known:
        raise UnknownName("variant set", variant_set, known)
    found = analysis.variants(by, voice=voice)
    found = found[found["variant_set"] == variant_set].assign(
        for_a=lambda rows: rows["article_share"] * rows["n_articles"] * (rows["side"] == "A")
    )
    sizes = group_sizes(analysis, by)
    counts = found.pivot_table("n", by, "side", "sum", fill_value=0).reindex(list(sizes), fill_value=0)
    counts = counts.reindex(columns=["A", "B", "N"], fill_value=0)
    whole = counts.sum(axis=1)
    table = counts.div(whole.where(whole > 0, 1), axis=0)
    grouped = found.groupby(by)
    more = pd.DataFrame({"majority": grouped["for_a"].sum(), "n_articles": grouped["n_articles"].first()})
    table = table.assign(n=whole, low=math.nan, high=math.nan, articles=list(sizes.values()))
    return table.join(more.reindex(table.index).fillna(0))


def _key(analysis: Analysis, variant_set: str | None, voice: str, *, neutral: bool) -> list[Key]:
    """Return the key, which names each side by what it wrote most often."""
    terms = analysis.terms
    rows = terms[terms["exchangeable"] & (terms["variant_set"] == variant_set if variant_set else True)]
    rows = rows if voice == "all" else rows[rows["voice"] == voice]
    key = []
    for side in ("B", *(["N"] if neutral else []), "A"):
        forms = rows.loc[rows["side"] == side, "text"].value_counts()
        some = ", ".join(str(form) for form in forms.index[:3]) + (" …" if len(forms) > 3 else "")
        name = "neither side" if side == "N" else f"side {side}"
        mark = side_mark(side)
        key.append(Key(f"{name}: {some}" if some else name, mark.colour, mark.hatch))
    return key


def _bar(ax: Axes, row: int, each: Row, points: float) -> None:
    n = int(each["n"])
    if not n:
        ax.text(0, row, " none", ha="left", va="center_baseline", color=ink(0.55), size=0.9 * base())
        return
    shares = {side: each[side] for side in "ABN"}
    half = shares["N"] / 2
    places = {"B": (-half - shares["B"], -half), "N": (-half, half), "A": (half, half + shares["A"])}
    pieces = [
        Piece(*place, side_mark(side).colour, side_mark(side).hatch, f"{shares[side] * n:.0f}")
        for side, place in places.items()
        if shares[side] > 0
    ]
    bar(ax, row, pieces)
    numbers(ax, row, pieces, points)
    low, high = each["low"], each["high"]
    if not math.isnan(low):
        unstable = each["n_articles"] < STABLE
        ax.plot([low, high], [row + 0.4] * 2, color=ink(), linewidth=1.1, linestyle=(0, (2, 1.5)) if unstable else "-",
                solid_capstyle="butt", label="interval")  # fmt: skip


def _scale(ax: Axes) -> None:
    ax.set_xlim(-1.02, 1.02)
    ticks = [-1, -0.5, 0, 0.5, 1]
    ax.set_xticks(ticks, [shown(abs(tick), "share") for tick in ticks])
    ax.axvline(0, color=ink(), linewidth=0.8, zorder=0.9)
    ax.grid(axis="x", color=ink(0.13))


def _majority(each: Row) -> str:
    majority, of = each["majority"], int(each["n_articles"])
    return f"{majority:.3g} of {of}" if of else "–"
