"""Sentence boundaries, decided on token columns."""

from __future__ import annotations

from functools import cache

import numpy as np
import tomli
from numpy.typing import NDArray

from framing.resources import data
from framing.text.characters import DIGIT, LETTER, LOWER, Planes
from framing.text.tokens import NUMBER, PUNCT, WORD, Tokens
from framing.text.vocabulary import Vocabulary

__all__ = ["sentence_starts"]

_END = ".!?…"  # the first may be part of a word, too
_CLOSE = "\"')]”’»›"
_OPEN = "\"'([“‘„‚«‹"
_NEVER, _MAYBE = 1, 2


@cache
def _abbreviations() -> dict[str, int]:
    lists = tomli.loads(data("lexicons").joinpath("abbreviations.toml").read_text("utf-8"))
    never = {word.rstrip(".").lower(): _NEVER for word in lists["never_final"]}
    return never | {word.rstrip(".").lower(): _MAYBE for word in lists["maybe_final"]}


@cache
def _starters() -> frozenset[str]:
    lists = tomli.loads(data("lexicons").joinpath("abbreviations.toml").read_text("utf-8"))
    return frozenset(word.lower() for word in lists["sentence_starters"])


def _abbreviation(word: str) -> int:
    if len(word) == 1 and word.isupper() and word != "I":
        return _MAYBE
    if word.endswith(".") and len(word) > 1:
        return _MAYBE
    if not word[:1].isupper() and word.lower() not in ("vs", "etc", "approx", "v"):
        return 0
    return _abbreviations().get(word.lower(), 0)


def _abbreviations_among(words: list[str]) -> list[int]:
    return [*map(_abbreviation, words)]


def _is_starter(word: str) -> bool:
    return word.lower() in _starters()


def sentence_starts(
    planes: Planes, tokens: Tokens, word: NDArray[np.int32], block_start: NDArray[np.bool_], vocabulary: Vocabulary
) -> NDArray[np.bool_]:
    """Tell which tokens begin a sentence; a sentence never crosses a block.

    A full stop, question or exclamation mark (with the closing marks after it) ends a sentence when a space and
    then a capital, a digit or an opening mark follow; not after titles ("Gen. Lee"), initials and "U.S." before
    a name.
    """
    starts = block_start.copy()
    last = _terminators(planes, tokens)
    if not len(last):
        return starts
    following = _after_closers(planes, tokens, last)
    valid = following < len(starts)
    last, following = last[valid], following[valid]
    fits = ~tokens.adjacent[following] & ~block_start[following] & _begins(planes, tokens, following)
    last, following = last[fits], following[fits]
    stop = tokens.end[last] - tokens.start[last] == 1
    before = np.where(stop, np.maximum(last - 1, 0), last)
    short = np.zeros(len(last), np.int16)
    point = np.flatnonzero((planes.codes[tokens.end[last] - 1] == ord(".")) & (tokens.adjacent[last] | ~stop))
    short[point] = vocabulary.answers(_abbreviations_among, word[before[point]])
    starter = vocabulary.ask(_is_starter, word[following]) | (tokens.kind[following] != WORD)
    number = tokens.kind[following] == NUMBER
    ends = (short == 0) | ((short == _MAYBE) & starter & ~number)
    starts[following[ends]] = True
    return starts


def _terminators(planes: Planes, tokens: Tokens) -> NDArray[np.intp]:
    final = planes.codes[tokens.end - 1]
    mark = final == ord(".")
    for each in _END[1:]:
        mark |= (final == ord(each)) & (tokens.kind == PUNCT)
    return np.flatnonzero(mark)


def _after_closers(planes: Planes, tokens: Tokens, last: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the token after the closing marks that stick to a terminator."""
    marks = [ord(each) for each in _END + _CLOSE]
    following = last + 1
    for _ in range(5):
        inside = np.minimum(following, len(tokens.start) - 1)
        closes = (following < len(tokens.start)) & tokens.adjacent[inside]
        closes &= (tokens.kind[inside] == PUNCT) & np.isin(planes.codes[tokens.start[inside]], marks)
        if not closes.any():
            break
        following = following + closes
    return following


def _begins(planes: Planes, tokens: Tokens, following: NDArray[np.intp]) -> NDArray[np.bool_]:
    first = tokens.start[following]
    classes = planes.classes[first]
    mark = np.isin(planes.raw[first], [ord(each) for each in _OPEN + "—–-•*$£€#@¿¡"])
    return (classes == LETTER) | (classes == DIGIT) | (mark & (classes != LOWER))
