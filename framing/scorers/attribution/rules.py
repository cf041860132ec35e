"""Roles of tokens by rules alone: reporting words, the noun phrases beside them, and what they report."""

from __future__ import annotations

import numpy as np

from framing.lexicon.matcher import Hits
from framing.scorers.attribution.phrases import Sentences
from framing.scorers.attribution.quotes import Quotes
from framing.scorers.attribution.tags import CONTENT, CUE, SOURCE, Tags, begin_of, inside_of
from framing.scorers.attribution.words import Cues, word_stance, words
from framing.text.batch import Batch

__all__ = ["rule_tags", "with_sourced"]

_LONGEST_HEARER = 7  # tokens between "told" and "that"


def rule_tags(batch: Batch, cues: Cues, sourced: Hits, quotes: Quotes) -> Tags:
    """Return the roles that the rules give to the tokens of a batch, given its reporting words and "according to"."""
    marking = _Marking(batch, cues, quotes)
    marking.sourced_phrases(sourced.longest())
    marking.reporting_words()
    return marking.tags


def with_sourced(batch: Batch, tags: Tags, found: Hits) -> Tags:
    """Return tags with "according to X" and its kin marked in sentences in which no cue is tagged."""
    has_cue = np.zeros(len(batch.sentence_start), bool)
    has_cue[batch.sentence[tags == begin_of(CUE)]] = True
    chosen = np.flatnonzero(~has_cue[batch.sentence[found.start]] & (tags[found.start] == 0))
    if not len(chosen):
        return tags
    tags, text = tags.copy(), Sentences(batch, few=True)
    for first, last in zip(found.start[chosen].tolist(), found.end[chosen].tolist(), strict=True):
        stop = text.phrase_after(last, text.bounds(first)[1])
        if stop > last and text.names_somebody(last, stop) and not tags[last:stop].any():
            tags[first:last], tags[last:stop] = inside_of(CUE), inside_of(SOURCE)
            tags[first], tags[last] = begin_of(CUE), begin_of(SOURCE)
    return tags


