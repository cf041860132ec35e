"""Events in sentences, without a parser: active verbs, passives, nouns; who does them and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.matcher import Hits
from framing.scorers.agency.nouns import are_nouns
from framing.scorers.agency.words import event_lists, is_person
from framing.scorers.attribution.phrases import Sentences
from framing.scorers.portrayal.model import names_of
from framing.scorers.portrayal.words import flags, property_at, words
from framing.text.batch import BODY, Batch, Integers
from framing.text.tokens import PUNCT, WORD

__all__ = ["AGENTS", "FORMS", "Event", "Span", "events_of", "listed_events"]

#: How the event is said, and where its agent stands.
FORMS = ("active", "passive", "noun")
AGENTS = ("subject", "by_phrase", "possessor", "none")

NOBODY = (-1, -1)
_BY = 14  # tokens after a verb within which its by-phrase stands
_DEMONYM = ("ian", "ish", "ese", "eli", "can", "man", "qi", "ni", "i", "nch")
_OF_AGENTS = frozenset(["attack", "conquest", "shooting", "destruction", "rescue", "aid", "repression", "sanction"])

Span = tuple[int, int]


class Event(NamedTuple):
    """One event in tokens: its word, the entry of the word list, and the spans of agent and patient."""

    token: int
    entry: int
    form: int
    place: int
    agent: Span
    patient: Span


def _is_event(word: str) -> bool:
    lists = event_lists()
    return word in lists.verbs or word in lists.nouns or word in lists.participles


def _is_noun(word: str) -> bool:
    return word in event_lists().nouns


def events_of(batch: Batch) -> Iterator[Event]:
    """Yield the events of a batch in the order of the text."""
    candidate = batch.vocabulary.column(_is_event, bool)[batch.lower] & ~batch.excluded
    candidate &= ~_covered(event_lists().guards.find(batch), len(candidate))
    tokens = np.flatnonzero(candidate).astype(np.int32)
    names = batch.derive(names_of)
    inside = batch.sentence_start[batch.sentence[tokens]] < tokens
    tokens = tokens[~(inside & (names[tokens] | _are_titles(batch, tokens)))]
    nouns = are_nouns(batch, tokens)
    possible = ~nouns | property_at(batch, _is_noun, tokens)
    clauses = Clauses(batch, names)
    for token, is_noun in zip(tokens[possible].tolist(), nouns[possible].tolist(), strict=True):
        event = clauses.event(token, is_noun)
        if event is not None:
            yield event


def listed_events(batch: Batch) -> tuple[Event, ...]:
    """Return the events of a batch, to be shared by `batch.derive`."""
    return tuple(events_of(batch))


def _are_titles(batch: Batch, tokens: Integers) -> NDArray[np.bool_]:
    """Tell capitalised words before another in running text: "Defense Minister"."""
    capital = batch.vocabulary.column(_is_capital, bool)[batch.word] & (batch.segment_kind[batch.segment] == BODY)
    small = np.concatenate([[0], np.cumsum(~capital & (batch.kind == WORD))])
    mixed = small[batch.sentence_end] > small[batch.sentence_start]
    return np.asarray(capital[tokens] & np.append(capital, False)[tokens + 1] & mixed[batch.sentence[tokens]])


def _is_capital(spelling: str) -> bool:
    return spelling[:1].isupper()


def _covered(hits: Hits, size: int) -> NDArray[np.bool_]:
    depth = np.zeros(size + 1, np.int32)
    np.add.at(depth, hits.start, 1)
    np.add.at(depth, hits.end, -1)
    return np.asarray(np.cumsum(depth[:size]) > 0)


class _Spelled(Sentences):
    """The lower-case words of a batch as a list: events are many, and each looks at many words."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(batch, few=True)
        self.lower = batch.vocabulary.column(str, object)[batch.lower].tolist()
        self._mark = (batch.kind == PUNCT).tolist()


