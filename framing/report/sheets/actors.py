"""The table of actors: how often they are mentioned, and in what tone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysis import Analysis
from framing.charts.actors import actor_names, known_actors
from framing.compare.wording import VOICES
from framing.report.index import actor_ids
from framing.report.model import Column, Query, Sheet
from framing.report.sheets.voices import OUTLET, VOICE_WORDS, in_voice

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["portrayal_sheet"]

_ACTORS = 40


def portrayal_sheet(analysis: Analysis) -> Sheet:
    """Return how often each actor is mentioned and in what tone, by outlet and voice."""
    import pandas as pd

    some = _most_mentioned(analysis)
    parts = [_portrayal(some, voice) for voice in VOICES]
    frame = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    names = actor_names(analysis)
    sides = {id: actor.side for id, actor in known_actors(analysis).items()}
    frame = frame.assign(actor=actor_ids(analysis, frame["actor"]))
    frame = frame.assign(name=[names.get(each, each) for each in frame["actor"]], side=frame["actor"].map(sides))
    frame = frame.sort_values(["n", "name", "outlet", "voice"], ascending=[False, True, True, True], ignore_index=True)
    queries = [
        Query(
            "mentions",
            {"outlet": each.outlet, "actor": each.actor} | in_voice(str(each.voice)),
            f"{each.name} in {each.outlet}, {each.whose}",
        )
        for each in frame.itertuples()
    ]
    columns = [
        Column("name", "Actor"),
        OUTLET,
        Column("whose", "Whose words"),
        Column("n", "Mentions", "count"),
        Column("n_articles", "Articles", "count"),
        Column("tone", "Tone, −1 to 1", "tone", "low", "high"),
        Column("negative_share", "Negative", "share"),
        Column("positive_share", "Positive", "share"),
        Column("side", "Side", "side"),
    ]
    keys = {"outlet": "outlet", "voice": "voice", "actor": "actor", "side": "side"}
    return Sheet(
        "actors", "Actors by outlet", frame, columns, queries, "n", keys, pooled=True,
        note=f"The {_ACTORS} actors with most mentions. Tone is read sentence by sentence by a model and is often wrong for a "
        "single mention.",
    )  # fmt: skip


def _most_mentioned(analysis: Analysis) -> Analysis:
    """Return the analysis with the mentions of the actors that are mentioned most."""
    counts = analysis.mentions["actor"].value_counts()
    names = sorted(counts.index, key=lambda actor: (-int(counts[actor]), str(actor)))[:_ACTORS]
    mentions = analysis.mentions[analysis.mentions["actor"].isin(names)].reset_index(drop=True)
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
