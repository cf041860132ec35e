"""One normalised unit and one class per character, so that positions in arrays are positions in the text."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["DIGIT", "LETTER", "LOWER", "OTHER", "SPACE", "Planes", "planes", "straighten"]

OTHER, SPACE, LETTER, LOWER, DIGIT = range(5)

_SIZE = 0x10000
_STRAIGHT = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032\u0060\u00b4\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"'),
    **dict.fromkeys("\u2010\u2011\u00ad", "-"),
    **dict.fromkeys("\u2012\u2013\u2014\u2015\u2212", "\u2014"),
    **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u2002\u2003\u3000\ufeff\u200b\u200e\u200f\u2060", " "),
    "\u2028": "\n",
    "\u2029": "\n",
    "\r": "\n",
}
_STRAIGHT_TABLE = str.maketrans(_STRAIGHT)


class Planes(NamedTuple):
    """What each character is: as written (`raw`), normalised (`codes`), and its class."""

    raw: NDArray[np.uint16]
    codes: NDArray[np.uint16]
    classes: NDArray[np.uint8]


def straighten(text: str) -> str:
    """Return `text` with straight quotation marks, plain dashes and plain spaces; the length stays the same.

    Examples
    --------
    >>> straighten("isn’t “so-called”")
    'isn\\'t "so-called"'
    """
    return text if text.isascii() else text.translate(_STRAIGHT_TABLE)


@cache
def _tables() -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    normal = np.arange(_SIZE, dtype=np.uint16)
    for written, plain in _STRAIGHT.items():
        normal[ord(written)] = ord(plain)
    classes = np.fromiter((_class_of(chr(code)) for code in range(_SIZE)), np.uint8, _SIZE)
    for written in _STRAIGHT:
        classes[ord(written)] = _class_of(_STRAIGHT[written])
    return normal, classes


def _class_of(character: str) -> int:
    category = unicodedata.category(character)
    if category == "Ll":
        return LOWER
    if category[0] in "LM":
        return LETTER
    if category == "Nd":
        return DIGIT
    return SPACE if character.isspace() or category in ("Cc", "Zs") else OTHER


def planes(text: str) -> Planes:
    """Return the character planes of `text`; characters beyond the basic plane become one symbol.

    Examples
    --------
    >>> planes("Is 5?").classes.tolist()
    [2, 3, 1, 4, 0]
    """
    normal, classes = _tables()
    wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    raw = np.minimum(wide, _SIZE - 1).astype(np.uint16)
    return Planes(raw, normal[raw], classes[raw])
