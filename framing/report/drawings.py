"""Which charts answer which question, and which evidence each of their parts opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.analysis import Analysis
from framing.charts.actors import actor_names, sides_of
from framing.charts.groups import group_sizes
from framing.compare import Comparison
from framing.report.figures import Drawing, Zones, cells, halves, rows, sides
from framing.report.index import actor_ids
from framing.report.model import Query

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "actor_drawings",
    "loaded_drawings",
    "quoted_drawings",
    "readability_drawings",
    "shift_drawing",
    "variant_drawings",
]

_TOPICS = 2  # charts of the names of a topic
_SETS = 1  # charts of single variant sets
_LANES = ("lexical", "share")
_ACTORS = 8


def _names(analysis: Analysis) -> list[str]:
    return [str(name) for name in group_sizes(analysis, "outlet")]


def loaded_drawings(analysis: Analysis, more: str = "") -> list[Drawing]:
    """Return the chart of loaded terms by outlet."""
    from framing import charts

    def query(name: str) -> Query:
        return Query("terms", {"outlet": name, "loaded": 1, "voice": "outlet"}, f"Loaded terms, {name}, outlet’s own voice")

    return [Drawing("loaded_rate", lambda: charts.outlet_rates(analysis), rows(_ranked(analysis), query), more)]


def _ranked(analysis: Analysis, measure: str = "loaded_rate") -> list[str]:
    """Return the outlets in the order of the chart."""
    from framing.charts.groups import rows_of

    return [str(name) for name in rows_of(analysis, measure, "outlet", "outlet").table.index]


def variant_drawings(analysis: Analysis, concepts: dict[str, str], more: str = "") -> list[Drawing]:
    """Return the charts of the topics with most names, and those of the sets in which outlets most often differ."""
    pooled = [_topic_drawing(analysis, each, more) for each in _topics(analysis)]
    return [*pooled, *(_set_drawing(analysis, each, concepts[each], more) for each in _divided(analysis))]


def _chosen(analysis: Analysis) -> pd.DataFrame:
    """Return the names of the two sides that outlets chose in their own voice."""
    terms = analysis.terms
    exchangeable = terms["exchangeable"] & terms["lane"].isin(_LANES) & terms["side"].isin(["A", "B"])
    return terms[exchangeable & (terms["voice"] == "outlet")]


def _topics(analysis: Analysis) -> list[str]:
    """Return the lexicons with most names of both sides; if there is none, that of which there are names at all."""
    grouped = _chosen(analysis).groupby("lexicon").agg(n=("article", "nunique"), sides=("side", "nunique")).reset_index()
    ordered = grouped.sort_values(["sides", "n", "lexicon"], ascending=[False, False, True])
    both = ordered.loc[ordered["sides"] > 1, "lexicon"].tolist()
    return both[:_TOPICS] or ordered["lexicon"].tolist()[:1] or [""]


def _topic_drawing(analysis: Analysis, lexicon: str, more: str) -> Drawing:
    from framing import charts

    def query(name: str, side: str) -> Query:
        where = {"lexicon": lexicon, "exchangeable": 1, "lane": list(_LANES), "voice": "outlet"}
        return Query("terms", {**where, "outlet": name, "side": side}, f"Side {side}’s names, {name}")

    zones: Zones = sides(_names(analysis), query) if lexicon else rows([], lambda name: None)
    return Drawing(_file("names", lexicon), lambda: charts.variant_shares(analysis, lexicon or None), zones, more)


def _file(*words: str) -> str:
    return "".join(mark if mark.isascii() and mark.isalnum() else "_" for mark in "_".join(filter(None, words)))


def _divided(analysis: Analysis) -> list[str]:
    """Return the sets of which the outlets use several names of both sides, those in most articles first."""
    grouped = (
        _chosen(analysis)
        .groupby("variant_set")
        .agg(n=("article", "nunique"), sides=("side", "nunique"), outlets=("outlet", "nunique"))
    )
    grouped = grouped[(grouped["sides"] > 1) & (grouped["outlets"] > 1)].reset_index()
    return grouped.sort_values(["n", "variant_set"], ascending=[False, True])["variant_set"].head(_SETS).tolist()


def _set_drawing(analysis: Analysis, name: str, concept: str, more: str) -> Drawing:
    from framing import charts

    def query(outlet: str, side: str) -> Query:
        where = {"variant_set": name, "outlet": outlet, "side": side, "voice": "outlet"}
        return Query("terms", where, f"{concept}: side {side}’s names, {outlet}")

    return Drawing(_file("names", name), lambda: charts.variant_shares(analysis, name), sides(_names(analysis), query), more)


def quoted_drawings(analysis: Analysis, more: str = "") -> list[Drawing]:
    """Return the charts of statements by outlet and of the cues that introduce the speakers of the two sides."""
    from framing import charts

    names = _names(analysis)
    spoken = analysis.attributions[analysis.attributions["actor"].notna()]
    known = sides_of(analysis, spoken)
    ids = actor_ids(analysis, spoken["actor"])
    actors = {side: sorted(ids[(known == side).to_numpy(bool, na_value=False)].unique()) for side in "AB"}

    def said(name: str) -> Query:
        return Query("attributions", {"outlet": name, "counted": 1}, f"Attributed statements, {name}")

    def introduced(name: str, side: str) -> Query:
        stances = ["doubting", "emotive", "neutral", "endorsing"]
        where = {"outlet": name, "actor": actors[side], "counted": 1, "stance": stances}
        return Query("attributions", where, f"Statements of side {side}’s speakers, {name}")

    return [
        Drawing("quoted", lambda: charts.quoted(analysis), rows(names, said), more),
        Drawing("stances", lambda: charts.stances(analysis), halves(names, introduced), more),
    ]


def actor_drawings(analysis: Analysis, more: str = "") -> list[Drawing]:
    """Return the heat map of tone toward the actors that are mentioned most."""
    from framing import charts

    mentions = analysis.mentions
    spoken = mentions[mentions["voice"] == "outlet"]
    known = spoken["actor"].value_counts()
    actors = sorted(known.index, key=lambda actor: (-int(known[actor]), str(actor)))[:_ACTORS]
    names = actor_names(analysis)
    ids = {id: id for id in names} | {name: id for id, name in names.items()}
    pairs = set(zip(spoken["outlet"].tolist(), spoken["actor"].tolist(), strict=True))

    def query(outlet: str, actor: str) -> Query | None:
        where = {"outlet": outlet, "actor": ids.get(actor, actor), "voice": "outlet"}
        title = f"{names.get(actor, actor)} in {outlet}, outlet’s own voice"
        return Query("mentions", where, title) if (outlet, actor) in pairs else None

    return [Drawing("tone", lambda: charts.tone(analysis), cells(_names(analysis), actors, query), more)]


def readability_drawings(analysis: Analysis, more: str = "") -> list[Drawing]:
    """Return the chart of reading ease."""
    from framing import charts

    return [Drawing("reading_ease", lambda: charts.outlet_rates(analysis, "reading_ease"), lambda ax: [], more)]


def shift_drawing(comparison: Comparison, number: int, *, top: int = 15) -> Drawing:
    """Return the chart of the terms that make up the difference between target and reference."""
    from framing import charts

    words = comparison.words.head(top)
    entries = [f"{each.lexicon} {each.entry}" for each in words.itertuples()]
    forms = dict(zip(entries, words["forms"].tolist(), strict=True))

    def query(entry: str) -> Query:
        voice = {} if comparison.voice == "all" else {"voice": comparison.voice}
        return Query("terms", {"entry": entry, "loaded": 1, **voice}, f"“{forms[entry]}” in all outlets")

    return Drawing(f"shift_{number}", lambda: charts.shift(comparison, top=top), rows(_unique(entries), query))


def _unique(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(names))
