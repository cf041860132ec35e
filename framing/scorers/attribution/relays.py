"""Media that only pass on what somebody said: they are no speakers."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

import numpy as np

from framing.lexicon.matcher import Form, Phrases, leftmost_longest
from framing.scorers.attribution.roles import media
from framing.scorers.attribution.words import words
from framing.text.batch import Batch

__all__ = ["Relays"]

_REACH = 6  # tokens before a medium among which a word like "told" or "interview" stands


@cache
def _media_forms() -> tuple[Phrases, tuple[str, ...], tuple[bool, ...]]:
    known = media()
    forms = list(known.names)
    vague = tuple(form in known.ambiguous for form in forms)
    return Phrases([Form(form, "sensitive") for form in forms]), tuple(known.names.values()), vague


class Relays:
    """Finds the relaying medium in the sentence of a cue: "told CNN", "quoted as saying by The Guardian"."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        phrases, names, vague = _media_forms()
        hits = phrases.find(batch)
        hits = hits.take(leftmost_longest(hits, np.zeros(len(hits.form), np.int32)))
        self._start, self._end = hits.start.tolist(), hits.end.tolist()
        self._name = [names[form] for form in hits.form.tolist()]
        self._vague = [vague[form] for form in hits.form.tolist()]

    def within(self, first: int, last: int) -> list[int]:
        """Return the numbers of the media named in a token range."""
        return list(range(bisect_left(self._start, first), bisect_left(self._start, last)))

    def named(self, number: int) -> tuple[int, int, str]:
        """Return token range and canonical name of one medium."""
        return self._start[number], self._end[number], self._name[number]

    def at(self, cue_first: int, cue_last: int, first: int, last: int, content: tuple[int, int]) -> str | None:
        """Return the medium that passes on the words of a cue, if there is one in its sentence."""
        batch = self.batch
        sentence = int(batch.sentence[cue_first])
        low, high = int(batch.sentence_start[sentence]), int(batch.sentence_end[sentence])
        for number in self.within(low, high):
            start, end, name = self.named(number)
            outside = not content[0] <= start < content[1] and batch.quote[start] < 0
            subject = first <= start and end <= last and not self._passed_on(start, first)
            if outside and not subject and self._passed_on(start, low):
                return name
        return None

    def _passed_on(self, start: int, low: int) -> bool:
        """Tell "by", "told", "with", "to" before a medium, and a verb of passing on shortly before."""
        spellings = self.batch.vocabulary.spellings
        before = [spellings[each] for each in self.batch.lower[max(low, start - _REACH) : start].tolist()]
        while before and before[-1] in words("relay_skipped"):
            before.pop()
        if not before or before[-1] not in words("relay_before"):
            return False
        return before[-1] in words("relay_verbs") or any(word in words("relay_verbs") for word in before)
