"""Actors: persons, governments, organisations, groups and media, and how texts name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from framing.errors import UnknownName
from framing.lexicon.forms import digest

__all__ = ["Actor", "ActorFile", "Role", "membership_problems"]

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


def membership_problems(actors: Sequence[Actor]) -> Iterator[tuple[Actor, str]]:
    """Yield actors whose `members` is no actor among these, or leads round in a circle; with what to do.

    Examples
    --------
    >>> [told for _, told in membership_problems([Actor("ann", "Ann", "person", members="north")])]
    ["members 'north' is not an actor of this file. Add it, or remove `members`."]
    """
    above = {actor.id: actor.members for actor in actors}
    told: set[str] = set()
    for actor in actors:
        if actor.members and actor.members not in above:
            yield actor, f"members {actor.members!r} is not an actor of this file. Add it, or remove `members`."
        seen, body = [actor.id], actor.members
        while body and body in above and body not in seen:
            seen.append(body)
            body = above[body]
        circle = seen[seen.index(body) :] if body in seen else []
        if circle and not told & set(circle):
            told.update(circle)
            yield actor, f"actors are members of each other: {' -> '.join([*circle, body])}. Remove one `members` of these."


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
