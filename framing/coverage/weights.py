"""Sums over the terms of pairs of sentences: what both have, how rare it is, and what it weighs."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.coverage.sentences import Sentences
from framing.coverage.terms import CLASS, VARIANT

__all__ = ["SMOOTH", "Floats", "Numbers", "Pairs", "both", "damped", "rarity", "row_sums", "starting", "weighed", "weights_of"]

CLASS_WEIGHT = 0.35  # of a shared class of words with one meaning, beside a shared word
AT_ONCE = 20_000  # pairs: more would take much memory
SMOOTH = 3.0  # weight that is added to every sentence: two words are not alike because they are short

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


class Pairs(NamedTuple):
    """Pairs of sentences of different outlets, by number, left < right."""

    left: Numbers
    right: Numbers


def starting(sentences: Sentences, *marks: str) -> NDArray[np.bool_]:
    """Tell which terms begin with one of the marks of names, classes and variants."""
    return np.asarray([each.startswith(marks) for each in sentences.terms] or [False])


def weights_of(sentences: Sentences) -> Floats:
    """Return the weight of every term: its rarity in the event, less for a class of words."""
    return rarity(sentences.words) * np.where(starting(sentences, CLASS, VARIANT), CLASS_WEIGHT, 1.0)


def rarity(matrix: Any) -> Floats:
    """Return how rare each column is: the logarithm of sentences in all by sentences that have it."""
    frequency = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return np.asarray(np.log((1 + matrix.shape[0]) / (0.5 + frequency)).clip(0.1))


def weighed(matrix: Any, weight: Floats) -> Any:
    """Return the matrix with each column times its weight."""
    from scipy import sparse

    return (matrix @ sparse.diags(weight)).tocsr()


def row_sums(matrix: Any) -> Floats:
    """Return the sum of each row."""
    return np.asarray(matrix.sum(axis=1)).ravel()


def both(plain: Any, weighed: Any, pairs: Pairs) -> Floats:
    """Return the weight of what the left sentence has and the right one too."""
    found = np.zeros(len(pairs.left))
    for first in range(0, len(found), AT_ONCE):
        left, right = (each[first : first + AT_ONCE] for each in pairs)
        found[first : first + AT_ONCE] = row_sums(plain[left].multiply(weighed[right]))
    return found


def damped(shared: Floats, one: Floats, other: Floats) -> Floats:
    """Return the share of the weight of both, a little less for sentences of few words."""
    return np.asarray(shared / (np.sqrt(one * other) + SMOOTH))
