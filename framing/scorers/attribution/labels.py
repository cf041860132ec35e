"""Who speaks before the colon of a headline, "Lind: Harbour will stay open", and who does not: "Panic: Trade falls"."""

from __future__ import annotations

import numpy as np

from framing.scorers.attribution.ranges import colons, first_codes
from framing.scorers.attribution.roles import body_words, is_agent, is_given_name, title_words
from framing.scorers.attribution.tags import CONTENT, CUE, SOURCE
from framing.scorers.attribution.words import THOUGHT, listed_at, stances_at, word_stance, words
from framing.text.batch import HEADLINE, Batch

__all__ = ["headline_labels"]

_COLON, _QUESTION = ord(":"), ord("?")
_LABEL = 5  # tokens before the colon
_SHORTEST = 3  # tokens of a headline after the name
_OPENING = 3  # tokens of what is said among which "I" or "we" stands
_OF = ("of", "for")  # prepositions of names
_TELLING = 100  # tokens of an article that would show its speakers speaking


def headline_labels(batch: Batch) -> list[tuple[int, int, int]]:
    """Return source, cue and content of the headlines `Name: what is said`, as first token, end and role."""
    found: list[tuple[int, int, int]] = []
    codes = batch.derive(first_codes)
    colon = batch.derive(colons)
    segment_of = batch.segment[colon]
    early = (batch.segment_kind[segment_of] == HEADLINE) & (colon < batch.segment_start[segment_of] + _LABEL)
    chosen = np.unique(segment_of[early])
    for segment, first, last in zip(
        chosen.tolist(), batch.segment_start[chosen].tolist(), batch.segment_end[chosen].tolist(), strict=True
    ):
        places = np.flatnonzero(codes[first : min(first + _LABEL, last)] == _COLON)
        if not len(places) or batch.excluded[first]:
            continue
        place = first + int(places[0])
        label = [batch.vocabulary.spellings[each] for each in batch.word[first:place].tolist()]
        long = last - place > _SHORTEST and codes[last - 1] != _QUESTION
        if label and long and _may_be_name(label) and (_is_spoken(batch, place + 1) or _speaks(batch, segment, place - 1, label)):
            found += [(first, place, SOURCE), (place, place + 1, CUE), (place + 1, last, CONTENT)]
    return found


def _may_be_name(label: list[str]) -> bool:
    """Tell words with capitals none of which is a verb or preposition: "Lind Rejects Harbour Plan", "After Lind"."""
    if label[-1].lower() in words("headline_labels") or any(word_stance(word.lower()) >= 0 for word in label[1:]):
        return False
    if any(word.lower() in words("prepositions") and word.lower() not in _OF for word in label):
        return False
    return all(word[:1].isupper() or word in words("particles") for word in label)


def _is_spoken(batch: Batch, first: int) -> bool:
    """Tell words that begin with a quotation mark, or with "I" or "we"."""
    if batch.quote[first] >= 0 and batch.quote_start[batch.quote[first]] == first:
        return True
    return bool(listed_at(batch, "first_person", np.arange(first, first + _OPENING)).any())


def _speaks(batch: Batch, segment: int, token: int, label: list[str]) -> bool:
    """Tell whether a label is a noun for people or bodies, a person by its first word, or speaks in the article itself.

    An article too short to show that is believed to have a speaker's name in its headline.
    """
    first, last = label[0].lower(), label[-1].lower()
    if is_agent(last) or last in title_words() or last in body_words():
        return True
    if len(label) > 1 and (is_given_name(first) or first in title_words()):
        return True
    body = segment + 1
    if body >= len(batch.segment_article) or batch.segment_article[body] != batch.segment_article[segment]:
        return True
    low, high = int(batch.segment_start[body]), int(batch.segment_end[body])
    places = low + np.flatnonzero(batch.lower[low:high] == batch.lower[token])
    beside = np.concatenate([places[places > low] - 1, places[places + 1 < high] + 1])
    stance = stances_at(batch, beside)
    return high - low < _TELLING or bool(((stance >= 0) & (stance < THOUGHT)).any())
