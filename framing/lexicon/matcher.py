"""Thousands of phrases found in a batch at once: one trie over word ids, walked for all candidates together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.text.batch import Batch, Integers
from framing.text.characters import planes, straighten
from framing.text.tokens import tokenize

__all__ = ["Form", "Hits", "Phrases", "leftmost_longest", "written_pieces"]

Places = NDArray[np.int64]

_STAR = "*"
_MARKS = (1 << 20) - 1
# what a word can be: a form, its first word, that before any word, its second; and whether it begins with listed prefixes
_WHOLE, _FIRST, _ANY, _SECOND, _PREFIXED = 1, 2, 4, 8, 16
_FLAGS = 5  # bits of these
_STEM = 3  # letters by which words are told that may begin with a listed prefix
_SHORTEST_CAPITALS = 4  # KYIV may be Kyiv in capitals, US is not "us"


class Form(NamedTuple):
    """A phrase to look for and how its capitals count: "insensitive", "sensitive" or "initial"."""

    text: str
    case: str = "insensitive"


class Hits(NamedTuple):
    """Where phrases were found: token range (end exclusive) and the number of the form."""

    start: Integers
    end: Integers
    form: Integers

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Hits:
        """Return the chosen hits."""
        return Hits(self.start[chosen], self.end[chosen], self.form[chosen])

    def longest(self) -> Hits:
        """Return the hits that stay when the longest match wins and a token counts once."""
        return self.take(leftmost_longest(self))


class _Rows(NamedTuple):
    """The symbols that words satisfy (slots × rows), the first nodes for these (and for any word), what each row can be."""

    symbols: NDArray[np.int32]
    roots: NDArray[np.int32]
    flags: NDArray[np.uint8]


class _Trie:
    """The forms as a tree of symbols: words, prefixes and the star that stands for any word."""

    def __init__(self, written: Sequence[Sequence[str]]) -> None:
        self.symbols: dict[str, int] = {_STAR: 0}
        self.edges: dict[tuple[int, int], int] = {}
        self.ends: list[list[int]] = [[]]  # the forms that end at each node
        for number, pieces in enumerate(written):
            self._insert(number, [piece.lower() for piece in pieces])

    def _insert(self, number: int, pieces: Sequence[str]) -> None:
        node = 0
        for piece in pieces:
            symbol = self.symbols.setdefault(piece, len(self.symbols))
            node = self.edges.setdefault((node, symbol), len(self.ends))
            if node == len(self.ends):
                self.ends.append([])
        if pieces:
            self.ends[node].append(number)

    def beginnings(self) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
        """Return what can come of a first node, and which symbols can stand second in a form."""
        flags = np.zeros(len(self.ends) + 1, np.uint8)
        second = np.zeros(len(self.symbols) + 1, bool)
        first = {target for (node, _), target in self.edges.items() if node == 0}
        flags[[node for node in first if self.ends[node]]] |= _WHOLE
        for node, symbol in self.edges:
            if node in first:
                flags[node] |= _ANY if symbol == 0 else _FIRST
                second[symbol] = True
        return flags, second


class Phrases:
    """Finds forms in batches: `word*` is a prefix, a `*` on its own any one token.

    Examples
    --------
    >>> from framing.text.batch import build_batch
    >>> batch = build_batch([(None, "The so-called Ukrainian government left Kyiv; KYIV, kyiv.")])
    >>> hits = Phrases([Form("so-called * govern*"), Form("Kyiv", "sensitive")]).find(batch)
    >>> [batch.slice(a, b) for a, b in zip(hits.start, hits.end)]
    ['so-called Ukrainian government', 'Kyiv', 'KYIV']
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        written = written_pieces(forms)
        self._pieces = {number: pieces for number, pieces in enumerate(written) if forms[number].case == "sensitive"}
        self._strict = np.array([form.case == "sensitive" for form in forms] or [False])
        self._initial = np.array([form.case == "initial" for form in forms] or [False])
        trie = _Trie(written)
        self._words = {piece: symbol for piece, symbol in trie.symbols.items() if not piece.endswith(_STAR)}
        prefixes = {p[:-1]: symbol for p, symbol in trie.symbols.items() if p.endswith(_STAR) and p != _STAR}
        self._stem = min([_STEM, *map(len, prefixes)])
        self._stems: dict[str, list[tuple[str, int]]] = {}  # the prefixes with these first letters, the longest first
        for prefix, symbol in sorted(prefixes.items(), key=lambda item: -len(item[0])):
            self._stems.setdefault(prefix[: self._stem], []).append((prefix, symbol))
        # how many symbols one word can satisfy: itself and the prefixes nested in one another
        self._width = 1 + max((len(self._satisfied(prefix)) for prefix in prefixes), default=0)
        self._compile(trie)
        self._known: dict[tuple[int, ...], int] = {(-1,): 0}  # the rows of symbols that words have had, and their numbers
        empty = np.zeros((self._width, 0), np.int32)
        self._table = _Rows(empty, np.zeros((self._width + 1, 0), np.int32), np.zeros(0, np.uint8))

    def find(self, batch: Batch, sentences: NDArray[np.bool_] | None = None) -> Hits:
        """Return every place of every form, overlaps included, in the order of the text; on request in some sentences only.

        A phrase never crosses a sentence, and never begins in excluded furniture.
        """
        row = batch.vocabulary.columns(self._numbered).take(batch.lower, mode="clip")  # spares the look for ids beyond it
        origin, node = self._begin(batch, row, sentences)
        position = origin + 1
        found: list[tuple[Integers, Integers, Integers]] = []
        while len(origin):
            self._emit(found, origin, position, node)
            alive = np.flatnonzero(self._has_children[node])
            alive = alive[position[alive] < len(row)]
            origin, position, node = self._step(row, origin[alive], position[alive], node[alive])
            inside = batch.sentence[position - 1] == batch.sentence[origin]
            origin, position, node = origin[inside], position[inside], node[inside]
        start, end, form = (np.concatenate(column) for column in zip(*found, strict=True)) if found else _nothing()
        hits = Hits(start, end, form)
        hits = hits.take(self._case_fits(batch, hits))
        return hits.take(np.argsort(_places(hits), kind="stable"))  # one length after the other: runs that are in order

    def _compile(self, trie: _Trie) -> None:
        size, edges, ends = len(trie.symbols), trie.edges, trie.ends
        keys = np.array([node * size + symbol for node, symbol in edges] or [-1], np.int64)
        order = np.argsort(keys)
        self._keys = keys[order]
        self._targets = np.array(list(edges.values()) or [0], np.int64)[order]
        self._size = size
        self._marked = np.zeros(_MARKS + 1, bool)  # the last digits of the keys there are: most others are told at once
        self._marked[self._keys & _MARKS] = True
        self._has_children = np.zeros(len(ends), bool)
        self._has_children[[node for node, _ in edges]] = True
        self._end_count = np.array([len(each) for each in ends], np.int64)
        self._end_first = np.concatenate([[0], np.cumsum(self._end_count)[:-1]]).astype(np.int64)
        self._end_forms = np.array([form for each in ends for form in each] or [0], np.int32)
        self._roots = np.full(size + 1, -1, np.int32)  # the node after a first symbol; the last one stands for "no symbol"
        for (node, symbol), target in edges.items():
            if node == 0:
                self._roots[symbol] = target
        self._has_star = np.zeros(len(ends), bool)
        self._has_star[[node for node, symbol in edges if symbol == 0]] = True
        self._starred = bool(self._has_star.any())
        self._root_flags, self._second = trie.beginnings()

    def _numbered(self, words: list[str]) -> NDArray[np.int32]:
        """Return for each word what it can be and, above these bits, the number of the row of symbols that it satisfies."""
        number = self._row_numbers(words)
        return number << _FLAGS | self._rows().flags[number]

    def _row_numbers(self, words: list[str]) -> NDArray[np.int32]:
        """Return for each word the number of the row of symbols that it satisfies: itself, and prefixes that it begins with."""
        numbers = np.zeros(len(words), np.int32)
        size, known = self._stem, self._known
        symbols = np.fromiter(map(self._words.get, words, repeat(-1)), np.int32, len(words))
        listed = symbols >= 0
        if self._stems:
            listed |= np.fromiter(map(self._stems.__contains__, [word[:size] for word in words]), bool, len(words))
        for place in np.flatnonzero(listed).tolist():
            found = (int(symbols[place]), *self._satisfied(words[place]))
            numbers[place] = known.setdefault(found, len(known))
        return numbers

    def _rows(self) -> _Rows:
        """Return the rows of symbols that words have had, with the first nodes and what a word of that row can be."""
        have = len(self._table.flags)
        if have < len(self._known):
            new = [*islice(self._known, have, None)]
            symbols = np.full((self._width, len(new)), -1, np.int32)
            for number, row in enumerate(new):
                symbols[: len(row), number] = row
            roots = np.concatenate([self._roots[symbols], np.full((1, len(new)), self._roots[0])])
            flags = np.bitwise_or.reduce(self._root_flags[roots])
            flags |= np.where((self._second[symbols] & (symbols >= 0)).any(axis=0), _SECOND, 0).astype(np.uint8)
            flags |= np.where((symbols[1:] >= 0).any(axis=0), _PREFIXED, 0).astype(np.uint8)
            old = self._table
            self._table = _Rows(
                np.concatenate([old.symbols, symbols], axis=1),
                np.concatenate([old.roots, roots], axis=1),
                np.concatenate([old.flags, flags]),
            )
        return self._table

    def _satisfied(self, word: str) -> list[int]:
        """Return the prefixes that a word begins with, the longest first."""
        return [symbol for prefix, symbol in self._stems.get(word[: self._stem], ()) if word.startswith(prefix)]

    def _begin(
        self, batch: Batch, row: NDArray[np.int32], sentences: NDArray[np.bool_] | None = None
    ) -> tuple[Places, Places]:
        """Return the tokens at which a phrase may begin, and the nodes after them."""
        token = np.flatnonzero((row & (_WHOLE | _ANY | _FIRST)) != 0)
        if sentences is not None:
            token = token[sentences[batch.sentence[token]]]
        can, after = row[token], row[np.minimum(token + 1, len(row) - 1)]
        likely = ((can & (_WHOLE | _ANY)) != 0) | ((after & _SECOND) != 0)
        chosen = np.flatnonzero(likely & ~batch.excluded[token])
        token, can = token[chosen], can[chosen]
        roots = self._rows().roots
        nodes = [roots[0][can >> _FLAGS]]
        tokens = [token]
        prefixed = np.flatnonzero((can & _PREFIXED) != 0)
        for slot in range(1, self._width):
            nodes.append(roots[slot][can[prefixed] >> _FLAGS])
            tokens.append(token[prefixed])
        if self._roots[0] >= 0:
            nodes.append(np.full(len(token), self._roots[0]))
            tokens.append(token)
        node = np.concatenate(nodes).astype(np.int64)
        begun = np.flatnonzero(node >= 0)
        return np.concatenate(tokens)[begun], node[begun]

    def _step(self, row: NDArray[np.int32], origin: Places, position: Places, node: Places) -> tuple[Places, Places, Places]:
        """Move every walker by one token along all edges that its word satisfies."""
        can, symbols = row[position], self._rows().symbols
        parts = [self._along(np.arange(len(node)), symbols[0][can >> _FLAGS], node)]
        prefixed = np.flatnonzero((can & _PREFIXED) != 0)
        for slot in range(1, self._width if len(prefixed) else 1):
            parts.append(self._along(prefixed, symbols[slot][can[prefixed] >> _FLAGS], node))
        if self._starred:
            wild = np.flatnonzero(self._has_star[node])
            parts.append(self._along(wild, np.zeros(len(wild), np.int32), node))
        walker, target = (np.concatenate(column) for column in zip(*parts, strict=True))
        return origin[walker], position[walker] + 1, target

    def _along(self, walkers: Places, symbol: NDArray[np.int32], node: Places) -> tuple[Places, Places]:
        """Return the walkers that have an edge for their symbol, and where it leads."""
        key = node[walkers] * self._size + symbol
        likely = np.flatnonzero(self._marked[key & _MARKS] & (symbol >= 0))
        walkers, key = walkers[likely], key[likely]
        place = np.minimum(np.searchsorted(self._keys, key), len(self._keys) - 1)
        fits = self._keys[place] == key
        return walkers[fits], self._targets[place[fits]]

    def _emit(
        self,
        found: list[tuple[Integers, Integers, Integers]],
        origin: Places,
        position: Places,
        node: Places,
    ) -> None:
        last = np.flatnonzero(self._end_count[node])
        origin, position, node = origin[last], position[last], node[last]
        count = self._end_count[node]
        total = int(count.sum())
        if not total:
            return
        within = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
        form = self._end_forms[np.repeat(self._end_first[node], count) + within]
        found.append((np.repeat(origin.astype(np.int32), count), np.repeat(position.astype(np.int32), count), form))

    def _case_fits(self, batch: Batch, hits: Hits) -> NDArray[np.bool_]:
        """Tell the hits whose capitals are as their forms want them; each form and word is looked at once."""
        fits = np.ones(len(hits.form), bool)
        initial = np.flatnonzero(self._initial[hits.form])
        fits[initial] = batch.vocabulary.columns(_capitals)[batch.word[hits.start[initial]]]
        rows = np.flatnonzero(self._strict[hits.form])
        for place in range(int((hits.end - hits.start).max(initial=0))):
            rows = rows[hits.end[rows] - hits.start[rows] > place]
            word = batch.word[hits.start[rows] + place]
            pairs, inverse = np.unique(hits.form[rows].astype(np.int64) << 32 | word, return_inverse=True)
            spellings = (batch.vocabulary.spellings[pair & 0xFFFFFFFF] for pair in pairs.tolist())
            forms = (self._pieces[pair >> 32][place] for pair in pairs.tolist())
            found = [*map(_same_capitals, spellings, forms)]
            fits[rows] &= np.asarray(found, bool)[inverse]
        return fits


