"""Compare an outlet with a reference, on the same events where there are any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing import stats
from framing.analysis import Analysis, analyze
from framing.analysis.grouping import as_names
from framing.compare.comparison import Comparison
from framing.compare.design import Design, design_of
from framing.errors import FramingError, NotEnoughData
from framing.measure import Measure

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["compare"]

Array = NDArray[np.float64]


def compare(
    analysis: Analysis | Any,
    key: str = "outlet",
    *,
    target: str,
    reference: str | None = None,
    measures: Sequence[str] | None = None,
    match: str | Sequence[str] | None = "auto",
    voice: str = "outlet",
    alpha: float = 0.05,
    seed: int = 0,
    force: bool = False,
) -> Comparison:
    """Compare the articles of one outlet with those of another, or of all others, on the same events.

    Parameters
    ----------
    analysis
        An Analysis, or anything `framing.analyze` takes.
    key
        The column of `articles` that tells the sides apart.
    target, reference
        Two of its values; without a reference, all others together are the reference.
    measures
        The primary family: the measures declared beforehand, whose p values are adjusted together. By default those
        that the scorers declare as primary. All other measures are exploratory.
    match
        "auto" matches by event where articles carry events; a column or several ("day", ["day", "section"]) match by
        those; "none" compares all articles and says so.
    voice
        Whose words rates count: "outlet" by default; "all" charges outlets with their sources' words.
    alpha
        Level of the tests; a test that cannot reach it with these data is refused.
    seed
        For random label swaps beyond 12 events.
    force
        Show a test that is refused otherwise; every output is then stamped.

    Returns
    -------
    Comparison

    Raises
    ------
    UnknownName
        No such column, outlet or measure.
    NotEnoughData
        Target and reference have no event in common: says so and what to do.

    Notes
    -----
    Ratio of rates T = log((ΣY₁+½)/ΣW₁) − log((ΣY₂+½)/ΣW₂) or difference of shares and means, over the events both
    covered; interval by jackknife-t over events; p by swapping the outlets' labels within events, all 2^K swaps up to
    K = 12, else 9,999 random ones (Phipson & Smyth 2010), adjusted by step-down max-T (Westfall & Young 1993).

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus())
    >>> gap = framing.compare(analysis, "outlet", target="Eastern Banner", reference="Meridian Wire")
    >>> gap.design.n_events
    6
    """
    found = analysis if isinstance(analysis, Analysis) else analyze(analysis)
    if not isinstance(alpha, int | float) or not 0 < alpha < 1:
        raise FramingError(f"alpha={alpha!r}: give a level between 0 and 1, as 0.05.")
    if measures is not None and not len(measures):
        raise FramingError("measures is empty. Name at least one, or leave it out for those declared as primary.")
    design = design_of(found, key, target, reference, match)
    if design.matched_by is not None and not design.n_events:
        raise NotEnoughData(
            f"{design.target} and {design.reference} have no {design.matched_by} in common. "
            'Give more events, or match="none" to compare all articles unmatched.'
        )
    chosen = list(found.defined())
    primary = _declared(chosen) if measures is None else [found.measure(name).name for name in as_names(measures)]
    for name in primary:
        if needs := found.measure(name).needs:
            by = f"analysis.by({design.key!r}, {needs[0]!r})"
            raise FramingError(f"{name} tells something about one {needs[0]} only. See {by}.")
        if name not in {measure.name for measure in chosen}:
            raise FramingError(f"{name} counts sides, and the articles are about several topics: compare one topic at a time.")
    table, refusals = _table(found, design, chosen, primary, voice, alpha, seed, force)
    stamp = stats.FORCED if force and refusals else ""
    return Comparison(found, design, table, voice, alpha, stamp, refusals)


def _declared(measures: Sequence[Measure]) -> list[str]:
    return [measure.name for measure in measures if measure.primary]


def _table(
    analysis: Analysis,
    design: Design,
    measures: Sequence[Measure],
    primary: Sequence[str],
    voice: str,
    alpha: float,
    seed: int,
    force: bool,
) -> tuple[pd.DataFrame, dict[str, str]]:
    import pandas as pd

    top, bottom = _sums(analysis, design, measures, voice)
    linear = np.array([measure.kind != "rate" for measure in measures])
    contrasts = _contrasts(design, top, bottom, linear)
    refusals: dict[str, str] = {}
    p = np.full(len(measures), np.nan)
    family = np.array(["primary" if measure.name in primary else "exploratory" for measure in measures])
    for name in ("primary", "exploratory"):
        mine = family == name
        if mine.any():
            try:
                p[mine] = _tested(design, top[:, mine], bottom[:, mine], linear[mine], name, alpha, seed, force)
            except NotEnoughData as refusal:
                refusals[name] = str(refusal)
    if force and not refusals:
        refusals = _forced(design, alpha)
    scale = np.array([measure.scale for measure in measures])
    first, second = scale * contrasts.first, scale * contrasts.second
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(linear, first / second, contrasts.value)
    ratio[[measure.kind == "mean" for measure in measures]] = np.nan  # tone and readability have no zero to divide by
    table = pd.DataFrame(
        {
            "measure": [measure.name for measure in measures],
            "target": first,
            "reference": second,
            "ratio": np.where(np.isfinite(ratio), ratio, np.nan),
            "difference": first - second,
            "scale": np.where(linear, "difference", "ratio"),
            "low": contrasts.low,
            "high": contrasts.high,
            "p": p,
            "family": family,
            "n_units": contrasts.n,
            "unit": [measure.unit for measure in measures],
            "detectable": np.where(linear, np.nan, stats.detectable_ratio(contrasts.se, contrasts.n)),
            "equivalent": ~linear & np.asarray(stats.equivalent(contrasts.low, contrasts.high), bool),
            "note": contrasts.note,
        }
    )
    table["_order"] = table["family"].map({"primary": 0, "exploratory": 1})
    return table.sort_values("_order", kind="stable", ignore_index=True).drop(columns="_order"), refusals


def _sums(analysis: Analysis, design: Design, measures: Sequence[Measure], voice: str) -> tuple[Array, Array]:
    """Return numerators and denominators as articles × measures, of the compared articles."""
    used = design.side >= 0
    sums = [analysis.sums(measure, voice=voice) for measure in measures]
    return np.stack([each.numerator[used] for each in sums], 1), np.stack([each.denominator[used] for each in sums], 1)


def _cells(design: Design, values: Array) -> tuple[Array, Array]:
    """Return sums per event for the target and for the reference."""
    used = design.side >= 0
    cells = stats.cell_sums(values, design.side[used], design.event[used], 2, design.n_events)
    return cells[0], cells[1]


def _contrasts(design: Design, top: Array, bottom: Array, linear: NDArray[np.bool_]) -> stats.Contrasts:
    if design.matched_by is None:
        return stats.unmatched_contrasts(top, bottom, design.side[design.side >= 0] == 0, linear=linear)
    (y1, y2), (w1, w2) = _cells(design, top), _cells(design, bottom)
    return stats.matched_contrasts(y1, w1, y2, w2, linear=linear)


def _tested(
    design: Design,
    top: Array,
    bottom: Array,
    linear: NDArray[np.bool_],
    family: str,
    alpha: float,
    seed: int,
    force: bool,
) -> Array:
    """Return p values adjusted within the family."""
    level = 1.0 if force else alpha
    if design.matched_by is None:
        first = design.side[design.side >= 0] == 0
        test = stats.label_test(top, bottom, first, linear=linear, alpha=level, seed=seed)
    else:
        (y1, y2), (w1, w2) = _cells(design, top), _cells(design, bottom)
        test = stats.swap_test(y1, w1, y2, w2, linear=linear, alpha=level, seed=seed)
    return test.adjusted if family == "primary" else np.asarray(stats.benjamini_hochberg(test.p))


def _forced(design: Design, alpha: float) -> dict[str, str]:
    """Return what would have been refused without force."""
    attainable = (
        stats.attainable_unmatched_p(*design.n_articles)
        if design.matched_by is None
        else stats.attainable_matched_p(design.n_events)
    )
    if attainable <= alpha:
        return {}
    return {"test": f"The smallest attainable p value is {attainable:.3g}, above {alpha:g}."}
