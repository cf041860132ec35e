"""Words as integers: each spelling is met once, everything after that is an array look-up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from framing.text.characters import straighten

__all__ = ["Vocabulary"]

_MULTIPLIER = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_MODULUS = 1 << 64
_INVERSE = pow(_MULTIPLIER, -1, _MODULUS)
_SCATTER = np.uint64(0xD6E8FEB86659FD93)
_SEED = 20261122


class _Powers:
    """Powers of the hash multiplier and of its inverse, grown when a longer text comes."""

    def __init__(self) -> None:
        self.up = self.down = np.ones(1, np.uint64)

    def upto(self, size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        if len(self.up) < size:
            size = max(size, 1 << 20)
            self.up, self.down = _powers(_MULTIPLIER, size), _powers(_INVERSE, size)
        return self.up, self.down


def _powers(base: int, size: int) -> NDArray[np.uint64]:
    steps = np.full(size, base, np.uint64)
    steps[0] = 1
    return np.multiply.accumulate(steps)


class Vocabulary:
    """The spellings seen so far, their integers, and columns of properties computed once per spelling.

    A spelling keeps its case; apostrophes and dashes are normalised. Two spellings share a 64-bit hash with a
    probability below one in ten million for a million words; nothing guards against that.

    Examples
    --------
    >>> vocabulary = Vocabulary()
    >>> ids = [vocabulary.intern(word) for word in ("Kyiv", "talks", "Kyiv")]
    >>> ids[0] == ids[2], vocabulary.spellings[ids[1]]
    (True, 'talks')
    >>> vocabulary.column(len, np.int8)[ids]
    array([4, 5, 4], dtype=int8)
    """

    def __init__(self) -> None:
        self.spellings: list[str] = []
        self._ids: dict[str, int] = {}
        self._table = np.full(1 << 16, -1, np.int32)
        self._keys = np.zeros(1 << 16, np.uint64)
        self._columns: dict[Any, NDArray[Any]] = {}
        self._powers = _Powers()
        generator = np.random.Generator(np.random.PCG64(_SEED))
        self._noise = generator.integers(1, _MODULUS, 0x10000, dtype=np.uint64)
        self._hashes: list[int] = []

    def __len__(self) -> int:
        return len(self.spellings)

    def intern(self, word: str) -> int:
        """Return the integer of one spelling."""
        word = straighten(word)
        known = self._ids.get(word)
        return self._add(word, self._hash(word)) if known is None else known

    def intern_spans(
        self, text: str, codes: NDArray[np.uint16], start: NDArray[np.int32], end: NDArray[np.int32]
    ) -> NDArray[np.int32]:
        """Return the integer of every span of `text`, whose normalised characters are `codes`."""
        hashes = self._span_hashes(codes, start, end)
        ids = self._find(hashes)
        unknown = np.flatnonzero(ids < 0)
        if len(unknown):
            _, first = np.unique(hashes[unknown], return_index=True)
            for token in np.sort(unknown[first]).tolist():
                self._add(straighten(text[start[token] : end[token]]), int(hashes[token]))
            ids[unknown] = self._find(hashes[unknown])
        return ids

    def column(self, function: Callable[[str], Any], dtype: DTypeLike) -> NDArray[Any]:
        """Return `function` of every spelling as an array over ids; each spelling is asked once."""
        column = self._columns.get(function)
        have = 0 if column is None else len(column)
        if column is None or have < len(self.spellings):
            new = [function(word) for word in self.spellings[have:]]
            # the function may have interned words itself: those come with the next call
            fresh = np.asarray(new, dtype=dtype)
            column = fresh if column is None or not have else np.concatenate([column, fresh])
            self._columns[function] = column
        return column

    @property
    def lower(self) -> NDArray[np.int32]:
        """The id of each spelling's lower-case form."""
        while len(self.column(self._lower_id, np.int32)) < len(self.spellings):
            pass
        return self.column(self._lower_id, np.int32)

    def _lower_id(self, word: str) -> int:
        return self.intern(word.lower())

    def _hash(self, word: str) -> int:
        total, power = 0, 1
        for character in word:
            total += int(self._noise[min(ord(character), 0xFFFF)]) * power
            power = power * _MULTIPLIER % _MODULUS
        return total % _MODULUS

    def _span_hashes(
        self, codes: NDArray[np.uint16], start: NDArray[np.int32], end: NDArray[np.int32]
    ) -> NDArray[np.uint64]:
        up, down = self._powers.upto(len(codes) + 1)
        sums = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum(self._noise[codes] * up[: len(codes)], out=sums[1:])
        return np.asarray((sums[end] - sums[start]) * down[start])

    def _slots(self, hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
        shift = np.uint64(64 - (len(self._table).bit_length() - 1))
        return np.asarray(((hashes * _SCATTER) >> shift).astype(np.int64))

    def _find(self, hashes: NDArray[np.uint64]) -> NDArray[np.int32]:
        slots = self._slots(hashes)
        ids = self._table[slots]
        pending = np.flatnonzero((ids >= 0) & (self._keys[slots] != hashes))
        while len(pending):
            slots[pending] = (slots[pending] + 1) & (len(self._table) - 1)
            ids[pending] = self._table[slots[pending]]
            wrong = (ids[pending] >= 0) & (self._keys[slots[pending]] != hashes[pending])
            pending = pending[wrong]
        return ids

    def _add(self, word: str, key: int) -> int:
        known = self._ids.get(word)
        if known is not None:
            return known
        if 2 * len(self.spellings) >= len(self._table):
            self._grow()
        number = len(self.spellings)
        self.spellings.append(word)
        self._ids[word] = number
        self._hashes.append(key)
        self._place(number, key)
        return number

    def _place(self, number: int, key: int) -> None:
        mask = len(self._table) - 1
        shift = 64 - (len(self._table).bit_length() - 1)
        slot = (key * int(_SCATTER) % _MODULUS) >> shift
        while self._table[slot] >= 0:
            slot = (slot + 1) & mask
        self._table[slot] = number
        self._keys[slot] = key

    def _grow(self) -> None:
        size = 4 * len(self._table)
        self._table = np.full(size, -1, np.int32)
        self._keys = np.zeros(size, np.uint64)
        for number, key in enumerate(self._hashes):
            self._place(number, key)
