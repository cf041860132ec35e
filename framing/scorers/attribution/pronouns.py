"""Whom "she", "they" and "who" stand for when they speak."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple, Protocol

import numpy as np

from framing.scorers.attribution.names import Names
from framing.scorers.attribution.nouns import Part, part_of
from framing.scorers.attribution.roles import body_words, is_agent, source_type_of
from framing.scorers.attribution.speaker import AUTHOR, DOCUMENT, NOBODY, UNNAMED, Speaker
from framing.scorers.attribution.words import listed_at, words
from framing.text.batch import Batch

__all__ = ["Pronouns", "Resolver"]

_SUBJECT = 6  # tokens at the start of a sentence among which its subject stands
_NEAR = 3  # sentences that a pronoun looks back
_RECENT = 60  # speakers of an article that are looked through
_BEFORE_WHO = 8  # tokens before "who" among which a name stands

Told = tuple[int, Speaker]  # the token at which somebody speaks


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
    """Remembers who has spoken in each article, and resolves pronouns by sentence, gender and number."""

    def __init__(self, batch: Batch, resolver: Resolver) -> None:
        self.batch = batch
        self._resolver = resolver
        self._spellings = batch.vocabulary.spellings
        self._in_article: defaultdict[int, list[Told]] = defaultdict(list)
        self._in_sentence: defaultdict[int, list[Told]] = defaultdict(list)
        self._sentence = batch.sentence.data
        self._start, self._end = batch.sentence_start.data, batch.sentence_end.data
        self._first = resolver.names.article_bounds
        self._lower = batch.lower.data
        self._runs = _Runs(batch, resolver.names)

    def remember(self, article: int, first: int, sentence: int, speaker: Speaker) -> None:
        """Keep a speaker for the pronouns that follow."""
        told = first, speaker
        self._in_article[article].append(told)
        self._in_sentence[sentence].append(told)

    def antecedent(self, pronoun: str, first: int, sentence: int, article: int) -> Speaker:
        """Return whom a pronoun stands for: going back, in each sentence the last speaker, else the first person named."""
        kind = _kind(pronoun)
        if kind.first_person:
            return AUTHOR if self.batch.quote[first] < 0 else NOBODY
        if kind.second_person:
            return NOBODY
        if kind.relative:
            return self._before_relative(first, article) or NOBODY
        document: Speaker | None = None
        for number in range(sentence, max(sentence - _NEAR, -1), -1):
            low = self._start[number]
            if low < self._first[article]:
                break
            named = self._person_in(first, number, kind.gender, article) if kind.gender and not kind.plural else None
            if named is not None and number < sentence and named[0] - low <= 1:  # the sentence begins with the name
                return named[1]
            told = self._last(self._in_sentence.get(number), first, kind)
            if told is not None:
                return told
            if named is not None:
                return named[1]
            if kind.neuter and number == sentence - 1 and (document := self._document(number, article)):
                break
        told = self._last(self._in_article.get(article, [])[-_RECENT:], first, kind)
        if told is not None and (document is None or told.source_type == DOCUMENT):
            return told
        role = document or (self._first_role(sentence - 1, article) if kind.plural or not kind.gender else None)
        return role or (NOBODY if kind.neuter else Speaker(pronoun, None, UNNAMED, False))

    def _last(self, told: list[Told] | None, first: int, kind: _Kind) -> Speaker | None:
        """Return the last of some speakers before a token whom a pronoun fits."""
        for place, speaker in reversed(told or ()):
            if place < first and _fits(speaker, kind.gender, kind.plural):
                return speaker
        return None

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

    def _person_in(self, first: int, number: int, gender: str, article: int) -> Told | None:
        """Return the first person of a gender who is named in a sentence, outside quotations, before `first`."""
        names, runs = self._resolver.names, self._runs
        for run in range(runs.of_sentence[number], runs.of_sentence[number + 1]):
            start, end = names.starts[run], min(names.ends[run], first)
            if start >= first:
                break
            if runs.quoted[run] or (runs.owning[run] and end < first):
                continue
            found = self._resolver.person_at(start, end, article)
            if runs.after_article[run] and not names.name(start, end).title:
                continue  # the Revolutionary War
            if found is not None and _fits(found, gender, False):
                return start, found
        return None


class _Runs:
    """What stands around the runs of capitalised words of a batch, and the first run of each sentence."""

    def __init__(self, batch: Batch, names: Names) -> None:
        start, end, last = names.start, names.end, len(batch.lower) - 1
        self.of_sentence: list[int] = np.searchsorted(start, np.append(batch.sentence_start, last + 1)).tolist()
        self.quoted: list[bool] = (batch.quote[start] >= 0).tolist()
        before, after = np.maximum(start - 1, 0), np.minimum(end, last)
        self.after_article: list[bool] = (listed_at(batch, "articles", before) & (start > 0)).tolist()
        owning = batch.lower[after] == batch.vocabulary.intern("'s")
        self.owning: list[bool] = (owning & (end < batch.sentence_end[batch.sentence[start]])).tolist()


def _fits(speaker: Speaker, gender: str, plural: bool) -> bool:
    if plural:
        return not speaker.person or " and " in speaker.name
    if gender:
        return speaker.person and speaker.gender in ("", gender) and " and " not in speaker.name
    return not speaker.person
