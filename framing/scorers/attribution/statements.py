"""From spans and links to rows: contents that somebody says, with their cue and their speaker."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.link import Links
from framing.scorers.attribution.quotes import Quotes
from framing.scorers.attribution.ranges import Inside
from framing.scorers.attribution.rows import Rows
from framing.scorers.attribution.subjects import Draft, supply_speakers
from framing.scorers.attribution.tags import CONTENT, CUE, Items
from framing.scorers.attribution.words import Cues
from framing.text.batch import Batch, Integers

__all__ = ["rows_of"]


def rows_of(batch: Batch, items: Items, links: Links, quotes: Quotes, cues: Cues) -> Rows:
    """Return the contents that somebody says: those with a cue, and quotations without one."""
    content = np.flatnonzero(items.role == CONTENT)
    other_sense = _in_another_sense(items, cues)
    cue = links.cue[content]
    quoted = quotes.mask[items.start[content]] | quotes.mask[np.maximum(items.end[content] - 1, 0)]
    keep = ((cue >= 0) & ~other_sense[cue]) | quoted
    cue = np.where(other_sense[cue], -1, cue)
    content, cue = content[keep], cue[keep]
    source = np.where(cue >= 0, links.source[cue], -1)
    places = (_taken(column, chosen) for chosen in (cue, source) for column in (items.start, items.end))
    draft = Draft(items.start[content], items.end[content], *places)
    supply_speakers(batch, draft, quotes)
    own = (draft.speaker_start > draft.start) | (draft.speaker_end < draft.end) | (draft.speaker_start < 0)
    draft = Draft._make(column[own] for column in draft)
    return Rows(*draft, _followed(batch, draft.start, draft.cue_start))


def _in_another_sense(items: Items, cues: Cues) -> NDArray[np.bool_]:
    """Tell the cues whose reporting words all stand in another sense; one more element answers for no cue."""
    found = np.zeros(len(items.start) + 1, bool)
    own = np.flatnonzero(items.role == CUE)
    start, end = items.start[own], items.end[own]
    hit = np.searchsorted(cues.start, end) > np.searchsorted(cues.end, start, side="right")
    inside = Inside(start, end)
    found[own] = inside.any(cues.cancelled[inside.token]) & ~hit
    return found


def _taken(column: Integers, chosen: Integers) -> Integers:
    return np.where(chosen >= 0, column[chosen], -1).astype(np.int32) if len(column) else chosen.astype(np.int32)


def _followed(batch: Batch, start: Integers, cue: Integers) -> Integers:
    """Return for each content without a cue the row whose speaker goes on: the one before, in this or the last block."""
    follows = np.full(len(start), -1, np.int32)
    block, article = batch.block[start].tolist(), batch.article[start].tolist()
    for number in np.flatnonzero(cue < 0).tolist():
        if number and article[number - 1] == article[number] and block[number] - block[number - 1] <= 1:
            follows[number] = number - 1
    return follows
