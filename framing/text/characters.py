"""One normalised unit and one class per character, so that positions in arrays are positions in the text."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["BEYOND", "DIGIT", "LETTER", "LOWER", "OTHER", "SPACE", "Planes", "planes", "straighten"]

OTHER, SPACE, LETTER, LOWER, DIGIT = range(5)

_SIZE = 0x10000
BEYOND = _SIZE - 1  # stands for all characters beyond the basic plane
_ASCII = 0x80
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
_CLASSES = {  # by the category of a character in Unicode
    **dict.fromkeys(("Lu", "Lt", "Lm", "Lo", "Mn", "Mc", "Me"), LETTER),
    "Ll": LOWER,
    "Nd": DIGIT,
    **dict.fromkeys(("Cc", "Zs", "Zl", "Zp"), SPACE),
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
    categories = map(unicodedata.category, map(chr, range(_SIZE)))
    classes = np.fromiter(map(_CLASSES.get, categories, repeat(OTHER)), np.uint8, _SIZE)
    for written, plain in _STRAIGHT.items():
        classes[ord(written)] = classes[ord(plain)]
    return normal, classes


def planes(text: str) -> Planes:
    """Return the character planes of `text`; characters beyond the basic plane become one symbol.

    Examples
    --------
    >>> planes("Is 5?").classes.tolist()
    [2, 3, 1, 4, 0]
    """
    normal, classes = _tables()
    raw = _units(text)
    # most characters are ASCII and their own normal form: only the others are looked up
    other = np.flatnonzero((raw >= _ASCII) | (raw == ord("\r")) | (raw == ord("`")))
    written = raw[other]
    codes = raw.copy()
    codes[other] = normal[written]
    kinds = np.frombuffer(bytearray(raw.astype(np.uint8).tobytes().translate(_ascii_classes())), np.uint8)
    kinds[other] = classes[written]
    return Planes(raw, codes, kinds)


def _units(text: str) -> NDArray[np.uint16]:
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) == 2 * len(text):
        return np.frombuffer(units, dtype="<u2")
    wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return np.minimum(wide, BEYOND).astype(np.uint16)


@cache
def _ascii_classes() -> bytes:
    """Return the classes of the first 256 characters as a table for `bytes.translate`."""
    return _tables()[1][:256].tobytes()
