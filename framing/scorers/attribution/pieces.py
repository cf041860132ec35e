"""Contents in one piece or in several: a quotation is one, two sentences of which one is a quotation are two."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.openings import added, told_apart
from framing.scorers.attribution.quotes import Quotes
from framing.scorers.attribution.ranges import Inside, first_codes
from framing.scorers.attribution.tags import CONTENT, CUE, Items
from framing.scorers.attribution.words import listed_at, stances_at
from framing.text.batch import Batch, Integers

__all__ = ["in_pieces"]

_MARKS = 2  # of a quotation; more of them, and they do not pair
_QUOTE, _COLON, _COMMA = ord('"'), ord(":"), ord(",")


def in_pieces(batch: Batch, items: Items, quotes: Quotes) -> Items:
    """Return the spans with quotations in one piece, and contents cut where a quotation begins or ends a sentence."""
    if not len(items.start):
        return items
    whole = _joined(batch, told_apart(batch, items), quotes)
    return _after_tags(batch, _cut(batch, _introduced(batch, whole, quotes), quotes))


def _introduced(batch: Batch, items: Items, quotes: Quotes) -> Items:
    """Tell a further reporting verb and its quotation from the content around them: while chanting, “Peace now!”"""
    opening, closing = quotes.start[quotes.sentence], quotes.end[quotes.sentence]
    comma = batch.codes[batch.start[np.maximum(opening - 1, 0)]] == _COMMA
    verb = opening - 1 - comma
    owner = np.searchsorted(items.start, opening, side="right") - 1
    known = stances_at(batch, np.maximum(verb, 0)) >= 0
    inside = known & (owner >= 0) & (items.role[owner] == CONTENT) & (items.start[owner] <= verb) & (items.end[owner] > opening)
    opening, closing, verb, owner = opening[inside], closing[inside], verb[inside], owner[inside]
    single = np.unique(owner, return_index=True)[1]  # the first quotation of a content
    opening, closing, verb, owner = opening[single], closing[single], verb[single], owner[single]
    start, end = items.start.copy(), items.end.copy()
    end[owner] = verb
    cut = added(Items(start, end, items.role), verb, verb + 1, CUE)
    return added(cut, opening, np.minimum(closing, items.end[owner]), CONTENT)


def _joined(batch: Batch, items: Items, quotes: Quotes) -> Items:
    """Make one content of a quotation that begins and ends as content: whom it quotes in turn is not told apart."""
    content = np.flatnonzero(items.role == CONTENT)
    if not len(content):
        return items
    first = content[np.clip(np.searchsorted(items.start[content], quotes.start, side="right") - 1, 0, None)]
    last = content[np.clip(np.searchsorted(items.end[content], quotes.end), 0, len(content) - 1)]
    whole = (items.start[first] <= quotes.start) & (items.end[first] > quotes.start)
    whole &= (items.end[last] >= quotes.end) & (items.start[last] < quotes.end) & (last > first)
    whole &= quotes.speechlike() & (batch.block[quotes.start] == batch.block[quotes.end - 1])
    inside = Inside(quotes.start[whole], quotes.end[whole])
    whole[whole] = inside.count(batch.derive(first_codes)[inside.token] == _QUOTE) <= _MARKS
    start, end, keep = items.start.copy(), items.end.copy(), np.ones(len(items.start), bool)
    for low, high in zip(first[whole].tolist(), last[whole].tolist(), strict=True):
        keep[low + 1 : high + 1] = False
        end[low] = max(int(end[low]), int(end[high]))
    return Items(start[keep], end[keep], items.role[keep])


def _cut(batch: Batch, items: Items, quotes: Quotes) -> Items:
    """Cut contents before a quotation that opens a sentence or follows a colon, and after one that closes a sentence."""
    opening, closing = quotes.start[quotes.speechlike()], quotes.end[quotes.speechlike()]
    opening = opening[opening > 0]
    first = batch.sentence_start[batch.sentence[opening]] == opening
    first |= batch.codes[batch.start[opening - 1]] == _COLON
    closing = closing[closing < len(batch.start)]
    closing = closing[batch.sentence_start[batch.sentence[closing]] == closing]
    cuts = np.unique(np.concatenate([opening[first], closing, _tagged_again(batch, items)]))
    owner = np.searchsorted(items.start, cuts, side="right") - 1
    inside = (owner >= 0) & (items.role[owner] == CONTENT) & (cuts > items.start[owner]) & (cuts < items.end[owner])
    cuts, owner = cuts[inside], owner[inside]
    start = np.concatenate([items.start, cuts])
    role = np.concatenate([items.role, items.role[owner]])
    order = np.argsort(start, kind="stable")
    start, role = start[order], role[order]
    end = _ends(items, cuts, owner)[order]
    return Items(start.astype(np.int32), end.astype(np.int32), role)


def _tagged_again(batch: Batch, items: Items) -> Integers:
    """Return where the last sentence of a content begins that a cue before and a tag after it claim: said a. B, added she."""
    role, start, end = items.role, items.start, items.end
    if len(role) < 4:
        return np.zeros(0, np.int32)
    found = np.zeros(len(role), bool)
    last = batch.sentence[np.maximum(end - 1, 0)]
    found[1:-2] = (role[:-3] == CUE) & (role[1:-2] == CONTENT) & (start[1:-2] - end[:-3] <= 1) & (role[2:-1] != CONTENT)
    found[1:-2] &= (role[3:] != CONTENT) & (role[2:-1] != role[3:])
    found[1:-2] &= (start[2:-1] - end[1:-2] <= 1) & (start[3:] - end[2:-1] <= 1)
    found[1:-2] &= (batch.sentence[start[1:-2]] < last[1:-2]) & (batch.sentence[start[3:]] == last[1:-2])
    place = batch.sentence_start[last[found]]
    return place[batch.quote[place] < 0]


def _ends(items: Items, cuts: Integers, owner: NDArray[np.intp]) -> Integers:
    """Return where the spans, and then the parts behind the cuts, end: at the next cut, else where the span ended."""
    following = np.append(cuts[1:], 0)
    same = np.append(owner[1:] == owner[:-1], False)
    behind = np.where(same, following, items.end[owner])
    ahead = items.end.copy()
    whole, where = np.unique(owner, return_index=True)
    ahead[whole] = cuts[where]
    return np.concatenate([ahead, behind])


def _after_tags(batch: Batch, items: Items) -> Items:
    """Leave out what follows the tag of a quotation without a comma or "that": “...,” she said of the trip to Peru."""
    role, start, end = items.role, items.start, items.end
    if len(start) < 4:
        return items
    code = batch.derive(first_codes)
    mark = code[end - 1] == _QUOTE
    sentence = batch.sentence[start]
    tail = np.zeros(len(start), bool)
    tail[3:] = (role[3:] == CONTENT) & (role[:-3] == CONTENT) & (role[1:-2] != CONTENT) & (role[2:-1] != CONTENT)
    tail[3:] &= (role[1:-2] != role[2:-1]) & mark[:-3] & (start[1:-2] == end[:-3])
    tail[3:] &= (sentence[3:] == batch.sentence[end[:-3] - 1]) & (sentence[3:] == sentence[1:-2])
    tail &= (code[start] != _QUOTE) & (code[np.maximum(start - 1, 0)] != _COMMA) & ~listed_at(batch, "clause_openers", start)
    return Items(start[~tail], end[~tail], role[~tail])