def _capitals(words: list[str]) -> NDArray[np.bool_]:
    """Tell the words whose first letter is a capital."""
    return np.array([word[:1].isupper() for word in words], bool)


def _nothing() -> tuple[Integers, Integers, Integers]:
    empty = np.zeros(0, np.int32)
    return empty, empty, empty


def written_pieces(forms: Sequence[Form]) -> list[list[str]]:
    """Return the tokens that each form will be in a text; a prefix keeps its star."""
    text = "\n".join(straighten(form.text) for form in forms)
    tokens = tokenize(planes(text))
    lengths = np.fromiter((len(form.text) + 1 for form in forms), np.int64, len(forms))
    owner = np.searchsorted(np.cumsum(lengths), tokens.start, side="right").tolist()
    pieces: list[list[str]] = [[] for _ in forms]
    columns = (owner, tokens.start.tolist(), tokens.end.tolist(), tokens.adjacent.tolist())
    for number, start, end, adjacent in zip(*columns, strict=True):
        piece = text[start:end]
        if piece == _STAR and adjacent:
            pieces[number][-1] += _STAR
        else:
            pieces[number].append(piece)
    return pieces


def _same_capitals(word: str, piece: str) -> bool:
    if piece == _STAR:
        return True
    stem = piece.rstrip(_STAR)
    written = word[: len(stem)]
    if written == stem:
        return True
    return stem[:1].isupper() and len(stem) >= _SHORTEST_CAPITALS and written == stem.upper()


