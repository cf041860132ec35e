"""Media that only pass on what somebody said: they are no speakers."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.matcher import Hits
from framing.scorers.attribution.roles import media
from framing.scorers.attribution.rows import Rows
from framing.scorers.attribution.words import lists_at, words
from framing.scorers.evidence import Coded
from framing.text.batch import Batch

__all__ = ["relays_of"]

_REACH = 6  # tokens before a medium among which a word like "told" or "interview" stands


@cache
def _names() -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Return the names of media, and the number of each form's name."""
    known = media()
    places = {name: place for place, name in enumerate(dict.fromkeys(known.names.values()))}
    return tuple(places), np.array([places[name] for name in known.names.values()], np.int32)


def relays_of(batch: Batch, rows: Rows, found: Hits) -> Coded:
    """Return for each row the medium that passes on its words, if there is one in the sentence of its cue.

    That is the first one that is neither in the content nor the speaker: "told CNN", "quoted as saying by The Guardian".
    """
    names, name_of = _names()
    has = np.flatnonzero(rows.cue_start >= 0)
    sentence = batch.sentence[rows.cue_start[has]]
    hits = found.longest()
    marked, skipped = lists_at(batch, np.maximum(hits.start - 1, 0), "relay_before", "relay_skipped")
    hits = hits.take((batch.quote[hits.start] < 0) & (marked | skipped))
    text = _Text(batch)
    bound = batch.sentence_start[batch.sentence[hits.start]]
    passing = [text.passed_on(*each) for each in zip(hits.start.tolist(), bound.tolist(), strict=True)]
    hits = hits.take(np.array(passing, bool))
    low, high = batch.sentence_start[sentence], batch.sentence_end[sentence]
    first, last = np.searchsorted(hits.start, low), np.searchsorted(hits.start, high)
    relay = np.full(len(rows.start), -1, np.int32)
    some = np.flatnonzero(last > first)
    for row, begin, end in zip(has[some].tolist(), first[some].tolist(), last[some].tolist(), strict=True):
        outside = (hit for hit in range(begin, end) if not rows.start[row] <= hits.start[hit] < rows.end[row])
        others = (hit for hit in outside if not text.is_subject(int(hits.start[hit]), int(hits.end[hit]), rows, row))
        relay[row] = next((name_of[hits.form[hit]] for hit in others), -1)
    return Coded(relay, names)


class _Text:
    """What stands before media in a batch."""

    def __init__(self, batch: Batch) -> None:
        self._spellings, self._lower = batch.vocabulary.spellings, batch.lower

    def is_subject(self, start: int, end: int, rows: Rows, row: int) -> bool:
        """Tell a medium in the speaker of a row that nobody is said to have told there."""
        first, last = int(rows.speaker_start[row]), int(rows.speaker_end[row])
        return first <= start and end <= last and not self.passed_on(start, first)

    def passed_on(self, start: int, low: int) -> bool:
        """Tell "by", "told", "with", "to" before a medium, and a verb of passing on shortly before."""
        before = [self._spellings[each] for each in self._lower[max(low, start - _REACH) : start].tolist()]
        while before and before[-1] in words("relay_skipped"):
            before.pop()
        if not before or before[-1] not in words("relay_before"):
            return False
        return any(word in words("relay_verbs") for word in before)
