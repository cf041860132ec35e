"""A speaker as a value."""

from __future__ import annotations

from typing import NamedTuple

from framing.lexicon import Actor
from framing.scorers.attribution.roles import SOURCE_TYPES

__all__ = ["AUTHOR", "DOCUMENT", "MEDIA", "NOBODY", "UNNAMED", "Speaker", "renamed", "speaker_of"]

UNNAMED = SOURCE_TYPES.index("unnamed")
MEDIA = SOURCE_TYPES.index("media")
DOCUMENT = SOURCE_TYPES.index("document")


class Speaker(NamedTuple):
    """A speaker as a reader would name it, and what is known of it."""

    name: str
    actor: str | None
    source_type: int
    named: bool
    gender: str = ""
    person: bool = False


NOBODY = Speaker("", None, UNNAMED, False)
AUTHOR = Speaker("author", None, MEDIA, False)


def speaker_of(actor: Actor) -> Speaker:
    """Return an actor as a speaker."""
    kind = SOURCE_TYPES.index(actor.source_type) if actor.source_type in SOURCE_TYPES else -1
    return Speaker(actor.name, actor.name, kind, True, actor.gender, actor.kind == "person")


def renamed(speaker: Speaker, name: str) -> Speaker:
    """Return a speaker by another name, by its own if that is empty."""
    return Speaker(name or speaker.name, *speaker[1:])
