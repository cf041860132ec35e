"""Names in articles: runs of capitalised words, the titles before them, surnames back to full names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.headlines import cut_in_title_case
from framing.scorers.attribution.ranges import Inside
from framing.scorers.attribution.roles import (
    body_words,
    gender_of,
    is_given_name,
    title_words,
)
from framing.scorers.attribution.runs import name_runs
from framing.scorers.attribution.words import capitals_at, words
from framing.text.batch import Batch, Integers
from framing.text.memory import Memory

__all__ = ["Name", "Names", "People", "parse_name"]

_GLUED = frozenset("-.&")  # what stands in names without a space before it
_LONGEST = 5  # words of a person's name
_ODD = 0x9E3779B97F4A7C15
_POWERS = np.array([pow(_ODD, each, 1 << 64) for each in range(1, 33)], np.uint64)  # tell words by their places
_SCATTER = np.uint64(0xD6E8FEB86659FD93)


class Name(NamedTuple):
    """A run of capitalised words: the title before the name (lower case) and the name."""

    title: str
    name: str
    surname: str
    gender: str


class Names:
    """All runs of capitalised words of a batch, and for each article the full names that stand in it."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.start, self.end = cut_in_title_case(batch, name_runs(batch))
        self._raw, self._size = batch.word.tobytes(), batch.word.itemsize  # slices of it are keys of names
        self._known = _parsed.of(batch.vocabulary)
        self._articles: dict[int, People] = {}
        articles = np.arange(batch.n_articles + 1)
        self.article_bounds = np.searchsorted(batch.article, articles).tolist()
        # an element of a view is a plain number at once; the last one stops walks
        self.starts: Sequence[int] = np.append(self.start, np.int32(len(batch.start))).data
        self.ends: Sequence[int] = self.end.data
        long, keys = self._distinct(np.flatnonzero(self.end - self.start > 1))
        self._bounds = np.searchsorted(batch.article[self.start[long]], articles).tolist()
        self._long = self._named(long, keys.tolist())

    def _distinct(self, runs: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
        """Return those of some runs whose words their article has not had before in one of them, and numbers that tell words."""
        start, end = self.start[runs], self.end[runs]
        inside = Inside(start, end)
        digits = self.batch.word[inside.token].astype(np.uint64) + np.uint64(1)
        digits *= _POWERS[np.minimum(inside.token - start[inside.owner], len(_POWERS) - 1)]
        number = np.add.reduceat(digits, np.flatnonzero(np.diff(inside.owner, prepend=-1))) if len(runs) else digits
        article = self.batch.article[start].astype(np.uint64) + np.uint64(1)
        _, where = np.unique(number * _SCATTER + article, return_index=True)
        where.sort()
        return runs[where], number[where]

    def keep_capitals(self, tokens: NDArray[Any]) -> NDArray[np.bool_]:
        """Tell the first words of sentences that are in a name, or have their capital elsewhere in the article: "Democrats"."""
        batch, found = self.batch, np.asarray(self.starts)[np.searchsorted(self.end, tokens, side="right")] <= tokens
        others = np.flatnonzero(~found & capitals_at(batch, tokens))
        if not len(others):
            return found
        articles = batch.article[tokens[others]]
        low, high = self.article_bounds[articles.min()], self.article_bounds[articles.max() + 1]
        asked = np.zeros(len(batch.vocabulary), bool)
        asked[batch.word[tokens[others]]] = True
        places = low + np.flatnonzero(asked.take(batch.word[low:high], mode="clip"))
        places = places[batch.sentence_start[batch.sentence[places]] != places]
        found[others] = np.isin(_in_articles(batch, tokens[others]), _in_articles(batch, places))
        return found

    def within(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the runs that begin inside a token range, cut at its end."""
        starts, ends = self.starts, self.ends
        run = bisect_right(ends, first)
        found = []
        while starts[run] < last:
            found.append((max(starts[run], first), min(ends[run], last)))
            run += 1
        return found

    def completed(self, first: Integers, last: Integers) -> Integers:
        """Return where token ranges end when a name that they cut is taken whole."""
        if not len(self.start):
            return last
        low = np.searchsorted(self.start, last - 1, side="right") - 1
        cut = (low >= 0) & (self.start[low] >= first)
        return np.where(cut, np.maximum(last, self.end[low]), last)

    def key(self, first: int, last: int) -> bytes:
        """Return the words of a token range as a key."""
        return self._raw[first * self._size : last * self._size]

    def name(self, first: int, last: int) -> Name:
        """Return a run as a title and a name."""
        key = self._raw[first * self._size : last * self._size]
        found = self._known.get(key)
        if found is None:
            spellings = self.batch.vocabulary.spellings
            found = self._known[key] = parse_name([spellings[each] for each in self.batch.word[first:last].tolist()])
        return found

    def _named(self, runs: NDArray[np.intp], keys: list[int]) -> list[Name]:
        """Return many runs as titles and names, given numbers that tell their words."""
        known = _parsed_runs.of(self.batch.vocabulary)
        for place in [place for place, key in enumerate(keys) if key not in known]:
            known[keys[place]] = self.name(self.starts[runs[place]], self.ends[runs[place]])
        return [known[key] for key in keys]

    def people(self, article: int) -> People:
        """Return the full names and titles of an article."""
        if article not in self._articles:
            low, high = self._bounds[article : article + 2]
            self._articles[article] = People(self._long[low:high])
        return self._articles[article]


def _in_articles(batch: Batch, tokens: NDArray[Any]) -> NDArray[np.int64]:
    """Return numbers that tell the words of tokens and their articles."""
    return batch.article[tokens].astype(np.int64) << 32 | batch.word[tokens]


class People:
    """Who is named in an article: surname to full name, title to name, name to gender."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.full = {surname: name for _, name, surname, _ in reversed(names) if surname and " " in name}  # the first one stays
        self.of_title: dict[str, str] = {}
        self.gender: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        for title, name, surname, gender in [each for each in names if each.title or each.gender]:
            known = self.full.get(surname, name)
            if gender:
                self.gender.setdefault(known, gender)
            if title and name:
                self.titles.setdefault(known, title)
                for part in _parts_of_title(title):
                    self.of_title.setdefault(part, known)


@lru_cache(maxsize=1 << 14)
def _parts_of_title(title: str) -> tuple[str, ...]:
    """Return the endings of a title by which its holder may be called: foreign minister, minister."""
    parts = title.split(" ")
    starts = (first for first, part in enumerate(parts) if part not in ("of", "for", "and", "the", "to"))
    return tuple(" ".join(parts[first:]) for first in starts)


_parsed, _parsed_runs = Memory[bytes, Name](1 << 16), Memory[int, Name](1 << 16)


def parse_name(parts: list[str]) -> Name:
    """Split a run of capitalised words into title and name.

    Examples
    --------
    >>> parse_name(["Ukrainian", "President", "Volodymyr", "Zelensky"])
    Name(title='ukrainian president', name='Volodymyr Zelensky', surname='Zelensky', gender='male')
    >>> parse_name(["Mrs", ".", "Clinton"])
    Name(title='mrs', name='Clinton', surname='Clinton', gender='female')
    """
    lower = [*map(str.lower, parts)]
    cut = _title_end(lower)
    if cut >= len(parts):
        return Name(_joined(lower), "", "", gender_of(lower))
    name = parts[cut:]
    if "of" in name[1:] and body_words().isdisjoint(lower[cut : cut + name.index("of", 1)]):
        name = name[: name.index("of", 1)]  # Anne Rasmussen of Samoa
    person = len(name) <= _LONGEST or len([each for each in name if each not in (".", "-")]) <= _LONGEST
    body = not body_words().isdisjoint(lower[cut:])
    surname = name[-1] if person and not body else ""
    return Name(_joined(lower[:cut]), _written(name), surname, gender_of(lower[: cut + 1]))


def _title_end(lower: list[str]) -> int:
    """Return where the title before a name ends; 0 if the run begins with a given name."""
    titles, cut = _titles(), 0
    if titles.isdisjoint(lower) or (is_given_name(lower[0]) and lower[0] not in words("honorifics")):
        return 0
    for place, word in enumerate(lower):
        if word in titles:
            cut = place + 1
            if cut < len(lower) and lower[cut] == ".":
                cut += 1
            if cut + 1 < len(lower) and lower[cut] == "of":
                cut = _after_of(lower, cut)
        elif place >= cut and is_given_name(word):
            break
    return cut


@cache
def _titles() -> frozenset[str]:
    return title_words() | words("honorifics")


def _after_of(lower: list[str], cut: int) -> int:
    """Return the end of "of State" in "Secretary of State Marco Rubio"."""
    return min(cut + 2, len(lower))


def _joined(parts: list[str]) -> str:
    return " ".join(part for part in parts if part not in (".",))


def _written(parts: list[str]) -> str:
    """Write tokens as a name: hyphens and initials without spaces around them."""
    if _GLUED.isdisjoint(parts):
        return " ".join(parts)
    out = ""
    for part in parts:
        glued = part in _GLUED or out.endswith("-") or out.endswith("&") or not out
        out += part if glued else f" {part}"
    return out.strip()
