"""The names and sides of the actors that an analysis knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from framing.analysis import Analysis
from framing.errors import UnknownName
from framing.lexicon import load_actors

if TYPE_CHECKING:
    import pandas as pd

    from framing.lexicon import Actor

__all__ = ["actor_names", "known_actors", "sides_of"]


def known_actors(analysis: Analysis) -> Mapping[str, Actor]:
    """Return the actors of the packaged files that the manifest names, by their ids."""
    known: dict[str, Actor] = {}
    for each in analysis.manifest.get("actors", ()):
        try:
            file = load_actors(each["id"])
        except UnknownName:
            continue  # a file of the user's own is not at hand any more: its actors go by their ids
        known = {**{actor.id: actor for actor in file.actors}, **known}
    return known


def actor_names(analysis: Analysis) -> Mapping[str, str]:
    """Return how actors are called, by their ids."""
    return {id: actor.name for id, actor in known_actors(analysis).items()}


def sides_of(analysis: Analysis, table: pd.DataFrame) -> pd.Series:
    """Return the side of the actor of every row (missing where it is not known); rows name actors or their ids."""
    if "side" in table:
        return table["side"]
    known = known_actors(analysis)
    sides = {actor.name: actor.side for actor in known.values()} | {id: actor.side for id, actor in known.items()}
    return table["actor"].map(sides)
