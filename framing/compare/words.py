"""Which terms make up the difference between two outlets: contributions that add up exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.analysis.sums import Adder

if TYPE_CHECKING:
    import pandas as pd

    from framing.compare.comparison import Comparison

__all__ = ["contributions"]


def contributions(comparison: Comparison) -> pd.DataFrame:
    """Return one row per entry: its rates on both sides and their difference (see `Comparison.words`)."""
    analysis, design = comparison.analysis, comparison.design
    measure = analysis.measure("loaded_rate")
    words = analysis.sums(measure, voice=comparison.voice).denominator
    terms = analysis.terms[Adder(analysis.tables, comparison.voice).rows(measure.numerator)]
    side = dict(zip(analysis.articles["article"], design.side.tolist(), strict=True))
    rows = terms.assign(_side=terms["article"].map(side)).query("_side >= 0")
    rows = rows.assign(_target=rows["_side"] == 0, _reference=rows["_side"] == 1)
    grouped = rows.groupby(["lexicon", "entry", "side"], dropna=False)
    table = grouped.agg(
        forms=("text", lambda texts: ", ".join(texts.str.lower().value_counts().index[:4])),
        n_target=("_target", "sum"),
        n_reference=("_reference", "sum"),
        n_articles=("article", "nunique"),
    ).reset_index()
    exposure = [words[design.side == each].sum() for each in (0, 1)]
    table["target"] = measure.scale * table["n_target"] / (exposure[0] or np.nan)
    table["reference"] = measure.scale * table["n_reference"] / (exposure[1] or np.nan)
    table["contribution"] = table["target"] - table["reference"]
    order = table["contribution"].abs().sort_values(ascending=False, kind="stable").index
    columns = ["entry", "lexicon", "forms", "side", "n_target", "n_reference", "target", "reference", "contribution"]
    return table.loc[order, [*columns, "n_articles"]].reset_index(drop=True)
