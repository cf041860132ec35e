"""When a capital or a country stands for its government: "Kyiv rejected the plan", not "rain in Kyiv"."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.scorers.portrayal.words import listed, property_at, words
from framing.text.batch import Batch, Integers
from framing.text.tokens import PUNCT

__all__ = ["acts", "acts_as_medium"]

_NEAR = 6
_JOINT = 3  # tokens between names in a row: ", and the"
_INSERTION = 9
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
        self.sentence = batch.sentence[first]
        self.low, self.high = batch.sentence_start[self.sentence], batch.sentence_end[self.sentence]
        self.first, self.last = _rows(batch, first, last)
        article = listed(batch, "articles", self.first - 1) & (self.first > self.low)
        self.first = self.first - article

    def has(self, name: str, step: int) -> NDArray[np.bool_]:
        """Tell whether the token `step` places before (negative) or after the span is in a list."""
        return listed(self.batch, name, self.at(step))

    def is_code(self, mark: str, step: int) -> NDArray[np.bool_]:
        """Tell whether the token `step` places away begins with a character."""
        at = self.at(step)
        return np.asarray((self.batch.codes[self.batch.start[np.maximum(at, 0)]] == ord(mark)) & (at >= 0))

    def at(self, step: int) -> Integers:
        """Return the tokens `step` places before or after the spans, -1 beyond their sentences."""
        place = self.first + step if step < 0 else self.last + step - 1
        inside = (place >= self.low) & (place < self.high)
        return np.where(inside, place, -1).astype(np.int32)

    def within(self, name: str, before: int) -> NDArray[np.bool_]:
        """Tell whether one of the few tokens before the span is in a list."""
        found = np.zeros(len(self.first), bool)
        for step in range(1, before + 1):
            found |= self.has(name, -step)
        return found


def _rows(batch: Batch, first: Integers, last: Integers) -> tuple[Integers, Integers]:
    """Return for each span the begin and end of the row of names that it stands in."""
    if not len(first):
        return first, last
    joins = np.concatenate([[0], np.cumsum(batch.vocabulary.column(_joins, bool)[batch.lower])])
    between = first[1:] - last[:-1]
    held = joins[first[1:]] - joins[np.minimum(last[:-1], first[1:])]
    goes_on = (between > 0) & (between <= _JOINT) & (held == between)
    row = np.concatenate([[0], np.cumsum(~goes_on)])
    return first[np.searchsorted(row, row)], last[np.searchsorted(row, row, side="right") - 1]


def _joins(word: str) -> bool:
    return word in (",", "and", "&", "the", "or")


def acts(batch: Batch, first: Integers, last: Integers) -> NDArray[np.bool_]:
    """Tell the places where the name of a capital or country acts or is dealt with as a government.

    It acts as the subject of a verb of acting or speaking, and as the owner of something that only a government
    has (its demands, its envoys); it is dealt with after "between", "against", "talks with", "aid to" and the like.
    In, at or near it, and on the way to it, it is a place.
    """
    near = _Neighbours(batch, first, last)
    verb = _verb_follows(near) | _verb_after_commas(near)
    possessive = near.is_code("'", 1) & _owns(near)
    place = near.has("locatives", -1) | near.has("parts", -1)
    dealt = near.has("dealing_prepositions", -1) & ~near.within("motion", 3) & ~near.is_code("'", 1) & ~_modifies(near)
    toward = (_by(near) & near.within("dealings", _NEAR)) & ~near.within("motion", 3)
    return np.asarray(((verb & ~place) | possessive | dealt | toward) & ~near.has("parts", -1))


def _modifies(near: _Neighbours) -> NDArray[np.bool_]:
    """Tell a name that only says which: "between the Iran nuclear framework and the election", not "when China conducts"."""
    after, batch = near.at(1), near.batch
    small = batch.lower[np.maximum(after, 0)] == batch.word[np.maximum(after, 0)]
    verb = property_at(batch, _opens_clause, near.at(-1)) & property_at(batch, _ends_in_s, after)
    return np.asarray(property_at(batch, _is_plain, after) & small & ~verb)


def _opens_clause(word: str) -> bool:
    return word in ("when", "if", "that", "while", "as", "whether", "because", "but")


def _ends_in_s(word: str) -> bool:
    return word.endswith("s")


def _is_plain(word: str) -> bool:
    """Tell a word that may be a noun or an adjective: of no list of other words."""
    return word.isalpha() and word not in _others() and not word.endswith(("ly", "ed", "ing"))


@cache
def _others() -> frozenset[str]:
    return frozenset().union(*(words(name) for name in _OTHERS))


def _owns(near: _Neighbours) -> NDArray[np.bool_]:
    """Tell whether the few words after "'s" name something that only a government has."""
    found = np.zeros(len(near.first), bool)
    for step in range(2, 6):
        found |= near.has("will_nouns", step)
    return found


def _verb_follows(near: _Neighbours) -> NDArray[np.bool_]:
    """Tell whether a verb of the name follows, over up to two adverbs."""
    found = np.zeros(len(near.first), bool)
    open_ = np.ones(len(near.first), bool)
    for step in range(1, 4):
        found |= open_ & _predicate(near, step)
        open_ &= near.has("adverbs", step)
    return np.asarray(found)


def _predicate(near: _Neighbours, step: int) -> NDArray[np.bool_]:
    verb = near.has("finite_verbs", step) | near.has("modals", step)
    willing = near.has("will_adjectives", step + 1) | (near.has("adverbs", step + 1) & near.has("will_adjectives", step + 2))
    return np.asarray(verb | (near.has("copulas", step) & willing))


def _verb_after_commas(near: _Neighbours) -> NDArray[np.bool_]:
    """Tell whether the verb stands after an insertion: "Moscow, for its part, rejected it"."""
    opened = near.is_code(",", 1)
    found = np.zeros(len(near.first), bool)
    for step in range(3, _INSERTION):
        found |= near.is_code(",", step) & _predicate(near, step + 1)
    return np.asarray(opened & found)


def _by(near: _Neighbours) -> NDArray[np.bool_]:
    spellings = [near.batch.vocabulary.intern(word) for word in ("to", "from", "on", "for", "toward", "towards")]
    before = near.at(-1)
    return np.asarray(np.isin(near.batch.lower[np.maximum(before, 0)], spellings) & (before >= 0))


def acts_as_medium(batch: Batch, first: Integers, last: Integers) -> NDArray[np.bool_]:
    """Tell the names of media that do something themselves, rather than carry somebody's words.

    "The Post accused the ministry" acts, "he told the Post" and "according to the Post" do not; nor does a medium
    that only reported or said.
    """
    near = _Neighbours(batch, first, last)
    after = near.at(1)
    mark = (batch.kind[np.maximum(after, 0)] == PUNCT) & (after >= 0)
    return np.asarray(_verb_follows(near) & ~near.has("relays", 1) & ~mark & ~near.has("prepositions", -1))
