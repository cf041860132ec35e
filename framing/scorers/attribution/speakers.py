"""Who speaks: from the words of a text to the name by which a reader would call the speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from framing.lexicon import Actor, ActorFile
from framing.lexicon.matcher import leftmost_longest
from framing.scorers.attribution.actors import actor_forms
from framing.scorers.attribution.names import Names
from framing.scorers.attribution.pronouns import Pronouns
from framing.scorers.attribution.roles import SOURCE_TYPES, body_words, is_agent, media, source_type_of, unnamed_words
from framing.scorers.attribution.speaker import DOCUMENT, MEDIA, NOBODY, UNNAMED, Speaker
from framing.scorers.attribution.words import words
from framing.text.batch import Batch

__all__ = ["Speakers"]


class Speakers:
    """Resolves the speakers of a batch, in the order of the text: later ones lean on earlier ones."""

    def __init__(self, batch: Batch, files: Sequence[ActorFile]) -> None:
        self.batch = batch
        self.names = Names(batch)
        known = actor_forms(files)
        hits = known.phrases.find(batch)
        hits = hits.take(leftmost_longest(hits, np.zeros(len(hits.form), np.int32)))
        self._hit_start, self._hit_end = hits.start.tolist(), hits.end.tolist()
        self._hit_actor = [known.actors[form] for form in hits.form.tolist()]
        self._hit_proper = [known.proper[form] for form in hits.form.tolist()]
        self._holders = known.holders
        self._by_name = known.by_name
        self._spellings = batch.vocabulary.spellings
        self._lower, self._article = batch.lower, batch.article
        self._known: dict[tuple[int, tuple[int, ...]], Speaker] = {}
        self._named_in: dict[int, set[str]] = {}
        self._pronouns = Pronouns(batch, self)

    def at(self, first: int, last: int) -> Speaker:
        """Return the speaker whom the tokens from `first` to `last` name."""
        last = self.names.completed(first, last)
        ids = tuple(self._lower[first:last].tolist())
        article = int(self._article[first])
        found = [self._spellings[each] for each in ids]
        if self._is_pronoun(found):
            speaker = self._pronouns.antecedent(found, first, article)
        else:
            known = self._known.get((article, ids))
            speaker = known or self._phrase(first, last, found, article)
            self._known[article, ids] = speaker
        if speaker.name:
            self._pronouns.remember(article, first, speaker)
        return speaker

    def _phrase(self, first: int, last: int, found: list[str], article: int) -> Speaker:
        low, high = self._head(found)
        speaker = self.named(first + low, first + high, found[low:high], article)
        if not speaker.person and high < len(found):
            speaker = self._apposition(first + high, last, article) or speaker
        if not speaker.named and speaker.source_type < 0 and any(word in words("anonymity") for word in found):
            speaker = speaker._replace(source_type=UNNAMED)
        return speaker

    def _is_pronoun(self, found: list[str]) -> bool:
        own = [word for word in found if word not in words("pronoun_company")]
        return len(own) == 1 and own[0] in words("pronouns")

    def _head(self, found: list[str]) -> tuple[int, int]:
        """Return the part of a phrase that names the speaker: before a comma or relative clause."""
        low = 0
        while low < len(found) and (found[low] in words("openers") or found[low] in (",", '"', "'", "—", "-", "by")):
            low += 1
        for place in range(low + 1, len(found)):
            if found[place] in words("head_ends"):
                return low, place
        return low, len(found)

    def named(self, first: int, last: int, found: list[str], article: int) -> Speaker:
        """Return the speaker whom the head of a phrase names."""
        actor, proper = self._actor_in(first, last, found)
        people = self.names.people(article)
        runs = self.names.within(first, last)
        if actor is not None and (proper or actor.kind == "person"):
            shown = actor.name if actor.kind in ("person", "medium") else self._shown(first, found)
            return self._of_actor(actor, self._also(runs, first, found, shown, article))
        if actor is not None:
            named = self._names_body(found)
            return self._of_actor(actor, self._shown(first, found))._replace(named=named)
        for low, high in runs:
            if self._hangs_on(found[: low - first]):
                break
            if high < last and found[high - first] == "'s" and high + 1 < last:
                continue
            name = self.names.name(low, high)
            if name.name and not self._is_modifier(high, first, found):
                speaker = self._person_or_body(name.name, name.surname, name.title, name.gender, found, article)
                return speaker._replace(name=self._also(runs, first, found, speaker.name, article))
        role = self._role(found)
        if role in people.of_title:
            known = people.of_title[role]
            return self._person_or_body(known, known.split(" ")[-1], role, "", found, article)
        return self._common(first, found)

    def _shown(self, first: int, found: list[str]) -> str:
        """Return a phrase as a reader would name it: as written, without an article before it."""
        low, high = 0, len(found)
        while high - low > 1 and found[low] in words("articles"):
            low += 1
        while high - low > 1 and found[high - 1] in words("phrase_tails"):
            high -= 1
        text = self.batch.slice(first + low, first + high).strip('"“”‘')
        opens = first + low == self.batch.sentence_start[self.batch.sentence[first + low]]
        proper = self.names.within(first + low, first + low + 1) or self.names.keeps_capital(first + low)
        return " ".join((text[:1].lower() + text[1:] if opens and not proper else text).split())

    def _names_body(self, found: list[str]) -> bool:
        """Tell an institution ("the foreign ministry") from people of it ("Turkish officials")."""
        return any(word in body_words() for word in found[-1:]) or "side" in found

    def _hangs_on(self, before: list[str]) -> bool:
        """Tell whether a preposition before a name makes it part of a phrase: "a lawyer for Ana Petrova"."""
        return len(before) > 1 and any(word in words("prepositions") for word in before[1:])

    def _is_modifier(self, high: int, first: int, found: list[str]) -> bool:
        """Tell a run that only modifies a common noun: "a Kremlin official", "the Reuters poll"."""
        rest = [word for word in found[high - first :] if word.isalpha()]
        return bool(rest) and rest[0] not in words("prepositions") and rest[0] not in words("conjunctions")

    def _actor_in(self, first: int, last: int, found: list[str]) -> tuple[Actor | None, bool]:
        """Return the actor whom a phrase names at its end (a person anywhere in it), and whether by a proper name."""
        place = bisect_left(self._hit_start, first)
        best: Actor | None = None
        proper = False
        while place < len(self._hit_start) and self._hit_start[place] < last:
            end = min(self._hit_end[place], last)
            actor = self._hit_actor[place]
            possessive = end < last and found[end - first] == "'s" and end + 1 < last
            run = self.names.within(self._hit_start[place], last)
            begin = min(run[0][0], self._hit_start[place]) if run else self._hit_start[place]
            cut_short = actor.kind == "person" and bool(run) and run[0][1] > end and found[end - first] != "-"
            if not possessive and not cut_short and not self._hangs_on(found[: max(0, begin - first)]):
                person = self._person(actor, place, end, first)
                if person is not None:
                    return person, True
                at_end = end >= last or found[end - first] in words("after_actor")
                if at_end and best is None and actor.kind != "person":
                    best, proper = actor, self._hit_proper[place]
            place += 1
        return best, proper

    def _person(self, actor: Actor, place: int, end: int, first: int) -> Actor | None:
        """Return the person whom a name means, or a role if its article names one of those who held it."""
        if self._hit_proper[place]:
            return actor if actor.kind == "person" else None
        ids = self._lower[self._hit_start[place] : end].tolist()
        role = " ".join(self._spellings[each] for each in ids)
        return next((each for each in self._holders.get(role, ()) if self._is_named(each, first)), None)

    def _is_named(self, actor: Actor, token: int) -> bool:
        """Tell whether the article of a token has the name of a person, whose role it then means."""
        article = int(self._article[token])
        if article not in self._named_in:
            low, high = (bisect_left(self._hit_start, bound) for bound in self._bounds(article))
            pairs = zip(self._hit_actor[low:high], self._hit_proper[low:high], strict=True)
            self._named_in[article] = {each.id for each, proper in pairs if proper}
        return actor.id in self._named_in[article]

    def _bounds(self, article: int) -> tuple[int, int]:
        return int(np.searchsorted(self._article, article)), int(np.searchsorted(self._article, article, side="right"))

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

    def _of_actor(self, actor: Actor, name: str) -> Speaker:
        kind = SOURCE_TYPES.index(actor.source_type) if actor.source_type in SOURCE_TYPES else -1
        return Speaker(name, actor.name, kind, True, actor.gender, actor.kind == "person")

    def _person_or_body(self, name: str, surname: str, title: str, gender: str, found: list[str], article: int) -> Speaker:
        people = self.names.people(article)
        full = people.full.get(surname, name) if name == surname else name
        actor = self._by_name.get(full)
        if actor is not None:
            return self._of_actor(actor, actor.name)
        known = media().names.get(full) or media().names.get(f"The {full}")
        if known is not None:
            return Speaker(known, None, MEDIA, True)
        lowered = full.lower().replace("-", " - ").split(" ")
        kind = source_type_of([*title.split(" ")]) if title else -1
        kind = kind if kind >= 0 else source_type_of(people.titles.get(full, "").split(" "))
        kind = kind if kind >= 0 else source_type_of(lowered)
        kind = kind if kind >= 0 else source_type_of(found)
        body = any(word in body_words() for word in lowered) or not (surname and (title or gender or " " in full))
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

    def _common(self, first: int, found: list[str]) -> Speaker:
        """Return a speaker who is named by a common noun: an institution, a document, or somebody unnamed."""
        head = list(found)
        for place, word in enumerate(found[1:], start=1):
            if word in words("prepositions") or word in words("phrase_cuts"):
                head = found[:place]
                break
        kind = source_type_of(head)
        kind = kind if kind >= 0 else source_type_of(found)
        if not any(is_agent(word) for word in head) or head[-1] in words("not_somebody"):
            return NOBODY
        vague = head[-1:] and head[-1] in unnamed_words()
        body = bool(head) and head[0] in words("definite") and head[-1] in body_words() and not vague
        document = kind == DOCUMENT and bool(head) and head[0] in words("definite")
        cut = next((place for place, word in enumerate(found) if place and word in words("phrase_cuts")), len(found))
        return Speaker(self._shown(first, found[:cut]), None, UNNAMED if kind < 0 and not body else kind, body or document)

    def person_at(self, first: int, last: int, article: int) -> Speaker | None:
        """Return the person whom a run of capitalised words names, if it names one for sure."""
        name = self.names.name(first, last)
        if not name.name:
            return None
        found = [self._spellings[each] for each in self.batch.lower[first:last].tolist()]
        people = self.names.people(article)
        actor = self._by_name.get(people.full.get(name.surname, name.name))
        if actor is not None:
            return self._of_actor(actor, actor.name) if actor.kind == "person" else None
        if not name.surname or not (name.surname in people.full or name.title or name.gender):
            return None
        speaker = self._person_or_body(name.name, name.surname, name.title, name.gender, found, article)
        return speaker if speaker.person else None
