"""Which source and which content belong to a cue: the nearest compatible ones of the paragraph."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.tags import CONTENT, CUE, SOURCE, Items
from framing.scorers.attribution.words import word_class
from framing.text.batch import Batch

__all__ = ["Links", "link"]

# what it costs to link across a sentence boundary, across other spans (source, cue, content), across ten tokens,
# and in the less usual direction; set by hand, no figure depends on their third digit
_SENTENCE = {SOURCE: 4.0, CONTENT: 3.0}
_ACROSS = {SOURCE: (2.0, 2.5, 1.2), CONTENT: (0.3, 2.5, 1.0)}
_TOKENS, _FAR = 10.0, 20
_SOURCE_AFTER, _SOURCE_BEFORE_SAID_OF = 0.6, 2.5
_CONTENT_BEFORE = 0.7


class Links(NamedTuple):
    """For each span of `Items`: a cue's source, a content's cue, as indices; -1 where there is none."""

    source: NDArray[np.int32]
    cue: NDArray[np.int32]


def link(batch: Batch, items: Items) -> Links:
    """Link the spans of each paragraph: each cue to a source, each content to a cue.

    Cost grows with the number of spans in a paragraph squared; paragraphs are cut at `_MOST` spans.
    """
    source = np.full(len(items.start), -1, np.int32)
    cue = np.full(len(items.start), -1, np.int32)
    if not len(items.start):
        return Links(source, cue)
    prepositions = word_class(batch, "prepositions")
    said_of = prepositions[items.start] | word_class(batch, "sourced_verbs")[items.start]
    said_of |= word_class(batch, "agent_marks")[items.end - 1]
    paragraph = _Paragraphs(batch, items, said_of)
    for low, high in paragraph.ranges():
        paragraph.link(low, high, source, cue)
    _announced(batch, items, cue)
    _continued(batch, items, cue)
    return Links(source, cue)


def _continued(batch: Batch, items: Items, cue: NDArray[np.int32]) -> None:
    """Link a quotation without a cue in its own sentence to the cue of the quotation before it in the paragraph."""
    quoted = (items.role == CONTENT) & (batch.quote[np.maximum(items.end - 1, 0)] >= 0)
    block, last, previous = -1, -1, -1
    for number in np.flatnonzero(quoted).tolist():
        if batch.block[items.start[number]] != block:
            block, last = int(batch.block[items.start[number]]), -1
        own = int(cue[number])
        near = own >= 0 and (own > number or batch.sentence[items.start[own]] == batch.sentence[items.start[number]])
        if not near and last >= 0 and own > previous:
            cue[number] = last
        last, previous = int(cue[number]), number


def _announced(batch: Batch, items: Items, cue: NDArray[np.int32]) -> None:
    """Link quotations that a paragraph ending in a colon announces: "He said:" and then a paragraph of quotation."""
    last = batch.block_end[batch.block[items.start]] - 1
    colon = batch.codes[batch.start[last]] == ord(":")
    for number in np.flatnonzero((items.role == CONTENT) & (cue < 0)).tolist():
        block = batch.block[items.start[number]]
        before = number - 1
        while before >= 0 and batch.block[items.start[before]] == block - 1 and items.role[before] != CUE:
            before -= 1
        if before >= 0 and items.role[before] == CUE and batch.block[items.start[before]] == block - 1 and colon[before]:
            cue[number] = before


_MOST = 60  # spans of one paragraph that are linked together


class _Paragraphs:
    def __init__(self, batch: Batch, items: Items, said_of: NDArray[np.bool_]) -> None:
        self.start, self.end, self.role = items.start.tolist(), items.end.tolist(), items.role.tolist()
        self.sentence = batch.sentence[items.start].tolist()
        self.block = batch.block[items.start]
        self.said_of = said_of.tolist()

    def ranges(self) -> list[tuple[int, int]]:
        """Return the ranges of items that stand in one paragraph."""
        cuts = np.flatnonzero(np.diff(self.block)) + 1
        bounds = [0, *cuts.tolist(), len(self.start)]
        pieces = []
        for low, high in pairwise(bounds):
            pieces += [(first, min(first + _MOST, high)) for first in range(low, high, _MOST)]
        return pieces

    def link(self, low: int, high: int, source: NDArray[np.int32], cue: NDArray[np.int32]) -> None:
        places: tuple[list[int], list[int], list[int]] = ([], [], [])
        for number in range(low, high):
            places[self.role[number]].append(number)
        for each in places[CUE]:
            source[each] = self._nearest(each, places[SOURCE], SOURCE)
        for each in places[CONTENT]:
            cue[each] = self._nearest(each, places[CUE], CONTENT)

    def _nearest(self, item: int, candidates: list[int], kind: int) -> int:
        if len(candidates) == 1:
            return candidates[0]
        best, chosen = float("inf"), -1
        for candidate in candidates:
            cost = self._cost(item, candidate, kind)
            if cost < best:
                best, chosen = cost, candidate
        return chosen

    def _cost(self, item: int, candidate: int, kind: int) -> float:
        first, last = (item, candidate) if item < candidate else (candidate, item)
        across = _ACROSS[kind]
        cost: float = _SENTENCE[kind] * (self.sentence[last] - self.sentence[first])
        cost += min(self.start[last] - self.end[first], _FAR) / _TOKENS
        for between in self.role[first + 1 : last]:
            cost += across[between]
        if kind == CONTENT:
            return cost + _CONTENT_BEFORE * (candidate > item)
        if self.said_of[item]:
            return cost + _SOURCE_BEFORE_SAID_OF * (candidate < item)
        return cost + _SOURCE_AFTER * (candidate > item)
