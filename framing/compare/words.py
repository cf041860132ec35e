"""Which terms make up the difference between two outlets: contributions that add up exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.analysis.sums import Adder

if TYPE_CHECKING:
    import pandas as pd

    from framing.compare.comparison import Comparison

__all__ = ["contributions", "spellings"]

_FORMS = 4  # of an entry


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
        n_target=("_target", "sum"),
        n_reference=("_reference", "sum"),
        n_articles=("article", "nunique"),
    ).reset_index()
    forms = spellings(rows["text"], grouped.ngroup().to_numpy(), most=_FORMS)
    table["forms"] = [", ".join(each) for each in forms]
    exposure = [words[design.side == each].sum() for each in (0, 1)]
    table["target"] = measure.scale * table["n_target"] / (exposure[0] or np.nan)
    table["reference"] = measure.scale * table["n_reference"] / (exposure[1] or np.nan)
    table["contribution"] = table["target"] - table["reference"]
    order = table["contribution"].abs().sort_values(ascending=False, kind="stable").index
    columns = ["entry", "lexicon", "forms", "side", "n_target", "n_reference", "target", "reference", "contribution"]
    return table.loc[order, [*columns, "n_articles"]].reset_index(drop=True)


def spellings(texts: pd.Series[str], groups: NDArray[Any], *, most: int) -> list[list[str]]:
    """Return the forms that are most frequent in every group of rows, each in its most frequent spelling.

    Parameters
    ----------
    groups
        The number of each row's group, from 0.

    Examples
    --------
    >>> import pandas as pd
    >>> spellings(pd.Series(["Kiev regime", "puppet", "Kiev regime", "KIEV REGIME"]), np.array([0, 0, 0, 0]), most=2)
    [['Kiev regime', 'puppet']]
    """
    import pandas as pd

    rows = pd.DataFrame({"group": groups, "text": texts.to_numpy()})
    counts = rows.groupby(["group", "text"]).size().reset_index(name="n")
    counts["form"] = counts["text"].str.lower()
    counts = counts.sort_values(["n", "text"], ascending=[False, False], kind="stable")
    forms = counts.groupby(["group", "form"]).agg(n=("n", "sum"), text=("text", "first")).reset_index()
    forms = forms.sort_values(["group", "n", "form"], ascending=[True, False, True], kind="stable")
    found: list[list[str]] = [[] for _ in range(int(groups.max(initial=-1)) + 1)]
    for group, text in zip(forms["group"].tolist(), forms["text"].tolist(), strict=True):
        if len(found[group]) < most:
            found[group].append(text)
    return found
