"""How alike two sentences are: a few features that can be read, weighed by documented numbers."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.coverage.sentences import Sentences
from framing.coverage.terms import CLASS, NAME, VARIANT
from framing.resources import data

__all__ = ["COMPANY", "FEATURES", "Pairs", "alike", "alone", "company", "features", "same_words", "sentence_pairs"]

FEATURES = (
    "shared",  # share of the weight of both sentences' words and names, the rarer in the event the heavier
    "shorter_share",  # weight of the shared words in that of the poorer sentence
    "shared_weight",  # weight of the shared words, logarithm
    "names",  # share of the weight of the names
    "best_of_both",  # shared, as a part of what either sentence shares with its nearest in the other outlet
    "best_of_one",  # the same for the sentence to which this one is nearer
    "quotation",  # share of the shorter quotation that stands in the other sentence, in whatever form
    "same_speaker",
    "other_speaker",  # both report speech, of different speakers
    "same_figure",  # how rare the rarest shared figure from ten on is in the event: a year that all name counts little
    "same_count",  # the same of figures with what they count
    "neighbours",  # cosine of what stands before and after
    "same_actors",
)
COMPANY = ("support", "conflict")  # what the sentences of third outlets say about a pair
CLASS_WEIGHT = 0.35  # of a shared class of words with one meaning, beside a shared word
SMOOTH = 3.0  # weight that is added to every sentence: two words are not alike because they are short
LEAST = 0.04  # share of the weight below which two sentences are not compared
FAINT = 0.02  # likeness below which third outlets are not asked
_ENOUGH_QUOTED = 3.0  # weight of the words inside quotation marks, for a quotation to go by

Floats = NDArray[np.float64]


class Pairs(NamedTuple):
    """Pairs of sentences of different outlets, by number, left < right."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]


def sentence_pairs(sentences: Sentences) -> Pairs:
    """Return the pairs of sentences of different outlets that share enough to be compared."""
    words = _weighed(sentences.words, _weights_of(sentences))
    shared = (words @ sentences.words.T).tocoo()
    total = _sum(words)
    outlets = sentences.outlets
    good = (shared.row < shared.col) & (outlets[shared.row] != outlets[shared.col])
    left, right = shared.row[good].astype(np.int64), shared.col[good].astype(np.int64)
    near = _damped(shared.data[good], total[left], total[right]) >= LEAST
    return Pairs(left[near], right[near])


def same_words(sentences: Sentences, one: int, other: int) -> float:
    """Return the share of the weight of two sentences' words that both have, 0 to 1, of one outlet or of two."""
    words = _weighed(sentences.words[[one, other]], _weights_of(sentences))
    total = _sum(words)
    shared = float(words[0].multiply(sentences.words[other]).sum())
    return shared / (float(np.sqrt(total[0] * total[1])) + SMOOTH)


def features(sentences: Sentences, pairs: Pairs) -> Floats:
    """Return one row of FEATURES per pair."""
    left, right = pairs
    weight = _weights_of(sentences)
    name = np.asarray([each.startswith(NAME) for each in sentences.terms] or [False])
    matrix = sentences.words
    words, names = _weighed(matrix, weight * ~name), _weighed(matrix, weight * name)
    own, own_names = _sum(words), _sum(names)
    shared, shared_names = _both(matrix, words, left, right), _both(matrix, names, left, right)
    alike_all = _damped(shared + shared_names, (own + own_names)[left], (own + own_names)[right])
    both, one = _best(alike_all, pairs, sentences.outlets)
    all_words = _weighed(matrix, weight)
    columns = {
        "shared": alike_all,
        "shorter_share": shared / (np.minimum(own[left], own[right]) + SMOOTH),
        "shared_weight": np.log1p(shared),
        "names": _damped(shared_names, own_names[left], own_names[right]),
        "best_of_both": both,
        "best_of_one": one,
        "quotation": _quotation(matrix, _weighed(sentences.quoted, weight), left, right),
        "same_speaker": _any(sentences.speakers, left, right),
        "other_speaker": _clash(sentences.speakers, left, right),
        "same_figure": _rarest(_large(sentences), left, right),
        "same_count": _rarest(sentences.counted, left, right),
        "neighbours": _neighbours(sentences, all_words, left, right),
        "same_actors": _share(sentences.actors, left, right),
    }
    return np.column_stack([columns[each] for each in FEATURES]) if len(left) else np.zeros((0, len(FEATURES)))


def _weights_of(sentences: Sentences) -> Floats:
    """Return the weight of every term: its rarity, less for a class of words."""
    classes = np.asarray([each.startswith((CLASS, VARIANT)) for each in sentences.terms] or [False])
    return _rarity(sentences.words) * np.where(classes, CLASS_WEIGHT, 1.0)


def _rarity(matrix: Any) -> Floats:
    frequency = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return np.asarray(np.log((1 + matrix.shape[0]) / (0.5 + frequency)).clip(0.1))


