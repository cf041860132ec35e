"""What stands around a hit: words that cancel or are required, the dates it is valid for, the head it is said of."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

import numpy as np

from framing.lexicon import Entry
from framing.lexicon.matcher import Hits
from framing.resources import data
from framing.text.batch import Batch
from framing.text.tokens import PUNCT

__all__ = ["Context", "head_of", "head_words", "in_time"]

_PHRASE = 6  # tokens after "so-called" within which its head stands
_SKIP = "\"'-“”‘’"


class Context:
    """The words near a hit that cancel it, and those of which one is required."""

    def __init__(self, entry: Entry) -> None:
        self.needed = bool(entry.unless_near or entry.requires_near)
        self._window = entry.window
        self._unless = _Words(entry.unless_near)
        self._requires = _Words(entry.requires_near)

    def fits(self, batch: Batch, start: int, end: int) -> bool:
        """Tell whether the hit may stand, from the words of its sentence within the window."""
        if not self.needed:
            return True
        sentence = int(batch.sentence[start])
        low = max(start - self._window, int(batch.sentence_start[sentence]))
        high = min(end + self._window, int(batch.sentence_end[sentence]))
        spellings = batch.vocabulary.spellings
        words = [spellings[each] for each in batch.lower[low:high].tolist()]
        del words[start - low : end - low]
        return not self._unless.any_in(words) and (not self._requires or self._requires.any_in(words))


class _Words:
    """Words, prefixes (`word*`) and phrases to look for among a few words."""

    def __init__(self, forms: Sequence[str]) -> None:
        lowered = [form.lower() for form in forms]
        self._whole = frozenset(form for form in lowered if " " not in form and "-" not in form and form[-1:] != "*")
        self._prefixes = tuple(form[:-1] for form in lowered if form[-1:] == "*" and " " not in form)
        self._phrases = tuple(
            f" {form.replace('-', ' - ').rstrip('*')}" + ("" if form[-1:] == "*" else " ")
            for form in lowered
            if " " in form or ("-" in form and form[-1:] != "*")
        )

    def __bool__(self) -> bool:
        return bool(self._whole or self._prefixes or self._phrases)

    def any_in(self, words: list[str]) -> bool:
        if not self._whole.isdisjoint(words):
            return True
        if self._prefixes and any(word.startswith(self._prefixes) for word in words):
            return True
        line = f" {' '.join(words)} " if self._phrases else ""
        return any(phrase in line for phrase in self._phrases)


def in_time(entry: Entry, published: datetime | None) -> bool:
    """Tell whether an entry is valid for an article of that day; an article without a date passes."""
    if published is None:
        return True
    day: date = published.date()
    return (entry.since is None or day >= entry.since) and (entry.until is None or day < entry.until)


@cache
def _head_lists() -> dict[str, frozenset[str]]:
    lists = tomllib.loads(data("lexicons").joinpath("heads.toml").read_text("utf-8"))
    return {name: frozenset(word.lower() for word in words) for name, words in lists.items() if isinstance(words, list)}


def head_words(names: Sequence[str]) -> frozenset[str]:
    """Return the words that may be heads: those of named lists, and words named themselves."""
    lists = _head_lists()
    return frozenset(word for name in names for word in lists.get(name, {name.lower()}))


def head_of(batch: Batch, position: int, heads: frozenset[str], actors: Hits, names: Sequence[str]) -> str | None:
    """Return what stands after "so-called" at `position`: an actor's name, or the phrase up to its head noun.

    None if neither a listed head nor an actor follows within the phrase.
    """
    spellings = batch.vocabulary.spellings
    sentence_end = int(batch.sentence_end[batch.sentence[position - 1]])
    stop = min(position + _PHRASE, sentence_end)
    last, first = -1, position
    for token in range(position, stop):
        if batch.kind[token] == PUNCT:
            if batch.text[batch.start[token]] not in _SKIP:
                break
            first += token == first
            continue
        word = spellings[int(batch.lower[token])]
        if word in heads:
            last = token
        elif last >= 0:
            break
    limit = last + 1 if last >= 0 else stop
    return _actor_between(actors, names, first, limit) or (batch.slice(first, last + 1) if last >= 0 else None)


def _actor_between(actors: Hits, names: Sequence[str], first: int, last: int) -> str | None:
    """Return the actor whose name begins within the first two tokens of a phrase and ends inside it."""
    number = int(np.searchsorted(actors.start, first))
    if number < len(actors.start) and actors.start[number] <= first + 1 and actors.end[number] <= last:
        return names[int(actors.form[number])]
    return None
