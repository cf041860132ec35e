"""The trained tagger: a small convolutional network over words, read by array look-ups, and the best tag sequence."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from framing.resources import data
from framing.scorers.attribution.decode import best_tags, sequences
from framing.scorers.attribution.features import N_STATES, Traits, shape_of, states
from framing.scorers.attribution.tags import N_TAGS, SOURCE, Tags, begin_of
from framing.text.batch import Batch
from framing.text.vocabulary import Vocabulary

__all__ = ["Network", "Weights", "load_weights", "trained_tags", "weights_from"]

Floats = NDArray[np.float32]
Shorts = NDArray[np.int16]
Places = NDArray[np.int64]

_GROUP = 1024  # rows that pass through the network at a time, so that they stay in the processor's cache
_TILE = 128  # rows of the arrays of floors: so few that they stay there too
_UNIT = 256  # the first layer counts in 256ths, in 16 bits, and the others go on with them
_MOST = 20 * _UNIT  # of one word, so that six numbers cannot overflow
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
        **{
            name: np.ascontiguousarray(array.astype(np.float32) * arrays.get(f"{name}_scale", _ONE))
            for name, array in numbers.items()
        },
    )


def _words(stored: NDArray[np.uint8]) -> dict[str, int]:
    """Return a list of words, kept as bytes, with their row numbers; row 0 is for unknown ones."""
    return {word: number for number, word in enumerate(stored.tobytes().decode("utf-8").split("\n"), start=1)}


def trained_tags(batch: Batch) -> Tags:
    """Return the roles that the trained tagger gives to the tokens of a batch."""
    return _network().tags(batch)


class Rows(NamedTuple):
    """A batch as rows: its segments one after the other, each between rows without a token."""

    place: Places  # row of each token
    word: Places
    state: Places  # of a row and its neighbours, as one number
    empty: Places
    inside: Places  # sentence of each row; rows without a token belong to the sentence before
    first: Places  # first row of each sentence


class Group(NamedTuple):
    """Rows that are computed together: whole segments with the gaps around them."""

    rows: slice
    empty: slice  # of `Rows.empty`
    sentences: slice


class Network:
    """The network with what is known of the words of each vocabulary."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights = _in_units(weights)
        self._tables: WeakKeyDictionary[Vocabulary, Words] = WeakKeyDictionary()
        self._traits = Traits(weights.traits)
        stations = np.append(weights.state, np.zeros_like(weights.state[:1]), axis=0)  # the last one: no token
        before, here, after = np.einsum("sd,kdh->ksh", stations, weights.entry)
        around = before[:, None, None] + here[None, :, None] + after[None, None, :] + weights.entry_bias
        width = around.shape[-1]
        self._state = _shorts(around.reshape(-1, width))
        self._layers = weights.layer.reshape(-1, 3, width, width)
        self._gap = max(weights.dilations)
        self._ground, self._zero = np.zeros(_TILE * width, np.int16), np.zeros(_TILE * width, np.float32)
        self._floors, self._base = _folded(weights, self._layers)

    def tags(self, batch: Batch) -> Tags:
        """Return the best tags of the tokens of a batch."""
        if not len(batch.start):
            return np.zeros(0, np.int8)
        weights = self.weights
        return best_tags(self.scores(batch), *sequences(batch), weights.transition, weights.initial)

    def scores(self, batch: Batch) -> Floats:
        """Return tags × tokens: how well each tag fits each token by itself."""
        table = self._table(batch.vocabulary)
        rows = self._rows(batch)
        groups = self._groups(rows, batch)
        longest = max(group.rows.stop - group.rows.start for group in groups)
        space = Space(longest, self._state.shape[1])
        found = np.empty((N_TAGS, len(rows.word)), np.float32)
        for group in groups:
            self._forward(table, rows, group, space, found[:, group.rows])
        scores: Floats = np.take(found, rows.place, axis=1)
        pooled_last = self.weights.pool_after == len(self._base) - 1
        bias = self.weights.out_bias + (0 if pooled_last else self._base[-1] @ self.weights.out)
        bias[begin_of(SOURCE)] += _SOURCE_BONUS
        scores += bias[:, None]
        return scores

    def _rows(self, batch: Batch) -> Rows:
        place = np.arange(len(batch.start)) + self._gap * (batch.segment.astype(np.int64) + 1)
        size = int(place[-1]) + 1 + self._gap
        word = np.zeros(size, np.int64)
        state = np.full(size + 2, N_STATES, np.int64)
        word[place], state[place + 1] = batch.word + 1, states(batch)
        base = N_STATES + 1
        around = (state[:-2] * base + state[1:-1]) * base + state[2:]
        first = place[batch.sentence_start]
        inside = np.repeat(np.arange(len(first)), np.diff(first, append=size))
        inside = np.concatenate([np.zeros(first[0], np.int64), inside])
        return Rows(place, word, around, np.flatnonzero(word == 0), inside, first)

    def _groups(self, rows: Rows, batch: Batch) -> list[Group]:
        first = batch.segment_start[batch.segment_end > batch.segment_start]
        cuts = [0]
        for begin in (rows.place[first] - self._gap).tolist():
            if begin - cuts[-1] >= _GROUP:
                cuts.append(begin)
        low = np.array(cuts)
        high = np.append(low[1:], len(rows.word) - self._gap) + self._gap
        bounds = [np.searchsorted(places, limits).tolist() for places in (rows.empty, rows.first) for limits in (low, high)]
        return [
            Group(slice(*span), slice(*empty), slice(*sentences))
            for span, empty, sentences in zip(
                zip(cuts, high.tolist(), strict=True),
                zip(*bounds[:2], strict=True),
                zip(*bounds[2:], strict=True),
                strict=True,
            )
        ]

    def _forward(self, table: Shorts, rows: Rows, group: Group, space: Space, out: Floats) -> None:
        """Write tags × rows. Rows without a word stay zero, so that no segment sees another.

        What a layer adds is `max(x + bias, 0) = max(x, -bias) + bias`: the last bias is the same in all rows and is left
        to the weights of the following layers, so that `hidden` lacks `base`.
        """
        weights = self.weights
        hidden, other, beside = space.floats(out.shape[1])
        empty = rows.empty[group.empty] - group.rows.start
        hidden[:] = self._entered(table, rows.word[group.rows], rows.state[group.rows], space)
        hidden[empty] = 0
        for number, step in enumerate(weights.dilations):
            left, here, right = self._layers[number]
            np.matmul(hidden, here, out=other)
            np.matmul(hidden, left, out=beside)
            other[step:] += beside[:-step]
            np.matmul(hidden, right, out=beside)
            other[:-step] += beside[step:]
            raise_to(self._floors[number], other)
            hidden += other
            hidden[empty] = -self._base[number]
            if number == weights.pool_after:
                self._see_sentences(rows, group, self._base[number], space)
                hidden[empty] = 0
        np.matmul(weights.out.T, hidden.T, out=out)

    def _entered(self, table: Shorts, word: Places, state: Places, space: Space) -> Shorts:
        """Return the first layer: what the states and the words around each row add up to, if positive."""
        hidden, other = space.shorts(len(word))
        np.take(self._state, state, axis=0, out=hidden, mode="clip")
        middle = len(table) // 2
        for tap, column in enumerate(table):
            np.take(column, word, axis=0, out=other, mode="clip")
            shift = tap - middle  # the first table is what a word gives to the row after it
            if shift < 0:
                hidden[-shift:] += other[:shift]
            elif shift:
                hidden[:-shift] += other[shift:]
            else:
                hidden += other
        raise_to(self._ground, hidden)
        return hidden

    def _see_sentences(self, rows: Rows, group: Group, base: Floats, space: Space) -> None:
        """Let each row see the largest values of its sentence; rows do not lack `base` afterwards."""
        hidden, _, beside = space.floats(group.rows.stop - group.rows.start)
        first = rows.first[group.sentences] - group.rows.start
        if not len(first):
            return
        seen = (np.maximum.reduceat(hidden, first, axis=0) + base) @ self.weights.pool
        seen += self.weights.pool_bias + base
        np.take(seen, rows.inside[group.rows] - group.sentences.start, axis=0, out=beside, mode="clip")
        hidden += beside
        raise_to(self._zero, hidden)

    def _table(self, vocabulary: Vocabulary) -> Shorts:
        words = self._tables.get(vocabulary)
        if words is None:
            words = self._tables[vocabulary] = Words(self.weights, self._traits)
        return words.table(vocabulary.spellings)


