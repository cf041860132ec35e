"""Who speaks: from the words of a text to the name by which a reader would call the speaker."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from framing.lexicon import Actor, ActorFile, available_actors, load_actors
from framing.lexicon.matcher import Form, Phrases, leftmost_longest
from framing.scorers.attribution.names import Names
from framing.scorers.attribution.roles import SOURCE_TYPES, media_names, role_words, source_type_of
from framing.scorers.attribution.words import words
from framing.text.batch import Batch

__all__ = ["Speaker", "Speakers", "packaged_actors"]

UNNAMED = SOURCE_TYPES.index("unnamed")
MEDIA = SOURCE_TYPES.index("media")
_NEAR = 3  # sentences that a pronoun looks back
_RELAY_REACH = 8


class Speaker(NamedTuple):
    """A speaker as a reader would name it, and what is known of it."""

    name: str
    actor: str | None
    source_type: int
    named: bool
    gender: str = ""
    person: bool = False


NOBODY = Speaker("", None, UNNAMED, False)


@lru_cache(maxsize=1)
def packaged_actors() -> tuple[ActorFile, ...]:
    """Return the actor files that ship with the library."""
    return tuple(load_actors(name) for name in available_actors())


class _ActorForms:
    """The names of actors as phrases, and whose they are."""

    def __init__(self, files: Sequence[ActorFile]) -> None:
        listed: list[tuple[str, Actor]] = []
        for file in files:
            for actor in file.actors:
                roles = [role.form for role in actor.roles]
                listed += [(form, actor) for form in (*actor.names, *actor.aliases, *actor.metonyms, *roles)]
        self.actors = [actor for _, actor in listed]
        self.phrases = Phrases([Form(form, "initial" if form[:1].isupper() else "insensitive") for form, _ in listed])


@lru_cache(maxsize=8)
def _actor_forms(files: tuple[ActorFile, ...]) -> _ActorForms:
    return _ActorForms(files)


class Speakers:
    """Resolves the speakers of a batch, in the order of the text: later ones lean on earlier ones."""

    def __init__(self, batch: Batch, files: Sequence[ActorFile]) -> None:
        self.batch = batch
        self.names = Names(batch)
        known = _actor_forms(tuple(files))
        hits = known.phrases.find(batch)
        hits = hits.take(leftmost_longest(hits, np.zeros(len(hits.form), np.int32)))
        self._hit_start, self._hit_end = hits.start.tolist(), hits.end.tolist()
        self._hit_actor = [known.actors[form] for form in hits.form.tolist()]
        self._by_name = {name: actor for actor in known.actors for name in (actor.name, *actor.names)}
        self._hit_index = np.asarray(hits.start)
        self._spellings = batch.vocabulary.spellings
        self._memory: dict[int, list[tuple[int, Speaker]]] = {}

    def at(self, first: int, last: int) -> Speaker:
        """Return the speaker whom the tokens from `first` to `last` name."""
        words_here = [self._spellings[each] for each in self.batch.lower[first:last].tolist()]
        article = int(self.batch.article[first])
        if self._is_pronoun(words_here):
            speaker = self._antecedent(words_here[0], first, article)
        else:
            low, high = self._head(words_here)
            speaker = self._named(first + low, first + high, words_here[low:high], article)
            if not speaker.named and high < len(words_here):
                speaker = self._apposition(first + high, last, article) or speaker
        if speaker.name:
            self._memory.setdefault(article, []).append((first, speaker))
        return speaker

    def _is_pronoun(self, found: list[str]) -> bool:
        own = [word for word in found if word not in ("'s", ",", "'", "himself", "herself", "themselves", "both", "all")]
        return len(own) == 1 and (own[0] in words("subjects") or own[0] in words("male") | words("female")
                                  or own[0] in words("plural") or own[0] in words("neuter")
                                  or own[0] in words("first_person"))

    def _head(self, found: list[str]) -> tuple[int, int]:
        """Return the part of a phrase that names the speaker: before a comma or relative clause."""
        low = 0
        while low < len(found) and (found[low] in words("openers") or found[low] in (",", "\"", "'", "—", "-", "by")):
            low += 1
        for place in range(low + 1, len(found)):
            if found[place] in (",", "(", "—", ";", ":", "\"") or found[place] in ("who", "whom", "whose", "which"):
                return low, place
        return low, len(found)

    def _named(self, first: int, last: int, found: list[str], article: int) -> Speaker:
        actor = self._actor_in(first, last, found)
        people = self.names.people(article)
        runs = self.names.within(first, last)
        if actor is not None:
            listed = self._also(runs, first, last, found, actor, article)
            return self._of_actor(actor, listed)
        for low, high in reversed(runs):
            if high < last and found[high - first] == "'s" and high + 1 < last:
                continue
            name = self.names.name(low, high)
            if name.name and not self._is_modifier(low, high, first, last, found):
                return self._person_or_body(name.name, name.surname, name.title, name.gender, found, article)
        role = self._role(found)
        if role in people.of_title:
            known = people.of_title[role]
            return self._person_or_body(known, known.split(" ")[-1], role, "", found, article)
        return self._common(found, bool(runs))

    def _is_modifier(self, low: int, high: int, first: int, last: int, found: list[str]) -> bool:
        """Tell a run that only modifies a common noun: "a Kremlin official", "the Reuters poll"."""
        rest = [word for word in found[high - first :] if word.isalpha()]
        return bool(rest) and rest[0] not in words("prepositions") and rest[0] not in words("conjunctions")

    def _actor_in(self, first: int, last: int, found: list[str]) -> Actor | None:
        place = int(np.searchsorted(self._hit_index, first))
        best: Actor | None = None
        while place < len(self._hit_start) and self._hit_start[place] < last:
            end = min(self._hit_end[place], last)
            actor = self._hit_actor[place]
            possessive = end < last and found[end - first] == "'s" and end + 1 < last
            if not possessive:
                if actor.kind == "person":
                    return actor
                at_end = end >= last or found[end - first] in words("prepositions") | frozenset(("'s", "and"))
                best = actor if at_end and best is None else best
            place += 1
        return best

    def _also(
        self, runs: list[tuple[int, int]], first: int, last: int, found: list[str], actor: Actor, article: int
    ) -> str:
        """Return the names of a list ("A and B said") as one; else the actor's name."""
        if "and" not in found:
            return actor.name
        cut = first + found.index("and")
        names = []
        for low, high in runs:
            if low < cut < high:
                continue
            each = self.names.name(low, high)
            full = self.names.people(article).full.get(each.surname, each.name)
            if full:
                known = self._by_name.get(full)
                names.append(known.name if known else full)
        distinct = list(dict.fromkeys(names))
        return " and ".join(distinct) if len(distinct) > 1 else actor.name

    def _of_actor(self, actor: Actor, name: str) -> Speaker:
        kind = SOURCE_TYPES.index(actor.source_type) if actor.source_type in SOURCE_TYPES else -1
        return Speaker(name, actor.name, kind, True, actor.gender, actor.kind == "person")

    def _person_or_body(
        self, name: str, surname: str, title: str, gender: str, found: list[str], article: int
    ) -> Speaker:
        people = self.names.people(article)
        full = people.full.get(surname, name) if name == surname else name
        actor = self._by_name.get(full)
        if actor is not None:
            return self._of_actor(actor, actor.name)
        lowered = full.lower()
        if lowered in media_names() or f"the {lowered}" in media_names():
            return Speaker(full, None, MEDIA, True)
        kind = source_type_of([*title.split(" "), *lowered.split(" "), *found])
        body = any(word in role_words() for word in lowered.split(" "))
        return Speaker(full, None, kind, True, gender or people.gender.get(full, ""), not body)

    def _apposition(self, first: int, last: int, article: int) -> Speaker | None:
        """Return the person whom "the foreign minister, Andriy Sybiha," names after the comma."""
        runs = self.names.within(first, last)
        if not runs or runs[0][0] > first + 2:
            return None
        name = self.names.name(*runs[0])
        if not name.name:
            return None
        found = [self._spellings[each] for each in self.batch.lower[first:last].tolist()]
        return self._person_or_body(name.name, name.surname, name.title, name.gender, found, article)

    def _role(self, found: list[str]) -> str:
        return " ".join(word for word in found if word not in words("determiners") and word != ",")

    def _common(self, found: list[str], has_name: bool) -> Speaker:
        plain = [word for word in found if word not in ("\"", ",", "'")]
        while plain and plain[0] in words("determiners") - {"no"} and len(plain) > 1:
            plain = plain[1:]
        kind = source_type_of(plain)
        text = " ".join(plain).replace(" - ", "-").replace(" 's", "'s")
        definite = bool(found) and found[0] in ("the", "its", "his", "her", "their")
        hidden = any(word in words("anonymity") for word in found)
        body = definite and bool(plain) and any(word in role_words() for word in plain[-1:]) and not hidden
        return Speaker(text, None, kind if kind >= 0 else UNNAMED if not body else -1, body and kind >= 0)

    def _antecedent(self, pronoun: str, first: int, article: int) -> Speaker:
        """Return whom a pronoun stands for: the last fitting speaker, or the last fitting name before it."""
        gender = "male" if pronoun in words("male") else "female" if pronoun in words("female") else ""
        if pronoun in words("first_person"):
            return Speaker("author", None, MEDIA, False)
        plural = pronoun in words("plural")
        sentence = int(self.batch.sentence[first])
        for place, speaker in reversed(self._memory.get(article, ())):
            distance = sentence - int(self.batch.sentence[place])
            if place < first and distance <= _NEAR and self._fits(speaker, gender, plural):
                if self._someone_between(place, first, speaker, gender) and not plural:
                    break
                return speaker
        named = self._last_person(first, sentence, gender, article) if not plural else None
        if named is not None:
            return named
        for place, speaker in reversed(self._memory.get(article, ())):
            if place < first and self._fits(speaker, gender, plural):
                return speaker
        return Speaker(pronoun, None, UNNAMED, False)

    def _fits(self, speaker: Speaker, gender: str, plural: bool) -> bool:
        if plural:
            return not speaker.person or " and " in speaker.name
        if gender:
            return speaker.person and speaker.gender in ("", gender) and " and " not in speaker.name
        return not speaker.person

    def _someone_between(self, low: int, high: int, speaker: Speaker, gender: str) -> bool:
        """Tell whether another person of the gender is the subject at the start of the pronoun's sentence or the last."""
        article = int(self.batch.article[high])
        start = int(self.batch.sentence_start[self.batch.sentence[high]])
        runs = self.names.within(max(start, low + 1), high)
        for first, last in runs[:1]:
            if first - start <= 3 and self.batch.quote[first] < 0:
                other = self._as_person(first, last, article)
                return other is not None and other.name != speaker.name and self._fits(other, gender, False)
        return False

    def _last_person(self, first: int, sentence: int, gender: str, article: int) -> Speaker | None:
        """Return the first person named in the pronoun's sentence before it, or in the sentences before that."""
        for number in range(sentence, max(sentence - _NEAR, -1), -1):
            low = int(self.batch.sentence_start[number])
            if self.batch.article[low] != article:
                break
            high = min(first, int(self.batch.sentence_end[number]))
            for start, end in self.names.within(low, high):
                if self.batch.quote[start] >= 0 or (end < high and self._spellings[self.batch.lower[end]] == "'s"):
                    continue
                found = self._as_person(start, end, article)
                if found is not None and self._fits(found, gender, False):
                    return found
        return None

    def _as_person(self, first: int, last: int, article: int) -> Speaker | None:
        name = self.names.name(first, last)
        if not name.name:
            return None
        found = [self._spellings[each] for each in self.batch.lower[first:last].tolist()]
        people = self.names.people(article)
        known = name.surname in people.full or name.title or name.gender
        if not known and name.name not in self._by_name:
            return None
        return self._person_or_body(name.name, name.surname, name.title, name.gender, found, article)
