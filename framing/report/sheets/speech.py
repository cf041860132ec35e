"""The tables of statements: how much is attributed, to whom, with which verbs."""

from __future__ import annotations

from framing.analysis import Analysis
from framing.charts.actors import known_actors
from framing.report.index import actor_ids
from framing.report.model import Column, Sheet
from framing.report.sheets.measures import wide
from framing.report.sheets.rows import largest_first, queries_of
from framing.report.sheets.voices import ARTICLES, OUTLET

__all__ = ["cue_sheet", "quoted_sheet", "speaker_sheet"]


def quoted_sheet(analysis: Analysis) -> Sheet:
    """Return how much of an outlet's text is attributed to others, and how."""
    names = ["attribution_rate", "direct_share", "unnamed_share", "doubting_share", "endorsing_share", "official_share"]
    frame = wide(analysis, names)
    queries = queries_of(
        frame, "attributions",
        lambda each: {"outlet": each.outlet, "counted": 1},
        lambda each: f"Attributed statements, {each.outlet}",
    )  # fmt: skip
    columns = [
        OUTLET,
        ARTICLES,
        Column("count", "Statements", "count"),
        Column("attribution_rate", "Per 1,000 words", "rate", "attribution_rate_low", "attribution_rate_high"),
        Column("direct_share", "Quoted directly", "share", "direct_share_low", "direct_share_high"),
        Column("unnamed_share", "Source unnamed", "share", "unnamed_share_low", "unnamed_share_high"),
        Column("doubting_share", "Doubting verb", "share", "doubting_share_low", "doubting_share_high"),
        Column("endorsing_share", "Endorsing verb", "share", "endorsing_share_low", "endorsing_share_high"),
        Column("official_share", "Officials", "share", "official_share_low", "official_share_high"),
    ]
    return Sheet(
        "attribution_by_outlet", "Statements of others by outlet", frame, columns, queries, "count", {"outlet": "outlet"},
        note="More quotations are not better journalism: they can be stenography.",
    )  # fmt: skip


def speaker_sheet(analysis: Analysis) -> Sheet:
    """Return who is quoted by whom, and how."""
    rows = analysis.attributions
    rows = rows[rows["counted"] & rows["speaker"].notna()]
    rows = rows.assign(
        direct=rows["kind"] == "direct", doubting=rows["stance"] == "doubting", endorsing=rows["stance"] == "endorsing",
        actor=actor_ids(analysis, rows["actor"]),
    )  # fmt: skip
    grouped = rows.groupby(["outlet", "speaker"], observed=True)
    frame = grouped.agg(
        n=("text", "size"),
        n_articles=("article", "nunique"),
        direct=("direct", "sum"),
        doubting=("doubting", "sum"),
        endorsing=("endorsing", "sum"),
        source_type=("source_type", "first"),
        actor=("actor", "first"),
    ).reset_index()
    frame["side"] = frame["actor"].map({id: actor.side for id, actor in known_actors(analysis).items()})
    frame = largest_first(frame, "n", "speaker", "outlet")
    queries = queries_of(
        frame, "attributions",
        lambda each: {"outlet": each.outlet, "speaker": each.speaker, "counted": 1},
        lambda each: f"{each.speaker} in {each.outlet}",
    )  # fmt: skip
    columns = [
        Column("speaker", "Speaker"),
        OUTLET,
        Column("n", "Statements", "count"),
        ARTICLES,
        Column("direct", "Quoted", "count"),
        Column("doubting", "Doubted", "count"),
        Column("endorsing", "Endorsed", "count"),
        Column("source_type", "Kind of source", "label"),
        Column("side", "Side", "side"),
    ]
    keys = {"outlet": "outlet", "actor": "actor", "side": "side"}
    return Sheet("speakers", "Who is quoted", frame, columns, queries, "n", keys)


def cue_sheet(analysis: Analysis) -> Sheet:
    """Return with which verbs and phrases outlets introduce statements."""
    rows = analysis.attributions
    rows = rows[rows["counted"] & rows["cue"].notna()]
    frame = rows.groupby(["outlet", "cue", "stance"], dropna=False, observed=True).agg(
        n=("text", "size"), n_articles=("article", "nunique")
    ).reset_index()  # fmt: skip
    frame = largest_first(frame, "n", "cue", "outlet", "stance")
    queries = queries_of(
        frame, "attributions",
        lambda each: {"outlet": each.outlet, "cue": each.cue, "counted": 1}
        | ({"stance": each.stance} if isinstance(each.stance, str) else {}),
        lambda each: f"“{each.cue}” in {each.outlet}",
    )  # fmt: skip
    columns = [
        Column("cue", "Verb or phrase"),
        OUTLET,
        Column("stance", "Stance"),
        Column("n", "Times", "count"),
        ARTICLES,
    ]
    return Sheet("cues", "The verbs of saying", frame, columns, queries, "n", {"outlet": "outlet"})
