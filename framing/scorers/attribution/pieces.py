"""Contents in one piece or in several: a quotation is one, two sentences of which one is a quotation are two."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.quotes import Quotes
from framing.scorers.attribution.tags import CONTENT, CUE, SOURCE, Items
from framing.scorers.attribution.words import THOUGHT, listed_at, word_class, word_stance, words
from framing.text.batch import Batch, Integers
from framing.text.tokens import PUNCT

__all__ = ["in_pieces"]

_ADJUNCT = 16  # tokens before "that": said at the gathering that
_DESCRIPTION = 14  # tokens between the commas after a name
_QUOTE, _COLON, _COMMA = ord('"'), ord(":"), ord(",")


def in_pieces(batch: Batch, items: Items, quotes: Quotes) -> Items:
    """Return the spans with quotations in one piece, and contents cut where a quotation begins or ends a sentence."""
    if not len(items.start):
        return items
    items = _at_that(batch, _according(batch, _announced(batch, _behind_datelines(batch, items))))
    if not len(quotes.start):
        return items
    whole = _joined(batch, items, quotes)
    return _after_tags(batch, _cut(batch, _introduced(batch, whole, quotes), quotes))


def _behind_datelines(batch: Batch, items: Items) -> Items:
    """Let sources begin behind furniture: ROME (Reuters) — [Italy] agreed."""
    size = len(batch.excluded)
    counted = np.flatnonzero(~batch.excluded)
    following = np.append(counted, size)[np.searchsorted(counted, items.start)]
    moved = (items.role == SOURCE) & batch.excluded[items.start] & (following < items.end)
    return items._replace(start=np.where(moved, following, items.start).astype(np.int32))


def _announced(batch: Batch, items: Items) -> Items:
    """Tell the verb of "The Times reports:" from its subject."""
    code = batch.codes[batch.start]
    last = items.end - 1
    verb = batch.vocabulary.column(word_stance, np.int8)[batch.lower[last]] >= 0
    colon = code[np.minimum(items.end, len(code) - 1)] == _COLON
    chosen = np.flatnonzero((items.role == SOURCE) & (last > items.start) & verb & colon)
    ends = items.end.copy()
    ends[chosen] -= 1
    return _with(Items(items.start, ends, items.role), last[chosen], items.end[chosen], CUE)


def _at_that(batch: Batch, items: Items) -> Items:
    """Let a content begin at its "that": remarked at [the gathering that] the talks had stalled."""
    that = batch.vocabulary.column(_is_that, bool)[batch.lower]
    prepositions = word_class(batch, "prepositions") & ~listed_at(batch, "governed_prepositions", np.arange(len(that)))
    start = items.start.copy()
    spoken = batch.vocabulary.column(word_stance, np.int8)[batch.lower]
    total = np.concatenate([[0], np.cumsum((spoken >= 0) & (spoken < THOUGHT))])
    after = (items.role[1:] == CONTENT) & (items.role[:-1] == CUE) & (items.end[:-1] == items.start[1:])
    after &= total[items.end[:-1]] > total[items.start[:-1]]
    here = items.start[1:]
    particle = prepositions[items.end[:-1] - 1] & (items.end[:-1] - items.start[:-1] > 1)
    after &= prepositions[here] | listed_at(batch, "time_marks", here) | particle
    commas = np.concatenate([[0], np.cumsum(batch.kind == PUNCT)])
    for number in (1 + np.flatnonzero(after)).tolist():
        first, last = int(items.start[number]), min(int(items.end[number]), int(items.start[number]) + _ADJUNCT)
        places = first + np.flatnonzero(that[first:last])
        if len(places) and places[0] > first and commas[places[0]] == commas[first] and items.end[number] - places[0] > 2:
            start[number] = places[0]
    return items._replace(start=start)


def _is_that(word: str) -> bool:
    return word == "that"


def _according(batch: Batch, items: Items) -> Items:
    """Tell whom a sentence accords to from what it says: According to [Medinsky], [Kyiv asked for a meeting]."""
    opens = batch.sentence_start[batch.sentence[items.start]] == items.start
    said = batch.vocabulary.column(_is_according, bool)[batch.lower[items.start]]
    known = _reporting(batch, items)
    keep = np.ones(len(items.start), bool)
    sources: list[tuple[int, int]] = []
    contents: list[tuple[int, int]] = []
    for cue in np.flatnonzero((items.role == CUE) & opens & said).tolist():
        first, high = int(items.end[cue]), int(batch.sentence_end[batch.sentence[items.start[cue]]])
        comma = _source_end(batch, first, high)
        inside = cue + 1 + np.flatnonzero(items.start[cue + 1 :] < high)
        quoted = (items.role[inside] == CONTENT) & (batch.codes[batch.start[items.start[inside]]] == _QUOTE)
        own = known[inside] & (items.start[inside] > comma) & _has_source(items, inside, comma)
        if comma < 0 or quoted.any() or own.any():
            continue
        keep[inside] = False
        sources.append((first, comma))
        contents.append((comma + 1, high - (batch.kind[high - 1] == PUNCT and batch.quote[high - 1] < 0)))
    items = Items(items.start[keep], items.end[keep], items.role[keep])
    for spans, role in ((sources, SOURCE), (contents, CONTENT)):
        columns = np.asarray(spans, np.int32).reshape(-1, 2)
        items = _with(items, columns[:, 0], columns[:, 1], role)
    return items


def _has_source(items: Items, inside: NDArray[np.intp], comma: int) -> bool:
    """Tell whether a source of its own stands behind the comma."""
    return bool(((items.role[inside] == SOURCE) & (items.start[inside] > comma)).any())


def _source_end(batch: Batch, first: int, high: int) -> int:
    """Return the comma that ends the phrase after "according to", a description between commas included; -1 if none."""
    outside = batch.quote[first:high] < 0
    commas = first + np.flatnonzero((batch.codes[batch.start[first:high]] == _COMMA) & outside)
    if not len(commas):
        return -1
    if len(commas) > 1 and commas[1] - commas[0] <= _DESCRIPTION:
        between = np.arange(commas[0] + 1, commas[1])
        verbs = batch.vocabulary.column(_is_verb, bool)[batch.lower[between]]
        name = batch.vocabulary.column(_is_capital, bool)[batch.word[between]]
        if (listed_at(batch, "articles", between[:1]).any() and not verbs.any()) or name.all():
            return int(commas[1])
    return int(commas[0])


def _reporting(batch: Batch, items: Items) -> NDArray[np.bool_]:
    """Tell the cues with a reporting verb."""
    stance = batch.vocabulary.column(word_stance, np.int8)[batch.lower]
    total = np.concatenate([[0], np.cumsum(stance >= 0)])
    return (items.role == CUE) & (total[items.end] > total[items.start])


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _is_verb(word: str) -> bool:
    return word in words("auxiliaries") or word.endswith("ed") or word_stance(word) >= 0


def _is_according(word: str) -> bool:
    return word == "according"


def _introduced(batch: Batch, items: Items, quotes: Quotes) -> Items:
    """Tell a further reporting verb and its quotation from the content around them: while chanting, “Peace now!”"""
    opening, closing = quotes.start[quotes.sentence], quotes.end[quotes.sentence]
    comma = batch.codes[batch.start[np.maximum(opening - 1, 0)]] == _COMMA
    verb = opening - 1 - comma
    owner = np.searchsorted(items.start, opening, side="right") - 1
    known = batch.vocabulary.column(word_stance, np.int8)[batch.lower[np.maximum(verb, 0)]] >= 0
    inside = known & (owner >= 0) & (items.role[owner] == CONTENT) & (items.start[owner] <= verb) & (items.end[owner] > opening)
    opening, closing, verb, owner = opening[inside], closing[inside], verb[inside], owner[inside]
    single = np.unique(owner, return_index=True)[1]  # the first quotation of a content
    opening, closing, verb, owner = opening[single], closing[single], verb[single], owner[single]
    start, end = items.start.copy(), items.end.copy()
    end[owner] = verb
    cut = _with(Items(start, end, items.role), verb, verb + 1, CUE)
    return _with(cut, opening, np.minimum(closing, items.end[owner]), CONTENT)


def _with(items: Items, start: Integers, end: Integers, role: int) -> Items:
    """Return the spans with more of a role, without empty ones."""
    if not len(start):
        return items
    start, end = np.concatenate([items.start, start]), np.concatenate([items.end, end])
    roles = np.concatenate([items.role, np.full(len(start) - len(items.role), role, np.int8)])
    order = np.argsort(start, kind="stable")
    order = order[end[order] > start[order]]
    return Items(start[order].astype(np.int32), end[order].astype(np.int32), roles[order])


def _joined(batch: Batch, items: Items, quotes: Quotes) -> Items:
    """Make one content of a quotation that begins and ends as content: whom it quotes in turn is not told apart."""
    content = np.flatnonzero(items.role == CONTENT)
    if not len(content):
        return items
    first = content[np.clip(np.searchsorted(items.start[content], quotes.start, side="right") - 1, 0, None)]
    last = content[np.clip(np.searchsorted(items.end[content], quotes.end), 0, len(content) - 1)]
    whole = (items.start[first] <= quotes.start) & (items.end[first] > quotes.start)
    whole &= (items.end[last] >= quotes.end) & (items.start[last] < quotes.end) & (last > first)
    marks = np.concatenate([[0], np.cumsum(batch.codes[batch.start] == _QUOTE)])
    whole &= marks[quotes.end] - marks[quotes.start] <= 2  # more of them, and the marks do not pair
    whole &= quotes.speechlike() & (batch.block[quotes.start] == batch.block[quotes.end - 1])
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
    code = batch.codes[batch.start]
    mark = code[end - 1] == _QUOTE
    sentence = batch.sentence[start]
    tail = np.zeros(len(start), bool)
    tail[3:] = (role[3:] == CONTENT) & (role[:-3] == CONTENT) & (role[1:-2] != CONTENT) & (role[2:-1] != CONTENT)
    tail[3:] &= (role[1:-2] != role[2:-1]) & mark[:-3] & (start[1:-2] == end[:-3])
    tail[3:] &= (sentence[3:] == batch.sentence[end[:-3] - 1]) & (sentence[3:] == sentence[1:-2])
    tail &= (code[start] != _QUOTE) & (code[np.maximum(start - 1, 0)] != _COMMA) & ~listed_at(batch, "clause_openers", start)
    return Items(start[~tail], end[~tail], role[~tail])
