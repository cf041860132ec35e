"""Names in headlines Whose Words All Have Capitals: what the article also writes small is no name there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.runs import also_small
from framing.scorers.attribution.words import word_stance
from framing.text.batch import Batch, Integers
from framing.text.tokens import WORD

__all__ = ["cut_in_title_case"]

_LEAST = 4  # words of four letters and more


def cut_in_title_case(batch: Batch, start: Integers, end: Integers) -> tuple[Integers, Integers]:
    """Return runs of capitalised words without reporting verbs and, in title case, words that the article writes small."""
    titled = _title_case(batch)[batch.sentence]
    if not titled.any():
        return start, end
    inside = np.zeros(len(batch.word) + 1, np.int32)
    np.add.at(inside, start, 1)
    np.add.at(inside, end, -1)
    in_run = np.cumsum(inside[:-1]) > 0
    verb = batch.vocabulary.column(word_stance, np.int8)[batch.lower] >= 0
    small = batch.derive(also_small)
    kept = in_run & ~(titled & (verb | small))
    begins = kept.copy()
    begins[1:] &= ~kept[:-1] | _at(start, len(kept))[1:]
    ends = kept.copy()
    ends[:-1] &= ~kept[1:] | _at(start, len(kept))[1:]
    return np.flatnonzero(begins).astype(np.int32), (np.flatnonzero(ends) + 1).astype(np.int32)


def _at(places: Integers, size: int) -> NDArray[np.bool_]:
    found = np.zeros(size, bool)
    found[places] = True
    return found


def _title_case(batch: Batch) -> NDArray[np.bool_]:
    """Tell the sentences in which every longer word has a capital."""
    long = batch.vocabulary.column(_is_long, bool)[batch.word] & (batch.kind == WORD)
    capital = long & batch.vocabulary.column(_is_capital, bool)[batch.word]
    n_long, n_capital = (np.add.reduceat(mask.astype(np.int32), batch.sentence_start) for mask in (long, capital))
    return np.asarray((n_long >= _LEAST) & (n_capital == n_long))


def _is_long(word: str) -> bool:
    return len(word) >= 4


def _is_capital(word: str) -> bool:
    return word[:1].isupper()
