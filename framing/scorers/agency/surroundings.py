"""What stands around words for events: subject, object, owner and by-phrase, found from word order."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.scorers.agency.phrases import Flags, Phrases, Places, Stops
from framing.scorers.agency.traits import particles
from framing.scorers.agency.words import event_lists
from framing.text.batch import Batch

__all__ = ["Entries", "Spans", "Surroundings", "entries_of", "nobody"]

_BY = 14  # tokens after a verb within which its by-phrase stands
_OWNER = 5  # tokens before a noun within which its owner stands
_NEAR = 9  # tokens after a verb that may give it another meaning
_OF_PLACES = frozenset(["shooting", "attack", "destruction"])
_OF_AGENTS = frozenset(["attack", "conquest", "shooting", "destruction", "rescue", "aid", "repression", "sanction"])


class Spans(NamedTuple):
    """Phrases as places, end exclusive; -1 and -1 where there is none."""

    first: Places
    last: Places

    def where(self, chosen: Flags, other: Spans) -> Spans:
        """Return these spans where `chosen` holds, and the others elsewhere."""
        return Spans(np.where(chosen, self.first, other.first), np.where(chosen, self.last, other.last))

    def take(self, chosen: Flags | Places) -> Spans:
        """Return the chosen spans."""
        return Spans(self.first[chosen], self.last[chosen])


def nobody(size: int) -> Spans:
    """Return as many spans of nobody."""
    return Spans(np.full(size, -1), np.full(size, -1))


class Surroundings:
    """The words of the sentences that have events, and the phrases around them.

    All questions are asked about many words at once; `low` and `high` are the bounds of their sentences.
    """

    def __init__(self, batch: Batch, names: NDArray[np.bool_], tokens: Places) -> None:
        self.at = Phrases(batch, tokens)
        at = self.at
        self.names = at.flagged(names) & ~at.has("days")
        self._parts = Stops(at.mark | at.has("prepositions", "article", "and"))
        after_article = np.roll(at.has("article", "owns"), 1)  # "the judge went on": no verb yet
        self._verbs = Stops(at.has("auxiliaries", "finite_verbs") & ~self.names & ~after_article)
        self._any_verbs = Stops(at.has("auxiliaries", "finite_verbs"))
        self._ends_by = Stops(at.has("by", "finite_verbs") | at.mark)

    def helped(self, token: Places, low: Places) -> Places:
        """Return where the auxiliaries and adverbs before verbs begin."""
        first, rows = token.copy(), np.arange(len(token))
        while len(rows := rows[(first[rows] > low[rows]) & self.at.at(first[rows] - 1, "helps")]):
            first[rows] -= 1
        return first

    def are_finite(self, token: Places, group: Places, low: Places) -> Flags:
        """Tell verbs that have a subject of their own: no infinitives, no gerunds, no nouns taken for verbs."""
        at, in_s = self.at, self.at.at(token, "s")
        plural = at.at(group - 1, "s", "plural_subjects")
        agrees = (group > low) & ((plural != in_s) | at.at(group - 1, "who"))
        past = at.at(token, "participle") | (~in_s & ~at.at(token, "base"))
        helped = past | at.within(group, token, "auxiliaries", "contraction")
        infinitive = np.where(at.within(group, token, "to"), at.within(group, token, "have"), helped | agrees)
        return np.where(at.at(token, "ing"), at.within(group, token, "passive"), infinitive)

    def heads(self, spans: Spans) -> Places:
        """Return the last word of the head of each phrase, one before its first where it has none."""
        end = np.minimum(self._parts.after(spans.first + 1), np.maximum(spans.last, spans.first))
        rows = np.arange(len(end))
        while len(rows := rows[(end[rows] - 1 > spans.first[rows]) & self._trails(end[rows] - 1)]):
            end[rows] -= 1
        return np.asarray(end - 1)

    def _trails(self, tokens: Places) -> Flags:
        return self.at.at(tokens, "ly", "trails")

    def are_animate(self, spans: Spans) -> Flags:
        """Tell whether phrases name people by their heads: pronouns, names, words for people."""
        head = self.heads(spans)
        return np.asarray((head >= spans.first) & (spans.first >= 0) & (self.at.at(head, "person") | self.names[head]))

    def are_figurative(self, entry: Places, spans: Spans) -> Flags:
        """Tell patients by whose heads an event is a figure of speech: "attacked his record", "hit a snag"."""
        head = self.heads(spans)
        there = (head >= spans.first) & (spans.first >= 0)
        return np.asarray(there & entries_of().may_be_figurative[entry] & self.at.at(head, "figurative"))

    def object_end(self, first: Places, high: Places) -> Places:
        """Return where the objects that may begin at `first` end; `first` where there is none."""
        at = self.at
        none = (first >= high) | at.mark[first] | ~at.begins_phrase(first) | at.at(first, "joiners")
        none |= at.at(first, "ed") & ~at.name[first]
        return np.where(none, first, at.after(first, high))

    def subject(self, group: Places, low: Places) -> Places:
        """Return where the subjects before verbs begin, over relative clauses between commas."""
        at, previous = self.at, group - 1
        first = at.before(group, low)
        beyond = [at.at(previous, "and"), at.at(previous, "who"), at.at(previous, "comma")]
        # what stands before "and" is the object of another verb more often than the subject of this one
        found = np.select(beyond, [group, at.before(previous, low), low], first)
        return np.where((first < group) | (previous <= low), first, found)

    def bring_patient(self, entry: Places, token: Places, high: Places) -> Flags:
        """Tell prepositions that bring the patient of a noun; not the "to" of "support to pass"."""
        at, entries, there = self.at, entries_of(), token + 1 < high
        never = at.at(token, "to") & there & at.at(token + 1, "acts")
        never |= there & at.at(token + 1, "digit", "days")
        places = at.at(token, "place_link") & entries.of_places[entry]
        helps = at.at(token, "help_link") & entries.is_help[entry]
        return np.asarray(~never & (at.at(token, "link") | places | helps))

    def owners(self, token: Places, low: Places) -> Spans:
        """Return whose the events are: "Russia's", "their", "Israeli"."""
        at, found, rows, first = self.at, nobody(len(token)), np.arange(len(token)), token.copy()
        for _ in range(_OWNER):
            rows = rows[first[rows] > low[rows]]
            previous = first[rows] - 1
            genitive = at.at(previous, "'s")
            owner = at.at(previous, "owns") | (at.name[previous] & at.at(previous, "demonym"))
            found.first[rows[owner]], found.last[rows[owner]] = previous[owner], previous[owner] + 1
            found.first[rows[genitive]] = at.before(previous[genitive], low[rows[genitive]])
            found.last[rows[genitive]] = previous[genitive]
            rows = rows[~(genitive | owner | at.mark[previous] | at.at(previous, "noun_before"))]
            first[rows] -= 1
        return found

    def before_verb(self, first: Places, end: Places) -> Places:
        """Return the ends of phrases before the verbs that they run into."""
        return np.minimum(self._verbs.after(first + 1), end)

    def finite_follows(self, first: Places, high: Places, reach: int) -> Flags:
        """Tell whether a verb follows among the next tokens."""
        return np.asarray(self._any_verbs.after(first) < np.minimum(first + reach, high))

    def by(self, first: Places, high: Places) -> Spans:
        """Return who stands after "by", unless it is a time or a means."""
        at = self.at
        place = self._ends_by.after(first)
        inside = place < np.minimum(first + _BY, high - 1)
        place = np.where(inside, place, -1)
        there = inside & at.at(place, "by") & ~at.at(place + 1, "digit", "days", "not_agents", "ing")
        begin = place + 1
        end = self.before_verb(begin, np.maximum(at.after(begin, high), begin + 1))
        return Spans(begin, end).where(there, nobody(len(first)))

    def particle_follows(self, entry: Places, token: Places, high: Places) -> tuple[Flags, Flags]:
        """Tell where the particle of a verb stands after it, and where its own is missing or there is one of another verb."""
        at, wanted, there = self.at, entries_of().particle[entry], token + 1 < high
        found = np.zeros(len(token), bool)
        for number, word in enumerate(particles()):
            found |= there & (wanted == number) & at.at(token + 1, f"particle {word}")
        return found, ~found & ((wanted > 0) | (there & at.at(token + 1, "particles")))

    def are_cancelled(self, entry: Places, token: Places, high: Places) -> Flags:
        """Tell verbs that a word shortly after gives another meaning: "hold the president accountable"."""
        found = np.zeros(len(token), bool)
        rows = np.flatnonzero(entries_of().has_unless[entry])
        for step in range(1, _NEAR):
            rows = rows[token[rows] + step < high[rows]]
            place = token[rows] + step
            some = np.flatnonzero(self.at.at(place, "unless"))
            for row, word in zip(rows[some].tolist(), self.at.spelled(place[some]), strict=True):
                found[row] |= word in event_lists().entries[int(entry[row])].unless
        return found


class Entries(NamedTuple):
    """The entries of the word lists as columns; `particle` is the number of the word that must follow in `particles()`."""

    animate: Flags
    particle: NDArray[np.int32]
    has_unless: Flags
    may_be_figurative: Flags
    is_help: Flags
    of_places: Flags
    of_agents: Flags


@cache
def entries_of() -> Entries:
    """Return the entries of `lexicons/agency.toml` as columns."""
    entries = event_lists().entries
    return Entries(
        np.array([each.animate for each in entries], bool),
        np.array([particles().index(each.particle) for each in entries], np.int32),
        np.array([bool(each.unless) for each in entries], bool),
        np.array([each.group in event_lists().figurative_classes for each in entries], bool),
        np.array([each.kind == "help" for each in entries], bool),
        np.array([each.group in _OF_PLACES for each in entries], bool),
        np.array([each.group in _OF_AGENTS for each in entries], bool),
    )