def _in_units(weights: Weights) -> Weights:
    """Return weights for rows that count in `_UNIT`s: the layers are linear but for their biases."""
    unit = np.float32(_UNIT)
    return weights._replace(out=weights.out / unit, layer_bias=weights.layer_bias * unit, pool_bias=weights.pool_bias * unit)


def _folded(weights: Weights, layers: Floats) -> tuple[list[Floats], list[Floats]]:
    """Return the floor of each layer, as a tile, and what its rows lack then (see `Network._forward`)."""
    floors: list[Floats] = []
    lacking: list[Floats] = []
    base = np.zeros_like(weights.entry_bias)
    for number, (layer, bias) in enumerate(zip(layers, weights.layer_bias, strict=True)):
        shift = bias + base @ layer.sum(axis=0)
        floors.append(np.tile(-shift, _TILE))
        lacking.append(base + shift)
        base = np.zeros_like(base) if number == weights.pool_after else lacking[-1]
    return floors, lacking


def _shorts(values: Floats) -> Shorts:
    """Return numbers in 16 bits."""
    return np.clip(np.rint(values * _UNIT), -_MOST, _MOST).astype(np.int16)


def raise_to(floor: NDArray[Any], rows: NDArray[Any]) -> None:
    """Raise all numbers of an array of `Space` at least to a floor, also those of rows that are not in use."""
    tiles = -(-len(rows) // _TILE)
    whole = np.asarray(rows.base)[: tiles * _TILE].reshape(tiles, -1)
    np.maximum(whole, floor, out=whole)


class Space:
    """Arrays that all groups of a batch share; their rows are a multiple of a tile's."""

    def __init__(self, size: int, width: int) -> None:
        shape = (-(-size // _TILE) * _TILE, width)
        self._floats = [np.zeros(shape, np.float32) for _ in range(3)]
        self._shorts = [np.zeros(shape, np.int16) for _ in range(2)]

    def floats(self, size: int) -> list[Floats]:
        """Return three arrays of so many rows."""
        return [array[:size] for array in self._floats]

    def shorts(self, size: int) -> list[Shorts]:
        """Return two arrays of so many rows."""
        return [array[:size] for array in self._shorts]


class Words:
    """What each word of a vocabulary gives to the rows around it: taps × (1 + words) × hidden; row 0 is for no word."""

    def __init__(self, weights: Weights, traits: Traits) -> None:
        self._weights, self._traits = weights, traits
        self._table = np.zeros((len(weights.entry), 1, weights.entry.shape[2]), np.int16)
        self._have = 0

    def table(self, spellings: list[str]) -> Shorts:
        """Return the table with rows for all spellings; it grows with room to spare."""
        size, have = len(spellings), self._have
        if have < size:
            if self._table.shape[1] < size + 1:
                grown = np.zeros((len(self._table), size + 1 + size // 2, self._table.shape[2]), np.int16)
                grown[:, : have + 1] = self._table[:, : have + 1]
                self._table = grown
            vectors = self._vectors(spellings[have:])
            for tap, entry in enumerate(self._weights.entry):
                self._table[tap, have + 1 : size + 1] = _shorts(vectors @ entry)
            self._have = size
        return self._table

    def _vectors(self, spellings: list[str]) -> Floats:
        """Return the sum of the embeddings of each spelling."""
        weights = self._weights
        lower = [word.lower() for word in spellings]
        find = weights.forms.get
        vector: Floats = weights.form[[find(word, 0) for word in lower]]
        vector += weights.shape[[shape_of(word) for word in spellings]]
        found = self._traits.of(lower)
        for column in found.affixes.T:
            vector += weights.trait[column]
        np.add.at(vector, found.word, weights.trait[found.known])
        return vector


@cache
def _network() -> Network:
    return Network(load_weights())
