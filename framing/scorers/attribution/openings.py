"""Where sources, cues and contents begin and end that the tagger runs together: datelines, "according to", "that"."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.ranges import Inside, first_codes
from framing.scorers.attribution.tags import CONTENT, CUE, SOURCE, Items
from framing.scorers.attribution.words import THOUGHT, capitals_at, listed_at, stances_at, word_stance, words
from framing.text.batch import Batch, Integers
from framing.text.tokens import PUNCT

__all__ = ["added", "told_apart"]

_PAIR = 2
_SHORTEST = 2  # tokens of a content from its "that" on
_ADJUNCT = 16  # tokens before "that": said at the gathering that
_DESCRIPTION = 14  # tokens between the commas after a name
_QUOTE, _COLON, _COMMA = ord('"'), ord(":"), ord(",")


def told_apart(batch: Batch, items: Items) -> Items:
    """Return the spans with sources, cues and contents told from one another and from what only surrounds them."""
    return _at_that(batch, _according(batch, _announced(batch, _behind_datelines(batch, items))))


def added(items: Items, start: Integers, end: Integers, role: int) -> Items:
    """Return the spans with more of a role, without empty ones."""
    if not len(start):
        return items
    start, end = np.concatenate([items.start, start]), np.concatenate([items.end, end])
    roles = np.concatenate([items.role, np.full(len(start) - len(items.role), role, np.int8)])
    order = np.argsort(start, kind="stable")
    order = order[end[order] > start[order]]
    return Items(start[order].astype(np.int32), end[order].astype(np.int32), roles[order])


def _behind_datelines(batch: Batch, items: Items) -> Items:
    """Let sources begin behind furniture: ROME (Reuters) — [Italy] agreed."""
    behind = np.flatnonzero((items.role == SOURCE) & batch.excluded[items.start])
    if not len(behind):
        return items
    inside = Inside(items.start[behind], items.end[behind])
    first = inside.first(~batch.excluded[inside.token])
    start = items.start.copy()
    start[behind] = np.where(first >= 0, first, start[behind])
    return items._replace(start=start)


def _announced(batch: Batch, items: Items) -> Items:
    """Tell the verb of "The Times reports:" from its subject."""
    code = batch.derive(first_codes)
    last = items.end - 1
    colon = code[np.minimum(items.end, len(code) - 1)] == _COLON
    chosen = np.flatnonzero((items.role == SOURCE) & (last > items.start) & colon)
    chosen = chosen[stances_at(batch, last[chosen]) >= 0]
    ends = items.end.copy()
    ends[chosen] -= 1
    return added(Items(items.start, ends, items.role), last[chosen], items.end[chosen], CUE)


def _at_that(batch: Batch, items: Items) -> Items:
    """Let a content begin at its "that": remarked at [the gathering that] the talks had stalled."""
    if len(items.start) < _PAIR:
        return items
    start, before, here = items.start.copy(), items.end[:-1] - 1, items.start[1:]
    after = 1 + np.flatnonzero((items.role[1:] == CONTENT) & (items.role[:-1] == CUE) & (items.end[:-1] == here))
    before, here = items.end[after - 1] - 1, items.start[after]
    particle = _leaves(batch, before) & (before > items.start[after - 1])
    after = after[_leaves(batch, here) | listed_at(batch, "time_marks", here) | particle]
    cue = Inside(items.start[after - 1], items.end[after - 1])
    stance = stances_at(batch, cue.token)
    after = after[cue.any((stance >= 0) & (stance < THOUGHT))]
    that, ids, kinds = batch.vocabulary.intern("that"), batch.lower.data, batch.kind.data
    columns = items.start[after].tolist(), items.end[after].tolist()
    for number, first, last in zip(after.tolist(), *columns, strict=True):
        stop = min(last - _SHORTEST, first + _ADJUNCT)
        place = next((each for each in range(first, stop) if ids[each] == that or kinds[each] == PUNCT), first)
        if kinds[place] != PUNCT:
            start[number] = place
    return items._replace(start=start)


def _leaves(batch: Batch, tokens: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell the prepositions that lead away from what is said; a verb may govern others."""
    return listed_at(batch, "prepositions", tokens) & ~listed_at(batch, "governed_prepositions", tokens)


def _according(batch: Batch, items: Items) -> Items:
    """Tell whom a sentence accords to from what it says: According to [Medinsky], [Kyiv asked for a meeting]."""
    opens = batch.sentence_start[batch.sentence[items.start]] == items.start
    said = batch.lower[items.start] == batch.vocabulary.intern("according")
    cues = np.flatnonzero((items.role == CUE) & opens & said)
    if not len(cues):
        return items
    keep = np.ones(len(items.start), bool)
    sources: list[tuple[int, int]] = []
    contents: list[tuple[int, int]] = []
    for cue in cues.tolist():
        first, high = int(items.end[cue]), int(batch.sentence_end[batch.sentence[items.start[cue]]])
        comma = _source_end(batch, first, high)
        inside = slice(cue + 1, int(np.searchsorted(items.start, high)))
        own = Items(items.start[inside], items.end[inside], items.role[inside])
        quoted = (own.role == CONTENT) & (batch.codes[batch.start[own.start]] == _QUOTE)
        if comma < 0 or quoted.any() or _has_speaker(batch, own, comma):
            continue
        keep[inside] = False
        sources.append((first, comma))
        contents.append((comma + 1, high - (batch.kind[high - 1] == PUNCT and batch.quote[high - 1] < 0)))
    items = Items(items.start[keep], items.end[keep], items.role[keep])
    for spans, role in ((sources, SOURCE), (contents, CONTENT)):
        columns = np.asarray(spans, np.int32).reshape(-1, 2)
        items = added(items, columns[:, 0], columns[:, 1], role)
    return items


def _has_speaker(batch: Batch, own: Items, comma: int) -> bool:
    """Tell whether a source and a reporting verb of its own stand behind the comma."""
    behind = own.start > comma
    return bool(((own.role == SOURCE) & behind).any()) and bool((_reporting(batch, own) & behind).any())


def _source_end(batch: Batch, first: int, high: int) -> int:
    """Return the comma that ends the phrase after "according to", a description between commas included; -1 if none."""
    code, quote = batch.derive(first_codes).data, batch.quote.data
    commas = (place for place in range(first, high) if code[place] == _COMMA and quote[place] < 0)
    comma, behind = next(commas, -1), next(commas, high + _DESCRIPTION)
    if comma >= 0 and behind - comma <= _DESCRIPTION:
        between = np.arange(comma + 1, behind)
        verbs = any(_is_verb(batch.vocabulary.spellings[word]) for word in batch.lower[between].tolist())
        if (listed_at(batch, "articles", between[:1]).any() and not verbs) or capitals_at(batch, between).all():
            return behind
    return comma


def _reporting(batch: Batch, items: Items) -> NDArray[np.bool_]:
    """Tell the cues with a reporting verb."""
    cue = Inside(items.start, np.where(items.role == CUE, items.end, items.start))
    return cue.any(stances_at(batch, cue.token) >= 0)


def _is_verb(word: str) -> bool:
    return word in words("auxiliaries") or word.endswith("ed") or word_stance(word) >= 0
