"""The best tag sequence of every paragraph (Viterbi over all paragraphs of a batch at once)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.tags import N_TAGS, Tags
from framing.text.batch import Batch, Integers

__all__ = ["best_tags", "sequences"]

Floats = NDArray[np.float32]

LONGEST = 160  # tokens of one sequence; longer paragraphs are cut at sentences


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
    """Return the best tags of each sequence (Viterbi over all sequences at once, long ones first)."""
    order = np.argsort(-length, kind="stable")
    start, length = start[order].astype(np.int64), length[order]
    active = np.searchsorted(-length, -np.arange(1, int(length[0]) + 1), side="right").tolist()
    places = np.concatenate([start[:n] + step for step, n in enumerate(active)])
    by_step = scores[:, places]
    bounds = np.concatenate([[0], np.cumsum(active)]).tolist()
    value = by_step[:, : active[0]] + initial[:, None]
    values = [value]
    for step in range(1, len(active)):
        value = _advance(value[:, : active[step]], transition)
        value += by_step[:, bounds[step] : bounds[step + 1]]
        values.append(value)
    return _traced(values, active, places, bounds, scores.shape[1], transition)


def _traced(
    values: list[Floats], active: list[int], places: NDArray[np.int64], bounds: list[int], size: int, transition: Floats
) -> Tags:
    """Follow the best path of each sequence back from its end."""
    found = np.zeros(bounds[-1], np.int8)
    current = np.zeros(active[0], np.int64)
    following = 0
    for step in range(len(values) - 1, -1, -1):
        n = active[step]
        chosen = values[step]
        if following:
            current[:following] = (chosen[:, :following] + transition[:, current[:following]]).argmax(0)
        if n > following:
            current[following:n] = chosen[:, following:].argmax(0)
        found[bounds[step] : bounds[step + 1]] = current[:n]
        following = n
    tags = np.zeros(size, np.int8)
    tags[places] = found
    return tags


def _advance(value: Floats, transition: Floats) -> Floats:
    out = np.empty_like(value)
    for tag in range(N_TAGS):
        if tag and tag % 2 == 0:  # inside: only after its own begin or inside
            column = transition[:, tag]
            np.maximum(value[tag - 1] + column[tag - 1], value[tag] + column[tag], out=out[tag])
        else:
            (value + transition[:, tag, None]).max(axis=0, out=out[tag])
    return out
