"""How much of what the others report an outlet reports."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from framing.coverage.cells import CARRIED, NOT_KNOWN, OMITTED, PARTLY

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["outlet_table", "pair_table"]

_LENGTH = 0.5  # articles that differ by more than half in words are not compared


def outlet_table(cells: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the weighted share of the statements that each outlet carries."""
    import pandas as pd

    first = cells.drop_duplicates(subset=["statement", "outlet"])
    words = _words(articles[articles["event"].isin(set(cells["event"]))])
    rows = []
    for outlet, own in first.groupby("outlet"):
        knowable = own[own["cell"] != NOT_KNOWN]
        value = (knowable["cell"] == CARRIED) + 0.5 * (knowable["cell"] == PARTLY)
        total = knowable["n_others"].sum()
        counts = [(own["cell"] == kind).sum() for kind in (CARRIED, PARTLY, OMITTED)]
        share = (value * knowable["n_others"]).sum() / total if total else np.nan
        rows.append((outlet, share, len(own), len(knowable), *counts, words.xs(outlet, level="outlet").sum()))
    names = ["outlet", "coverage", "n_statements", "n_knowable", "n_carried", "n_partly", "n_omitted", "n_words"]
    return pd.DataFrame(rows, columns=names)


def _words(articles: pd.DataFrame) -> pd.Series[int]:
    named = articles.assign(outlet=articles["outlet"].fillna(articles["article"]))
    return named.groupby(["event", "outlet"])["n_words"].sum()


def pair_table(cells: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return how far two outlets carry the same statements."""
    import pandas as pd

    first = cells.drop_duplicates(subset=["statement", "outlet"])
    words = _words(articles)
    wide = first.pivot(index=["event", "statement"], columns="outlet", values="cell")
    rows = []
    for one, other in combinations(sorted(wide.columns), 2):
        both = wide[[one, other]].dropna()
        both = both[(both[one] != NOT_KNOWN) & (both[other] != NOT_KNOWN)]
        events = both.index.get_level_values("event").unique()
        like = [each for each in events if _of_like_length(words[each, one], words[each, other])]
        kept = both[both.index.get_level_values("event").isin(like)]
        here, there = kept[one].isin([CARRIED, PARTLY]), kept[other].isin([CARRIED, PARTLY])
        n_joint, n_both = int((here | there).sum()), int((here & there).sum())
        rows.append((
            one, other, len(like), n_joint, n_both, int((here & ~there).sum()), int((there & ~here).sum()),
            n_both / n_joint if n_joint else np.nan, len(events) - len(like),
        ))
    names = ["outlet", "other", "n_events", "n_joint", "n_both", "n_only_outlet", "n_only_other", "agreement",
             "n_length_excluded"]
    return pd.DataFrame(rows, columns=names)


def _of_like_length(one: int, other: int) -> bool:
    return max(one, other) <= (1 + _LENGTH) * min(one, other)
