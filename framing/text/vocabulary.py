"""Words as integers: each spelling is met once, everything after that is an array look-up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from framing.text.characters import planes, straighten

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
        self._hashes = np.zeros(0, np.uint64)
        self._lower = np.zeros(0, np.int32)
        self._columns: dict[Any, NDArray[Any]] = {}
        self._powers = _Powers()
        generator = np.random.Generator(np.random.PCG64(_SEED))
        self._noise = generator.integers(1, _MODULUS, 0x10000, dtype=np.uint64)
        self._clear(1 << 16)

    def __len__(self) -> int:
        return len(self.spellings)

    def intern(self, word: str) -> int:
        """Return the integer of one spelling."""
        return int(self.intern_all([straighten(word)])[0])

    def intern_all(self, words: Sequence[str]) -> NDArray[np.int32]:
        """Return the integers of spellings whose marks are straight."""
        ids = np.fromiter(map(self._ids.get, words, repeat(-1)), np.int32, len(words))
        unknown = np.flatnonzero(ids < 0).tolist()
        if unknown:
            new = [words[number] for number in unknown]
            end = np.cumsum(np.fromiter(map(len, new), np.int32, len(new)), dtype=np.int32)
            text = "".join(new)
            ids[unknown] = self.intern_spans(text, planes(text).codes, np.append(np.int32(0), end[:-1]), end)
        return ids

    def intern_spans(
        self, text: str, codes: NDArray[np.uint16], start: NDArray[np.int32], end: NDArray[np.int32]
    ) -> NDArray[np.int32]:
        """Return the integer of every span of `text`, whose normalised characters are `codes`."""
        hashes = self._span_hashes(codes, start, end)
        ids = self._find(hashes)
        unknown = np.flatnonzero(ids < 0)
        if len(unknown):
            _, first = np.unique(hashes[unknown], return_index=True)
            new = np.sort(unknown[first])
            spans = zip(start[new].tolist(), end[new].tolist(), strict=True)
            self._add([straighten(text[low:high]) for low, high in spans], hashes[new])
            ids[unknown] = self._find(hashes[unknown])
        return ids

    def column(self, function: Callable[[str], Any], dtype: DTypeLike) -> NDArray[Any]:
        """Return `function` of every spelling as an array over ids; each spelling is asked once."""
        return self._grown(function, lambda new: np.asarray([*map(function, new)], dtype=dtype))

    def columns(self, function: Callable[[list[str]], NDArray[Any]]) -> NDArray[Any]:
        """Return an array over ids from a function that makes rows for many spellings at once, each given once."""
        return self._grown(function, function)

    @property
    def lower(self) -> NDArray[np.int32]:
        """The id of each spelling's lower-case form."""
        while len(self._lower) < len(self.spellings):  # lower-case forms may be new spellings themselves
            new = [word.lower() for word in self.spellings[len(self._lower) :]]
            self._lower = np.concatenate([self._lower, self.intern_all(new)])
        return self._lower

    def _grown(self, key: Any, rows: Callable[[list[str]], NDArray[Any]]) -> NDArray[Any]:
        """Return a stored column, longer by the rows of the spellings that are new."""
        column = self._columns.get(key)
        have = 0 if column is None else len(column)
        if column is None or have < len(self.spellings):
            fresh = rows(self.spellings[have:])
            column = fresh if column is None or not have else np.concatenate([column, fresh])
            self._columns[key] = column
        return column

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

    def _add(self, words: Sequence[str], hashes: NDArray[np.uint64]) -> None:
        """Take up spellings that are new, in their order."""
        first = len(self.spellings)
        self.spellings += words
        self._ids.update(zip(words, range(first, len(self.spellings)), strict=True))
        self._hashes = np.concatenate([self._hashes, hashes])
        if 2 * len(self.spellings) < len(self._table):
            self._place(first)
        else:
            self._clear(4 * len(self._table) * (1 + len(words) // len(self._table)))
            self._place(0)

    def _clear(self, size: int) -> None:
        self._table = np.full(1 << (size - 1).bit_length(), -1, np.int32)
        self._keys = np.zeros(len(self._table), np.uint64)

    def _place(self, first: int) -> None:
        """Enter the spellings from number `first` into the hash table: each into the first free slot from its own."""
        pending = np.arange(first, len(self.spellings))
        slots = self._slots(self._hashes[pending])
        while len(pending):
            free = np.flatnonzero(self._table[slots] < 0)
            taken = free[np.unique(slots[free], return_index=True)[1]]
            self._table[slots[taken]] = pending[taken]
            self._keys[slots[taken]] = self._hashes[pending[taken]]
            left = np.ones(len(pending), bool)
            left[taken] = False
            pending, slots = pending[left], (slots[left] + 1) & (len(self._table) - 1)
