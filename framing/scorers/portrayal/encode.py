"""Mentions as sequences of symbols in which no name can be told from another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.text.batch import Batch, Integers
from framing.text.tokens import NUMBER, PUNCT, WORD

__all__ = ["N_BUCKETS", "SPECIAL", "Masked", "Symbols", "Windows", "by_length", "mask_names", "name_tokens", "windows"]

SPECIAL = ("<pad>", "<target>", "<name>", "<number>", "<unknown>")
PAD, TARGET, NAME, DIGITS, UNKNOWN = range(len(SPECIAL))
REACH = 32
_BREAKS = (",", ";", ":", "\u2014", "(", ")", '"', "but", "and", "while", "although", "though", "because", "who",
           "which", "that", "after", "before", "as", "when", "if", "despite")  # fmt: skip
_OPENERS = frozenset(".?!\":-\u2014'([")
_SUFFIXES = (("ies", "y"), ("ied", "y"), ("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
             ("ly", ""), ("'s", ""), ("d", ""), ("er", ""), ("ness", ""))  # fmt: skip
_EDGES = np.array([1, 2, 3, 4, 6, 9, 13, 21])
N_BUCKETS = 4 * len(_EDGES) + 1


class Symbols:
    """The words a tone model knows, as rows of its table; anything else is a name, a number or unknown.

    Examples
    --------
    >>> symbols = Symbols(["attack", "praised"])
    >>> [SPECIAL[symbols.row(word)] for word in ("Kyiv", "1,000", "gizmo")]
    ['<unknown>', '<number>', '<unknown>']
    >>> symbols.row("attacked") == symbols.row("attack")
    True
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.words = list(words)
        self._rows = {word: row for row, word in enumerate(self.words, len(SPECIAL))}

    def __len__(self) -> int:
        return len(SPECIAL) + len(self.words)

    def row(self, spelling: str) -> int:
        """Return the row of a spelling: of its lower-case form, else of a shorter form, else of the unknown."""
        word = spelling.lower()
        if word in self._rows:
            return self._rows[word]
        if word[:1].isdigit():
            return DIGITS
        for ending, instead in _SUFFIXES:
            if len(word) > len(ending) + 3 and word.endswith(ending):
                row = self._rows.get(word[: -len(ending)] + instead)
                if row is not None:
                    return row
        return UNKNOWN

    def is_known(self, spelling: str) -> bool:
        """Tell whether a spelling's lower-case form is a common word of the model."""
        return spelling.lower() in self._rows

    def breaks(self) -> NDArray[np.bool_]:
        """Tell for each row whether the symbol parts clauses."""
        found = np.zeros(len(self), bool)
        found[[self._rows[each] for each in _BREAKS if each in self._rows]] = True
        return found


class Masked(NamedTuple):
    """The tokens of a batch that are kept: their symbols, and for each token how many are kept before it."""

    symbol: Integers
    before: Integers


class Windows(NamedTuple):
    """The sentences of many mentions, one after the other: symbols, buckets of position, first symbol of each."""

    symbol: Integers
    bucket: Integers
    start: Integers


def _is_capital(spelling: str) -> bool:
    return spelling[:1].isupper() and spelling != "I"


def _has_small(spelling: str) -> bool:
    return any(letter.islower() for letter in spelling)


def _opens(spelling: str) -> bool:
    return spelling in _OPENERS


def mask_names(batch: Batch, symbols: Symbols, names: NDArray[np.bool_] | None = None) -> Masked:
    """Give every token its symbol: runs of names become one and the same symbol, periods within sentences go.

    `names` are the tokens of names, where they are known already.
    """
    name = name_tokens(batch, symbols) if names is None else names
    rows = batch.vocabulary.column(symbols.row, np.int32)[batch.lower]
    rows[batch.kind == NUMBER] = DIGITS
    rows[name] = NAME
    kept = ~_inner_periods(batch)
    tokens = np.flatnonzero(kept)
    named, sentence = name[tokens], batch.sentence[tokens]
    again = named[1:] & named[:-1]
    again &= sentence[1:] == sentence[:-1]
    kept[tokens[1:][again]] = False
    before = np.zeros(len(kept) + 1, np.int32)
    np.cumsum(kept, out=before[1:])
    return Masked(rows[kept], before)


