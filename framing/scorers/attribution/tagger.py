"""The trained tagger: a small convolutional network over words, read by array look-ups, and the best tag sequence."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from framing.resources import data
from framing.scorers.attribution.decode import best_tags, sequences
from framing.scorers.attribution.features import N_STATES, shape_of, states, traits
from framing.scorers.attribution.tags import N_TAGS, SOURCE, Tags, begin_of
from framing.text.batch import Batch, Integers
from framing.text.vocabulary import Vocabulary

__all__ = ["Network", "Weights", "load_weights", "trained_tags", "weights_from"]

Floats = NDArray[np.float32]
Integers64 = NDArray[np.int64]

_GROUP = 4096  # tokens that pass through the network at a time, so that they stay in the processor's cache
_MODEL = "attribution.npz"
_ONE = np.float32(1)
_SOURCE_BONUS = 0.5  # for recall; the best of five values on the development articles


class Weights(NamedTuple):
    """The parameters: embeddings of forms, traits, shapes and states; layers; transitions between tags."""

    forms: dict[str, int]
    traits: dict[str, int]
    dilations: tuple[int, ...]
    pool_after: int  # the layer after which each token sees the maxima of its sentence
    form: Floats
    trait: Floats
    shape: Floats
    state: Floats
    entry: Floats  # 3 × embedding × hidden: the first layer, over a word and its neighbours
    entry_bias: Floats
    layer: Floats  # layers × (3 · hidden) × hidden: over tokens `dilation` apart
    layer_bias: Floats
    pool: Floats
    pool_bias: Floats
    out: Floats
    out_bias: Floats
    transition: Floats
    initial: Floats


@cache
def load_weights() -> Weights:
    """Return the packaged weights."""
    with data("models").joinpath(_MODEL).open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return weights_from({name: stored[name] for name in stored.files})


def weights_from(arrays: dict[str, NDArray[Any]]) -> Weights:
    """Return weights from the arrays of a file; tables in eight bits have a scale for each column beside them."""
    lists = ("forms", "traits", "dilations", "pool_after")
    numbers = {name: array for name, array in arrays.items() if name not in lists and not name.endswith("_scale")}
    return Weights(
        forms=_words(arrays["forms"]),
        traits=_words(arrays["traits"]),
        dilations=tuple(int(each) for each in arrays["dilations"]),
        pool_after=int(arrays["pool_after"]),
        **{name: array.astype(np.float32) * arrays.get(f"{name}_scale", _ONE) for name, array in numbers.items()},
    )


def _words(stored: NDArray[np.uint8]) -> dict[str, int]:
    """Return a list of words, kept as bytes, with their row numbers; row 0 is for unknown ones."""
    return {word: number for number, word in enumerate(stored.tobytes().decode("utf-8").split("\n"), start=1)}


def trained_tags(batch: Batch) -> Tags:
    """Return the roles that the trained tagger gives to the tokens of a batch."""
    return _network().tags(batch)


class Network:
    """The network with what is known of the words of each vocabulary."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._tables: WeakKeyDictionary[Vocabulary, tuple[Floats, int]] = WeakKeyDictionary()
        self._entry = np.concatenate(list(weights.entry), axis=1)
        self._hidden = weights.entry.shape[2]
        stations = np.append(weights.state, np.zeros_like(weights.state[:1]), axis=0)  # the last one: no token
        before, here, after = np.einsum("sd,kdh->ksh", stations, weights.entry)
        around = before[:, None, None] + here[None, :, None] + after[None, None, :] + weights.entry_bias
        self._state = np.ascontiguousarray(around.reshape(-1, self._hidden), np.float32)
        self._gap = max(weights.dilations)

    def tags(self, batch: Batch) -> Tags:
        """Return the best tags of the tokens of a batch."""
        if not len(batch.start):
            return np.zeros(0, np.int8)
        weights = self.weights
        return best_tags(self.scores(batch), *sequences(batch), weights.transition, weights.initial)

    def scores(self, batch: Batch) -> Floats:
        """Return tags × tokens: how well each tag fits each token by itself."""
        table = self._table(batch.vocabulary)
        position = np.arange(len(batch.start)) + self._gap * (batch.segment + 1)
        size = int(position[-1]) + 1 + self._gap
        word = np.zeros(size, np.int32)
        state = np.full(size, N_STATES, np.int32)
        word[position], state[position] = batch.word + 1, states(batch)
        sentence = position[batch.sentence_start]
        out = np.empty((size, N_TAGS), np.float32)
        for low, high in self._groups(position[batch.segment_start[batch.segment_end > batch.segment_start]], size):
            first, last = np.searchsorted(sentence, [low, high])
            out[low:high] = self._forward(table, word[low:high], state[low:high], sentence[first:last] - low)
        scores = np.ascontiguousarray(out[position].T)
        scores[begin_of(SOURCE)] += _SOURCE_BONUS
        return scores

    def _groups(self, starts: Integers64, size: int) -> list[tuple[int, int]]:
        """Return the rows that are computed together: whole segments, each with the gap before it."""
        begins = (starts - self._gap).tolist()
        cuts = [0]
        for begin in begins:
            if begin - cuts[-1] >= _GROUP:
                cuts.append(begin)
        return list(pairwise([*cuts, size]))

    def _forward(self, table: Floats, word: Integers, state: Integers, sentence: Integers64) -> Floats:
        """Return rows × tags. Rows without a word stay zero, so that no segment sees another."""
        weights, size = self.weights, len(word)
        empty = np.flatnonzero(word == 0)
        near, base = np.pad(state, 1, constant_values=N_STATES), N_STATES + 1
        hidden = self._state[(near[:-2] * base + near[1:-1]) * base + near[2:]]
        added = table[word]
        hidden += added[:, self._hidden : 2 * self._hidden]
        hidden[1:] += added[:-1, : self._hidden]
        hidden[:-1] += added[1:, 2 * self._hidden :]
        np.maximum(hidden, 0, out=hidden)
        hidden[empty] = 0
        wide = np.zeros((size, 3 * self._hidden), np.float32)
        mixed = np.empty_like(hidden)
        for number, step in enumerate(weights.dilations):
            self._spread(hidden, wide, step)
            np.matmul(wide, weights.layer[number], out=mixed)
            mixed += weights.layer_bias[number]
            np.maximum(mixed, 0, out=mixed)
            hidden += mixed
            hidden[empty] = 0
            if number == weights.pool_after and len(sentence):
                self._pool(hidden, sentence)
                hidden[empty] = 0
        return np.asarray(hidden @ weights.out + weights.out_bias)

    def _spread(self, hidden: Floats, wide: Floats, step: int) -> None:
        """Put each row beside the rows `step` before and after it."""
        width = self._hidden
        wide[:step, :width] = 0
        wide[step:, :width] = hidden[:-step]
        wide[:, width : 2 * width] = hidden
        wide[-step:, 2 * width :] = 0
        wide[:-step, 2 * width :] = hidden[step:]

    def _pool(self, hidden: Floats, sentence: Integers64) -> None:
        """Let each token see the largest values of its sentence."""
        top = np.maximum.reduceat(hidden, sentence, axis=0) @ self.weights.pool + self.weights.pool_bias
        hidden[sentence[0] :] += np.repeat(top, np.diff(np.append(sentence, len(hidden))), axis=0)
        np.maximum(hidden, 0, out=hidden)

    def _table(self, vocabulary: Vocabulary) -> Floats:
        """Return (1 + words) × (3 · hidden): what a word adds to the token after it, itself and the one before.

        Row 0 is for no word; the rows grow with the vocabulary, with room to spare.
        """
        table, have = self._tables.get(vocabulary, (np.zeros((1, 3 * self._hidden), np.float32), 0))
        size = len(vocabulary)
        if have < size:
            if len(table) < size + 1:
                grown = np.zeros((size + 1 + size // 2, 3 * self._hidden), np.float32)
                grown[: have + 1] = table[: have + 1]
                table = grown
            table[have + 1 : size + 1] = self._vectors(vocabulary.spellings[have:size])
            self._tables[vocabulary] = table, size
        return table

    def _vectors(self, spellings: list[str]) -> Floats:
        weights = self.weights
        lower = [word.lower() for word in spellings]
        vector = weights.form[[weights.forms.get(word, 0) for word in lower]]
        vector += weights.shape[[shape_of(word) for word in spellings]]
        rows: list[int] = []
        traits_of: list[int] = []
        for number, word in enumerate(lower):
            known = [weights.traits[each] for each in traits(word) if each in weights.traits]
            rows += [number] * len(known)
            traits_of += known
        np.add.at(vector, rows, weights.trait[traits_of])
        return np.asarray(vector @ self._entry)


@cache
def _network() -> Network:
    return Network(load_weights())
