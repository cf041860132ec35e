"""Errors that say what was wrong, where, and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["CorpusError", "FramingError", "LexiconError", "NotEnoughData", "OutputError", "UnknownName"]


class FramingError(Exception):
    """Anything this library refuses to do; the message names the remedy."""


class CorpusError(FramingError):
    """Articles could not be read: names the file, the line or the column."""


class LexiconError(FramingError):
    """A lexicon is not in order: names the file, the line and the remedy."""


class OutputError(FramingError):
    """Results could not be written or read back."""


class NotEnoughData(FramingError):
    """The data cannot carry the claim that was asked for: says what is missing."""


class UnknownName(FramingError):
    """A name that is not there, with the nearest that is.

    Examples
    --------
    >>> print(UnknownName("outlet", "Pots", ["Herald", "Post"]))
    Unknown outlet 'Pots'. Did you mean 'Post'? Known: Herald, Post.
    """

    def __init__(self, what: str, name: object, known: Iterable[object]) -> None:
        names = [str(each) for each in known]
        near = difflib.get_close_matches(str(name), names, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
        super().__init__(f"Unknown {what} {str(name)!r}.{hint} Known: {shown or 'none'}.")
