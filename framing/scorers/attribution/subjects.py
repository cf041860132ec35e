"""Speakers for cues that lack one: what stands beside the cue in its sentence."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.phrases import Sentences
from framing.scorers.attribution.quotes import Quotes
from framing.scorers.attribution.ranges import Inside, first_codes
from framing.scorers.attribution.words import THOUGHT, listed_at, stances_at, words
from framing.text.batch import Batch, Integers

__all__ = ["Draft", "supply_speakers"]


class Draft(NamedTuple):
    """The token ranges of contents, cues and speakers while speakers are still looked for; -1 where there is none."""

    start: Integers
    end: Integers
    cue_start: Integers
    cue_end: Integers
    speaker_start: Integers
    speaker_end: Integers


def supply_speakers(batch: Batch, draft: Draft, quotes: Quotes) -> None:
    """Write speakers, and the verbs after bare quotations, into the columns of a draft."""
    text = Sentences(batch, few=True)
    _supply_tags(batch, text, draft, quotes)
    _supply_subjects(batch, text, draft)
    _supply_names(batch, text, draft)
    _supply_agents(batch, text, draft)


def _supply_subjects(batch: Batch, text: Sentences, draft: Draft) -> None:
    """Give cues without a source in their sentence the noun phrase before or, inverted, after them."""
    start, end, cue_start, cue_end, speaker_start, speaker_end = draft
    sentence = batch.sentence[cue_start]
    away = (speaker_start < 0) | (batch.sentence[speaker_start] > sentence)
    earlier = (speaker_start >= 0) & (batch.sentence[speaker_start] < sentence)
    for row in np.flatnonzero(_fronted(batch, text, draft)).tolist():
        first, last = _after_comma(text, int(start[row]))
        if last > first and text.names_somebody(first, last):
            end[row] = min(int(end[row]), first - 1)
            speaker_start[row], speaker_end[row], away[row], earlier[row] = first, last, False, False
    for row in np.flatnonzero((cue_start >= 0) & (away | earlier)).tolist():
        first, last = _subject(text, int(cue_start[row]), int(cue_end[row]), int(end[row]))
        sound = last > first and text.names_somebody(first, last)
        if sound or not earlier[row]:
            speaker_start[row], speaker_end[row] = (first, last) if sound else (-1, -1)


def _fronted(batch: Batch, text: Sentences, draft: Draft) -> NDArray[np.bool_]:
    """Tell the cues that open their sentence as participles: [By] proposing these talks, Russia ..."""
    cue = np.maximum(draft.cue_start, 0)
    low = batch.sentence_start[batch.sentence[cue]]
    opens = (cue == low) | ((cue == low + 1) & listed_at(batch, "prepositions", low))
    fronted = (draft.cue_start >= 0) & opens & ~listed_at(batch, "sourced_verbs", cue) & (draft.start >= draft.cue_end)
    fronted[fronted] = [text.lower[each].endswith("ing") for each in cue[fronted].tolist()]
    return np.asarray(fronted)


def _after_comma(text: Sentences, place: int) -> tuple[int, int]:
    """Return the phrase after the comma that ends a participle clause: the first that begins with a name or "the"."""
    high = text.bounds(place)[1]
    for comma in range(place + 1, high - 1):
        word = text.lower[comma + 1]
        opens = text.is_name(comma + 1) or word in words("articles") or word in words("subjects")
        if text.is_comma(comma) and opens and word not in words("relative"):
            return text.opening_phrase(comma + 1, high)
    return -1, -1


def _supply_names(batch: Batch, text: Sentences, draft: Draft) -> None:
    """Take in the name that a speaker's description follows: Turkey, [the host country,] said."""
    speaker_start, speaker_end = draft.speaker_start, draft.speaker_end
    code, comma = batch.derive(first_codes), ord(",")
    first = np.maximum(speaker_start, 1)
    last = np.clip(speaker_end, 1, len(code) - 1)
    ended = (code[last - 1] == comma) | (code[last] == comma)
    chosen = (speaker_start > 1) & (code[first - 1] == comma) & ended & listed_at(batch, "articles", first)
    for row in np.flatnonzero(chosen).tolist():
        low, stop = text.bounds(int(speaker_start[row]))[0], int(speaker_start[row]) - 1
        name = stop
        while name > low and text.is_name(name - 1):
            name -= 1
        if name < stop and text.skip_openers(low, stop) == name:
            speaker_start[row] = name


def _supply_agents(batch: Batch, text: Sentences, draft: Draft) -> None:
    """Take who follows "by" and not the subject for the speaker of a passive: was criticised [by Ana Petrova]."""
    _, _, cue_start, cue_end, speaker_start, speaker_end = draft
    last = np.maximum(cue_end - 1, 0)
    by = listed_at(batch, "agent_marks", last)
    verb = np.maximum(last - by, 0)
    stance = stances_at(batch, verb)
    passive = (cue_start >= 0) & (speaker_start >= 0) & (speaker_start < cue_start)
    passive &= (stance >= 0) & (stance < THOUGHT)
    helped = Inside(np.maximum(cue_start - 1, 0), np.where(passive, verb, 0))
    passive &= helped.any(listed_at(batch, "be_forms", helped.token))
    passive[passive] = [_is_past(text.lower[each]) for each in verb[passive].tolist()]
    for row in np.flatnonzero(passive).tolist():
        first, high = int(cue_end[row]), text.bounds(int(cue_start[row]))[1]
        first += bool(first < high and not by[row] and text.lower[first] in words("agent_marks"))
        agent = first if by[row] or first > cue_end[row] else high
        stop = text.phrase_after(agent, high) if agent < high else agent
        sound = stop > agent and text.names_somebody(agent, stop)
        speaker_start[row], speaker_end[row] = (agent, stop) if sound else (-1, -1)


def _is_past(word: str) -> bool:
    return word.endswith("ed") or word in words("past_participles")


def _supply_tags(batch: Batch, text: Sentences, draft: Draft, quotes: Quotes) -> None:
    """Give quotations without a cue the verb and the phrase that follow them: `"...", raged Ana Petrova`."""
    _, end, cue_start, cue_end, speaker_start, speaker_end = draft
    bare = np.flatnonzero((cue_start < 0) & (end < len(batch.start)) & ~quotes.titles_at(draft.start, end))
    bare = bare[batch.sentence[end[bare]] == batch.sentence[end[bare] - 1]]
    for row in bare.tolist():
        place = int(end[row])
        if not quotes.ends_at(place):
            continue
        after = place + text.is_comma(place)
        if after >= text.bounds(place)[1]:
            continue
        verb, (first, last) = _tag(text, after)
        if verb >= 0:
            cue_start[row], cue_end[row] = verb, verb + 1
            speaker_start[row], speaker_end[row] = first, last


def _tag(text: Sentences, place: int) -> tuple[int, tuple[int, int]]:
    """Return the verb and the subject right after a quotation, in either order; -1 if there is no such pair."""
    nothing = -1, (-1, -1)
    _, high = text.bounds(place)
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
