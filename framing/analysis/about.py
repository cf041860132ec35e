"""Who says what about whom: the mentions in other people's words, by speaker and actor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.analysis.grouping import grouped
from framing.corpus import Corpus
from framing.measure import Measure

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["about_table"]

_PAIR = ("speaker_actor", "actor")
_AROUND = 80  # characters of the example on either side of the mention


def about_table(tables: Mapping[str, pd.DataFrame], tone: Measure, keys: Sequence[str], corpus: Corpus | None) -> pd.DataFrame:
    """Return one row per group, speaker and mentioned actor (see `Analysis.who_about_whom`)."""
    by = [*keys, *_PAIR]
    found = grouped(tables, [tone], by, "all").rename(columns={"value": "tone", "exposure": "n_mentions"})
    found["n_mentions"] = found["n_mentions"].astype("int64")
    mentions = tables["mentions"].dropna(subset=["speaker_actor"])
    shared = [key for key in keys if key not in mentions]
    rows = mentions.merge(tables["articles"][["article", *shared]], on="article").reset_index(drop=True)
    rows = rows.merge(found[[*by, "tone"]].rename(columns={"tone": "mean"}), on=by)
    rows = rows.assign(distance=(rows["tone"] - rows["mean"]).abs()).sort_values("distance", kind="stable")
    examples = rows.drop_duplicates(by)[[*by, "article", "segment", "start", "end", "text"]]
    examples = examples.assign(example=_passages(examples, corpus)).drop(columns="text")
    table = found.merge(examples, on=by, how="left").rename(columns={"speaker_actor": "speaker"})
    table = table.sort_values([*keys, "n_mentions", "speaker", "actor"], ascending=[*([True] * len(keys)), False, True, True])
    told = ["n_mentions", "n_articles", "tone", "low", "high", "note", "article", "segment", "start", "end", "example"]
    return table[[*keys, "speaker", "actor", *told]].reset_index(drop=True)


def _passages(rows: pd.DataFrame, corpus: Corpus | None) -> list[str]:
    """Return the words around some mentions, or the mentions alone where the articles are not at hand."""
    wanted = set(rows["article"])
    articles = {article.id: article for article in corpus or () if article.id in wanted}
    return [_passage(articles.get(str(row.article)), row) for row in rows.itertuples()]


def _passage(article: Any, row: Any) -> str:
    text = "" if article is None else (article.headline if row.segment == "headline" else article.text) or ""
    if text[row.start : row.end] != row.text:
        return str(row.text)
    low, high = max(row.start - _AROUND, 0), row.end + _AROUND
    before, after = text[low : row.start], text[row.end : high]
    before = before if low == 0 else f"…{before.partition(' ')[2]}"
    after = after if high >= len(text) else f"{after.rpartition(' ')[0]}…"
    return " ".join(f"{before}{row.text}{after}".split())
