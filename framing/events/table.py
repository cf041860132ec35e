"""The table of events: a proposal that people look through, edit and put into force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from os import PathLike
from typing import TYPE_CHECKING, Any

from framing.corpus import Corpus
from framing.errors import CorpusError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["EventTable", "read_events"]

COLUMNS = ("article", "event", "score", "reason", "follows", "outlet", "published", "headline")


@dataclass(frozen=True, eq=False, repr=False)
class EventTable:
    """Which article reports on which event, how sure that is and why: one row per article in `frame`.

    Examples
    --------
    >>> import framing
    >>> table = framing.match_events(framing.demo_corpus())
    >>> table.frame.loc[0, ["event", "reason"]].tolist()
    ['istanbul-talks', 'given']
    """

    frame: pd.DataFrame

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[Any, ...]]) -> EventTable:
        """Make a table of rows in the order of the columns."""
        import pandas as pd

        frame = pd.DataFrame(list(rows), columns=list(COLUMNS))
        text = {name: "str" for name in COLUMNS if name not in ("score", "published")}
        return cls(frame.astype({**text, "score": "float64"}))

    @cached_property
    def events(self) -> dict[str, str]:
        """The event of each article that has one."""
        rows = self.frame.dropna(subset=["event"])
        return dict(zip(rows["article"], rows["event"], strict=True))

    def apply(self, corpus: Corpus) -> Corpus:
        """Return the corpus with these events; an event that an article has already stays.

        Raises
        ------
        CorpusError
            No article of the table is in the corpus.
        """
        events = self.events
        if len(self) and len(corpus) and set(self.frame["article"]).isdisjoint(each.id for each in corpus):
            named = f"None of the {len(self)} articles of this table of events is in the corpus"
            raise CorpusError(f"{named} ({self.frame['article'].iloc[0]!r}, …). Give the articles it was made for.")
        placed = [each if each.event else replace(each, event=events.get(each.id)) for each in corpus]
        return Corpus(placed, corpus.left_out, corpus.recognised, corpus.ambiguous)

    def to_csv(self, path: str | PathLike[str]) -> None:
        """Write the table for editing: change the column `event`, then read it back with `read_events`."""
        self.frame.to_csv(path, index=False)

    def __len__(self) -> int:
        return len(self.frame)

    def __repr__(self) -> str:
        held = self.frame["event"].notna()
        n_events = self.frame["event"].nunique()
        return f"<EventTable: {n_events} events of {held.sum()} articles, {(~held).sum()} articles alone>"

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>{self.frame.to_html(index=False, border=0, float_format='{:.2f}'.format)}"


def read_events(path: str | PathLike[str]) -> EventTable:
    """Read a table of events that was written with `to_csv` and perhaps edited.

    Only the columns `article` and `event` are needed.

    Raises
    ------
    CorpusError
        The file is missing or no CSV, a column is missing, or an article stands there twice with two events.
    """
    import pandas as pd

    try:
        frame = pd.read_csv(path, dtype="str", keep_default_na=True, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path} cannot be read as a table of events ({error}). Give a CSV file in UTF-8.") from error
    missing = {"article", "event"} - set(frame.columns)
    if missing:
        raise CorpusError(f"{path}: a table of events needs the column {sorted(missing)[0]!r}.")
    frame = frame.assign(event=frame["event"].str.strip().replace("", None)).dropna(subset=["article"])
    frame = frame.drop_duplicates(subset=["article", "event"])
    twice = frame.loc[frame["article"].duplicated(), "article"]
    if len(twice):
        raise CorpusError(f"{path}: article {twice.iloc[0]!r} stands there with two events. Keep one row.")
    full = frame.reindex(columns=list(COLUMNS)).reset_index(drop=True)
    full["score"] = pd.to_numeric(full["score"], errors="coerce")
    full["published"] = pd.to_datetime(full["published"], errors="coerce", utc=True, format="mixed")
    return EventTable(full)
