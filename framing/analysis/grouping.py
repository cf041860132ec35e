"""Measures by outlet, actor, month or whatever else divides the articles or the evidence."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from framing.analysis.sums import Adder, Sums
from framing.errors import FramingError, UnknownName
from framing.measure import Measure

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats import Estimates, Shares

__all__ = ["as_names", "check_keys", "estimates", "grouped", "with_periods"]

_PERIODS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_USUAL = ("outlet", "event", "section", "day", "month", "actor", "category", "side", "speaker", "stance", "voice")  # told first


def grouped(tables: Mapping[str, pd.DataFrame], measures: Sequence[Measure], keys: Sequence[str], voice: str) -> pd.DataFrame:
    """Return one row per group and measure with value, low, high and the counts it rests on."""
    import pandas as pd

    articles = with_periods(tables["articles"], keys)
    outer = [key for key in keys if key in articles]
    inner = [key for key in keys if key not in articles]
    usable = [measure for measure in measures if _divides(tables, measure, inner)]
    if not usable:
        raise _unknown(tables, articles, inner)
    code, labels = _codes(articles, outer)
    adder = Adder(ChainMap({"articles": articles}, cast(dict[str, "pd.DataFrame"], tables)), voice)
    parts = [_measured(adder, measure, code, labels, inner) for measure in usable]
    frame = pd.concat(parts, ignore_index=True)
    return frame[[*keys, *(column for column in frame if column not in keys)]]


def check_keys(keys: Sequence[Any]) -> None:
    """Refuse keys that are no names, and keys named twice."""
    for key in keys:
        if not isinstance(key, str):
            raise FramingError(f'{key!r} is no key. Write keys one after the other, as in analysis.by("outlet", "actor").')
        if keys.count(key) > 1:
            raise FramingError(f"The key {key!r} stands twice. Name each key once.")


def as_names(names: Sequence[str]) -> Sequence[str]:
    """Take one name for a list of one."""
    return [names] if isinstance(names, str) else names


def with_periods(articles: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Add the columns day, week, month, quarter and year that the keys ask for."""
    wanted = [key for key in keys if key in _PERIODS and key not in articles]
    periods = {key: articles["published"].dt.to_period(_PERIODS[key]).astype("str") for key in wanted}
    known = articles["published"].notna()
    return articles.assign(**{key: column.where(known) for key, column in periods.items()})


def estimates(measure: Measure, sums: Sums, code: NDArray[np.intp], n_groups: int) -> Estimates | Shares:
    """Return a measure's estimates for groups of articles, with the interval that its kind asks for."""
    from framing import stats

    keep = code >= 0
    top, bottom, group = sums.numerator[keep], sums.denominator[keep], code[keep]
    if measure.kind == "rate":
        return stats.grouped_rates(top, bottom, group, n_groups, scale=measure.scale)
    if measure.kind == "share":
        return stats.grouped_shares(top, bottom, group, n_groups)
    bounds = measure.bounds or (-np.inf, np.inf)
    return stats.grouped_mean_ratios(top, bottom, group, n_groups, bounds=bounds)


def _divides(tables: Mapping[str, pd.DataFrame], measure: Measure, inner: Sequence[str]) -> bool:
    """Tell whether the keys of the evidence divide what the measure counts."""
    if not inner:
        return all(table in tables for table in measure.tables)
    table = measure.numerator.table
    if table == "articles" or table not in tables or not set(inner).isdisjoint(measure.numerator.where):
        return False
    return all(measure.numerator.column(key) in tables[table] for key in inner)


def _unknown(tables: Mapping[str, pd.DataFrame], articles: pd.DataFrame, inner: Sequence[str]) -> FramingError:
    every = sorted({*articles, *_PERIODS, *(column for table in tables.values() for column in table)})
    known = [*(each for each in _USUAL if each in every), *(each for each in every if each not in _USUAL)]
    for key in inner:
        if key not in known:
            return UnknownName("key", key, known)
    return FramingError(f"No measure can be divided by {', '.join(inner)} together: no table of evidence has them all.")


def _codes(articles: pd.DataFrame, outer: list[str]) -> tuple[NDArray[np.intp], pd.DataFrame]:
    """Return the group of each article (-1 where a key is missing) and the keys of each group."""
    import pandas as pd

    if not outer:
        return np.zeros(len(articles), np.intp), pd.DataFrame(index=[0])
    code = articles.groupby(outer, sort=True, observed=True).ngroup().fillna(-1).to_numpy().astype(np.intp)
    labels = articles[outer].assign(_code=code).query("_code >= 0").drop_duplicates("_code").sort_values("_code")
    return code, labels[outer].reset_index(drop=True)


def _measured(adder: Adder, measure: Measure, code: NDArray[np.intp], labels: pd.DataFrame, inner: list[str]) -> pd.DataFrame:
    import pandas as pd

    if not inner:
        return _rows(measure, adder.sums(measure), code, labels)
    levels = adder.levels(measure, inner)
    pieces = [_numbered(sums, code, level * len(labels)) for level, sums in enumerate(adder.by_level(measure, levels))]
    top, bottom, group = (np.concatenate(column) for column in zip(*pieces, strict=True)) if pieces else _NOTHING
    every = labels.iloc[np.tile(np.arange(len(labels)), len(levels))].reset_index(drop=True)
    divided = levels.iloc[np.repeat(np.arange(len(levels)), len(labels))].reset_index(drop=True)
    return _rows(measure, Sums(top, bottom), group, pd.concat([every, divided], axis=1))


_NOTHING = (np.zeros(0), np.zeros(0), np.zeros(0, np.intp))


def _numbered(sums: Sums, code: NDArray[np.intp], first: int) -> tuple[Any, Any, Any]:
    """Return the sums of the articles that have anything to count in, their groups numbered from `first` on."""
    kept = np.flatnonzero((code >= 0) & (sums.denominator > 0))
    return sums.numerator[kept], sums.denominator[kept], code[kept] + first


def _rows(measure: Measure, sums: Sums, code: NDArray[np.intp], labels: pd.DataFrame) -> pd.DataFrame:
    found = estimates(measure, sums, code, len(labels))
    columns: dict[str, Any] = {
        "measure": measure.name,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "n_articles": found.n,
        "count": found.total,
        "exposure": found.exposure,
        "unit": measure.unit,
        "note": found.note,
    }
    if measure.kind == "share":
        columns["article_share"] = found.article_share  # type: ignore[union-attr]
    frame = labels.assign(**columns)
    return frame[frame["exposure"] > 0]
