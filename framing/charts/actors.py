"""The names and sides of the actors that an analysis knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from framing.analysis import Analysis
from framing.errors import UnknownName
from framing.lexicon import load_actors

if TYPE_CHECKING:
    import pandas as pd

    from framing.lexicon import Actor

__all__ = ["actor_names", "file_title", "known_actors", "only_actors", "side_file", "sides_of"]


def known_actors(analysis: Analysis, file: str | None = None) -> Mapping[str, Actor]:
    """Return the actors of the packaged files that the manifest names (or of one of them), by their ids.

    An actor of several files is that of the topic which most articles are about.
    """
    known: dict[str, Actor] = {}
    about = {each["id"]: int(each.get("articles", 0)) for each in analysis.manifest.get("lexicons", ())}
    for each in sorted(analysis.manifest.get("actors", ()), key=lambda each: -about.get(each["id"], 0)):
        if file in (None, each["id"]):
            known = {**_actors(each["id"]), **known}
    return known


def _actors(file: str) -> dict[str, Actor]:
    try:
        return {actor.id: actor for actor in load_actors(file).actors}
    except UnknownName:
        return {}  # a file of the user's own, which is not at hand any more: its actors go by their ids


def only_actors(analysis: Analysis, actors: Collection[str]) -> Analysis:
    """Return the analysis with the mentions of these actors alone, so that little has to be counted."""
    mentions = analysis.mentions
    kept = mentions[mentions["actor"].isin(list(actors))]
    return Analysis({**analysis.tables, "mentions": kept}, analysis.measures, analysis.manifest, analysis.corpus)


def actor_names(analysis: Analysis) -> Mapping[str, str]:
    """Return how actors are called, by their ids."""
    return {id: actor.name for id, actor in known_actors(analysis).items()}


def sides_of(analysis: Analysis, table: pd.DataFrame, file: str | None = None) -> pd.Series:
    """Return the side of the actor of every row (missing where it is not known); rows name actors or their ids.

    Sides of different files are not the same sides: without a file, the one that knows most rows is taken.
    """
    if "side" in table:
        return table["side"]
    return _sides(known_actors(analysis, chosen), table) if (chosen := side_file(analysis, table, file)) else _nobody(table)


def side_file(analysis: Analysis, table: pd.DataFrame, file: str | None = None) -> str:
    """Return the actor file whose sides are meant: the one that is named, else the one that knows most rows; "" for none."""
    files = [str(each["id"]) for each in analysis.manifest.get("actors", ())]
    if file is not None and file not in files:
        raise UnknownName("actor file", file, files)
    known = {each: int(_sides(known_actors(analysis, each), table).isin(["A", "B"]).sum()) for each in files}
    return file or max(known, key=lambda each: known[each], default="")


def file_title(file: str) -> str:
    """Return whose actors a packaged file holds, its id for others."""
    try:
        return load_actors(file).title or file
    except UnknownName:
        return file


def _nobody(table: pd.DataFrame) -> pd.Series:
    return table["actor"].map(dict[str, str]())


def _sides(known: Mapping[str, Actor], table: pd.DataFrame) -> pd.Series:
    by_name = {actor.name: actor.side for actor in known.values()}
    return table["actor"].map(by_name | {id: actor.side for id, actor in known.items()})
