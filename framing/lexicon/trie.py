"""Phrases as a tree of symbols (words, prefixes and the star that stands for any word), in arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.text.characters import planes
from framing.text.tokens import tokenize
from framing.text.vocabulary import Vocabulary

__all__ = ["ANY_GROUP", "ANY_WORD", "Pieces", "Trie", "groups_of", "pieces_of", "symbols_of"]

Integers = NDArray[np.int32]
Places = NDArray[np.intp]
Bits = NDArray[np.uint32]

_STAR = "*"
ANY_WORD = 0  # the symbol of the star
_GROUPS = 31  # of symbols: a bit for each, and one for the star
ANY_GROUP = np.uint32(1 << _GROUPS)
_MOST_SLOTS = 1 << 18


class Pieces(NamedTuple):
    """The tokens that phrases will be in a text, a prefix with its star: those of each stand in a row, from `first` on."""

    spellings: list[str]
    word: Integers  # number of its spelling, one per piece
    lower: Integers  # number of its spelling in small letters
    first: Places  # one per phrase
    length: Places

    def by_phrase(self) -> list[list[str]]:
        """Return the pieces of each phrase."""
        written = [self.spellings[word] for word in self.word.tolist()]
        return [written[first : first + length] for first, length in zip(self.first.tolist(), self.length.tolist(), strict=True)]


def pieces_of(phrases: Sequence[str]) -> Pieces:
    """Return the tokens that each phrase will be in a text; a prefix keeps its star.

    Examples
    --------
    >>> pieces_of(["so-called * govern*", "Kyiv"]).by_phrase()
    [['so', '-', 'called', '*', 'govern*'], ['Kyiv']]
    """
    text = "\n".join(phrases)
    page = planes(text)
    tokens = tokenize(page)
    tail = tokens.adjacent & (page.codes[tokens.start] == ord(_STAR))
    kept = np.flatnonzero(~tail)
    start, end = tokens.start[kept], tokens.end[np.append(kept[1:], len(tail))[: len(kept)] - 1]
    vocabulary = Vocabulary()
    word = vocabulary.intern_spans(text, page.codes, start, end)
    bounds = np.cumsum(np.fromiter(map(len, phrases), np.int64, len(phrases)) + 1)
    last = np.searchsorted(start, bounds)
    first = np.append(0, last)[: len(last)]
    return Pieces(vocabulary.spellings, word, vocabulary.lower[word], first, last - first)


def symbols_of(pieces: Pieces) -> tuple[list[str], Integers]:
    """Return the symbols of pieces, without regard to capitals, and the number of each piece's; `ANY_WORD` is the star."""
    listed, symbol = np.unique(pieces.lower, return_inverse=True)
    spellings = [pieces.spellings[each] for each in listed.tolist()]
    number = np.arange(1, len(listed) + 1, dtype=np.int32)
    if _STAR in spellings:
        star = spellings.index(_STAR)
        number[star:] -= 1
        number[star] = ANY_WORD
    return [_STAR, *(each for each in spellings if each != _STAR)], number[symbol]


class Trie:
    """Sequences of symbols as a tree: nodes are numbers, the edges from a node bear the symbols that may come next.

    `roots` has the node after each first symbol (-1: none; the last is for no symbol), `opens` for each node (and for
    none, the last) the groups of symbols that may come next, as bits.

    Parameters
    ----------
    symbol
        The symbols of all sequences.
    first, length
        For each sequence where it begins there, and its length.
    size
        How many symbols there are.
    """

    def __init__(self, symbol: Integers, first: Places, length: Places, size: int) -> None:
        self.size = size
        node = np.zeros(len(first), np.int64)
        edges: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
        self.nodes = 1
        for depth in range(int(length.max(initial=0))):
            alive = np.flatnonzero(length > depth)
            keys, which = np.unique(node[alive] * size + symbol[first[alive] + depth], return_inverse=True)
            node[alive] = self.nodes + which
            edges.append(keys)
            self.nodes += len(keys)
        self._keys = np.append(np.concatenate(edges), -1)  # sorted, for nodes are numbered by depth; edge n leads to node n + 1
        self._enter_edges()
        self._enter_ends(node, np.flatnonzero(length))

    def _enter_edges(self) -> None:
        keys = self._keys[:-1]
        above, symbol = np.divmod(keys, self.size)
        self.opens = np.zeros(self.nodes + 1, np.uint32)
        np.bitwise_or.at(self.opens, above, np.where(symbol == ANY_WORD, ANY_GROUP, groups_of(symbol)))
        self.starred = np.zeros(self.nodes, bool)
        self.starred[above[symbol == ANY_WORD]] = True
        self.roots = np.full(self.size + 1, -1, np.int32)
        first = np.flatnonzero(above == 0)
        self.roots[symbol[first]] = first + 1
        slots = min(1 << (8 * len(keys)).bit_length(), _MOST_SLOTS)
        self._last = slots - 1
        self._slots = np.full(slots, -1, np.int32)  # by the last digits of an edge's key: one of these edges
        self._slots[keys & self._last] = np.arange(len(keys), dtype=np.int32)
        self._shared = np.zeros(slots, bool)  # by the last digits: whether there are other edges
        self._shared[(keys & self._last)[self._slots[keys & self._last] != np.arange(len(keys))]] = True

    def _enter_ends(self, node: NDArray[np.int64], written: Places) -> None:
        """Note which sequences end at each node."""
        order = np.argsort(node[written], kind="stable")
        self._end_count = np.bincount(node[written], minlength=self.nodes).astype(np.int32)
        self._end_first = (np.cumsum(self._end_count) - self._end_count).astype(np.int32)
        self._ending = np.append(written[order], 0).astype(np.int32)

    def ends_at(self, node: Integers) -> NDArray[np.bool_]:
        """Tell the nodes at which sequences end."""
        return self._end_count[node] > 0

    def ends(self, node: Integers) -> tuple[Places, Integers]:
        """Return the sequences that end at nodes: the place of each one's node among those given, and its number."""
        count = self._end_count[node]
        place = np.flatnonzero(count)
        count, first = count[place], self._end_first[node[place]]
        if (count == 1).all():
            return place, self._ending[first]
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        return np.repeat(place, count), self._ending[np.repeat(first, count) + within]

    def along(self, node: Integers, symbol: Integers) -> tuple[Places, Integers]:
        """Return the places of the nodes that have an edge for their symbol (-1: none), and the nodes that it leads to."""
        key = node.astype(np.int64) * self.size + symbol
        digits = key & self._last
        edge = self._slots[digits]
        place = np.flatnonzero((edge >= 0) & (symbol >= 0))
        key, edge = key[place], edge[place]
        other = np.flatnonzero(self._keys[edge] != key)
        other = other[self._shared[digits[place[other]]]]
        edge[other] = np.searchsorted(self._keys[:-1], key[other])
        fits = self._keys[edge] == key
        return place[fits], edge[fits] + np.int32(1)


def groups_of(symbols: NDArray[np.integer]) -> Bits:
    """Return the group of each symbol, as a bit; every word that has none may still be the one that a star stands for."""
    return (np.uint32(1) << (symbols % _GROUPS).astype(np.uint32)).astype(np.uint32)
