"""Where English words may be divided: Liang's algorithm on the patterns of pyphen, for many words at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.trie import Trie
from framing.text.characters import planes

__all__ = ["breaks"]

_LEFT, _RIGHT = 2, 2  # letters that stay together at the ends of a word
_ZERO, _NINE, _NEWLINE = (ord(each) for each in "09\n")

Integers = NDArray[np.int32]


def breaks(words: Sequence[str]) -> Integers:
    """Return for words in small letters in how many places each may be divided.

    Examples
    --------
    >>> breaks(["hyphenation", "war"]).tolist()
    [2, 0]
    """
    return _patterns().breaks(words)


@cache
def _patterns() -> _Patterns:
    return _Patterns()


class _Patterns:
    """Letters with digits between them, as a tree: of all digits that fall on a place the highest counts, if odd as a break."""

    def __init__(self) -> None:
        from pyphen import LANGUAGES

        lines = LANGUAGES["en_US"].read_text("utf-8").split("\n")[1:]
        written = [line for line in lines if line and not line[0].isupper()]  # above the patterns stand settings
        codes = planes("\n".join(written)).raw
        digit = (codes >= _ZERO) & (codes <= _NINE)
        letters = codes[~digit]
        before = np.cumsum(~digit)[digit]  # letters and line ends in front of each digit
        first = np.append(0, np.flatnonzero(letters == _NEWLINE) + 1)
        length = np.append(first[1:] - 1, len(letters)) - first
        self._symbols = np.full(1 << 16, -1, np.int32)
        known = np.unique(letters[letters != _NEWLINE])
        self._symbols[known] = np.arange(1, len(known) + 1)
        self._trie = Trie(self._symbols[letters], first, length, len(known) + 1)
        owner = np.searchsorted(first, before, side="right") - 1
        self._first = np.searchsorted(owner, np.arange(len(first) + 1))  # of its digits, for each pattern
        self._place = before - first[owner]
        self._digit = (codes[digit] - _ZERO).astype(np.uint8)

    def breaks(self, words: Sequence[str]) -> Integers:
        """Return in how many places each word may be divided."""
        text = "\n".join([f".{word}." for word in words])
        highest = np.zeros(len(text) + 2, np.uint8)
        for origin, pattern in self._found(self._symbols[planes(text).raw]):
            count = self._first[pattern + 1] - self._first[pattern]
            which = np.repeat(np.arange(len(count)), count)
            digit = np.arange(len(which)) + (self._first[pattern] - np.cumsum(count) + count)[which]
            np.maximum.at(highest, origin[which] + self._place[digit], self._digit[digit])
        total = np.append(0, np.cumsum(highest & 1, dtype=np.int32))
        size = np.fromiter(map(len, words), np.int64, len(words))
        begin = np.cumsum(size + 3) - size - 3
        low = begin + _LEFT + 1
        return (total[np.maximum(begin + np.maximum(size - _RIGHT, 0) + 2, low)] - total[low]).astype(np.int32)

    def _found(self, symbols: Integers) -> Iterator[tuple[NDArray[np.intp], Integers]]:
        """Yield where patterns begin, and which."""
        symbols = np.append(symbols, np.int32(-1))
        node = self._trie.roots[symbols]
        place = np.flatnonzero(node >= 0)
        node, steps = node[place], 1
        while len(node):
            ending, pattern = self._trie.ends(node)
            yield place[ending], pattern
            alive, node = self._trie.along(node, symbols[place + steps])
            place, steps = place[alive], steps + 1
