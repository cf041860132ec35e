"""Actors: persons, governments, organisations, groups and media, and how texts name them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from framing.errors import UnknownName
from framing.lexicon.forms import digest

__all__ = ["Actor", "ActorFile", "Role"]

_OTHER_SIDE = {"A": "B", "B": "A"}


@dataclass(frozen=True)
class Role:
    """A title by which a person is named, with the dates between which it holds."""

    form: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Actor:
    """A person, government, organisation, group or medium, and how texts name it."""

    id: str
    name: str
    kind: str
    gender: str = ""
    side: str = "N"
    source_type: str = ""
    names: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    metonyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    members: str = ""
    guards: tuple[str, ...] = ()
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class ActorFile:
    """The actors of one topic (`topic` is the lexicon they go with; "" means always)."""

    id: str
    topic: str = ""
    title: str = ""
    version: str = ""
    license: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    description: str = ""
    actors: tuple[Actor, ...] = ()
    file: str = field(default="", compare=False)
    sha256: str = field(default="", compare=False)

    def __len__(self) -> int:
        return len(self.actors)

    @cached_property
    def _actor_of(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.actors}

    def actor(self, id: str) -> Actor:
        """Return the actor of this name; UnknownName says which is nearest."""
        if id not in self._actor_of:
            raise UnknownName("actor", id, self._actor_of)
        return self._actor_of[id]

    def swapped(self) -> ActorFile:
        """Return the file with sides A and B exchanged."""
        actors = tuple(replace(actor, side=_OTHER_SIDE.get(actor.side, actor.side)) for actor in self.actors)
        return replace(self, actors=actors, sha256=digest(f"{self.sha256} swapped"))

    def __repr__(self) -> str:
        return f"<ActorFile {self.id}: {len(self)} actors>"
