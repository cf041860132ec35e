"""Rows of attribution: contents with their cue and source, what the cue says, and which rows are one statement."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.link import Links
from framing.scorers.attribution.phrases import Sentences
from framing.scorers.attribution.quotes import Quotes
from framing.scorers.attribution.tags import CONTENT, CUE, Items
from framing.scorers.attribution.words import THOUGHT, Cues, listed_at, word_class, word_stance, words
from framing.scorers.evidence import Coded
from framing.text.batch import Batch, Integers

__all__ = ["STATUSES", "Rows", "Said", "rows_of"]

STATUSES = ("asserted", "negated", "questioned", "conditional")
NEGATED, QUESTIONED, CONDITIONAL = 1, 2, 3
_BEFORE = 5  # tokens before a cue in which a negation or condition governs it
_SUMMED_UP = 2  # sentences between a paraphrase and the quotation that it sums up, at most
_SHARED_WORDS = 2  # content words that a paraphrase has in common with the quotation it sums up
_STEM = 5


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
        known = batch.vocabulary.column(word_stance, np.int8)[batch.lower]
        word = _last(known >= 0, self.cue_start, self.cue_end)  # where no phrase of the lexicon is found
        code = np.where(word >= 0, known[word], 0)
        stance, thought = code % THOUGHT, code >= THOUGHT
        low = np.searchsorted(cues.end, self.cue_start, side="right")
        high = np.searchsorted(cues.start, self.cue_end)
        found = np.flatnonzero((self.cue_start >= 0) & (high > low))
        if len(found):
            verb = _last(cues.verb, low[found], high[found])  # "confirmed and said" is said
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
        low = np.maximum(np.maximum(bound, cue_start - _BEFORE), own)
        own_words = ~_covered(self.start, self.end, len(batch.start))
        negated = _any(word_class(batch, "negators") & own_words, low, cue_end)
        conditional = _any(word_class(batch, "conditionals") & own_words, low, cue_end)
        last = batch.sentence_end[batch.sentence[cue_start]] - 1
        asks = batch.codes[batch.start[last]] == ord("?")
        asks &= (self.end[has] <= last + 1) & (batch.quote[last] < 0)
        asks &= listed_at(batch, "questions", bound) & (bound < cue_start)
        status[has] = np.where(negated, NEGATED, np.where(asks, QUESTIONED, np.where(conditional, CONDITIONAL, 0)))
        return status

    def groups(self, batch: Batch, kind: NDArray[np.int8], speaker: Coded) -> Integers:
        """Number the statements: rows of one cue, rows that go on, a paraphrase with the quotation after it."""
        group = list(range(len(self.start)))
        of_cue: dict[int, int] = {}
        near = self._may_sum_up(batch, kind, speaker.codes)
        columns = (self.cue_start.tolist(), self.follows.tolist(), near.tolist())
        for number, (cue, follows, may_sum_up) in enumerate(zip(*columns, strict=True)):
            if cue >= 0 and cue in of_cue:
                group[number] = of_cue[cue]
            elif cue < 0 and follows >= 0:
                group[number] = group[follows]
            elif may_sum_up and self._sums_up(batch, number):
                group[number] = group[number - 1]
            if cue >= 0:
                of_cue.setdefault(cue, group[number])
        return np.unique(np.asarray(group, np.int32), return_inverse=True)[1].astype(np.int32)

    def _may_sum_up(self, batch: Batch, kind: NDArray[np.int8], speaker: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
        """Tell the quotations of the speaker of the paraphrase in the row before, at most two sentences on."""
        found = np.zeros(len(self.start), bool)
        sentence = batch.sentence[self.start]
        distance = sentence[1:] - sentence[:-1]
        found[1:] = (kind[1:] == 0) & (kind[:-1] == 1) & (speaker[1:] == speaker[:-1]) & (speaker[1:] >= 0)
        found[1:] &= (distance >= 0) & (distance <= _SUMMED_UP)
        return found

    def _sums_up(self, batch: Batch, number: int) -> bool:
        """Tell whether a quotation repeats the words of the row before it."""
        one, other = (_stems(batch, int(self.start[each]), int(self.end[each])) for each in (number - 1, number))
        return len(one & other) >= _SHARED_WORDS


def _last(mask: NDArray[np.bool_], low: NDArray[Any], high: NDArray[Any]) -> NDArray[np.intp]:
    """Return the last marked place of each range, -1 if there is none."""
    places = np.concatenate([[-1], np.maximum.accumulate(np.where(mask, np.arange(len(mask)), -1))])
    last = places[np.maximum(high, 0)]
    return np.asarray(np.where((last >= low) & (low >= 0), last, -1), np.intp)


def _covered(start: Integers, end: Integers, size: int) -> NDArray[np.bool_]:
    depth = np.zeros(size + 1, np.int32)
    np.add.at(depth, start, 1)
    np.add.at(depth, end, -1)
    return np.asarray(np.cumsum(depth[:size]) > 0)


def _any(mask: NDArray[np.bool_], low: Integers, high: Integers) -> NDArray[np.bool_]:
    total = np.concatenate([[0], np.cumsum(mask)])
    return np.asarray(total[high] > total[low])


def _stems(batch: Batch, first: int, last: int) -> set[str]:
    spellings = batch.vocabulary.spellings
    found = (spellings[each] for each in batch.lower[first:last].tolist())
    return {word[:_STEM] for word in found if len(word) > 3 and word not in words("auxiliaries")}


def rows_of(batch: Batch, items: Items, links: Links, quotes: Quotes, cues: Cues) -> Rows:
    """Return the contents that somebody says: those with a cue, and quotations without one."""
    content = np.flatnonzero(items.role == CONTENT)
    other_sense = _in_another_sense(items, cues)
    cue = links.cue[content]
    quoted = quotes.mask[items.start[content]] | quotes.mask[np.maximum(items.end[content] - 1, 0)]
    keep = ((cue >= 0) & ~other_sense[cue]) | quoted
    cue = np.where(other_sense[cue], -1, cue)
    content, cue = content[keep], cue[keep]
    source = np.where(cue >= 0, links.source[cue], -1)
    start, end = items.start[content], items.end[content]
    cue_start, cue_end = _taken(items.start, cue), _taken(items.end, cue)
    speaker_start, speaker_end = _taken(items.start, source), _taken(items.end, source)
    _supply_tags(batch, end, quotes, cue_start, cue_end, speaker_start, speaker_end)
    _supply_subjects(batch, start, end, cue_start, cue_end, speaker_start, speaker_end)
    _supply_names(batch, speaker_start, speaker_end)
    _supply_agents(batch, cue_start, cue_end, speaker_start, speaker_end)
    own = (speaker_start > start) | (speaker_end < end) | (speaker_start < 0)
    columns = (start, end, cue_start, cue_end, speaker_start, speaker_end)
    start, end, cue_start, cue_end, speaker_start, speaker_end = (column[own] for column in columns)
    follows = _followed(batch, start, cue_start)
    return Rows(start, end, cue_start, cue_end, speaker_start, speaker_end, follows)


def _in_another_sense(items: Items, cues: Cues) -> NDArray[np.bool_]:
    """Tell the cues whose reporting words all stand in another sense; one more element answers for no cue."""
    found = np.zeros(len(items.start) + 1, bool)
    cancelled = np.concatenate([[0], np.cumsum(cues.cancelled)])
    hit = np.searchsorted(cues.start, items.end) > np.searchsorted(cues.end, items.start, side="right")
    found[:-1] = (items.role == CUE) & (cancelled[items.end] > cancelled[items.start]) & ~hit
    return found


def _supply_subjects(
    batch: Batch,
    start: Integers,
    end: Integers,
    cue_start: Integers,
    cue_end: Integers,
    speaker_start: Integers,
    speaker_end: Integers,
) -> None:
    """Give cues without a source in their sentence the noun phrase before or, inverted, after them."""
    sentence = batch.sentence[cue_start]
    away = (speaker_start < 0) | (batch.sentence[speaker_start] > sentence)
    text: Sentences | None = None
    earlier = (speaker_start >= 0) & (batch.sentence[speaker_start] < sentence)
    fronted = _fronted(batch, start, cue_start, cue_end)
    for row in np.flatnonzero(fronted).tolist():
        text = text or Sentences(batch, few=True)
        first, last = _after_comma(text, int(start[row]))
        if last > first and text.names_somebody(first, last):
            end[row] = min(int(end[row]), first - 1)
            speaker_start[row], speaker_end[row], away[row], earlier[row] = first, last, False, False
    for row in np.flatnonzero((cue_start >= 0) & (away | earlier)).tolist():
        text = text or Sentences(batch, few=True)
        first, last = _subject(text, int(cue_start[row]), int(cue_end[row]), int(end[row]))
        sound = last > first and text.names_somebody(first, last)
        if sound or not earlier[row]:
            speaker_start[row], speaker_end[row] = (first, last) if sound else (-1, -1)


def _fronted(batch: Batch, start: Integers, cue_start: Integers, cue_end: Integers) -> NDArray[np.bool_]:
    """Tell the cues that open their sentence as participles: [By] proposing these talks, Russia ..."""
    low = batch.sentence_start[batch.sentence[np.maximum(cue_start, 0)]]
    ing = batch.vocabulary.column(_is_participle, bool)[batch.lower[np.maximum(cue_start, 0)]]
    sourced = listed_at(batch, "sourced_verbs", np.maximum(cue_start, 0))
    opens = (cue_start == low) | ((cue_start == low + 1) & listed_at(batch, "prepositions", low))
    return np.asarray((cue_start >= 0) & ing & opens & ~sourced & (start >= cue_end))


def _is_participle(word: str) -> bool:
    return word.endswith("ing")


def _after_comma(text: Sentences, place: int) -> tuple[int, int]:
    """Return the phrase after the comma that ends a participle clause: the first that begins with a name or "the"."""
    high = text.bounds(place)[1]
    for comma in range(place + 1, high - 1):
        word = text.lower[comma + 1]
        opens = text.is_name(comma + 1) or word in words("articles") or word in words("subjects")
        if text.is_comma(comma) and opens and word not in words("relative"):
            return text.opening_phrase(comma + 1, high)
    return -1, -1


def _supply_names(batch: Batch, speaker_start: Integers, speaker_end: Integers) -> None:
    """Take in the name that a speaker's description follows: Turkey, [the host country,] said."""
    comma = batch.codes[batch.start] == ord(",")
    first = np.maximum(speaker_start, 1)
    last = np.clip(speaker_end, 1, len(comma) - 1)
    chosen = (speaker_start > 1) & comma[first - 1] & (comma[last - 1] | comma[last]) & listed_at(batch, "articles", first)
    text: Sentences | None = None
    for row in np.flatnonzero(chosen).tolist():
        text = text or Sentences(batch, few=True)
        low, stop = text.bounds(int(speaker_start[row]))[0], int(speaker_start[row]) - 1
        name = stop
        while name > low and text.is_name(name - 1):
            name -= 1
        if name < stop and text.skip_openers(low, stop) == name:
            speaker_start[row] = name


