"""How many different sources speak: a diversity of attributions over their speakers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.analysis.grouping import with_periods
from framing.errors import UnknownName

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LEAST", "diversity_table"]

LEAST = 10  # attributions below which a diversity says more about their number


def diversity_table(tables: Mapping[str, pd.DataFrame], keys: Sequence[str]) -> pd.DataFrame:
    """Return one row per group (see `Analysis.source_diversity`)."""
    import pandas as pd

    articles = with_periods(tables["articles"], keys)
    for key in keys:
        if key not in articles:
            raise UnknownName("column of articles", key, articles)
    rows = tables["attributions"]
    rows = rows.loc[rows["counted"] & rows["speaker"].notna(), ["article", "speaker"]]
    merged = rows.merge(articles[["article", *keys]], on="article")
    groups = merged.groupby(list(keys), sort=True)
    found = [_row(keys, name, group) for name, group in groups]
    columns = [*keys, "measure", "value", "low", "high", "n_articles", "count", "n_sources", "note"]
    return pd.DataFrame(found, columns=columns)


def _row(keys: Sequence[str], name: Any, group: pd.DataFrame) -> list[Any]:
    import pandas as pd

    from framing import stats

    table = pd.crosstab(group["article"], group["speaker"])
    facts = [len(table), len(group), table.shape[1]]
    names = list(name) if isinstance(name, tuple) else [name]
    if len(group) < LEAST:
        nan = float("nan")
        return [*names, "source_diversity", nan, nan, nan, *facts, f"fewer than {LEAST} attributions with a speaker"]
    found = stats.source_diversity(table.to_numpy())
    return [*names, "source_diversity", found.value, found.low, found.high, *facts, found.note]
