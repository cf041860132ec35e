"""The tone model: a small network whose words are rows of tables, evaluated by look-ups and sums."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from framing.resources import data
from framing.scorers.portrayal.encode import KNOWN, Symbols, Windows, name_tokens
from framing.text.batch import Batch

__all__ = ["Network", "ToneModel", "common_words", "names_of", "tone_model"]

Number = TypeVar("Number", np.int16, np.float32)
Steps = NDArray[np.int16]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Places = NDArray[np.intp]

_PLACES = 2048  # that are looked at together, so that their channels stay near the processor
_SCALE = 3.0
_STEPS = np.float32(1024)  # of a channel: as whole numbers of 16 bits channels are added twice as fast
_DIGITS = 4  # of a score


@dataclass(frozen=True, eq=False)
class Network:
    """One trained network: what each word adds to the channels of its place and its neighbours, and how places count.

    A channel of a place is what the word before, the word itself and the word after add to it. Channels are pooled
    over a sentence twice: as a sum weighted by position, and as a maximum after a shift by position. What adds to channels
    is counted in steps of 1/1024.
    """

    before: Steps
    here: Steps
    after: Steps
    shift: Steps
    weight: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    skip: Floats
    out_bias: Floats

    def pool(self, symbol: Places, bucket: Places, room: Room, out: Floats) -> None:
        """Write what the channels hold over windows of one length, a column each: sums, then maxima."""
        channels, other, nothing, values, weights = room.of(symbol.shape)
        _read(self.here, symbol, channels)
        channels[1:] += _read(self.before, symbol, other)[:-1]
        channels[:-1] += _read(self.after, symbol, other)[1:]
        other = _read(self.shift, bucket, other)
        other += channels
        sums, peaks = out[:, : channels.shape[2]], out[:, channels.shape[2] :]
        np.divide(np.maximum(other.max(axis=0), nothing[0]), _STEPS, out=peaks)
        np.copyto(values, np.maximum(channels, nothing, out=channels))  # many times as fast as with the number 0
        values *= _read(self.weight, bucket, weights)
        np.divide(values.sum(axis=0), _SCALE * _STEPS, out=sums)

    def logits(self, pooled: Floats) -> Doubles:
        """Return the scores of negative, neutral and positive, rounded.

        The last digits of a product hang on the rows that are multiplied with it; in double precision and rounded, a
        mention has the same scores whatever else is read with it.
        """
        wide = pooled.astype(np.float64)
        scores = np.maximum(wide @ self.hidden + self.hidden_bias, 0) @ self.out + wide @ self.skip + self.out_bias
        return np.round(scores, _DIGITS)


class Room:
    """Memory for the channels of some places, used again and again: to get new memory costs as much as to work in it."""

    def __init__(self, n_places: int, n_channels: int) -> None:
        self._steps = np.zeros((3, n_places, n_channels), np.int16)
        self._floats = np.empty((2, n_places, n_channels), np.float32)

    def of(self, shape: tuple[int, ...]) -> tuple[Steps, Steps, Steps, Floats, Floats]:
        """Return two blocks of steps to write into, one of zeros, and two of floats to write into."""
        size = math.prod(shape)
        one, other, nothing = (block[:size].reshape(*shape, -1) for block in self._steps)
        values, weights = (block[:size].reshape(*shape, -1) for block in self._floats)
        return one, other, nothing, values, weights


def _read(table: NDArray[Number], chosen: Places, out: NDArray[Number]) -> NDArray[Number]:
    return table.take(chosen, axis=0, mode="clip", out=out)


@dataclass(frozen=True, eq=False)
class ToneModel:
    """Networks whose scores are averaged and brought to calibrated probabilities."""

    symbols: Symbols
    networks: tuple[Network, ...]
    temperature: float

    def probabilities(self, windows: Windows) -> Floats:
        """Return the probability of negative, neutral and positive for each window; short windows come before long ones."""
        size = np.diff(np.append(windows.start, len(windows.symbol)))
        longest = int(size.max(initial=0))
        pooled = [np.zeros((len(size), len(each.hidden)), np.float32) for each in self.networks]
        edges = np.searchsorted(size, np.arange(longest + 2)).tolist()
        room = Room(max(_PLACES, longest), self.networks[0].here.shape[1])
        for length, (low, high) in enumerate(pairwise(edges)):
            few = max(_PLACES // max(length, 1), 1)
            for first in range(low, high, few):
                last = min(first + few, high)
                begin = int(windows.start[first])
                symbol, bucket = (
                    column[begin : begin + (last - first) * length].reshape(-1, length).T.astype(np.intp, order="C")
                    for column in (windows.symbol, windows.bucket)
                )
                for network, held in zip(self.networks, pooled, strict=True):
                    network.pool(symbol, bucket, room, held[first:last])
        scores = [network.logits(held) for network, held in zip(self.networks, pooled, strict=True)]
        return _softmax(np.sum(scores, axis=0) / (len(self.networks) * self.temperature))


def _softmax(scores: Doubles) -> Floats:
    power = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(power / power.sum(axis=1, keepdims=True), np.float32)


def _steps(values: Floats) -> Steps:
    return np.round(values * _STEPS).astype(np.int16)


def _network(arrays: dict[str, NDArray[Any]], number: int) -> Network:
    """Put one network together; the convolution is multiplied into the word table once, here."""

    def of(name: str) -> Floats:
        return arrays[f"{name}_{number}"].astype(np.float32)

    words = of("words") * of("words_scale")
    taps = of("taps")
    return Network(
        _steps(words @ taps[0]), _steps(words @ taps[1] + of("taps_bias")), _steps(words @ taps[2]), _steps(of("shift")),
        of("weight"), of("hidden"), of("hidden_bias"), of("out"), of("skip"), of("out_bias"),
    )  # fmt: skip


@cache
def tone_model() -> ToneModel:
    """Read the model that ships with the library."""
    with data("models").joinpath("tone.npz").open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    words = bytes(arrays["vocabulary"]).decode("utf-8").split("\n")
    networks = tuple(_network(arrays, number) for number in range(int(arrays["n_networks"])))
    return ToneModel(Symbols(words), networks, float(arrays["temperature"]))


def names_of(batch: Batch) -> NDArray[np.bool_]:
    """Tell the tokens of names, by the common words of the model; to be shared by `batch.derive`."""
    return name_tokens(batch, tone_model().symbols)


def common_words(batch: Batch) -> NDArray[np.bool_]:
    """Tell for each spelling of a batch's vocabulary whether it is a common word of the model."""
    return np.asarray((batch.vocabulary.columns(tone_model().symbols.facts) & KNOWN) != 0)
