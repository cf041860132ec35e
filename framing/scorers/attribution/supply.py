"""Contents for cues that have none: what stands beside "she said" in its sentence."""

from __future__ import annotations

import numpy as np

from framing.scorers.attribution.clauses import are_clauses
from framing.scorers.attribution.link import Links
from framing.scorers.attribution.phrases import Sentences
from framing.scorers.attribution.tags import CONTENT, CUE, Items
from framing.scorers.attribution.words import listed_at, words
from framing.text.batch import Batch

__all__ = ["with_contents"]

_LEAST = 3  # tokens of a content
_HEARER = 8  # tokens between "told" and "that"
_TAIL = 4  # tokens after a cue that closes its sentence ("she said on Friday")

Span = tuple[int, int]


def with_contents(batch: Batch, items: Items, links: Links) -> tuple[Items, Links]:
    """Return spans and links with contents for the cues that have a source and no content."""
    used = np.zeros(len(items.start), bool)
    used[links.cue[links.cue >= 0]] = True
    empty = np.flatnonzero((items.role == CUE) & ~used & (links.source >= 0))
    first = items.start[empty]
    same = batch.sentence[items.start[links.source[empty]]] == batch.sentence[first]
    empty = empty[same & (batch.quote[first] < 0)]
    if not len(empty):
        return items, links
    search = _Search(batch, items)
    found = [(span, cue) for cue in empty.tolist() for span in search.contents(cue, int(links.source[cue]))]
    return _inserted(items, links, _saying(batch, items, found))


def _saying(batch: Batch, items: Items, found: list[tuple[Span, int]]) -> list[tuple[Span, int]]:
    """Return the contents that are clauses or begin with a quotation mark: nobody has marked them as contents yet."""
    if not found:
        return found
    start, end = np.array([span for span, _ in found], np.int32).T
    cue = np.array([cue for _, cue in found])
    clause = are_clauses(batch, start, end, items.start[cue], items.end[cue])
    clause &= ~((end <= items.start[cue]) & listed_at(batch, "prepositions", start))  # At the talks, Russia refused
    clause |= batch.codes[batch.start[start]] == ord('"')
    return [each for each, kept in zip(found, clause.tolist(), strict=True) if kept]


class _Search:
    def __init__(self, batch: Batch, items: Items) -> None:
        self.text = Sentences(batch, few=True)
        self._start, self._end = items.start.tolist(), items.end.tolist()

    def contents(self, cue: int, source: int) -> list[Span]:
        """Return the stretches of the cue's sentence that it reports: after it, before it, or around it."""
        first, last = self._span(cue)
        low, high = self.text.bounds(first)
        begin, end = self._span(source)
        low, high = self._free(cue, source, low, high)
        if self.text.lower[last - 1] in words("prepositions"):
            return self._sourced(low, high, first, end) if begin == last else []
        group, stop = min(first, begin), max(last, end)
        before = self._trim(self.text.skip_openers(low, group), group)
        after = self._at_that(self._trim(stop, self.text.trimmed(high)))
        comma = self.text.is_comma(group - 1) or self.text.lower[group - 1] == '"'
        closed = group > low and (comma or (after[1] - after[0] <= _TAIL and group == first))
        if closed and after[1] - after[0] > _TAIL and self.text.is_comma(stop):
            return [span for span in (before, after) if span[1] > span[0]]
        chosen = before if closed else after
        return [chosen] if chosen[1] - chosen[0] >= _LEAST else []

    def _at_that(self, span: Span) -> Span:
        """Leave out who is told: told [the reporters that] the talks had failed."""
        first, last = span
        for place in range(first, min(first + _HEARER, last)):
            if self.text.is_mark(place) or self.text.lower[place] in words("verbal"):
                break
            if self.text.lower[place] == "that" and last - place >= _LEAST:
                return place, last
        return span

    def _sourced(self, low: int, high: int, first: int, stop: int) -> list[Span]:
        """Return what "according to X" reports: the rest of its sentence."""
        start = self.text.skip_openers(low, first)
        if first - start >= _LEAST:
            return [self._trim(start, first)]
        while stop < high and not self.text.is_comma(stop):
            stop += 1
        span = self._trim(stop, self.text.trimmed(high))
        return [span] if span[1] - span[0] >= _LEAST else []

    def _span(self, number: int) -> Span:
        return self._start[number], self._end[number]

    def _free(self, cue: int, source: int, low: int, high: int) -> Span:
        """Return the part of a sentence around cue and source in which no other span stands."""
        first, last = min(cue, source), max(cue, source)
        if first > 0:
            low = max(low, self._end[first - 1])
        if last + 1 < len(self._start):
            high = min(high, self._start[last + 1])
        return low, high

    def _trim(self, first: int, last: int) -> Span:
        while first < last and self.text.is_mark(first) and self.text.lower[first] != '"':
            first += 1
        while last > first and self.text.is_comma(last - 1):
            last -= 1
        return first, last


def _inserted(items: Items, links: Links, found: list[tuple[Span, int]]) -> tuple[Items, Links]:
    if not found:
        return items, links
    size, more = len(items.start), len(found)
    start = np.append(items.start, [span[0] for span, _ in found]).astype(np.int32)
    end = np.append(items.end, [span[1] for span, _ in found]).astype(np.int32)
    role = np.append(items.role, np.full(more, CONTENT, np.int8))
    order = np.argsort(start, kind="stable")
    place = np.empty(size + more, np.int32)
    place[order] = np.arange(size + more, dtype=np.int32)
    place = np.append(place, np.int32(-1))
    source = np.append(links.source, np.full(more, -1, np.int32))
    cue = np.append(links.cue, [cue for _, cue in found]).astype(np.int32)
    return Items(start[order], end[order], role[order]), Links(place[source[order]], place[cue[order]])
