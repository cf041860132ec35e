"""What people have decided about a coverage table, and how it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from typing import TYPE_CHECKING

from framing.coverage.cells import CELLS, COLUMNS
from framing.coverage.rows import each_row
from framing.coverage.sentences import Sentences
from framing.coverage.statements import Statement
from framing.errors import CorpusError, UnknownName

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Edits", "read_coverage"]

_NEEDED = ("event", "statement", "outlet", "cell", "found", "article", "segment", "start")


def read_coverage(path: str | PathLike[str]) -> pd.DataFrame:
    """Read a coverage table that was written with `Coverage.to_csv` and edited.

    Change `cell` to overrule what was found, `statement` to move a sentence to another statement, `gist` to put a
    statement into better words; leave `found` as it is. Give the table to `framing.coverage(analysis, edits=...)`.

    Raises
    ------
    CorpusError
        A column is missing.
    UnknownName
        A cell holds a word that is not one of the five.
    """
    import pandas as pd

    frame = pd.read_csv(path, encoding="utf-8-sig", dtype={name: "str" for name in _NEEDED if name != "start"})
    missing = [name for name in _NEEDED if name not in frame]
    if missing:
        raise CorpusError(f"{path}: a coverage table needs the column {missing[0]!r}.")
    frame["cell"] = frame["cell"].str.strip().str.lower()
    for cell in frame["cell"].dropna().unique():
        if cell not in CELLS:
            raise UnknownName("cell", cell, CELLS)
    return frame.reindex(columns=list(COLUMNS))


@dataclass(frozen=True, eq=False)
class Edits:
    """An edited table: where sentences belong, what statements are called, which cells a person has set."""

    frame: pd.DataFrame | None

    @classmethod
    def of(cls, frame: pd.DataFrame | None) -> Edits:
        """Take a table, or none."""
        return cls(frame)

    def placed(self, event: str, sentences: Sentences) -> dict[int, tuple[str, ...]]:
        """Return the statements of every sentence of an event that the table has placed."""
        if self.frame is None:
            return {}
        rows = self.frame[(self.frame["event"] == event) & self.frame["article"].notna() & (self.frame["start"] >= 0)]
        known: dict[tuple[str, str, int], tuple[str, ...]] = {}
        for row in each_row(rows[rows["cell"] == "carried"]):
            place = (row.article, row.segment, int(row.start))
            known[place] = (*known.get(place, ()), row.statement)
        places = ((each.article, each.segment, each.start) for each in sentences.rows)
        return {number: known[place] for number, place in enumerate(places) if place in known}

    def names(self, event: str, statements: Sequence[Statement]) -> list[str]:
        """Return the names of an event's statements; a known one keeps its own."""
        taken = {each.known_as for each in statements if each.known_as}
        if self.frame is not None:
            taken |= set(self.frame.loc[self.frame["event"] == event, "statement"].dropna())
        numbers = [int(each.rpartition("/")[2]) for each in taken if each.rpartition("/")[2].isdigit()]
        number = max(numbers, default=0)  # a name that a person has emptied is not given to another statement
        names: list[str] = []
        for each in statements:
            number += not each.known_as
            names.append(each.known_as or f"{event}/{number:02d}")
        return names

    def kept(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Return the cells with what a person has set: a cell that differs from what was found, and new gists."""
        if self.frame is None:
            return cells
        set_by_hand = self.frame[self.frame["cell"].notna() & (self.frame["cell"] != self.frame["found"])]
        wanted = {(row.statement, row.outlet): row.cell for row in each_row(set_by_hand)}
        keys = zip(cells["statement"], cells["outlet"], strict=True)
        cell = [wanted.get(key, found) for key, found in zip(keys, cells["cell"], strict=True)]
        gists = self.frame.dropna(subset=["gist"]).drop_duplicates("statement").set_index("statement")["gist"]
        gist = cells["statement"].map(gists).fillna(cells["gist"])
        return cells.assign(cell=cell, gist=gist.astype("str"))
