"""How alike two sentences are to the eye: letters in common, words in a row, whether one denies what the other says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from framing.coverage.terms import denies
from framing.coverage.weights import Floats, Pairs, both, row_sums

__all__ = ["letters", "one_denies", "words_in_a_row"]

_LETTERS = 4  # in a row, inside one word and the blanks around it
_RUNS = (2, 3, 4, 5, 6, 8, 10, 14)  # words; longer runs count as the last
_WORD = re.compile(r"\w+")


def letters(texts: Sequence[str], pairs: Pairs) -> Floats:
    """Return the cosine of the runs of four letters: it sees "invade" in "invasion" and "Zelensky" in "Zelenskyy"."""
    counts = _incidence([_letter_runs(each) for each in texts])
    counts.data = 1 + np.log(counts.data)
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    counts.data *= (np.log((1 + counts.shape[0]) / (1 + frequency)) + 1)[counts.indices]
    length = np.sqrt(row_sums(counts.multiply(counts))).clip(1e-9)
    return np.asarray(both(counts, counts, pairs) / (length[pairs.left] * length[pairs.right]))


def words_in_a_row(texts: Sequence[str], pairs: Pairs) -> Floats:
    """Return the length of the longest run of words that both have, logarithm of one more; 0 for no two in a row."""
    words = [_WORD.findall(each.lower()) for each in texts]
    found = np.zeros(len(pairs.left))
    for length in _RUNS:
        runs = _incidence([[" ".join(own[at : at + length]) for at in range(len(own) - length + 1)] for own in words])
        has = both(runs, runs, pairs) > 0
        if not has.any():
            break
        found[has] = np.log1p(length)
    return found


def one_denies(texts: Sequence[str], pairs: Pairs) -> Floats:
    """Tell the pairs where one sentence says no and the other does not."""
    no = np.asarray([denies(each) for each in texts] or [False])
    return (no[pairs.left] != no[pairs.right]).astype(float)


def _letter_runs(text: str) -> list[str]:
    padded = (f" {word} " for word in text.lower().split())
    return [word[at : at + _LETTERS] for word in padded for at in range(max(1, len(word) - _LETTERS + 1))]


def _incidence(features: Sequence[Sequence[str]]) -> Any:
    """Return how often each sentence has each feature, as a sparse matrix."""
    from scipy import sparse

    known: dict[str, int] = {}
    columns = [known.setdefault(each, len(known)) for own in features for each in own]
    rows = np.repeat(np.arange(len(features)), [len(own) for own in features])
    shape = (len(features), max(len(known), 1))
    found = sparse.csr_matrix((np.ones(len(columns)), (rows, columns)), shape=shape)
    found.sum_duplicates()
    return found
