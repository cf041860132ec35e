"""Mentions of actors: names, aliases, roles, metonyms and pronouns, linked article by article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.matcher import Hits
from framing.scorers.attribution import voices_of
from framing.scorers.evidence import Reading
from framing.scorers.portrayal.acting import acts, acts_as_medium
from framing.scorers.portrayal.antecedents import GENDERS
from framing.scorers.portrayal.index import ActorIndex
from framing.scorers.portrayal.model import names_of, tone_model
from framing.scorers.portrayal.pronouns import Links, Speakers, pronoun_links, title_genders
from framing.scorers.portrayal.readings import METONYM, NAME, PRONOUN, ROLE, Reference, Whom
from framing.scorers.portrayal.words import is_among, listed
from framing.text.batch import HEADLINE, Batch, Integers

__all__ = ["Links", "link"]

_FAR = 8  # sentences over which "the president" still finds its man

_Mention = tuple[int, int, int, int]


def link(reading: Reading, index: ActorIndex) -> Links:
    """Find the mentions of a batch."""
    batch = reading.batch
    names = batch.derive(names_of)
    found = index.find(batch)
    strange = _of_others(batch, index, found, names)
    hits = found.take(~strange & _possible(batch, index, found, names))
    days = [None if published is None else published.date() for published in reading.published]
    walk = _Names(batch, index, hits, names, days, _others(batch, found.take(strange)))
    table = np.fromiter(chain.from_iterable(walk.mentions()), np.int32).reshape(-1, 4)
    linked = Links(table[:, 0], table[:, 1], table[:, 2], table[:, 3])
    of_actors = index.genders, index.kinds, index.collectives
    token, actor = pronoun_links(batch, linked, names, hits, _speakers(reading, index), *of_actors)
    pronouns = Links(token, token + 1, actor, np.full(len(token), PRONOUN, np.int32))
    both = Links(*(np.concatenate(pair) for pair in zip(linked, pronouns, strict=True)))
    order = np.lexsort(both[::-1])
    return Links(*(column[order] for column in both))


def _possible(batch: Batch, index: ActorIndex, hits: Hits, names: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Drop parts of longer names, places that do not act, media that only report."""
    kind, bare, medium, *_ = (column[hits.form] for column in index.traits)
    place = kind == METONYM
    keep = ~(_name_follows(batch, names, hits) & ~listed(batch, hits.end, "days") & (bare | place))
    keep[place] &= acts(batch, hits.start[place], hits.end[place])
    keep[medium] &= acts_as_medium(batch, hits.start[medium], hits.end[medium])
    return np.asarray(keep)


