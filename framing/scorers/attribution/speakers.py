"""Who speaks: from the words of a text to the name by which a reader would call the speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from framing.lexicon import Actor, ActorFile
from framing.lexicon.matcher import leftmost_longest
from framing.scorers.attribution.actors import actor_forms
from framing.scorers.attribution.names import Name, Names
from framing.scorers.attribution.pronouns import Pronouns
from framing.scorers.attribution.roles import SOURCE_TYPES, body_words, is_agent, media, source_type_of, unnamed_words
from framing.scorers.attribution.speaker import AUTHOR, DOCUMENT, MEDIA, NOBODY, UNNAMED, Speaker
from framing.scorers.attribution.words import word_class, words
from framing.text.batch import Batch, Integers

__all__ = ["Speakers"]

_PHRASE, _NAME, _ACTOR, _PRONOUN = range(4)  # how a phrase is resolved
_PEOPLE_ENDINGS = ("ers", "ors", "ist", "ists", "ians", "crats", "delegates")
_BEFORE_HEAD = (",", '"', "'", "—", "-", "by")


class Speakers:
    """Resolves the speakers of a batch, in the order of the text: later ones lean on earlier ones."""

    def __init__(self, batch: Batch, files: Sequence[ActorFile]) -> None:
        self.batch = batch
        self.names = Names(batch)
        known = actor_forms(files)
        hits = known.phrases.find(batch)
        hits = hits.take(leftmost_longest(hits, np.zeros(len(hits.form), np.int32)))
        self._hits = hits
        self._direct = known.direct[hits.form]
        self._hit_start, self._hit_end = hits.start.tolist(), hits.end.tolist()
        self._hit_actor = [known.actors[form] for form in hits.form.tolist()]
        self._hit_proper = [known.proper[form] for form in hits.form.tolist()]
        self._holders = known.holders
        self._by_name = known.by_name
        self._spellings = batch.vocabulary.spellings
        self._lower = batch.lower
        self._raw, self._size = batch.lower.tobytes(), batch.lower.itemsize  # slices of it are keys of phrases
        self._known: dict[tuple[int, bytes], Speaker] = {}
        self._named_in: dict[int, set[str]] = {}
        self._persons: dict[tuple[int, bytes], Speaker | None] = {}
        self._pronouns = Pronouns(batch, self)

    def of(self, first: Integers, last: Integers) -> list[Speaker]:
        """Return the speakers whom token ranges name, in the order in which they speak."""
        last = self.names.completed(first, last)
        columns = (first, last, self.batch.article[first], self.batch.sentence[first], self._ways(first, last))
        phrases = self._phrases(first, last)
        return [self._at(*each) for each in zip(phrases, *(column.tolist() for column in columns), strict=True)]

    def _ways(self, first: Integers, last: Integers) -> NDArray[np.int8]:
        """Return how each token range is resolved: as a pronoun, by the one actor or name that it is, or as a phrase."""
        way = np.full(len(first), _PHRASE, np.int8)
        low, high = np.searchsorted(self._hits.start, first), np.searchsorted(self._hits.start, last)
        if len(self.names.start):
            run = np.minimum(np.searchsorted(self.names.start, first), len(self.names.start) - 1)
            way[(self.names.start[run] == first) & (self.names.end[run] == last) & (low == high)] = _NAME
        if len(self._hits.start):
            hit = np.minimum(low, len(self._hits.start) - 1)
            way[(self._hits.start[hit] == first) & (self._hits.end[hit] == last) & self._direct[hit]] = _ACTOR
        way[self._are_pronouns(first, last)] = _PRONOUN
        return way

    def _phrases(self, first: Integers, last: Integers) -> Iterator[list[str]]:
        """Yield the words of token ranges."""
        length = last - first
        ends = np.cumsum(length)
        owner = np.repeat(np.arange(len(first)), length)
        tokens = first[owner] + np.arange(len(owner)) - (ends - length)[owner]
        found = [self._spellings[each] for each in self._lower[tokens].tolist()]
        for low, high in zip((ends - length).tolist(), ends.tolist(), strict=True):
            yield found[low:high]

    def _at(self, found: list[str], first: int, last: int, article: int, sentence: int, way: int) -> Speaker:
        if way == _PRONOUN:
            speaker = self._pronouns.antecedent(found, first, sentence, article)
        elif way == _ACTOR:
            actor = self._hit_actor[bisect_left(self._hit_start, first)]
            speaker = self._of_actor(actor, actor.name)
        else:
            key = article, self._raw[first * self._size : last * self._size]
            known = self._known.get(key)
            if known is None:
                known = self._known[key] = self._resolved(first, last, found, article, way)
            speaker = known
        if speaker.name and speaker is not AUTHOR:
            self._pronouns.remember(article, first, sentence, speaker)
        return speaker

    def _resolved(self, first: int, last: int, found: list[str], article: int, way: int) -> Speaker:
        if way == _NAME and found[0] not in words("openers"):
            name = self.names.name(first, last)
            if name.name:
                return self._person_or_body(name, found, article)
        return self._phrase(first, last, found, article)

    def _words(self, first: int, last: int) -> list[str]:
        return [self._spellings[each] for each in self._lower[first:last].tolist()]

    def _are_pronouns(self, first: Integers, last: Integers) -> NDArray[np.bool_]:
        """Tell the token ranges that hold a pronoun and nothing else but "himself", "too" and the like."""
        own = ~word_class(self.batch, "pronoun_company")
        totals = (np.concatenate([[0], np.cumsum(each)]) for each in (own, own & word_class(self.batch, "pronouns")))
        words, pronouns = (total[last] - total[first] for total in totals)
        return np.asarray((words == 1) & (pronouns == 1))

    def _phrase(self, first: int, last: int, found: list[str], article: int) -> Speaker:
        low, high = self._head(found)
        speaker = self.named(first + low, first + high, found[low:high], article)
        if not speaker.person and high < len(found):
            speaker = self._apposition(first + high, last, article) or speaker
        if not speaker.named and speaker.source_type < 0 and not words("anonymity").isdisjoint(found):
            speaker = speaker._replace(source_type=UNNAMED)
        return speaker

    def _head(self, found: list[str]) -> tuple[int, int]:
        """Return the part of a phrase that names the speaker: before a comma or relative clause."""
        low = int(len(found) > 1 and found[0] in words("relative"))
        openers, ends = words("openers"), words("head_ends")
        while low < len(found) and (found[low] in openers or found[low] in _BEFORE_HEAD):
            low += 1
        if not ends.isdisjoint(found):
            for place in range(low + 1, len(found)):
                if found[place] in ends:
                    return low, place
        return low, len(found)

    def named(self, first: int, last: int, found: list[str], article: int) -> Speaker:
        """Return the speaker whom the head of a phrase names."""
        actor, proper = self._actor_in(first, last, found)
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
                return self._person_or_body(Name(role, known, known.split(" ")[-1], ""), found, article)
        return self._common(first, found)

    def _shown(self, first: int, found: list[str]) -> str:
        """Return a phrase as a reader would name it: as written, without an article before it."""
        low, high = 0, len(found)
        articles, tails = words("articles"), words("phrase_tails")
        while high - low > 1 and found[low] in articles:
            low += 1
        while high - low > 1 and found[high - 1] in tails:
            high -= 1
        text = self.batch.slice(first + low, first + high).strip('"“”‘')
        if self._opens(first + low) and not self._keeps_capital(first + low):
            text = text[:1].lower() + text[1:]
        return " ".join(text.split())

    def _opens(self, token: int) -> bool:
        return bool(self.batch.sentence_start[self.batch.sentence[token]] == token)

    def _keeps_capital(self, token: int) -> bool:
        return bool(self.names.within(token, token + 1)) or self.names.keeps_capital(token)

    def _names_body(self, found: list[str]) -> bool:
        """Tell an institution ("the foreign ministry") from people of it ("Turkish officials")."""
        return any(word in body_words() for word in found[-1:]) or "side" in found

    def _hangs_on(self, before: list[str]) -> bool:
        """Tell whether a preposition before a name makes it part of a phrase: "a lawyer for Ana Petrova"."""
        return len(before) > 1 and not words("prepositions").isdisjoint(before[1:])

    def _is_modifier(self, high: int, first: int, found: list[str]) -> bool:
        """Tell a run that only modifies a common noun: "a Kremlin official", "the Reuters poll"."""
        if high - first == len(found):
            return False
        rest = [word for word in found[high - first :] if word.isalpha() and word not in words("postposed")]
        return bool(rest) and rest[0] not in words("prepositions") and rest[0] not in words("conjunctions")

    def _actor_in(self, first: int, last: int, found: list[str]) -> tuple[Actor | None, bool]:
        """Return the actor whom a phrase names at its end (a person anywhere in it), and whether by a proper name."""
        place = bisect_left(self._hit_start, first)
        if place == len(self._hit_start) or self._hit_start[place] >= last:
            return None, False
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
        role = " ".join(self._words(self._hit_start[place], end))
        return next((each for each in self._holders.get(role, ()) if self._is_named(each, first)), None)

    def _is_named(self, actor: Actor, token: int) -> bool:
        """Tell whether the article of a token has the name of a person, whose role it then means."""
        article = int(self.batch.article[token])
        if article not in self._named_in:
            low, high = (bisect_left(self._hit_start, bound) for bound in self._bounds(article))
            pairs = zip(self._hit_actor[low:high], self._hit_proper[low:high], strict=True)
            self._named_in[article] = {each.id for each, proper in pairs if proper}
        return actor.id in self._named_in[article]

    def _bounds(self, article: int) -> tuple[int, int]:
        owner = self.batch.article
        return int(np.searchsorted(owner, article)), int(np.searchsorted(owner, article, side="right"))

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
        return Speaker(name, actor.name, _type_index(actor.source_type), True, actor.gender, actor.kind == "person")

    def _person_or_body(self, name: Name, found: list[str], article: int) -> Speaker:
        people = self.names.people(article)
        full = people.full.get(name.surname, name.name) if name.name == name.surname else name.name
        actor = self._by_name.get(full)
        if actor is not None:
            return self._of_actor(actor, actor.name)
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

    def _common(self, first: int, found: list[str]) -> Speaker:
        """Return a speaker who is named by a common noun: an institution, a document, or somebody unnamed."""
        known = _common_of(tuple(found))
        return known._replace(name=self._shown(first, found[: int(known.name)])) if known.name else NOBODY

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
            named = self._hit_actor[place]  # a run with another word before the name: battling Ana Petrova
            if self._hit_proper[place] and named.kind == "person":
                return self._of_actor(named, named.name)
        people = self.names.people(article)
        actor = self._by_name.get(people.full.get(name.surname, name.name))
        if actor is not None:
            return self._of_actor(actor, actor.name) if actor.kind == "person" else None
        if not name.surname or not (name.surname in people.full or name.title or name.gender):
            return None
        speaker = self._person_or_body(name, self._words(first, last), article)
        return speaker if speaker.person else None


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


@lru_cache(maxsize=1 << 16)
def _common_of(found: tuple[str, ...]) -> Speaker:
    """Return a speaker named by common nouns, with the number of words that name it as its name; "" for nobody."""
    head = _nouns(found)
    if head and (head[-1] in words("quantities") or head[-1].isdigit()) and found[len(head) : len(head) + 1] == ("of",):
        head = _nouns(found[len(head) + 1 :]) or head  # one of her friends, a number of doctors
    last = len(head)
    while last > 1 and _hangs(head[last - 1]):
        last -= 1
    if not head or not _may_speak(head[last - 1]) or head[-1] in words("not_somebody"):
        return NOBODY
    kind = source_type_of(head)
    kind = kind if kind >= 0 else source_type_of(found)
    vague = head[-1] in unnamed_words()
    body = head[0] in words("definite") and head[-1] in body_words() and not vague
    document = kind == DOCUMENT and head[0] in words("definite")
    cut = next((place for place, word in enumerate(found) if place and word in words("phrase_cuts")), len(found))
    return Speaker(str(cut), None, UNNAMED if kind < 0 and not body else kind, body or document)


def _may_speak(word: str) -> bool:
    """Tell a noun for people, bodies or documents, by the lists or by its ending, and words that stand for people."""
    if is_agent(word) or word in words("quantities") or word in words("pronouns"):
        return True
    return word.endswith(_PEOPLE_ENDINGS) and word not in words("things_in_ers")


def _hangs(word: str) -> bool:
    """Tell what may follow the noun of a phrase: leaders alike, the officials quoted."""
    return word in words("postposed") or not word[:1].isalpha() or word.endswith("ed")


def _nouns(found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a phrase up to its first preposition, its relative clause or another phrase after it."""
    for place, word in enumerate(found[1:], start=1):
        opens = word in words("articles") or word in words("subjects") or word in words("time_marks")
        opens &= found[place - 1] not in words("quantities")
        if opens or word in words("prepositions") or word in words("phrase_cuts"):
            return found[:place]
    return found