def leftmost_longest(hits: Hits, group: Integers | None = None) -> NDArray[np.bool_]:
    """Tell which hits stay when, within a group, the longest match wins and a token counts once; without groups, among all.

    Examples
    --------
    >>> hits = Hits(*(np.array(column, np.int32) for column in ([0, 0, 1, 5], [1, 3, 2, 6], [0, 1, 2, 3])))
    >>> leftmost_longest(hits).tolist()
    [False, True, False, True]
    """
    owner = np.zeros(len(hits.start), np.int64) if group is None else group.astype(np.int64)
    apart = owner * (int(hits.end.max(initial=0)) + 1)  # groups stand one behind the other
    order = np.argsort(_places(hits, apart), kind="stable")
    apart = apart[order]
    start, end = apart + hits.start[order], apart + hits.end[order]
    keep, left = np.zeros(len(order), bool), np.arange(len(order))
    while len(left):
        first, last = start[left], end[left]
        alone = np.append(True, first[1:] >= np.maximum.accumulate(last)[:-1])  # begins after all before it
        keep[order[left[alone]]] = True
        left = left[first >= last[alone][np.cumsum(alone) - 1]]
    return keep


def _places(hits: Hits, apart: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """Return numbers by which hits are in order: by their first token, longer ones first, then by form."""
    start = hits.start.astype(np.int64) if apart is None else hits.start + apart
    length = hits.end - hits.start
    widest, forms = int(length.max(initial=0)), int(hits.form.max(initial=0)) + 1
    return np.asarray((start * (widest + 1) + (widest - length)) * forms + hits.form, np.int64)
