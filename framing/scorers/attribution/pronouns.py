"""Whom "she", "they" and "who" stand for when they speak."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Protocol

import numpy as np

from framing.scorers.attribution.names import Names
from framing.scorers.attribution.nouns import Part, part_of
from framing.scorers.attribution.roles import body_words, is_agent, source_type_of
from framing.scorers.attribution.speaker import AUTHOR, DOCUMENT, NOBODY, UNNAMED, Speaker
from framing.scorers.attribution.words import words
from framing.text.batch import Batch, Integers

__all__ = ["Pronouns", "Resolver"]

_SUBJECT = 6  # tokens at the start of a sentence among which its subject stands
_NEAR = 3  # sentences that a pronoun looks back
_RECENT = 60  # speakers of an article that are looked through
_BEGINNING = 2  # tokens of a sentence that begins with a name, up to the first one of that
_BEFORE_WHO = 8  # tokens before "who" among which a name stands


class Resolver(Protocol):
    """What tells whom names and phrases mean."""

    names: Names

    def named(self, first: int, last: int, part: Part, article: int) -> Speaker:
        """Return the speaker whom the head of a phrase names."""
        ...

    def person_at(self, first: int, last: int, article: int) -> Speaker | None:
        """Return the person whom a run of capitalised words names."""
        ...


class _Kind(NamedTuple):
    """What a pronoun asks for."""

    first_person: bool
    second_person: bool
    relative: bool
    neuter: bool
    plural: bool
    gender: str


@cache
def _kind(pronoun: str) -> _Kind:
    return _Kind(
        first_person=pronoun in words("first_person"),
        second_person=pronoun in words("second_person"),
        relative=pronoun in words("relative"),
        neuter=pronoun in words("neuter"),
        plural=pronoun in words("plural"),
        gender=next((name for name in ("male", "female") if pronoun in words(name)), ""),
    )


class Pronouns:
    """Resolves pronouns by sentence, gender and number, from those who have spoken before them in their article."""

    def __init__(self, batch: Batch, resolver: Resolver) -> None:
        self.batch = batch
        self._resolver = resolver
        self._spellings = batch.vocabulary.spellings
        self._sentence = batch.sentence.data
        self._start, self._end = batch.sentence_start.data, batch.sentence_end.data
        self._first = resolver.names.article_bounds
        self._lower = batch.lower.data
        self._quote = batch.quote.data

    def resolve(self, pronouns: Sequence[str], first: Integers, speakers: list[Speaker | None]) -> None:
        """Write whom pronouns stand for in place of the speakers that are None, given the first token of every speaker.

        Later ones lean on earlier ones.
        """
        told = _Told(self.batch, first, speakers)
        for row in [row for row, speaker in enumerate(speakers) if speaker is None]:
            speakers[row] = self._antecedent(pronouns[row], row, told)

    def _antecedent(self, pronoun: str, row: int, told: _Told) -> Speaker:
        """Return whom a pronoun stands for: going back, in each sentence the last speaker, else the first person named."""
        kind, first, article = _kind(pronoun), told.first[row], told.article[row]
        if kind.first_person:
            return AUTHOR if self._quote[first] < 0 else NOBODY
        if kind.second_person:
            return NOBODY
        if kind.relative:
            return self._before_relative(first, article) or NOBODY
        document: Speaker | None = None
        sentence, search = self._sentence[first], kind.gender and not kind.plural
        for number in range(sentence, max(sentence - _NEAR, -1), -1):
            low = self._start[number]
            if low < self._first[article]:
                break
            found = told.last_in(number, row, kind)
            if search and (found is None or number < sentence):
                stop = min(first, self._end[number])
                stop = stop if found is None else min(stop, low + _BEGINNING)
                named = self._person_in(low, stop, first, kind.gender, article)
                if named is not None:  # the sentence begins with the name, or nobody speaks in it
                    return named
            if found is not None:
                return found
            if kind.neuter and number == sentence - 1 and (document := self._document(number, article)):
                break
        found = told.last(row, kind)
        if found is not None and (document is None or found.source_type == DOCUMENT):
            return found
        role = document or (self._first_role(sentence - 1, article) if kind.plural or not kind.gender else None)
        return role or (NOBODY if kind.neuter else Speaker(pronoun, None, UNNAMED, False))

    def _first_role(self, sentence: int, article: int) -> Speaker | None:
        """Return the body or the people in a role with whom the sentence before begins: "The miners met." "They said"."""
        if sentence < 0 or self._start[sentence] < self._first[article]:
            return None
        low = self._start[sentence]
        found = [self._spelled(each) for each in range(low, min(low + _SUBJECT, self._end[sentence]))]
        for place, word in enumerate(found):
            if source_type_of([word]) >= 0 or word in body_words():
                return self._resolver.named(low, low + place + 1, part_of(found[: place + 1]), article)
            if place and (word in words("auxiliaries") or word in words("prepositions")):
                break
        return None

    def _document(self, sentence: int, article: int) -> Speaker | None:
        """Return the one document with which a sentence begins: "The report came out." "It said"."""
        low, high = self._start[sentence], self._end[sentence]
        role = self._first_role(sentence, article) if self._spelled(low) in words("determiners") else None
        if role is None or role.source_type != DOCUMENT or role.name.endswith("s"):
            return None
        last = low + len(role.name.split(" "))  # the token of its noun, behind the determiner
        return None if last + 1 < high and is_agent(self._spelled(last + 1)) else role

    def _before_relative(self, first: int, article: int) -> Speaker | None:
        """Return whom the phrase just before "who" names, in its sentence and outside quotations."""
        low = max(self._start[self._sentence[first]], first - _BEFORE_WHO)
        last = first - (first > low and self._spelled(first - 1) == ",")
        runs = self._resolver.names.within(low, last)
        person = self._resolver.person_at(*runs[-1], article) if runs and runs[-1][1] == last else None
        if person is not None or last <= low:
            return person
        begin, borders = last - 1, words("phrase_borders")
        while begin > low and self._spelled(begin) not in words("determiners") and self._spelled(begin - 1) not in borders:
            begin -= 1
        part = part_of([self._spelled(each) for each in range(begin, last)])
        speaker = self._resolver.named(begin, last, part, article)
        return speaker if speaker.name else None

    def _spelled(self, token: int) -> str:
        return self._spellings[self._lower[token]]

    def _person_in(self, low: int, stop: int, first: int, gender: str, article: int) -> Speaker | None:
        """Return the first person of a gender who is named from `low` up to `stop`, outside quotations, before `first`."""
        names = self._resolver.names
        run = bisect_left(names.starts, low)
        while (start := names.starts[run]) < stop:
            end = min(names.ends[run], first)
            run += 1
            if self._quote[start] >= 0 or (end < first and self._owns(start, end)):
                continue
            found = self._resolver.person_at(start, end, article)
            if found is None or not _fits(found, gender, False):
                continue
            if start and self._spelled(start - 1) in words("articles") and not names.name(start, end).title:
                continue  # the Revolutionary War
            return found
        return None

    def _owns(self, start: int, end: int) -> bool:
        """Tell whether a possessive mark follows a name in its sentence."""
        return end < self._end[self._sentence[start]] and self._spelled(end) == "'s"


class _Told:
    """Who has spoken before a row of speakers, the last one first."""

    def __init__(self, batch: Batch, first: Integers, speakers: Sequence[Speaker | None]) -> None:
        self.first: list[int] = first.tolist()
        self.article: list[int] = batch.article[first].tolist()
        sentence = batch.sentence[first]
        order = np.argsort(sentence, kind="stable")
        self._rows, self._sentence = order.tolist(), sentence[order].tolist()
        self._speakers = speakers

    def last_in(self, sentence: int, row: int, kind: _Kind) -> Speaker | None:
        """Return the last speaker of a sentence before a row whom a pronoun fits."""
        place = bisect_right(self._sentence, sentence) - 1
        while place >= 0 and self._sentence[place] == sentence:
            if self._rows[place] < row and self._fits(self._rows[place], row, kind):
                return self._speakers[self._rows[place]]
            place -= 1
        return None

    def last(self, row: int, kind: _Kind) -> Speaker | None:
        """Return the last speaker of an article before a row whom a pronoun fits."""
        left, article = _RECENT, self.article[row]
        for before in range(row - 1, -1, -1):
            if self.article[before] != article or not left:
                break
            left -= self._counts(before)
            if self._fits(before, row, kind):
                return self._speakers[before]
        return None

    def _counts(self, row: int) -> bool:
        """Tell a row with somebody for whom a pronoun can stand."""
        speaker = self._speakers[row]
        return speaker is not None and bool(speaker.name) and speaker is not AUTHOR

    def _fits(self, before: int, row: int, kind: _Kind) -> bool:
        speaker = self._speakers[before]
        if speaker is None or not self._counts(before) or self.first[before] >= self.first[row]:
            return False
        return _fits(speaker, kind.gender, kind.plural)


def _fits(speaker: Speaker, gender: str, plural: bool) -> bool:
    if plural:
        return not speaker.person or " and " in speaker.name
    if gender:
        return speaker.person and speaker.gender in ("", gender) and " and " not in speaker.name
    return not speaker.person
