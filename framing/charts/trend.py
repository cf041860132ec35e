"""A measure over time, with intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from framing.analysis import Analysis
from framing.analysis.grouping import with_periods
from framing.charts.captions import plural, tell, words_of
from framing.charts.groups import group_sizes, subtitle_of
from framing.charts.heading import SMALL, Key
from framing.charts.labels import spread
from framing.charts.lettering import base, fitted, text_width
from framing.charts.look import colour, house, ink, paper
from framing.charts.panel import empty_panel, open_panel, room_for
from framing.charts.rates import INTERVALS
from framing.errors import UnknownName
from framing.stats.estimates import STABLE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["trend"]

PERIODS = ("day", "week", "month", "quarter", "year")
_LINES = (("blue", "o"), ("vermilion", "s"), ("slate", "^"), ("purple", "D"), ("khaki", "v"), ("brown", "P"))
_FREQUENCY = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_ROWS = 7  # height of the plot in rows
_NAMES = 0.24  # at most this part of the width is for the names at the ends of the lines


@house
def trend(
    analysis: Analysis,
    measure: str = "loaded_rate",
    *,
    by: str | None = "outlet",
    period: str = "month",
    voice: str = "outlet",
    ax: Axes | None = None,
) -> Axes:
    """Draw a measure over time, one line per outlet, with its interval in every period that has three articles.

    Lines are broken where a period has no article. Hollow points rest on fewer than five articles. With more than
    six outlets the six with most articles are drawn. What the news was about changes from month to month too.

    Parameters
    ----------
    by
        What the lines are; None draws all articles as one line.
    period
        "day", "week", "month", "quarter" or "year".

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus(), lexicons=["russia_ukraine"])
    >>> ax = framing.charts.trend(analysis, "hedge_rate", period="year")
    >>> [label.get_text().split()[0] for label in ax.get_xticklabels()]
    ['2022', '2023', '2024', '2025']
    """
    if period not in PERIODS:
        raise UnknownName("period", period, PERIODS)
    found = analysis.measure(measure)
    title = f"{found.description[:1].upper()}{found.description[1:]}, by {period}"
    subtitle = subtitle_of(analysis, voice if found.numerator.voiced else "")
    told = words_of(analysis, voice if found.numerator.voiced else "outlet", INTERVALS[found.kind])
    table = _table(analysis, measure, by, period, voice)
    if not len(table):
        return tell(empty_panel(ax, title, subtitle, "No article has a date, or there is nothing to count in."), told)
    periods = _periods(table[period], period)
    sizes = {"": 0} if by is None else group_sizes(analysis, by)
    drawn = sorted(sorted(sizes, key=lambda name: -sizes[name])[: len(_LINES)], key=str)
    left = len(sizes) - len(drawn)
    notes = f"{plural(left, 'more ' + str(by))} with fewer articles are not drawn." if left else ""
    ax = open_panel(ax, title, subtitle, rows=_ROWS, key=_key(table), notes=notes)
    ends: list[tuple[str, float, str]] = []
    for number, name in enumerate(drawn):
        mine = table if by is None else table[table[by] == name]
        shade, marker = (ink(), "o") if by is None else (colour(_LINES[number][0]), _LINES[number][1])
        dodge = 0.0 if by is None else 0.3 * (number - (len(drawn) - 1) / 2) / len(_LINES)
        ends += _line(ax, mine, periods, period, (str(name), shade, marker), dodge)
    _scale(ax, table, periods, found.kind, _sizes(analysis, period))
    _name_ends(ax, ends)
    return tell(ax, told)


def _table(analysis: Analysis, measure: str, by: str | None, period: str, voice: str) -> pd.DataFrame:
    if analysis.articles["published"].isna().all() or (by is not None and not group_sizes(analysis, by)):
        return analysis.articles.iloc[:0]
    keys = [period] if by is None else [by, period]
    table = analysis.by(*keys, voice=voice, measures=[measure])
    return table[table["value"].notna()]


def _periods(found: pd.Series, period: str) -> list[str]:
    """Return all periods from the first to the last, also those without an article."""
    import pandas as pd

    starts = [each.split("/")[0] for each in found]
    return [str(each) for each in pd.period_range(min(starts), max(starts), freq=_FREQUENCY[period])]


def _sizes(analysis: Analysis, period: str) -> dict[str, int]:
    counts = with_periods(analysis.articles, [period])[period].value_counts()
    return {str(name): int(number) for name, number in counts.items()}


def _key(table: pd.DataFrame) -> list[Key]:
    key = [Key("95 % interval", ink(), marker="|")] if table["low"].notna().any() else []
    if (table["n_articles"] < STABLE).any():
        key.append(Key(f"hollow: fewer than {STABLE} articles", ink(), marker="o", hollow=True))
    if (table["n_articles"] == 1).any():
        key.append(Key("one article", ink(), marker="."))
    return key


def _line(
    ax: Axes, table: pd.DataFrame, periods: Sequence[str], period: str, look: tuple[str, str, str], dodge: float
) -> list[tuple[str, float, str]]:
    """Draw one line, broken where a period is missing; returns its name with the height of its end."""
    name, shade, marker = look
    if not len(table):
        return []
    rows = {str(each[period]): each for each in table.to_dict("records")}
    values = [rows[each]["value"] if each in rows else math.nan for each in periods]
    places = [number + dodge for number in range(len(periods))]
    ax.plot(places, values, color=shade, label=name, zorder=3)
    for place, each in zip(places, periods, strict=True):
        if each in rows:
            _point(ax, place, rows[each], shade, marker)
    return [(name, float(table["value"].iloc[-1]), shade)]


def _point(ax: Axes, place: float, row: Any, shade: str, marker: str) -> None:
    unstable, single = row["n_articles"] < STABLE, row["n_articles"] == 1
    if not math.isnan(row["high"]):
        look: dict[str, Any] = {"linewidth": 1.1, "alpha": 0.9, "linestyle": "-"}
        if unstable:
            look = {"linewidth": 0.8, "alpha": 0.5, "linestyle": (0, (2, 1.5))}
        ax.plot([place, place], [row["low"], row["high"]], color=shade, label="interval", zorder=2, **look)
    face = paper() if unstable and not single else shade
    size = (0.28 if single else 0.5) * base()
    ax.plot([place], [row["value"]], marker=marker, color=shade, markersize=size, markerfacecolor=face, zorder=4,
            label="point")  # fmt: skip


def _scale(ax: Axes, table: pd.DataFrame, periods: Sequence[str], kind: str, sizes: dict[str, int]) -> None:
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    labels = [f"{each.split('/')[0]}\nn {sizes.get(each, 0):,}" for each in periods]
    widest = max(text_width(line, SMALL * base()) for label in labels for line in label.split("\n")) + 0.8 * base()
    step = max(1, math.ceil(widest * len(periods) / room_for(ax, 1 - _NAMES)))
    ax.set_xticks(range(0, len(periods), step), labels[::step])
    ax.set_xlim(-0.5, len(periods) - 0.5)
    largest = float(table["value"].max())
    low = min(0.0, float(table["value"].min()), float(table["low"].min()) if table["low"].notna().any() else 0.0)
    high = max(largest, min(float(table["high"].fillna(0).max()), 1.8 * largest)) or 1.0
    high = 1.0 if kind == "share" else high
    ax.set_ylim(low - 0.04 * (high - low), high + 0.06 * (high - low))
    ax.yaxis.set_major_locator(MaxNLocator(5))
    if kind == "share":
        ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
    ax.grid(axis="y", color=ink(0.13))
    ax.axhline(0, color=ink(0.5), linewidth=0.8, zorder=1)


def _name_ends(ax: Axes, ends: Sequence[tuple[str, float, str]]) -> None:
    """Name the lines at their ends, moved apart where they would cover each other."""
    from matplotlib.colors import to_rgb

    height = _ROWS * 2.3 * base()
    low, high = ax.get_ylim()
    unit = height / (high - low)
    places = spread([(value - low) * unit for _, value, _ in ends], 1.35 * base(), height)
    for (name, value, shade), place in zip(ends, places, strict=True):
        strong = shade if sum(to_rgb(shade)) < 1.75 else ink(0.75)
        shift = place - (value - low) * unit
        ax.annotate(
            fitted(name, room_for(ax, _NAMES), SMALL * base()), (1, value), (0.6 * base(), shift),
            xycoords=("axes fraction", "data"), textcoords="offset points", va="center", size=SMALL * base(),
            color=strong, annotation_clip=False, label="end",
        )  # fmt: skip
