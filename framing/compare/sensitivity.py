"""Does a finding survive leaving out each term, each article, each event, each outlet, and counting otherwise?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing import stats
from framing.analysis import Analysis
from framing.compare.design import Design
from framing.compare.variations import Compared, Variation, compared, variations
from framing.errors import NotEnoughData
from framing.measure import Measure

if TYPE_CHECKING:
    import pandas as pd

    from framing.compare.comparison import Comparison

__all__ = ["COLUMNS", "sensitivity"]

COLUMNS = (
    "measure", "variation", "left_out", "value", "scale", "low", "high", "p", "n_units", "same_sign",
    "still_excludes_no_effect", "note",
)  # fmt: skip
_SWAPS = 999  # beyond 12 events
_TESTED = 100  # rows of a kind that get a p value: those that move the result most
_WORK = 2_000_000_000  # permutations × units × measures × rows, above which fewer rows are tested
_CELLS = 4_000_000

Array = NDArray[np.float64]


def sensitivity(comparison: Comparison, measure: str | None, others: Mapping[str, Analysis]) -> pd.DataFrame:
    """Return how a finding changes with each choice that it rests on (see `Comparison.sensitivity`)."""
    import pandas as pd

    table = comparison.measures
    names = list(table.loc[table["family"] == "primary", "measure"]) if measure is None else [measure]
    parts = [_of_measure(comparison, name, others) for name in names]
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else _frame([])


def _of_measure(comparison: Comparison, name: str, others: Mapping[str, Analysis]) -> pd.DataFrame:
    row = comparison.finding(name)
    table = comparison.measures
    family = [name, *(each for each in table.loc[table["family"] == row["family"], "measure"] if each != name)]
    measures = [comparison.analysis.measure(each) for each in family]
    base = _Base(comparison, measures, primary=row["family"] == "primary")
    varied = variations(comparison, measures, base.sums, others)
    found = [record for variation in varied for record in base.rows(variation)]
    effect = row["ratio"] if row["scale"] == "ratio" else row["difference"]
    return _judged(_frame(found).assign(measure=name, scale=row["scale"]), float(effect))


def _frame(records: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(records, columns=list(COLUMNS))


def _judged(frame: pd.DataFrame, effect: float) -> pd.DataFrame:
    """Say whether the sign stays and the interval still excludes no effect; unknown where there is none."""
    none = np.where(frame["scale"] == "ratio", 1.0, 0.0)
    value, low, high = (frame[name].to_numpy(float) for name in ("value", "low", "high"))
    same = np.sign(value - none) == np.sign(effect - none)
    excludes = (low > none) | (high < none)
    frame["same_sign"] = _known(same, np.isfinite(value) & np.isfinite(effect))
    frame["still_excludes_no_effect"] = _known(excludes, np.isfinite(low) & np.isfinite(high))
    return frame


def _known(values: NDArray[np.bool_], known: NDArray[np.bool_]) -> Any:
    import pandas as pd

    return pd.arrays.BooleanArray(np.asarray(values, bool), ~np.asarray(known, bool))


class _Base:
    """The sums of a family of measures, the one of interest first, and what is computed from them."""

    def __init__(self, comparison: Comparison, measures: Sequence[Measure], *, primary: bool) -> None:
        self.design, self.primary = comparison.design, primary
        self.level = 1.0 if comparison.stamp else comparison.alpha
        self.sums: Compared = compared(comparison, measures)
        self.used, self.side, self.top, self.bottom = self.sums
        self.linear = np.array([measure.kind != "rate" for measure in measures])

    def rows(self, variation: Variation) -> Iterator[dict[str, Any]]:
        """Yield one record per part left out, those that move the result most first."""
        if not len(variation.left_out):
            return
        parts = [self._contrasts(variation, part) for part in self._pieces(len(variation.left_out))]
        names = ("value", "low", "high", "n", "note")
        columns = {name: np.concatenate([getattr(each, name) for each in parts]) for name in names}
        whole = _contrasts_of(self.design, self.top[:, :1], self.bottom[:, :1], self.side, self.used, self.linear[:1]).value[0]
        with np.errstate(divide="ignore", invalid="ignore"):
            moved = columns["value"] - whole if self.linear[0] else np.log(columns["value"] / whole)
        order = np.argsort(-np.nan_to_num(np.abs(moved), nan=np.inf), kind="stable")
        tested = self._tested_rows(len(order))
        for place, number in enumerate(order.tolist()):
            p, note = self._p(variation, number) if place < tested else (np.nan, f"p only for the {tested} that matter most")
            yield {
                "variation": variation.name,
                "left_out": variation.left_out[number],
                "value": columns["value"][number],
                "low": columns["low"][number],
                "high": columns["high"][number],
                "p": p,
                "n_units": int(columns["n"][number]),
                "note": columns["note"][number] or note,
            }

    def _pieces(self, ways: int) -> Iterator[slice]:
        step = max(1, _CELLS // max(1, len(self.used)))
        yield from (slice(low, min(low + step, ways)) for low in range(0, ways, step))

    def _contrasts(self, variation: Variation, part: slice) -> stats.Contrasts:
        """Return the contrasts of the measure of interest, all ways at once."""
        top = _clean(self.top[:, :1] - variation.top[0][:, part].toarray())
        bottom = _clean(self.bottom[:, :1] - variation.bottom[0][:, part].toarray())
        linear = np.repeat(self.linear[:1], top.shape[1])
        return _contrasts_of(self.design, top, bottom, self.side, self.used, linear)

    def _tested_rows(self, ways: int) -> int:
        units = self.design.n_events if self.design.matched_by else len(self.used)
        return min(ways, _TESTED, max(5, _WORK // (_SWAPS * max(1, units) * len(self.linear))))

    def _p(self, variation: Variation, way: int) -> tuple[float, str]:
        """Return p adjusted within the family, as in the comparison."""
        taken = [np.stack([each[:, [way]].toarray()[:, 0] for each in kind], 1) for kind in (variation.top, variation.bottom)]
        top, bottom = _clean(self.top - taken[0]), _clean(self.bottom - taken[1])
        try:
            if self.design.matched_by is None:
                first = self.side == 0
                test = stats.label_test(top, bottom, first, linear=self.linear, alpha=self.level, n_permutations=_SWAPS)
            else:
                (y1, y2), (w1, w2) = (_cells(self.design, each, self.side, self.used) for each in (top, bottom))
                test = stats.swap_test(y1, w1, y2, w2, linear=self.linear, alpha=self.level, n_swaps=_SWAPS)
        except NotEnoughData as refusal:
            return np.nan, f"no test: {refusal}"
        p = test.adjusted if self.primary else np.asarray(stats.benjamini_hochberg(test.p))
        return float(p[0]), ""


def _clean(values: Array) -> Array:
    """Remove what subtraction leaves of nothing."""
    return np.where(np.abs(values) < 1e-9, 0.0, values)


def _cells(design: Design, values: Array, side: NDArray[np.int8], used: NDArray[np.intp]) -> tuple[Array, Array]:
    cells = stats.cell_sums(values, side, design.event[used], 2, design.n_events)
    return cells[0], cells[1]


def _contrasts_of(
    design: Design, top: Array, bottom: Array, side: NDArray[np.int8], used: NDArray[np.intp], linear: NDArray[np.bool_]
) -> stats.Contrasts:
    if design.matched_by is None:
        return stats.unmatched_contrasts(top, bottom, side == 0, linear=linear)
    (y1, y2), (w1, w2) = _cells(design, top, side, used), _cells(design, bottom, side, used)
    return stats.matched_contrasts(y1, w1, y2, w2, linear=linear)
