"""Articles from the rows of a table and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.corpus.article import FIELDS, Article
from framing.corpus.columns import Columns, missing_text, recognise
from framing.corpus.records import Record
from framing.errors import CorpusError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frame_of", "rows_of", "unique_names"]


def rows_of(frame: pd.DataFrame, given: Mapping[str, str | None]) -> tuple[Columns, Iterator[Record]]:
    """Return the columns that were recognised, and for each row its fields, its metadata and its place."""
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    names = unique_names(frame.columns)
    columns = recognise(names, given)
    if "text" not in columns.chosen:
        raise CorpusError(missing_text(names))
    return columns, _rows(frame, names, columns)


def frame_of(articles: Sequence[Article]) -> pd.DataFrame:
    """Return one row per article: fields, then every key of metadata that any article has."""
    import pandas as pd

    rows = [each.as_dict() for each in articles]
    keys = dict.fromkeys([*FIELDS, *(key for row in rows for key in row)])
    frame = pd.DataFrame({key: pd.Series([row.get(key) for row in rows], dtype=object) for key in keys})
    for name in FIELDS:
        if name != "published":
            frame[name] = frame[name].astype("str")
    zones = {each.published.tzinfo for each in articles if each.published}
    if zones <= {None}:
        frame["published"] = pd.to_datetime(frame["published"]).astype("datetime64[us]")
    return frame


def unique_names(names: Iterable[Any]) -> list[str]:
    """Return column names as strings, the second of two equal ones with a number."""
    seen: dict[str, int] = {}
    unique = []
    for name in map(str, names):
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return unique


def _rows(frame: pd.DataFrame, names: list[str], columns: Columns) -> Iterator[Record]:
    values = [frame.iloc[:, place].tolist() for place in range(len(names))]
    for number, row in enumerate(zip(*values, strict=True), 1):
        yield *columns.split(dict(zip(names, row, strict=True))), f"row {number}"
