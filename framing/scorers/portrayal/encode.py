"""Mentions as sequences of symbols in which no name can be told from another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.text.batch import Batch, Integers
from framing.text.tokens import NUMBER, WORD

__all__ = [
    "CAPITAL", "KNOWN", "N_BUCKETS", "SPECIAL", "Masked", "Symbols", "Windows", "by_length", "mask_names", "name_tokens",
    "token_letters", "windows",
]  # fmt: skip

SPECIAL = ("<pad>", "<target>", "<name>", "<number>", "<unknown>")
PAD, TARGET, NAME, DIGITS, UNKNOWN = range(len(SPECIAL))
REACH = 32
_BREAKS = (",", ";", ":", "\u2014", "(", ")", '"', "but", "and", "while", "although", "though", "because", "who",
           "which", "that", "after", "before", "as", "when", "if", "despite")  # fmt: skip
_OPENERS = ".?!\":-\u2014'(["  # after these a word has a capital anyway
#: Endings and what stands instead in the shorter form, by their last letters.
_SUFFIXES = {
    "s": (("ies", "y"), ("s", ""), ("es", ""), ("'s", ""), ("ness", "")),
    "d": (("ied", "y"), ("ed", ""), ("ed", "e"), ("d", "")),
    "g": (("ing", ""), ("ing", "e")),
    "y": (("ly", ""),),
    "r": (("er", ""),),
}
_ROW = (1 << 20) - 1
KNOWN = 1 << 20
CAPITAL, _SMALL, _OPENS, _PERIOD, _I = (1 << bit for bit in range(5))
_MARKS = {**dict.fromkeys(_OPENERS, _OPENS), ".": _OPENS | _PERIOD, "I": _I}
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
        return int(self.facts([spelling])[0] & _ROW)

    def is_known(self, spelling: str) -> bool:
        """Tell whether a spelling's lower-case form is a common word of the model."""
        return spelling.lower() in self._rows

    def facts(self, spellings: list[str]) -> Integers:
        """Return the rows of spellings, with a bit for those that are common words."""
        lower = [*map(str.lower, spellings)]
        found = np.fromiter(map(self._rows.get, lower, repeat(0)), np.int32, len(lower)) | KNOWN
        rare = np.flatnonzero(found == KNOWN)
        found[rare] = [self._shorter(lower[number]) for number in rare.tolist()]
        return found

    def _shorter(self, word: str) -> int:
        """Return the row of a shorter form of a word that is not common itself."""
        if word[:1].isdigit():
            return DIGITS
        for ending, instead in _SUFFIXES.get(word[-1:], ()):
            if len(word) > len(ending) + 3 and word.endswith(ending):
                row = self._rows.get(word[: -len(ending)] + instead)
                if row is not None:
                    return row
        return UNKNOWN

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


def _letters(spellings: list[str]) -> NDArray[np.uint8]:
    """Return as bits whether spellings begin with a capital, have a small letter, open a sentence, are a period or "I"."""
    size = len(spellings)
    capital = np.fromiter(map(str.isupper, [each[:1] for each in spellings]), bool, size)
    found = capital.view(np.uint8) * np.uint8(CAPITAL)
    small = np.fromiter(map(str.islower, [each[1:] for each in spellings]), bool, size)
    small |= np.fromiter(map(str.islower, spellings), bool, size)
    mixed = np.flatnonzero(~small & ~np.fromiter(map(str.isupper, spellings), bool, size)).tolist()
    small[mixed] = [any(map(str.islower, spellings[number])) for number in mixed]
    found[small] |= _SMALL
    return found | np.fromiter(map(_MARKS.get, spellings, repeat(0)), np.uint8, size)


def token_letters(batch: Batch) -> NDArray[np.uint8]:
    """Return the bits of each token's letters; to be shared by `batch.derive`."""
    return batch.vocabulary.columns(_letters)[batch.word]


def mask_names(batch: Batch, symbols: Symbols, names: NDArray[np.bool_] | None = None) -> Masked:
    """Give every token its symbol: runs of names become one and the same symbol, periods within sentences go.

    `names` are the tokens of names, where they are known already.
    """
    name = name_tokens(batch, symbols) if names is None else names
    rows = (batch.vocabulary.columns(symbols.facts) & _ROW)[batch.lower]
    rows[batch.kind == NUMBER] = DIGITS
    rows[name] = NAME
    kept = np.ones(len(rows), bool)
    kept[_inner_periods(batch)] = False
    named = np.flatnonzero(name & kept)
    previous = named - 1
    previous -= ~kept[previous]  # no two such periods stand in a row
    again = (previous >= 0) & name[previous] & (batch.sentence[previous] == batch.sentence[named])
    kept[named[again]] = False
    before = np.zeros(len(kept) + 1, np.int32)
    np.cumsum(kept, out=before[1:])
    return Masked(rows[kept], before)


def name_tokens(batch: Batch, symbols: Symbols) -> NDArray[np.bool_]:
    """Tell names: capitalised within a sentence, or capitalised anywhere and not a common word."""
    letters = batch.derive(token_letters)
    word = batch.kind == WORD
    capital = np.flatnonzero(((letters & (CAPITAL | _I)) == CAPITAL) & word)
    common = (batch.vocabulary.columns(symbols.facts)[batch.lower[capital]] & KNOWN) != 0
    sentence = batch.sentence[capital]
    initial = (batch.sentence_start[sentence] == capital) | ((letters[capital - 1] & _OPENS) != 0)
    name = ~common | (~initial & ~_titles(batch, letters, word, capital)[sentence])
    found = np.zeros(len(word), bool)
    found[capital[name]] = True
    return found


def _titles(batch: Batch, letters: NDArray[np.uint8], word: NDArray[np.bool_], capital: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell the sentences whose capitals tell no names: of capital letters alone, or with a capital on most long words."""
    if not len(word):
        return np.zeros(0, bool)
    shouted = (np.bitwise_or.reduceat(letters, batch.sentence_start) & _SMALL) == 0
    long = word & (batch.end - batch.start > 3)
    count = np.add.reduceat(long.view(np.int8), batch.sentence_start, dtype=np.int32)
    capitals = np.bincount(batch.sentence[capital[long[capital]]], minlength=len(count))
    return np.asarray(shouted | ((count >= 4) & (capitals > 0.7 * count)))


def _inner_periods(batch: Batch) -> NDArray[np.intp]:
    """Return the periods that end no sentence: those of titles and initials."""
    period = np.flatnonzero((batch.derive(token_letters) & _PERIOD) != 0)
    period = period[period + 1 < len(batch.word)]
    return period[(batch.sentence[period + 1] == batch.sentence[period]) & (batch.kind[period + 1] == WORD)]


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
