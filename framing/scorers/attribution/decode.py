"""The best tag sequence of every paragraph (Viterbi over all paragraphs of a batch at once)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.tags import N_TAGS, Tags
from framing.text.batch import Batch, Integers

__all__ = ["LONGEST", "Chain", "best_tags", "sequences"]

Floats = NDArray[np.float32]

LONGEST = 160  # tokens of one sequence; longer paragraphs are cut at sentences
_ORDER = np.array([0, 1, 3, 5, 2, 4, 6])  # outside and begins, which may follow every tag; then insides
_FREE = 4


class Chain(NamedTuple):
    """What makes scores comparable, and what one tag after another is worth."""

    worth: Floats  # of one unit of a tag's score
    bias: Floats
    transition: Floats
    initial: Floats


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


def best_tags(scores: NDArray[Any], start: NDArray[np.int64], length: Integers, chain: Chain) -> Tags:
    """Return the best tags of each sequence from rows × tags; rows of no sequence are outside.

    Viterbi over all sequences at once: step n takes the n-th rows of all sequences that have one, long sequences first.
    """
    order = np.argsort(-length, kind="stable")
    start, length = start[order], length[order]
    active = np.searchsorted(-length, -np.arange(1, int(length[0]) + 1), side="right").tolist()
    rows = np.concatenate([start[:n] + step for step, n in enumerate(active)])
    steps = [slice(high - n, high) for n, high in zip(active, np.cumsum(active).tolist(), strict=True)]
    moves = chain.transition[np.ix_(_ORDER, _ORDER)]
    value = _weighed(np.take(scores, rows, axis=0), chain)
    value[:, steps[0]] += chain.initial[_ORDER, None]
    _advance(value, steps, moves)
    tags = np.zeros(len(scores), np.int8)
    tags[rows] = _traced(value, steps, moves)
    return tags


def _weighed(scores: NDArray[Any], chain: Chain) -> Floats:
    """Return tags × rows, in the order of `_ORDER`: how well each tag fits by itself."""
    weighed = np.empty((N_TAGS, len(scores)), np.float32)
    for out, tag in zip(weighed, _ORDER.tolist(), strict=True):
        np.multiply(scores[:, tag], chain.worth[tag], out=out, casting="same_kind")
        out += chain.bias[tag]
    return weighed


def _advance(value: Floats, steps: list[slice], moves: Floats) -> None:
    """Add to each step the best that can go before: value becomes that of the best way to each tag."""
    begun, going = range(1, _FREE), range(_FREE, N_TAGS)  # inside: only after its own begin or inside
    freely, entering, staying = moves[:, :_FREE, None], moves[begun, going][:, None], moves[going, going][:, None]
    for last, step in pairwise(steps):
        here = value[:, step]
        before = value[:, last.start : last.start + here.shape[1]]
        here[:_FREE] += (before[:, None] + freely).max(axis=0)
        here[_FREE:] += np.maximum(before[1:_FREE] + entering, before[_FREE:] + staying)


def _traced(value: Floats, steps: list[slice], moves: Floats) -> Tags:
    """Follow the best path of each sequence back from its end."""
    ways = np.ascontiguousarray(value.T)
    leaving = np.ascontiguousarray(moves.T)
    found = np.empty(len(ways), np.int64)
    following = found[:0]
    for step in reversed(steps):
        here = ways[step]
        here[: len(following)] += np.take(leaving, following, axis=0)
        here.argmax(axis=1, out=found[step])
        following = found[step]
    return _ORDER.astype(np.int8)[found]
