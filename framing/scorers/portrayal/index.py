"""What actors are called, as phrases to be found in a batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.errors import LexiconError
from framing.lexicon import Actor, ActorFile
from framing.lexicon.actors import membership_problems
from framing.lexicon.matcher import Form, Hits, Phrases
from framing.scorers.portrayal.antecedents import COLLECTIVES, GENDERS, NO_PERSON
from framing.scorers.portrayal.readings import ALIAS, METONYM, NAME, ROLE, Reference, Times, Whom
from framing.scorers.portrayal.words import listed
from framing.scorers.portrayal.words import words as words_of
from framing.text.batch import Batch, Integers

__all__ = ["ActorIndex", "actor_index"]

_SHORTEST_SURNAME = 3


class Traits(NamedTuple):
    """For each form: the kind of its first reading, whether a bare surname, whether of a medium, whose full name (or -1).

    `anywhere` tells a person's office that many places have: "secretary of state", "the president".
    """

    kind: NDArray[np.int8]
    bare: NDArray[np.bool_]
    medium: NDArray[np.bool_]
    full: Integers
    anywhere: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class ActorIndex:
    """Actors and the phrases that may name them.

    `references` has all readings of each phrase, `plain` the reading of a phrase that has no other and no conditions.
    """

    actors: tuple[Actor, ...]
    phrases: Phrases
    references: tuple[tuple[Reference, ...], ...]
    plain: tuple[Reference | None, ...]
    by_text: dict[str, int]
    heads: tuple[bool, ...]
    anywhere: tuple[bool, ...]
    guards: tuple[bool, ...]

    @cached_property
    def traits(self) -> Traits:
        """What all readings of each form have in common, as columns."""
        medium = [self.actors[each[0].actor].kind == "medium" for each in self.references]
        full = [self._full_name(each) for each in self.references]
        return Traits(
            np.array([each[0].kind for each in self.references], np.int8),
            np.array([any(one.bare for one in each) for each in self.references], bool),
            np.array(medium, bool),
            np.array(full, np.int32),
            np.array(self.anywhere, bool),
        )

    def _full_name(self, readings: Sequence[Reference]) -> int:
        only = readings[0]
        return only.actor if len(readings) == 1 and only.kind == NAME and not only.bare else -1

    @cached_property
    def genders(self) -> list[int]:
        """The gender of each actor, 0 where it is not known."""
        return [GENDERS.get(actor.gender, 0) if actor.kind == "person" else NO_PERSON for actor in self.actors]

    @cached_property
    def kinds(self) -> list[str]:
        """What each actor is."""
        return [actor.kind for actor in self.actors]

    @cached_property
    def collectives(self) -> NDArray[np.int8]:
        """The class of pronouns that may stand for each actor that is no person, 0 for people."""
        return np.array([COLLECTIVES.get(actor.kind, 0) for actor in self.actors], np.int8)

    @cached_property
    def number(self) -> dict[str, int]:
        """The number of each actor by name."""
        return {actor.name: number for number, actor in enumerate(self.actors)}

    def fitting(self, form: int, day: date | None) -> Whom:
        """Return the readings of a form that hold on a day."""
        if form not in self._times:
            self._times[form] = Times(self.references[form])
        return self._times[form].at(day)

    @cached_property
    def _times(self) -> dict[int, Times]:
        return {}

    def find(self, batch: Batch) -> Hits:
        """Return where something may name an actor: the longest form wins, guards cancel what they overlap."""
        found = self.phrases.find(batch)
        is_guard = self._is_guard[found.form]
        hits = found.take(~is_guard).longest()
        return self._with_shared_nouns(batch, hits.take(~_cancelled(hits, found.take(is_guard))))

    @cached_property
    def _is_guard(self) -> NDArray[np.bool_]:
        return np.array([*self.guards, False])

    def _with_shared_nouns(self, batch: Batch, hits: Hits) -> Hits:
        """Add the first half of "Ukrainian and Russian negotiators": the noun serves both."""
        start = hits.start[(hits.end - hits.start == 2) & (hits.start >= 2)]
        start = start[listed(batch, start - 1, "joiners")]
        start = start[batch.sentence[start - 2] == batch.sentence[start]]
        spellings = batch.vocabulary.spellings
        first, second = (batch.lower[start + step].tolist() for step in (-2, 1))
        forms = [self.by_text.get(f"{spellings[one]} {spellings[two]}") for one, two in zip(first, second, strict=True)]
        likely = [(place - 2, place - 1, form) for place, form in zip(start.tolist(), forms, strict=True) if form is not None]
        taken = set(hits.end.tolist()) if likely else ()
        added = [each for each in likely if each[1] not in taken]
        if not added:
            return hits
        more = np.array(added, np.int32)
        both = Hits(*(np.concatenate([old, more[:, column]]) for column, old in enumerate(hits)))
        return both.take(np.argsort(both.start, kind="stable"))


def _cancelled(hits: Hits, guards: Hits) -> NDArray[np.bool_]:
    """Tell the hits that a guard overlaps and does not stand in; hits do not overlap each other."""
    low, high = np.searchsorted(hits.end, guards.start, side="right"), np.searchsorted(hits.start, guards.end)
    number = np.maximum(high - low, 0)
    hit = np.arange(int(number.sum())) + np.repeat(low - (np.cumsum(number) - number), number)
    outside = (hits.start[hit] > np.repeat(guards.start, number)) | (hits.end[hit] < np.repeat(guards.end, number))
    found = np.zeros(len(hits.form), bool)
    found[hit[outside]] = True
    return found


def actor_index(files: Sequence[ActorFile]) -> ActorIndex:
    """Put the actors of several files together; an actor that two files have is taken from the first.

    Raises
    ------
    LexiconError
        Actors that are `members` of each other, or of an actor that is not in their file.
    """
    actors = tuple({actor.id: actor for file in reversed(files) for actor in reversed(file.actors)}.values())[::-1]
    _check_members(files)
    readings: dict[tuple[str, str], list[Reference]] = {}
    heads: set[tuple[str, str]] = set()
    guards: set[str] = set()
    for number, actor in enumerate(actors):
        for text, case, reference in _names_of(number, actor):
            known = readings.setdefault((text, case), [])
            if reference not in known:
                known.append(reference)
        for text, reference in _heads_of(number, actor):
            readings.setdefault((text, "insensitive"), []).append(reference)
            heads.add((text, "insensitive"))
        guards.update(actor.guards)
    forms = [*readings, *((text, "insensitive") for text in sorted(guards))]
    return ActorIndex(
        actors,
        Phrases([Form(text, case) for text, case in forms]),
        tuple(tuple(each) for each in readings.values()),
        tuple(_plain(each) for each in readings.values()),
        {text.lower(): number for number, (text, _) in enumerate(readings) if text.count(" ") == 1},
        tuple(form in heads for form in readings),
        tuple(_is_anywhere(text, actors[each[0].actor], each[0]) for (text, _), each in readings.items()),
        tuple(number >= len(readings) for number in range(len(forms))),
    )


def _is_anywhere(text: str, actor: Actor, reading: Reference) -> bool:
    return reading.kind == ROLE and actor.kind == "person" and text == text.lower()


def _plain(readings: Sequence[Reference]) -> Reference | None:
    only = readings[0]
    free = only.listed and only.kind != ROLE and only.since is None and only.until is None
    return only if free and len(readings) == 1 else None


def _check_members(files: Sequence[ActorFile]) -> None:
    """Refuse what reading a file refuses in files that were made in Python."""
    for file in files:
        for actor, message in membership_problems(file.actors):
            raise LexiconError(f"{file.file or file.id}: {actor.id}: {message}")


def _names_of(number: int, actor: Actor) -> Iterator[tuple[str, str, Reference]]:
    """Yield each written form with its case rule and its reading."""
    is_person = actor.kind == "person"
    listed = set(actor.names)
    for name in (actor.name, *actor.names):
        text, case = _written(name)
        yield text, case, Reference(number, NAME, bare=is_person and " " not in text)
        surname = text.split()[-1]
        if is_person and " " in text and surname not in listed and _is_surname(surname):
            yield surname, "sensitive", Reference(number, NAME, bare=True, listed=False)
    for name in actor.aliases:
        yield *_written(name), Reference(number, ALIAS)
    for name in actor.metonyms:
        yield *_written(name), Reference(number, METONYM)
    for role in actor.roles:
        text, case = _written(role.form)
        reference = Reference(number, ROLE, since=role.since, until=role.until)
        yield text, case, reference
        if case == "insensitive":  # or "the president" would win over "president of Ukraine" as the leftmost
            yield f"the {text}", case, reference


def _is_surname(word: str) -> bool:
    return len(word) >= _SHORTEST_SURNAME and word[0].isupper() and word.lower() not in words_of("name_particles")


def _written(form: str) -> tuple[str, str]:
    """Return a form without "the" in front, and how its capitals count."""
    text = form[4:] if form[:4].lower() == "the " else form
    if not text[:1].isupper():
        return text, "insensitive"
    return text, "initial" if " " in text else "sensitive"


def _heads_of(number: int, actor: Actor) -> Iterator[tuple[str, Reference]]:
    """Yield the short forms of a person's roles: "the president" for "Ukrainian president"."""
    if actor.kind != "person":
        return
    for role in actor.roles:
        words = _written(role.form)[0].split()
        while words and (words[0][:1].isupper() or words[0].endswith("'s")):
            words = words[1:]
        if "of" in words[1:] and words[-1][:1].isupper():
            words = words[: words.index("of")]
        if words and not any(word[:1].isupper() for word in words):
            yield "the " + " ".join(words), Reference(number, ROLE, False, False, role.since, role.until)
