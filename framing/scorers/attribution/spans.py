"""What a source or a cue is by itself, as the numbers by which weights are looked up (see `pairs.BUCKETS`)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.ranges import Inside
from framing.scorers.attribution.roles import is_agent
from framing.scorers.attribution.tags import CUE, SOURCE, Items
from framing.scorers.attribution.words import THOUGHT, capitals_at, listed_at, lists_at, stances_at
from framing.text.batch import Batch

__all__ = ["kinds_of_cues", "kinds_of_sources"]


def kinds_of_sources(batch: Batch, items: Items) -> NDArray[np.intp]:
    """Return what each source is: a name, a role, a pronoun; 0 for other spans."""
    own = np.flatnonzero(items.role == SOURCE)
    first, last = items.start[own], items.end[own] - 1
    single = last == first
    inside = Inside(first, items.end[own])
    lists = ("relative", "neuter", "first_person", "second_person", "plural", "male", "female")
    relative, neuter, first_person, second_person, plural, male, female = lists_at(batch, first, *lists)
    classes = [
        batch.vocabulary.ask(_is_possessive, batch.lower[last]),
        relative,
        single & neuter,
        single & (first_person | second_person),
        single & plural,
        single & (male | female),
        inside.any(capitals_at(batch, inside.token)),
        inside.any(batch.vocabulary.ask(is_agent, batch.lower[inside.token])),
    ]
    found = np.zeros(len(items.start), np.intp)
    found[own] = np.select(classes, [8, 7, 6, 5, 4, 3, 2, 1])
    return found


def kinds_of_cues(batch: Batch, items: Items) -> NDArray[np.intp]:
    """Return what kind of reporting word each cue is; 0 for other spans."""
    own = np.flatnonzero(items.role == CUE)
    first, last = items.start[own], items.end[own] - 1
    inside = Inside(first, items.end[own])
    stance = stances_at(batch, inside.token)
    speech, thought = inside.any((stance >= 0) & (stance < THOUGHT)), inside.any(stance >= THOUGHT)
    ing = batch.vocabulary.ask(_is_participle, batch.lower[first])
    sourced = np.logical_or(*lists_at(batch, first, "prepositions", "sourced_verbs"))
    by = listed_at(batch, "agent_marks", last)
    found = np.zeros(len(items.start), np.intp)
    classes = [by, sourced, speech & ing, speech, thought & ing, thought, ing]
    found[own] = np.select(classes, [7, 3, 4, 2, 5, 1, 6])
    return found


def _is_participle(word: str) -> bool:
    return word.endswith("ing") and len(word) > len("king")


def _is_possessive(word: str) -> bool:
    return word in ("'s", "'", "his", "her", "their", "its", "my", "our", "your")
