"""How likely it is that two sentences report the same statement: features weighed by documented numbers."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import tomli

from framing.coverage.features import FEATURES, features
from framing.coverage.sentences import Sentences
from framing.coverage.weights import SMOOTH, Floats, Pairs, damped, row_sums, weighed, weights_of
from framing.resources import data

__all__ = ["COMPANY", "alike", "alone", "company", "same_words", "sentence_pairs"]

COMPANY = ("support", "conflict")  # what the sentences of third outlets say about a pair
LEAST = 0.04  # share of the weight below which two sentences are not compared
FAINT = 0.02  # likeness below which third outlets are not asked


def sentence_pairs(sentences: Sentences) -> Pairs:
    """Return the pairs of sentences of different outlets that share enough to be compared."""
    words = weighed(sentences.words, weights_of(sentences))
    shared = (words @ sentences.words.T).tocoo()
    total = row_sums(words)
    outlets = sentences.outlets
    good = (shared.row < shared.col) & (outlets[shared.row] != outlets[shared.col])
    left, right = shared.row[good].astype(np.int64), shared.col[good].astype(np.int64)
    near = damped(shared.data[good], total[left], total[right]) >= LEAST
    return Pairs(left[near], right[near])


def same_words(sentences: Sentences, one: int, other: int) -> float:
    """Return the share of the weight of two sentences' words that both have, 0 to 1, of one outlet or of two."""
    words = weighed(sentences.words[[one, other]], weights_of(sentences))
    total = row_sums(words)
    shared = float(words[0].multiply(sentences.words[other]).sum())
    return shared / (float(np.sqrt(total[0] * total[1])) + SMOOTH)


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
    return tomli.loads(data("models").joinpath("alignment.toml").read_text("utf-8"))


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
