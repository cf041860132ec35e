"""Clauses without a parser: active verbs, passives and nouns for events; who does them and to whom."""

from __future__ import annotations

from typing import NamedTuple

from framing.scorers.agency.surroundings import ARTICLES, NOBODY, Span, Surroundings
from framing.scorers.agency.words import Entry, is_person
from framing.scorers.portrayal.words import words

__all__ = ["AGENTS", "FORMS", "Clauses", "Event"]

#: How the event is said, and where its agent stands.
FORMS = ("active", "passive", "noun")
AGENTS = ("subject", "by_phrase", "possessor", "none")

_OF_AGENTS = frozenset(["attack", "conquest", "shooting", "destruction", "rescue", "aid", "repression", "sanction"])
_NEAR = 9  # tokens after a verb that may give it another meaning


class Event(NamedTuple):
    """One event in tokens: its word, the entry of the word list, and the spans of agent and patient."""

    token: int
    entry: int
    form: int
    place: int
    agent: Span
    patient: Span


class Clauses(Surroundings):
    """Decides at a word whether it is an active verb, a passive or a noun, and who stands around it."""

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
        if bare and token > low and self._is_premodifier(token, low):
            return None
        if word in lists.participles and bare and (patient is None or self._is_reduced(token, low, high)):
            if self._goes_on_alone(token, low, high):
                return None
            gap = token > low and self.at.is_name(token - 1) and not self.at.is_name(token)
            return None if gap and patient is None else self._passive(token, token, low, high)
        if patient is None or not finite:
            return self._noun(token, low, high) if bare and word in lists.nouns else None
        return self._active(token, group, low, patient)

    def _goes_on_alone(self, token: int, low: int, high: int) -> bool:
        """Tell a verb without an object: "the residents she cared for", "the cashier threatened to call"."""
        subject = token > low and self.at.lower[token - 1] in words("subjects")
        return subject or (token + 1 < high and self.at.lower[token + 1] == "to")

    def _is_premodifier(self, token: int, low: int) -> bool:
        """Tell a participle before its noun, after another verb: "meant to help persecuted minorities"."""
        if self.at.lower[token] not in self.lists.participles:
            return False
        verb = self.at.lower[token - 1]
        before = self.at.lower[token - 2] if token - 2 >= low else ""
        finite = verb.endswith("ed") and (verb in self.lists.verbs or verb in words("finite_verbs"))
        return finite or ((verb in self.lists.verbs or verb in words("acts")) and (before == "to" or before in words("modals")))

    def _is_modifier(self, token: int, high: int) -> bool:
        """Tell a noun that stands before another: "riot police", "attack helicopters"."""
        if token + 1 < high and self.at.lower[token + 1] == "-":
            return True  # the assault-weapons ban
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
        entry = self.lists.entries[self.lists.participles[self.at.lower[token]]]
        after = self.at.lower[token + 1] if token + 1 < high else ""
        if (entry.animate and not self._is_animate((first, group))) or self._is_cancelled(entry, token, high):
            return None
        if after != entry.particle if entry.particle else after in words("particles"):
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
        if self._is_cancelled(entry, token, high):
            return NOBODY
        if first + 1 < high and self.at.lower[first] == "and" and self.at.lower[first + 1] in self.lists.verbs:
            first += 2  # "shot and killed a man"
        span = (first, self._object_end(first, high))
        if span[1] <= span[0] or (span[1] - span[0] == 1 and self._is_no_object(first)):
            return None
        return NOBODY if entry.animate and not self._is_animate(span) else span

    def _is_no_object(self, token: int) -> bool:
        """Tell an article before a quotation mark, the second verb of "helps host", the subject of "denied he asked"."""
        word = self.at.lower[token]
        if word in ("he", "she", "they", "we", "i"):
            return True
        verb = word in words("acts") and not self.names[token] and not is_person(word)
        return word in ARTICLES or verb

    def _is_cancelled(self, entry: Entry, token: int, high: int) -> bool:
        """Tell a verb that a word shortly after it gives another meaning: "hold the president accountable"."""
        return bool(entry.unless) and any(
            self.at.lower[each] in entry.unless for each in range(token + 1, min(token + _NEAR, high))
        )

    def _active(self, token: int, group: int, low: int, patient: Span) -> Event | None:
        start = self._subject(group, low)
        return self._made(token, self.lists.verbs, "active", "subject", (start, group), patient)

    def _noun(self, token: int, low: int, high: int) -> Event | None:
        patient, agent = NOBODY, self._by(token + 1, high)
        entry = self.lists.entries[self.lists.nouns[self.at.lower[token]]]
        if token + 1 < high and self._links(entry, token + 1, high):
            patient = (token + 2, self._before_verb(token + 2, self.at.phrase_after(token + 2, high)))
        owner = self._owner(token, low)
        if owner[0] >= 0 and agent[0] < 0:
            if patient[0] >= 0 or entry.group in _OF_AGENTS:
                return self._made(token, self.lists.nouns, "noun", "possessor", owner, patient)
            patient = owner
        if entry.animate and not self._is_animate(patient):
            return None
        return self._made(token, self.lists.nouns, "noun", "by_phrase" if agent[0] >= 0 else "none", agent, patient)

    def _made(self, token: int, table: dict[str, int], form: str, place: str, agent: Span, patient: Span) -> Event:
        agent = agent if agent[1] > agent[0] and place != "none" else NOBODY
        patient = patient if patient[1] > patient[0] else NOBODY
        return Event(token, table[self.at.lower[token]], FORMS.index(form), AGENTS.index(place), agent, patient)
