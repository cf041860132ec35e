"""What is known of a span and of a pair of spans that may belong together: buckets that weights are looked up by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.quotes import Quotes
from framing.scorers.attribution.ranges import first_codes, plain_before, total_before
from framing.scorers.attribution.spans import kinds_of_cues, kinds_of_sources
from framing.scorers.attribution.tags import CONTENT, CUE, SOURCE, Items
from framing.scorers.attribution.words import lists_at
from framing.text.batch import Batch
from framing.text.tokens import PUNCT

__all__ = ["BUCKETS", "Pairs", "Properties", "pairs_of"]

Codes = NDArray[np.intp]

_MOST = 60  # spans of one paragraph that are linked together
_WORDS = (1, 2, 3, 5, 8, 13, 21)  # lower bounds of the buckets of words between

#: The number of buckets of each property of a pair of a source and a cue, or of a content and a cue.
BUCKETS = {
    "side": 2,  # the candidate stands after, before
    "sentences": 4,  # 0, 1, 2, more sentences apart
    "apart": 3,  # 0, 1, more
    "words": len(_WORDS) + 1,
    "near": 3,  # 0, 1, more words between
    "close": 4,  # 0, 1, 2, more words between
    "touching": 2,  # 0, more words between
    "sources": 3,  # 0, 1, more between; so for cues, contents, commas
    "cues": 3,
    "contents": 3,
    "commas": 3,
    "far": 2,  # in one sentence or not
    "who": 9,  # the source: other, a noun for people, with a capital, he or she, they, I or you, it, who, possessive
    "opens": 6,  # before the source: other, preposition, start of the sentence, comma, quotation mark, conjunction
    "leads": 6,  # before the cue: other, conjunction, comma, quotation mark, start of the sentence, auxiliary
    "word": 8,  # the cue: other, thought, speech, "according to"; -ing of speech, of thought, of another; with "by"
    "ends": 3,  # after the cue: other, a mark, the end of the sentence
    "closed": 3,  # the content ends: otherwise, in a comma or in a quotation, with a mark before the words go on
    "owns": 2,  # another content begins right after the cue
}


class Pairs(NamedTuple):
    """Each span that asks, with the number and the place of its candidates, and the pairs themselves."""

    asks: Codes
    first: Codes
    asker: Codes
    candidate: Codes

    def with_choice(self) -> Pairs:
        """Return the pairs of spans with more than one candidate."""
        count = np.diff(np.append(self.first, len(self.asker)))
        several, size = np.flatnonzero(count > 1), count[count > 1]
        kept = np.flatnonzero(np.repeat(count > 1, count))
        return Pairs(self.asks[several], np.cumsum(size) - size, self.asker[kept], self.candidate[kept])


def pairs_of(batch: Batch, items: Items, role: int) -> Pairs:
    """Return the pairs of one paragraph: cues with sources (`role` SOURCE), contents with cues (`role` CUE)."""
    block = batch.block[items.start]
    bounds = np.concatenate([[0], np.flatnonzero(np.diff(block)) + 1, [len(block)]])
    asks = np.flatnonzero(items.role == (CUE if role == SOURCE else CONTENT))
    candidates = np.flatnonzero(items.role == role)
    paragraph = np.searchsorted(bounds, asks, side="right") - 1
    low = bounds[paragraph]
    low = low + (asks - low) // _MOST * _MOST
    high = np.minimum(bounds[paragraph + 1], low + _MOST)
    first, last = np.searchsorted(candidates, low), np.searchsorted(candidates, high)
    asks, first, last = asks[last > first], first[last > first], last[last > first]
    n = last - first
    begin = np.cumsum(n) - n
    owner = np.repeat(np.arange(len(asks)), n)
    return Pairs(asks, begin, asks[owner], candidates[first[owner] + np.arange(len(owner)) - begin[owner]])


class Around:
    """What stands before each span, and how much stands before it and up to its end."""

    def __init__(self, batch: Batch, items: Items) -> None:
        before = np.maximum(items.start - 1, 0)
        code = batch.derive(first_codes)
        self.opens = batch.sentence_start[batch.sentence[items.start]] == items.start
        self.quote, self.comma = code[before] == ord('"'), code[before] == ord(",")
        self.auxiliary, self.preposition, conjunction = lists_at(batch, before, "auxiliaries", "prepositions", "conjunctions")
        self.joined = conjunction & ~self.preposition
        self.words = _at(batch.derive(plain_before), items)
        self.commas = _at(total_before(code == ord(",")), items)


def _at(total: NDArray[Any], items: Items) -> tuple[NDArray[Any], NDArray[Any]]:
    return total[items.start], total[items.end]


class Properties:
    """The properties of pairs, one method each, and the buckets that several of them make together."""

    def __init__(self, batch: Batch, items: Items, pairs: Pairs, role: int, around: Around | None = None) -> None:
        self._batch, self._items, self._pairs = batch, items, pairs
        self._around = Around(batch, items) if around is None else around
        self._low = np.minimum(pairs.asker, pairs.candidate)
        self._high = np.maximum(pairs.asker, pairs.candidate)
        self._source, self._cue = (pairs.candidate, pairs.asker) if role == SOURCE else (pairs.asker, pairs.candidate)
        self._found: dict[str, Codes] = {}
        self._known: dict[str, Codes] = {}

    def bucket(self, names: Sequence[str]) -> Codes:
        """Return for each pair the place in a table of weights with one axis for each of the properties."""
        code: Codes | None = None
        for name in names:
            if name not in self._found:
                self._found[name] = np.minimum(getattr(self, name)(), BUCKETS[name] - 1).astype(np.intp)
            code = self._found[name] if code is None else code * BUCKETS[name] + self._found[name]
        return np.zeros(len(self._pairs.asker), np.intp) if code is None else code

    def side(self) -> Codes:
        return (self._pairs.candidate < self._pairs.asker).astype(np.intp)

    def sentences(self) -> Codes:
        return self._once("sentences", self._sentences)

    def apart(self) -> Codes:
        return self.sentences()

    def far(self) -> Codes:
        return self.sentences()

    def words(self) -> Codes:
        few = np.searchsorted(_WORDS, np.arange(_WORDS[-1] + 1), side="right")
        return few[np.clip(self.near(), 0, _WORDS[-1])]

    def near(self) -> Codes:
        return self._once("near", self._words)

    def close(self) -> Codes:
        return self.near()

    def touching(self) -> Codes:
        return self.near()

    def commas(self) -> Codes:
        return self._between(*self._around.commas)

    def sources(self) -> Codes:
        return self._spans(SOURCE)

    def cues(self) -> Codes:
        return self._spans(CUE)

    def contents(self) -> Codes:
        return self._spans(CONTENT)

    def _once(self, name: str, find: Callable[[], Codes]) -> Codes:
        if name not in self._known:
            self._known[name] = find()
        return self._known[name]

    def _sentences(self) -> Codes:
        number = self._batch.sentence
        return np.asarray(number[self._items.start][self._high] - number[self._items.end - 1][self._low], np.intp)

    def _words(self) -> Codes:
        return self._between(*self._around.words)

    def _between(self, before: NDArray[Any], through: NDArray[Any]) -> Codes:
        """Return what stands between the spans of each pair, of what stands before and through each span."""
        return np.asarray(before[self._high] - through[self._low], np.intp)

    def _spans(self, role: int) -> Codes:
        total = total_before(self._items.role == role)
        return np.asarray(total[self._high] - total[self._low + 1], np.intp)

    def who(self) -> Codes:
        return kinds_of_sources(self._batch, self._items)[self._source]

    def opens(self) -> Codes:
        lead = self._around
        return np.select([lead.opens, lead.joined, lead.quote, lead.comma, lead.preposition], [2, 5, 4, 3, 1])[self._source]

    def leads(self) -> Codes:
        lead = self._around
        return np.select([lead.auxiliary, lead.opens, lead.quote, lead.comma, lead.joined], [5, 4, 3, 2, 1])[self._cue]

    def word(self) -> Codes:
        return kinds_of_cues(self._batch, self._items)[self._cue]

    def ends(self) -> Codes:
        batch, end = self._batch, self._items.end
        last = end >= batch.sentence_end[batch.sentence[self._items.start]] - 1
        mark = batch.kind[np.minimum(end, len(batch.start) - 1)] == PUNCT
        return np.where(last, 2, mark)[self._cue]

    def closed(self) -> Codes:
        batch, last = self._batch, self._items.end - 1
        code = batch.derive(first_codes)
        after = np.minimum(last + 1, len(batch.start) - 1)
        quote = code[last] == ord('"')
        inside = quote | batch.derive(Quotes).mask[last]
        mark = quote | (code[last] == ord(",")) | ((code[after] == ord(",")) & (after > last))
        return (inside.astype(np.intp) + mark)[self._pairs.asker]

    def owns(self) -> Codes:
        batch, items = self._batch, self._items
        total = batch.derive(plain_before)
        found = np.zeros(len(items.start), np.intp)
        near = total[items.start[1:]] - total[items.end[:-1]] <= 1
        same = batch.sentence[items.start[1:]] == batch.sentence[items.end[:-1] - 1]
        found[:-1] = (items.role[1:] == CONTENT) & near & same
        return found[self._cue]
