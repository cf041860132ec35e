"""The table of actors: how often they are mentioned, and in what tone; and what the tables of actors share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysis import Analysis
from framing.charts.actors import actor_names, known_actors
from framing.compare.wording import VOICES
from framing.report.index import actor_ids
from framing.report.model import Column, Sheet
from framing.report.sheets.rows import largest_first, queries_of
from framing.report.sheets.voices import ARTICLES, OUTLET, VOICE_WORDS, in_voice

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MOST_ACTORS", "most_mentioned", "portrayal_sheet", "with_actors"]

MOST_ACTORS = 40  # of a table on the page


def portrayal_sheet(analysis: Analysis) -> Sheet:
    """Return how often each actor is mentioned and in what tone, by outlet and voice."""
    import pandas as pd

    some = _only(analysis, most_mentioned(analysis))
    parts = [_portrayal(some, voice) for voice in VOICES]
    frame = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    frame = largest_first(with_actors(analysis, frame), "n", "name", "outlet", "voice")
    queries = queries_of(
        frame, "mentions",
        lambda each: {"outlet": each.outlet, "actor": each.actor} | in_voice(each.voice),
        lambda each: f"{each.name} in {each.outlet}, {each.whose}",
    )  # fmt: skip
    columns = [
        Column("name", "Actor"),
        OUTLET,
        Column("whose", "Whose words"),
        Column("n", "Mentions", "count"),
        ARTICLES,
        Column("tone", "Tone, −1 to 1", "tone", "low", "high"),
        Column("negative_share", "Negative", "share"),
        Column("positive_share", "Positive", "share"),
        Column("side", "Side", "side"),
    ]
    keys = {"outlet": "outlet", "voice": "voice", "actor": "actor", "side": "side"}
    return Sheet(
        "actors", "Actors by outlet", frame, columns, queries, "n", keys, pooled=True,
        note=f"The {MOST_ACTORS} actors with most mentions. Tone is read sentence by sentence by a model and is often wrong for "
        "a single mention.",
    )  # fmt: skip


def most_mentioned(analysis: Analysis) -> list[str]:
    """Return the names of the `MOST_ACTORS` actors that are mentioned most."""
    counts = analysis.mentions["actor"].value_counts()
    return sorted(counts.index, key=lambda actor: (-int(counts[actor]), str(actor)))[:MOST_ACTORS]


def with_actors(analysis: Analysis, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the id of their actor in place of the name, and the short name and the side beside it."""
    names = actor_names(analysis)
    sides = {id: actor.side for id, actor in known_actors(analysis).items()}
    frame = frame.assign(actor=actor_ids(analysis, frame["actor"]))
    return frame.assign(name=[names.get(each, each) for each in frame["actor"]], side=frame["actor"].map(sides))


def _only(analysis: Analysis, actors: list[str]) -> Analysis:
    mentions = analysis.mentions[analysis.mentions["actor"].isin(actors)].reset_index(drop=True)
    return replace(analysis, tables={**analysis.tables, "mentions": mentions})


def _portrayal(analysis: Analysis, voice: str) -> pd.DataFrame:
    tone = analysis.by("outlet", "actor", voice=voice, measures=["tone"])
    frame = tone.rename(columns={"value": "tone", "exposure": "n"})
    frame = frame[["outlet", "actor", "n", "n_articles", "tone", "low", "high"]]
    mentions = analysis.mentions if voice == "all" else analysis.mentions[analysis.mentions["voice"] == voice]
    for label in ("negative", "positive"):
        share = (mentions["label"] == label).groupby([mentions["outlet"], mentions["actor"]], observed=True).mean()
        frame = frame.merge(share.rename(f"{label}_share").reset_index(), on=["outlet", "actor"], how="left")
    return frame.assign(voice=voice, whose=VOICE_WORDS[voice])
