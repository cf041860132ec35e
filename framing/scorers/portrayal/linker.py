"""Mentions of actors: names, aliases, roles, metonyms and pronouns, linked article by article."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.matcher import Hits
from framing.scorers.attribution import voices_of
from framing.scorers.evidence import Reading
from framing.scorers.portrayal.acting import acts, acts_as_medium
from framing.scorers.portrayal.encode import name_tokens
from framing.scorers.portrayal.index import METONYM, NAME, PRONOUN, ROLE, ActorIndex, Reference
from framing.scorers.portrayal.model import tone_model
from framing.scorers.portrayal.pronouns import Focus, Person
from framing.scorers.portrayal.words import flags
from framing.text.batch import Batch, Integers

__all__ = ["Links", "link"]

_FAR = 8  # sentences over which "the president" still finds its man


class Links(NamedTuple):
    """Mentions in the order of the text: tokens (end exclusive), number of the actor, number in `FORMS`."""

    first: Integers
    last: Integers
    actor: Integers
    form: Integers


def link(reading: Reading, index: ActorIndex) -> Links:
    """Find the mentions of a batch."""
    batch = reading.batch
    columns = _Columns(reading, index, index.find(batch))
    found: list[tuple[int, int, int, int]] = []
    bounds = np.searchsorted(batch.segment_article, np.arange(batch.n_articles + 1))
    edges = np.append(batch.segment_start, len(batch.lower))[bounds].tolist()
    for article in range(batch.n_articles):
        published = reading.published[article]
        day = None if published is None else published.date()
        found += _Article(columns, edges[article], edges[article + 1], day).mentions()
    table = np.array(found, np.int32).reshape(-1, 4)
    return Links(table[:, 0], table[:, 1], table[:, 2], table[:, 3])


class _Columns:
    """What is asked about the hits of a whole batch, answered at once."""

    def __init__(self, reading: Reading, index: ActorIndex, hits: Hits) -> None:
        batch = reading.batch
        self.batch, self.index = batch, index
        names = name_tokens(batch, tone_model().symbols)
        hits = hits.take(self._possible(batch, index, hits, names))
        self.start, self.end, self.form = hits.start.tolist(), hits.end.tolist(), hits.form.tolist()
        self.role_of_other = self._before_other_name(batch, hits, names).tolist()
        self.not_incumbent = _token_before(batch, flags(batch, "not_incumbent"), hits.start).tolist()
        self.sentence = batch.sentence
        self.people = [Person(actor.gender, actor.kind) for actor in index.actors]
        self.focus = Focus(batch, names, hits, _speakers(reading, index))

    def _possible(self, batch: Batch, index: ActorIndex, hits: Hits, names: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Drop surnames of other people, places that do not act, media that only report."""
        kinds = np.array([each[0].kind for each in index.references] or [0])[hits.form]
        bare = np.array([any(one.bare for one in each) for each in index.references] or [False])[hits.form]
        media = np.array([index.actors[each[0].actor].kind == "medium" for each in index.references] or [False])[hits.form]
        strange = _token_before(batch, names & ~flags(batch, "titles"), hits.start) & bare
        joined = _token_at(batch, names & ~flags(batch, "days"), hits.end, hits.start) & (bare | (kinds == METONYM))
        keep = ~strange & ~joined
        place = kinds == METONYM
        keep[place] &= acts(batch, hits.start[place], hits.end[place])
        keep[media] &= acts_as_medium(batch, hits.start[media], hits.end[media])
        return np.asarray(keep)

    def _before_other_name(self, batch: Batch, hits: Hits, names: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Tell the hits directly before a name that belongs to no hit: "Ukrainian president Petro Poroshenko"."""
        starts = np.zeros(len(batch.lower) + 1, bool)
        starts[hits.start] = True
        return _token_at(batch, names, hits.end, hits.start) & ~starts[hits.end]


def _speakers(reading: Reading, index: ActorIndex) -> Integers:
    """Return for each token the number of the actor whose words it is, or -1."""
    voices = reading.derive(voices_of)
    number = {actor.id: place for place, actor in enumerate(index.actors)}
    known = np.array([*(number.get(name, -1) for name in voices.actor.names), -1], np.int32)
    of_span = np.append(known[voices.actor.codes], -1)
    return np.asarray(of_span[np.where(voices.token_voice > 0, voices.token_span, -1)], np.int32)


def _token_before(batch: Batch, column: NDArray[np.bool_], start: Integers) -> NDArray[np.bool_]:
    """Tell whether the token before each span, in its sentence, is flagged."""
    before = np.maximum(start - 1, 0)
    return np.asarray(column[before] & (batch.sentence[before] == batch.sentence[start]) & (start > 0))


def _token_at(batch: Batch, column: NDArray[np.bool_], end: Integers, start: Integers) -> NDArray[np.bool_]:
    after = np.minimum(end, len(column) - 1)
    return np.asarray(column[after] & (batch.sentence[after] == batch.sentence[start]) & (end < len(column)))


class _Article:
    """Walks over the hits of one article, remembering who was introduced and who was last spoken of."""

    def __init__(self, columns: _Columns, low: int, high: int, day: date | None) -> None:
        self.columns, self.day = columns, day
        self.index = columns.index
        self.range = range(bisect_left(columns.start, low), bisect_left(columns.start, high))
        self.low, self.high = low, high
        self.introduced = self._full_names()
        self.last: dict[int, int] = {}
        self.count: Counter[int] = Counter()
        self.full_at: dict[int, int] = {}

    def _full_names(self) -> frozenset[int]:
        """Return the actors that the article names in full, or by a form that the actor file lists."""
        references = self.index.references
        found: set[int] = set()
        for hit in self.range:
            readings = references[self.columns.form[hit]]
            if len(readings) == 1 and readings[0].kind == NAME and not readings[0].bare:
                found.add(readings[0].actor)
        return frozenset(found)

    def mentions(self) -> Iterator[tuple[int, int, int, int]]:
        """Return the mentions of the article: first and last token, actor, form."""
        linked: list[tuple[int, int, int, int]] = []
        for hit in self.range:
            start, end = self.columns.start[hit], self.columns.end[hit]
            reference = self._choose(hit)
            if reference is None:
                continue
            if linked and reference.kind == NAME and self._titles(linked[-1], start, reference.actor):
                linked.pop()  # a role before a name is one mention with it
            if reference.kind == ROLE and linked and self._apposed(linked[-1], start, reference.actor):
                continue
            linked.append((start, end, reference.actor, reference.kind))
            self.last[reference.actor] = int(self.columns.sentence[start])
            self.count[reference.actor] += 1
            if reference.kind == NAME and not reference.bare:
                self.full_at[reference.actor] = start
        pronouns = self.columns.focus.resolve(self.low, self.high, linked, self.columns.people)
        return iter(sorted([*linked, *((first, first + 1, actor, PRONOUN) for first, actor in pronouns)]))

    def _choose(self, hit: int) -> Reference | None:
        """Return the reading of a hit, or None when it names nobody for certain."""
        form: int = self.columns.form[hit]
        plain = self.index.plain[form]
        if plain is not None:
            return plain
        fitting = [each for each in self.index.references[form] if self._in_time(each)]
        if not fitting:
            return None
        if fitting[0].kind == ROLE and (self.columns.role_of_other[hit] or self.columns.not_incumbent[hit]):
            return None
        if self.index.heads[form]:
            nearest = self._nearest(fitting, self.columns.start[hit])
            if nearest is not None or not any(each.listed for each in fitting):
                return nearest
        known = [each for each in fitting if each.listed or (each.kind == NAME and each.actor in self.introduced)]
        if len({each.kind for each in known}) > 1:  # one body's name is another's role: the name wins
            known = [each for each in known if each.kind == min(other.kind for other in known)]
        if len({each.actor for each in known}) == 1:
            return known[0]
        return self._ambiguous(known, hit)

    def _in_time(self, reference: Reference) -> bool:
        if self.day is None:
            return reference.until is None or reference.kind != ROLE
        return (reference.since is None or self.day >= reference.since) and (
            reference.until is None or self.day < reference.until
        )

    def _nearest(self, fitting: list[Reference], start: int) -> Reference | None:
        """Return the holder of a role who was spoken of last, unless another came as late or is spoken of more."""
        here = int(self.columns.sentence[start])
        recent = sorted({(self.last[each.actor], each.actor) for each in fitting if each.actor in self.last}, reverse=True)
        if not recent or here - recent[0][0] > _FAR:
            return None
        if len(recent) > 1:
            often = max((self.count[actor], actor) for _, actor in recent)[1]
            if recent[0][0] == recent[1][0] or often != recent[0][1]:
                return None
        return next(each for each in fitting if each.actor == recent[0][1])

    def _ambiguous(self, known: list[Reference], hit: int) -> Reference | None:
        """Choose between actors that share a form: by title, then who was named more often (or last), then who will be."""
        start = self.columns.start[hit]
        gender = self.columns.focus.title_gender(start)
        if gender:
            known = [each for each in known if self.index.actors[each.actor].gender in ("", gender)]
        for stage in (self.full_at, self.introduced):
            named = [each for each in known if each.actor in stage]
            if named and stage is self.full_at:
                return max(named, key=lambda each: (self.count[each.actor], self.full_at[each.actor]))
            if len({each.actor for each in named}) == 1:
                return named[0]
        return known[0] if len({each.actor for each in known}) == 1 else None

    def _titles(self, before: tuple[int, int, int, int], start: int, actor: int) -> bool:
        """Tell a role that stands before its name: "President Putin", "the Russian president, Vladimir Putin"."""
        comma = before[2] == actor and self.columns.batch.slice(before[1], start).strip() == ","
        return before[3] == ROLE and (before[1] == start or comma)

    def _apposed(self, before: tuple[int, int, int, int], start: int, actor: int) -> bool:
        """Tell a role that only explains the name before it: "Vladimir Putin, the Russian president"."""
        between = self.columns.batch.slice(before[1], start).strip().lower()
        return before[2] == actor and before[3] == NAME and start - before[1] <= 2 and between in (",", ", the", "(")
