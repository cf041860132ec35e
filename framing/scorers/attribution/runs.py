"""Runs of capitalised words: where names stand."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.ranges import Inside
from framing.scorers.attribution.roles import is_plural_role, unnamed_words
from framing.scorers.attribution.words import words
from framing.text.batch import Batch, Integers
from framing.text.tokens import WORD

__all__ = ["also_small", "in_title_case", "name_runs"]

_LEAST = 4  # longer words of a headline that is told by its capitals
_LETTERS = 4  # of a longer word
_OF, _THE, _AND = 3, 4, 5  # kinds of words that join names
_CLOSED = (
    "determiners",
    "prepositions",
    "conjunctions",
    "openers",
    "question_words",
    "auxiliaries",
    "neuter",
    "plural",
    "male",
    "female",
    "relative",
    "indefinite",
    "quantities",
)


# how a word looks, as bits
_NAME, _INITIAL, _LONG, _PRONOUN = 1, 2, 4, 8
_JOINS = 4  # the bits from here on: what it joins


def name_runs(batch: Batch) -> tuple[Integers, Integers]:
    """Return the runs of capitalised words, joined by hyphens, initials' full stops, particles and "of", none past a sentence."""
    look = batch.derive(_looks)
    capital = ((look & _NAME) != 0) & (batch.kind == WORD)
    first = np.zeros(len(capital), bool)
    first[batch.sentence_start] = True
    common = _common_openings(batch, capital, first)
    capital &= (look & _PRONOUN) == 0
    capital[common] = False
    inside = capital | _joins(batch, capital, first, look)
    begins = inside.copy()
    begins[1:] &= ~inside[:-1] | first[1:]
    ends = inside.copy()
    ends[:-1] &= ~inside[1:] | first[1:]
    return np.flatnonzero(begins).astype(np.int32), (np.flatnonzero(ends) + 1).astype(np.int32)


def in_title_case(batch: Batch) -> NDArray[np.bool_]:
    """Tell the sentences in which every longer word has a capital."""
    long = ((batch.derive(_looks) & _LONG) != 0) & (batch.kind == WORD)
    found = ~np.logical_or.reduceat(long & ((batch.derive(_looks) & _NAME) == 0), batch.sentence_start)
    inside = Inside(batch.sentence_start[found], batch.sentence_end[found])
    found[found] = inside.count(long[inside.token]) >= _LEAST
    return np.asarray(found)


def also_small(batch: Batch, tokens: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which of some tokens have a capital but are also written with a small letter in their article."""
    asked, article = batch.lower[tokens], batch.article
    distinct = np.unique(asked)
    number = np.full(len(batch.vocabulary), -1, np.int32)
    number[distinct] = np.arange(len(distinct), dtype=np.int32)
    written = number[batch.word]
    places = np.flatnonzero(written >= 0)
    known = np.zeros((batch.n_articles, len(distinct)), bool)
    known[article[places], written[places]] = True
    return np.asarray(known[article[tokens], number[asked]] & (asked != batch.word[tokens]))


def _looks(batch: Batch) -> NDArray[np.uint8]:
    return batch.vocabulary.column(_look, np.uint8)[batch.word]


def _look(word: str) -> int:
    initial = len(word) == 1 or word.lower() in words("honorifics")
    if not word[:1].isupper():
        return _INITIAL * (initial and len(word) > 1) | _LONG * (len(word) >= _LETTERS) | _joiner(word) << _JOINS
    lower = word.lower()
    pronoun = lower in words("subjects") or lower in words("first_person")
    return _NAME | _INITIAL * initial | _LONG * (len(word) >= _LETTERS) | _PRONOUN * pronoun | _joiner(lower) << _JOINS


def _common_openings(batch: Batch, capital: NDArray[np.bool_], first: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the capitalised words that only open a sentence: of a closed class, or common nouns without a name after them."""
    after_mark = np.zeros(len(capital), bool)
    after_mark[1:] = first[:-1] & (batch.kind[:-1] != WORD)
    opening = np.flatnonzero(capital & (first | after_mark))
    closed = batch.vocabulary.ask(_is_closed, batch.lower[opening])
    others = opening[~closed]
    others = others[~np.append(capital, False)[others + 1]]
    common = batch.vocabulary.ask(_is_common, batch.lower[others]) | also_small(batch, others)
    return np.concatenate([opening[closed], others[common]])


def _joins(batch: Batch, capital: NDArray[np.bool_], first: NDArray[np.bool_], look: NDArray[np.uint8]) -> NDArray[np.bool_]:
    kind = (look >> _JOINS).astype(np.uint8)
    between = np.zeros(len(capital), bool)
    between[1:-1] = capital[:-2] & capital[2:] & ~first[1:-1] & ~first[2:]
    places = np.flatnonzero(between & (kind > 0))
    joins = kind[places]
    glued = batch.adjacent[places] & batch.adjacent[places + 1]
    single = (look[places - 1] & _INITIAL) != 0
    simple = ((joins == 1) & glued) | ((joins == 2) & single) | (joins == _OF) | (joins == _AND)
    found = _of_the(capital, kind)
    found[places[simple]] = True
    return found


def _of_the(capital: NDArray[np.bool_], kind: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Mark "of the" between capitalised words: the Organization of the Petroleum Exporting Countries."""
    found = np.zeros(len(capital), bool)
    if len(capital) > _OF:
        here = capital[:-3] & (kind[1:-2] == _OF) & (kind[2:-1] == _THE) & capital[3:]
        places = np.flatnonzero(here)
        found[places + 1] = found[places + 2] = True
    return found


def _joiner(word: str) -> int:
    if word == "-":
        return 1
    if word == "&":
        return _AND
    if word == ".":
        return 2
    if word == "the":
        return _THE
    return _OF if word in words("particles") or word == "of" else 0


def _is_common(word: str) -> bool:
    return word in unnamed_words() or is_plural_role(word)


@cache
def _closed() -> frozenset[str]:
    return frozenset().union(*(words(name) for name in _CLOSED))


def _is_closed(word: str) -> bool:
    return word in _closed()
