"""The trained tagger: a small convolutional network over words, read by array look-ups, and the best tag sequence."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from framing.resources import data
from framing.scorers.attribution.tags import N_TAGS, Tags
from framing.text.batch import Batch
from framing.text.vocabulary import Vocabulary

__all__ = ["Weights", "affixes", "load_weights", "sequences", "shape_of", "states", "trained_tags"]

Floats = NDArray[np.float32]

N_STATES = 24
LONGEST = 160  # tokens of one sequence; longer paragraphs are cut at sentences
_CHUNK = 4096  # tokens that pass through the network at a time, so that they stay in the processor's cache
_MODEL = "attribution.npz"


class Weights(NamedTuple):
    """The parameters: embeddings of forms, affixes, shapes and states; layers; transitions between tags."""

    forms: dict[str, int]
    affixes: dict[str, int]
    form: Floats
    affix: Floats
    shape: Floats
    state: Floats
    entry: Floats  # 3 × embedding × hidden: the first layer
    entry_bias: Floats
    dilations: tuple[int, ...]
    depth: Floats  # layers × 3 × hidden: each channel over its neighbours
    depth_bias: Floats
    point: Floats  # layers × hidden × hidden
    point_bias: Floats
    out: Floats
    out_bias: Floats
    transition: Floats
    initial: Floats


@cache
def load_weights() -> Weights:
    """Return the packaged weights."""
    with data("models").joinpath(_MODEL).open("rb") as file, np.load(file, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    lists = {name: _words(arrays[name]) for name in ("forms", "affixes")}
    numbers = {
        name: arrays[name].astype(np.float32) for name in Weights._fields if name not in ("forms", "affixes", "dilations")
    }
    dilations = tuple(int(each) for each in arrays["dilations"])
    return Weights(**lists, dilations=dilations, **numbers)


def _words(stored: NDArray[np.uint8]) -> dict[str, int]:
    """Return a list of words, kept as bytes, with their row numbers; row 0 is for unknown ones."""
    return {word: number for number, word in enumerate(stored.tobytes().decode("utf-8").split("\n"), start=1)}


def affixes(lower: str) -> list[str]:
    """Return the endings and beginnings by which the network knows a word that it has not seen."""
    if not lower.isalpha():
        return [f"x{lower[:1]}"]
    return [f"s2{lower[-2:]}", f"s3{lower[-3:]}", f"s4{lower[-4:]}", f"p3{lower[:3]}", f"p4{lower[:4]}"]


def shape_of(word: str) -> int:
    """Return the pattern of capitals and digits of a word, 0 to 7."""
    if word.replace("'", "").isalpha():
        if word.islower():
            return 1
        if word.isupper():
            return 3 if len(word) > 1 else 4
        return 2 if word[0].isupper() and word[1:].islower() else 5
    if word[:1].isdigit():
        return 6
    return 7 if any(letter.isalpha() for letter in word) else 0


def states(batch: Batch) -> NDArray[np.int16]:
    """Return where each token stands: inside quotation marks, at a mark, at the start of a sentence or paragraph."""
    size = len(batch.start)
    depth = np.zeros(size + 1, np.int32)
    np.add.at(depth, batch.quote_start, 1)
    np.add.at(depth, batch.quote_end, -1)
    state = 12 * (np.cumsum(depth[:size]) > 0).astype(np.int16)
    mark = np.zeros(size, np.int16)
    mark[batch.quote_start] = 1
    mark[batch.quote_end[batch.quotations.closed] - 1] = 2
    state += 4 * mark
    state[batch.sentence_start] += 2
    state[batch.block_start] += 1
    return state


def trained_tags(batch: Batch) -> Tags:
    """Return the roles that the trained tagger gives to the tokens of a batch."""
    if not len(batch.start):
        return np.zeros(0, np.int8)
    network = _network()
    scores = network.scores(batch)
    return network.best(scores, *sequences(batch))


def sequences(batch: Batch) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return first token and length of the stretches that are tagged together: paragraphs, long ones in parts."""
    length = batch.block_end - batch.block_start
    if length.max(initial=0) <= LONGEST:
        return batch.block_start, length
    cuts = [batch.block_start.tolist()]
    for block in np.flatnonzero(length > LONGEST).tolist():
        cuts.append(_cuts(batch, int(batch.block_start[block]), int(batch.block_end[block])))
    start = np.unique(np.concatenate([np.asarray(each, np.int32) for each in cuts]))
    return start, np.diff(np.append(start, len(batch.start))).astype(np.int32)


def _cuts(batch: Batch, first: int, last: int) -> list[int]:
    """Return where a long paragraph is cut: at the last sentence that still fits, or where it must be."""
    cuts = []
    low = int(np.searchsorted(batch.sentence_start, first))
    high = int(np.searchsorted(batch.sentence_start, last))
    begins = batch.sentence_start[low:high].tolist()
    place = 0
    while last - first > LONGEST:
        while place < len(begins) and begins[place] <= first + LONGEST:
            place += 1
        fitting = begins[place - 1] if place and begins[place - 1] > first else first + LONGEST
        cuts.append(fitting)
        first = fitting
    return cuts


