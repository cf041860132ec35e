"""Media that only pass on what somebody said: they are no speakers."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.matcher import Form, Phrases
from framing.scorers.attribution.roles import media
from framing.scorers.attribution.rows import Rows
from framing.scorers.attribution.words import words
from framing.scorers.evidence import Coded
from framing.text.batch import Batch

__all__ = ["Relays"]

_REACH = 6  # tokens before a medium among which a word like "told" or "interview" stands


@cache
def _media_forms() -> tuple[Phrases, tuple[str, ...], NDArray[np.int32]]:
    """Return the forms of media, the names of media, and the number of each form's name."""
    known = media()
    places = {name: place for place, name in enumerate(dict.fromkeys(known.names.values()))}
    phrases = Phrases([Form(form, "sensitive") for form in known.names])
    return phrases, tuple(places), np.array([places[name] for name in known.names.values()], np.int32)


class Relays:
    """Finds the relaying medium in the sentence of a cue: "told CNN", "quoted as saying by The Guardian"."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        phrases, self._names, name_of = _media_forms()
        hits = phrases.find(batch).longest()
        self._start, self._end = hits.start, hits.end
        self._name = name_of[hits.form].tolist()

    def of(self, rows: Rows) -> Coded:
        """Return for each row the medium that passes on its words, if there is one in the sentence of its cue."""
        batch = self.batch
        found = np.full(len(rows.start), -1, np.int32)
        sentence = batch.sentence[rows.cue_start]
        low, high = batch.sentence_start[sentence], batch.sentence_end[sentence]
        first, last = np.searchsorted(self._start, low), np.searchsorted(self._start, high)
        chosen = np.flatnonzero((rows.cue_start >= 0) & (last > first))
        columns = (rows.start, rows.end, rows.speaker_start, rows.speaker_end, low, first, last)
        for row, *values in zip(chosen.tolist(), *(column[chosen].tolist() for column in columns), strict=True):
            found[row] = self._passing_on(*values)
        return Coded(found, self._names)

    def _passing_on(self, start: int, end: int, speaker: int, speaker_end: int, low: int, first: int, last: int) -> int:
        """Return the first of the media from `first` to `last` that is neither in the content nor the speaker; -1 if none."""
        for number in range(first, last):
            begin, stop = int(self._start[number]), int(self._end[number])
            outside = not start <= begin < end and self.batch.quote[begin] < 0
            subject = speaker <= begin and stop <= speaker_end and not self._passed_on(begin, speaker)
            if outside and not subject and self._passed_on(begin, low):
                return self._name[number]
        return -1

    def _passed_on(self, start: int, low: int) -> bool:
        """Tell "by", "told", "with", "to" before a medium, and a verb of passing on shortly before."""
        spellings = self.batch.vocabulary.spellings
        before = [spellings[each] for each in self.batch.lower[max(low, start - _REACH) : start].tolist()]
        while before and before[-1] in words("relay_skipped"):
            before.pop()
        if not before or before[-1] not in words("relay_before"):
            return False
        return before[-1] in words("relay_verbs") or any(word in words("relay_verbs") for word in before)