def _supply_agents(
    batch: Batch, cue_start: Integers, cue_end: Integers, speaker_start: Integers, speaker_end: Integers
) -> None:
    """Take who follows "by" and not the subject for the speaker of a passive: was criticised [by Ana Petrova]."""
    last = np.maximum(cue_end - 1, 0)
    stance = batch.vocabulary.column(word_stance, np.int8)[batch.lower]
    by = listed_at(batch, "agent_marks", last)
    verb = np.maximum(last - by, 0)
    passive = (cue_start >= 0) & (speaker_start >= 0) & (speaker_start < cue_start)
    passive &= (stance[verb] >= 0) & (stance[verb] < THOUGHT) & batch.vocabulary.column(_is_past, bool)[batch.lower[verb]]
    be = np.concatenate([[0], np.cumsum(word_class(batch, "be_forms"))])
    passive &= be[verb] > be[np.maximum(cue_start - 1, 0)]
    text: Sentences | None = None
    for row in np.flatnonzero(passive).tolist():
        text = text or Sentences(batch, few=True)
        first, high = int(cue_end[row]), text.bounds(int(cue_start[row]))[1]
        first += bool(first < high and not by[row] and text.lower[first] in words("agent_marks"))
        agent = first if by[row] or first > cue_end[row] else high
        stop = text.phrase_after(agent, high) if agent < high else agent
        sound = stop > agent and text.names_somebody(agent, stop)
        speaker_start[row], speaker_end[row] = (agent, stop) if sound else (-1, -1)