def name_tokens(batch: Batch, symbols: Symbols) -> NDArray[np.bool_]:
    """Tell names: capitalised within a sentence, or capitalised anywhere and not a common word."""
    vocabulary = batch.vocabulary
    capital = vocabulary.column(_is_capital, bool)[batch.word] & (batch.kind == WORD)
    common = vocabulary.column(symbols.is_known, bool)[batch.lower]
    initial = np.zeros(len(capital), bool)
    initial[batch.sentence_start] = True
    initial[1:] |= vocabulary.column(_opens, bool)[batch.lower[:-1]]
    long = (batch.kind == WORD) & (batch.end - batch.start > 3)
    count, capitals = _per_sentence(batch, long), _per_sentence(batch, long & capital)
    shouted = _per_sentence(batch, vocabulary.column(_has_small, bool)[batch.word]) == 0
    title = np.repeat(shouted | ((count >= 4) & (capitals > 0.7 * count)), batch.sentence_end - batch.sentence_start)
    return np.asarray(capital & (~common | (~initial & ~title)))


def _inner_periods(batch: Batch) -> NDArray[np.bool_]:
    """Tell the periods that end no sentence: those of titles and initials."""
    period = (batch.kind == PUNCT) & (batch.codes[batch.start] == ord("."))
    word = batch.kind == WORD
    period[:-1] &= (batch.sentence[1:] == batch.sentence[:-1]) & word[1:]
    period[-1:] = False
    return period


def _per_sentence(batch: Batch, flags: NDArray[np.bool_]) -> Integers:
    """Count the tokens of each sentence that are flagged."""
    if not len(flags):
        return np.zeros(0, np.int32)
    return np.add.reduceat(flags.view(np.int8), batch.sentence_start, dtype=np.int32)


def windows(batch: Batch, masked: Masked, symbols: Symbols, first: Integers, last: Integers) -> Windows:
    """Cut out the sentence around each mention, tokens `first` up to and without `last`, with the mention masked.

    Names beside the mention ("President", "Mr", a surname) belong to it.
    """
    return _gather(masked.symbol, symbols.breaks(), *_extents(batch, masked, first, last))


def by_length(batch: Batch, masked: Masked, first: Integers, last: Integers) -> NDArray[np.intp]:
    """Return the order of mentions by the length of their windows."""
    _, n_left, _, n_right = _extents(batch, masked, first, last)
    return np.argsort(n_left + n_right, kind="stable")


def _extents(batch: Batch, masked: Masked, first: Integers, last: Integers) -> tuple[Integers, Integers, Integers, Integers]:
    """Return the first symbol and how many are left of each mention, the first right of it and how many."""
    sentence = batch.sentence[first]
    low = masked.before[batch.sentence_start[sentence]]
    high = masked.before[batch.sentence_end[sentence]]
    left = masked.before[first]
    left = left - ((left > low) & (masked.symbol[np.maximum(left - 1, 0)] == NAME))
    right = np.maximum(masked.before[last], left)
    inside = np.minimum(right, max(len(masked.symbol) - 1, 0))
    right = right + ((right < high) & (masked.symbol[inside] == NAME))
    low, high = np.maximum(low, left - REACH), np.minimum(high, right + REACH)
    return low, left - low, right, np.maximum(high - right, 0)


def _gather(
    symbol: Integers, breaks: NDArray[np.bool_], low: Integers, n_left: Integers, right: Integers, n_right: Integers
) -> Windows:
    size = n_left + 1 + n_right
    start = (np.cumsum(size) - size).astype(np.int32)
    centre = start + n_left
    distance = np.arange(int(size.sum()), dtype=np.int32) - np.repeat(centre, size)
    before = np.arange(len(distance), dtype=np.int32) - np.repeat(start - low, size)
    source = np.where(distance < 0, before, distance + np.repeat(right - 1, size))
    source[centre] = len(symbol)
    found = np.append(symbol, np.int32(TARGET)).take(source)
    return Windows(found, _buckets(breaks[found], distance, size, centre), start)


def _buckets(breaks: NDArray[np.bool_], distance: Integers, size: Integers, centre: Integers) -> Integers:
    """Number the places relative to the target: distance, side, and whether a clause boundary stands between."""
    parts = np.cumsum(breaks, dtype=np.int32)  # up to and with each place
    of_target = np.repeat(parts[centre], size)
    beyond = np.where(distance > 0, parts - breaks > of_target, of_target > parts)
    return _NEAR.take(distance + REACH) + np.where(beyond, np.int32(2 * len(_EDGES)), np.int32(0))


def _near() -> Integers:
    """Return the buckets of all distances within a clause, the farthest on the left first."""
    distance = np.arange(-REACH, REACH + 1)
    step = np.searchsorted(_EDGES, np.abs(distance), side="right") - 1
    return np.where(distance == 0, 0, 1 + step + len(_EDGES) * (distance > 0)).astype(np.int32)


_NEAR = _near()
