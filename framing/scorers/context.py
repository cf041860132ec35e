"""What stands around a hit: words that cancel or are required, and the dates it is valid for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import repeat

from framing.lexicon import Entry
from framing.text.batch import Batch

__all__ = ["Context", "in_time"]


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
        if self._prefixes and any(map(str.startswith, words, repeat(self._prefixes))):
            return True
        line = f" {' '.join(words)} " if self._phrases else ""
        return any(phrase in line for phrase in self._phrases)


def in_time(entry: Entry, published: datetime | None) -> bool:
    """Tell whether an entry is valid for an article of that day; an article without a date passes."""
    if published is None:
        return True
    day: date = published.date()
    return (entry.since is None or day >= entry.since) and (entry.until is None or day < entry.until)

