"""Which words of a wording are marked: those that the others do not have in that place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Spans", "differing", "marked", "parted"]

_CLOSE = 0.5  # two wordings that share so much of their words are alike but for a few: all of these are marked


class Spans(NamedTuple):
    """The words of one wording: those of its own, and those that it shares with most of the others."""

    own: list[tuple[int, int]]
    shared: list[tuple[int, int]]


def parted(terms: Sequence[list[tuple[str, int, int]]]) -> list[Spans]:
    """Part the words of each wording into those that at most a third of the others have, and the rest."""
    held = Counter(term for each in terms for term in {term for term, _, _ in each})
    most = max(len(terms) - 1, 1) / 3
    return [
        Spans(
            [(first, last) for term, first, last in each if held[term] - 1 <= most],
            [(first, last) for term, first, last in each if held[term] - 1 > most],
        )
        for each in terms
    ]


def differing(spans: Spans, telling: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the words to mark: of its own words, those beside a shared one or of a telling expression.

    Of a wording that is otherwise the same as the others, all; in one that has little in common with them, words that
    stand in no comparable place would be no difference of wording.
    """
    close = len(spans.shared) >= _CLOSE * (len(spans.own) + len(spans.shared))
    places = sorted([(*each, True) for each in spans.shared] + [(*each, False) for each in spans.own])
    found: list[tuple[int, int]] = []
    for number, (first, last, shared) in enumerate(places):
        beside = any(each[2] for each in places[max(number - 1, 0) : number + 2])
        whole = next(((start, end) for start, end in telling if start < last and first < end), None)
        if not shared and whole:
            found.append((min(first, whole[0]), max(last, whole[1])))
        elif not shared and (close or beside):
            found.append((first, last))
    return _disjoint(found)


def _disjoint(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    parts, at = [], 0
    for first, last in _joined(text, spans):
        parts += [text[at:first], "**", text[first:last], "**"]
        at = last
    return "".join([*parts, text[at:]])


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that only a space parts, so that a phrase is marked as one."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and text[joined[-1][1] : first].strip() == "":
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
