"""What several tables do with their rows: put the largest first, and say which evidence stands behind each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from framing.report.model import MOST_ROWS, Query

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["largest_first", "queries_of"]


def largest_first(frame: pd.DataFrame, count: str, *names: str) -> pd.DataFrame:
    """Return the rows with the largest counts first; equal ones in the order of their names."""
    return frame.sort_values([count, *names], ascending=[False, *[True] * len(names)], ignore_index=True)


def queries_of(
    frame: pd.DataFrame,
    table: str,
    where: Callable[[Any], Mapping[str, Any]],
    title: Callable[[Any], str],
    *,
    most: int = MOST_ROWS,
) -> list[Query]:
    """Return the evidence behind each row that the page shows: what the rows of `table` must hold, and its title in words."""
    return [Query(table, where(each), title(each)) for each in frame.head(most).itertuples()]
