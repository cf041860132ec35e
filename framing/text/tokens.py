"""Words, numbers and marks as edges in the character planes: no Python object per token."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.text.characters import DIGIT, LETTER, LOWER, SPACE, Planes

__all__ = ["NUMBER", "PUNCT", "WORD", "Tokens", "tokenize"]

WORD, NUMBER, PUNCT = range(3)

_PERIOD, _COMMA, _APOSTROPHE, _AMPERSAND = (ord(each) for each in ".,'&")
_PAD = 3


class Tokens(NamedTuple):
    """Token spans in the buffer and their kind; `adjacent` tells that no space stands before the token."""

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    kind: NDArray[np.uint8]
    adjacent: NDArray[np.bool_]


class _Around:
    """The planes with a margin of spaces, so that neighbours can be asked for at the edges too."""

    def __init__(self, planes: Planes) -> None:
        self.size = len(planes.codes)
        self._codes = np.pad(planes.codes, _PAD, constant_values=ord(" "))
        self._classes = np.pad(planes.classes, _PAD, constant_values=SPACE)

    def code(self, shift: int = 0) -> NDArray[np.uint16]:
        return self._codes[_PAD + shift : _PAD + shift + self.size]

    def letter(self, shift: int = 0) -> NDArray[np.bool_]:
        classes = self._classes[_PAD + shift : _PAD + shift + self.size]
        return (classes == LETTER) | (classes == LOWER)

    def small(self, shift: int = 0) -> NDArray[np.bool_]:
        return self._classes[_PAD + shift : _PAD + shift + self.size] == LOWER

    def digit(self, shift: int = 0) -> NDArray[np.bool_]:
        return self._classes[_PAD + shift : _PAD + shift + self.size] == DIGIT

    def word(self, shift: int = 0) -> NDArray[np.bool_]:
        return self._classes[_PAD + shift : _PAD + shift + self.size] >= LETTER


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
    around = _Around(planes)
    clitic = _clitics(around)
    inside = around.word() | _joiners(around) | clitic
    previous = np.concatenate([[False], inside[:-1]])
    following = np.concatenate([inside[1:], [False]])
    clitic_next = np.concatenate([clitic[1:], [False]])
    mark = ~inside & (planes.classes != SPACE)
    start = np.flatnonzero(mark | (inside & (~previous | clitic))).astype(np.int32)
    end = (np.flatnonzero(mark | (inside & (~following | clitic_next))) + 1).astype(np.int32)
    first = planes.classes[start]
    kind = np.where(mark[start], PUNCT, np.where(first == DIGIT, NUMBER, WORD)).astype(np.uint8)
    adjacent = np.zeros(len(start), bool)
    adjacent[1:] = start[1:] == end[:-1]
    return Tokens(start, end, kind, adjacent)


def _clitics(around: _Around) -> NDArray[np.bool_]:
    """Mark the apostrophes that begin 's, 'm, 'd, 'll, 're and 've after a letter or digit."""
    found = (around.code() == _APOSTROPHE) & around.word(-1)
    spots = np.flatnonzero(found)
    one, two = around.code(1)[spots] | 32, around.code(2)[spots] | 32
    short = np.isin(one, [ord(each) for each in "smd"]) & ~around.word(2)[spots]
    pair = one.astype(np.int32) * 256 + two
    double = np.isin(pair, [ord(a) * 256 + ord(b) for a, b in ("ll", "re", "ve")]) & ~around.word(3)[spots]
    found[spots] = short | double
    return found


def _joiners(around: _Around) -> NDArray[np.bool_]:
    """Mark the characters that are no letters but stand inside a word or number."""
    joins = np.zeros(around.size, bool)
    code = around.code()
    spots = np.flatnonzero((code == _PERIOD) | (code == _COMMA) | (code == _APOSTROPHE) | (code == _AMPERSAND))
    here = code[spots]
    before, after = around.letter(-1)[spots], around.letter(1)[spots]
    digits = around.digit(-1)[spots] & around.digit(1)[spots]
    site = (here == _PERIOD) & around.small(-1)[spots] & around.small(1)[spots]
    joins[spots] = (
        (((here == _APOSTROPHE) | (here == _AMPERSAND)) & before & after)
        | (((here == _PERIOD) | (here == _COMMA)) & digits)
        | site
    )
    joins[spots] |= (here == _PERIOD) & _acronym(around, spots)
    return joins


def _acronym(around: _Around, spots: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell the periods of U.S., J.D. and a.m.: single letters, each followed by a period, without spaces."""
    single = around.letter(-1)[spots] & ~around.word(-2)[spots]
    more = around.letter(1)[spots] & (around.code(2)[spots] == _PERIOD)
    earlier = (around.code(-2)[spots] == _PERIOD) & around.letter(-3)[spots]
    return single & (more | earlier)
