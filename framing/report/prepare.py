"""What the page needs of an analysis before anything is drawn: named outlets, those with most articles, the sizes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysis import Analysis
from framing.charts.captions import plural

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MOST", "NAMELESS", "largest", "outlet_sizes", "with_outlets"]

NAMELESS = "outlet not named"
MOST = 12  # outlets in a chart of the page


def with_outlets(analysis: Analysis) -> Analysis:
    """Return the analysis with a name for the outlet of articles that have none."""
    if analysis.table("articles")["outlet"].notna().all():
        return analysis
    tables = {
        name: table.assign(outlet=table["outlet"].astype("str").where(table["outlet"].notna(), NAMELESS))
        if "outlet" in table and name != "exclusions"
        else table
        for name, table in analysis.tables.items()
    }
    return replace(analysis, tables=tables)


def outlet_sizes(analysis: Analysis) -> pd.Series:
    """Return the number of articles of every outlet, the largest first."""
    sizes = analysis.table("articles")["outlet"].value_counts().rename_axis("outlet").reset_index(name="n")
    ordered = sizes.sort_values(["n", "outlet"], ascending=[False, True], kind="stable")
    return ordered.set_index("outlet")["n"]


def largest(analysis: Analysis, most: int = MOST) -> tuple[Analysis, str]:
    """Return the analysis of the outlets with most articles, and a sentence on those that are left out."""
    sizes = outlet_sizes(analysis)
    if len(sizes) <= most:
        return analysis, ""
    kept = set(sizes.index[:most])
    tables = {
        name: table[table["outlet"].isin(kept)].reset_index(drop=True) if "outlet" in table else table
        for name, table in analysis.tables.items()
    }
    left = f"Shown are the {most} outlets with most articles; {plural(len(sizes) - most, 'more outlet')} stand in the table."
    return replace(analysis, tables=tables), left
