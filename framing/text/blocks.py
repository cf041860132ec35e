"""Paragraphs: lines of the text, with hard-wrapped lines put together again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.text.characters import LOWER, SPACE, Planes

__all__ = ["block_starts"]

_NEWLINE = ord("\n")
_WRAP_LOW, _WRAP_HIGH = 45, 100  # usual widths of mail and agency files
_WRAP_LINES = 4


def block_starts(planes: Planes, token_start: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Tell which tokens begin a block.

    A line break begins a new block, unless the next line goes on in lower case or the file is hard-wrapped at a
    fixed width; an empty line always does.

    Examples
    --------
    >>> from framing.text.characters import planes
    >>> from framing.text.tokens import tokenize
    >>> page = planes("Talks end\\nDelegates left the\\nhall.\\n\\nNo deal.")
    >>> block_starts(page, tokenize(page).start).tolist()
    [True, False, True, False, False, False, False, True, False, False]
    """
    breaks = _break_positions(planes)
    starts = np.zeros(len(token_start), bool)
    first = np.searchsorted(token_start, breaks)
    starts[first[first < len(starts)]] = True
    starts[:1] = True
    return starts


def _break_positions(planes: Planes) -> NDArray[np.intp]:
    newline = planes.codes == _NEWLINE
    lines = np.flatnonzero(newline)
    if not len(lines):
        return lines
    text = np.flatnonzero(planes.classes != SPACE)
    following = np.searchsorted(text, lines)
    has_next = following < len(text)
    next_text = text[np.minimum(following, len(text) - 1)] if len(text) else lines
    last_of_run = has_next & (np.searchsorted(lines, next_text) == np.arange(len(lines)) + 1)
    previous_text = np.concatenate([[-1], text])[following]
    run = np.searchsorted(lines, next_text) - np.searchsorted(lines, previous_text)
    soft = (run == 1) & (planes.classes[np.minimum(next_text, len(newline) - 1)] == LOWER)
    soft |= (run == 1) & _wrapped(lines, previous_text, next_text)
    return np.asarray(lines[last_of_run & ~soft])


def _wrapped(
    lines: NDArray[np.intp], previous_text: NDArray[np.intp], next_text: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Tell the line breaks inside a run of full lines of one width: those of a file wrapped by its editor."""
    begin = np.concatenate([[0], next_text[:-1]])
    width = previous_text + 1 - begin
    full = (width >= _WRAP_LOW) & (width <= _WRAP_HIGH)
    edges = np.flatnonzero(np.concatenate([[True], ~full[1:] | ~full[:-1]]))
    length = np.diff(np.append(edges, len(full)))
    return np.asarray(full & (np.repeat(length, length) >= _WRAP_LINES))
