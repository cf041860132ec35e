"""The table of comparisons: one row for each measure of each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.compare import Comparison
from framing.report.model import Column, Sheet

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["comparison_sheet"]


def comparison_sheet(comparisons: Sequence[Comparison]) -> Sheet:
    """Return all comparisons, with what they rest on; what was refused and shown all the same is stamped."""
    import pandas as pd

    frame = pd.concat([_rows(each) for each in comparisons], ignore_index=True)
    columns = [
        Column("measured", "Outlet"),
        Column("description", "Measure"),
        Column("target", "Its value", "number"),
        Column("reference", "Value of the others", "number"),
        Column("ratio", "Ratio", "number", "ratio_low", "ratio_high"),
        Column("difference", "Difference", "number", "difference_low", "difference_high"),
        Column("p", "p, adjusted", "p"),
        Column("compared", "Compared with"),
        Column("basis", "Rests on"),
        Column("note", "Note"),
    ]
    stamps = {each.stamp for each in comparisons if each.stamp}
    title = "The comparisons, measure by measure"
    title = f"[{'; '.join(sorted(stamps))}] {title}" if stamps else title
    notes = dict.fromkeys(_caption(each) for each in comparisons)
    return Sheet("comparisons", title, frame, columns, keys={"outlet": "measured"}, note=" ".join(notes))


def _rows(comparison: Comparison) -> pd.DataFrame:
    design, rows = comparison.design, comparison.measures
    described = {measure.name: measure.description for measure in comparison.analysis.measures}
    more = {
        f"{scale}_{end}": rows[end].where(rows["scale"] == scale) for scale in ("ratio", "difference") for end in ("low", "high")
    }
    return rows.assign(
        measured=design.target, compared=design.reference, basis=design.describe(),
        description=rows["measure"].map(described), **more,
    )  # fmt: skip


def _caption(comparison: Comparison) -> str:
    """Return the caption without the names of the two sides and their articles, which stand in the table."""
    design = comparison.design
    return comparison.caption().removeprefix(f"{design.target} against {design.reference}; {design.describe()}. ")
