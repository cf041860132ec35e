"""Noun phrases and clauses found without a parser, for many places of a batch at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.agency.traits import trait, traits
from framing.scorers.portrayal.encode import CAPITAL, token_letters
from framing.text.batch import Batch
from framing.text.tokens import PUNCT

__all__ = ["Flags", "Phrases", "Places", "Stops"]

Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

_LONGEST = 30  # tokens of a noun phrase with what hangs on it
_BEYOND = 4  # entries after the last token, for what is asked about places before the first and after the last


class Stops:
    """The tokens at which something ends, and the nearest of them before or after other tokens."""

    def __init__(self, flags: Flags) -> None:
        found = np.flatnonzero(flags)
        self._padded = np.concatenate([[-1], found, [len(flags) + _BEYOND]])
        self._found = found

    def before(self, tokens: Places) -> Places:
        """Return the last stop up to and with each token, -1 where there is none."""
        return np.asarray(self._padded[np.searchsorted(self._found, tokens, side="right")])

    def after(self, tokens: Places) -> Places:
        """Return the first stop from each token on; where there is none, a place beyond the batch."""
        return np.asarray(self._padded[np.searchsorted(self._found, tokens) + 1])


class Phrases:
    """The words of some sentences with what is asked about them, and the bounds of phrases.

    Places are counted in these sentences alone. Those before the first and after the last have no traits. `low` and `high`
    are the bounds of a sentence.
    """

    def __init__(self, batch: Batch, tokens: Places) -> None:
        self.batch, self.sentences = batch, np.unique(batch.sentence[tokens])
        start, end = batch.sentence_start[self.sentences], batch.sentence_end[self.sentences]
        self._end = np.cumsum(end - start)
        self._start = self._end - (end - start)
        self.ahead = start - self._start  # tokens before a sentence that are in none of these
        beyond = np.zeros(_BEYOND, bool)
        self.tokens = np.arange(int(self._end[-1]) if len(start) else 0) + np.repeat(self.ahead, end - start)
        words = batch.vocabulary.columns(traits).take(batch.lower[self.tokens], axis=0)
        self._traits = [np.append(column, beyond.astype(np.int32)) for column in words.T]
        self.name = np.append((batch.derive(token_letters)[self.tokens] & CAPITAL) != 0, beyond)
        self.mark = np.append(batch.kind[self.tokens] == PUNCT, beyond) & ~self.has("inside")
        self._comma = self.has("comma")
        self._close_back()
        self._close_ahead()

    def places(self, tokens: Places) -> tuple[Places, Places, Places]:
        """Return tokens of the batch as places, and the bounds of their sentences."""
        number = np.searchsorted(self.sentences, self.batch.sentence[tokens])
        return tokens - self.ahead[number], self._start[number], self._end[number]

    def spelled(self, places: Places) -> list[str]:
        """Return the lower-case words at some places."""
        spellings = self.batch.vocabulary.spellings
        return [spellings[each] for each in self.batch.lower[self.tokens[places]].tolist()]

    def flagged(self, flags: Flags) -> Flags:
        """Return a column of the batch for these sentences."""
        return np.append(flags[self.tokens], np.zeros(_BEYOND, bool))

    def has(self, *names: str) -> Flags:
        """Tell for all places whether they have one of some traits."""
        return _any([column & bits for column, bits in zip(self._traits, trait(names), strict=True) if bits])

    def at(self, places: Places, *names: str) -> Flags:
        """Tell for some places whether they have one of some traits."""
        return _any([column[places] & bits for column, bits in zip(self._traits, trait(names), strict=True) if bits])

    def within(self, first: Places, last: Places, *names: str) -> Flags:
        """Tell whether one of the places from `first` up to and without `last` has one of some traits."""
        found, rows = np.zeros(len(first), bool), np.arange(len(first))
        place = first
        while len(rows := rows[(place[rows] < last[rows]) & ~found[rows]]):
            found[rows] = self.at(place[rows], *names)
            place = place + 1
        return found

    def _abbreviates(self) -> Flags:
        """Tell the tokens after a short name: the period of "Gov."."""
        found = np.zeros(len(self.name), bool)
        found[1:] = (self.has("short") & self.name)[:-1]
        return found & self.has("dot")

    def _close_back(self) -> None:
        """Tell where a phrase that is read backwards ends."""
        name, preposition = self.name, self.has("speech_prepositions")
        after = np.roll(name, -1)
        held = np.select(
            [
                self.mark,
                self.has("and"),
                self.has("speech_conjunctions", "speech_subjects", "speech_auxiliaries"),
                preposition,
            ],
            [
                self._abbreviates(),
                after & np.roll(name, 1),
                self.has("'s"),
                self.has("of") | np.roll(self.has("close"), 1),
            ],
            ~(self.has("ed") & ~self.has("short") & ~name),
        )
        alone = held & ~self.mark & ~(self.has("and") | (preposition & ~self.has("of")))
        self._held, self._held_first = held, alone
        determiner = self.has("speech_determiners")
        linked = np.roll(preposition & held, 1)
        self._determiner = determiner
        self._back = Stops(~held | (determiner & ~linked))
        self._commas = Stops(self.has("comma", "stop"))

    def _close_ahead(self) -> None:
        """Tell where a phrase that is read forwards ends."""
        following = np.roll(self.name | self.has("speech_determiners"), -1)
        closing = self.has(*(f"speech_{name}" for name in ("prepositions", "conjunctions", "subjects", "relative", "verbal")))
        listed = self.has("in")
        goes_on = np.where(self.mark, self._abbreviates() & np.roll(self.name, -1), np.where(listed, following, ~closing))
        self._ahead, self._needs_more = Stops(~goes_on), self.mark | listed
        self._marks = Stops(self.mark)

    def begins_phrase(self, tokens: Places) -> Flags:
        """Tell whether a noun phrase may begin at a token."""
        never = self.mark[tokens] | self.at(tokens, "speech_auxiliaries", "speech_prepositions")
        return np.asarray(~never & (self.name[tokens] | self.at(tokens, "speech_determiners", "speech_subjects", "alpha")))

    def before(self, end: Places, low: Places) -> Places:
        """Return where the phrases that end at `end` begin, with an apposition between commas; `end` where there is none."""
        apposed = (end - 1 >= low) & self._comma[end - 1]
        comma = self._commas.before(end - 3)
        found = apposed & (comma > np.maximum(low, end - 1 - _LONGEST)) & self._comma[comma]
        last = np.where(found, comma, end)
        first = self._back_from(last, low)
        return np.where(apposed, np.where(found & (first < comma), first, end), first)

    def _back_from(self, end: Places, low: Places) -> Places:
        previous = end - 1
        limit = np.maximum(low, end - _LONGEST)
        stop = self._back.before(previous)
        first = np.where(self._held[stop], stop, stop + 1)
        near = np.flatnonzero(stop < limit + 2)  # nothing before the limit counts
        first[near] = self._at_limit(limit[near], previous[near])
        while (opens := (first < end) & self.at(first, "speech_openers")).any():
            first = first + opens
        first = np.where(self.at(previous, "speech_subjects"), previous, first)
        nothing = (end <= low) | self.mark[previous] | self.at(previous, "apostrophe")
        return np.where(nothing, end, first)

    def _at_limit(self, limit: Places, previous: Places) -> Places:
        """Return where phrases begin of which only the first two tokens from their limit on are open."""
        second = limit + 1
        there = second <= previous
        first = np.where(self._held_first[limit], limit, second)
        first = np.where(there & self._determiner[second] & self._held[second], second, first)
        return np.where(there & ~self._held[second], second + 1, first)

    def after(self, first: Places, high: Places) -> Places:
        """Return where the noun phrases that begin at `first` end, with an apposition up to the next mark."""
        limit = np.minimum(high, first + _LONGEST)
        place = np.minimum(self._ahead.after(first), limit)
        last = high - 1
        place = np.where((place == high) & (last >= first) & self._needs_more[last], last, place)
        apposed = (place > first) & (place + 1 < high) & self._comma[place] & self._apposes(place + 1)
        stop = np.minimum(self._marks.after(place + 1), np.minimum(high, place + _LONGEST))
        found = np.where(apposed, stop, place)
        found = np.where(self.at(first, "he or she") & ~self._owns(first, high), first + 1, found)
        return np.where(first >= high, first, found)

    def _owns(self, tokens: Places, high: Places) -> Flags:
        """Tell "his" and "her" before a noun: "killed her husband", not "killed her on Monday"."""
        after = tokens + 1
        other = self.at(
            after, "speech_prepositions", "speech_conjunctions", "speech_subjects", "speech_relative", "speech_verbal"
        )
        other |= self.at(after, "trails", "article", "auxiliaries") | self.mark[after]
        other |= self.at(tokens, "her") & self.at(after, "ly", "after_her", "noun_before", "finite_verbs")
        return np.asarray(self.at(tokens, "owns") & (after < high) & self.at(after, "alpha") & ~other)

    def _apposes(self, tokens: Places) -> Flags:
        closed = self.at(tokens, "speech_conjunctions", "speech_relative", "speech_prepositions")
        plain = ~self.mark[tokens] & ~self.name[tokens] & ~closed
        return np.asarray(self.at(tokens, "speech_determiners") | plain)


def _any(found: list[NDArray[np.int32]]) -> Flags:
    flags = found[0] != 0
    for each in found[1:]:
        flags |= each != 0
    return flags
