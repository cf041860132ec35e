"""How often actors are mentioned against the tone of their mentions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.analysis import Analysis
from framing.charts.actors import actor_names, only_actors, sides_of
from framing.charts.captions import extent, tell, words_of
from framing.charts.groups import Row, records
from framing.charts.heading import SMALL, Key
from framing.charts.labels import name_point, placed
from framing.charts.lettering import base
from framing.charts.look import house, ink, paper, side_mark
from framing.charts.panel import ROW, empty_panel, open_panel, room_for
from framing.compare.wording import VOICES
from framing.errors import UnknownName
from framing.stats.estimates import STABLE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["visibility"]

_ROWS = 9  # height of the plot in rows
_PLOT = 0.86  # part of the width that is left for the points, about


@house
def visibility(
    analysis: Analysis, *, outlet: str | None = None, top: int = 12, voice: str = "outlet", ax: Axes | None = None
) -> Axes:
    """Draw how visible actors are (share of all mentions) against the tone toward them, with its interval.

    Actors need mentions in two articles. Tone is often wrong for one mention and says how the words speak of the
    actor, not whether the report is fair; visibility counts all voices, tone the one that is asked for.

    Parameters
    ----------
    outlet
        One outlet; by default all articles.
    top
        So many actors, the most visible first.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus().filter(event="grain-deal"), lexicons=["russia_ukraine"])
    >>> ax = framing.charts.visibility(analysis, top=3)
    >>> len([line for line in ax.lines if line.get_label() == "actor"])
    3
    """
    if outlet is not None and outlet not in set(analysis.articles["outlet"]):
        raise UnknownName("outlet", outlet, sorted(analysis.articles["outlet"].dropna().unique()))
    title = f"Visibility and tone of actors{f' in {outlet}' if outlet else ''}"
    articles = analysis.table("articles")
    subtitle = f"Tone {VOICES[voice]}; {extent(articles if outlet is None else articles[articles['outlet'] == outlet])}"
    intervals = "95 % jackknife-t on mean tone, the article is the unit"
    told = words_of(analysis, "", intervals, what="Tone comes from a model that reads one sentence at a time")
    table = _table(analysis, outlet, voice, top)
    if not len(table):
        message = "No actor is mentioned in two articles in this voice."
        return tell(empty_panel(ax, title, subtitle, message), told)
    sides = _sides(analysis, table)
    ax = open_panel(ax, title, subtitle, rows=_ROWS, key=_key(table, sides))
    for each in records(table):
        _point(ax, each, sides.get(each["group"], "N"))
    _scale(ax, table)
    _names(ax, table, [actor_names(analysis).get(str(actor), str(actor)) for actor in table.index])
    return tell(ax, told)


def _table(analysis: Analysis, outlet: str | None, voice: str, top: int) -> pd.DataFrame:
    """Return visibility and tone of the most visible actors that are mentioned in two articles."""
    mentions = analysis.mentions
    mine = mentions if outlet is None else mentions[mentions["outlet"] == outlet]
    seen = mine["actor"].value_counts()
    spread = mine.groupby("actor")["article"].nunique().reindex(seen.index)
    shares = (seen / max(len(mine), 1))[spread > 1].sort_index().sort_values(ascending=False, kind="stable")
    chosen = [str(actor) for actor in shares.index[: 3 * top]]  # some have no mention in this voice
    if not chosen:
        return shares.to_frame("visibility").iloc[:0]
    keys = ["actor"] if outlet is None else ["outlet", "actor"]
    found = only_actors(analysis, chosen).by(*keys, measures=["tone"], voice=voice)
    found = found if outlet is None else found[found["outlet"] == outlet]
    table = found.set_index("actor").assign(visibility=shares, mentions=lambda rows: rows["exposure"])
    table = table[(table["n_articles"] > 1) & table["value"].notna()]
    return table.sort_values("visibility", ascending=False, kind="stable").head(top)


def _sides(analysis: Analysis, table: pd.DataFrame) -> dict[str, str]:
    """Return the sides of the actors, of one topic only: those of several are not the same sides."""
    actors = table.index.to_frame(index=False, name="actor")
    known = sides_of(analysis, actors)
    return {actor: side for actor, side in zip(actors["actor"].tolist(), known.tolist(), strict=True) if side in ("A", "B")}


def _key(table: pd.DataFrame, sides: dict[str, str]) -> list[Key]:
    found = {sides.get(str(actor), "N") for actor in table.index}
    words = {"A": "side A", "B": "side B", "N": "no side"}
    key = [Key(words[side], side_mark(side).colour, marker=side_mark(side).marker) for side in "ABN" if side in found]
    if (table["n_articles"] < STABLE).any():
        key.append(Key(f"hollow: fewer than {STABLE} articles", ink(0.7), marker="o", hollow=True))
    return [*key, Key("95 % interval of tone", ink(0.45), marker="|")]


def _point(ax: Axes, each: Row, side: str) -> None:
    mark = side_mark(side)
    if not math.isnan(each["low"]):
        ax.plot([each["visibility"]] * 2, [each["low"], each["high"]], color=ink(0.3), linewidth=0.9, label="interval",
                zorder=2)  # fmt: skip
    ax.plot(
        [each["visibility"]], [each["value"]], marker=mark.marker, color=mark.colour, markersize=0.75 * base(),
        markerfacecolor=paper() if each["n_articles"] < STABLE else mark.colour, label="actor", zorder=3,
    )  # fmt: skip


def _scale(ax: Axes, table: pd.DataFrame) -> None:
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    reach = max(0.3, min(1.0, 1.25 * float(table[["value"]].abs().max().iloc[0])))
    ax.set_ylim(-reach, reach)
    ax.set_xlim(0, float(table["visibility"].max()) * 1.15)
    ax.axhline(0, color=ink(0.5), linewidth=0.8, zorder=1)
    ax.grid(color=ink(0.1))
    ax.xaxis.set_major_locator(MaxNLocator(6))
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0 if table["visibility"].max() > 0.05 else 1, symbol=" %"))
    ax.set_xlabel("visibility: share of all mentions of actors")
    ax.set_ylabel("tone: negative below, positive above")


def _names(ax: Axes, table: pd.DataFrame, names: Sequence[str]) -> None:
    """Name the points, with their number of mentions; names that find no place are left out."""
    within = (room_for(ax, _PLOT), _ROWS * ROW * base())
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    points = [
        (within[0] * (x - left) / (right - left), within[1] * (y - low) / (high - low))
        for x, y in zip(table["visibility"], table["value"], strict=True)
    ]
    texts = [f"{name} ({int(n):,})" for name, n in zip(names, table["mentions"], strict=True)]
    for row, text, place in zip(records(table), texts, placed(points, texts, SMALL * base(), within), strict=True):
        name_point(ax, (row["visibility"], row["value"]), text, place, SMALL * base(), ink())
