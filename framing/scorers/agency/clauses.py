"""Clauses without a parser: active verbs, passives and nouns for events; who does them and to whom."""

from __future__ import annotations

from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.scorers.agency.phrases import Flags, Places
from framing.scorers.agency.surroundings import Spans, Surroundings, entries_of, nobody
from framing.scorers.agency.words import event_lists

__all__ = ["AGENTS", "FORMS", "Clauses", "Events"]

#: How the event is said, and where its agent stands.
FORMS = ("active", "passive", "noun")
AGENTS = ("subject", "by_phrase", "possessor", "none")
ACTIVE, PASSIVE, NOUN = range(len(FORMS))
SUBJECT, BY_PHRASE, POSSESSOR, NONE = range(len(AGENTS))

_REDUCED = 12  # tokens after a participle within which the verb of its clause stands


class Events(NamedTuple):
    """Events: the token of each, the entry of the word list, form, place of the agent, and the spans of agent and patient."""

    token: Places
    entry: Places
    form: Places
    place: Places
    agent: Spans
    patient: Spans

    def take(self, chosen: Flags | Places) -> Events:
        """Return the chosen events."""
        token, entry, form, place, agent, patient = self
        return Events(token[chosen], entry[chosen], form[chosen], place[chosen], agent.take(chosen), patient.take(chosen))


class _Words(NamedTuple):
    """Words for events as places, with the bounds of their sentences."""

    token: Places
    low: Places
    high: Places
    number: Places

    def take(self, chosen: Flags | Places) -> _Words:
        return _Words(*(column[chosen] for column in self))


class _Verbs(NamedTuple):
    """Words told apart: passives and actives with where their auxiliaries begin, actives with their objects; nouns."""

    passive: tuple[_Words, Places]
    active: tuple[_Words, Places, Spans]
    noun: _Words


def _joined(parts: list[_Words]) -> _Words:
    return _Words(*map(np.concatenate, zip(*parts, strict=True)))


