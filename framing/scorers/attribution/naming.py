"""Whom a phrase names: an actor of the actor files, a person or body by its name, the holder of an office, or people."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from framing.scorers.attribution.actor_hits import ActorHits
from framing.scorers.attribution.actors import Known
from framing.scorers.attribution.names import Name
from framing.scorers.attribution.nouns import Part, Phrase
from framing.scorers.attribution.roles import body_words, media, source_type_of
from framing.scorers.attribution.speaker import MEDIA, NOBODY, UNNAMED, Speaker, renamed
from framing.scorers.attribution.words import words
from framing.text.batch import Batch, Integers

__all__ = ["Naming"]


class Naming:
    """Resolves the phrases of a batch that are no pronouns."""

    def __init__(self, batch: Batch, hits: ActorHits) -> None:
        self.batch = batch
        self.hits, self.names = hits, hits.names
        self._by_name = self.hits.known.by_name
        self._spellings, self._text = batch.vocabulary.spellings, batch.text
        self._start: Sequence[int] = batch.start.data  # an element of a view is a plain number at once
        self._end: Sequence[int] = batch.end.data
        self._sentence: Sequence[int] = batch.sentence.data
        self._sentence_start: Sequence[int] = batch.sentence_start.data
        self._openings, self._proper = set[int](), set[int]()
        self._persons: dict[tuple[int, bytes], Speaker | None] = {}

    def look_at(self, openings: Integers) -> None:
        """Tell beforehand which of some first words of sentences are names."""
        self._openings.update(openings.tolist())
        self._proper.update(openings[self.names.keep_capitals(openings)].tolist())

    def plain(self, phrase: Phrase, first: int, article: int) -> Speaker:
        """Return the speaker whom a phrase without a name of an actor or anybody else names."""
        return self._unnamed(phrase.part, first + phrase.low, article)

    def by_name(self, phrase: Phrase, first: int, last: int, article: int) -> Speaker:
        """Return the speaker whom a phrase names that is one run of capitalised words."""
        if phrase.words[0] not in words("openers"):
            name = self.names.name(first, last)
            if name.name:
                return self._person_or_body(name, phrase.words, article)
        return self.phrase(phrase, first, article)

    def phrase(self, phrase: Phrase, first: int, article: int) -> Speaker:
        """Return the speaker whom a phrase names."""
        low, last = first + phrase.low, first + len(phrase.words)
        high = low + len(phrase.part.words)
        speaker = self.named(low, high, phrase.part, article)
        if not speaker.person and high < last:
            speaker = self._apposition(high, last, article) or speaker
        if phrase.anonymous and not speaker.named and speaker.source_type < 0:
            speaker = speaker._replace(source_type=UNNAMED)
        return speaker

    def named(self, first: int, last: int, part: Part, article: int) -> Speaker:
        """Return the speaker whom the head of a phrase names."""
        known, proper = self.hits.meant(first, last, part, article)
        if known is not None:
            return self._actor(known, proper, first, last, part, article)
        starts, ends = self.names.starts, self.names.ends
        run = bisect_right(ends, first)
        while (low := max(starts[run], first)) < last and not part.hangs(low - first):
            high = min(ends[run], last)
            name = None if part.owns(high - first) else self.names.name(low, high)
            if name is not None and name.name and not _is_modifier(high - first, part.words):
                speaker = self._person_or_body(name, part.words, article)
                return renamed(speaker, self._also(first, last, part, speaker.name, article)) if part.several else speaker
            run += 1
        return self._unnamed(part, first, article)

    def _actor(self, known: Known, proper: bool, first: int, last: int, part: Part, article: int) -> Speaker:
        """Return an actor as a speaker by the name that a phrase gives to it."""
        speaker = known.speaker
        if not proper and not speaker.person:
            return renamed(speaker, self._shown(first, part))._replace(named=part.body)
        if speaker.person and not part.several:
            return speaker
        shown = speaker.name if known.actor.kind in ("person", "medium") else self._shown(first, part)
        return renamed(speaker, self._also(first, last, part, shown, article) if part.several else shown)

    def _unnamed(self, part: Part, first: int, article: int) -> Speaker:
        """Return a speaker without a name: the holder of an office named elsewhere, else whom common nouns name."""
        known = self.names.people(article).of_title.get(part.role)
        if known is not None:
            return self._person_or_body(Name(part.role, known, known.split(" ")[-1], ""), part.words, article)
        if part.common is None:
            return NOBODY
        low, high, kind, named = part.common
        return Speaker(self._written(first + low, first + high), None, kind, named)

    def _shown(self, first: int, part: Part) -> str:
        """Return a phrase as a reader would name it: as written, without an article before it."""
        low, high = part.shown
        return self._written(first + low, first + high)

    def _written(self, first: int, last: int) -> str:
        text = self._text[self._start[first] : self._end[last - 1]].strip('"“”‘')
        if text[:1].isupper() and self._opens(first) and not self._keeps_capital(first):
            text = text[:1].lower() + text[1:]
        return " ".join(text.split())

    def _opens(self, token: int) -> bool:
        return self._sentence_start[self._sentence[token]] == token

    def _keeps_capital(self, token: int) -> bool:
        return token in self._proper or (token not in self._openings and bool(self.names.keep_capitals(np.array([token]))[0]))

    def _also(self, first: int, last: int, part: Part, name: str, article: int) -> str:
        """Return the names of a list ("A and B said") as one; else the name itself."""
        runs = self.names.within(first, last)
        cut = first + part.words.index("and")
        names = []
        for low, high in runs:
            if low < cut < high:
                return name
            each = self.names.name(low, high)
            if each.name and part.words[high - first : high - first + 1] != ["'s"]:
                full = self.names.people(article).full.get(each.surname, each.name)
                known = self._by_name.get(full)
                names.append(known.speaker.name if known and known.speaker.person else full)
        before = any(low < cut for low, _ in runs) and any(low > cut for low, _ in runs)
        distinct = list(dict.fromkeys(names))
        return " and ".join(distinct) if before and len(distinct) > 1 else name

    def _person_or_body(self, name: Name, found: list[str], article: int) -> Speaker:
        people = self.names.people(article)
        full = people.full.get(name.surname, name.name) if name.name == name.surname else name.name
        known = self._by_name.get(full)
        if known is not None:
            return known.speaker
        medium, kind, body = _kind_of_name(full, name.title, people.titles.get(full, ""))
        if medium is not None:
            return Speaker(medium, None, MEDIA, True)
        kind = kind if kind >= 0 else source_type_of(found)
        body = body or not (name.surname and (name.title or name.gender or " " in full))
        return Speaker(full, None, kind, True, name.gender or people.gender.get(full, ""), not body)

    def _apposition(self, first: int, last: int, article: int) -> Speaker | None:
        """Return the person whom "the foreign minister, Andriy Sybiha," names after the comma."""
        runs = self.names.within(first, last)
        if not runs or runs[0][0] > first + 2:
            return None
        name = self.names.name(*runs[0])
        return self._person_or_body(name, self._words(first, last), article) if name.name else None

    def _words(self, first: int, last: int) -> list[str]:
        return [self._spellings[each] for each in self.batch.lower[first:last].tolist()]

    def person_at(self, first: int, last: int, article: int) -> Speaker | None:
        """Return the person whom a run of capitalised words names, if it names one for sure."""
        key = article, self.names.key(first, last)
        if key not in self._persons:
            self._persons[key] = self._person_at(first, last, article)
        return self._persons[key]

    def _person_at(self, first: int, last: int, article: int) -> Speaker | None:
        name = self.names.name(first, last)
        if not name.name:
            return None
        named = self.hits.person_ending(first, last)
        if named is not None:
            return named
        people = self.names.people(article)
        known = self._by_name.get(people.full.get(name.surname, name.name))
        if known is not None:
            return known.speaker if known.speaker.person else None
        if not name.surname or not (name.surname in people.full or name.title or name.gender):
            return None
        speaker = self._person_or_body(name, self._words(first, last), article)
        return speaker if speaker.person else None


def _is_modifier(high: int, found: list[str]) -> bool:
    """Tell a run up to word `high` that only modifies a common noun: "a Kremlin official", "the Reuters poll"."""
    for word in found[high:]:
        if word.isalpha() and word not in words("postposed"):
            return word not in words("prepositions") and word not in words("conjunctions")
    return False


@lru_cache(maxsize=1 << 16)
def _kind_of_name(full: str, title: str, title_elsewhere: str) -> tuple[str | None, int, bool]:
    """Return the medium that a name is, the source type that it and its titles tell, and whether a word for bodies is in it."""
    medium = media().names.get(full) or media().names.get(f"The {full}")
    lowered = full.lower().replace("-", " - ").split(" ")
    kind = source_type_of([*title.split(" ")]) if title else -1
    kind = kind if kind >= 0 else source_type_of(title_elsewhere.split(" "))
    kind = kind if kind >= 0 else source_type_of(lowered)
    return medium, kind, not body_words().isdisjoint(lowered)
