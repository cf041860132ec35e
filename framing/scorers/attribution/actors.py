"""The names of actors as phrases, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from framing.lexicon import Actor, ActorFile, available_actors, load_actors
from framing.lexicon.matcher import Form
from framing.scorers.attribution.speaker import Speaker, speaker_of

__all__ = ["ActorForms", "Known", "packaged_actors"]


@lru_cache(maxsize=1)
def packaged_actors() -> tuple[ActorFile, ...]:
    """Return the actor files that ship with the library."""
    return tuple(load_actors(name) for name in available_actors())


class Known(NamedTuple):
    """An actor, and the speaker that it is."""

    actor: Actor
    speaker: Speaker


class ActorForms:
    """The names of actors as phrases, and whose they are."""

    def __init__(self, files: Sequence[ActorFile]) -> None:
        self.files = tuple(files)  # kept, so that an id in a key stays theirs
        listed: list[tuple[str, Actor, bool]] = []
        for file in files:
            for actor in file.actors:
                own = (*actor.names, *actor.metonyms)
                listed += [(form.removeprefix("the "), actor, True) for form in own]
                listed += [(form, actor, False) for form in (*actor.aliases, *(role.form for role in actor.roles))]
        own_speakers = {id(actor): Known(actor, speaker_of(actor)) for file in files for actor in file.actors}
        self.known = [own_speakers[id(actor)] for _, actor, _ in listed]
        self.by_name = {name: known for known in self.known for name in (known.actor.name, *known.actor.names)}
        self.holders: dict[str, list[Known]] = {}
        for (form, actor, proper), known in zip(listed, self.known, strict=True):
            if not proper and actor.kind == "person":
                self.holders.setdefault(form.lower(), []).append(known)
        self.proper = [proper for _, _, proper in listed]
        shown = [proper and actor.kind in ("person", "medium") for _, actor, proper in listed]
        self.direct = np.array([each and " and " not in form for each, (form, _, _) in zip(shown, listed, strict=True)], bool)
        self.forms = [Form(form, "initial" if form[:1].isupper() else "insensitive") for form, _, _ in listed]
