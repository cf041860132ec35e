"""The tables of measures by outlet: several side by side, and all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.analysis import Analysis
from framing.report.model import Column, Sheet
from framing.report.sheets.voices import ARTICLES, OUTLET

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["measure_sheet", "readability_sheet", "wide"]


def wide(analysis: Analysis, names: Sequence[str]) -> pd.DataFrame:
    """Return one row per outlet with several measures side by side; count and articles are those of the first."""
    table = analysis.by("outlet", measures=list(names))
    first = table[table["measure"] == names[0]]
    frame = first[["outlet", "n_articles", "count", "exposure"]].reset_index(drop=True)
    for name in names:
        part = table[table["measure"] == name].set_index("outlet")
        for column, suffix in (("value", ""), ("low", "_low"), ("high", "_high")):
            frame[f"{name}{suffix}"] = frame["outlet"].map(part[column])
    return frame.sort_values(["n_articles", "outlet"], ascending=[False, True], ignore_index=True)


def readability_sheet(analysis: Analysis) -> Sheet:
    """Return the formulas of readability by outlet."""
    frame = wide(analysis, ["reading_ease", "reading_grade"])
    columns = [
        OUTLET,
        ARTICLES,
        Column("reading_ease", "Flesch reading ease", "rate", "reading_ease_low", "reading_ease_high"),
        Column("reading_grade", "Flesch–Kincaid grade", "rate", "reading_grade_low", "reading_grade_high"),
    ]
    return Sheet("readability", "Readability by outlet", frame, columns, (), "", {"outlet": "outlet"})


def measure_sheet(analysis: Analysis) -> Sheet:
    """Return every measure by outlet, those of your own scorers among them."""
    table = analysis.by("outlet")
    described = {measure.name: measure.description for measure in analysis.measures}
    frame = table.assign(description=table["measure"].map(described)).reset_index(drop=True)
    columns = [
        Column("description", "Measure"),
        OUTLET,
        Column("value", "Value", "number", "low", "high"),
        ARTICLES,
        Column("count", "Count", "amount"),
        Column("exposure", "Of", "amount"),
        Column("note", "Note"),
    ]
    return Sheet("measures", "All measures by outlet", frame, columns, (), "", {"outlet": "outlet"})
