"""Roles of tokens and the spans they make: the common ground of rules, tagger and linker."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.text.batch import Integers

__all__ = ["CONTENT", "CUE", "N_TAGS", "OUTSIDE", "SOURCE", "Items", "Tags", "begin_of", "inside_of", "items_of"]

SOURCE, CUE, CONTENT = range(3)
OUTSIDE = 0
N_TAGS = 7

Tags = NDArray[np.int8]  # one per token: 0 outside, then begin and inside of source, cue and content


class Items(NamedTuple):
    """Spans in text order: token range (end exclusive) and role."""

    start: Integers
    end: Integers
    role: NDArray[np.int8]


def begin_of(role: int) -> int:
    """Return the tag of a span's first token."""
    return 2 * role + 1


def inside_of(role: int) -> int:
    """Return the tag of a span's other tokens."""
    return 2 * role + 2


def items_of(tags: Tags) -> Items:
    """Return the spans that tags make.

    Examples
    --------
    >>> items_of(np.array([1, 2, 3, 5, 6, 0], np.int8))
    Items(start=array([0, 2, 3], dtype=int32), end=array([2, 3, 5], dtype=int32), role=array([0, 1, 2], dtype=int8))
    """
    begin, inside = (tags & 1) == 1, tags != OUTSIDE
    begins = np.flatnonzero(begin).astype(np.int32)
    stops = np.append(1 + np.flatnonzero(inside[:-1] & (begin[1:] | ~inside[1:])), len(tags)).astype(np.int32)
    ends = stops[np.searchsorted(stops, begins + 1)]
    return Items(begins, ends, ((tags[begins] - 1) // 2).astype(np.int8))
