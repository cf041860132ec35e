"""Which short quotations are scare quotes: marks of distance, not of somebody's words, a title, a term or a mention."""

from __future__ import annotations

from functools import cache

import numpy as np
import tomli
from numpy.typing import NDArray

from framing.lexicon.matcher import Hits
from framing.resources import data
from framing.scorers.attribution import Voices
from framing.scorers.attribution.words import lists_at
from framing.text.batch import Batch, Integers
from framing.text.tokens import NUMBER, PUNCT

__all__ = ["scare_quotes"]

_QUOTATION, _SCARE = 0, 1  # quote kinds of `Voices`
_OUTLET = 0
_BEFORE = 3  # tokens before the marks within which "known as", "called" announce a term
_OPENS = ":(#@/"  # marks after which words are quoted or explained, not held at a distance

Bools = NDArray[np.bool_]


def scare_quotes(batch: Batch, voices: Voices, form: int) -> Hits:
    """Return the words inside scare quotes, marks and closing comma left out.

    The attribution has set aside quotations with a speaker, titles and terms right after "called". Left out here are words
    in a headline (which quotes others in short), in reported speech, next to a longer quotation, words that the article
    quotes elsewhere at length, terms being introduced or used without marks as well, names, and mentions
    ("yes" votes).
    """
    quote = np.flatnonzero(voices.quote_kind == _SCARE)
    start, end = batch.quote_start[quote] + 1, batch.quote_end[quote] - 1
    for _ in range(3):  # the comma or full stop before the closing mark is no part of the term
        end = end - ((end > start) & (batch.kind[end - 1] == PUNCT))
    keep = (end > start) & _plain_place(batch, voices, quote, start)
    keep &= ~_announced(batch, batch.quote_start[quote]) & ~_beside_speech(batch, voices, quote)
    for number in np.flatnonzero(keep).tolist():
        keep[number] = _distanced(batch, voices, int(quote[number]), int(start[number]), int(end[number]))
    return Hits(start, end, np.full(len(quote), form, np.int32)).take(keep)


def _plain_place(batch: Batch, voices: Voices, quote: NDArray[np.intp], start: Integers) -> Bools:
    """Tell the quotations of the outlet's own running text that do not follow a colon or an opening bracket."""
    last = len(batch.kind) - 1
    first = np.minimum(start, last)
    before = batch.beside(batch.quote_start[quote], -1)
    marks = np.isin(batch.codes[batch.start[before]], [ord(each) for each in _OPENS]) & (before >= 0)
    own = (voices.token_voice[first] == _OUTLET) & (batch.segment_kind[batch.segment[first]] != 0)
    return np.asarray(own & ~marks & (batch.kind[first] != PUNCT) & (batch.kind[first] != NUMBER))


def _announced(batch: Batch, opening: Integers) -> Bools:
    """Tell the quotations that come right after words such as "known as", "the term", "described as"."""
    low, found = batch.sentence_start[batch.sentence[opening]], np.zeros(len(opening), bool)
    for step in range(1, _BEFORE + 1):
        rows = np.flatnonzero(~found & (opening - step >= low))
        words = opening[rows] - step
        named = [_spelling(batch, word) in _lists()["term_words"] for word in words.tolist()]
        found[rows] = lists_at(batch, words, "introduces_term")[0] | np.array(named, bool)
    return found


def _beside_speech(batch: Batch, voices: Voices, quote: NDArray[np.intp]) -> Bools:
    """Tell the quotations whose sentence holds words quoted at length as well."""
    sentence = batch.sentence[batch.quote_start]
    spoken = np.zeros(len(batch.sentence_start), bool)
    longer = voices.quote_kind == _QUOTATION
    spoken[sentence[longer]] = True
    spoken[batch.sentence[batch.quote_end[longer] - 1]] = True
    return spoken[sentence[quote]]


def _distanced(batch: Batch, voices: Voices, quote: int, start: int, end: int) -> bool:
    """Tell words held at a distance from names, compounds of a trade, mentions, and words that stand elsewhere in the article."""
    first_of_sentence = int(batch.sentence_start[batch.sentence[start]]) >= int(batch.quote_start[quote])
    if batch.text[int(batch.start[start])].isupper() and not first_of_sentence:
        return False
    if np.any(batch.codes[batch.start[start:end]] == ord("-")):
        return False
    after = int(batch.quote_end[quote])
    if after < int(batch.segment_end[batch.segment[start]]) and _spelling(batch, after) in _lists()["mention"]:
        return False
    return not _elsewhere(batch, voices, quote, start, end)


def _elsewhere(batch: Batch, voices: Voices, quote: int, start: int, end: int) -> bool:
    """Tell whether the same words stand in a longer quotation of the article, or (two words or more) without marks."""
    segment = batch.segment[start]
    low, high = int(batch.segment_start[segment]), int(batch.segment_end[segment])
    words = batch.lower[start:end]
    places = low + np.flatnonzero(batch.lower[low : max(low, high - len(words) + 1)] == words[0])
    for step in range(1, len(words)):
        places = places[batch.lower[places + step] == words[step]]
    inside = batch.quote[places]
    kinds = np.append(voices.quote_kind, -1)[inside]
    return bool(np.any((inside != quote) & ((kinds == _QUOTATION) | ((inside < 0) & (len(words) > 1)))))


def _spelling(batch: Batch, token: int) -> str:
    return batch.vocabulary.spellings[int(batch.lower[token])]


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists = tomli.loads(data("lexicons").joinpath("heads.toml").read_text("utf-8"))
    return {name: frozenset(lists[name]) for name in ("mention", "term_words")}
