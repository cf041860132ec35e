"""Questions to the tokens of many ranges at once, at the cost of these tokens and not of the batch."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.text.batch import Batch, Integers
from framing.text.tokens import PUNCT

__all__ = ["Inside", "colons", "counted_before", "covered", "first_codes", "next_at", "plain_before", "roots", "total_before"]

Places = NDArray[np.intp]
Marks = NDArray[np.bool_]


class Inside:
    """The tokens of ranges (ends exclusive), in order, and the range of each.

    Examples
    --------
    >>> inside = Inside(np.array([0, 5]), np.array([2, 8]))
    >>> inside.token.tolist(), inside.owner.tolist()
    ([0, 1, 5, 6, 7], [0, 0, 1, 1, 1])
    >>> inside.count(inside.token > 5).tolist(), inside.last(inside.token < 7).tolist()
    ([0, 2], [1, 6])
    """

    def __init__(self, start: NDArray[Any], end: NDArray[Any]) -> None:
        length = np.maximum(end - start, 0)
        self.size = len(length)
        self.owner: Places = np.repeat(np.arange(self.size), length)
        self.token: Places = np.arange(len(self.owner)) + (start - np.cumsum(length) + length)[self.owner]

    def any(self, marked: Marks) -> Marks:
        """Tell the ranges with a marked token; `marked` has an element for each of `token`."""
        found = np.zeros(self.size, bool)
        found[self.owner[marked]] = True
        return found

    def count(self, marked: Marks) -> Places:
        """Return the number of marked tokens of each range."""
        return np.bincount(self.owner[marked], minlength=self.size)

    def first(self, marked: Marks) -> Places:
        """Return the first marked token of each range, -1 where there is none."""
        found = np.full(self.size, -1, np.intp)
        chosen = np.flatnonzero(marked)[::-1]  # of several values for one place, the last one stays
        found[self.owner[chosen]] = self.token[chosen]
        return found

    def last(self, marked: Marks) -> Places:
        """Return the last marked token of each range, -1 where there is none."""
        found = np.full(self.size, -1, np.intp)
        chosen = np.flatnonzero(marked)
        found[self.owner[chosen]] = self.token[chosen]
        return found


def covered(start: NDArray[Any], end: NDArray[Any], size: int) -> Marks:
    """Tell which of `size` tokens stand in a range."""
    found = np.zeros(size, bool)
    found[Inside(start, end).token] = True
    return found


def next_at(places: NDArray[Any], asked: NDArray[Any], size: int) -> NDArray[Any]:
    """Return the first of some places, in order, that is not before each asked one; `size` where none follows."""
    return np.append(places, size)[np.searchsorted(places, asked)]


def roots(parent: NDArray[Any]) -> Places:
    """Return for each element the end of its chain of parents; an element that has no parent is its own.

    Examples
    --------
    >>> roots(np.array([0, 0, 1, 3])).tolist()
    [0, 0, 0, 3]
    """
    found = np.asarray(parent, np.intp)
    while len(found) and (found[found] != found).any():
        found = found[found]
    return found


def first_codes(batch: Batch) -> NDArray[np.uint16]:
    """Return the first character of each token (use with `batch.derive`)."""
    return batch.codes[batch.start]


def colons(batch: Batch) -> Places:
    """Return the colons of a batch (use with `batch.derive`)."""
    return np.flatnonzero(batch.derive(first_codes) == ord(":"))


def total_before(values: NDArray[Any]) -> Integers:
    """Return the sum of what stands before each token, and of all.

    Examples
    --------
    >>> total_before(np.array([True, False, True])).tolist()
    [0, 1, 1, 2]
    """
    total = np.zeros(len(values) + 1, np.int32)
    np.cumsum(values, out=total[1:])
    return total


def plain_before(batch: Batch) -> Integers:
    """Return the number of tokens other than marks before each token, and in all (use with `batch.derive`)."""
    return total_before(batch.kind != PUNCT)


def counted_before(batch: Batch) -> Integers:
    """Return the number of words before each token, and in all (use with `batch.derive`)."""
    return total_before(batch.counted)
