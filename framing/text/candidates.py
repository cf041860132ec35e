"""Furniture of a whole batch: which patterns a line may fit is told from its words, before any pattern is tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from framing.text.furniture import rules
from framing.text.tokens import PUNCT
from framing.text.vocabulary import Vocabulary

__all__ = ["Bits", "Listed", "admitted", "as_bits", "in_lanes"]

_LANE = 63  # rules that share one integer
_NUMBER, _CAPITALS = "#", "^"
_ALIKE = str.maketrans("ſKİı", "skii")  # what small letters match, too, where case does not count
_MARKS = re.compile(r"\W+")

Bits = NDArray[np.uint64]
Words = NDArray[np.int32]


def admitted(
    vocabulary: Vocabulary, word: Words, kind: NDArray[np.uint8], block: Words, block_start: Words, block_end: Words
) -> Bits:
    """Return for each block the rules that its words allow (see `in_lanes`): by its first word, and by words that it holds."""
    words = np.append(np.flatnonzero(kind != PUNCT), len(kind))
    first = words[np.searchsorted(words, block_start)]
    spoken = first < block_end
    begins, holds = _begins(), _holds()
    beginning = vocabulary.answers(begins.sets, word[np.where(spoken, first, 0)])
    held = vocabulary.columns(holds.sets)[word]
    holding = np.flatnonzero(held)
    within = np.repeat(in_lanes([holds.free]), len(block_start), axis=0)
    np.bitwise_or.at(within, block[holding], holds.lanes()[held[holding]])
    return np.where(spoken[:, None], begins.lanes()[beginning] & within, ~np.uint64(0))


@cache
def _begins() -> Listed:
    return Listed([rule.begins for rule in rules()])


@cache
def _holds() -> Listed:
    return Listed([rule.holds for rule in rules()])


class Listed:
    """The rules that list a word, as bits: one look-up for all rules.

    Parameters
    ----------
    rules
        The words of each rule, as `lexicons/furniture.toml` writes them; a rule without words takes every word.

    Examples
    --------
    >>> listed = Listed([("see", "read*"), ("#",), ()])
    >>> [bin(listed.bits(word)) for word in ("See", "reading", "3rd", "no")]
    ['0b101', '0b101', '0b110', '0b100']
    """

    def __init__(self, rules: Sequence[Sequence[str]]) -> None:
        self.free = sum(1 << number for number, words in enumerate(rules) if not words)
        self._whole: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        for number, words in enumerate(rules):
            for word in words:
                known = self._prefixes if word.endswith("*") else self._whole
                stem = word.removesuffix("*")
                known[stem] = known.get(stem, 0) | 1 << number
        self._number, self._capitals = self._whole.pop(_NUMBER, 0), self._whole.pop(_CAPITALS, 0)
        self._stems = tuple(self._prefixes)
        self._sets = {self.free: 0}  # the different bits that words have, and their numbers

    def sets(self, words: list[str]) -> NDArray[np.int16]:
        """Return for each word the number of the set of rules that list it; 0 if only those that take every word."""
        lower = [*map(str.lower, words)]
        listed = _flags(map(self._whole.__contains__, lower), words)
        listed |= _flags(map(str.startswith, lower, repeat(self._stems)), words)
        listed |= ~(_flags(map(str.isalpha, words), words) & _flags(map(str.isascii, words), words))
        if self._capitals:
            listed |= _flags(map(str.isupper, words), words)
        found = np.zeros(len(words), np.int16)
        for number in np.flatnonzero(listed).tolist():
            found[number] = self._sets.setdefault(self.bits(words[number]), len(self._sets))
        return found

    def bits(self, word: str) -> int:
        """Return the rules that list a word or the first of its parts."""
        parts = [part for part in _MARKS.split(word.translate(_ALIKE).lower()) if part]
        if not parts and category(word[0]).startswith("M"):
            return (1 << len(rules())) - 1  # an accent alone: a mark to patterns, a letter of some word to us
        parts = parts or [word]
        found = self.free
        for part in parts:
            found |= self._whole.get(part, 0)
            if part.startswith(self._stems):
                found |= sum(bits for stem, bits in self._prefixes.items() if part.startswith(stem))
        if parts[0][0].isdecimal():
            found |= self._number
        return found | (self._capitals if word.isupper() else 0)

    def lanes(self) -> Bits:
        """Return the bits of each set."""
        return in_lanes(self._sets)


def _flags(values: Iterable[bool], words: list[str]) -> NDArray[np.bool_]:
    return np.fromiter(values, bool, len(words))


def in_lanes(sets: Iterable[int]) -> Bits:
    """Return sets of rules, given as bits, in rows of integers of 64 bits.

    Examples
    --------
    >>> as_bits(in_lanes([5, 1 << 64])) == [5, 1 << 64]
    True
    """
    lows, mask = range(0, len(rules()), _LANE), (1 << _LANE) - 1
    return np.array([[bits >> low & mask for low in lows] for bits in sets], np.uint64).reshape(-1, len(lows))


def as_bits(lanes: Bits) -> list[int]:
    """Return sets of rules as bits."""
    sets = [0] * len(lanes)
    for number, lane in enumerate(lanes.T.tolist()):
        sets = [each | bits << _LANE * number for each, bits in zip(sets, lane, strict=True)]
    return sets
