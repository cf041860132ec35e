"""Runs of capitalised words: where names stand."""

from __future__ import annotations

from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.matcher import capitals
from framing.scorers.attribution.ranges import Inside
from framing.scorers.attribution.roles import is_plural_role, unnamed_words
from framing.scorers.attribution.words import words
from framing.text.batch import Batch, Integers
from framing.text.tokens import WORD

__all__ = ["Runs", "name_runs"]

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


class Runs(NamedTuple):
    """Runs of capitalised words as token ranges, the sentences in title case, and what the article also writes small."""

    start: Integers
    end: Integers
    titled: NDArray[np.bool_]  # one per sentence: every longer word has a capital
    also_small: NDArray[np.bool_]  # one per token, of those that stand in title case


def name_runs(batch: Batch) -> Runs:
    """Return the runs of capitalised words, joined by hyphens, initials' full stops, particles and "of", none past a sentence."""
    look = batch.vocabulary.columns(_looks).take(batch.word, mode="clip")  # spares the look for ids beyond it
    word = batch.kind == WORD
    capital = ((look & _NAME) != 0) & word
    first = np.zeros(len(capital), bool)
    first[batch.sentence_start] = True
    titled = _in_title_case(batch, ((look & _LONG) != 0) & word, capital)
    closed, others = _openings(batch, capital, first)
    small = _also_small(batch, others, Inside(batch.sentence_start[titled], batch.sentence_end[titled]).token)
    capital &= (look & _PRONOUN) == 0
    capital[closed] = False
    capital[others[small[others] | batch.vocabulary.ask(_is_common, batch.lower[others])]] = False
    inside = capital | _joins(batch, capital, first, look)
    begins = inside.copy()
    begins[1:] &= ~inside[:-1] | first[1:]
    ends = inside.copy()
    ends[:-1] &= ~inside[1:] | first[1:]
    start, end = np.flatnonzero(begins).astype(np.int32), (np.flatnonzero(ends) + 1).astype(np.int32)
    return Runs(start, end, titled, small)


def _in_title_case(batch: Batch, long: NDArray[np.bool_], capital: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the sentences in which every longer word has a capital."""
    found = ~np.logical_or.reduceat(long & ~capital, batch.sentence_start)
    inside = Inside(batch.sentence_start[found], batch.sentence_end[found])
    found[found] = inside.count(long[inside.token]) >= _LEAST
    return np.asarray(found)


def _also_small(batch: Batch, *asked: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell of some tokens of a batch that they have a capital but are also written with a small letter in their article."""
    tokens = np.concatenate(asked)
    tokens = tokens[batch.lower[tokens] != batch.word[tokens]]
    distinct, own = np.unique(batch.lower[tokens], return_inverse=True)
    number = np.full(len(batch.vocabulary), -1, np.int32)
    number[distinct] = np.arange(len(distinct), dtype=np.int32)
    written = number.take(batch.word, mode="clip")
    places = np.flatnonzero(written >= 0)
    known = np.zeros((batch.n_articles, len(distinct)), bool)
    known[batch.article[places], written[places]] = True
    found = np.zeros(len(written), bool)
    found[tokens] = known[batch.article[tokens], own]
    return found


def _openings(batch: Batch, capital: NDArray[np.bool_], first: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the capitalised words of a closed class that open a sentence, and others that do, without a name after them."""
    after_mark = first[:-1] & (batch.kind[:-1] != WORD)
    opens = first.copy()
    opens[1:] |= after_mark
    opening = np.flatnonzero(capital & opens)
    closed = batch.vocabulary.ask(_is_closed, batch.lower[opening])
    others = opening[~closed]
    return opening[closed], others[~np.append(capital, False)[others + 1]]


def _looks(asked: list[str]) -> NDArray[np.uint8]:
    """Return how words look."""
    size, lower = len(asked), [*map(str.lower, asked)]
    capital = capitals(asked)
    length = np.fromiter(map(len, asked), np.int32, size)
    own, small = (np.fromiter(map(_listed().get, each, repeat(0)), np.uint8, size) for each in (asked, lower))
    initial = np.where(capital, (small & _INITIAL != 0) | (length == 1), (small & _INITIAL != 0) & (length > 1))
    pronoun = capital & (small & _PRONOUN != 0)
    joins = np.where(capital, small, own) >> _JOINS << _JOINS
    return np.asarray(joins + _NAME * capital + _INITIAL * initial + _LONG * (length >= _LETTERS) + _PRONOUN * pronoun, np.uint8)


@cache
def _listed() -> dict[str, int]:
    """Return the words, in small letters, that are initials' kin, pronouns, or join names."""
    listed = words("honorifics") | words("subjects") | words("first_person") | words("particles") | {"-", "&", ".", "the", "of"}
    return {word: _bits(word) for word in listed}


def _bits(word: str) -> int:
    pronoun = word in words("subjects") or word in words("first_person")
    return _INITIAL * (word in words("honorifics")) | _PRONOUN * pronoun | _joiner(word) << _JOINS


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
