"""A measure by outlet: every article a dot, all together a dot with its interval."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from framing.analysis import Analysis
from framing.charts.captions import tell, words_of
from framing.charts.groups import Row, article_dots, headline_of, records, rows_of, shown, subtitle_of
from framing.charts.heading import Key
from framing.charts.lettering import base
from framing.charts.look import colour, house, ink, paper
from framing.charts.panel import empty_panel, labelled_rows, open_panel, side_column
from framing.stats.estimates import STABLE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from framing.measure import Measure

__all__ = ["outlet_rates"]

INTERVALS = {
    "rate": "95 % jackknife-t on the log rate, the article is the unit",
    "share": "95 % Rao–Scott–Wilson, the article is the unit",
    "mean": "95 % jackknife-t, the article is the unit",
}
_ROW = 2.8
_DOTS = 0.26  # how far below its row the articles stand
_FAR = 1.6  # intervals are cut at so many times the largest value


@house
def outlet_rates(
    analysis: Analysis,
    measure: str = "loaded_rate",
    *,
    by: str = "outlet",
    voice: str = "outlet",
    ax: Axes | None = None,
) -> Axes:
    """Draw a measure by outlet: pooled values with their intervals, and every article.

    Outlets stand in alphabetical order; in order of their values only where each has 20 articles. Intervals appear
    from three articles on, dashed below five (unstable); an outlet with one article is that article. The chart
    misleads if outlets wrote about different events: `framing.compare` matches them.

    Parameters
    ----------
    measure
        Any measure of `analysis.by(by)`.
    by
        A column of `articles`, or a period.
    voice
        Whose words rates count.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus(), lexicons=["russia_ukraine"])
    >>> ax = framing.charts.outlet_rates(analysis, "hedge_rate")
    >>> [label.get_text() for label in ax.get_yticklabels()][:2]
    ['Civic Radio News', 'Daily Spark']
    """
    found = analysis.measure(measure)
    table, ranked = rows_of(analysis, measure, by, voice)
    largest = int(table["n"].max()) if len(table) else 0
    title = headline_of(found.description, largest)
    subtitle = subtitle_of(analysis, voice if found.numerator.voiced else "")
    if table["value"].isna().all():
        reason = f"No article names its {by}." if not len(table) else "There is nothing to count in."
        return tell(empty_panel(ax, title, subtitle, reason), words_of(analysis, voice))
    notes = f"In order of the value: every {by} has 20 articles or more." if ranked else ""
    ax = open_panel(ax, title, subtitle, rows=len(table), row=_ROW, key=_key(table), notes=notes)
    labelled_rows(ax, [str(name) for name in table.index])
    dots = article_dots(analysis, found, by, voice)
    limit = _limit(table, dots)
    for row, each in enumerate(records(table)):
        _articles(ax, row, dots.get(str(each["group"]), np.zeros(0)), single=each["n"] == 1)
        if each["n"] > 1:
            _estimate(ax, row, each, limit)
    _scale(ax, table, dots, limit, found.kind)
    values = [shown(value, found.kind) for value in table["value"]]
    shift = side_column(ax, values, {"rate": "rate", "share": "share"}.get(found.kind, "mean"))
    side_column(ax, [_counted(each) for each in records(table)], "articles", shift=shift)
    intervals = INTERVALS[found.kind] if table["low"].notna().any() else ""
    return tell(ax, words_of(analysis, voice if found.numerator.voiced else "", intervals, what=_what(found)))


def _counted(each: Row) -> str:
    """Return the articles of a row, and how many of them had anything to count in."""
    n, used = int(each["n"]), 0 if math.isnan(each["n_articles"]) else int(each["n_articles"])
    return f"{n:,}" if used == n else f"{used:,} of {n:,}"


def _what(measure: Measure) -> str:
    numerator, description = measure.numerator, measure.description
    return "" if numerator.voiced else f"{description[:1].upper()}{description[1:]}"


def _key(table: pd.DataFrame) -> list[Key]:
    key = [Key("one article", colour("blue"), marker=".")]
    if (table["n"] > 1).any():
        key.append(Key("all articles together", ink(), marker="o"))
    if table["low"].notna().any():
        key.append(Key("95 % interval", ink(), marker="_"))
    if ((table["n_articles"] < STABLE) & (table["n"] > 1)).any():
        key.append(Key(f"unstable: fewer than {STABLE} articles", ink(), marker="o", hollow=True))
    return key


def _articles(ax: Axes, row: int, values: NDArray[np.float64], *, single: bool) -> None:
    height = row if single else row + _DOTS
    size = (base() * (0.55 if single else 0.38)) ** 2
    ax.scatter(
        values, np.full(len(values), height), s=size, color=colour("blue"), alpha=0.75 if len(values) < 30 else 0.35,
        linewidths=0, label="articles", zorder=2,
    )  # fmt: skip


def _estimate(ax: Axes, row: int, each: Row, limit: float) -> None:
    value, low, high = each["value"], each["low"], each["high"]
    if math.isnan(value):
        return
    unstable = each["n_articles"] < STABLE
    if not math.isnan(high):
        end = min(high, limit)
        dashes = (0, (2.2, 1.6)) if unstable else "-"
        ax.plot([low, end], [row, row], color=ink(), linestyle=dashes, label="interval", solid_capstyle="butt", zorder=3)
        if high > limit:
            ax.plot([limit], [row], marker=">", color=ink(), markersize=0.45 * base(), clip_on=False, zorder=3, label="cut")
            ax.annotate(f"to {shown(high)}", (limit, row), (-4, 3), textcoords="offset points", ha="right", va="bottom",
                        size="x-small", color=ink(0.7))  # fmt: skip
    face = paper() if unstable else ink()
    ax.plot([value], [row], marker="o", color=ink(), markerfacecolor=face, markersize=0.6 * base(), label="value", zorder=4)


def _limit(table: pd.DataFrame, dots: dict[str, NDArray[np.float64]]) -> float:
    """Return where intervals are cut, so that one that says nothing does not press the others together."""
    points = np.concatenate([table["value"].to_numpy(float), *dots.values()])
    largest = float(np.nanmax(np.abs(points))) if np.isfinite(points).any() else 0.0
    highs = table.loc[table["n"] > 1, "high"].dropna()
    furthest = max(float(highs.max()) if len(highs) else 0.0, largest)
    return furthest if largest == 0 else min(furthest, _FAR * largest)


def _scale(ax: Axes, table: pd.DataFrame, dots: dict[str, NDArray[np.float64]], limit: float, kind: str) -> None:
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    lowest = [0.0, *table["low"].dropna(), *(float(values.min()) for values in dots.values() if len(values))]
    least = min(lowest)
    if kind == "mean" and table["value"].min() > 0 and min(lowest[1:], default=0) > 0:
        least = min(lowest[1:])
    top = 1.0 if kind == "share" else (limit or 1.0)
    margin = 0.03 * (top - least)
    ax.set_xlim(least - margin, top + margin)
    ax.xaxis.set_major_locator(MaxNLocator(5))
    if kind == "share":
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
    ax.grid(axis="x", color=ink(0.13))
    if least < 0 < top or least == 0:
        ax.axvline(0, color=ink(0.5), linewidth=0.8, zorder=1)