def _is_past(word: str) -> bool:
    return word.endswith("ed") or word in words("past_participles")


def _supply_tags(
    batch: Batch,
    end: Integers,
    quotes: Quotes,
    cue_start: Integers,
    cue_end: Integers,
    speaker_start: Integers,
    speaker_end: Integers,
) -> None:
    """Give quotations without a cue the verb and the phrase that follow them: `"...", raged Ana Petrova`."""
    bare = np.flatnonzero((cue_start < 0) & (end < len(batch.start)))
    text: Sentences | None = None
    for row in bare.tolist():
        place = int(end[row])
        if not quotes.ends_at(place) or batch.sentence[place] != batch.sentence[place - 1]:
            continue
        text = text or Sentences(batch, few=True)
        verb, (first, last) = _tag(text, place + text.is_comma(place))
        if verb >= 0:
            cue_start[row], cue_end[row] = verb, verb + 1
            speaker_start[row], speaker_end[row] = first, last


def _tag(text: Sentences, place: int) -> tuple[int, tuple[int, int]]:
    """Return the verb and the subject right after a quotation, in either order; -1 if there is no such pair."""
    nothing = -1, (-1, -1)
    _, high = text.bounds(min(place, text.size - 1))
    if place + 1 >= high or text.is_mark(place):
        return nothing
    if text.lower[place] in words("subjects") or text.is_name(place):
        last = text.opening_phrase(place, high)[1]
        return (last, (place, last)) if last < high and text.may_be_verb(last) else nothing
    last = text.phrase_after(place + 1, high)
    sound = text.may_be_verb(place) and last > place + 1 and text.names_somebody(place + 1, last)
    return (place, (place + 1, last)) if sound else nothing


