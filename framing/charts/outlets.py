"""Outlets on a map, by the kinds of terms they use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing import stats
from framing.analysis import Analysis
from framing.analysis.grouping import with_periods
from framing.charts.captions import tell, words_of
from framing.charts.groups import group_sizes, shown, subtitle_of
from framing.charts.heading import SMALL, Key
from framing.charts.labels import name_point, placed
from framing.charts.lettering import base, fitted
from framing.charts.look import colour, house, ink
from framing.charts.panel import ROW, open_panel, room_for
from framing.errors import NotEnoughData

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

__all__ = ["outlet_map"]

_ROWS = 11  # height of the map in rows
_PLOT = 0.9
_LONG = 15.0  # length of the longest name, in units of the base
_NAMED = 8  # categories that are named, those that an axis rests on most
_PALETTE = ("blue", "vermilion", "slate", "purple", "brown", "khaki", "cyan", "orange", "red", "grey")


@house
def outlet_map(
    analysis: Analysis, *, by: str = "outlet", voice: str = "outlet", seed: int = 0, force: bool = False,
    ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw outlets near the categories of terms that they use more than others do, with ellipses of uncertainty.

    Outlets whose ellipses overlap cannot be told apart by these articles. The axes have no political meaning: they
    are named by the categories that they rest on.

    Parameters
    ----------
    seed
        For drawing articles anew.
    force
        Draw below the threshold (10 articles in every outlet, 4 outlets) and stamp the chart. Below four outlets of
        five articles there is nothing to draw.

    Raises
    ------
    NotEnoughData
        With fewer outlets or articles.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus(), lexicons=["russia_ukraine"])
    >>> framing.charts.outlet_map(analysis)
    Traceback (most recent call last):
        ...
    framing.errors.NotEnoughData: A map of outlets needs 10 articles in every outlet (the smallest has 6).
    """
    sizes = group_sizes(analysis, by)
    stamp = stats.require("outlet_map", min(sizes.values(), default=0), n_outlets=len(sizes), force=force)
    counts, categories, code = _categories(analysis, list(sizes), by, voice)
    found = stats.outlet_map(counts, code, len(sizes), seed=seed)
    title = "Outlets by the kinds of terms they use"
    subtitle = f"[{stamp}] {subtitle_of(analysis, voice)}" if stamp else subtitle_of(analysis, voice)
    notes = "Outlets whose ellipses overlap cannot be told apart by these articles."
    ax = open_panel(ax, title, subtitle, rows=_ROWS, notes=notes, key=_map_key())
    reach = _frame(ax, found)
    for number, name in enumerate(sizes):
        _outlet(ax, found, number, str(name))
    _axes_named(ax, found, categories)
    names = [f"{fitted(str(name), _LONG * base(), base(), middle=True)} ({n})" for name, n in sizes.items()]
    _names_on_map(ax, found, names, categories, reach)
    left, right, low, high = reach
    ax.set_xlim(left, right, auto=True)  # as when the places of the names were chosen, whatever was drawn since
    ax.set_ylim(low, high, auto=True)
    told = words_of(analysis, voice, f"ellipses cover 95 % of maps of articles drawn anew (seed {seed})")
    return tell(ax, f"{stamp}." if stamp else "", told)


def _categories(
    analysis: Analysis, groups: list[str], by: str, voice: str
) -> tuple[NDArray[np.float64], list[str], NDArray[np.intp]]:
    """Return counts of terms as articles × categories, the categories, and the group of each article."""
    import pandas as pd

    articles = with_periods(analysis.articles, [by])
    code = np.asarray(pd.Index(groups).get_indexer(pd.Index(articles[by])), np.intp)
    terms = analysis.terms
    terms = terms if voice == "all" else terms[terms["voice"] == voice]
    counts = terms.pivot_table("start", "article", "category", "count", fill_value=0, observed=True)
    table = counts.reindex(articles["article"], fill_value=0).to_numpy(float)[code >= 0]
    if table.shape[1] < 3:
        raise NotEnoughData("A map needs terms of at least three categories. Give more lexicons or more articles.")
    return table, [str(each) for each in counts.columns], code[code >= 0]


