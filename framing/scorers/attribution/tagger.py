"""The trained tagger: a small convolutional network over words, in whole numbers, and the best tag sequence."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.decode import Chain, best_tags, sequences
from framing.scorers.attribution.embeddings import Floats, Shorts, Weights, Words, around, load_weights
from framing.scorers.attribution.features import N_STATES, Traits, states
from framing.scorers.attribution.tags import N_TAGS, SOURCE, Tags, begin_of
from framing.scorers.graphs import load_graph
from framing.text.batch import Batch
from framing.text.vocabulary import Vocabulary

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["Network", "maxima", "trained_tags"]

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]

_GROUP = 4096  # rows that pass through the network at a time, so that they stay in the processor's cache
_NEAR, _FAR = "attribution_near.onnx", "attribution_far.onnx"
_SOURCE_BONUS = 0.5  # for recall; the best of five values on the development articles


def trained_tags(batch: Batch) -> Tags:
    """Return the roles that the trained tagger gives to the tokens of a batch."""
    return _network().tags(batch)


@cache
def _network() -> Network:
    return Network(load_weights(), load_graph(_NEAR), load_graph(_FAR))


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
    """The network with what is known of the words of each vocabulary.

    The first graph is what a row knows of the rows near it; between the two, the maxima of each sentence are taken; the
    second graph shows them to all its rows. All sums are sums of whole numbers: a row's scores are the same to the last
    bit whatever is read with it.
    """

    def __init__(self, weights: Weights, near: InferenceSession, far: InferenceSession) -> None:
        self.weights, self._near, self._far = weights, near, far
        self._tables: WeakKeyDictionary[Vocabulary, Words] = WeakKeyDictionary()
        self._traits = Traits(weights.traits)
        self._state = around(weights)
        self._chain = Chain(weights.out, _with_bonus(weights.out_bias), weights.transition, weights.initial)

    def tags(self, batch: Batch) -> Tags:
        """Return the best tags of the tokens of a batch."""
        if not len(batch.start):
            return np.zeros(0, np.int8)
        rows = self._rows(batch)
        start, length = sequences(batch)
        tags: Tags = best_tags(self._scores(batch, rows), rows.place[start], length, self._chain)[rows.place]
        return tags

    def _scores(self, batch: Batch, rows: Rows) -> NDArray[np.int32]:
        """Return rows × tags: how well each tag fits each row by itself."""
        table = self._table(batch.vocabulary)
        found = np.empty((len(rows.word), N_TAGS), np.int32)
        for group in self._groups(rows, batch):
            entered = self._entered(table, rows.word[group.rows], rows.state[group.rows])
            found[group.rows] = self._forward(entered, rows, group)
        return found

    def _rows(self, batch: Batch) -> Rows:
        gap = self.weights.gap
        place = np.arange(len(batch.start)) + gap * (batch.segment.astype(np.int64) + 1)
        size = int(place[-1]) + 1 + gap
        word = np.zeros(size, np.int64)
        state = np.full(size + 2, N_STATES, np.int64)
        word[place], state[place + 1] = batch.word + 1, states(batch)
        base = N_STATES + 1
        beside = (state[:-2] * base + state[1:-1]) * base + state[2:]
        first = place[batch.sentence_start]
        inside = np.repeat(np.arange(len(first)), np.diff(first, append=size))
        inside = np.concatenate([np.zeros(first[0], np.int64), inside])
        return Rows(place, word, beside, np.flatnonzero(word == 0), inside, first)

    def _groups(self, rows: Rows, batch: Batch) -> list[Group]:
        gap = self.weights.gap
        first = batch.segment_start[batch.segment_end > batch.segment_start]
        cuts = [0]
        for begin in (rows.place[first] - gap).tolist():
            if begin - cuts[-1] >= _GROUP:
                cuts.append(begin)
        low = np.array(cuts)
        high = np.append(low[1:], len(rows.word) - gap) + gap
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

    def _entered(self, table: Shorts, word: Places, state: Places) -> Shorts:
        """Return what the states and the words around each row add up to; rows without a word get nothing."""
        entered: Shorts = np.take(self._state, state, axis=0, mode="clip")
        before, here, after = table
        entered += np.take(here, word, axis=0, mode="clip")
        entered[1:] += np.take(before, word[:-1], axis=0, mode="clip")  # what a word gives to the row after it
        entered[:-1] += np.take(after, word[1:], axis=0, mode="clip")
        entered[word == 0] = 0
        return entered

    def _forward(self, entered: Shorts, rows: Rows, group: Group) -> NDArray[np.int32]:
        """Return rows × tags. Rows without a word stay zero, so that no segment sees another."""
        begin = group.rows.start
        empty = rows.empty[group.empty] - begin
        blank = {
            "empty": np.stack([np.zeros_like(empty), empty], axis=1),
            "nothing": np.zeros((len(empty), entered.shape[1]), np.uint8),
        }
        hidden: Bytes = self._near.run(None, {"entered": entered[None], **blank})[0]
        top = maxima(hidden[0], rows.first[group.sentences] - begin)
        inside = np.clip(rows.inside[group.rows] - group.sentences.start, 0, len(top) - 1)
        scores: NDArray[np.int32] = self._far.run(None, {"hidden": hidden, "top": top, "inside": inside, **blank})[0][0]
        return scores

    def _table(self, vocabulary: Vocabulary) -> Shorts:
        words = self._tables.get(vocabulary)
        if words is None:
            words = self._tables[vocabulary] = Words(self.weights, self._traits)
        return words.table(vocabulary.spellings)


def _with_bonus(bias: Floats) -> Floats:
    raised = bias.copy()
    raised[begin_of(SOURCE)] += _SOURCE_BONUS
    return raised


def maxima(rows: Bytes, first: Places) -> Bytes:
    """Return the maxima of stretches of rows, each from its first row to the next stretch.

    Those of two, four, eight rows from each row on are taken for all rows at once; two such runs, from a stretch's
    beginning and to its end, make up the stretch. It is several times as fast as `np.maximum.reduceat`.
    """
    length = np.diff(first, append=len(rows))
    level = np.frexp(length)[1] - 1  # the highest power of two that fits
    top = np.empty((len(first), rows.shape[1]), rows.dtype)
    for power in range(int(level.max(initial=-1)) + 1):
        size = 1 << power
        if power:
            rows = np.maximum(rows[: -size // 2], rows[size // 2 :])
        here = np.flatnonzero(level == power)
        top[here] = np.maximum(rows[first[here]], rows[first[here] + length[here] - size])
    return top
