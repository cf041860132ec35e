"""Speakers given by the layout: signatures under quotations, and names before a colon in transcripts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.labels import headline_labels
from framing.scorers.attribution.quotes import Quotes
from framing.scorers.attribution.ranges import colons, first_codes
from framing.scorers.attribution.tags import CONTENT, CUE, SOURCE, Items
from framing.text.batch import Batch, Integers
from framing.text.tokens import NUMBER, PUNCT

__all__ = ["laid_out", "replaced"]

_DASH, _COLON, _QUOTE = ord("—"), ord(":"), ord('"')
_SIGNATURE = 8  # tokens of a name with what follows it, up to the end of the paragraph
_LABEL = 5  # tokens before the colon
_LEAST = 2  # paragraphs with a label in capitals that make a transcript


def laid_out(batch: Batch, quotes: Quotes) -> Items:
    """Return source, cue and content of signed quotations and of the turns of transcripts."""
    spans = _signed(batch, quotes) + _turns(batch) + headline_labels(batch)
    spans.sort()
    columns = np.asarray(spans, np.int32).reshape(-1, 3)
    return Items(columns[:, 0], columns[:, 1], columns[:, 2].astype(np.int8))


def replaced(items: Items, given: Items) -> Items:
    """Return the spans with those that the layout gives in place of what overlaps them."""
    if not len(given.start):
        return items
    after = np.searchsorted(given.start, items.end)
    before = np.searchsorted(given.end, items.start, side="right")
    keep = after <= before
    start = np.concatenate([items.start[keep], given.start])
    order = np.argsort(start, kind="stable")
    end = np.concatenate([items.end[keep], given.end])
    role = np.concatenate([items.role[keep], given.role])
    return Items(start[order], end[order], role[order])


def _signed(batch: Batch, quotes: Quotes) -> list[tuple[int, int, int]]:
    """Find `"..." — Name` at the end of a paragraph."""
    found: list[tuple[int, int, int]] = []
    inside = quotes.end < len(batch.start)
    place = np.minimum(quotes.end, len(batch.start) - 1)
    dashed = inside & (batch.derive(first_codes)[place] == _DASH)
    for number in np.flatnonzero(dashed).tolist():
        dash = int(quotes.end[number])
        last = int(batch.block_end[batch.block[dash]])
        if batch.block[dash] != batch.block[quotes.start[number]]:
            continue
        if last - 1 > dash and batch.kind[last - 1] == PUNCT:
            last -= 1
        if 0 < last - dash - 1 <= _SIGNATURE and batch.text[batch.start[dash + 1]].isupper():
            found += [
                (int(quotes.start[number]), dash, CONTENT),
                (dash, dash + 1, CUE),
                (dash + 1, last, SOURCE),
            ]
    return found


def _turns(batch: Batch) -> list[tuple[int, int, int]]:
    """Find the paragraphs of a transcript, `SMITH: ...`: at least two of an article begin so."""
    label, colon = _labels(batch)
    if not len(label):
        return []
    article = batch.article[label]
    counts = np.bincount(article, minlength=batch.n_articles)
    found: list[tuple[int, int, int]] = []
    for first, place in zip(label.tolist(), colon.tolist(), strict=True):
        last = int(batch.block_end[batch.block[first]])
        if counts[batch.article[first]] >= _LEAST and last - place > 2:
            found += [(first, place, SOURCE), (place, place + 1, CUE), (place + 1, last, CONTENT)]
    return found


def _labels(batch: Batch) -> tuple[Integers, Integers]:
    """Return first token and colon of the labels in capitals with which paragraphs begin."""
    size = len(batch.start)
    codes = batch.derive(first_codes)
    first = batch.block_start + (codes[batch.block_start] == _QUOTE)
    after = batch.derive(colons) - first[batch.block[batch.derive(colons)]]
    rows = np.unique(batch.block[batch.derive(colons)[(after > 0) & (after <= _LABEL)]])  # those that may still be labels
    colon = np.full(len(first), -1, np.int32)
    for step in range(_LABEL + 1):
        rows = rows[first[rows] + step < batch.block_end[rows]]
        place = first[rows] + step
        ended = (codes[place] == _COLON) & (step > 0)
        colon[rows[ended]] = place[ended]
        loud = batch.vocabulary.ask(_is_loud, batch.word[place])
        rows = rows[~ended & (loud | ((codes[place] == ord(".")) & (step > 0)))]
    chosen: NDArray[np.bool_] = (colon >= 0) & ~batch.excluded[np.minimum(first, size - 1)]
    chosen &= batch.kind[np.minimum(first, size - 1)] != NUMBER
    return first[chosen].astype(np.int32), colon[chosen]


def _is_loud(word: str) -> bool:
    return word.isupper() and word.isalpha() and len(word) > 1
