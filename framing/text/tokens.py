"""Words, numbers and marks as edges in the character planes: no Python object per token."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.text.characters import DIGIT, LETTER, LOWER, SPACE, Planes

__all__ = ["NUMBER", "PUNCT", "WORD", "Tokens", "tokenize"]

WORD, NUMBER, PUNCT = range(3)

Spots = NDArray[np.intp]
Flags = NDArray[np.bool_]

_KINDS = np.array([PUNCT, PUNCT, WORD, WORD, NUMBER], np.uint8)  # of what begins with a character, by its class
_PERIOD, _COMMA, _APOSTROPHE, _AMPERSAND = (ord(each) for each in ".,'&")
_PAD = 3


class Tokens(NamedTuple):
    """Token spans in the buffer and their kind; `adjacent` tells that no space stands before the token."""

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    kind: NDArray[np.uint8]
    adjacent: NDArray[np.bool_]


class _Around:
    """The planes with a margin of spaces, so that neighbours of some characters can be asked for at the edges too."""

    def __init__(self, planes: Planes) -> None:
        self._codes = _padded(planes.codes, ord(" "))
        self._classes = _padded(planes.classes, SPACE)

    def code(self, spots: Spots, shift: int = 0) -> NDArray[np.uint16]:
        return self._codes[spots + (_PAD + shift)]

    def _class(self, spots: Spots, shift: int) -> NDArray[np.uint8]:
        return self._classes[spots + (_PAD + shift)]

    def letter(self, spots: Spots, shift: int) -> Flags:
        classes = self._class(spots, shift)
        return (classes == LETTER) | (classes == LOWER)

    def small(self, spots: Spots, shift: int) -> Flags:
        return self._class(spots, shift) == LOWER

    def digit(self, spots: Spots, shift: int) -> Flags:
        return self._class(spots, shift) == DIGIT

    def word(self, spots: Spots, shift: int) -> Flags:
        return self._class(spots, shift) >= LETTER


def _padded(plane: NDArray[Any], filler: int) -> NDArray[Any]:
    padded = np.full(len(plane) + 2 * _PAD, filler, plane.dtype)
    padded[_PAD:-_PAD] = plane
    return padded


def tokenize(planes: Planes) -> Tokens:
    """Return the tokens of a buffer.

    Hyphens split ("so-called" is three tokens), so does a clitic ("Ukraine" + "'s"); "don't", "U.S.", "1,000",
    "AT&T" and "example.com" stay whole; every other mark is a token of its own.

    Examples
    --------
    >>> from framing.text.characters import planes
    >>> text = "Kyiv’s U.S.-led, 1,000-strong team didn’t go."
    >>> [text[a:b] for a, b in zip(*tokenize(planes(text))[:2])]
    ['Kyiv', '’s', 'U.S.', '-', 'led', ',', '1,000', '-', 'strong', 'team', 'didn’t', 'go', '.']
    """
    codes, classes = planes.codes, planes.classes
    spots = np.flatnonzero((codes == _PERIOD) | (codes == _COMMA) | (codes == _APOSTROPHE) | (codes == _AMPERSAND))
    around = _Around(planes)
    clitic = spots[_clitics(around, spots)]
    inside = classes >= LETTER
    inside[spots[_joiners(around, spots)]] = True
    inside[clitic] = True
    begins = (classes != SPACE) & ~inside
    ends = begins.copy()
    begins[:1] |= inside[:1]
    begins[1:] |= inside[1:] & ~inside[:-1]
    begins[clitic] = True
    ends[-1:] |= inside[-1:]
    ends[:-1] |= inside[:-1] & ~inside[1:]
    ends[clitic - 1] = True
    first = np.flatnonzero(begins)
    end = (np.flatnonzero(ends) + 1).astype(np.int32)
    kind = _KINDS.take(classes[first])
    kind[np.searchsorted(first, clitic)] = WORD
    start = first.astype(np.int32)
    adjacent = np.zeros(len(start), bool)
    adjacent[1:] = start[1:] == end[:-1]
    return Tokens(start, end, kind, adjacent)


def _clitics(around: _Around, spots: Spots) -> Flags:
    """Tell the apostrophes that begin 's, 'm, 'd, 'll, 're and 've after a letter or digit."""
    found = (around.code(spots) == _APOSTROPHE) & around.word(spots, -1)
    chosen = spots[found]
    one, two = around.code(chosen, 1) | 32, around.code(chosen, 2) | 32
    short = np.isin(one, [ord(each) for each in "smd"]) & ~around.word(chosen, 2)
    pair = one.astype(np.int32) * 256 + two
    double = np.isin(pair, [ord(a) * 256 + ord(b) for a, b in ("ll", "re", "ve")]) & ~around.word(chosen, 3)
    found[found] = short | double
    return found


def _joiners(around: _Around, spots: Spots) -> Flags:
    """Tell the characters that are no letters but stand inside a word or number."""
    here = around.code(spots)
    before, after = around.letter(spots, -1), around.letter(spots, 1)
    digits = around.digit(spots, -1) & around.digit(spots, 1)
    site = (here == _PERIOD) & around.small(spots, -1) & around.small(spots, 1)
    joins = ((here == _APOSTROPHE) | (here == _AMPERSAND)) & before & after
    joins |= (((here == _PERIOD) | (here == _COMMA)) & digits) | site
    return joins | ((here == _PERIOD) & _acronym(around, spots))


def _acronym(around: _Around, spots: Spots) -> Flags:
    """Tell the periods of U.S., J.D. and a.m.: single letters, each followed by a period, without spaces."""
    single = around.letter(spots, -1) & ~around.word(spots, -2)
    more = around.letter(spots, 1) & (around.code(spots, 2) == _PERIOD)
    earlier = (around.code(spots, -2) == _PERIOD) & around.letter(spots, -3)
    return single & (more | earlier)
