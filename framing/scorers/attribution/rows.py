"""Rows of attribution: contents with cue and source, what the cue says, and which rows are one statement."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.ranges import Inside, roots
from framing.scorers.attribution.words import THOUGHT, Cues, listed_at, lists_at, stances_at, words
from framing.scorers.evidence import Coded
from framing.text.batch import Batch, Integers

__all__ = ["STATUSES", "Rows", "Said"]

STATUSES = ("asserted", "negated", "questioned", "conditional")
NEGATED, QUESTIONED, CONDITIONAL = 1, 2, 3
_BEFORE = 5  # tokens before a cue in which a negation or condition governs it
_SUMMED_UP = 2  # sentences between a paraphrase and the quotation that it sums up, at most
_SHARED_WORDS = 2  # content words that a paraphrase has in common with the quotation it sums up
_STEM = 5
_SHORT = 3  # letters of a word that is none of content
_ODD = np.uint64(0x9E3779B97F4A7C15)
_POWERS = np.array([pow(int(_ODD), each, 1 << 64) for each in range(1, _STEM + 1)], np.uint64)  # tell letters by their places
_SCATTER = np.uint64(0xD6E8FEB86659FD93)  # tells ranges


class Said(NamedTuple):
    """What the cues of rows say: stance, thought, and whether the act took place."""

    stance: NDArray[np.int8]
    thought: NDArray[np.bool_]
    status: NDArray[np.int8]


class Rows(NamedTuple):
    """Contents in text order with cue and source; `follows` is the row whose speaker goes on, or -1."""

    start: Integers
    end: Integers
    cue_start: Integers
    cue_end: Integers
    speaker_start: Integers
    speaker_end: Integers
    follows: Integers

    def take(self, chosen: NDArray[np.intp]) -> Rows:
        """Return the chosen rows; a row that went on with one that is left out goes on with none."""
        place = np.full(len(self.start) + 1, -1, np.int32)
        place[chosen] = np.arange(len(chosen), dtype=np.int32)
        columns = [column[chosen] for column in self[:-1]]
        return Rows._make([*columns, place[self.follows[chosen]]])

    def said(self, batch: Batch, cues: Cues) -> Said:
        """Return stance, thought and status of each row's cue."""
        inside = Inside(self.cue_start, self.cue_end)
        known = stances_at(batch, inside.token)
        word = inside.last(known >= 0)  # where no phrase of the lexicon is found
        code = np.where(word >= 0, stances_at(batch, np.maximum(word, 0)), 0)
        stance, thought = code % THOUGHT, code >= THOUGHT
        low = np.searchsorted(cues.end, self.cue_start, side="right")
        high = np.searchsorted(cues.start, self.cue_end)
        found = np.flatnonzero((self.cue_start >= 0) & (high > low))
        if len(found):
            hits = Inside(low[found], high[found])
            verb = hits.last(cues.verb[hits.token])  # "confirmed and said" is said
            chosen = np.where(verb >= 0, verb, high[found] - 1)
            stance[found], thought[found] = cues.stance[chosen], cues.thought[chosen]
        return Said(stance.astype(np.int8), thought, self._status(batch))

    def _status(self, batch: Batch) -> NDArray[np.int8]:
        status = np.zeros(len(self.start), np.int8)
        has = np.flatnonzero(self.cue_start >= 0)
        if not len(has):
            return status
        cue_start, cue_end = self.cue_start[has], self.cue_end[has]
        bound = batch.sentence_start[batch.sentence[cue_start]]
        own = np.where(self.end[has] <= cue_start, self.end[has], bound)
        inside = Inside(np.maximum(np.maximum(bound, cue_start - _BEFORE), own), cue_end)
        negator, condition = lists_at(batch, inside.token, "negators", "conditionals")
        asked = np.flatnonzero(negator | condition)
        spoken = np.zeros(len(negator), bool)
        spoken[asked] = self._hold(inside.token[asked])
        negated, conditional = inside.any(negator & ~spoken), inside.any(condition & ~spoken)
        last = batch.sentence_end[batch.sentence[cue_start]] - 1
        asks = batch.codes[batch.start[last]] == ord("?")
        asks &= (self.end[has] <= last + 1) & (batch.quote[last] < 0)
        asks &= listed_at(batch, "questions", bound) & (bound < cue_start)
        status[has] = np.where(negated, NEGATED, np.where(asks, QUESTIONED, np.where(conditional, CONDITIONAL, 0)))
        return status

    def _hold(self, tokens: NDArray[Any]) -> NDArray[np.bool_]:
        """Tell the tokens that stand in the content of a row."""
        reach = np.maximum.accumulate(np.append(-1, self.end))
        return np.asarray(reach[np.searchsorted(self.start, tokens, side="right")] > tokens)

    def groups(self, batch: Batch, kind: NDArray[np.int8], speaker: Coded) -> Integers:
        """Number the statements: rows of one cue, rows that go on, a paraphrase with the quotation after it."""
        number = np.arange(len(self.start))
        _, first, cue = np.unique(self.cue_start, return_index=True, return_inverse=True)
        own = np.where(self.cue_start >= 0, first[cue], number)  # the first row of the cue
        goes_on = (self.cue_start < 0) & (self.follows >= 0)
        summed_up = self._sum_up(batch, kind, speaker.codes, (own == number) & ~goes_on)
        parent = np.where(goes_on, self.follows, np.where(summed_up, number - 1, own))
        return np.unique(roots(parent), return_inverse=True)[1].astype(np.int32)

    def _sum_up(
        self, batch: Batch, kind: NDArray[np.int8], speaker: NDArray[np.integer[Any]], asked: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Tell the quotations that repeat words of a paraphrase in the row before, of one speaker and two sentences at most."""
        rows = 1 + np.flatnonzero(
            asked[1:] & (kind[1:] == 0) & (kind[:-1] == 1) & (speaker[1:] == speaker[:-1]) & (speaker[1:] >= 0)
        )
        sentence, article = batch.sentence[self.start], batch.article[self.start]
        distance = sentence[rows] - sentence[rows - 1]
        rows = rows[(distance >= 0) & (distance <= _SUMMED_UP) & (article[rows] == article[rows - 1])]
        _, before = _stems(batch, self.start[rows - 1], self.end[rows - 1])
        owner, here = _stems(batch, self.start[rows], self.end[rows])
        before = np.append(np.unique(before), 0)  # the last one stands for those that would be behind all others
        shared = before[np.searchsorted(before[:-1], here)] == here
        _, distinct = np.unique(here[shared], return_index=True)
        found = np.zeros(len(self.start), bool)
        found[rows] = np.bincount(owner[shared][distinct], minlength=len(rows)) >= _SHARED_WORDS
        return found


def _stems(batch: Batch, start: Integers, end: Integers) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
    """Return the stems of the longer words of ranges, and their ranges; those of two ranges are different numbers."""
    inside = Inside(start, end)
    stem = batch.vocabulary.columns(_stem_numbers)[batch.lower[inside.token]]
    long = np.flatnonzero(stem)
    owner = inside.owner[long]
    return owner, stem[long] + owner.astype(np.uint64) * _SCATTER


def _stem_numbers(asked: list[str]) -> NDArray[np.uint64]:
    """Return the first letters of longer words as numbers, 0 for other words; no two stems are thought to share one of 2**64."""
    letters = np.array(asked, f"U{_STEM}").view(np.uint32).reshape(-1, _STEM)
    auxiliary = np.fromiter(map(words("auxiliaries").__contains__, asked), bool, len(asked))
    return np.where(auxiliary | (letters[:, _SHORT] == 0), np.uint64(0), letters @ _POWERS)
