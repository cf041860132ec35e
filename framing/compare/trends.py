"""Measures over time, and change around a date against other outlets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing import stats
from framing.analysis import Analysis
from framing.compare.design import OTHERS, Design, design_of
from framing.errors import FramingError, NotEnoughData, UnknownName
from framing.measure import Measure

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PERIODS", "Change", "change_around", "trend"]

PERIODS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
LEAST_UNITS = 3  # events or weeks in each of the two periods: an interval needs them
_DAY = np.timedelta64(1, "D")


def trend(
    analysis: Analysis, by: str = "month", key: str | None = "outlet", *, measure: str = "loaded_rate", voice: str = "outlet"
) -> pd.DataFrame:
    """Return a measure over time, one row per group and period, also for the periods without an article.

    What the news was about changes from month to month too: a trend of one outlet is no trend of its own unless others
    do not share it. See `change_around`.

    Parameters
    ----------
    by
        "day", "week", "month", "quarter" or "year".
    key
        A column of `articles`; None takes all articles together.

    Returns
    -------
    DataFrame
        The key, the period, measure, value, low, high (95 %, the article is the unit; none below 3 articles), n_articles,
        count, exposure, unit, note.

    Raises
    ------
    NotEnoughData
        No article has a date.

    Examples
    --------
    >>> import framing
    >>> from framing.compare import trend
    >>> analysis = framing.analyze(framing.demo_corpus())
    >>> table = trend(analysis, "year")
    >>> table["year"].unique().tolist()
    ['2022', '2023', '2024', '2025']
    """
    if by not in PERIODS:
        raise UnknownName("period", by, PERIODS)
    if analysis.articles["published"].isna().all():
        raise NotEnoughData("No article has a date. Give a column `published`, or dates in the names of the files.")
    keys = [by] if key is None else [key, by]
    table = analysis.by(*keys, voice=voice, measures=[measure])
    return _with_gaps(table, by, key)


def _with_gaps(table: pd.DataFrame, by: str, key: str | None) -> pd.DataFrame:
    """Add the periods without an article, so that nobody draws a line across them unawares."""
    import pandas as pd

    starts = table[by].str.split("/").str[0]
    periods = [str(each) for each in pd.period_range(starts.min(), starts.max(), freq=PERIODS[by])]
    groups = [()] if key is None else [(each,) for each in sorted(table[key].unique(), key=str)]
    names = [by] if key is None else [key, by]
    whole = pd.DataFrame([(*group, period) for group in groups for period in periods], columns=names)
    found = whole.merge(table, on=names, how="left")
    empty = found["measure"].isna()
    filled = {"measure": table["measure"].iloc[0], "unit": table["unit"].iloc[0], "n_articles": 0, "count": 0, "exposure": 0}
    found = found.fillna(value=filled)
    found.loc[empty, "note"] = "no article"
    return found.astype({"n_articles": int})


@dataclass(frozen=True, eq=False, repr=False)
class Change:
    """How much a target changed around a date beyond what the reference changed.

    `before` and `after` hold the values of target and reference; `value` is the ratio of their ratios after and before
    (for shares and means the difference of differences), with low and high (95 %, jackknife-t over events or weeks);
    `n_before` and `n_after` count the events or weeks in which both published.
    """

    measure: Measure
    design: Design
    date: Date
    window_days: int
    unit: str
    before: tuple[float, float]
    after: tuple[float, float]
    value: float
    low: float
    high: float
    n_before: int
    n_after: int
    n_straddling: int
    note: str = ""
    stamp: str = ""

    @property
    def table(self) -> pd.DataFrame:
        """Target and reference, before and after, as a table of four rows."""
        import pandas as pd

        names = (self.design.target, self.design.reference)
        periods = (("before", self.before, self.n_before), ("after", self.after, self.n_after))
        rows = [
            {self.design.key: name, "period": period, "value": values[place], f"n_{self.unit}s": number}
            for place, name in enumerate(names)
            for period, values, number in periods
        ]
        return pd.DataFrame(rows)

    def sentence(self) -> str:
        """Return what was found in words that claim no cause."""
        what, design = self.measure.description, self.design
        linear = self.measure.kind != "rate"
        change = "difference in differences" if linear else "ratio of ratios"
        number = f"{self.value:+.2f}" if linear else f"{self.value:.2f}"
        interval = f", 95 % {self.low:.2f} to {self.high:.2f}" if np.isfinite(self.low) else f"; {self.note}"
        said = (
            f"{what[:1].upper()}{what[1:]}, {self.window_days} days before and after {self.date}: {design.target} "
            f"{self.before[0]:.2f} and {self.after[0]:.2f}, {design.reference} {self.before[1]:.2f} and {self.after[1]:.2f} "
            f"({change} {number}{interval}; {self.n_before} and {self.n_after} {self.unit}s in which both published). "
            f"What they covered may have changed too, and they may have been drifting apart before."
        )
        return f"[{self.stamp}] {said}" if self.stamp else said

    def __repr__(self) -> str:
        return f"<Change: {self.sentence()}>"


def change_around(
    analysis: Analysis,
    date: str | Date,
    *,
    target: str,
    reference: str | None = None,
    measure: str = "loaded_rate",
    window_days: int = 60,
    key: str = "outlet",
    unit: str = "auto",
    voice: str = "outlet",
    force: bool = False,
) -> Change:
    """Compare an outlet before and after a date with other outlets before and after it (difference in differences).

    Answers "did it change more than the others did". It misleads where the outlets were drifting apart already (look at
    `trend` first) and where the date brought other news to one of them than to the others.

    Parameters
    ----------
    date
        The first day of "after".
    target, reference, key
        As in `framing.compare`; without a reference all others.
    window_days
        Days on either side of the date.
    unit
        "event" matches by event, "week" by weeks counted from the date; "auto" takes events where articles carry them.
        Events with articles on both sides of the date are left out and counted.
    force
        Go on with fewer than 3 units in a period; the result is stamped.

    Raises
    ------
    NotEnoughData
        Fewer than 3 events (or weeks) before or after in which both published.

    Notes
    -----
    θ = [log rate(target) − log rate(reference)] after, minus the same before, each over the events both covered;
    variances by jackknife over events, Welch–Satterthwaite degrees of freedom.

    Examples
    --------
    >>> import framing
    >>> from framing.compare import change_around
    >>> analysis = framing.analyze(framing.demo_corpus())
    >>> change_around(analysis, "2023-11-01", target="Eastern Banner", reference="Meridian Wire", window_days=700).n_before
    3
    """
    if unit not in ("auto", "event", "week"):
        raise UnknownName("unit", unit, ["auto", "event", "week"])
    if window_days < 1:
        raise FramingError(f"window_days must be at least 1, not {window_days}.")
    day, found = _day(date), analysis.measure(measure)
    articles = analysis.articles
    unit = ("event" if articles["event"].notna().any() else "week") if unit == "auto" else unit
    distance = (articles["published"].to_numpy("datetime64[D]") - np.datetime64(day)) / _DAY
    inside = np.isfinite(distance) & (np.abs(distance + 0.5) < window_days)
    labels, straddling = _units(articles, distance, inside, unit)
    design = design_of(_labelled(articles, labels), key, target, reference, "_unit")
    if not design.n_events:
        _enough(0, 0, unit, design, False)
    sums = analysis.sums(found, voice=voice)
    cells = _cells(design, (sums.numerator, sums.denominator))
    both = np.asarray((cells[1] > 0).all(axis=0), bool)
    late = np.array([not each.startswith("-") for each in design.events], bool)
    before, after = int((both & ~late).sum()), int((both & late).sum())
    stamp = _enough(before, after, unit, design, force)
    result = _estimated(cells, late, both, found)
    scale = found.scale
    return Change(
        found, design, day, window_days, unit,
        _values(cells, both & ~late, scale), _values(cells, both & late, scale),
        result.value, result.low, result.high, before, after, straddling, result.note, stamp,
    )  # fmt: skip


def _day(date: str | Date) -> Date:
    if isinstance(date, datetime):
        return date.date()
    if isinstance(date, Date):
        return date
    try:
        return Date.fromisoformat(date)
    except (TypeError, ValueError):
        raise FramingError(f"{date!r} is no date. Write it as 2022-02-24.") from None


def _units(
    articles: pd.DataFrame, distance: NDArray[Any], inside: NDArray[np.bool_], unit: str
) -> tuple[list[str | None], int]:
    """Return the event or week of each article, "-" before the names of those before the date, and the events left out."""
    if unit == "week":
        weeks = np.floor(np.where(inside, distance, 0) / 7).astype(int)
        return [f"{week:+d}" if yes else None for week, yes in zip(weeks.tolist(), inside.tolist(), strict=True)], 0
    events = articles["event"].to_numpy(object)
    known = articles["event"].notna().to_numpy()
    sides: dict[Any, set[bool]] = {}
    for event, days, yes in zip(events, distance.tolist(), (inside & known).tolist(), strict=True):
        if yes:
            sides.setdefault(event, set()).add(days >= 0)
    names = {event: f"{'+' if True in side else '-'}{event}" for event, side in sides.items() if len(side) == 1}
    used = [names.get(event) if yes else None for event, yes in zip(events, (inside & known).tolist(), strict=True)]
    return used, sum(len(side) > 1 for side in sides.values())


def _labelled(articles: pd.DataFrame, labels: Sequence[str | None]) -> Analysis:
    import pandas as pd

    return Analysis({"articles": articles.assign(_unit=pd.Series(labels, index=articles.index, dtype="str"))}, ())


def _cells(design: Design, sums: tuple[NDArray[Any], NDArray[Any]]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return numerators and denominators as side × unit."""
    used = design.side >= 0
    tables = [stats.cell_sums(each[used], design.side[used], design.event[used], 2, design.n_events) for each in sums]
    return tables[0], tables[1]


def _values(cells: tuple[NDArray[Any], NDArray[Any]], chosen: NDArray[np.bool_], scale: float) -> tuple[float, float]:
    top, bottom = (each[:, chosen].sum(axis=1) for each in cells)
    with np.errstate(divide="ignore", invalid="ignore"):
        target, reference = (scale * top / bottom).tolist()
    return target, reference


def _enough(before: int, after: int, unit: str, design: Design, force: bool) -> str:
    if min(before, after) >= LEAST_UNITS:
        return ""
    if force:
        return stats.FORCED
    others = "others" if design.reference == OTHERS else design.reference
    raise NotEnoughData(
        f"A change around a date needs {LEAST_UNITS} {unit}s before and after it that {design.target} and {others} both "
        f"covered; there are {before} and {after}. Widen window_days, or give more articles."
    )


def _estimated(
    cells: tuple[NDArray[Any], NDArray[Any]], late: NDArray[np.bool_], both: NDArray[np.bool_], measure: Measure
) -> stats.Contrast:
    top, bottom = (each[:, both] for each in cells)
    linear = measure.kind != "rate"
    return stats.difference_in_differences(top[0], bottom[0], top[1], bottom[1], late[both], linear=linear).at(0)
