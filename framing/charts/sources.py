"""Who is quoted and how: direct and indirect, named and unnamed; and with which cues speakers of each side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from framing import stats
from framing.analysis import Analysis
from framing.charts.actors import actor_names, file_title, side_file, sides_of
from framing.charts.bars import Piece, bar, numbers
from framing.charts.captions import extent, tell, words_of
from framing.charts.groups import NOTHING, group_sizes, headline_of, shown, subtitle_of
from framing.charts.heading import SMALL, Key
from framing.charts.lettering import base
from framing.charts.look import colour, house, ink
from framing.charts.panel import empty_panel, labelled_rows, open_panel, room_for, side_column

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["quoted", "stances"]

_PLOT = 0.46  # part of the width that is left for the bars, about
_KINDS = (("direct", "direct quotation"), ("mixed", "partly direct"), ("indirect", "reported speech"))
_STANCES = ("doubting", "emotive", "neutral", "endorsing")
_STANCE_WORDS = {
    "doubting": "doubting (claimed)",
    "emotive": "emotive (blasted)",
    "neutral": "neutral (said)",
    "endorsing": "endorsing (confirmed)",
}


@house
def quoted(analysis: Analysis, *, by: str = "outlet", ax: Axes | None = None) -> Axes:
    """Draw how many statements of others outlets carry: direct, partly direct, reported; of named and unnamed speakers.

    Bars are statements per 1,000 words, with their number inside; hatched pieces are statements of speakers without a
    name. More quotations are not better journalism: they can be stenography.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus().filter(event="grain-deal"), lexicons=["russia_ukraine"])
    >>> framing.charts.quoted(analysis).get_label()
    'Who is quoted: statements per 1,000 words, in single articles'
    """
    sizes = group_sizes(analysis, by)
    words = analysis.articles.groupby(by)["n_words"].sum()
    per_words = bool(len(words)) and bool((words >= stats.MIN_WORDS).all())
    unit = "statements per 1,000 words" if per_words else "number of statements"
    title = headline_of(f"Who is quoted: {unit}", max(sizes.values(), default=0))
    told = words_of(analysis, what="Statements attributed to others")
    rows = _with_groups(analysis, by)
    if not len(rows):
        message = "No quotation and no reported speech was found." if sizes else f"No article names its {by}."
        return tell(empty_panel(ax, title, subtitle_of(analysis), message), told)
    named = rows["named"].fillna(False).astype(bool)
    counts = rows.assign(named=named).groupby([by, "kind", "named"]).size()
    scale = {name: 1000 / words[name] if per_words else 1.0 for name in sizes}
    ax = open_panel(ax, title, subtitle_of(analysis), rows=len(sizes), key=_kinds_key(rows, named))
    labelled_rows(ax, [str(name) for name in sizes])
    totals = rows.groupby(by).size().reindex(list(sizes), fill_value=0)
    longest = max(totals[name] * scale[name] for name in sizes)
    for row, name in enumerate(sizes):
        pieces = _kind_pieces(counts, name, scale[name])
        bar(ax, row, pieces)
        numbers(ax, row, pieces, room_for(ax, _PLOT) / longest)
    ax.set_xlim(0, longest * 1.02)
    ax.grid(axis="x", color=ink(0.13))
    unnamed = (~named).groupby(rows[by]).sum().reindex(list(sizes), fill_value=0)
    shift = side_column(ax, [f"{total:,}" for total in totals], "statements")
    shares = [shown(unnamed[name] / totals[name], "share") if totals[name] else NOTHING for name in sizes]
    side_column(ax, shares, "unnamed", shift=shift)
    return tell(ax, told)


def _with_groups(analysis: Analysis, by: str) -> pd.DataFrame:
    """Return the statements with the group of their article; those of articles without a group are left out."""
    rows = analysis.attributions
    if by not in rows:
        rows = rows.merge(analysis.articles[["article", by]], on="article")
    counted = rows.get("counted", True)  # parts of one statement count once
    return rows[rows[by].notna() & counted]


def _kinds_key(rows: pd.DataFrame, named: pd.Series) -> list[Key]:
    key = [Key(label, _kind_colours()[kind]) for kind, label in _KINDS if (rows["kind"] == kind).any()]
    if not named.all():
        key.append(Key("hatched: unnamed speakers", ink(0.45), _UNNAMED))
    return key


_UNNAMED = "////"


def _kind_colours() -> Mapping[str, str]:
    return {"direct": colour("blue"), "mixed": colour("cyan"), "indirect": ink(0.28)}


def _kind_pieces(counts: pd.Series, group: str, scale: float) -> list[Piece]:
    pieces: list[Piece] = []
    end = 0.0
    for kind, _ in _KINDS:
        for named in (True, False):
            number = int(counts.get((group, kind, named), 0))
            if number:
                start, end = end, end + number * scale
                pieces.append(Piece(start, end, _kind_colours()[kind], "" if named else _UNNAMED, str(number)))
    return pieces


@house
def stances(analysis: Analysis, *, by: str = "outlet", actors: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw with which cues outlets introduce the speakers of side A and of side B: who *said*, who *claimed*.

    Each bar is all statements of one side's speakers, with numbers inside; where there are few, read the numbers and
    not the lengths. Speakers whose side is not known are left out; the subtitle says of which topic the sides are.

    Parameters
    ----------
    actors
        The actor file whose sides are meant; by default the one that knows most of the speakers.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus().filter(event="grain-deal"), lexicons=["russia_ukraine"])
    >>> framing.charts.stances(analysis).get_label()
    'How speakers of the two sides are introduced, in single articles'
    """
    sizes = group_sizes(analysis, by)
    title = headline_of("How speakers of the two sides are introduced", max(sizes.values(), default=0))
    told = words_of(analysis, what="Cues of statements by speakers whose side is known")
    rows = _with_groups(analysis, by)
    whose = "" if "side" in rows else file_title(side_file(analysis, rows, actors))
    rows = rows.assign(_side=sides_of(analysis, rows, actors))
    rows = rows[rows["_side"].isin(["A", "B"]) & rows["stance"].isin(_STANCES)]
    if not len(rows):
        message = "No statement of a speaker whose side is known was found." if sizes else f"No article names its {by}."
        return tell(empty_panel(ax, title, subtitle_of(analysis), message), told)
    counts = rows.groupby([by, "_side", "stance"]).size()
    key = [Key(_STANCE_WORDS[stance], *_stance_looks()[stance]) for stance in _STANCES]
    notes = "\n".join(_sides_in_words(analysis, rows, side) for side in "AB")
    subtitle = "; ".join(each for each in (whose, extent(analysis.table("articles"))) if each)
    ax = open_panel(ax, title, subtitle, rows=len(sizes), row=3.1, key=key, notes=notes)
    labelled_rows(ax, [str(name) for name in sizes], part=0.3)
    ax.tick_params(axis="y", pad=2.2 * base())
    totals, places = [], []
    for row, name in enumerate(sizes):
        for side, shift in (("A", -0.2), ("B", 0.2)):
            numbers_of = {stance: int(counts.get((name, side, stance), 0)) for stance in _STANCES}
            totals.append(_stance_bar(ax, row + shift, side, numbers_of))
            places.append(row + shift)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.5, 1], [shown(tick, "share") for tick in (0, 0.5, 1)])
    side_column(ax, [f"{total:,}" if total else NOTHING for total in totals], "statements", at=places)
    return tell(ax, told)


