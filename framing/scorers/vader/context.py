"""The valence of words in their context, as VADER reckons it: boosters, negations, capitals, "but"."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.vader.words import (
    BUT,
    CHANGES,
    LISTED,
    NOT,
    ROLES,
    ROW,
    SCORED,
    Facts,
    Flags,
    Numbers,
    Places,
    Words,
    listed_words,
)

__all__ = ["phrase_of", "scored_words", "sentiments", "weighed"]

_CAPITALS, _NEGATED = 0.733, -0.74  # C_INCR and N_SCALAR of the package
_DAMPING = (1.0, 0.95, 0.9)


def phrase_of(row: Facts, following: Facts) -> NDArray[np.int8]:
    """Return the numbers of the phrases that two words in a row begin: those of degree, then idioms; 0 for none."""
    listed = listed_words()
    return listed.phrase[listed.begins[row] & listed.goes_on[following]]


def scored_words(words: Words) -> Places:
    """Return the words with a valence: in the lexicon, no boosters, not the "kind" of "kind of"."""
    spots = words.places(SCORED)
    following = np.minimum(spots + 1, len(words.facts) - 1)
    kind = listed_words().numbers["kind"], listed_words().numbers["of"]
    phrase = (words.row(spots) == kind[0]) & (words.row(following) == kind[1])
    return spots[~phrase | (words.sentence(following) != words.sentence(spots))]


class _Before:
    """Scored words and those one, two and three places before; the first of a sentence has none."""

    def __init__(self, words: Words, spots: Places) -> None:
        place = words.place(spots)
        self.there = [place >= step for step in range(4)]
        self.words = [np.where(there, spots - step, 0) for step, there in enumerate(self.there)]
        self.facts = [words.facts[each] for each in self.words]
        self.rows = [facts & ROW for facts in self.facts]
        self.loud = [words.are_loud(each) for each in self.words]
        self._role = [listed_words().role[rows] for rows in self.rows]

    def has(self, step: int, role: str) -> Flags:
        return self.there[step] & (self._role[step] == ROLES[role])

    def is_listed(self, step: int) -> Flags:
        return (self.facts[step] & LISTED) != 0


def sentiments(words: Words, spots: Places) -> Numbers:
    """Return the valence of scored words in their context; `but` and emphasis come later."""
    found = listed_words().valence[words.row(spots)]
    near = words.facts[spots]
    for step in (1, 2, 3):
        near = near | words.facts[np.maximum(spots - step, 0)]
    changed = np.flatnonzero(((near & (CHANGES | NOT)) != 0) | words.are_loud(spots))
    found[changed] = _in_context(words, spots[changed])
    return found


def _in_context(words: Words, spots: Places) -> Numbers:
    """Return the valence of scored words near others that may change it."""
    before = _Before(words, spots)
    own = listed_words().valence[before.rows[0]]
    mixed = words.are_mixed()[words.sentence(spots)]
    value = _after_no(words, before, spots, own)
    value = np.where(before.loud[0] & mixed, value + np.where(value > 0, _CAPITALS, -_CAPITALS), value)
    for step in (1, 2, 3):
        value = _after_modifier(before, step, value, mixed)
    value = _after_phrase(before, value)
    return _after_least(before, value)


def _after_no(words: Words, before: _Before, spots: Places, own: Numbers) -> Numbers:
    following = np.minimum(spots + 1, len(words.facts) - 1)
    has_next = words.sentence(following) == words.sentence(spots)
    has_next &= following > spots
    value = np.where(before.has(0, "no") & has_next & ((words.facts[following] & LISTED) != 0), 0.0, own)
    denied = before.has(1, "no") | before.has(2, "no") | (before.has(3, "no") & before.has(1, "or"))
    return np.where(denied, own * _NEGATED, value)


def _after_modifier(before: _Before, step: int, value: Numbers, mixed: Flags) -> Numbers:
    """Apply the word `step` places before: a booster adds, a negation turns."""
    listed, rows = listed_words(), before.rows[step]
    applies = before.there[step] & ~before.is_listed(step)
    booster = listed.booster[rows]
    strength = np.where(value < 0, -booster, booster)
    loud = (booster != 0) & before.loud[step] & mixed
    strength = np.where(loud, strength + np.where(value > 0, _CAPITALS, -_CAPITALS), strength)
    value = np.where(applies, value + strength * _DAMPING[step - 1], value)
    stronger, spared = _never_so(before, step)
    negates = listed.negates[rows] | ((before.facts[step] & NOT) != 0)
    turned = negates & ~stronger & ~spared
    return np.where(applies, value * np.where(stronger, 1.25, np.where(turned, _NEGATED, 1.0)), value)


def _after_phrase(before: _Before, value: Numbers) -> Numbers:
    """Add what "kind of" and the like do, which the package looks for only where it looks three words back."""
    degrees, applies = listed_words().degrees, before.there[3] & ~before.is_listed(3)
    for step in (3, 2):
        phrase = phrase_of(before.rows[step], before.rows[step - 1])
        value = np.where(applies & (phrase > 0) & (phrase < len(degrees)), value + degrees.take(phrase, mode="clip"), value)
    return value


def _never_so(before: _Before, step: int) -> tuple[Flags, Flags]:
    """Tell where "never so" strengthens and where "without doubt" leaves the valence alone."""
    if step == 1:
        nowhere = np.zeros(len(before.there[1]), bool)
        return nowhere, nowhere
    if step == 2:
        return before.has(2, "never") & before.has(1, "so"), before.has(2, "without") & before.has(1, "doubt")
    stronger = (before.has(3, "never") & before.has(2, "so")) | before.has(1, "so")
    return stronger, before.has(3, "without") & (before.has(2, "doubt") | before.has(1, "doubt"))


def _after_least(before: _Before, value: Numbers) -> Numbers:
    least = before.has(1, "least") & ~before.is_listed(1)
    return np.where(least & ~before.has(2, "at"), value * _NEGATED, value)


def weighed(words: Words, spots: Places, valence: Numbers) -> Numbers:
    """Halve what stands before the first "but" of a sentence and raise what stands after it, as the package does it."""
    of_spots, buts = words.sentence(spots), words.places(BUT)
    sentences, first = np.unique(words.sentence(buts), return_index=True)
    lows, highs = np.searchsorted(of_spots, sentences), np.searchsorted(of_spots, sentences, side="right")
    held = np.flatnonzero(highs > lows)
    columns = lows[held].tolist(), highs[held].tolist(), buts[first[held]].tolist()
    values, places = valence.tolist(), spots.tolist()
    for low, high, but in zip(*columns, strict=True):
        values[low:high] = _but(values[low:high], [place > but for place in places[low:high]])
    return np.array(values)


def _but(sentiments: list[float], after: list[bool]) -> list[float]:
    # the package looks values up by equality while it changes the list: kept, for its results are the yardstick
    for sentiment in sentiments:
        found = sentiments.index(sentiment)
        sentiments[found] = sentiment * (1.5 if after[found] else 0.5)
    return sentiments
