"""How two sets of articles are compared: on which articles, matched by which events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.analysis import Analysis
from framing.analysis.grouping import check_keys, with_periods
from framing.errors import FramingError, NotEnoughData, UnknownName

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["OTHERS", "Design", "design_of"]

OTHERS = "all others"


@dataclass(frozen=True, eq=False)
class Design:
    """The articles of a comparison.

    `side` is 0 for the target's articles, 1 for the reference's and -1 for those that are not compared; `event` numbers
    the event of each article (-1 where the articles are not matched).
    """

    key: str
    target: str
    reference: str
    matched_by: str | None
    side: NDArray[np.int8]
    event: NDArray[np.intp]
    events: tuple[str, ...]
    n_unmatched: int

    @property
    def n_events(self) -> int:
        """Number of matched events."""
        return len(self.events)

    @property
    def n_articles(self) -> tuple[int, int]:
        """Articles of the target and of the reference."""
        return int((self.side == 0).sum()), int((self.side == 1).sum())

    def describe(self) -> str:
        """Say in words what is compared with what."""
        first, second = self.n_articles
        if self.matched_by is None:
            return f"{first} and {second} articles, not matched by event"
        events = f"{self.n_events} {self.matched_by}{'' if self.n_events == 1 else 's'}"
        return f"{first} and {second} articles on the {events} both covered"


def design_of(
    analysis: Analysis, key: str, target: str, reference: str | None, match: str | Sequence[str] | None
) -> Design:
    """Choose the articles: those of the events that both covered, if articles carry events."""
    check_keys([key])
    check_keys(_listed(match))
    articles = with_periods(analysis.articles, [key, *_listed(match)])
    if key not in articles:
        raise UnknownName("column of articles", key, articles)
    values = articles[key].astype("str").where(articles[key].notna())
    names = sorted(values.dropna().unique())
    for name in (target, *([] if reference is None else [reference])):
        if str(name) not in names:
            raise UnknownName(key, name, names)
    if target == reference:
        raise FramingError(f"Target and reference are both {target!r}. Name two different ones.")
    if reference is None and len(names) == 1:
        raise NotEnoughData(f"All articles have the {key} {target!r}: there is nothing to compare with. Add articles of others.")
    other = values.notna() if reference is None else values == str(reference)
    side = np.where(values == str(target), 0, np.where(other, 1, -1)).astype(np.int8)
    by = _matching(articles, match)
    if by is None:
        none = np.full(len(side), -1, np.intp)
        return Design(key, str(target), reference or OTHERS, None, side, none, (), 0)
    return _matched(articles, key, str(target), reference, side, by)


def _listed(match: str | Sequence[str] | None) -> list[str]:
    if match is None or match in ("auto", "none"):
        return []
    if isinstance(match, str) or not isinstance(match, Iterable):
        return [match]
    return list(match)


def _matching(articles: pd.DataFrame, match: str | Sequence[str] | None) -> list[str] | None:
    if match == "auto":
        return ["event"] if articles["event"].notna().any() else None
    columns = _listed(match)
    for column in columns:
        if column not in articles:
            raise UnknownName("column to match by", column, articles)
    return columns or None


def _matched(
    articles: pd.DataFrame, key: str, target: str, reference: str | None, side: NDArray[np.int8], by: list[str]
) -> Design:
    event = articles.groupby(by, sort=True).ngroup().fillna(-1).to_numpy(np.intp)
    size = int(event.max(initial=-1)) + 1
    there = [np.bincount(event[(side == each) & (event >= 0)], minlength=size) > 0 for each in (0, 1)]
    both = there[0] & there[1]
    used = (event >= 0) & both[np.maximum(event, 0)] & (side >= 0) if size else np.zeros(len(side), bool)
    number = np.cumsum(both) - 1 if size else np.zeros(0, np.intp)
    columns = articles.loc[used, by].astype("str").to_numpy()
    labels = [", ".join(row) for row in columns.tolist()]
    names = dict(zip(event[used].tolist(), labels, strict=True))
    kept = np.where(used, number[np.maximum(event, 0)], -1) if size else np.full(len(side), -1, np.intp)
    left = int(((side >= 0) & ~used).sum())
    events = tuple(names[each] for each in sorted(names))
    return Design(key, target, reference or OTHERS, " and ".join(by), np.where(used, side, -1), kept, events, left)
