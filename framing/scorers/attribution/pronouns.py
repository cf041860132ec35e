"""Whom "she", "they" and "who" stand for when they speak."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from framing.scorers.attribution.names import Names
from framing.scorers.attribution.roles import body_words, source_type_of
from framing.scorers.attribution.speaker import AUTHOR, NOBODY, UNNAMED, Speaker
from framing.scorers.attribution.words import words
from framing.text.batch import Batch

__all__ = ["Pronouns", "Resolver"]

_SUBJECT = 6  # tokens at the start of a sentence among which its subject stands
_NEAR = 3  # sentences that a pronoun looks back
_RECENT = 60  # speakers of an article that are looked through
_BEFORE_WHO = 8  # tokens before "who" among which a name stands


class _Memory(NamedTuple):
    """Who has spoken in an article, with the token at which: in the order of speaking, and by sentence."""

    all: list[tuple[int, Speaker]]
    of_sentence: dict[int, list[tuple[int, Speaker]]]


_NOTHING = _Memory([], {})


class Resolver(Protocol):
    """What tells whom names and phrases mean."""

    names: Names

    def named(self, first: int, last: int, found: list[str], article: int) -> Speaker:
        """Return the speaker whom the head of a phrase names."""
        ...

    def person_at(self, first: int, last: int, article: int) -> Speaker | None:
        """Return the person whom a run of capitalised words names."""
        ...


class Pronouns:
    """Remembers who has spoken in each article, and resolves pronouns by sentence, gender and number."""

    def __init__(self, batch: Batch, resolver: Resolver) -> None:
        self.batch = batch
        self._resolver = resolver
        self._spellings = batch.vocabulary.spellings
        self._memory: dict[int, _Memory] = {}
        self._sentence = batch.sentence.data
        self._start, self._end = batch.sentence_start.data, batch.sentence_end.data
        self._first = resolver.names.article_bounds
        self._quoted = batch.quote.data
        self._lower = batch.lower.data

    def remember(self, article: int, first: int, sentence: int, speaker: Speaker) -> None:
        """Keep a speaker for the pronouns that follow."""
        memory = self._memory.get(article)
        if memory is None:
            memory = self._memory[article] = _Memory([], {})
        told = first, speaker
        memory.all.append(told)
        memory.of_sentence.setdefault(sentence, []).append(told)

    def antecedent(self, pronoun: str, first: int, sentence: int, article: int) -> Speaker:
        """Return whom a pronoun stands for: going back, in each sentence the last speaker, else the first person named."""
        if pronoun in words("first_person"):
            return AUTHOR if self.batch.quote[first] < 0 else NOBODY
        if pronoun in words("second_person"):
            return NOBODY
        if pronoun in words("relative"):
            return self._before_relative(first, article) or NOBODY
        gender = "male" if pronoun in words("male") else "female" if pronoun in words("female") else ""
        plural = pronoun in words("plural")
        memory = self._memory.get(article, _NOTHING)
        for number in range(sentence, max(sentence - _NEAR, -1), -1):
            low = self._start[number]
            if low < self._first[article]:
                break
            named = self._person_in(low, first, number, gender, article) if not plural and gender else None
            if named is not None and number < sentence and named[0] - low <= 1:  # the sentence begins with the name
                return named[1]
            for place, speaker in reversed(memory.of_sentence.get(number, ())):
                if place < first and self._fits(speaker, gender, plural):
                    return speaker
            if named is not None:
                return named[1]
        for place, speaker in reversed(memory.all[-_RECENT:]):
            if place < first and self._fits(speaker, gender, plural):
                return speaker
        role = self._first_role(sentence - 1, article) if plural or not gender else None
        nobody = NOBODY if pronoun in words("neuter") else Speaker(pronoun, None, UNNAMED, False)
        return role or nobody

    def _first_role(self, sentence: int, article: int) -> Speaker | None:
        """Return the body or the people in a role with whom the sentence before begins: "The miners met." "They said"."""
        if sentence < 0 or self._start[sentence] < self._first[article]:
            return None
        low = self._start[sentence]
        high = min(low + _SUBJECT, self._end[sentence])
        found = [self._spellings[each] for each in self.batch.lower[low:high].tolist()]
        for place, word in enumerate(found):
            if source_type_of([word]) >= 0 or word in body_words():
                return self._resolver.named(low, low + place + 1, found[: place + 1], article)
            if place and (word in words("auxiliaries") or word in words("prepositions")):
                break
        return None

    def _before_relative(self, first: int, article: int) -> Speaker | None:
        """Return whom the phrase just before "who" names, in its sentence and outside quotations."""
        low = max(self._start[self._sentence[first]], first - _BEFORE_WHO)
        last = first - (first > low and self._spelled(first - 1) == ",")
        runs = self._resolver.names.within(low, last)
        person = self._resolver.person_at(*runs[-1], article) if runs and runs[-1][1] == last else None
        if person is not None or last <= low:
            return person
        begin = last - 1
        while begin > low and not self._opens(self._spelled(begin)) and self._spelled(begin - 1) not in words("phrase_borders"):
            begin -= 1
        speaker = self._resolver.named(begin, last, [self._spelled(each) for each in range(begin, last)], article)
        return speaker if speaker.name else None

    def _opens(self, word: str) -> bool:
        return word in words("determiners")

    def _spelled(self, token: int) -> str:
        return self._spellings[self._lower[token]]

    def _person_in(self, low: int, first: int, number: int, gender: str, article: int) -> tuple[int, Speaker] | None:
        """Return the first person of a gender who is named in a sentence, outside quotations, before `first`."""
        high = min(first, self._end[number])
        for start, end in self._resolver.names.within(low, high):
            if self._quoted[start] >= 0 or (end < high and self._spelled(end) == "'s"):
                continue
            found = self._resolver.person_at(start, end, article)
            if start and self._spelled(start - 1) in words("articles") and not self._resolver.names.name(start, end).title:
                continue  # the Revolutionary War
            if found is not None and self._fits(found, gender, False):
                return start, found
        return None

    def _fits(self, speaker: Speaker, gender: str, plural: bool) -> bool:
        if plural:
            return not speaker.person or " and " in speaker.name
        if gender:
            return speaker.person and speaker.gender in ("", gender) and " and " not in speaker.name
        return not speaker.person