def _damped(shared: Floats, one: Floats, other: Floats) -> Floats:
    return np.asarray(shared / (np.sqrt(one * other) + SMOOTH))


def _weighed(matrix: Any, weight: Floats) -> Any:
    from scipy import sparse

    return (matrix @ sparse.diags(weight)).tocsr()


def _sum(matrix: Any) -> Floats:
    return np.asarray(matrix.sum(axis=1)).ravel()


def _both(plain: Any, weighed: Any, left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
    return _sum(plain[left].multiply(weighed[right]))


def _best(value: Floats, pairs: Pairs, outlets: NDArray[Any]) -> tuple[Floats, Floats]:
    """Return each value as a part of the best of its sentences with the other's outlet: the lesser part, the greater."""
    number = np.unique(outlets, return_inverse=True)[1] if len(outlets) else np.zeros(0, np.int64)
    best = np.full((len(outlets), int(number.max()) + 1 if len(number) else 0), 1e-9)
    np.maximum.at(best, (pairs.left, number[pairs.right]), value)
    np.maximum.at(best, (pairs.right, number[pairs.left]), value)
    here, there = value / best[pairs.left, number[pairs.right]], value / best[pairs.right, number[pairs.left]]
    return np.minimum(here, there), np.maximum(here, there)


def _any(matrix: Any, left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
    return (_both(matrix, matrix, left, right) > 0).astype(float)


def _large(sentences: Sentences) -> Any:
    """Return the figures from ten on: many things come in twos and threes."""
    large = np.asarray([float(len(each) > 1) for each in sentences.terms] or [0.0])
    matrix = _weighed(sentences.figures, large)
    matrix.eliminate_zeros()
    return matrix


def _rarest(matrix: Any, left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
    """Return the rarity of the rarest shared feature, 1 for one that only these two sentences have."""
    weight = _rarity(matrix) / np.log((1 + matrix.shape[0]) / 2.5)
    return np.asarray(matrix[left].multiply(_weighed(matrix, weight)[right]).max(axis=1).todense()).ravel()


def _clash(matrix: Any, left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
    """Tell the pairs where both have some and none is shared."""
    has = _sum(matrix) > 0
    return (has[left] & has[right] & (_both(matrix, matrix, left, right) == 0)).astype(float)


def _share(matrix: Any, left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
    total = _sum(matrix)
    smaller = np.minimum(total[left], total[right])
    return np.asarray(_both(matrix, matrix, left, right) / np.maximum(smaller, 1))


def _quotation(words: Any, quoted: Any, left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
    """Return the share of the shorter quotation that the other sentence holds, quoted or paraphrased."""
    total = _sum(quoted)
    one = np.where(total[left] > 0, _both(words, quoted, right, left) / np.maximum(total[left], 1e-9), 0.0)
    other = np.where(total[right] > 0, _both(words, quoted, left, right) / np.maximum(total[right], 1e-9), 0.0)
    enough = total >= _ENOUGH_QUOTED
    return np.maximum(np.where(enough[left], one, 0.0), np.where(enough[right], other, 0.0))


def _neighbours(sentences: Sentences, words: Any, left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
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


def company(sentences: Sentences, pairs: Pairs, likeness: Floats) -> Floats:
    """Return one row of COMPANY per pair: is there a sentence elsewhere that is like both, or like one and not the other?"""
    found = np.zeros((len(likeness), len(COMPANY)))
    outlets = np.unique(sentences.outlets, return_inverse=True)[1] if len(sentences.rows) else np.zeros(0, np.int64)
    table = np.zeros((len(outlets), len(outlets)), np.float32)
    table[pairs.left, pairs.right] = table[pairs.right, pairs.left] = likeness
    for number in np.flatnonzero(likeness >= FAINT).tolist():
        one, other = int(pairs.left[number]), int(pairs.right[number])
        third = (outlets != outlets[one]) & (outlets != outlets[other])
        here, there = table[one, third], table[other, third]
        if len(here):
            found[number] = np.minimum(here, there).max(), np.abs(here - there).max()
    return found


@cache
def _model() -> dict[str, Any]:
    return tomllib.loads(data("models").joinpath("alignment.toml").read_text("utf-8"))


def alone(sentences: Sentences, pairs: Pairs) -> Floats:
    """Return how likely it is that two sentences report the same statement, going by these two alone."""
    weights = np.asarray([_model()["weights"][name] for name in FEATURES])
    return _chance(_model()["constant"] + features(sentences, pairs) @ weights)


def alike(sentences: Sentences, pairs: Pairs) -> Floats:
    """Return how likely it is that two sentences report the same statement, 0 to 1."""
    first = alone(sentences, pairs)
    asked = first >= FAINT
    model = _model()["company"]
    weights = np.asarray([model[name] for name in COMPANY])
    odds = np.log(first.clip(1e-9) / (1 - first).clip(1e-9)).clip(-8, 8)
    second = _chance(model["constant"] + model["alone"] * odds + company(sentences, pairs, first) @ weights)
    return np.where(asked, second, first)


def _chance(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)))
