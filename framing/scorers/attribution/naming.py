"""Whom a phrase names: an actor of the actor files, a person or body by its name, the holder of an office, or people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache

from framing.lexicon import Actor, ActorFile
from framing.lexicon.matcher import Hits
from framing.scorers.attribution.actors import actor_forms
from framing.scorers.attribution.names import Name, Names
from framing.scorers.attribution.nouns import Common, Phrase, common_of, shown_part
from framing.scorers.attribution.roles import SOURCE_TYPES, body_words, media, source_type_of
from framing.scorers.attribution.speaker import MEDIA, NOBODY, UNNAMED, Speaker
from framing.scorers.attribution.words import words
from framing.text.batch import Batch

__all__ = ["Naming"]


class Naming:
    """Resolves the phrases of a batch that are no pronouns."""

    def __init__(self, batch: Batch, files: Sequence[ActorFile]) -> None:
        self.batch = batch
        self.names = Names(batch)
        known = actor_forms(files)
        hits = known.found(batch)
        self.hits: Hits = hits
        self.direct = known.direct[hits.form]
        self._forms = hits.form.tolist()
        self._hit_start, self._hit_end = hits.start.tolist(), hits.end.tolist()
        self._actors, self._proper = known.actors, known.proper
        self._holders, self._by_name = known.holders, known.by_name
        self._spellings = batch.vocabulary.spellings
        self._named_in: dict[int, set[str]] = {}
        self._persons: dict[tuple[int, bytes], Speaker | None] = {}

    def by_hit(self, hit: int) -> Speaker:
        """Return the actor whose name was found."""
        return _speaker_of(self._actors[self._forms[hit]])

    def plain(self, phrase: Phrase, first: int, article: int) -> Speaker:
        """Return the speaker whom a phrase without a name of an actor or anybody else names."""
        known = self.names.people(article).of_title.get(phrase.role)
        if known is not None:
            return self._in_office(phrase.role, known, phrase.words[phrase.low : phrase.high], article)
        return self._common(phrase.common, first)

    def phrase(self, phrase: Phrase, first: int, article: int) -> Speaker:
        """Return the speaker whom a phrase names."""
        found, low, high = phrase.words, phrase.low, phrase.high
        speaker = self.named(first + low, first + high, found[low:high], article)
        if not speaker.person and high < len(found):
            speaker = self._apposition(first + high, first + len(found), article) or speaker
        if phrase.anonymous and not speaker.named and speaker.source_type < 0:
            speaker = speaker._replace(source_type=UNNAMED)
        return speaker

    def by_name(self, phrase: Phrase, first: int, last: int, article: int) -> Speaker:
        """Return the speaker whom a phrase names that is one run of capitalised words."""
        if phrase.words[0] not in words("openers"):
            name = self.names.name(first, last)
            if name.name:
                return self._person_or_body(name, phrase.words, article)
        return self.phrase(phrase, first, article)

    def named(self, first: int, last: int, found: list[str], article: int) -> Speaker:
        """Return the speaker whom the head of a phrase names."""
        actor, proper = self._actor_in(first, last, found)
        runs = self.names.within(first, last)
        if actor is not None and (proper or actor.kind == "person"):
            shown = actor.name if actor.kind in ("person", "medium") else self._shown(first, found)
            return _speaker_of(actor, self._also(runs, first, found, shown, article))
        if actor is not None:
            named = self._names_body(found)
            return _speaker_of(actor, self._shown(first, found))._replace(named=named)
        for low, high in runs:
            if _hangs_on(found[: low - first]):
                break
            if high < last and found[high - first] == "'s" and high + 1 < last:
                continue
            name = self.names.name(low, high)
            if name.name and not _is_modifier(high - first, found):
                speaker = self._person_or_body(name, found, article)
                if "and" in found:
                    return speaker._replace(name=self._also(runs, first, found, speaker.name, article))
                return speaker
        of_title = self.names.people(article).of_title
        if of_title:
            determiners = words("determiners")
            role = " ".join([word for word in found if word not in determiners and word != ","])
            known = of_title.get(role)
            if known is not None:
                return self._in_office(role, known, found, article)
        return self._common(common_of(found), first)

    def _in_office(self, role: str, name: str, found: list[str], article: int) -> Speaker:
        return self._person_or_body(Name(role, name, name.split(" ")[-1], ""), found, article)

    def _common(self, common: Common | None, first: int) -> Speaker:
        """Return a speaker who is named by a common noun: an institution, a document, or somebody unnamed."""
        if common is None:
            return NOBODY
        return Speaker(self._written(first + common.low, first + common.high), None, common.source_type, common.named)

    def _shown(self, first: int, found: list[str]) -> str:
        """Return a phrase as a reader would name it: as written, without an article before it."""
        low, high = shown_part(found)
        return self._written(first + low, first + high)

    def _written(self, first: int, last: int) -> str:
        text = self.batch.slice(first, last).strip('"“”‘')
        if text[:1].isupper() and self._opens(first) and not self._keeps_capital(first):
            text = text[:1].lower() + text[1:]
        return " ".join(text.split())

    def _opens(self, token: int) -> bool:
        return bool(self.batch.sentence_start[self.batch.sentence[token]] == token)

    def _keeps_capital(self, token: int) -> bool:
        return bool(self.names.within(token, token + 1)) or self.names.keeps_capital(token)

    def _names_body(self, found: list[str]) -> bool:
        """Tell an institution ("the foreign ministry") from people of it ("Turkish officials")."""
        return any(word in body_words() for word in found[-1:]) or "side" in found

    def _actor_in(self, first: int, last: int, found: list[str]) -> tuple[Actor | None, bool]:
        """Return the actor whom a phrase names at its end (a person anywhere in it), and whether by a proper name."""
        place = bisect_left(self._hit_start, first)
        if place == len(self._hit_start) or self._hit_start[place] >= last:
            return None, False
        best: Actor | None = None
        proper = False
        while place < len(self._hit_start) and self._hit_start[place] < last:
            end = min(self._hit_end[place], last)
            actor = self._actors[self._forms[place]]
            possessive = end < last and found[end - first] == "'s" and end + 1 < last
            run = self.names.within(self._hit_start[place], last)
            begin = min(run[0][0], self._hit_start[place]) if run else self._hit_start[place]
            cut_short = actor.kind == "person" and bool(run) and run[0][1] > end and found[end - first] != "-"
            if not possessive and not cut_short and not _hangs_on(found[: max(0, begin - first)]):
                person = self._person(actor, place, end, first)
                if person is not None:
                    return person, True
                at_end = end >= last or found[end - first] in words("after_actor")
                if at_end and best is None and actor.kind != "person":
                    best, proper = actor, self._proper[self._forms[place]]
            place += 1
        return best, proper

    def _person(self, actor: Actor, place: int, end: int, first: int) -> Actor | None:
        """Return the person whom a name means, or a role if its article names one of those who held it."""
        if self._proper[self._forms[place]]:
            return actor if actor.kind == "person" else None
        role = " ".join(self._words(self._hit_start[place], end))
        return next((each for each in self._holders.get(role, ()) if self._is_named(each, first)), None)

    def _is_named(self, actor: Actor, token: int) -> bool:
        """Tell whether the article of a token has the name of a person, whose role it then means."""
        article = int(self.batch.article[token])
        if article not in self._named_in:
            low, high = (bisect_left(self._hit_start, bound) for bound in self.names.article_bounds[article : article + 2])
            self._named_in[article] = {self._actors[form].id for form in self._forms[low:high] if self._proper[form]}
        return actor.id in self._named_in[article]

    def _also(self, runs: list[tuple[int, int]], first: int, found: list[str], name: str, article: int) -> str:
        """Return the names of a list ("A and B said") as one; else the name itself."""
        if "and" not in found:
            return name
        cut = first + found.index("and")
        names = []
        for low, high in runs:
            if low < cut < high:
                return name
            each = self.names.name(low, high)
            if each.name and not (high - first < len(found) and found[high - first] == "'s"):
                full = self.names.people(article).full.get(each.surname, each.name)
                known = self._by_name.get(full)
                names.append(known.name if known and known.kind == "person" else full)
        before = any(low < cut for low, _ in runs) and any(low > cut for low, _ in runs)
        distinct = list(dict.fromkeys(names))
        return " and ".join(distinct) if before and len(distinct) > 1 else name

    def _person_or_body(self, name: Name, found: list[str], article: int) -> Speaker:
        people = self.names.people(article)
        full = people.full.get(name.surname, name.name) if name.name == name.surname else name.name
        actor = self._by_name.get(full)
        if actor is not None:
            return _speaker_of(actor)
        known = media().names.get(full) or media().names.get(f"The {full}")
        if known is not None:
            return Speaker(known, None, MEDIA, True)
        kind, body = _kind_of_name(full, name.title, people.titles.get(full, ""))
        kind = kind if kind >= 0 else source_type_of(found)
        body = body or not (name.surname and (name.title or name.gender or " " in full))
        return Speaker(full, None, kind, True, name.gender or people.gender.get(full, ""), not body)

    def _apposition(self, first: int, last: int, article: int) -> Speaker | None:
        """Return the person whom "the foreign minister, Andriy Sybiha," names after the comma."""
        runs = self.names.within(first, last)
        if not runs or runs[0][0] > first + 2:
            return None
        name = self.names.name(*runs[0])
        if not name.name:
            return None
        return self._person_or_body(name, self._words(first, last), article)

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
        place = bisect_left(self._hit_end, last)
        if place < len(self._hit_end) and self._hit_end[place] == last and self._hit_start[place] > first:
            named = self._actors[self._forms[place]]  # a run with another word before the name: battling Ana Petrova
            if self._proper[self._forms[place]] and named.kind == "person":
                return _speaker_of(named)
        people = self.names.people(article)
        actor = self._by_name.get(people.full.get(name.surname, name.name))
        if actor is not None:
            return _speaker_of(actor) if actor.kind == "person" else None
        if not name.surname or not (name.surname in people.full or name.title or name.gender):
            return None
        speaker = self._person_or_body(name, self._words(first, last), article)
        return speaker if speaker.person else None


def _hangs_on(before: list[str]) -> bool:
    """Tell whether a preposition before a name makes it part of a phrase: "a lawyer for Ana Petrova"."""
    return len(before) > 1 and not words("prepositions").isdisjoint(before[1:])


def _is_modifier(high: int, found: list[str]) -> bool:
    """Tell a run up to word `high` that only modifies a common noun: "a Kremlin official", "the Reuters poll"."""
    if high == len(found):
        return False
    rest = [word for word in found[high:] if word.isalpha() and word not in words("postposed")]
    return bool(rest) and rest[0] not in words("prepositions") and rest[0] not in words("conjunctions")


def _speaker_of(actor: Actor, name: str = "") -> Speaker:
    """Return an actor as a speaker, by its own name if no other is given."""
    kind = _type_index(actor.source_type)
    return Speaker(name or actor.name, actor.name, kind, True, actor.gender, actor.kind == "person")


@cache
def _type_index(name: str) -> int:
    return SOURCE_TYPES.index(name) if name in SOURCE_TYPES else -1


@lru_cache(maxsize=1 << 16)
def _kind_of_name(full: str, title: str, title_elsewhere: str) -> tuple[int, bool]:
    """Return the source type that a name and the titles before it tell, and whether it has a word for bodies in it."""
    lowered = full.lower().replace("-", " - ").split(" ")
    kind = source_type_of([*title.split(" ")]) if title else -1
    kind = kind if kind >= 0 else source_type_of(title_elsewhere.split(" "))
    kind = kind if kind >= 0 else source_type_of(lowered)
    return kind, not body_words().isdisjoint(lowered)
