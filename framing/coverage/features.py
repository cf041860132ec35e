"""A few features of a pair of sentences that can be read: they are weighed by documented numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.coverage.sentences import Sentences
from framing.coverage.terms import CLASS, NAME, VARIANT
from framing.coverage.weights import SMOOTH, Floats, Pairs, both, damped, rarity, row_sums, starting, weighed, weights_of
from framing.coverage.wording import letters, one_denies, words_in_a_row

__all__ = ["FEATURES", "features"]

FEATURES = (
    "words",  # weight of the shared words in that of the poorer sentence, the rarer in the event the heavier
    "plain_words",  # the same without classes of words with one meaning
    "names",  # share of the weight of the names
    "letters",  # cosine of runs of four letters
    "words_in_a_row",  # longest run of words that both have, logarithm
    "quotation",  # share of the shorter quotation that stands in the other sentence, in whatever form
    "other_quotation",  # both quote, and next to nothing is in both quotations
    "same_speaker",
    "same_count",  # how rare the rarest shared figure with what it counts is in the event
    "same_actors",
    "neighbours",  # cosine of what stands before and after
    "one_denies",  # one sentence says no, the other does not
    "stands_out",  # deviations above what a sentence shares with those of other outlets, for the one where it is more
    "common_words",  # what a sentence shares with those of other outlets on average, for the one where it is less
    "both_leads",  # both stand at the beginning of their article
)
_ENOUGH_QUOTED = 3.0  # weight of the words inside quotation marks, for a quotation to go by
_SOME_QUOTED = 1.5  # the same, for a quotation to be another one
_NEXT_TO_NOTHING = 0.2  # share of the shorter quotation
_LEAD_LENGTH = 2.0  # sentences over which the weight of a lead falls to 1/e
_STEADY = 0.02  # added to a deviation: sentences that share next to nothing with any other


def features(sentences: Sentences, pairs: Pairs) -> Floats:
    """Return one row of FEATURES per pair."""
    if not len(pairs.left):
        return np.zeros((0, len(FEATURES)))
    matrix, weight = sentences.words, weights_of(sentences)
    name, plain = starting(sentences, NAME), ~starting(sentences, NAME, CLASS, VARIANT)
    texts, quoted = [each.text for each in sentences.rows], weighed(sentences.quoted, weight)
    stands_out, common = _beside_others(sentences, pairs, matrix, weight)
    columns = {
        "words": _of_the_poorer(matrix, weight * ~name, pairs),
        "plain_words": _of_the_poorer(matrix, weight * plain, pairs),
        "names": _share(matrix, weight * name, pairs),
        "letters": letters(texts, pairs),
        "words_in_a_row": words_in_a_row(texts, pairs),
        "quotation": _quotation(matrix, quoted, pairs),
        "other_quotation": _other_quotation(sentences.quoted, quoted, pairs),
        "same_speaker": (both(sentences.speakers, sentences.speakers, pairs) > 0).astype(float),
        "same_count": _rarest(sentences.counted, pairs),
        "same_actors": _of_the_fewer(sentences.actors, pairs),
        "neighbours": _neighbours(sentences, weighed(matrix, weight), pairs),
        "one_denies": one_denies(texts, pairs),
        "stands_out": stands_out,
        "common_words": common,
        "both_leads": _both_leads(sentences, pairs),
    }
    return np.column_stack([columns[each] for each in FEATURES])


def _of_the_poorer(matrix: Any, weight: Floats, pairs: Pairs) -> Floats:
    own = weighed(matrix, weight)
    total = row_sums(own)
    return both(matrix, own, pairs) / (np.minimum(total[pairs.left], total[pairs.right]) + SMOOTH)


def _share(matrix: Any, weight: Floats, pairs: Pairs) -> Floats:
    own = weighed(matrix, weight)
    total = row_sums(own)
    return damped(both(matrix, own, pairs), total[pairs.left], total[pairs.right])


def _of_the_fewer(matrix: Any, pairs: Pairs) -> Floats:
    total = row_sums(matrix)
    smaller = np.minimum(total[pairs.left], total[pairs.right])
    return np.asarray(both(matrix, matrix, pairs) / np.maximum(smaller, 1))


def _rarest(matrix: Any, pairs: Pairs) -> Floats:
    """Return the rarity of the rarest shared feature, 1 for one that only these two sentences have."""
    weight = rarity(matrix) / np.log((1 + matrix.shape[0]) / 2.5)
    return np.asarray(matrix[pairs.left].multiply(weighed(matrix, weight)[pairs.right]).max(axis=1).todense()).ravel()


def _quotation(words: Any, quoted: Any, pairs: Pairs) -> Floats:
    """Return the share of the shorter quotation that the other sentence holds, quoted or paraphrased."""
    total = row_sums(quoted)
    found = np.zeros(len(pairs.left))
    for one, other in (pairs, pairs[::-1]):
        held = both(words, quoted, Pairs(other, one)) / np.maximum(total[one], 1e-9)
        found = np.maximum(found, np.where(total[one] >= _ENOUGH_QUOTED, held, 0.0))
    return found


def _other_quotation(plain: Any, quoted: Any, pairs: Pairs) -> Floats:
    total = row_sums(quoted)
    shorter = np.minimum(total[pairs.left], total[pairs.right])
    return ((shorter >= _SOME_QUOTED) & (both(plain, quoted, pairs) < _NEXT_TO_NOTHING * shorter)).astype(float)


def _neighbours(sentences: Sentences, words: Any, pairs: Pairs) -> Floats:
    """Return the cosine of the two sentences before with each other, and of the two after, whichever is greater."""
    article = np.asarray([each.article for each in sentences.rows], dtype=object)
    number = np.arange(len(article))
    length = np.sqrt(row_sums(words.multiply(words))).clip(1e-9)
    found = np.zeros(len(pairs.left))
    for step in (-1, 1):
        beside = (number + step).clip(0, max(len(article) - 1, 0))
        real = (article[beside] == article) & (beside != number)
        near = Pairs(beside[pairs.left], beside[pairs.right])
        cosine = both(words, words, near) / (length[near.left] * length[near.right])
        found = np.maximum(found, np.where(real[pairs.left] & real[pairs.right], cosine, 0.0))
    return found


def _beside_others(sentences: Sentences, pairs: Pairs, matrix: Any, weight: Floats) -> tuple[Floats, Floats]:
    """Compare what a pair shares with what its sentences share with all those of other outlets."""
    alike = _share(matrix, weight, pairs)
    outlets = np.unique(sentences.outlets, return_inverse=True)[1]
    n_others = len(outlets) - np.bincount(outlets)[outlets]
    ends = np.concatenate([pairs.left, pairs.right])
    mean = np.bincount(ends, np.tile(alike, 2), minlength=len(outlets)) / n_others
    square = np.bincount(ends, np.tile(alike**2, 2), minlength=len(outlets)) / n_others
    spread = np.sqrt((square - mean**2).clip(0)) + _STEADY
    above = [(alike - mean[each]) / spread[each] for each in pairs]
    return np.maximum(*above), np.minimum(mean[pairs.left], mean[pairs.right])


def _both_leads(sentences: Sentences, pairs: Pairs) -> Floats:
    place = _places(sentences)
    return np.asarray(np.exp(-(place[pairs.left] + place[pairs.right]) / _LEAD_LENGTH))


def _places(sentences: Sentences) -> NDArray[np.int64]:
    """Return the place of each sentence in its headline or text, from 0."""
    count: dict[tuple[str, str], int] = {}
    found = []
    for each in sentences.rows:
        key = (each.article, each.segment)
        found.append(count.get(key, 0))
        count[key] = found[-1] + 1
    return np.asarray(found, np.int64)
