"""Lettering: how wide a text is, where it breaks, how it is shortened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

__all__ = ["balanced", "base", "fitted", "text_width", "told_apart", "wrapped"]

ELLIPSIS = "…"


def base() -> float:
    """Return the size of type in force, in points."""
    import matplotlib

    return float(matplotlib.rcParams["font.size"])


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of a line in points.

    Examples
    --------
    >>> text_width("iiii", 10) < text_width("WWWW", 10)
    True
    """
    import matplotlib

    return _width(text, size, weight, tuple(matplotlib.rcParams["font.family"]))


@lru_cache(8192)
def _width(text: str, size: float, weight: str, family: tuple[str, ...]) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=list(family), size=size, weight=weight)
    return float(text_to_path.get_text_width_height_descent(text, font, False)[0])


def fitted(text: str, room: float, size: float, weight: str = "normal", *, middle: bool = False) -> str:
    """Return a text shortened by an ellipsis, at its end or in its middle, until it fits a width in points.

    Examples
    --------
    >>> fitted("Süddeutsche Zeitung", 60, 10), fitted("Süddeutsche Zeitung", 60, 10, middle=True)
    ('Süddeuts…', 'Südd…tung')
    """
    if text_width(text, size, weight) <= room:
        return text
    low, high = 1, len(text)
    while low < high:
        kept = (low + high + 1) // 2
        if text_width(_cut(text, kept, middle), size, weight) <= room:
            low = kept
        else:
            high = kept - 1
    return _cut(text, low, middle)


def _cut(text: str, kept: int, middle: bool) -> str:
    tail = kept // 2 if middle else 0
    return text[: kept - tail].rstrip() + ELLIPSIS + (text[-tail:].lstrip() if tail else "")


def wrapped(text: str, room: float, size: float, *, lines: int = 99, weight: str = "normal", middle: bool = False) -> list[str]:
    """Return a text as lines that fit a width in points; what does not fit the last line is cut by an ellipsis.

    Examples
    --------
    >>> wrapped("The Council on Foreign Relations", 72, 10, lines=2)
    ['The Council', 'on Foreign…']
    """
    done: list[str] = []
    words = text.split()
    while words and len(done) < lines:
        count = 1
        while count < len(words) and text_width(" ".join(words[: count + 1]), size, weight) <= room:
            count += 1
        if len(done) == lines - 1 and count < len(words):
            return [*done, fitted(" ".join(words), room, size, weight, middle=middle)]
        done.append(fitted(" ".join(words[:count]), room, size, weight))
        words = words[count:]
    return done or [""]


def told_apart(texts: Sequence[str], room: float, size: float, *, lines: int = 1) -> list[str]:
    """Return texts broken and cut to a width in points, in the middle if that tells them apart; broken ones stay so.

    Examples
    --------
    >>> told_apart(["Province 1", "Province 2"], 50, 10)
    ['Prov…e 1', 'Prov…e 2']
    """
    for middle in (False, True):
        cut = ["\n".join(wrapped(each, room, size, lines=lines, middle=middle)) if "\n" not in each else each for each in texts]
        if len(set(cut)) == len(set(texts)):
            break
    return cut


def balanced(text: str, room: float, size: float, *, weight: str = "normal") -> list[str]:
    """Return a text as lines of about the same length, as few as a width in points allows.

    Examples
    --------
    >>> balanced("In the outlet's own voice, 30 articles on 6 events", 220, 10)
    ["In the outlet's own voice,", '30 articles on 6 events']
    """
    lines = wrapped(text, room, size, weight=weight)
    if len(lines) == 1:
        return lines
    low, high = 0.0, room
    while high - low > 2:
        middle = (low + high) / 2
        tried = wrapped(text, middle, size, weight=weight)
        if len(tried) == len(lines) and not any(ELLIPSIS in line and ELLIPSIS not in text for line in tried):
            high = middle
        else:
            low = middle
    return wrapped(text, high, size, weight=weight)
