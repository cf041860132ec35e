"""Runs of capitalised words: where names stand."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.roles import is_plural_role, unnamed_words
from framing.scorers.attribution.words import words
from framing.text.batch import Batch, Integers
from framing.text.tokens import WORD

__all__ = ["also_small", "name_runs", "written_in_article"]

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


def name_runs(batch: Batch) -> tuple[Integers, Integers]:
    """Return the runs of capitalised words, joined by hyphens, initials' full stops, particles and "of", none past a sentence."""
    capital = batch.vocabulary.column(_is_name_word, bool)[batch.word] & (batch.kind == WORD)
    first = np.zeros(len(capital), bool)
    first[batch.sentence_start] = True
    after_mark = np.zeros(len(capital), bool)
    after_mark[1:] = first[:-1] & (batch.kind[:-1] != WORD)
    common = batch.vocabulary.column(_is_common, bool)[batch.lower] | batch.derive(also_small)
    lonely = np.ones(len(capital), bool)
    lonely[:-1] = ~capital[1:]
    closed = batch.vocabulary.column(_closed().__contains__, bool)[batch.lower]
    capital &= ~((closed | (common & lonely)) & (first | after_mark)) & ~batch.vocabulary.column(_is_pronoun, bool)[batch.lower]
    inside = capital | _joins(batch, capital, first)
    begins = inside.copy()
    begins[1:] &= ~inside[:-1] | first[1:]
    ends = inside.copy()
    ends[:-1] &= ~inside[1:] | first[1:]
    return np.flatnonzero(begins).astype(np.int32), (np.flatnonzero(ends) + 1).astype(np.int32)


def written_in_article(batch: Batch, chosen: NDArray[np.bool_], asked: Integers) -> NDArray[np.bool_]:
    """Tell the tokens whose word `asked` stands among the chosen tokens of the same article."""
    seen = np.zeros((batch.n_articles, len(batch.vocabulary)), bool)
    seen[batch.article[chosen], batch.word[chosen]] = True
    return np.asarray(seen[batch.article, asked])


def also_small(batch: Batch) -> NDArray[np.bool_]:
    """Tell the words that their article also writes with a small letter."""
    return np.asarray(written_in_article(batch, np.ones(len(batch.word), bool), batch.lower) & (batch.lower != batch.word))


def _joins(batch: Batch, capital: NDArray[np.bool_], first: NDArray[np.bool_]) -> NDArray[np.bool_]:
    size = len(capital)
    before, after = np.zeros(size, bool), np.zeros(size, bool)
    before[1:], after[:-1] = capital[:-1] & ~first[1:], capital[1:] & ~first[1:]
    single = batch.vocabulary.column(_is_initial, bool)[batch.word]
    previous_single = np.zeros(size, bool)
    previous_single[1:] = single[:-1]
    kind = batch.vocabulary.column(_joiner, np.int8)[batch.lower]
    glued = batch.adjacent.copy()
    glued[:-1] &= batch.adjacent[1:]
    simple = before & after & (((kind == 1) & glued) | ((kind == 2) & previous_single) | (kind == _OF) | (kind == _AND))
    return np.asarray(simple | _of_the(capital, kind))


def _of_the(capital: NDArray[np.bool_], kind: NDArray[np.int8]) -> NDArray[np.bool_]:
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


def _is_name_word(word: str) -> bool:
    return word[:1].isupper()


def _is_initial(word: str) -> bool:
    return (len(word) == 1 and word.isupper()) or word.lower() in words("honorifics")


def _is_pronoun(word: str) -> bool:
    return word in words("subjects") or word in words("first_person")


def _is_common(word: str) -> bool:
    return word in unnamed_words() or is_plural_role(word)


@cache
def _closed() -> frozenset[str]:
    return frozenset().union(*(words(name) for name in _CLOSED))
