"""Thousands of phrases found in a batch at once: one trie over word ids, walked for all candidates together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.trie import ANY_GROUP, ANY_WORD, Trie, groups_of, pieces_of, symbols_of
from framing.text.batch import Batch, Integers
from framing.text.vocabulary import Vocabulary, WordNumbers, hashes_of

__all__ = ["Form", "Hits", "Phrases", "capitals", "leftmost_longest"]

Places = NDArray[np.intp]

_STAR = "*"
_WHOLE, _FIRST, _PREFIXED = 1, 2, 4  # what a word can be: a form, the first word of one, a word that begins with listed prefixes
_FLAGS = 3  # bits of these
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
        chosen = np.flatnonzero(chosen) if chosen.dtype == bool else chosen  # looked through once, not for each column
        return Hits(self.start[chosen], self.end[chosen], self.form[chosen])

    def longest(self) -> Hits:
        """Return the hits that stay when the longest match wins and a token counts once."""
        return self.take(leftmost_longest(self))


class _Rows(NamedTuple):
    """What the words of a vocabulary can be, by rows of symbols (slots × rows): all columns are one per row.

    The symbols that a word satisfies, the first nodes for these (and for any word), flags, the groups of symbols that may
    come after it as a first word, and the groups of its own symbols.
    """

    symbols: NDArray[np.int32]
    roots: NDArray[np.int32]
    flags: NDArray[np.uint8]
    opens: NDArray[np.uint32]
    groups: NDArray[np.uint32]


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
        pieces = pieces_of([form.text for form in forms])
        self._pieces = pieces
        self._cased = WordNumbers(hashes_of(pieces.spellings), np.arange(len(pieces.spellings), dtype=np.int32))
        self._strict = np.array([form.case == "sensitive" for form in forms] or [False])
        self._initial = np.array([form.case == "initial" for form in forms] or [False])
        symbols, symbol = symbols_of(pieces)
        self._trie = trie = Trie(symbol, pieces.first, pieces.length, len(symbols))
        self._words = WordNumbers.of({word: symbol for symbol, word in enumerate(symbols) if word[-1] != _STAR})
        prefixes = {word[:-1]: symbol for symbol, word in enumerate(symbols) if word[-1] == _STAR and symbol != ANY_WORD}
        self._stem = min([_STEM, *map(len, prefixes)])
        self._stems = WordNumbers.of({prefix[: self._stem]: 0 for prefix in prefixes})
        sizes = sorted({*map(len, prefixes)}, reverse=True)
        by_size = {size: {word: symbol for word, symbol in prefixes.items() if len(word) == size} for size in sizes}
        self._prefixes = {size: WordNumbers.of(listed) for size, listed in by_size.items()}
        # how many symbols one word can satisfy: itself and the prefixes nested in one another
        nested = [sum(word[:size] in prefixes for size in sizes if size <= len(word)) for word in prefixes]
        self._width = 1 + max(nested, default=0)
        # row 0 is for words that are nothing, row n + 1 for those that are symbol n, those above for such with prefixes
        self._known: dict[tuple[int, ...], int] = {}
        alone = np.full((self._width, trie.size + 1), -1, np.int32)
        alone[0, 1:] = np.arange(trie.size)
        self._table = self._rows(alone)

    def find(self, batch: Batch, sentences: NDArray[np.bool_] | None = None) -> Hits:
        """Return every place of every form, overlaps included, in the order of the text; on request in some sentences only.

        A phrase never crosses a sentence, and never begins in excluded furniture.
        """
        row = batch.vocabulary.told(self._numbered).take(batch.lower, mode="clip")  # spares the look for ids beyond it
        origin, node = self._begin(batch, row, sentences)
        position = origin + 1
        found: list[tuple[Integers, Integers, Integers]] = []
        while len(origin):
            place, form = self._trie.ends(node)
            found.append((origin[place].astype(np.int32), position[place].astype(np.int32), form))
            after = row[np.minimum(position, len(row) - 1)] >> _FLAGS
            alive = np.flatnonzero((self._trie.opens[node] & self._table.groups[after]) != 0)
            alive = alive[position[alive] < len(row)]
            origin, position, node = self._step(row, origin[alive], position[alive], node[alive])
            inside = batch.sentence[position - 1] == batch.sentence[origin]
            origin, position, node = origin[inside], position[inside], node[inside]
        start, end, form = (np.concatenate(column) for column in zip(*found, strict=True)) if found else _nothing()
        hits = Hits(start, end, form)
        hits = hits.take(self._case_fits(batch, hits))
        return hits.take(np.argsort(_places(hits), kind="stable"))  # one length after the other: runs that are in order

    def _numbered(self, vocabulary: Vocabulary, first: int) -> NDArray[np.int32]:
        """Return for each word what it can be and, above these bits, the number of the row of symbols that it satisfies."""
        number = self._words[vocabulary.hashes(first)] + np.int32(1)
        if self._prefixes:
            begun = np.flatnonzero(self._stems[vocabulary.beginnings(first, self._stem)] >= 0)
            listed = [prefixes[vocabulary.beginnings(first, size)[begun]] for size, prefixes in self._prefixes.items()]
            satisfied = np.stack([number[begun] - 1, *listed], axis=1)
            longer = np.flatnonzero((satisfied[:, 1:] >= 0).any(axis=1))
            number[begun[longer]] = self._row_numbers(satisfied[longer])
        return number << _FLAGS | self._table.flags[number]

    def _row_numbers(self, satisfied: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the numbers of rows, given as symbols (-1 for none): that of the word itself and those of prefixes."""
        rows, which = np.unique(satisfied, axis=0, return_inverse=True)
        known, lowest = self._known, 1 + self._trie.size
        symbols = [(row[0], *(symbol for symbol in row[1:] if symbol >= 0)) for row in rows.tolist()]
        numbers = [known.setdefault(row, lowest + len(known)) for row in symbols]
        self._add_rows()
        return np.array(numbers, np.int32)[which]

    def _add_rows(self) -> None:
        """Enter the rows that are new."""
        have = len(self._table.flags) - 1 - self._trie.size
        new = [*islice(self._known, have, None)]
        if new:
            symbols = np.full((self._width, len(new)), -1, np.int32)
            for number, row in enumerate(new):
                symbols[: len(row), number] = row
            more = self._rows(symbols)
            self._table = _Rows(*(np.concatenate([self._table[n], more[n]], axis=-1) for n in range(len(more))))

    def _rows(self, symbols: NDArray[np.int32]) -> _Rows:
        """Return what follows from the symbols that words satisfy."""
        trie = self._trie
        roots = np.concatenate([trie.roots[symbols], np.full((1, symbols.shape[1]), trie.roots[ANY_WORD])])
        opens = np.bitwise_or.reduce(trie.opens[roots])
        groups = np.bitwise_or.reduce(np.where(symbols >= 0, groups_of(symbols), np.uint32(0))) | ANY_GROUP
        whole = ((roots >= 0) & trie.ends_at(roots)).any(axis=0)
        flags = np.where(whole, _WHOLE, 0) | np.where(opens != 0, _FIRST, 0)
        flags |= np.where((symbols[1:] >= 0).any(axis=0), _PREFIXED, 0)
        return _Rows(symbols, roots, flags.astype(np.uint8), opens, groups)

    def _begin(self, batch: Batch, row: NDArray[np.int32], sentences: NDArray[np.bool_] | None = None) -> tuple[Places, Integers]:
        """Return the tokens at which a phrase may begin, and the nodes after them."""
        token = np.flatnonzero((row & (_WHOLE | _FIRST)) != 0)
        if sentences is not None:
            token = token[sentences[batch.sentence[token]]]
        can, after = row[token], row[np.minimum(token + 1, len(row) - 1)]
        goes_on = (self._table.opens[can >> _FLAGS] & self._table.groups[after >> _FLAGS]) != 0
        chosen = np.flatnonzero((goes_on | ((can & _WHOLE) != 0)) & ~batch.excluded[token])
        token, can = token[chosen], can[chosen]
        roots = self._table.roots
        nodes = [roots[0][can >> _FLAGS]]
        tokens = [token]
        prefixed = np.flatnonzero((can & _PREFIXED) != 0)
        for slot in range(1, self._width):
            nodes.append(roots[slot][can[prefixed] >> _FLAGS])
            tokens.append(token[prefixed])
        if self._trie.roots[ANY_WORD] >= 0:
            nodes.append(np.full(len(token), self._trie.roots[ANY_WORD]))
            tokens.append(token)
        node = np.concatenate(nodes)
        begun = np.flatnonzero(node >= 0)
        return np.concatenate(tokens)[begun], node[begun]

    def _step(self, row: NDArray[np.int32], origin: Places, position: Places, node: Integers) -> tuple[Places, Places, Integers]:
        """Move every walker by one token along all edges that its word satisfies."""
        can, symbols, trie = row[position], self._table.symbols, self._trie
        parts = [trie.along(node, symbols[0][can >> _FLAGS])]
        prefixed = np.flatnonzero((can & _PREFIXED) != 0)
        for slot in range(1, self._width if len(prefixed) else 1):
            place, target = trie.along(node[prefixed], symbols[slot][can[prefixed] >> _FLAGS])
            parts.append((prefixed[place], target))
        wild = np.flatnonzero(trie.starred[node])
        if len(wild):
            place, target = trie.along(node[wild], np.full(len(wild), ANY_WORD, np.int32))
            parts.append((wild[place], target))
        walker, target = (np.concatenate(column) for column in zip(*parts, strict=True)) if len(parts) > 1 else parts[0]
        return origin[walker], position[walker] + 1, target

    def _case_fits(self, batch: Batch, hits: Hits) -> NDArray[np.bool_]:
        """Tell the hits whose capitals are as their forms want them; each form and word is looked at once."""
        fits = np.ones(len(hits.form), bool)
        initial = np.flatnonzero(self._initial[hits.form])
        fits[initial] = batch.vocabulary.columns(capitals)[batch.word[hits.start[initial]]]
        rows = np.flatnonzero(self._strict[hits.form])
        if len(rows):
            length = hits.end[rows] - hits.start[rows]
            for place in range(int(length.max())):
                rows, length = rows[length > place], length[length > place]
                written = self._pieces.word[self._pieces.first[hits.form[rows]] + place]
                fits[rows] &= self._written_alike(batch, batch.word[hits.start[rows] + place], written)
        return fits

    def _written_alike(self, batch: Batch, word: Integers, written: Integers) -> NDArray[np.bool_]:
        """Tell the words that have the capitals of pieces."""
        alike = batch.vocabulary.numbers(self._cased)[word] == written
        other = np.flatnonzero(~alike)
        pairs, inverse = np.unique(written[other].astype(np.int64) << 32 | word[other], return_inverse=True)
        spellings = (batch.vocabulary.spellings[pair & 0xFFFFFFFF] for pair in pairs.tolist())
        pieces = (self._pieces.spellings[pair >> 32] for pair in pairs.tolist())
        alike[other] = np.fromiter(map(_same_capitals, spellings, pieces), bool, len(pairs))[inverse]
        return alike


def capitals(words: list[str]) -> NDArray[np.bool_]:
    """Tell the words whose first letter is a capital."""
    return np.array([word[:1].isupper() for word in words], bool)


def _nothing() -> tuple[Integers, Integers, Integers]:
    empty = np.zeros(0, np.int32)
    return empty, empty, empty


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
