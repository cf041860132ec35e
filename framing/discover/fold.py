"""Findings that say the same: parts folded into their wholes, overlapping phrases into the stronger one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.discover.distinct import Marks
from framing.discover.phrases import Phrases
from framing.discover.stream import Bools

__all__ = ["fold"]

_NEARLY = 0.7  # of the uses of one phrase that must be uses of the other too
_MORE = 0.1  # by so much more one-sided, a longer phrase says something of its own


def fold(chosen: Sequence[int], phrases: Phrases, found: Marks, n_tokens: int) -> dict[int, list[int]]:
    """Return the phrases that are kept, strongest first, each with those that are folded into it.

    First a part goes into the longest phrase of its side that has nearly its counts ("aliens" into "illegal aliens"). Then
    a phrase most of whose uses overlap those of a stronger one goes into that ("met illegal aliens" into "illegal
    aliens"), unless it is clearly more one-sided or the stronger one is a single word.
    """
    order = sorted(chosen, key=lambda i: -abs(float(found.zeta[i])))
    covered = {i: _covered(phrases, i, n_tokens) for i in order}
    into: dict[int, int] = {}
    for whole in sorted(order, key=lambda i: -int(phrases.n_words[i])):
        for part in order:
            if part not in into and whole not in into and _is_part(part, whole, phrases, found, covered):
                into[part] = whole
    kept: list[int] = []
    for i in order:
        if i not in into:
            stronger = next((each for each in kept if _says_no_more(i, each, phrases, found, covered)), None)
            if stronger is None:
                kept.append(i)
            else:
                into[i] = stronger
    return {i: [each for each in into if _root(each, into) == i] for i in kept}


def _root(phrase: int, into: dict[int, int]) -> int:
    while phrase in into:
        phrase = into[phrase]
    return phrase


def _covered(phrases: Phrases, phrase: int, n_tokens: int) -> Bools:
    """Return which words of the stream belong to a use of the phrase."""
    covered = np.zeros(n_tokens, bool)
    places: NDArray[np.intp] = phrases.positions(phrase)
    for step in range(int(phrases.n_words[phrase])):
        covered[places + step] = True
    return covered


def _is_part(part: int, whole: int, phrases: Phrases, found: Marks, covered: dict[int, Bools]) -> bool:
    if phrases.n_words[part] >= phrases.n_words[whole] or found.own[part] != found.own[whole]:
        return False
    side = found.own[whole]
    if found.count[side, whole] < _NEARLY * found.count[side, part]:
        return False
    places, length = phrases.positions(part), int(phrases.n_words[part])
    inside = np.all([covered[whole][places + step] for step in range(length)], axis=0)
    return bool(inside.mean() >= _NEARLY)


def _says_no_more(phrase: int, stronger: int, phrases: Phrases, found: Marks, covered: dict[int, Bools]) -> bool:
    side = found.own[phrase]
    if side != found.own[stronger] or phrases.n_words[stronger] < 2:
        return False
    shares = [found.count[side, each] / found.count[:, each].sum() for each in (phrase, stronger)]
    places, length = phrases.positions(phrase), int(phrases.n_words[phrase])
    overlap = np.any([covered[stronger][places + step] for step in range(length)], axis=0)
    return bool(overlap.mean() >= _NEARLY and shares[0] <= shares[1] + _MORE)
