"""How much of one text stands in another, and whether that makes it a copy."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from framing.events.shingles import Hashes, Shingles

__all__ = ["Likeness", "Runs", "contained_in", "is_copy", "likeness"]

CHECK_RUN = 3  # words: the runs that decide
LEAST_OWN = 0.2  # containment outside quotation marks, where there are enough words outside
ENOUGH_OWN = 30  # runs
LEAST_SPREAD = 0.5  # of the stretches of the shorter text must hold shared runs: a copy is alike all along
STRETCH = 40  # words
_IN_STRETCH = 0.1  # of a stretch's runs
LEAST_WORDS = 25
_SAME_PAGE = 0.1  # containment of two versions of one page
_SHORT_TEXT = 0.9  # containment of texts of few words
_PASSAGE = 8  # words: shorter shared runs are not listed


class Likeness(NamedTuple):
    """How much of a copy and its original is the same."""

    jaccard: float
    containment: float
    n_shared_words: int
    passages: tuple[tuple[int, int, int, int], ...]


class Runs(NamedTuple):
    """The runs of one text: in order, without repetition, and those outside quotation marks."""

    text: Shingles
    ordered: Hashes
    every: Hashes
    own: Hashes
    address: str

    @classmethod
    def of(cls, text: Shingles, address: str) -> Runs:
        ordered = text.runs(CHECK_RUN)
        return cls(text, ordered, np.unique(ordered), np.unique(text.own_runs(CHECK_RUN)), address)


def is_copy(left: Runs, right: Runs, contained: float, least: float) -> bool:
    if left.address and left.address == right.address:
        return contained >= _SAME_PAGE
    shorter, longer = sorted((left, right), key=lambda each: len(each.every))
    if contained < (_SHORT_TEXT if len(shorter.text.words) < LEAST_WORDS else least):
        return False
    if len(shorter.own) >= ENOUGH_OWN and contained_in(shorter.own, longer.own) < LEAST_OWN:
        return False
    return _spread(shorter.ordered, longer.every) >= LEAST_SPREAD


def contained_in(one: Hashes, other: Hashes) -> float:
    smaller = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / smaller if smaller else 0.0


def _spread(runs: Hashes, other: Hashes) -> float:
    """Return the share of the stretches of a text that hold runs of the other."""
    place = np.searchsorted(other, runs).clip(max=len(other) - 1)
    shared = other[place] == runs
    stretch = np.arange(len(runs)) * max(1, len(runs) // STRETCH) // len(runs)
    return float((np.bincount(stretch, shared) >= _IN_STRETCH * np.bincount(stretch)).mean())


def likeness(copy: Runs, original: Runs) -> Likeness:
    n_both = len(np.intersect1d(copy.every, original.every, assume_unique=True))
    n_any = len(copy.every) + len(original.every) - n_both
    smaller = min(len(copy.every), len(original.every))
    passages, n_words = _passages(copy.text, original.text)
    return Likeness(n_both / n_any if n_any else 0.0, n_both / smaller if smaller else 0.0, n_words, passages)


def _passages(copy: Shingles, original: Shingles) -> tuple[tuple[tuple[int, int, int, int], ...], int]:
    """Return the longest shared runs of words as offsets in both texts, and how many words they hold."""
    mine, theirs = copy.runs(CHECK_RUN), original.runs(CHECK_RUN)
    known, first = np.unique(theirs, return_index=True)
    place = np.searchsorted(known, mine).clip(max=max(len(known) - 1, 0))
    at = np.where(known[place] == mine, first[place], -1) if len(known) else np.full(len(mine), -1)
    follows = np.append(False, (at[1:] == at[:-1] + 1) & (at[:-1] >= 0)) if len(at) else np.zeros(0, bool)
    starts = np.flatnonzero((at >= 0) & ~follows)
    found, n_words = [], 0
    for begin in starts.tolist():
        last = begin
        while last + 1 < len(at) and follows[last + 1]:
            last += 1
        length = last - begin + CHECK_RUN
        if length >= _PASSAGE:
            there = int(at[begin])
            n_words += length
            found.append((
                int(copy.start[begin]), int(copy.end[begin + length - 1]),
                int(original.start[there]), int(original.end[there + length - 1]),
            ))
    return tuple(found), n_words
