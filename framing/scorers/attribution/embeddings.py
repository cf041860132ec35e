"""What each word gives to the first layer of the tagger: tables by word, filled as words turn up."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.resources import data
from framing.scorers.attribution.features import Traits, shape_of

__all__ = ["Floats", "Shorts", "Weights", "Words", "around", "load_weights", "weights_from"]

Floats = NDArray[np.float32]
Shorts = NDArray[np.int16]

UNIT = 256  # the first layer counts in 256ths, in 16 bits
_MOST = 20 * UNIT  # of one word, so that six numbers cannot overflow
_MODEL = "attribution.npz"
_ONE = np.float32(1)
_FINE = 2.0**21  # products of whole numbers of so much each, a hundred of them, are still exact
_AT_ONCE = 4096  # words: the numbers in between take much room


class Weights(NamedTuple):
    """The parameters outside the graphs: embeddings, the layer over three words, transitions between tags."""

    forms: dict[str, int]
    traits: dict[str, int]
    gap: int  # rows without a word that must stand between two segments
    form: Floats
    trait: Floats
    shape: Floats
    state: Floats
    entry: Floats  # 3 × embedding × hidden: the first layer, over a word and its neighbours
    entry_bias: Floats
    out: Floats  # what one of the second graph's whole numbers is worth, by tag
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
    lists = ("forms", "traits", "gap")
    numbers = {name: array for name, array in arrays.items() if name not in lists and not name.endswith("_scale")}
    return Weights(
        forms=_words(arrays["forms"]),
        traits=_words(arrays["traits"]),
        gap=int(arrays["gap"]),
        **{
            name: np.ascontiguousarray(array.astype(np.float32) * arrays.get(f"{name}_scale", _ONE))
            for name, array in numbers.items()
        },
    )


def _words(stored: NDArray[np.uint8]) -> dict[str, int]:
    """Return a list of words, kept as bytes, with their row numbers; row 0 is for unknown ones."""
    return {word: number for number, word in enumerate(stored.tobytes().decode("utf-8").split("\n"), start=1)}


def around(weights: Weights) -> Shorts:
    """Return what each combination of the states of a row and its neighbours gives to it, the bias included."""
    stations = np.append(weights.state, np.zeros_like(weights.state[:1]), axis=0)  # the last one: no token
    before, here, after = np.einsum("sd,kdh->ksh", stations, weights.entry)
    summed = before[:, None, None] + here[None, :, None] + after[None, None, :] + weights.entry_bias
    return _shorts(summed.reshape(-1, summed.shape[-1]) * UNIT)


def _whole(values: Floats) -> NDArray[np.float64]:
    """Return numbers in tiny units, as whole numbers."""
    return np.rint(values.astype(np.float64) * _FINE)


def _shorts(values: NDArray[np.floating[Any]]) -> Shorts:
    """Return numbers in 16 bits; their room is used."""
    return np.clip(np.rint(values, out=values), -_MOST, _MOST, out=values).astype(np.int16)


class Words:
    """What each word of a vocabulary gives to the rows around it: taps × (1 + words) × hidden; row 0 is for no word."""

    def __init__(self, weights: Weights, traits: Traits) -> None:
        self._weights, self._traits = weights, traits
        self._table = np.zeros((len(weights.entry), 1, weights.entry.shape[2]), np.int16)
        self._entry = _whole(np.concatenate(list(weights.entry), axis=1)) * (UNIT / _FINE**2)
        self._have = 0

    def table(self, spellings: list[str]) -> Shorts:
        """Return the table with rows for all spellings; it grows with room to spare."""
        size, have = len(spellings), self._have
        if have < size:
            if self._table.shape[1] < size + 1:
                grown = np.zeros((len(self._table), size + 1 + size // 2, self._table.shape[2]), np.int16)
                grown[:, : have + 1] = self._table[:, : have + 1]
                self._table = grown
            for low in range(have, size, _AT_ONCE):
                high = min(low + _AT_ONCE, size)
                fresh = _whole(self._vectors(spellings[low:high])) @ self._entry  # exact, with whatever other words it is made
                rows = fresh.reshape(len(fresh), *self._table.shape[::2])
                self._table[:, low + 1 : high + 1] = _shorts(rows).swapaxes(0, 1)
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
