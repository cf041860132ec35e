"""Terminology as a choice: which of several names for one referent an outlet uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from framing.analysis.grouping import with_periods
from framing.errors import UnknownName

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["variant_table"]

_FORMS = 6  # of a name, as found


def variant_table(tables: Mapping[str, pd.DataFrame], keys: Sequence[str], voice: str) -> pd.DataFrame:
    """Return one row per group, variant set and entry (see `Analysis.variants`)."""
    articles = with_periods(tables["articles"], keys)
    for key in keys:
        if key not in articles:
            raise UnknownName("column of articles", key, articles)
    rows = _rows(tables["terms"], voice)
    counts = rows.groupby(["article", "variant_set", "entry", "side"], observed=True).size().rename("n").reset_index()
    counts["of"] = counts.groupby(["article", "variant_set"])["n"].transform("sum")
    best = counts.groupby(["article", "variant_set"])["n"].transform("max")
    counts["majority"] = counts["n"] == best
    counts["majority"] = counts["majority"] / counts.groupby(["article", "variant_set"])["majority"].transform("sum")
    counts = counts.merge(articles[["article", *keys]], on="article")
    group = [*keys, "variant_set"]
    whole = (
        counts.drop_duplicates(["article", "variant_set"])
        .groupby(group, dropna=False)
        .agg(exposure=("of", "sum"), n_articles=("article", "size"))
    )
    chosen = counts.groupby([*group, "entry", "side"], dropna=False).agg(n=("n", "sum"), majority=("majority", "sum"))
    table = chosen.reset_index().merge(whole.reset_index(), on=group)
    table["_topic"] = table["variant_set"].str.split(".").str[0]
    table["share"] = table["n"] / table["exposure"]
    table = table.merge(_about(articles, keys), on=[*keys, "_topic"], how="left") if len(table) else table
    rows = rows[["article", "variant_set", "entry", "text"]].merge(articles[["article", *keys]], on="article")
    return _with_intervals(table.merge(_forms(rows, keys), on=[*group, "entry"], how="left"), keys)


def _forms(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return how each group writes each name, the most frequent form first."""
    name = [*keys, "variant_set", "entry"]
    found = rows.groupby([*name, "text"], dropna=False, observed=True).size().rename("_times").reset_index()
    found = found.sort_values(["_times", "text"], ascending=[False, True])
    names = found.groupby(name, dropna=False, observed=True)["text"]
    return names.agg(lambda texts: ", ".join(texts.iloc[:_FORMS])).rename("forms").reset_index()


def _about(articles: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return how many articles of each group are about each topic."""
    topics = articles["topics"].fillna("").str.split(", ")
    long = articles[list(keys)].assign(_topic=topics).explode("_topic")
    return long.groupby([*keys, "_topic"], dropna=False).size().rename("_about").reset_index()


def _rows(terms: pd.DataFrame, voice: str) -> pd.DataFrame:
    rows = terms[terms["exchangeable"] & terms["variant_set"].notna()]
    return rows if voice == "all" else rows[rows["voice"] == voice]


def _with_intervals(table: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    from framing import stats

    sizes = table["n_articles"].to_numpy(float)
    low, high = stats.jeffreys(table["majority"].to_numpy(float), np.where(sizes >= 3, sizes, np.nan))
    table["article_share"] = table["majority"] / table["n_articles"]
    table = table.assign(low=low, high=high)
    table["avoiding"] = (table["_about"] - table["n_articles"]).clip(lower=0) if len(table) else 0
    columns = ["variant_set", "entry", "side", "forms", "n", "share", "n_articles", "article_share", "low", "high"]
    columns.append("avoiding")
    return table[[*keys, *columns]].sort_values([*keys, "variant_set", "n"], ascending=[True] * (len(keys) + 1) + [False])
