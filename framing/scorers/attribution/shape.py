"""The shape of reported words: quotations are taken whole, the narrator's asides are left out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.quotes import Quotes
from framing.scorers.attribution.ranges import first_codes
from framing.scorers.attribution.tags import CONTENT, Items
from framing.scorers.attribution.words import listed_at
from framing.text.batch import Batch, Integers

__all__ = ["asides", "completed", "over_asides"]

_SLACK = 2  # tokens by which a content may miss a quotation mark
_DASH = ord("—")
_LONGEST_ASIDE = 40


def completed(items: Items, quotes: Quotes) -> Items:
    """Return the spans with contents that begin and end at quotation marks, and with quotations nobody tagged."""
    start, end, role = items.start.copy(), items.end.copy(), items.role
    if not len(quotes.start):
        return items
    content = role == CONTENT
    _snap(start, end, content, quotes)
    missing = _untagged(start[content], end[content], quotes)
    start = np.concatenate([start, quotes.start[missing]])
    end = np.concatenate([end, quotes.end[missing]])
    role = np.concatenate([role, np.full(len(missing), CONTENT, np.int8)])
    order = np.argsort(start, kind="stable")
    return _disjoint(start[order], end[order], role[order])


def over_asides(batch: Batch, items: Items) -> Items:
    """Return the spans with contents that stop at a narrator's aside between dashes carried on behind it."""
    end = items.end.copy()
    inside = end < len(batch.start)
    stops = (items.role == CONTENT) & inside & (batch.derive(first_codes)[np.minimum(end, len(batch.start) - 1)] == _DASH)
    for number in np.flatnonzero(stops).tolist():
        first = int(end[number])
        sentence = batch.sentence[first]
        limit = int(batch.sentence_end[sentence])
        if number + 1 < len(end):
            limit = min(limit, int(items.start[number + 1]))
        dashes = first + 1 + np.flatnonzero(batch.codes[batch.start[first + 1 : limit]] == _DASH)
        if batch.sentence[items.start[number]] == sentence and len(dashes) and dashes[0] - first <= _LONGEST_ASIDE:
            full_stop = batch.codes[batch.start[limit - 1]] == ord(".")
            end[number] = max(first, limit - int(full_stop))
    return items._replace(end=end)


def _snap(start: Integers, end: Integers, content: NDArray[np.bool_], quotes: Quotes) -> None:
    """Move the edges of contents to the marks of the quotation that they nearly agree with."""
    last = len(quotes.start) - 1
    at = np.clip(np.searchsorted(quotes.start, start, side="right") - 1, 0, last)
    inside = content & (start > quotes.start[at]) & (start < quotes.end[at])
    near = inside & (start - quotes.start[at] <= _SLACK)
    start[near] = quotes.start[at][near]
    at = np.clip(np.searchsorted(quotes.start, end - 1, side="right") - 1, 0, last)
    inside = content & (end > quotes.start[at]) & (end < quotes.end[at])
    near = inside & (quotes.end[at] - end <= _SLACK)
    end[near] = quotes.end[at][near]
    lonely = content & inside & (end - quotes.start[at] <= 1) & (end - start > 1)
    end[lonely] = quotes.start[at][lonely]


def _untagged(start: Integers, end: Integers, quotes: Quotes) -> NDArray[np.intp]:
    """Return the quotations that are somebody's words although no content touches them."""
    touched = np.searchsorted(start, quotes.end) > np.searchsorted(end, quotes.start, side="right")
    return np.flatnonzero(quotes.speechlike() & ~touched)


def _disjoint(start: Integers, end: Integers, role: NDArray[np.int8]) -> Items:
    """Cut spans that run into the next one."""
    if len(start) > 1:
        end[:-1] = np.minimum(end[:-1], start[1:])
    keep = end > start
    return Items(start[keep].astype(np.int32), end[keep].astype(np.int32), role[keep])


def asides(batch: Batch, span: Integers, quotes: Quotes) -> NDArray[np.intp]:
    """Return the tokens of reported sentences that are the narrator's: between dashes, or after ", which"."""

    def reported(tokens: NDArray[np.intp]) -> NDArray[np.intp]:
        return tokens[(span[tokens] >= 0) & ~quotes.mask[tokens]]

    found = np.zeros(len(span), bool)
    code = batch.derive(first_codes)
    _dashed(batch, reported(np.flatnonzero(code == _DASH)).tolist(), found)
    after = reported(1 + np.flatnonzero(code[:-1] == ord(",")))
    after = after[batch.sentence[after - 1] == batch.sentence[after]]
    _relative(batch, after[listed_at(batch, "narrator_relative", after)].tolist(), found)
    return reported(np.flatnonzero(found))


def _dashed(batch: Batch, dashes: list[int], found: NDArray[np.bool_]) -> None:
    place = 0
    while place < len(dashes):
        first = dashes[place]
        sentence = batch.sentence[first]
        paired = place + 1 < len(dashes) and batch.sentence[dashes[place + 1]] == sentence
        last = dashes[place + 1] + 1 if paired else int(batch.sentence_end[sentence])
        if last - first <= _LONGEST_ASIDE:
            found[first:last] = True
        place += 2 if paired else 1


def _relative(batch: Batch, starts: list[int], found: NDArray[np.bool_]) -> None:
    for first in starts:
        limit = min(int(batch.sentence_end[batch.sentence[first]]), first + _LONGEST_ASIDE)
        commas = np.flatnonzero(batch.codes[batch.start[first:limit]] == ord(","))
        last = first + int(commas[0]) if len(commas) else limit
        found[first:last] = True
