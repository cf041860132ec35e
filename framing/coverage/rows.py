"""Rows of a table one at a time, as the row classes describe them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["each_row"]


def each_row(table: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a table; columns are attributes."""
    yield from table.itertuples()