class _Network:
    """The network with what is known of the words of each vocabulary."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._tables: WeakKeyDictionary[Vocabulary, Floats] = WeakKeyDictionary()
        entry = weights.entry
        self._hidden = entry.shape[2]
        projected = np.einsum("sd,kdh->ksh", weights.state, entry)
        triple = projected[0][:, None, None] + projected[1][None, :, None] + projected[2][None, None, :]
        edge = [np.zeros_like(projected[0][0])]
        del edge
        self._state = (triple + weights.entry_bias).reshape(-1, self._hidden).astype(np.float32)
        self._reach = max(weights.dilations)

    def scores(self, batch: Batch) -> Floats:
        """Return tags × tokens: how well each tag fits each token by itself."""
        table = self._table(batch.vocabulary)
        position, size = self._layout(batch)
        word = np.full(size, -1, np.int32)
        state = np.zeros(size, np.int32)
        word[position], state[position] = batch.word, states(batch)
        real = word >= 0
        out = np.empty((N_TAGS, size), np.float32)
        margin = sum(self.weights.dilations) + 1
        for first in range(0, size, _CHUNK):
            low, high = max(0, first - margin), min(size, first + _CHUNK + margin)
            part = self._forward(table, word[low:high], state[low:high], real[low:high])
            last = min(size, first + _CHUNK)
            out[:, first:last] = part[first - low : last - low].T
        return np.ascontiguousarray(out[:, position])

    def _layout(self, batch: Batch) -> tuple[NDArray[np.int64], int]:
        """Return where tokens stand when the segments are set apart, so that none sees its neighbour."""
        gap = self._reach * (batch.segment + 1).astype(np.int64)
        position = np.arange(len(gap)) + gap
        return position, int(position[-1]) + 1 + self._reach

    def _forward(
        self, table: Floats, word: NDArray[np.int32], state: NDArray[np.int32], real: NDArray[np.bool_]
    ) -> Floats:
        weights, size = self.weights, len(word)
        mask = real[:, None].astype(np.float32)
        around = np.pad(state, 1)
        hidden = self._state[(around[:-2] * N_STATES + around[1:-1]) * N_STATES + around[2:]]
        hidden += table[1][word]
        hidden[1:] += table[0][word[:-1]]
        hidden[:-1] += table[2][word[1:]]
        np.maximum(hidden, 0, out=hidden)
        hidden *= mask
        mixed = np.empty_like(hidden)
        shifted = np.empty_like(hidden)
        for layer, step in enumerate(weights.dilations):
            before, here, after = weights.depth[layer]
            np.multiply(hidden, here, out=mixed)
            mixed += weights.depth_bias[layer]
            if step < size:
                np.multiply(hidden[:-step], before, out=shifted[step:])
                mixed[step:] += shifted[step:]
                np.multiply(hidden[step:], after, out=shifted[:-step])
                mixed[:-step] += shifted[:-step]
            np.matmul(mixed, weights.point[layer], out=shifted)
            shifted += weights.point_bias[layer]
            np.maximum(shifted, 0, out=shifted)
            hidden += shifted
            hidden *= mask
        return hidden @ weights.out + weights.out_bias

    def _table(self, vocabulary: Vocabulary) -> Floats:
        """Return 3 × words × hidden: what a word adds to the token before, itself and after; the last row is none."""
        known = self._tables.get(vocabulary)
        have = 0 if known is None else known.shape[1] - 1
        if known is None or have < len(vocabulary.spellings):
            fresh = self._vectors(vocabulary.spellings[have:])
            nothing = np.zeros((3, 1, self._hidden), np.float32)
            parts = [fresh, nothing] if known is None else [known[:, :-1], fresh, nothing]
            known = np.concatenate(parts, axis=1)
            self._tables[vocabulary] = known
        return known

    def _vectors(self, spellings: list[str]) -> Floats:
        weights = self.weights
        lower = [word.lower() for word in spellings]
        forms, known = weights.forms, weights.affixes
        vector = weights.form[[forms.get(word, 0) for word in lower]]
        vector += weights.shape[[shape_of(word) for word in spellings]]
        found = [[known.get(each, 0) for each in affixes(word)] for word in lower]
        width = max((len(each) for each in found), default=0)
        rows = np.array([each + [0] * (width - len(each)) for each in found], np.int32).reshape(len(found), width)
        for column in range(width):
            vector += weights.affix[rows[:, column]]
        return np.matmul(vector[None], weights.entry)

    def best(self, scores: Floats, start: NDArray[np.int32], length: NDArray[np.int32]) -> Tags:
        """Return the best tags of each sequence (Viterbi over all sequences at once, long ones first)."""
        order = np.argsort(-length, kind="stable")
        start, length = start[order].astype(np.int64), length[order]
        transition = self.weights.transition
        active = np.searchsorted(-length, -np.arange(1, int(length[0]) + 1), side="right")
        value = scores[:, start] + self.weights.initial[:, None]
        values = [value]
        for step in range(1, int(length[0])):
            n = int(active[step])
            value = self._advance(value[:, :n]) + scores[:, start[:n] + step]
            values.append(value)
        tags = np.zeros(scores.shape[1], np.int8)
        current = np.zeros(len(start), np.int64)
        for step in range(len(values) - 1, -1, -1):
            n = int(active[step])
            following = int(active[step + 1]) if step + 1 < len(values) else 0
            chosen = values[step]
            current[following:n] = chosen[:, following:n].argmax(0)
            if following:
                current[:following] = (chosen[:, :following] + transition[:, current[:following]]).argmax(0)
            tags[start[:n] + step] = current[:n]
        return tags

    def _advance(self, value: Floats) -> Floats:
        out = np.empty_like(value)
        for tag in range(N_TAGS):
            if tag and tag % 2 == 0:  # inside: only after its own begin or inside
                column = self.weights.transition[:, tag]
                np.maximum(value[tag - 1] + column[tag - 1], value[tag] + column[tag], out=out[tag])
            else:
                (value + self.weights.transition[:, tag, None]).max(axis=0, out=out[tag])
        return out


@cache
def _network() -> _Network:
    return _Network(load_weights())
