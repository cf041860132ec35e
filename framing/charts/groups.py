"""The rows of a chart: groups of articles in an order that claims no more than their number allows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from framing import stats
from framing.analysis import Analysis
from framing.analysis.grouping import with_periods
from framing.analysis.sums import article_values
from framing.charts.captions import extent
from framing.compare.wording import VOICES
from framing.errors import UnknownName

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from framing.measure import Measure

__all__ = [
    "Row",
    "Rows",
    "article_dots",
    "group_sizes",
    "headline_of",
    "ordered",
    "records",
    "rows_of",
    "shown",
    "subtitle_of",
]

NOTHING = "–"

Row = Mapping[str, Any]


class Rows(NamedTuple):
    """One measure for every group: its estimates, and whether the rows stand in order of their values."""

    table: pd.DataFrame
    ranked: bool


def group_sizes(analysis: Analysis, by: str) -> dict[str, int]:
    """Return the number of articles of every group, in alphabetical order."""
    articles = with_periods(analysis.articles, [by])
    if by not in articles:
        raise UnknownName("column of articles", by, articles)
    sizes = articles.groupby(by, observed=True).size()
    return {name: int(sizes[name]) for name in sorted(sizes.index, key=lambda name: str(name).casefold())}


def rows_of(analysis: Analysis, measure: str, by: str, voice: str) -> Rows:
    """Return one row per group, also where there is nothing to count in; columns as `Analysis.by`, and `n`."""
    sizes = group_sizes(analysis, by)
    if not sizes:
        return Rows(_none(by), False)
    found = analysis.by(by, voice=voice, measures=[measure]).set_index(by)
    table = found.reindex(list(sizes))
    table["n"] = list(sizes.values())
    return ordered(table)


def _none(by: str) -> pd.DataFrame:
    import pandas as pd

    columns = ["value", "low", "high", "n_articles", "count", "exposure", "article_share", "n"]
    return pd.DataFrame(columns=columns, index=pd.Index([], name=by), dtype=float)


def records(table: pd.DataFrame) -> list[Row]:
    """Return the rows of a table as mappings, with the name of each under "group"."""
    return [
        {**{str(name): value for name, value in row.items()}, "group": group}
        for group, row in zip(table.index, table.to_dict("records"), strict=True)
    ]


def ordered(table: pd.DataFrame) -> Rows:
    """Return rows in order of their values where the ladder allows a ranking, else as they are (by name)."""
    least = int(table["n"].min()) if len(table) else 0
    if stats.allowed("ranking", least, n_outlets=len(table)) is not None:
        return Rows(table, False)
    return Rows(table.sort_values("value", ascending=False, kind="stable"), True)


def article_dots(analysis: Analysis, measure: Measure, by: str, voice: str) -> dict[str, NDArray[np.float64]]:
    """Return the measure of the single articles of every group, those that have one."""
    values = article_values(measure, analysis.sums(measure, voice=voice))
    groups = with_periods(analysis.articles, [by])[by]
    known = np.isfinite(values)
    return {str(name): values[known & (groups == name).to_numpy(bool, na_value=False)] for name in groups.dropna().unique()}


def shown(value: Any, kind: str = "rate") -> str:
    """Return a value as a reader wants it: shares in per cent, rates with a decimal, a dash where undefined.

    Examples
    --------
    >>> shown(0.571, "share"), shown(10.95), shown(-0.214, "mean"), shown(float("nan"))
    ('57 %', '10.9', '−0.21', '–')
    """
    if value is None or math.isnan(value):
        return NOTHING
    if kind == "share":
        return f"{100 * value:.0f} %"
    text = f"{value:.2f}" if kind == "mean" and abs(value) < 10 else f"{value:.1f}"
    return "0" + text[2:] if text.startswith("-") and not float(text) else text.replace("-", "−")


def headline_of(description: str, largest: int) -> str:
    """Return a title; with one article per outlet it speaks of articles, because it can speak of nothing else."""
    title = description[:1].upper() + description[1:]
    return f"{title}, in single articles" if largest == 1 else title


def subtitle_of(analysis: Analysis, voice: str = "") -> str:
    """Return whose words are counted, in how many articles on how many events."""
    said = extent(analysis.table("articles"))
    if not voice:
        return said[:1].upper() + said[1:]
    whose = VOICES[voice]
    return f"{whose[:1].upper()}{whose[1:]}; {said}"
