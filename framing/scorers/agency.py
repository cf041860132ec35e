"""Who does what to whom: whether the doer of harm is named, put in a by-phrase, left out, or hidden in a noun."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.inflect import noun_forms
from framing.lexicon.matcher import Form, Hits, Phrases
from framing.measure import Measure, share
from framing.resources import data
from framing.scorers.attribution import voices_of
from framing.scorers.attribution.phrases import Sentences
from framing.scorers.evidence import VOICES, Coded, Evidence, Reading, coded
from framing.scorers.portrayal import Portrayal
from framing.scorers.portrayal.encode import name_tokens
from framing.scorers.portrayal.linker import Links
from framing.scorers.portrayal.model import tone_model
from framing.scorers.portrayal.words import words
from framing.text.batch import Batch, Integers

__all__ = ["AGENTS", "FORMS", "Agency", "AgencyRow"]

#: How the event is said, and where its agent stands.
FORMS = ("active", "passive", "noun")
AGENTS = ("subject", "by_phrase", "possessor", "none")

_BY = 14  # tokens after a verb within which its by-phrase stands
_NOBODY = (-1, -1)

Span = tuple[int, int]


@dataclass(frozen=True)
class AgencyRow:
    """One event of harm or help.

    `event` is the lemma, `kind` harm or help. `form` is active, passive or noun, `agent_place` subject, by_phrase,
    possessor ("Russia's attack", "Israeli strikes") or none; `agentless` is True for none. `agent` and `patient`
    are as written, `agent_actor`, `patient_actor` and their sides those of the actor files.
    """

    article: str
    outlet: str
    segment: str
    start: int
    end: int
    text: str
    event: str
    kind: str
    event_class: str
    form: str
    agent_place: str
    agentless: bool
    agent: str
    agent_start: int
    agent_end: int
    agent_actor: str
    agent_side: str
    patient: str
    patient_start: int
    patient_end: int
    patient_actor: str
    patient_side: str
    voice: str
    speaker: str
    sentence: int


class Event(NamedTuple):
    """One event in tokens: its word, the entry of the word list, and the spans of agent and patient."""

    token: int
    entry: int
    form: int
    place: int
    agent: Span
    patient: Span


class Agency:
    """Finds events of harm and help and tells whether their agent is named.

    Parameters
    ----------
    portrayal
        The scorer whose mentions say which actors agents and patients are.

    Notes
    -----
    Subjects, objects and by-phrases are found from word order, without a parser: agents of infinitives and of
    coordinated verbs are often missed. A passive without an agent is no fault of a text when nobody knows who did it.
    """

    table: ClassVar[str] = "agency"
    row: ClassVar[type] = AgencyRow
    measures: ClassVar[tuple[Measure, ...]] = (
        share(
            "agentless_share",
            "agency",
            "share of events of harm whose agent is not named in the clause",
            where={"agentless": True},
            of={"kind": "harm"},
            voiced=True,
        ),
        share(
            "passive_share",
            "agency",
            "share of events of harm that are told in the passive",
            where={"form": "passive"},
            of={"kind": "harm"},
            voiced=True,
        ),
    )

    def __init__(self, portrayal: Portrayal) -> None:
        self.portrayal = portrayal

    def score(self, reading: Reading) -> Evidence:
        """Return the events of a batch."""
        batch, voices = reading.batch, reading.derive(voices_of)
        found = list(events_of(batch))
        entries = _lists().entries
        token, entry, form, place = (
            np.array([event[number] for event in found], np.int32).reshape(-1) for number in range(4)
        )
        links = reading.derive(self.portrayal.links)
        columns: dict[str, NDArray[Any] | Coded] = {
            "event": coded([entries[each].lemma for each in entry.tolist()]),
            "kind": coded([entries[each].kind for each in entry.tolist()]),
            "event_class": coded([entries[each].group for each in entry.tolist()]),
            "form": Coded(form, FORMS),
            "agent_place": Coded(place, AGENTS),
            "agentless": place == AGENTS.index("none"),
            "voice": Coded(voices.token_voice[token], VOICES),
            "speaker": voices.speaker_at(token),
        }
        extra: dict[str, tuple[Integers, Integers]] = {}
        for name, spans in (("agent", [each.agent for each in found]), ("patient", [each.patient for each in found])):
            extra[name] = self._party(batch, links, name, spans, columns)
        return Evidence(token, token + 1, columns, extra)

    def _party(
        self,
        batch: Batch,
        links: Links,
        name: str,
        spans: Sequence[Span],
        columns: dict[str, NDArray[Any] | Coded],
    ) -> tuple[Integers, Integers]:
        """Fill the columns of agents or patients; return their tokens."""
        actors = self.portrayal.index.actors
        who = [_actor_in(links, span) for span in spans]
        columns[name] = coded([batch.slice(*span) if span[0] >= 0 else None for span in spans])
        columns[f"{name}_actor"] = coded([actors[each].id if each >= 0 else None for each in who])
        columns[f"{name}_side"] = coded([actors[each].side if each >= 0 else None for each in who])
        table = np.array(spans, np.int32).reshape(-1, 2)
        return table[:, 0], table[:, 1]


def _actor_in(links: Links, span: Span) -> int:
    """Return the actor of the last mention inside a phrase, or -1."""
    low, high = np.searchsorted(links.first, [max(span[0], 0), max(span[1], 0)])
    return int(links.actor[high - 1]) if high > low else -1


class _Entry(NamedTuple):
    lemma: str
    kind: str
    group: str
    particle: str
    animate: bool


@dataclass(frozen=True)
class _Lists:
    entries: tuple[_Entry, ...]
    verbs: dict[str, int]
    participles: dict[str, int]
    nouns: dict[str, int]
    auxiliaries: frozenset[str]
    links: frozenset[str]
    guards: Phrases


@cache
def _lists() -> _Lists:
    """Return the events of `lexicons/agency.toml` by form."""
    raw = tomllib.loads(data("lexicons").joinpath("agency.toml").read_text("utf-8"))
    entries: list[_Entry] = []
    verbs: dict[str, int] = {}
    participles: dict[str, int] = {}
    nouns: dict[str, int] = {}
    for kind in ("verb", "noun"):
        for each in raw[kind]:
            number = len(entries)
            lemma = each.get("verb", each["lemma"])
            if kind == "noun" and "verb" not in each:
                continue  # a bloodbath, an incident: not the noun of a verb that could have named its agent
            more = each.get("particle", ""), each.get("patient") == "animate"
            entries.append(_Entry(lemma, each["kind"], each["class"], *more))
            for form in each["forms"]:
                (verbs if kind == "verb" else nouns).setdefault(form, number)
            for form in each.get("participle", ()):
                participles.setdefault(form, number)
    guards = Phrases([Form(phrase) for phrase in raw["guards"]])
    passive, links = frozenset(raw["passive_auxiliaries"]), frozenset(raw["patient_links"])
    return _Lists(tuple(entries), verbs, participles, nouns, passive, links, guards)


@cache
def _people() -> frozenset[str]:
    roles = tomllib.loads(data("lexicons").joinpath("roles.toml").read_text("utf-8"))["roles"]
    last = {role.split()[-1] for name, each in roles.items() if name != "document" for role in each}
    return words("people") | words("people_pronouns") | {form for role in last for form in noun_forms(role)}


def _is_person(word: str) -> bool:
    return word in _people()


def _is_event(word: str) -> bool:
    lists = _lists()
    return word in lists.verbs or word in lists.nouns or word in lists.participles


def events_of(batch: Batch) -> Iterator[Event]:
    """Yield the events of a batch in the order of the text."""
    candidate = batch.vocabulary.column(_is_event, bool)[batch.lower] & ~batch.excluded
    candidate &= ~_covered(_lists().guards.find(batch), len(candidate))
    inside = np.ones(len(candidate), bool)
    inside[batch.sentence_start] = False
    candidate &= ~(inside & name_tokens(batch, tone_model().symbols))
    clauses = _Clauses(batch)
    for token in np.flatnonzero(candidate).tolist():
        event = clauses.event(token)
        if event is not None:
            yield event


def _covered(hits: Hits, size: int) -> NDArray[np.bool_]:
    depth = np.zeros(size + 1, np.int32)
    np.add.at(depth, hits.start, 1)
    np.add.at(depth, hits.end, -1)
    return np.asarray(np.cumsum(depth[:size]) > 0)


class _Clauses:
    """Decides at a word whether it is an active verb, a passive or a noun, and who stands around it."""

    def __init__(self, batch: Batch) -> None:
        self.at = Sentences(batch, few=True)
        self.lists = _lists()

    def event(self, token: int) -> Event | None:
        """Return the event of a word, None if it is none here."""
        low, high = self.at.bounds(token)
        word = self.at.lower[token]
        lists = self.lists
        if self._is_noun(token, low, high) or word not in lists.verbs:
            compound = word not in lists.nouns or self._is_modifier(token, high)
            return None if compound else self._noun(token, low, high)
        group = self._auxiliaries(token, low)
        if word in lists.participles and any(self.at.lower[each] in lists.auxiliaries for each in range(group, token)):
            return self._passive(token, group, low, high)
        patient = self._object(token, high)
        if patient == _NOBODY:
            return None
        bare = group == token
        if word in lists.participles and bare and (patient is None or self._is_reduced(token, low, high)):
            return self._passive(token, token, low, high)
        if patient is None or not self._is_finite(token, group, low):
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

    def _is_noun(self, token: int, low: int, high: int) -> bool:
        """Tell a noun (or an adjective) from a verb of the same form by the words around it."""
        word = self.at.lower[token]
        before = self.at.lower[token - 1] if token > low else ""
        after = self.at.lower[token + 1] if token + 1 < high else ""
        if before in words("noun_before") or before == "'s" or before.isdigit():
            return True
        if before in words("adverbs") or before.endswith("ly"):
            return word in self.lists.participles and self._bare(token, low)
        if before in words("people_pronouns"):
            return False
        if before.endswith(_ADJECTIVE) and before not in words("adverbs"):
            return True
        if word in self.lists.participles and word not in self.lists.nouns:
            return False
        if before in words("event_modifiers"):
            return True
        if not before or before in words("prepositions"):
            return before != "to" or after in self.lists.links or word.endswith("s")
        if word.endswith("ing"):
            return after in self.lists.links or after in words("auxiliaries")
        if self._predicate(token + 1, high):
            return True
        return after in ("of", "on", "against", "by") and self._bare(token, low)

    def _predicate(self, token: int, high: int) -> bool:
        """Tell whether the verb of the clause stands here, so that the word before is its subject."""
        if token >= high or self.at.lower[token] in words("possessives"):
            return False
        word = self.at.lower[token]
        finite = word in words("finite_verbs") or word in self.lists.verbs
        return word in words("auxiliaries") or (finite and word.endswith(("ed", "s")))

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
        return (
            follows.isalpha()
            and not follows.endswith(("ly", "ed"))
            and not any(follows in words(each) for each in lists)
        )

    def _bare(self, token: int, low: int) -> bool:
        """Tell whether a determiner stands two words back: "the drone strike on"."""
        return token - 2 >= low and self.at.lower[token - 2] in words("noun_before")

    def _is_reduced(self, token: int, low: int, high: int) -> bool:
        """Tell "the man arrested in the raid": a participle after its noun, without an object."""
        if token == low or self.at.is_mark(token - 1) or self.at.lower[token - 1] in words("subjects"):
            return False
        return (
            token + 1 < high
            and self.at.lower[token + 1] in words("prepositions")
            and self._finite_follows(token + 1, high)
        )

    def _finite_follows(self, token: int, high: int) -> bool:
        later = (self.at.lower[each] for each in range(token, min(token + 12, high)))
        return any(word in words("auxiliaries") or word in words("finite_verbs") for word in later)

    def _passive(self, token: int, group: int, low: int, high: int) -> Event | None:
        first = self.at.phrase_before(group, low)
        if self.lists.entries[self.lists.participles[self.at.lower[token]]].animate and not self._is_animate(
            (first, group)
        ):
            return None
        agent = self._by(token + 1, high)
        place = "by_phrase" if agent[0] >= 0 else "none"
        return self._made(token, self.lists.participles, "passive", place, agent, (first, group))

    def _object(self, token: int, high: int) -> Span | None:
        """Return the object after a verb, None where there is none, `_NOBODY` where the verb means something else."""
        entry = self.lists.entries[self.lists.verbs[self.at.lower[token]]]
        first = token + 1
        if first < high and self.at.lower[first] == entry.particle != "":
            first += 1
        elif entry.particle or (first < high and self.at.lower[first] in words("particles")):
            return _NOBODY
        span = (first, self._object_end(first, high))
        if span[1] <= span[0]:
            return None
        return _NOBODY if entry.animate and not self._is_animate(span) else span

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
        place = "subject" if start < group else "none"
        return self._made(token, self.lists.verbs, "active", place, (start, group), patient)

    def _is_animate(self, span: Span) -> bool:
        """Tell whether a phrase names people: a pronoun, a name, a word for people, a large number."""
        place = range(*span)
        return any(_is_person(self.at.lower[each]) or self.at.is_name(each) for each in place)

    def _object_end(self, first: int, high: int) -> int:
        if first >= high or self.at.is_mark(first) or not self.at.begins_phrase(first):
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
        patient, agent = _NOBODY, self._by(token + 1, high)
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
        while first > low and token - first < 3:
            word = self.at.lower[first - 1]
            if word == "'s":
                return self.at.phrase_before(first - 1, low), first - 1
            if word in words("possessives") | {"her"} or (self.at.is_name(first - 1) and word.endswith(_DEMONYM)):
                return first - 1, first
            if self.at.is_mark(first - 1) or word in words("noun_before"):
                break
            first -= 1
        return _NOBODY

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
                    return _NOBODY
                return token + 1, self._before_verb(token + 1, max(self.at.phrase_after(token + 1, high), token + 2))
            if self.at.is_mark(token) or self.at.lower[token] in words("finite_verbs"):
                break
        return _NOBODY

    def _made(self, token: int, table: dict[str, int], form: str, place: str, agent: Span, patient: Span) -> Event:
        agent = agent if agent[1] > agent[0] and place != "none" else _NOBODY
        patient = patient if patient[1] > patient[0] else _NOBODY
        return Event(token, table[self.at.lower[token]], FORMS.index(form), AGENTS.index(place), agent, patient)


_ADJECTIVE = ("ous", "ive", "ful", "ish", "ian", "ese", "eli", "ical", "tary", "adly", "ble", "ied", "icted", "ar")
_DEMONYM = ("ian", "ish", "ese", "eli", "can", "man", "qi", "ni", "i", "nch")
_OF_AGENTS = frozenset(["attack", "conquest", "shooting", "destruction", "rescue", "aid", "repression", "sanction"])
