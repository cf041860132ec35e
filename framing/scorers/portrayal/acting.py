"""When a capital or a country stands for its government: "Kyiv rejected the plan", not "rain in Kyiv"."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.scorers.portrayal.words import bits_at, listed, mask_of, words
from framing.text.batch import Batch, Integers
from framing.text.tokens import PUNCT

__all__ = ["acts", "acts_as_medium"]

_NEAR = 6
_JOINT = 3  # tokens between names in a row: ", and the"
_INSERTION = 9
_APOSTROPHE = ord("'")
_OTHERS = (
    "prepositions", "auxiliaries", "adverbs", "finite_verbs", "modals", "phrase_ends", "joiners", "subjects", "articles",
    "noun_before", "days", "copulas", "people_pronouns", "possessives",
)  # fmt: skip


class _Neighbours:
    """The tokens before and after spans, within their sentences; beyond the edge there is nothing.

    "The" before a name is passed over, and names in a row ("Kyiv and Moscow", "France, Germany and Poland") have the
    same neighbours: those of the row.
    """

    def __init__(self, batch: Batch, first: Integers, last: Integers) -> None:
        self.batch = batch
        sentence = batch.sentence[first]
        self._low, self._high = batch.sentence_start[sentence], batch.sentence_end[sentence]
        self.first, self.last = _rows(batch, first, last)
        article = listed(batch, self.first - 1, "articles") & (self.first > self._low)
        self.first = self.first - article
        self._bits: dict[int, NDArray[np.int64]] = {}

    def has(self, step: int, *names: str) -> NDArray[np.bool_]:
        """Tell whether the token `step` places before (negative) or after the span is in one of some lists."""
        if step not in self._bits:
            self._bits[step] = bits_at(self.batch, self.at(step))
        return np.asarray((self._bits[step] & mask_of(*names)) != 0)

    def owned(self) -> NDArray[np.bool_]:
        """Tell whether an apostrophe follows: that of "'s"."""
        after = self.at(1)
        return np.asarray((self.batch.codes[self.batch.start[np.maximum(after, 0)]] == _APOSTROPHE) & (after >= 0))

    def at(self, step: int) -> Integers:
        """Return the tokens `step` places from the spans, -1 beyond their sentences."""
        place = self.first + step if step < 0 else self.last + step - 1
        inside = (place >= self._low) & (place < self._high)
        return np.where(inside, place, -1).astype(np.int32)

    def within(self, before: int, *names: str) -> NDArray[np.bool_]:
        """Tell whether one of the few tokens before the span is in a list."""
        return np.logical_or.reduce([self.has(-step, *names) for step in range(1, before + 1)])


def _rows(batch: Batch, first: Integers, last: Integers) -> tuple[Integers, Integers]:
    """Return for each span the begin and end of the row of names that it stands in."""
    if not len(first):
        return first, last
    between = first[1:] - last[:-1]
    goes_on = (between > 0) & (between <= _JOINT)
    for step in range(_JOINT):
        goes_on &= (between <= step) | listed(batch, last[:-1] + step, "joins")
    row = np.concatenate([[0], np.cumsum(~goes_on)])
    return first[np.searchsorted(row, row)], last[np.searchsorted(row, row, side="right") - 1]


def acts(batch: Batch, first: Integers, last: Integers) -> NDArray[np.bool_]:
    """Tell the places where the name of a capital or country acts or is dealt with as a government.

    It acts as the subject of a verb of acting or speaking, and as the owner of something that only a government
    has (its demands, its envoys); it is dealt with after "between", "against", "talks with", "aid to" and the like.
    In, at or near it, and on the way to it, it is a place.
    """
    near = _Neighbours(batch, first, last)
    owned, travels = near.owned(), near.within(3, "motion")
    verb = _verb_follows(near) | _verb_after_commas(near)
    possessive = owned & np.logical_or.reduce([near.has(step, "will_nouns") for step in range(2, 6)])  # only governments have
    place = near.has(-1, "locatives", "parts")
    dealt = near.has(-1, "dealing_prepositions") & ~travels & ~owned
    dealt[dealt] = ~_modifies(near, dealt)
    toward = near.has(-1, "ways") & near.within(_NEAR, "dealings") & ~travels
    return np.asarray(((verb & ~place) | possessive | dealt | toward) & ~near.has(-1, "parts"))


def _modifies(near: _Neighbours, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell chosen names that only say which: "between the Iran nuclear framework and the election", not "when China conducts"."""
    batch, after = near.batch, near.at(1)[chosen]
    words = [batch.vocabulary.spellings[word] for word in batch.lower[after].tolist()]
    in_s = np.array([word.endswith("s") for word in words], bool)
    plain = np.array([_is_plain(word) for word in words], bool)
    small = batch.lower[after] == batch.word[after]
    return np.asarray((after >= 0) & plain & small & ~(near.has(-1, "clause_openers")[chosen] & in_s))


def _is_plain(word: str) -> bool:
    """Tell a word that may be a noun or an adjective: of no list of other words."""
    return word.isalpha() and word not in _others() and not word.endswith(("ly", "ed", "ing"))


@cache
def _others() -> frozenset[str]:
    return frozenset().union(*(words(name) for name in _OTHERS))


def _verb_follows(near: _Neighbours) -> NDArray[np.bool_]:
    """Tell whether a verb of the name follows, over up to two adverbs."""
    adverb = [near.has(step, "adverbs") for step in (1, 2)]
    later = adverb[0] & (_predicate(near, 2) | (adverb[1] & _predicate(near, 3)))
    return np.asarray(_predicate(near, 1) | later)


def _predicate(near: _Neighbours, step: int) -> NDArray[np.bool_]:
    will = "will_adjectives"
    willing = near.has(step + 1, will) | (near.has(step + 1, "adverbs") & near.has(step + 2, will))
    return np.asarray(near.has(step, "finite_verbs", "modals") | (near.has(step, "copulas") & willing))


def _verb_after_commas(near: _Neighbours) -> NDArray[np.bool_]:
    """Tell whether the verb stands after an insertion: "Moscow, for its part, rejected it"."""
    opened = near.has(1, "comma")
    if not opened.any():
        return opened
    places = range(3, _INSERTION)
    return np.asarray(opened & np.logical_or.reduce([near.has(step, "comma") & _predicate(near, step + 1) for step in places]))


def acts_as_medium(batch: Batch, first: Integers, last: Integers) -> NDArray[np.bool_]:
    """Tell the names of media that do something themselves, rather than carry somebody's words.

    "The Post accused the ministry" acts, "he told the Post" and "according to the Post" do not; nor does a medium
    that only reported or said.
    """
    near = _Neighbours(batch, first, last)
    after = near.at(1)
    mark = (batch.kind[np.maximum(after, 0)] == PUNCT) & (after >= 0)
    return np.asarray(_verb_follows(near) & ~near.has(1, "relays") & ~mark & ~near.has(-1, "prepositions"))
