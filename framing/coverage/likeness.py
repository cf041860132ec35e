"""How alike two sentences are: a few features that can be read, weighed by documented numbers."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.coverage.sentences import Sentences
from framing.resources import data

__all__ = ["FEATURES", "Pairs", "alike", "features", "sentence_pairs"]

FEATURES = (
    "cosine",  # of the words, the rarer in the event the more they count
    "shorter_share",  # weight of the shared words in that of the poorer sentence
    "shared_weight",  # weight of the shared words, logarithm
    "quotation",  # share of the shorter quotation that stands in the other sentence, in whatever form
    "same_speaker",
    "other_speaker",  # both report speech, of different speakers
    "same_figure",  # how rare the rarest shared figure is in the event: a year that all name counts little
    "same_actors",
    "neighbours",  # cosine of what stands before and after
    "rarest",  # weight of the rarest shared word
)
_ENOUGH_QUOTED = 3.0  # weight of the words inside quotation marks, for a quotation to go by


class Pairs(NamedTuple):
    """Pairs of sentences of different outlets, by number, left < right."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]


def sentence_pairs(sentences: Sentences) -> Pairs:
    """Return the pairs of sentences of different outlets that share any telling word or figure."""
    shared = (sentences.words @ sentences.words.T).tocoo()
    outlets = sentences.outlets
    good = (shared.row < shared.col) & (outlets[shared.row] != outlets[shared.col])
    return Pairs(shared.row[good].astype(np.int64), shared.col[good].astype(np.int64))


def features(sentences: Sentences, pairs: Pairs) -> NDArray[np.float64]:
    """Return one row of FEATURES per pair."""
    left, right = pairs
    weight = _rarity(sentences.words)
    words, quoted = _weighed(sentences.words, weight), _weighed(sentences.quoted, weight)
    total = _sum(words)
    shared = _both(sentences.words, words, left, right)
    length = np.sqrt(_sum(_weighed(sentences.words, weight**2)))
    squared = _both(sentences.words, _weighed(sentences.words, weight**2), left, right)
    cosine = squared / np.maximum(length[left] * length[right], 1e-9)
    columns = {
        "cosine": cosine,
        "shorter_share": shared / np.maximum(np.minimum(total[left], total[right]), 1e-9),
        "shared_weight": np.log1p(shared),
        "quotation": _quotation(sentences.words, quoted, left, right),
        "same_speaker": _any(sentences.speakers, left, right),
        "other_speaker": _clash(sentences.speakers, left, right),
        "same_figure": _rarest(sentences.figures, left, right),
        "same_actors": _share(sentences.actors, left, right),
        "neighbours": _neighbours(sentences, words, left, right),
        "rarest": np.asarray(sentences.words[left].multiply(words[right]).max(axis=1).todense()).ravel(),
    }
    return np.column_stack([columns[name] for name in FEATURES]) if len(left) else np.zeros((0, len(FEATURES)))


def _rarity(words: Any) -> NDArray[np.float64]:
    frequency = np.bincount(words.indices, minlength=words.shape[1])
    return np.asarray(np.log((1 + words.shape[0]) / (0.5 + frequency)).clip(0.1))


def _weighed(matrix: Any, weight: NDArray[np.float64]) -> Any:
    from scipy import sparse

    return (matrix @ sparse.diags(weight)).tocsr()


def _sum(matrix: Any) -> NDArray[np.float64]:
    return np.asarray(matrix.sum(axis=1)).ravel()


def _both(plain: Any, weighed: Any, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    return _sum(plain[left].multiply(weighed[right]))


def _any(matrix: Any, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    return (_both(matrix, matrix, left, right) > 0).astype(float)


def _rarest(matrix: Any, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the rarity of the rarest shared feature, 1 for one that only these two sentences have."""
    weight = _rarity(matrix) / np.log((1 + matrix.shape[0]) / 2.5)
    return np.asarray(matrix[left].multiply(_weighed(matrix, weight)[right]).max(axis=1).todense()).ravel()


def _clash(matrix: Any, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    """Tell the pairs where both have some and none is shared."""
    has = _sum(matrix) > 0
    return (has[left] & has[right] & (_both(matrix, matrix, left, right) == 0)).astype(float)


def _share(matrix: Any, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    total = _sum(matrix)
    smaller = np.minimum(total[left], total[right])
    return np.asarray(_both(matrix, matrix, left, right) / np.maximum(smaller, 1))


def _quotation(words: Any, quoted: Any, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the share of the shorter quotation that the other sentence holds, quoted or paraphrased."""
    total = _sum(quoted)
    one = np.where(total[left] > 0, _both(words, quoted, right, left) / np.maximum(total[left], 1e-9), 0.0)
    other = np.where(total[right] > 0, _both(words, quoted, left, right) / np.maximum(total[right], 1e-9), 0.0)
    enough = total >= _ENOUGH_QUOTED
    return np.maximum(np.where(enough[left], one, 0.0), np.where(enough[right], other, 0.0))


def _neighbours(
    sentences: Sentences, words: Any, left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the cosine of the two sentences before with each other, and of the two after, whichever is greater."""
    rows = sentences.rows
    article = np.asarray([each.article for each in rows], dtype=object)
    number = np.arange(len(rows))
    length = np.sqrt(_sum(words.multiply(words))).clip(1e-9)
    found = np.zeros(len(left))
    for step in (-1, 1):
        beside = (number + step).clip(0, max(len(rows) - 1, 0))
        real = (article[beside] == article) & (beside != number)
        a, b = beside[left], beside[right]
        cosine = _both(words, words, a, b) / (length[a] * length[b])
        found = np.maximum(found, np.where(real[left] & real[right], cosine, 0.0))
    return found


@cache
def _weights() -> tuple[float, NDArray[np.float64]]:
    """Return the constant and the weights of the features, from models/alignment.toml."""
    table = tomllib.loads(data("models").joinpath("alignment.toml").read_text("utf-8"))
    return float(table["constant"]), np.asarray([table["weights"][name] for name in FEATURES])


def alike(sentences: Sentences, pairs: Pairs) -> NDArray[np.float64]:
    """Return how likely it is that two sentences report the same statement, 0 to 1."""
    constant, weights = _weights()
    return 1 / (1 + np.exp(-(constant + features(sentences, pairs) @ weights)))