class Clauses(Surroundings):
    """Decides whether words are active verbs, passives or nouns, and who stands around them."""

    def events(self, tokens: Places, are_nouns: NDArray[np.bool_]) -> Events:
        """Return the events among some tokens in their order; `are_nouns` tells which are no verbs here."""
        at = self.at
        words = _Words(*at.places(tokens), np.arange(len(tokens)))
        lists, spelled = event_lists(), at.spelled(words.token)
        tables = lists.verbs, lists.participles, lists.nouns  # in the order of `FORMS`
        self._entry = [np.array([*map(table.get, spelled, repeat(-1))], np.intp) for table in tables]
        are_nouns = are_nouns | ~at.at(words.token, "verb")
        nouns = words.take(are_nouns)
        nouns = nouns.take(at.at(nouns.token, "noun") & ~self._are_modifiers(nouns))
        verbs = self._verbs_of(words.take(~are_nouns))
        nouns = _joined([nouns, verbs.noun])
        return self._in_order([self._passives(*verbs.passive), self._actives(*verbs.active), self._nouns(nouns)])

    def _in_order(self, parts: list[Events]) -> Events:
        """Put events together, as tokens of the batch; phrases without words are nobody's."""
        plain = (np.concatenate(column) for column in list(zip(*parts, strict=True))[:4])
        token, entry, form, place = plain
        agent, patient = (Spans(*map(np.concatenate, zip(*spans, strict=True))) for spans in list(zip(*parts, strict=True))[4:])
        empty = nobody(len(token))
        agent = agent.where((agent.last > agent.first) & (place != NONE), empty)
        patient = patient.where(patient.last > patient.first, empty)
        order = np.argsort(token, kind="stable")
        ahead = self.at.tokens[token] - token
        agent, patient = (Spans(*(np.where(each >= 0, each + ahead, -1) for each in spans)) for spans in (agent, patient))
        return Events(token + ahead, entry, form, place, agent, patient).take(order)

    def _verbs_of(self, words: _Words) -> _Verbs:
        """Tell words that look like verbs apart: passives, actives, and some that are nouns after all."""
        at = self.at
        group = self.helped(words.token, words.low)
        keep = ~((group > words.low) & at.at(group - 1, "prepositions", "hyphen"))  # "from occupied lands", "Western-backed"
        words, group = words.take(keep), group[keep]
        passive = at.at(words.token, "participle") & at.within(group, words.token, "passive")
        plain = words.take(passive), group[passive]
        words, group = words.take(~passive), group[~passive]
        bare, finite = group == words.token, self.are_finite(words.token, group, words.low)
        keep = finite | (bare & at.at(words.token, "participle", "noun"))
        found = self._others(words.take(keep), group[keep], bare[keep], finite[keep])
        passives = _joined([plain[0], found.passive[0]]), np.concatenate([plain[1], found.passive[1]])
        return found._replace(passive=passives)

    def _others(self, words: _Words, group: Places, bare: Flags, finite: Flags) -> _Verbs:
        at = self.at
        patient, other = self._objects(words)
        keep = ~other & ~(bare & self._are_premodifiers(words))
        words, group, bare, finite, patient = words.take(keep), group[keep], bare[keep], finite[keep], patient.take(keep)
        token, none = words.token, patient.first < 0
        reduced = at.at(token, "participle") & bare & (none | self._are_reduced(words))
        gap = (token > words.low) & at.name[token - 1] & ~at.name[token] & none
        passive = reduced & ~self._go_on_alone(words) & ~gap
        noun = ~reduced & (none | ~finite) & bare & at.at(token, "noun")
        active = ~reduced & ~none & finite & ~self.are_figurative(self._entries(words, ACTIVE), patient)
        actives = words.take(active), group[active], patient.take(active)
        return _Verbs((words.take(passive), token[passive]), actives, words.take(noun))

    def _go_on_alone(self, words: _Words) -> Flags:
        """Tell verbs without an object: "the residents she cared for", "the cashier threatened to call"."""
        subject = (words.token > words.low) & self.at.at(words.token - 1, "subjects")
        return np.asarray(subject | ((words.token + 1 < words.high) & self.at.at(words.token + 1, "to")))

    def _are_premodifiers(self, words: _Words) -> Flags:
        """Tell participles before their nouns, after another verb: "meant to help persecuted minorities"."""
        at, token = self.at, words.token
        verb = token - 1
        before = token - 2 >= words.low
        finite = at.at(verb, "ed") & at.at(verb, "verb", "finite_verbs")
        bare = at.at(verb, "verb", "acts") & before & at.at(token - 2, "to", "modals")
        return np.asarray((token > words.low) & at.at(token, "participle") & (finite | bare))

    def _are_modifiers(self, words: _Words) -> Flags:
        """Tell nouns that stand before another: "riot police", "attack helicopters", "the assault-weapons ban"."""
        at, after = self.at, words.token + 1
        closed = at.at(after, "prepositions", "auxiliaries", "adverbs", "finite_verbs", "days", "ends", "subjects")
        closed |= at.at(after, "ly", "ed") | at.mark[after] | at.name[after]
        return np.asarray((after < words.high) & (at.at(after, "hyphen") | (~closed & at.at(after, "alpha"))))

    def _are_reduced(self, words: _Words) -> Flags:
        """Tell "the man arrested in the raid": participles after their nouns, without an object."""
        at, token = self.at, words.token
        alone = (token == words.low) | at.mark[token - 1] | at.at(token - 1, "subjects")
        linked = (token + 1 < words.high) & at.at(token + 1, "prepositions")
        return np.asarray(~alone & linked & self.finite_follows(token + 1, words.high, _REDUCED))

    def _objects(self, words: _Words) -> tuple[Spans, Flags]:
        """Return the objects after verbs, and tell the verbs that mean something else than harm or help here."""
        at, entry = self.at, self._entries(words, ACTIVE)
        follows, other = self.particle_follows(entry, words.token, words.high)
        other |= self.are_cancelled(entry, words.token, words.high)
        first = words.token + 1 + follows
        second = (first + 1 < words.high) & at.at(first, "and") & at.at(first + 1, "verb")
        first = first + 2 * second  # "shot and killed a man"
        end = self.object_end(first, words.high)
        none = (end <= first) | ((end - first == 1) & self._are_no_objects(first))
        spans = nobody(len(first)).where(none, Spans(first, end))
        return spans, other | (~none & entries_of().animate[entry] & ~self.are_animate(spans))

    def _are_no_objects(self, token: Places) -> Flags:
        """Tell articles before a quotation mark, the second verb of "helps host", the subject of "denied he asked"."""
        at = self.at
        verb = at.at(token, "acts") & ~self.names[token] & ~at.at(token, "person")
        return np.asarray(at.at(token, "he", "article") | verb)

    def _actives(self, words: _Words, group: Places, patient: Spans) -> Events:
        agent = Spans(self.subject(group, words.low), group)
        return self._made(words, ACTIVE, np.full(len(group), SUBJECT), agent, patient)

    def _passives(self, words: _Words, group: Places) -> Events:
        at, entry = self.at, self._entries(words, PASSIVE)
        patient = Spans(at.before(group, words.low), group)
        _, other = self.particle_follows(entry, words.token, words.high)
        keep = ~other & ~(entries_of().animate[entry] & ~self.are_animate(patient))
        keep &= ~self.are_cancelled(entry, words.token, words.high) & ~self.are_figurative(entry, patient)
        words, patient = words.take(keep), patient.take(keep)
        agent = self.by(words.token + 1, words.high)
        place = np.where(agent.first >= 0, BY_PHRASE, NONE)
        return self._made(words, PASSIVE, place, agent, patient)

    def _nouns(self, words: _Words) -> Events:
        at, entry = self.at, self._entries(words, NOUN)
        token, low, high = words.token, words.low, words.high
        agent, none = self.by(token + 1, high), nobody(len(token))
        linked = (token + 1 < high) & self.bring_patient(entry, token + 1, high)
        patient = Spans(token + 2, self.before_verb(token + 2, at.after(token + 2, high))).where(linked, none)
        owner = self.owners(token, low)
        owned = (owner.first >= 0) & (agent.first < 0)
        doer = owned & (linked | entries_of().of_agents[entry])
        patient = owner.where(owned & ~doer, patient)
        place = np.where(doer, POSSESSOR, np.where(agent.first >= 0, BY_PHRASE, NONE))
        keep = doer | ~entries_of().animate[entry] | self.are_animate(patient)
        keep &= ~self.are_figurative(entry, patient)
        agent = owner.where(doer, agent)
        return self._made(words.take(keep), NOUN, place[keep], agent.take(keep), patient.take(keep))

    def _made(self, words: _Words, form: int, place: Places, agent: Spans, patient: Spans) -> Events:
        return Events(words.token, self._entries(words, form), np.full(len(words.token), form), place, agent, patient)

    def _entries(self, words: _Words, form: int) -> Places:
        """Return the entries that words stand for as an active verb, participle or noun."""
        return self._entry[form][words.number]
