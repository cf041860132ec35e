"""Words as integers: each spelling is met once, everything after that is an array look-up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from framing.text.characters import BEYOND, planes, straighten

__all__ = ["Vocabulary", "WordNumbers", "hashes_of"]

_SCATTER = np.uint64(0xD6E8FEB86659FD93)
_MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, so that nothing is lost
_HALF = np.uint64(32)
Numbers = Sequence[int] | NDArray[np.int16]
_UNIT = 4  # characters taken into a hash at once
_MASKS = np.array([(1 << 16 * size) - 1 for size in range(_UNIT + 1)], np.uint64)
_NOT_ASKED = -1  # of what is known of a spelling only when it has come up
_LONG = 64  # characters of a spelling from which it is hashed on its own
_SPARSE = 16  # places for marks of hashes per listed word


class WordNumbers:
    """Numbers of listed words, for many spellings at once: told by their hashes, as the spellings of a vocabulary are."""

    def __init__(self, hashes: NDArray[np.uint64], numbers: NDArray[np.int32]) -> None:
        order = np.argsort(hashes)
        self._hashes, self._numbers = np.append(hashes[order], np.uint64(0)), np.append(numbers[order], np.int32(-1))
        size = 1 << max((_SPARSE * len(hashes)).bit_length(), 1)
        self._shift = np.uint64(64 - (size.bit_length() - 1))
        self._marked = np.zeros(size, bool)  # by the first digits of a hash: most others are told at once
        self._marked[(hashes >> self._shift).astype(np.intp)] = True

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> WordNumbers:
        """Return the numbers of words with straight marks."""
        return cls(hashes_of([*numbers]), np.array([*numbers.values()], np.int32))

    def __getitem__(self, hashes: NDArray[np.uint64]) -> NDArray[np.int32]:
        """Return the numbers of words that have these hashes; -1 for words that are not listed."""
        found = np.full(len(hashes), -1, np.int32)
        likely = np.flatnonzero(self._marked[(hashes >> self._shift).astype(np.intp)])
        asked = hashes[likely]
        place = np.searchsorted(self._hashes[:-1], asked)
        found[likely] = np.where(self._hashes[place] == asked, self._numbers[place], np.int32(-1))
        return found


def hashes_of(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return the hashes of spellings whose marks are straight."""
    text, codes, start, end = _joined(words)
    return _span_hashes(text, codes, start, end)


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
        self._hashes = np.zeros(0, np.uint64)
        self._uses = np.zeros(0, np.int32)
        self._lower = np.zeros(0, np.int32)
        self._columns: dict[Any, NDArray[Any]] = {}
        self._begun = _Beginnings((0, 0), [])
        self._interned: dict[str, int] = {}
        self._clear(1 << 16)

    def __len__(self) -> int:
        return len(self.spellings)

    def intern(self, word: str) -> int:
        """Return the integer of one spelling, which is kept in mind: meant for the few words that rules ask for."""
        if word not in self._interned:
            self._interned[word] = int(self.intern_all([straighten(word)])[0])
        return self._interned[word]

    def intern_all(self, words: Sequence[str]) -> NDArray[np.int32]:
        """Return the integers of spellings whose marks are straight."""
        return self.intern_spans(*_joined(words))

    def intern_spans(
        self, text: str, codes: NDArray[np.uint16], start: NDArray[np.int32], end: NDArray[np.int32]
    ) -> NDArray[np.int32]:
        """Return the integer of every span of `text`, whose normalised characters are `codes`."""
        hashes = _span_hashes(text, codes, start, end)
        ids = self._find(hashes)
        unknown = np.flatnonzero(ids < 0)
        if len(unknown):
            _, first = np.unique(hashes[unknown], return_index=True)
            new = np.sort(unknown[first])
            spans = zip(start[new].tolist(), end[new].tolist(), strict=True)
            written = [text[low:high] for low, high in spans]
            self._add([each if each.isascii() else straighten(each) for each in written], hashes[new])
            ids[unknown] = self._find(hashes[unknown])
        used = np.zeros(len(self.spellings), np.int32)
        used[ids] = 1
        self._uses += used
        return ids

    def within(self, most: int) -> Vocabulary:
        """Return this vocabulary or, if it holds more than `most` spellings, a new one with the half of that used most often.

        What is known of the spellings that stay is taken along. Ids are new: batches read so far keep the old vocabulary.
        """
        if len(self) <= most:
            return self
        often = np.argsort(-self._uses, kind="stable")[: most // 2]
        kept = np.unique(np.concatenate([often, self.lower[often]]))
        number = np.full(len(self), -1, np.int32)
        number[kept] = np.arange(len(kept))
        small = Vocabulary()
        small._add([self.spellings[each] for each in kept.tolist()], self._hashes[kept])
        small._uses = self._uses[kept] // 2  # so that words of long ago make room
        small._lower = number[self.lower[kept]]
        small._columns = {key: column[kept[kept < len(column)]] for key, column in self._columns.items()}
        return small

    def column(self, function: Callable[[str], Any], dtype: DTypeLike) -> NDArray[Any]:
        """Return `function` of every spelling as an array over ids; each spelling is asked once."""
        return self._grown(function, lambda first: np.array([*map(function, self.spellings[first:])], dtype))

    def columns(self, function: Callable[[list[str]], NDArray[Any]]) -> NDArray[Any]:
        """Return an array over ids from a function that makes rows for many spellings at once, each given once."""
        return self._grown(function, lambda first: function(self.spellings[first:]))

    def told(self, function: Callable[[Vocabulary, int], NDArray[Any]]) -> NDArray[Any]:
        """Return an array over ids from a function of this vocabulary and the first id of those that it must tell of."""
        return self._grown(function, lambda first: function(self, first))

    def numbers(self, listed: WordNumbers) -> NDArray[np.int32]:
        """Return the number of every spelling on a list; -1 for those that are not on it."""
        return self._grown(listed, lambda first: listed[self._hashes[first:]])

    def hashes(self, first: int) -> NDArray[np.uint64]:
        """Return the hashes of the spellings from id `first`."""
        return self._hashes[first:]

    def beginnings(self, first: int, size: int) -> NDArray[np.uint64]:
        """Return the hashes of the first `size` characters of the spellings from id `first`; kept until others are asked for."""
        if self._begun.asked != (first, len(self)):
            self._begun = _Beginnings((first, len(self)), self.spellings[first:])
        return self._begun.of(size)

    def ask(self, function: Callable[[str], bool], ids: NDArray[Any]) -> NDArray[np.bool_]:
        """Tell of which of some words a function is true; each spelling is asked once, and only if it comes up.

        Examples
        --------
        >>> vocabulary = Vocabulary()
        >>> ids = vocabulary.intern_all(["Kyiv", "talks", "Kyiv"])
        >>> vocabulary.ask(str.istitle, ids)
        array([ True, False,  True])
        """
        return self._answers(function, ids, lambda new: [*map(function, new)]).astype(bool)

    def answers(self, function: Callable[[list[str]], Numbers], ids: NDArray[Any]) -> NDArray[np.int16]:
        """Return for some words what a function makes of many, numbers from 0 on; each is asked once, and only if it comes up."""
        return self._answers(function, ids, function)

    def _answers(self, key: Any, ids: NDArray[Any], rows: Callable[[list[str]], Numbers]) -> NDArray[np.int16]:
        column = self._grown((key, "asked"), lambda first: np.full(len(self) - first, _NOT_ASKED, np.int16))
        found = column[ids]
        unknown = np.flatnonzero(found == _NOT_ASKED)
        if len(unknown):
            new = np.unique(ids[unknown])
            column[new] = rows([self.spellings[each] for each in new.tolist()])
            found = column[ids]
        return found

    @property
    def lower(self) -> NDArray[np.int32]:
        """The id of each spelling's lower-case form."""
        while len(self._lower) < len(self.spellings):  # lower-case forms may be new spellings themselves
            new = [word.lower() for word in self.spellings[len(self._lower) :]]
            self._lower = np.concatenate([self._lower, self.intern_all(new)])
        return self._lower

    def _grown(self, key: Any, rows: Callable[[int], NDArray[Any]]) -> NDArray[Any]:
        """Return a stored column, longer by the rows of the spellings that are new."""
        column = self._columns.get(key)
        have = 0 if column is None else len(column)
        if column is None or have < len(self.spellings):
            fresh = rows(have)
            column = fresh if column is None or not have else np.concatenate([column, fresh])
            self._columns[key] = column
        return column

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
        self._hashes = np.concatenate([self._hashes, hashes])
        self._uses = np.concatenate([self._uses, np.zeros(len(words), np.int32)])
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


def _joined(words: Sequence[str]) -> tuple[str, NDArray[np.uint16], NDArray[np.int32], NDArray[np.int32]]:
    """Return words as one text, its codes, and where each begins and ends in it."""
    end = np.cumsum(np.fromiter(map(len, words), np.int32, len(words)), dtype=np.int32)
    text = "".join(words)
    return text, planes(text).codes, np.append(np.int32(0), end[:-1])[: len(end)], end


class _Beginnings:
    """The hashes of the first characters of some spellings, by the number of characters."""

    def __init__(self, asked: tuple[int, int], words: Sequence[str]) -> None:
        self.asked = asked
        self._text, self._codes, self._start, self._end = _joined(words)
        self._known: dict[int, NDArray[np.uint64]] = {}

    def of(self, size: int) -> NDArray[np.uint64]:
        if size not in self._known:
            end = np.minimum(self._end, self._start + np.int32(size))
            self._known[size] = _span_hashes(self._text, self._codes, self._start, end)
        return self._known[size]


def _span_hashes(text: str, codes: NDArray[np.uint16], start: NDArray[np.int32], end: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Return a hash of every span: four characters at a time, all spans at once."""
    padded = np.zeros(len(codes) + _UNIT, np.uint16)
    padded[: len(codes)] = codes
    units = np.ndarray(len(codes) + 1, "<u8", padded, strides=padded.strides)  # from each character, four of them
    length = end - start
    odd = length >= _LONG
    if (beyond := np.flatnonzero(codes == BEYOND)).size:  # different characters of one code
        odd |= np.searchsorted(beyond, start) < np.searchsorted(beyond, end)
    hashes = _mixed((units[start] & _MASKS.take(length, mode="clip")) + length.astype(np.uint64))
    left = np.flatnonzero((length > _UNIT) & ~odd)
    place, size, mixed = start[left] + _UNIT, length[left] - _UNIT, hashes[left]
    while len(left):
        mixed = _mixed(mixed + (units[place] & _MASKS.take(size, mode="clip")))
        hashes[left] = mixed
        longer = np.flatnonzero(size > _UNIT)
        left, place, size, mixed = left[longer], place[longer] + _UNIT, size[longer] - _UNIT, mixed[longer]
    for number in np.flatnonzero(odd).tolist():
        hashes[number] = _hash_alone(straighten(text[start[number] : end[number]]))
    return hashes


def _mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return hashes of which the first digits depend on all digits; different ones stay different."""
    mixed = hashes * _MIX
    mixed ^= mixed >> _HALF
    return mixed


def _hash_alone(spelling: str) -> int:
    return int.from_bytes(blake2b(spelling.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
