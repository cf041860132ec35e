"""What measures are made of: sums per article, for each level of the keys that divide the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.measure import Measure, Sum

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LEAST_WORDS", "Adder", "Sums", "article_values"]

LEAST_WORDS = 200  # below, a rate per 1,000 words says more about the length than about the outlet
_WORDS = {"outlet": "n_words_outlet", "direct": "n_words_direct", "indirect": "n_words_indirect", "all": "n_words"}

Numbers = NDArray[np.float64]


class Sums(NamedTuple):
    """Numerator and denominator of a measure, one element per article."""

    numerator: Numbers
    denominator: Numbers


def article_values(measure: Measure, sums: Sums) -> Numbers:
    """Return the measure of each article; NaN where it is undefined or the article too short for a rate."""
    denominator = sums.denominator
    least = LEAST_WORDS if measure.kind == "rate" and measure.denominator.table == "articles" else 0
    with np.errstate(divide="ignore", invalid="ignore"):
        value = measure.scale * sums.numerator / denominator
    return np.where((denominator > 0) & (denominator >= least), value, np.nan)


class Adder:
    """Adds up evidence per article, in the voice that was asked for.

    Parameters
    ----------
    tables
        The evidence tables and "articles".
    voice
        Whose words are counted by the sums that depend on it: "outlet", "direct", "indirect" or "all".
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame], voice: str = "outlet") -> None:
        self._tables = tables
        self._voice = voice
        self._numbers: dict[str, NDArray[np.intp]] = {}
        self._n = len(tables["articles"])

    def sums(self, measure: Measure) -> Sums:
        """Return a measure's sums per article: those stored with the tables, or added up from the evidence."""
        if self._voice == "outlet" and "sums" in self._tables:
            stored = self._tables["sums"]
            return Sums(*(stored[f"{measure.name}.{part}"].to_numpy(float) for part in Sums._fields))
        return Sums(self._whole(measure.numerator), self._whole(measure.denominator))

    def rows(self, each: Sum) -> NDArray[np.bool_]:
        """Tell the rows of its table that a sum counts."""
        return self._mask(each, [])

    def weights(self, each: Sum, rows: NDArray[np.intp]) -> Numbers:
        """Return what each of these rows adds to a sum; unknown values add nothing."""
        if each.value is None:
            return np.ones(len(rows))
        values = self._tables[each.table][each.value].iloc[rows]
        return np.nan_to_num((values.map(dict(each.scores)) if each.scores else values).to_numpy(float))

    def by_level(self, measure: Measure, levels: pd.DataFrame) -> list[Sums]:
        """Return a measure's sums per article for every level: a row of `levels`, one column per key."""
        numerators = self._divided(measure.numerator, levels)
        denominators = self._divided(measure.denominator, levels)
        return [Sums(*pair) for pair in zip(numerators, denominators, strict=True)]

    def levels(self, measure: Measure, keys: list[str]) -> pd.DataFrame:
        """Return the distinct values of the keys among the rows that a measure counts, sorted."""
        each = measure.denominator if self._has(measure.denominator, keys) else measure.numerator
        columns = [each.column(key) for key in keys]
        rows = self._tables[each.table].loc[self._mask(each, keys), columns].set_axis(keys, axis=1)
        return rows.dropna().drop_duplicates().sort_values(keys, ignore_index=True)

    def _has(self, each: Sum, keys: list[str]) -> bool:
        return each.table != "articles" and all(each.column(key) in self._tables[each.table] for key in keys)

    def _whole(self, each: Sum) -> Numbers:
        if each.table == "articles":
            return self._figure(each, self._voice)
        return self._add(each, np.flatnonzero(self._mask(each, [])))

    def _divided(self, each: Sum, levels: pd.DataFrame) -> list[Numbers]:
        if each.table == "articles":
            voices = levels["voice"] if "voice" in levels else [self._voice] * len(levels)
            return [self._figure(each, voice) for voice in voices]
        import pandas as pd

        frame = self._tables[each.table]
        keys = [str(key) for key in levels if each.column(str(key)) in frame and key not in each.fixed]
        rows = np.flatnonzero(self._mask(each, [str(key) for key in levels]))
        if not keys:
            return [self._add(each, rows)] * len(levels)
        distinct = pd.MultiIndex.from_frame(levels[keys].drop_duplicates())
        code = distinct.get_indexer(pd.MultiIndex.from_frame(frame[[each.column(key) for key in keys]].iloc[rows]))
        order = np.argsort(code, kind="stable")
        bounds = np.searchsorted(code[order], np.arange(len(distinct) + 1))
        added = [self._add(each, rows[order[low:high]]) for low, high in pairwise(bounds)]
        return [added[number] for number in distinct.get_indexer(pd.MultiIndex.from_frame(levels[keys]))]

    def _mask(self, each: Sum, keys: list[str]) -> NDArray[np.bool_]:
        frame = self._tables[each.table]
        chosen = _fits(frame, each.where)
        if each.voiced and self._voice != "all" and "voice" in frame and "voice" not in keys:
            chosen &= (frame["voice"] == self._voice).to_numpy(bool)
        return chosen

    def _add(self, each: Sum, rows: NDArray[np.intp]) -> Numbers:
        number = self._article_numbers(each.table)[rows]
        added = np.bincount(number, self.weights(each, rows), minlength=self._n).astype(np.float64)
        return np.minimum(added, 1.0) if each.once else added

    def _figure(self, each: Sum, voice: str) -> Numbers:
        """Return a column of the article table; an undefined figure counts in neither sum."""
        articles = self._tables["articles"]
        column = _WORDS[voice] if each.value == "n_words_voice" else each.value
        defined = [articles[name].notna().to_numpy() for name in each.where]
        values = np.ones(self._n) if column is None else np.nan_to_num(articles[column].to_numpy(float))
        return np.where(np.all(defined, axis=0), values, 0.0) if defined else values

    def _article_numbers(self, table: str) -> NDArray[np.intp]:
        """Return the row of the article table that each row of evidence belongs to."""
        if table not in self._numbers:
            import pandas as pd

            index = pd.Index(self._tables["articles"]["article"])
            self._numbers[table] = np.asarray(index.get_indexer(pd.Index(self._tables[table]["article"])))
        return self._numbers[table]


def _fits(frame: pd.DataFrame, where: Mapping[str, Any]) -> NDArray[np.bool_]:
    """Tell the rows that meet all conditions `column: value` or `column: (values, ...)`."""
    chosen = np.ones(len(frame), bool)
    for column, wanted in where.items():
        values = frame[column]
        fits = values.isin(wanted) if isinstance(wanted, tuple) else values == wanted
        chosen &= fits.to_numpy(bool, na_value=False)
    return chosen
