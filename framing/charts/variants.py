"""Which of several names an outlet chooses: shares that diverge from the middle."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from framing import stats
from framing.analysis import Analysis
from framing.analysis.grouping import with_periods
from framing.charts.bars import Piece, bar, numbers
from framing.charts.captions import tell, words_of
from framing.charts.groups import Row, group_sizes, headline_of, records, shown, subtitle_of
from framing.charts.heading import Key
from framing.charts.lettering import base
from framing.charts.look import house, ink, side_mark
from framing.charts.panel import empty_panel, labelled_rows, open_panel, room_for, side_column
from framing.errors import NotEnoughData, UnknownName
from framing.stats.estimates import STABLE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["concept_of", "topic_of", "variant_shares"]

INTERVAL = "95 % Rao–Scott–Wilson around side A's share, the article is the unit"
_TICKS = 8.0  # length of a side, in units of the base, from which its middle has a tick
_PLOT = 0.42  # part of the width that is left for the bars, about


@house
def variant_shares(
    analysis: Analysis,
    names: str | None = None,
    *,
    by: str = "outlet",
    voice: str = "outlet",
    ax: Axes | None = None,
) -> Axes:
    """Draw whose names outlets choose for the same referents: side B's to the left, side A's to the right.

    Bars are shares of all such names, with their number inside; the last column says in how many articles side A's
    names are the majority (ties count half), because house style is decided once per article. Names in quotations
    are not the outlet's choice and do not count.

    Parameters
    ----------
    names
        A lexicon ("russia_ukraine": all its exchangeable sets together) or one of its sets
        ("russia_ukraine.capital", which also shows names that take no side). By default the lexicon with most names
        in this analysis: sides of different lexicons are never added up.

    Raises
    ------
    NotEnoughData
        The names of the set do not stand for the same referent.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus(), lexicons=["russia_ukraine"])
    >>> ax = framing.charts.variant_shares(analysis, "russia_ukraine.capital")
    >>> ax.get_label()
    'Capital of Ukraine: which name'
    """
    sizes = group_sizes(analysis, by)
    chosen = names or _commonest(analysis)
    one_set = "." in chosen
    table = _of_set(analysis, chosen, by, voice) if one_set else _of_lexicon(analysis, chosen, by, voice)
    title = headline_of(_title(chosen), max(sizes.values(), default=0))
    told = words_of(analysis, voice, INTERVAL if not one_set and table["low"].notna().any() else "")
    if table["n"].sum() == 0:
        message = "No name with an alternative occurs in this voice." if sizes else f"No article names its {by}."
        return tell(empty_panel(ax, title, subtitle_of(analysis, voice), message), told)
    key = _key(_names(analysis, chosen, voice))
    if table["low"].notna().any():
        key.append(Key(f"95 % interval of A's share (dashed: fewer than {STABLE} articles)", ink(), marker="_"))
    ax = open_panel(ax, title, subtitle_of(analysis, voice), rows=len(table), key=key)
    labelled_rows(ax, [str(name) for name in table.index])
    points = room_for(ax, _PLOT) / 2
    for row, each in enumerate(records(table)):
        _bar(ax, row, each, points)
    _scale(ax, points)
    shift = side_column(ax, [f"{n:,.0f}" for n in table["n"]], "names")
    side_column(ax, [_majority(each) for each in records(table)], "articles for A", shift=shift)
    return tell(ax, told)


def _commonest(analysis: Analysis) -> str:
    """Return the lexicon with most exchangeable names."""
    terms = analysis.terms
    found = terms.loc[_scored(terms), "lexicon"].value_counts()
    return min((name for name in found.index if found[name] == found.max()), default="")


def _scored(terms: pd.DataFrame) -> pd.Series[bool]:
    """Tell the names that stand for the same referent and are scored (transliterations are only described)."""
    return terms["exchangeable"] & (terms["lane"] == "share")


def _names(analysis: Analysis, names: str, voice: str) -> pd.DataFrame:
    """Return the rows of terms of a lexicon or a set, in a voice."""
    terms = analysis.terms
    mine = terms["variant_set"] == names if "." in names else (terms["lexicon"] == names) & terms["side"].isin(["A", "B"])
    spoken = mine if voice == "all" else mine & (terms["voice"] == voice)
    return terms[_scored(terms) & spoken]


def _title(names: str) -> str:
    if "." in names:
        return f"{concept_of(names)}: which name"
    return f"Whose names for the same referents: {topic_of(names)}" if names else "Whose names for the same referents"


def topic_of(lexicon: str) -> str:
    """Return the title of a lexicon, or its id where it is not a packaged one."""
    from framing.lexicon import load_lexicon

    try:
        return load_lexicon(lexicon).title or lexicon
    except UnknownName:
        return lexicon.replace("_", " ")


def concept_of(variant_set: str) -> str:
    """Return what the names of a set stand for, as its lexicon says, else the id of the set."""
    from framing.lexicon import load_lexicon

    lexicon, _, name = variant_set.partition(".")
    try:
        sets = {each.id: each.concept for each in load_lexicon(lexicon).sets}
    except UnknownName:
        return variant_set
    return sets.get(name) or variant_set


def _of_lexicon(analysis: Analysis, lexicon: str, by: str, voice: str) -> pd.DataFrame:
    """Return shares of the two sides over all sets of a lexicon, one row per group."""
    import pandas as pd

    known = [str(each["id"]) for each in analysis.manifest.get("lexicons", ())]
    if lexicon not in {"", *known, *analysis.terms["lexicon"].dropna()}:
        raise UnknownName("lexicon", lexicon, known)
    sizes = list(group_sizes(analysis, by))
    articles = with_periods(analysis.articles, [by])
    rows = _names(analysis, lexicon, voice)
    counts = [rows.loc[chosen, "article"].value_counts() for chosen in (rows["side"] == "A", rows["side"].notna())]
    top, bottom = (articles["article"].map(count).fillna(0).to_numpy(float) for count in counts)
    code = pd.Index(sizes).get_indexer(pd.Index(articles[by]))
    found = stats.grouped_shares(top[code >= 0], bottom[code >= 0], code[code >= 0], len(sizes))
    table = pd.DataFrame({"A": found.value, "low": found.low, "high": found.high}, index=pd.Index(sizes, name=by))
    table = table.assign(B=1 - table["A"], N=0.0, n=found.exposure, n_articles=found.n)
    return table.assign(majority=found.article_share * found.n)


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
    table = table.assign(n=whole, low=math.nan, high=math.nan)
    return table.join(more.reindex(table.index).fillna(0))


def _key(rows: pd.DataFrame) -> list[Key]:
    """Return the key, which names each side by what was written most often."""
    key = []
    for side in ("B", *(["N"] if (rows["side"] == "N").any() else []), "A"):
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


def _scale(ax: Axes, points: float) -> None:
    ax.set_xlim(-1.02, 1.02)
    ticks = [-1, -0.5, 0, 0.5, 1] if points > _TICKS * base() else [-1, 0, 1]
    ax.set_xticks(ticks, [shown(abs(tick), "share") for tick in ticks])
    ax.axvline(0, color=ink(), linewidth=0.8, zorder=0.9)
    ax.grid(axis="x", color=ink(0.13))


def _majority(each: Row) -> str:
    majority, of = each["majority"], int(each["n_articles"])
    return f"{majority:.3g} of {of}" if of else "–"