def _subject(text: Sentences, cue_start: int, cue_end: int, content_end: int) -> tuple[int, int]:
    low, high = text.bounds(cue_start)
    if text.lower[cue_start] in words("sourced_verbs") or text.lower[cue_end - 1] in words("agent_marks"):
        return cue_end, text.phrase_after(cue_end, high)
    verb = text.verb_group(cue_start, low)
    first = text.phrase_before(verb, low)
    if first < verb and text.lower[first] not in words("expletives"):
        return first, verb - text.is_comma(verb - 1)
    if text.lower[cue_start].endswith("ing") or (verb > low and text.lower[verb - 1] in words("coordinators")):
        start = text.skip_openers(low, cue_start)
        return text.opening_phrase(start, cue_start)
    inverted = content_end <= cue_start and cue_end < high and text.begins_phrase(cue_end)
    return (cue_end, text.phrase_after(cue_end, high)) if inverted else (-1, -1)


def _taken(column: Integers, chosen: Integers) -> Integers:
    return np.where(chosen >= 0, column[chosen], -1).astype(np.int32) if len(column) else chosen.astype(np.int32)


def _followed(batch: Batch, start: Integers, cue: Integers) -> Integers:
    """Return for each content without a cue the row whose speaker goes on: the one before, in this or the last block."""
    follows = np.full(len(start), -1, np.int32)
    block, article = batch.block[start].tolist(), batch.article[start].tolist()
    for number in np.flatnonzero(cue < 0).tolist():
        if number and article[number - 1] == article[number] and block[number] - block[number - 1] <= 1:
            follows[number] = number - 1
    return follows