def _map_key() -> list[Key]:
    return [Key("outlet, with the number of its articles", colour("blue"), marker="o"),
            Key("category of terms", ink(0.55), marker="+")]  # fmt: skip


def _frame(ax: Axes, found: stats.OutletMap) -> tuple[float, float, float, float]:
    """Show all outlets with their ellipses at one scale for both axes; returns left, right, low and high."""
    marks = np.concatenate([found.rows[:, :2], found.columns[_named(found), :2]])
    reach = np.array([[each.width / 2] * 2 for each in found.ellipses])
    corners = np.concatenate([marks, found.rows[:, :2] - reach, found.rows[:, :2] + reach])
    least, most = corners.min(axis=0), corners.max(axis=0)
    sides = np.array([room_for(ax, _PLOT), _ROWS * ROW * base()])
    half = sides * float(np.max((most - least) / sides)) * 0.6
    (left, low), (right, high) = (least + most) / 2 - half, (least + most) / 2 + half
    ax.set_aspect("equal", adjustable="datalim")
    ax.axhline(0, color=ink(0.2), linewidth=0.7, zorder=0)
    ax.axvline(0, color=ink(0.2), linewidth=0.7, zorder=0)
    ax.set_xticks([])
    ax.set_yticks([])
    return float(left), float(right), float(low), float(high)


def _named(found: stats.OutletMap) -> list[int]:
    """Return the categories that the two axes rest on most."""
    return sorted({*_top(found, 0, _NAMED // 2), *_top(found, 1, _NAMED // 2)})


def _outlet(ax: Axes, found: stats.OutletMap, number: int, name: str) -> None:
    from matplotlib.patches import Ellipse

    each, shade = found.ellipses[number], colour(_PALETTE[number % len(_PALETTE)])
    ax.add_patch(Ellipse((each.x, each.y), each.width, each.height, angle=each.angle, facecolor=shade, alpha=0.14, label=name))
    ax.add_patch(Ellipse((each.x, each.y), each.width, each.height, angle=each.angle, fill=False, edgecolor=shade, linewidth=1))
    ax.plot([each.x], [each.y], marker="o", color=shade, markersize=0.6 * base(), label="outlet", zorder=3)


def _top(found: stats.OutletMap, axis: int, number: int) -> list[int]:
    return [int(each) for each in np.argsort(-found.column_contribution[:, axis], kind="stable")[:number]]


def _axes_named(ax: Axes, found: stats.OutletMap, categories: list[str]) -> None:
    for axis, setter in ((0, ax.set_xlabel), (1, ax.set_ylabel)):
        names = ", ".join(categories[each] for each in _top(found, axis, 2))
        setter(f"{shown(found.inertia[axis], 'share')} of the difference,\nmostly {names}")


def _names_on_map(
    ax: Axes,
    found: stats.OutletMap,
    outlets: list[str],
    categories: list[str],
    frame: tuple[float, float, float, float],
) -> None:
    left, right, low, high = frame
    named = _named(found)
    within = (room_for(ax, _PLOT), _ROWS * ROW * base())
    marks = [*found.rows[:, :2].tolist(), *(found.columns[each, :2].tolist() for each in named)]
    scaled = [(within[0] * (x - left) / (right - left), within[1] * (y - low) / (high - low)) for x, y in marks]
    texts = [*outlets, *(categories[each] for each in named)]
    for number, (xy, text, place) in enumerate(zip(marks, texts, placed(scaled, texts, base(), within), strict=True)):
        outlet = number < len(outlets)
        if not outlet:
            ax.plot([xy[0]], [xy[1]], marker="+", color=ink(0.55), markersize=0.6 * base(), label="category")
        name_point(ax, xy, text, place, SMALL * base() if not outlet else base(), ink(1.0 if outlet else 0.6))