def _stance_looks() -> Mapping[str, tuple[str, str]]:
    return {
        "doubting": (colour("brown"), "xx"),
        "emotive": (colour("khaki"), ""),
        "neutral": (ink(0.13), ""),
        "endorsing": (colour("blue"), "...."),
    }


def _stance_bar(ax: Axes, at: float, side: str, counts: Mapping[str, int]) -> int:
    ax.annotate(
        side, (0, at), (-0.8 * base(), 0), textcoords="offset points", ha="center", va="center_baseline",
        size=SMALL * base(), color=ink(0.8), annotation_clip=False, weight="bold",
    )  # fmt: skip
    total = sum(counts.values())
    pieces, end = [], 0.0
    for stance, number in counts.items():
        if number:
            start, end = end, end + number / total
            pieces.append(Piece(start, end, *_stance_looks()[stance], str(number)))
    bar(ax, at, pieces, height=0.34)
    numbers(ax, at, pieces, room_for(ax, _PLOT))
    return total


def _sides_in_words(analysis: Analysis, rows: pd.DataFrame, side: str) -> str:
    names = actor_names(analysis)
    actors = rows.loc[rows["_side"] == side, "actor"].value_counts()
    some = [names.get(str(actor), str(actor)) for actor in actors.index[:4]]
    return f"{side}: {', '.join(some) or 'nobody'}{' …' if len(actors) > 4 else ''}"
