"""What a page consists of: sections with findings, figures and tables, each with the rows of evidence behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from framing.report.safe import safe_json
from framing.report.tables import WORDS, shown

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MOST_ROWS", "Cell", "Column", "Figure", "Passage", "Queries", "Query", "Row", "Section", "Sheet", "Zone"]

_WIDE, _HIGH = 20, 100  # an interval that ends so many times above a rate, and above so much, says nothing; the file has it
MOST_ROWS = 250  # of a table on the page; the files hold all


@dataclass(frozen=True)
class Query:
    """Rows of evidence: those of a table that have these values; `title` says in words what they are."""

    table: str
    where: Mapping[str, Any]
    title: str


class Queries:
    """The queries of a page, which refers to them by their numbers."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def add(self, query: Query) -> int:
        """Return the number of a query."""
        written = safe_json([query.table, query.title, dict(query.where)])
        return self._numbers.setdefault(written, len(self._numbers))

    def every(self, table: str) -> int:
        """Return the number of the query for all rows of a table."""
        return self.add(Query(table, {}, f"All {table}"))

    def json(self) -> str:
        """Return all queries as the page reads them."""
        return f"[{','.join(self._numbers)}]"


@dataclass(frozen=True)
class Column:
    """A column of a sheet: where its values come from, its heading, and how they are written."""

    name: str
    label: str
    kind: str = "text"
    low: str = ""  # columns with the ends of its interval, which is written behind the value
    high: str = ""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: a text, the value by which rows are sorted, the interval, and the evidence."""

    text: str
    sort: Any  # "" where the text itself sorts
    interval: str = ""
    query: Query | None = None


@dataclass(frozen=True)
class Row:
    """A row of a sheet with the outlet, voice, side and actor by which it is filtered."""

    cells: Sequence[Cell]
    keys: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """A table of the page and of the folder `tables`.

    Parameters
    ----------
    queries
        For each row the evidence behind it, or None.
    opens
        The column whose number opens the evidence.
    keys
        Filter -> column of the frame that it looks at.
    pooled
        Whether rows for all voices together stand in the table.
    """

    name: str
    title: str
    frame: pd.DataFrame
    columns: Sequence[Column]
    queries: Sequence[Query | None] = ()
    opens: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    pooled: bool = False
    most: int = MOST_ROWS

    @property
    def rows(self) -> list[Row]:
        """The rows as they stand on the page."""
        known = self.queries or [None] * len(self.frame)
        records = self.frame.head(self.most).to_dict("records")
        return [self._row(record, query) for record, query in zip(records, known, strict=False)]

    @cached_property
    def shown(self) -> list[Column]:
        """The columns of the page: notes only where there are any."""
        return [each for each in self.columns if each.name != "note" or self.frame["note"].fillna("").ne("").any()]

    @property
    def left(self) -> int:
        """Rows that only the files hold."""
        return max(len(self.frame) - self.most, 0)

    def _row(self, record: Mapping[Any, Any], query: Query | None) -> Row:
        cells = [self._cell(column, record, query) for column in self.shown]
        keys = {key: str(record[name]) for key, name in self.keys.items() if record[name] == record[name]}
        return Row(cells, keys)

    def _cell(self, column: Column, record: Mapping[Any, Any], query: Query | None) -> Cell:
        value = record[column.name]
        missing = value is None or value != value
        text = shown(value, column.kind)
        sort = "" if missing or column.kind in WORDS else f"{value:.6g}"
        interval = _interval(column, record) if column.low else ""
        opened = query if column.name == self.opens and value else None
        return Cell(text, "" if sort == text else sort, interval, opened)


def _interval(column: Column, record: Mapping[Any, Any]) -> str:
    low, high = record[column.low], record[column.high]
    if low != low or high != high:
        return ""
    if column.kind == "share":
        return f"{100 * low:.0f}–{100 * high:.0f} %"
    if column.kind == "rate" and high > max(_WIDE * record[column.name], _HIGH):
        return "interval too wide to print"
    return f"{shown(low, column.kind)} to {shown(high, column.kind)}"


@dataclass(frozen=True)
class Zone:
    """A part of a figure that opens evidence; places are per cent of its width and height."""

    left: float
    top: float
    width: float
    height: float
    label: str
    query: Query


@dataclass(frozen=True)
class Figure:
    """A chart as it stands on the page: wide and narrow, with the zones of each."""

    name: str
    title: str
    caption: str
    wide: str
    narrow: str
    sizes: tuple[tuple[int, int], tuple[int, int]]
    zones: tuple[Sequence[Zone], Sequence[Zone]] = ((), ())


@dataclass(frozen=True)
class Passage:
    """A sentence with its hit, to be read on the page itself."""

    outlet: str
    before: str
    hit: str
    after: str
    note: str
    article: int
    start: int


@dataclass(frozen=True)
class Section:
    """A question and its answer."""

    id: str
    title: str
    lead: str
    figures: Sequence[Figure] = ()
    sheets: Sequence[Sheet] = ()
    passages: Sequence[Passage] = ()
