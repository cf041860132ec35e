"""The tables of what actors do and say: their place, their parts in harm and help, who speaks of whom."""

from __future__ import annotations

from framing.analysis import Analysis
from framing.report.index import actor_ids
from framing.report.model import Column, Sheet
from framing.report.sheets.actors import MOST_ACTORS, most_mentioned, with_actors
from framing.report.sheets.rows import largest_first, queries_of
from framing.report.sheets.voices import ARTICLES, OUTLET

__all__ = ["role_sheet", "spoken_sheet"]

_SHARES = {
    "headline_share": "In headlines",
    "lead_share": "In first paragraphs",
    "voice_share": "Of all words quoted or reported",
    "harm_agent_share": "Doer, of its parts in harm",
    "help_agent_share": "Helper, of its parts in help",
}
_OTHERS = {"stance_balance": "Endorsed less doubted, −1 to 1", "loaded_per_100_mentions": "Loaded terms per 100 mentions"}


def role_sheet(analysis: Analysis) -> Sheet | None:
    """Return where actors stand, how much they speak and what they do, by outlet; None without such measures."""
    known = {measure.name for measure in analysis.measures}
    measures = [name for name in (*_SHARES, *_OTHERS) if name in known]
    mentions = analysis.mentions
    counts = mentions.groupby(["outlet", "actor"], observed=True).agg(n=("start", "size"), n_articles=("article", "nunique"))
    if not measures or not len(counts):
        return None
    found = analysis.by("outlet", "actor", measures=measures)
    wide = found.pivot_table("value", ["outlet", "actor"], "measure", "first", observed=True).reindex(columns=measures)
    frame = counts.join(wide).reset_index()
    frame = frame[frame["actor"].isin(most_mentioned(analysis))]
    frame = with_actors(analysis, largest_first(frame, "n", "actor", "outlet"))
    queries = queries_of(
        frame, "mentions",
        lambda each: {"outlet": each.outlet, "actor": each.actor},
        lambda each: f"{each.name} in {each.outlet}, all voices",
    )  # fmt: skip
    told = {name for name in measures if frame[name].fillna(0).any()}  # a column in which nothing was found only takes room
    columns = [
        Column("name", "Actor"),
        OUTLET,
        Column("n", "Mentions", "count"),
        ARTICLES,
        *(Column(name, label, "share") for name, label in _SHARES.items() if name in told),
        *(Column(name, label, "number") for name, label in _OTHERS.items() if name in told),
    ]
    return Sheet(
        "roles", "Where actors stand, what they say and do", frame, columns, queries, "n",
        {"outlet": "outlet", "actor": "actor", "side": "side"},
        note=f"The {MOST_ACTORS} actors with most mentions. Headlines and first paragraphs are shares of the outlet’s articles. "
        "Parts in harm and help are those of an actor who is named as doer, or as the one harmed or helped; they rest on few "
        "rows. A dash means that there was nothing to count in; what was found nowhere has no column.",
    )  # fmt: skip


def spoken_sheet(analysis: Analysis) -> Sheet | None:
    """Return who speaks of whom in which outlet, and in what tone; None where nobody does."""
    if "speaker_actor" not in analysis.mentions or "tone" not in {measure.name for measure in analysis.measures}:
        return None
    frame = analysis.who_about_whom("outlet")
    if not len(frame):
        return None
    frame = largest_first(frame, "n_mentions", "speaker", "actor", "outlet")
    frame = frame.assign(spoken_of=frame["actor"], actor=actor_ids(analysis, frame["actor"]))
    queries = queries_of(
        frame, "mentions",
        lambda each: {
            "outlet": each.outlet, "speaker_actor": each.speaker, "actor": each.actor, "voice": ["direct", "indirect"],
        },
        lambda each: f"{each.speaker} on {each.spoken_of}, {each.outlet}",
    )  # fmt: skip
    columns = [
        Column("speaker", "Who speaks"),
        Column("spoken_of", "Of whom"),
        OUTLET,
        Column("n_mentions", "Mentions", "count"),
        ARTICLES,
        Column("tone", "Tone, −1 to 1", "tone", "low", "high"),
        Column("example", "For example"),
    ]
    return Sheet(
        "who_of_whom", "Who speaks of whom", frame, columns, queries, "n_mentions", {"outlet": "outlet", "actor": "actor"},
        note="Quoted and reported speech of the actors that the actor files list; the outlet’s own words are not counted. "
        "Tone is that of the sentence as the outlet renders it.",
    )  # fmt: skip
