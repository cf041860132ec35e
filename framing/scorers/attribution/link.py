"""Which source and which content belong to a cue: of the paragraph, the ones whose weights add up to most."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import tomli
from numpy.typing import NDArray

from framing.resources import data
from framing.scorers.attribution.pairs import BUCKETS, Around, Pairs, Properties, pairs_of
from framing.scorers.attribution.ranges import first_codes
from framing.scorers.attribution.tags import CONTENT, CUE, SOURCE, Items
from framing.scorers.attribution.words import listed_at
from framing.text.batch import Batch

__all__ = ["Links", "Scale", "link", "scales_by_hand", "trained_scales"]

_MODEL = "speakers.toml"


class Links(NamedTuple):
    """For each span of `Items`: a cue's source, a content's cue, as indices; -1 where there is none."""

    source: NDArray[np.int32]
    cue: NDArray[np.int32]


class Scale(NamedTuple):
    """Weights with one axis for each of some properties of a pair (see `pairs.BUCKETS`), flattened."""

    by: tuple[str, ...]
    weights: NDArray[np.float64]


Scales = dict[int, tuple[Scale, ...]]


@cache
def scales_by_hand() -> Scales:
    """Return weights set by hand: what it costs to cross sentences and other spans; no figure depends on a third digit."""
    words = [-0.1 * low for low in (0, 1, 2, 4, 6, 10, 16, 20)]
    usual, preposed = [-0.6, 0.0], [0.0, -2.5]  # after the cue, before it; "according to" has its source behind it
    sourced = [usual[side] if word not in (3, 7) else preposed[side] for side in (0, 1) for word in range(BUCKETS["word"])]
    return {
        SOURCE: (
            _scale("sentences", weights=[0, -4, -8, -12]),
            _scale("words", weights=words),
            _scale("sources", weights=[0, -2, -4]),
            _scale("cues", weights=[0, -2.5, -5]),
            _scale("contents", weights=[0, -1.2, -2.4]),
            _scale("side", "word", weights=sourced),
        ),
        CUE: (
            _scale("sentences", weights=[0, -3, -6, -9]),
            _scale("words", weights=words),
            _scale("sources", weights=[0, -0.3, -0.6]),
            _scale("cues", weights=[0, -2.5, -5]),
            _scale("contents", weights=[0, -1, -2]),
            _scale("side", weights=[-0.7, 0]),
        ),
    }


def _scale(*by: str, weights: list[float]) -> Scale:
    return Scale(by, np.asarray(weights, float))


@cache
def trained_scales() -> Scales:
    """Return the weights that `training/speakers.py` has learnt."""
    stored = tomli.loads(data("models").joinpath(_MODEL).read_text("utf-8"))
    return {
        role: tuple(_scale(*each["by"], weights=each["weights"]) for each in stored[name])
        for role, name in ((SOURCE, "source"), (CUE, "cue"))
    }


def link(batch: Batch, items: Items, *, trained: bool = True) -> Links:
    """Link the spans of each paragraph: each cue to a source, each content to a cue.

    The number of pairs grows with the number of spans in a paragraph squared; paragraphs are cut at sixty spans.
    """
    links = Links(np.full(len(items.start), -1, np.int32), np.full(len(items.start), -1, np.int32))
    if not len(items.start):
        return links
    scales, around = trained_scales() if trained else scales_by_hand(), Around(batch, items)
    for role, column in ((SOURCE, links.source), (CUE, links.cue)):
        pairs = pairs_of(batch, items, role)
        column[pairs.asks] = pairs.candidate[pairs.first]
        pairs = pairs.with_choice()
        if len(pairs.asks):
            column[pairs.asks] = _best(pairs, score(batch, items, pairs, role, scales[role], around))
    _quoted_as(batch, items, links.source)
    _announced(batch, items, links.cue)
    _continued(batch, items, links.cue)
    return links


def score(
    batch: Batch, items: Items, pairs: Pairs, role: int, scales: tuple[Scale, ...], around: Around | None = None
) -> NDArray[np.float64]:
    """Return how well each pair fits."""
    known = Properties(batch, items, pairs, role, around)
    total = np.zeros(len(pairs.asker))
    for scale in scales:
        total += scale.weights[known.bucket(scale.by)]
    return total


def _best(pairs: Pairs, value: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the first of the best candidates of each span that asks."""
    count = np.diff(np.append(pairs.first, len(value)))
    top = np.flatnonzero(value >= np.repeat(np.maximum.reduceat(value, pairs.first), count))
    return pairs.candidate[top[np.searchsorted(top, pairs.first)]]


def _quoted_as(batch: Batch, items: Items, source: NDArray[np.int32]) -> None:
    """Take the subject and not the medium for the speaker: he was quoted as saying by The Guardian."""
    last = np.maximum(items.end - 1, 0)
    chosen = (items.role == CUE) & listed_at(batch, "quoted_as", last) & (source > np.arange(len(source)))
    for cue in np.flatnonzero(chosen).tolist():
        quoted = listed_at(batch, "relay_verbs", np.arange(items.start[cue], items.end[cue] - 1)).any()
        before = cue - 1
        while before >= 0 and batch.sentence[items.start[before]] == batch.sentence[items.start[cue]]:
            if items.role[before] == SOURCE and quoted:
                source[cue] = before
                break
            before -= 1


def _continued(batch: Batch, items: Items, cue: NDArray[np.int32]) -> None:
    """Link a quotation without a cue in its own sentence to the cue of the quotation before it in the paragraph."""
    quoted = np.flatnonzero((items.role == CONTENT) & (batch.quote[np.maximum(items.end - 1, 0)] >= 0))
    own = cue[quoted]
    sentence = batch.sentence[items.start]
    near = (own >= 0) & ((own > quoted) | (sentence[own] == sentence[quoted]))
    columns = quoted.tolist(), batch.block[items.start[quoted]].tolist(), own.tolist(), near.tolist()
    block, last, previous = -1, -1, -1
    for number, here, given, is_near in zip(*columns, strict=True):
        if here != block:
            block, last = here, -1
        if not is_near and last >= 0 and given > previous:
            cue[number] = given = last
        last, previous = given, number


def _announced(batch: Batch, items: Items, cue: NDArray[np.int32]) -> None:
    """Link quotations that a paragraph ending in a colon announces: "He said:" and then a paragraph of quotation."""
    block, role = batch.block[items.start], items.role
    asks = 1 + np.flatnonzero((role[1:] == CONTENT) & (cue[1:] < 0) & (block[:-1] == block[1:] - 1))
    asks = asks[batch.derive(first_codes)[batch.block_end[block[asks - 1]] - 1] == ord(":")]
    asks = asks[batch.segment[items.start[asks - 1]] == batch.segment[items.start[asks]]]
    for number in asks.tolist():
        low = int(np.searchsorted(block, block[number] - 1))
        cues = low + np.flatnonzero(role[low:number] == CUE)
        if len(cues):
            cue[number] = cues[-1]