def _of_others(batch: Batch, index: ActorIndex, hits: Hits, names: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the surnames that another first name makes somebody else's: "Vera Putina"."""
    before = hits.start - 1
    found = index.traits.bare[hits.form] & _in_sentence(batch, before, hits.start)
    return np.asarray(found & names[before] & ~listed(batch, before, "titles"))


def _others(batch: Batch, hits: Hits) -> set[tuple[int, int]]:
    """Return (article, surname) of the people with another first name."""
    spellings, first = batch.vocabulary.spellings, hits.start.tolist()
    words = [spellings[word] for word in batch.lower[hits.start - 1].tolist()]
    article, surname = batch.article[hits.start].tolist(), batch.lower[hits.start].tolist()
    inside = (batch.beside(hits.start, -1) >= 0).tolist()
    return {
        (article[number], surname[number]) for number in range(len(first)) if inside[number] and _is_first_name(words[number])
    }


def _is_first_name(word: str) -> bool:
    """Tell a word that may be a first name from that of "Team Trump" and "Compounding Biden's problems"."""
    return not tone_model().symbols.is_known(word) and not word.endswith(("ing", "ed", "ly"))


def _before_other_name(batch: Batch, hits: Hits, names: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the hits directly before a name that belongs to no hit: "Ukrainian president Petro Poroshenko"."""
    return _name_follows(batch, names, hits) & ~is_among(hits.end, hits.start)


def _held_elsewhere(batch: Batch, hits: Hits, names: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the hits that a name makes an office of somebody else: "Ohio's secretary of state", "the president of Chile"."""
    before = hits.start - 1
    owned = listed(batch, before, "owner_marks") & _in_sentence(batch, before, hits.start)
    owner = before - owned
    whose = names.take(owner, mode="clip") & _in_sentence(batch, owner, hits.start) & ~is_among(owner + 1, hits.end)
    whose &= ~listed(batch, hits.start, "articles")
    of = hits.end + listed(batch, hits.end, "belonging")
    of += listed(batch, of, "articles")
    return np.asarray(whose | ((of > hits.end) & names.take(of, mode="clip") & _in_sentence(batch, of, hits.start)))


def _speakers(reading: Reading, index: ActorIndex) -> Speakers:
    """Return a function that tells for tokens the number of the actor whose words they are, or -1."""
    voices = reading.derive(voices_of)
    known = np.array([*(index.number.get(name, -1) for name in voices.actor.names), -1], np.int32)
    of_span = np.append(known[voices.actor.codes], np.int32(-1))
    return lambda tokens: of_span[np.where(voices.token_voice[tokens] > 0, voices.token_span[tokens], -1)]


def _in_sentence(batch: Batch, tokens: Integers, of: Integers) -> NDArray[np.bool_]:
    """Tell the tokens that are in the batch and in the sentence of others."""
    return np.asarray(
        (batch.sentence.take(tokens, mode="clip") == batch.sentence[of]) & (tokens >= 0) & (tokens < len(batch.sentence))
    )


def _name_follows(batch: Batch, names: NDArray[np.bool_], hits: Hits) -> NDArray[np.bool_]:
    """Tell the hits after which, in their sentence, a name stands."""
    return np.asarray(names.take(hits.end, mode="clip") & _in_sentence(batch, hits.end, hits.start))


class _Names:
    """Walks over the hits of each article, remembering who was introduced and who was last spoken of."""

    def __init__(
        self,
        batch: Batch,
        index: ActorIndex,
        hits: Hits,
        names: NDArray[np.bool_],
        days: Sequence[date | None],
        others: set[tuple[int, int]],
    ) -> None:
        self.batch, self.index, self.days, self.others = batch, index, days, others
        self.start, self.end, self.form = hits.start.tolist(), hits.end.tolist(), hits.form.tolist()
        self.sentence, self.article = batch.sentence[hits.start].tolist(), batch.article[hits.start].tolist()
        former = listed(batch, hits.start - 1, "not_incumbent") & _in_sentence(batch, hits.start - 1, hits.start)
        elsewhere = index.traits.anywhere[hits.form] & _held_elsewhere(batch, hits, names)
        self.no_role = (_before_other_name(batch, hits, names) | former | elsewhere).tolist()
        title, surname = title_genders(batch, hits.start), batch.lower[hits.start]
        self.title, self.surname = title.tolist(), surname.tolist()
        self.doubtful = ((title > 0) | np.isin(surname, [word for _, word in others])).tolist()
        self.in_headline = (batch.segment_kind[batch.segment[hits.start]] == HEADLINE).tolist()
        full = index.traits.full[hits.form]
        #: The actors that each article names in full, or by a form that the actor file lists.
        self.introduced: dict[int, set[int]] = {}
        key = np.unique(batch.article[hits.start[full >= 0]].astype(np.int64) * len(index.actors) + full[full >= 0])
        for number, actor in zip(*(part.tolist() for part in np.divmod(key, max(len(index.actors), 1))), strict=True):
            self.introduced.setdefault(number, set()).add(actor)
        self.linked: list[_Mention] = []
        self._enter(-1)

    def _enter(self, article: int) -> None:
        self.here, self.floor = article, len(self.linked)
        self.named: set[int] = self.introduced.get(article, set())
        self.last: dict[int, int] = {}
        self.count: dict[int, int] = {}
        self.full_at: dict[int, int] = {}
        self.whom: dict[int, Whom] = {}

    def mentions(self) -> list[_Mention]:
        """Return the mentions by name or role: first and last token, actor, form."""
        plain, linked = self.index.plain, self.linked
        last, count = self.last, self.count
        columns = self.start, self.end, self.form, self.article, self.sentence, self.doubtful
        for hit, (start, end, form, article, sentence, doubtful) in enumerate(zip(*columns, strict=True)):
            if article != self.here:
                self._enter(article)
                last, count = self.last, self.count
            reference = plain[form] or self._choose(hit)
            if reference is None or (doubtful and reference.bare and not self._is_meant(reference, hit)):
                continue
            actor, kind = reference.actor, reference.kind
            if len(linked) > self.floor:
                before = linked[-1]
                if kind == NAME and before[3] == ROLE and self._titles(before, start, actor):
                    linked.pop()  # a role before a name is one mention with it
                elif kind == ROLE and before[3] == NAME and self._apposed(before, start, actor):
                    continue
            linked.append((start, end, actor, kind))
            last[actor] = sentence
            count[actor] = count.get(actor, 0) + 1
            if kind == NAME and not reference.bare:
                self.full_at[actor] = start
        return linked

    def _choose(self, hit: int) -> Reference | None:
        """Return the reading of a hit that is not plain, or None when it names nobody for certain."""
        form = self.form[hit]
        whom = self.whom.get(form)
        if whom is None:
            whom = self.whom[form] = self.index.fitting(form, self.days[self.here])
        fitting, actors = whom
        if self.title[hit]:
            fitting = [each for each in fitting if self._gender(each) in (0, self.title[hit])]
            actors = frozenset(each.actor for each in fitting)
        if not fitting or (fitting[0].kind == ROLE and self.no_role[hit]):
            return None
        is_head = self.index.heads[form]
        if len(fitting) == 1 and not is_head:
            return fitting[0] if self._counts(fitting[0]) else None
        if is_head:
            nearest = self._nearest(fitting, actors, hit)
            if nearest is not None or not any(each.listed for each in fitting):
                return nearest
        named = self.named
        known = [each for each in fitting if each.listed or (each.actor in named and each.kind == NAME)]
        kinds = {each.kind for each in known}
        if len(kinds) > 1:  # one body's name is another's role: the name wins
            known = [each for each in known if each.kind == min(kinds)]
        if known and all(each.actor == known[0].actor for each in known):
            return known[0]
        return self._ambiguous(known, hit)

    def _counts(self, reference: Reference) -> bool:
        """Tell whether a form is listed, or a surname whose full name the article has."""
        return reference.listed or (reference.kind == NAME and reference.actor in self.named)

    def _nearest(self, fitting: Sequence[Reference], actors: frozenset[int], hit: int) -> Reference | None:
        """Return the holder of a role who was spoken of last, unless another came as late or is spoken of more."""
        recent = sorted([(sentence, actor) for actor, sentence in self.last.items() if actor in actors], reverse=True)
        if not recent or self.sentence[hit] - recent[0][0] > _FAR:
            return None
        if len(recent) > 1:
            often = max((self.count[actor], actor) for _, actor in recent)[1]
            if recent[0][0] == recent[1][0] or often != recent[0][1]:
                return None
        return next(each for each in fitting if each.actor == recent[0][1])

    def _ambiguous(self, known: list[Reference], hit: int) -> Reference | None:
        """Choose between actors that share a form.

        Who was named in full so far, the most often (or last); in a headline who will be; else the first in the files of
        those whose surname alone is listed; else the only one who will be named in full.
        """
        named = [each for each in known if each.actor in self.full_at]
        if named:
            return max(named, key=lambda each: (self.count[each.actor], self.full_at[each.actor]))
        coming = [each for each in known if each.actor in self.named]
        prominent = [each for each in known if each.listed and each.bare]
        if len({each.actor for each in coming}) == 1 and (self.in_headline[hit] or not prominent):
            return coming[0]
        return prominent[0] if prominent else None

    def _is_meant(self, reference: Reference, hit: int) -> bool:
        """Tell a surname alone from that of somebody else: of another gender ("Mrs. Putin"), or named in full here."""
        if self.title[hit] and self._gender(reference) not in (0, self.title[hit]):
            return False
        return reference.actor in self.named or (self.here, self.surname[hit]) not in self.others

    def _gender(self, reference: Reference) -> int:
        return GENDERS.get(self.index.actors[reference.actor].gender, 0)

    def _titles(self, before: _Mention, start: int, actor: int) -> bool:
        """Tell a role that stands before its name: "President Putin", "the Russian president, Vladimir Putin"."""
        return before[1] == start or (before[2] == actor and self.batch.slice(before[1], start).strip() == ",")

    def _apposed(self, before: _Mention, start: int, actor: int) -> bool:
        """Tell a role that only explains the name before it: "Vladimir Putin, the Russian president"."""
        if before[2] != actor or start - before[1] > 2:
            return False
        return self.batch.slice(before[1], start).strip().lower() in (",", ", the", "(")
