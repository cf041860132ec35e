"""On which side an actor is: sides belong to a topic, and hold in the articles about it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.errors import UnknownName
from framing.lexicon import ActorFile, Lexicon, load_lexicon
from framing.scorers.evidence import Coded, Reading
from framing.scorers.terms import Topics
from framing.text.batch import Integers

__all__ = ["Sides"]

SIDES = ("N", "A", "B")


class Sides:
    """The sides of actors by article: of an actor of several topics, that of the first topic the article is about.

    Parameters
    ----------
    files
        Actor files. One whose topic is no packaged lexicon holds for all articles.
    actors
        The ids of the actors, as they are numbered.
    """

    def __init__(self, files: Sequence[ActorFile], actors: Sequence[str]) -> None:
        self._topics = Topics([_topic(file.topic) for file in files])
        listed = [{actor.id: actor.side for actor in file.actors} for file in files]
        sides = [[SIDES.index(of.get(id, "N")) if of.get(id, "N") in SIDES else 0 for id in actors] for of in listed]
        self._sides = np.array(sides, np.int32).reshape(len(files), len(actors))

    def of(self, reading: Reading, tokens: Integers, actors: NDArray[np.integer]) -> Coded:
        """Return the sides of actors at some tokens; none where the actor is -1."""
        side = np.zeros(len(actors), np.int32)
        known = np.flatnonzero(actors >= 0)
        applies = reading.derive(self._topics)[reading.batch.article[tokens[known]]]
        for number, listed in enumerate(self._sides):
            fits = applies[:, number] & (side[known] == 0)
            side[known[fits]] = listed[actors[known[fits]]]
        side[actors < 0] = -1
        return Coded(side, SIDES)


def _topic(name: str) -> Lexicon:
    try:
        return load_lexicon(name) if name else Lexicon(id="")
    except UnknownName:
        return Lexicon(id=name)
