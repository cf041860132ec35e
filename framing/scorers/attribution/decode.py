"""The best tag sequence of every paragraph (Viterbi over all paragraphs of a batch at once)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.tags import N_TAGS, Tags
from framing.text.batch import Batch, Integers

__all__ = ["LONGEST", "best_tags", "sequences"]

Floats = NDArray[np.float32]

LONGEST = 160  # tokens of one sequence; longer paragraphs are cut at sentences
_ORDER = np.array([0, 1, 3, 5, 2, 4, 6])  # outside and begins, which may follow every tag; then insides
_FREE = 4


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


def best_tags(scores: Floats, start: Integers, length: Integers, transition: Floats, initial: Floats) -> Tags:
    """Return the best tags of each sequence from tags × tokens (Viterbi over all sequences at once, long ones first)."""
    order = np.argsort(-length, kind="stable")
    start, length = start[order], length[order]
    active = np.searchsorted(-length, -np.arange(1, int(length[0]) + 1), side="right").tolist()
    places = np.concatenate([start[:n].astype(np.int64) + step for step, n in enumerate(active)])
    bounds = np.concatenate([[0], np.cumsum(active)]).tolist()
    by_step: Floats = np.take(scores, places, axis=1)[_ORDER]
    moves = transition[np.ix_(_ORDER, _ORDER)]
    value = by_step[:, : active[0]] + initial[_ORDER, None]
    values = [value]
    for step in range(1, len(active)):
        value = _advance(value[:, : active[step]], moves)
        value += by_step[:, bounds[step] : bounds[step + 1]]
        values.append(value)
    tags = np.zeros(scores.shape[1], np.int8)
    tags[places] = _traced(values, active, bounds, moves)
    return tags


def _traced(values: list[Floats], active: list[int], bounds: list[int], moves: Floats) -> Tags:
    """Follow the best path of each sequence back from its end."""
    found = np.zeros(bounds[-1], np.int64)
    current = np.zeros(active[0], np.int64)
    following = 0
    for step in range(len(values) - 1, -1, -1):
        n = active[step]
        chosen = values[step]
        if following:
            current[:following] = (chosen[:, :following] + moves[:, current[:following]]).argmax(0)
        if n > following:
            current[following:n] = chosen[:, following:].argmax(0)
        found[bounds[step] : bounds[step + 1]] = current[:n]
        following = n
    return _ORDER.astype(np.int8)[found]


def _advance(value: Floats, moves: Floats) -> Floats:
    """Return the best values of each tag one token on; tags are in the order of `_ORDER`."""
    out = np.empty_like(value)
    np.max(value[:, None] + moves[:, :_FREE, None], axis=0, out=out[:_FREE])
    begun, going = range(1, _FREE), range(_FREE, N_TAGS)  # inside: only after its own begin or inside
    np.maximum(value[1:_FREE] + moves[begun, going][:, None], value[_FREE:] + moves[going, going][:, None], out=out[_FREE:])
    return out
