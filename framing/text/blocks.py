"""Paragraphs: lines of the text, with hard-wrapped lines put together again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.text.characters import LOWER, Planes
from framing.text.tokens import Tokens

__all__ = ["block_starts"]

_NEWLINE = ord("\n")
_WRAP_LOW, _WRAP_HIGH = 45, 100  # usual widths of mail and agency files
_WRAP_LINES = 4


def block_starts(planes: Planes, tokens: Tokens) -> NDArray[np.bool_]:
    """Tell which tokens begin a block.

    A line break begins a new block, unless the next line goes on in lower case or the file is hard-wrapped at a
    fixed width; an empty line always does.

    Examples
    --------
    >>> from framing.text.characters import planes
    >>> from framing.text.tokens import tokenize
    >>> page = planes("Talks end\\nDelegates left the\\nhall.\\n\\nNo deal.")
    >>> block_starts(page, tokenize(page)).tolist()
    [True, False, True, False, False, False, False, True, False, False]
    """
    starts = np.zeros(len(tokens.start), bool)
    starts[_first_tokens(planes, tokens)] = True
    starts[:1] = True
    return starts


def _first_tokens(planes: Planes, tokens: Tokens) -> NDArray[np.intp]:
    """Return the tokens that follow a line break which begins a block."""
    lines = np.flatnonzero(planes.codes == _NEWLINE)
    following = np.searchsorted(tokens.start, lines.astype(np.int32))
    lines, following = lines[following < len(tokens.start)], following[following < len(tokens.start)]
    if not len(lines):
        return lines
    next_text = tokens.start[following].astype(np.int64)
    previous_text = np.append(tokens.end, 0)[following - 1].astype(np.int64) - 1  # -1 before the first token
    last_of_run = np.append(following[1:] != following[:-1], True)
    run = np.searchsorted(lines, next_text) - np.searchsorted(lines, previous_text)
    soft = (run == 1) & (planes.classes[next_text] == LOWER)
    soft |= (run == 1) & _wrapped(previous_text, next_text, int(tokens.end[-1]))
    return np.asarray(following[last_of_run & ~soft])


def _wrapped(previous_text: NDArray[np.int64], next_text: NDArray[np.int64], end: int) -> NDArray[np.bool_]:
    """Tell the line breaks inside a run of full lines of one width: those of a file wrapped by its editor.

    The end of the text counts as a break, whether or not another article follows.
    """
    begin = np.concatenate([[0], next_text])
    width = np.append(previous_text + 1, end) - begin
    full = (width >= _WRAP_LOW) & (width <= _WRAP_HIGH)
    edges = np.flatnonzero(np.concatenate([[True], ~full[1:] | ~full[:-1]]))
    length = np.diff(np.append(edges, len(full)))
    return np.asarray(full & (np.repeat(length, length) >= _WRAP_LINES))[:-1]