class Clauses:
    """Decides at a word whether it is an active verb, a passive or a noun, and who stands around it."""

    def __init__(self, batch: Batch, names: NDArray[np.bool_]) -> None:
        self.at = _Spelled(batch)
        self.names = names & ~flags(batch, "days")
        self.lists = event_lists()

    def event(self, token: int, is_noun: bool) -> Event | None:
        """Return the event of a word, None if it is none here."""
        low, high = self.at.bounds(token)
        word = self.at.lower[token]
        lists = self.lists
        if is_noun or word not in lists.verbs:
            compound = word not in lists.nouns or self._is_modifier(token, high)
            return None if compound else self._noun(token, low, high)
        group = self._auxiliaries(token, low)
        if group > low and self.at.lower[group - 1] in words("prepositions") | {"-"}:
            return None  # "from occupied territories", "Western-backed"
        if word in lists.participles and any(self.at.lower[each] in lists.auxiliaries for each in range(group, token)):
            return self._passive(token, group, low, high)
        bare, finite = group == token, self._is_finite(token, group, low)
        if not finite and not (bare and (word in lists.participles or word in lists.nouns)):
            return None
        patient = self._object(token, high)
        if patient == NOBODY:
            return None
        if word in lists.participles and bare and (patient is None or self._is_reduced(token, low, high)):
            gap = token > low and self.at.is_name(token - 1) and not self.at.is_name(token)
            return None if gap and patient is None else self._passive(token, token, low, high)
        if patient is None or not finite:
            return self._noun(token, low, high) if bare and word in lists.nouns else None
        return self._active(token, group, low, patient)

    def _auxiliaries(self, token: int, low: int) -> int:
        """Return where the auxiliaries and adverbs before a verb begin."""
        first = token
        while first > low:
            word = self.at.lower[first - 1]
            helps = word in words("auxiliaries") or word in words("adverbs") or word in self.lists.auxiliaries
            if not helps and not (len(word) > 4 and word.endswith("ly")) and word != "to":
                break
            first -= 1
        return first

    def _is_modifier(self, token: int, high: int) -> bool:
        """Tell a noun that stands before another: "riot police", "attack helicopters"."""
        if token + 1 >= high or self.at.is_mark(token + 1) or self.at.is_name(token + 1):
            return False
        follows = self.at.lower[token + 1]
        lists = (
            "prepositions",
            "auxiliaries",
            "adverbs",
            "finite_verbs",
            "days",
            "phrase_ends",
            "subjects",
            "people_pronouns",
        )
        return follows.isalpha() and not follows.endswith(("ly", "ed")) and not any(follows in words(each) for each in lists)

    def _is_reduced(self, token: int, low: int, high: int) -> bool:
        """Tell "the man arrested in the raid": a participle after its noun, without an object."""
        if token == low or self.at.is_mark(token - 1) or self.at.lower[token - 1] in words("subjects"):
            return False
        return token + 1 < high and self.at.lower[token + 1] in words("prepositions") and self._finite_follows(token + 1, high)

    def _finite_follows(self, token: int, high: int) -> bool:
        later = (self.at.lower[each] for each in range(token, min(token + 12, high)))
        return any(word in words("auxiliaries") or word in words("finite_verbs") for word in later)

    def _passive(self, token: int, group: int, low: int, high: int) -> Event | None:
        first = self.at.phrase_before(group, low)
        if self.lists.entries[self.lists.participles[self.at.lower[token]]].animate and not self._is_animate((first, group)):
            return None
        agent = self._by(token + 1, high)
        place = "by_phrase" if agent[0] >= 0 else "none"
        return self._made(token, self.lists.participles, "passive", place, agent, (first, group))

    def _object(self, token: int, high: int) -> Span | None:
        """Return the object after a verb, None where there is none, `NOBODY` where the verb means something else."""
        entry = self.lists.entries[self.lists.verbs[self.at.lower[token]]]
        first = token + 1
        if first < high and self.at.lower[first] == entry.particle != "":
            first += 1
        elif entry.particle or (first < high and self.at.lower[first] in words("particles")):
            return NOBODY
        span = (first, self._object_end(first, high))
        if span[1] <= span[0]:
            return None
        return NOBODY if entry.animate and not self._is_animate(span) else span

    def _is_finite(self, token: int, group: int, low: int) -> bool:
        """Tell a verb that has a subject of its own: no infinitive, no gerund, no noun taken for a verb."""
        before = [self.at.lower[each] for each in range(group, token)]
        word = self.at.lower[token]
        if word.endswith("ing"):
            return any(each in self.lists.auxiliaries for each in before)
        if "to" in before:
            return "have" in before
        if before and any(each in words("auxiliaries") for each in before):
            return True
        if word in self.lists.participles or (not word.endswith("s") and not self._is_base(word)):
            return True
        ahead = self.at.lower[group - 1] if group > low else ""
        plural = ahead.endswith("s") or ahead in words("plural_subjects")
        return bool(ahead) and (plural != word.endswith("s") or ahead in ("who", "which", "that"))

    def _is_base(self, word: str) -> bool:
        return self.lists.entries[self.lists.verbs[word]].lemma == word

    def _active(self, token: int, group: int, low: int, patient: Span) -> Event | None:
        start = self._subject(group, low)
        return self._made(token, self.lists.verbs, "active", "subject", (start, group), patient)

    def _is_animate(self, span: Span) -> bool:
        """Tell whether a phrase names people: a pronoun, a name, a word for people, a large number."""
        place = range(*span)
        return any(is_person(self.at.lower[each]) or bool(self.names[each]) for each in place)

    def _object_end(self, first: int, high: int) -> int:
        if first >= high or self.at.is_mark(first) or not self.at.begins_phrase(first):
            return first
        if self.at.lower[first].endswith("ed") and not self.at.is_name(first):
            return first
        return self.at.phrase_after(first, high)

    def _subject(self, group: int, low: int) -> int:
        """Return where the subject before a verb begins, over a relative clause between commas."""
        first = self.at.phrase_before(group, low)
        if first < group or group - 1 <= low:
            return first
        if self.at.lower[group - 1] in ("who", "which", "that", "and"):
            return self.at.phrase_before(group - 1, low)
        return low if self.at.is_comma(group - 1) else first

    def _noun(self, token: int, low: int, high: int) -> Event | None:
        patient, agent = NOBODY, self._by(token + 1, high)
        if token + 1 < high and self.at.lower[token + 1] in self.lists.links:
            patient = (token + 2, self._before_verb(token + 2, self.at.phrase_after(token + 2, high)))
        owner = self._owner(token, low)
        if owner[0] >= 0 and agent[0] < 0:
            if patient[0] >= 0 or self.lists.entries[self.lists.nouns[self.at.lower[token]]].group in _OF_AGENTS:
                return self._made(token, self.lists.nouns, "noun", "possessor", owner, patient)
            patient = owner
        return self._made(token, self.lists.nouns, "noun", "by_phrase" if agent[0] >= 0 else "none", agent, patient)

    def _owner(self, token: int, low: int) -> Span:
        """Return whose the event is: "Russia's", "their", "Israeli"."""
        first = token
        while first > low and token - first < 5:
            word = self.at.lower[first - 1]
            if word == "'s":
                return self.at.phrase_before(first - 1, low), first - 1
            if word in words("possessives") | {"her"} or (self.at.is_name(first - 1) and word.endswith(_DEMONYM)):
                return first - 1, first
            if self.at.is_mark(first - 1) or word in words("noun_before"):
                break
            first -= 1
        return NOBODY

    def _before_verb(self, first: int, end: int) -> int:
        """Return the end of a phrase before the verb that it runs into."""
        for token in range(first + 1, end):
            word = self.at.lower[token]
            if word in words("auxiliaries") or word in words("finite_verbs"):
                return token
        return end

    def _by(self, first: int, high: int) -> Span:
        """Return who stands after "by", unless it is a time or a means."""
        for token in range(first, min(first + _BY, high - 1)):
            if self.at.lower[token] == "by":
                follows = self.at.lower[token + 1]
                dated = follows[:1].isdigit() or follows in words("days") or follows in words("not_agents")
                if dated or follows.endswith("ing"):
                    return NOBODY
                return token + 1, self._before_verb(token + 1, max(self.at.phrase_after(token + 1, high), token + 2))
            if self.at.is_mark(token) or self.at.lower[token] in words("finite_verbs"):
                break
        return NOBODY

    def _made(self, token: int, table: dict[str, int], form: str, place: str, agent: Span, patient: Span) -> Event:
        agent = agent if agent[1] > agent[0] and place != "none" else NOBODY
        patient = patient if patient[1] > patient[0] else NOBODY
        return Event(token, table[self.at.lower[token]], FORMS.index(form), AGENTS.index(place), agent, patient)
