"""What quotation marks are for: somebody's words, scare quotes, titles and terms."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.ranges import Inside
from framing.scorers.attribution.words import capitals_at, listed_at, lists_at, stances_at
from framing.text.batch import Batch, Integers
from framing.text.tokens import PUNCT

__all__ = ["QUOTATION", "SCARE", "TITLE", "UNRESOLVED", "Quotes"]

QUOTATION, SCARE, TITLE, UNRESOLVED = range(4)

_SCARE_WORDS = 4  # at most so many words, without a speaker, are a scare quote
_FLOATING_WORDS = 5  # at least so many are somebody's words even when nobody is named
_SENTENCE_MARKS = [ord(each) for each in ".!?,"]
_TITLE_SHARE = 0.7
_TITLE_WORDS = 12  # of a title, at most
_TERM_WORDS = 6  # of a term that a word like "called" introduces


class Quotes:
    """The outermost quotations of a batch and what is known of them before anything is tagged."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        start, end = batch.quote_start, batch.quote_end
        self.outer = np.flatnonzero(batch.quotations.parent < 0)
        self.start: Integers = start[self.outer]
        self.end: Integers = end[self.outer]
        self._begins, self._ends = set(self.start.tolist()), set(self.end.tolist())
        inside = Inside(self.start, self.end)
        self.mask: NDArray[np.bool_] = np.zeros(len(batch.start), bool)
        self.mask[inside.token] = True
        counted, kept = batch.counted[inside.token], ~batch.excluded[inside.token]
        self.n_words: NDArray[np.intp] = inside.count(counted | (~kept & (batch.kind[inside.token] != PUNCT)))
        self.title = self._titles()
        self.sentence = self._sentences()

    def _titles(self) -> NDArray[np.bool_]:
        """Tell the quotations whose words begin with capitals, and those that a word like "called" introduces."""
        batch = self.batch
        if not len(self.start):
            return np.zeros(0, bool)
        before = np.maximum(self.start - 1, 0)
        short = np.flatnonzero(self.n_words <= _TITLE_WORDS)
        inside = Inside(self.start[short], self.end[short])
        n_capital = inside.count(capitals_at(batch, inside.token))
        closed = np.logical_or.reduce(lists_at(batch, inside.token, "determiners", "prepositions", "conjunctions"))
        full = np.maximum(self.n_words[short] - inside.count(closed), 1)
        capitals, titled = np.zeros((2, len(self.start)), bool)
        capitals[short] = n_capital == full
        titled[short] = (n_capital >= 2) & (n_capital >= _TITLE_SHARE * full)
        titled &= ~self._ends_sentence() | (capitals & self._named())  # on “Meet the Press,”
        introduced = listed_at(batch, "introduces_term", before) & (self.n_words <= _TERM_WORDS)
        return np.asarray(titled | (introduced & self._goes_on()))

    def _goes_on(self) -> NDArray[np.bool_]:
        """Tell the quotations that do not begin their sentence."""
        return np.asarray(self.start > self.batch.sentence_start[self.batch.sentence[self.start]])

    def _named(self) -> NDArray[np.bool_]:
        """Tell the quotations that end in a comma or full stop and follow what may have a name: the weekly show “The Hour,”."""
        batch, before = self.batch, np.maximum(self.start - 1, 0)
        hearer, conjunction = lists_at(batch, before, "pronouns", "conjunctions")
        spoken = (stances_at(batch, before) >= 0) | hearer | conjunction
        return np.asarray(self._goes_on() & (batch.kind[before] != PUNCT) & ~spoken & (self._ends_in(",") | self._ends_in(".")))

    def _ends_sentence(self) -> NDArray[np.bool_]:
        last = np.maximum(self.end - 2, 0)
        return np.isin(self.batch.codes[self.batch.start[last]], _SENTENCE_MARKS)

    def _ends_in(self, mark: str) -> NDArray[np.bool_]:
        return np.asarray(self.batch.codes[self.batch.start[np.maximum(self.end - 2, 0)]] == ord(mark))

    def _sentences(self) -> NDArray[np.bool_]:
        """Tell the quotations that hold a sentence: a capital at the start, a mark at the end."""
        batch = self.batch
        if not len(self.start):
            return np.zeros(0, bool)
        first = np.minimum(self.start + 1, len(batch.start) - 1)
        return capitals_at(batch, first) & self._ends_sentence() & (self.n_words >= 2)

    def speechlike(self) -> NDArray[np.bool_]:
        """Tell the quotations that are somebody's words by themselves: five words or a whole sentence, no title."""
        return ((self.n_words >= _FLOATING_WORDS) | self.sentence) & ~self.title

    def spoken_spans(self) -> Iterator[tuple[int, int]]:
        """Yield the token ranges of the quotations that are somebody's words by themselves."""
        chosen = self.speechlike()
        yield from zip(self.start[chosen].tolist(), self.end[chosen].tolist(), strict=True)

    def titles_at(self, start: Integers, end: Integers) -> NDArray[np.bool_]:
        """Tell the token ranges that begin with a title or term and are that for more than half of their length."""
        if not len(self.start):
            return np.zeros(len(start), bool)
        at = np.clip(np.searchsorted(self.start, start + 2) - 1, 0, None)
        begins = (self.start[at] >= start) & (self.start[at] < start + 2)
        there = self.title[at] & begins & (self.end[at] <= end)
        return np.asarray(there & (2 * (self.end[at] - start) > end - start))

    def inside(self, token: int) -> bool:
        """Tell whether a token stands inside quotation marks."""
        return bool(self.mask[token])

    def begins_at(self, token: int) -> bool:
        """Tell whether a quotation begins at a token."""
        return token in self._begins

    def speech_at(self, token: int) -> bool:
        """Tell whether a quotation that is no title or term begins at a token."""
        return token in self._begins and not self.title[np.searchsorted(self.start, token)]

    def ends_at(self, token: int) -> bool:
        """Tell whether a quotation ends just before a token."""
        return token in self._ends

    def _predicate(self) -> NDArray[np.bool_]:
        """Tell the quotations that say what somebody has done in their own words: Moscow has “taken note”.

        A single word there is a scare quote more often: has “liberated” the town.
        """
        if not len(self.start):
            return np.zeros(0, bool)
        perfect = listed_at(self.batch, "perfect", np.maximum(self.start - 1, 0))
        return np.asarray(self._goes_on() & (self.n_words > 1) & perfect & ~self.title)

    def kinds(self, reported: NDArray[np.bool_], begins: Integers) -> NDArray[np.int8]:
        """Return what each quotation of the batch is, given for each outermost one whether its words are reported."""
        kind = np.full(len(self.start), UNRESOLVED, np.int8)
        kind[self.n_words <= _SCARE_WORDS] = SCARE
        kind[self.title] = TITLE
        kind[reported | self.speechlike() | self._predicate()] = QUOTATION
        every = np.full(len(self.batch.quote_start), QUOTATION, np.int8)
        every[self.outer] = kind
        parent = self.batch.quotations.parent
        nested = np.flatnonzero(parent >= 0)
        for number in nested.tolist():
            every[number] = every[parent[number]]
        return every