class _Marking:
    """Writes roles into the tags of a batch, each token once."""

    def __init__(self, batch: Batch, cues: Cues, quotes: Quotes) -> None:
        self.batch = batch
        self.cues = cues
        self.quotes = quotes
        self.text = Sentences(batch)
        self.codes = batch.vocabulary.column(word_stance, np.int8)
        self.tags: Tags = np.zeros(len(batch.start), np.int8)
        for start, end in quotes.spoken_spans():
            self._mark(start, end, CONTENT)

    def sourced_phrases(self, hits: Hits) -> None:
        """Mark "according to X", with the sentence as content."""
        for start, end in zip(hits.start.tolist(), hits.end.tolist(), strict=True):
            if self.tags[start]:
                continue
            low, high = self.text.bounds(start)
            last = self.text.phrase_after(end, high)
            if last <= end:
                continue
            self._mark(start, end, CUE)
            self._mark(end, last, SOURCE)
            first = self.text.skip_openers(low, start)
            if start - first >= 3:
                self._content(first, self.text.before_comma(start))
            else:
                self._content(self.text.after_comma(last), self.text.trimmed(high))

    def reporting_words(self) -> None:
        """Mark each reporting verb that has a subject, with its complement, and nouns before "that"."""
        cues = self.cues
        columns = (cues.start.tolist(), cues.end.tolist(), cues.verb.tolist(), cues.thought.tolist())
        for start, end, verb, thought in zip(*columns, strict=True):
            if self.tags[start] or self.quotes.inside(start) or (start and self.text.lower[start - 1] == "-"):
                continue
            if not verb and not self._used_as_verb(start, end):
                self._noun(start, end)
            elif self._after_determiner(start):
                continue
            elif not self._inverted(start, end):
                self._verb(start, end, thought)

    def _used_as_verb(self, start: int, end: int) -> bool:
        """Tell "they hope to" and "she thought it" from the nouns "hope" and "thought"."""
        low, high = self.text.bounds(start)
        if start == low or end >= high or end - start > 1 or self.codes[self.batch.lower[start]] < 0:
            return False
        before, after = self.text.lower[start - 1], self.text.lower[end]
        noun = any(before in words(name) for name in ("determiners", "prepositions", "male", "plural"))
        if noun and before not in words("subjects"):
            return False
        return not self.text.is_mark(start - 1) and (after == "to" or self.text.begins_phrase(end))

    def _after_determiner(self, token: int) -> bool:
        """Tell a noun that looks like a verb: the coach said."""
        before = self.text.lower[token - 1] if token > self.text.bounds(token)[0] else ""
        return before in words("determiners") and before not in words("subjects") and before not in words("plural")

    def _noun(self, start: int, end: int) -> None:
        low, high = self.text.bounds(start)
        if end >= high or self.text.lower[end] != "that":
            return
        first = self.text.verb_group(start, low)
        subject = self.text.phrase_before(first, low) if first < start else first
        if subject < first and self.text.lower[subject] not in words("expletives"):  # is convinced that
            self._mark(subject, first, SOURCE)
            self._mark(first, end, CUE)
            self._content(end, self._clause_end(end, high))
            return
        self._mark(start, end, CUE)
        if start - 1 > low and self.text.lower[start - 1] == "'s":
            self._mark(self.text.phrase_before(start - 1, low), start, SOURCE)
        self._content(end, self._clause_end(end, high))

    def _inverted(self, start: int, end: int) -> bool:
        """Mark `"...", said X.` and `... , said X.`"""
        low, high = self.text.bounds(start)
        if start == low or not (self.text.is_comma(start - 1) or self.quotes.ends_at(start)):
            return False
        if end >= high or not self.text.begins_phrase(end) or self.text.lower[end] in words("complementizers"):
            return False
        last = self.text.phrase_after(end, high)
        ended = last >= high or self.text.is_mark(last) or self.text.lower[last] in words("prepositions")
        if last <= end or not ended:
            return False
        self._mark(start, end, CUE)
        self._mark(end, last, SOURCE)
        first = self.text.skip_openers(low, start)
        self._content(first, self.text.before_comma(start))
        return True

    def _verb(self, start: int, end: int, thought: bool) -> None:
        low, high = self.text.bounds(start)
        first = self.text.verb_group(start, low)
        subject = self.text.phrase_before(first, low)
        subject_end = first - 1 if self.text.is_comma(first - 1) else first
        if subject >= first and self.text.lower[start].endswith("ing") and self.text.is_comma(start - 1):
            subject, subject_end = self.text.opening_phrase(self.text.skip_openers(low, start), start)  # ..., saying that
        elif subject >= first:
            return
        if subject_end <= subject:
            return
        content = self._complement(end, high, thought)
        medial = subject > low and (self.text.is_comma(subject - 1) or self.quotes.ends_at(subject))
        if medial:
            content = self._medial(content, end, high)
        tag = self.quotes.ends_at(subject) or self.text.lower[high - 1] == ":"  # a quotation before, or after in its own sentence
        if content is None and not medial and not tag:
            return
        self._mark(subject, subject_end, SOURCE)
        self._mark(first, end, CUE)
        if medial and (content is None or not self.quotes.begins_at(content)):
            self._content(self.text.skip_openers(low, subject), self.text.before_comma(subject))
        if content is not None:
            self._content(content, self._clause_end(content, high))

    def _medial(self, content: int | None, end: int, high: int) -> int | None:
        """Return where words go on after ", she said,"; what is left of "she told reporters on Friday" is none."""
        last = self.text.trimmed(high)
        if content is None:
            return end + 1 if self.text.is_comma(end) and last - end > 2 else None
        opens = self.text.lower[content] in words("clause_openers") or self.quotes.begins_at(content)
        return content if opens or last - content > _LONGEST_HEARER else None

    def _complement(self, end: int, high: int, thought: bool) -> int | None:
        """Return where the complement of a verb begins; None if there is none."""
        lower = self.text.lower
        place = end
        while place < high and place < end + _LONGEST_HEARER:
            word = lower[place]
            if word in words("clause_openers") or self.quotes.speech_at(place):
                return place
            if word == ":":
                return place + 1 if place + 1 < high else None
            if self.text.is_mark(place) and not self.text.is_comma(place):
                break
            place += 1
        if end >= high or self.text.is_mark(end):
            return None
        word = lower[end]
        if word == "to":
            return end if thought else None
        if word in words("prepositions") or word in words("conjunctions"):
            return None
        return end

    def _clause_end(self, first: int, high: int) -> int:
        """Return where reported words end: the sentence's end, or a clause that is set against them."""
        last = self.text.trimmed(high)
        for place in range(first + 2, last):
            if self.quotes.inside(place):
                continue
            if self.text.lower[place] == ";":
                return place
            if self.text.lower[place] == "—" and not self._paired_dash(first, place, last):
                return place
            if self.text.is_comma(place) and place + 1 < last and self.text.lower[place + 1] in words("contrasts"):
                return place
        return last

    def _paired_dash(self, first: int, place: int, last: int) -> bool:
        """Tell a dash that opens or closes an aside from one after which the narrator goes on alone."""
        before = sum(self.text.lower[each] == "—" for each in range(first, place))
        after = any(self.text.lower[each] == "—" for each in range(place + 1, last))
        return before % 2 == 1 or after

    def _content(self, first: int, last: int) -> None:
        """Mark content where nothing is marked yet, around quotations that already are."""
        if last > first:
            self._mark(first, last, CONTENT)

    def _mark(self, first: int, last: int, role: int) -> None:
        free = np.flatnonzero(self.tags[first:last] == 0)
        if not len(free):
            return
        if role == CONTENT:
            spots = first + free
            self.tags[spots] = inside_of(role)
            before = np.where(spots > 0, self.tags[spots - 1], 0)
            opens = (before != inside_of(role)) & (before != begin_of(role))
            self.tags[spots[opens]] = begin_of(role)
            following = min(int(spots[-1]) + 1, len(self.tags) - 1)
            if following == spots[-1] + 1 and self.tags[following] == begin_of(role):
                self.tags[following] = inside_of(role)
        elif len(free) == last - first:
            self.tags[first:last] = inside_of(role)
            self.tags[first] = begin_of(role)
