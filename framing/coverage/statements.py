"""Sentences of different outlets that report the same statement, fact or figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.coverage.likeness import Pairs, alike, sentence_pairs
from framing.coverage.sentences import Sentences
from framing.events.clusters import Limits, group
from framing.events.pairs import Pairs as Weighed

__all__ = ["Statement", "find_statements"]

SAME = 0.28  # least average likeness of the sentences of one statement; chosen on the development events
ALSO = 0.5  # a sentence that carries a second statement is that much like its sentences
NEAR = 0.04  # likeness from which a statement is not called omitted: it may stand there in other words
PARTLY = 0.25  # likeness from which a sentence holds a part of a statement
_FLOOR = 0.01


class Statement(NamedTuple):
    """One statement: its sentences by number with their likeness to the other outlets', and those that hold a part."""

    carried: dict[int, float]
    partly: dict[int, float]
    near: frozenset[str] = frozenset()  # outlets with a sentence that may be meant: their silence proves nothing
    known_as: str = ""


def find_statements(sentences: Sentences, forced: Mapping[int, tuple[str, ...]]) -> list[Statement]:
    """Group the sentences of one event; `forced` names the statements of those that a person has placed."""
    pairs = sentence_pairs(sentences)
    likeness = alike(sentences, pairs)
    table = _Likeness(sentences, pairs, likeness)
    groups = _groups(len(sentences.rows), pairs, likeness, forced)
    found = []
    for members in groups:
        names = Counter(forced[each][0] for each in members if each in forced)
        known_as = names.most_common(1)[0][0] if names else ""
        if len({sentences.rows[each].outlet for each in members}) < 2 and not known_as:
            continue
        found.append(_with_parts(table, members, known_as, forced))
    return sorted(found, key=lambda each: min(each.carried))


def _groups(n_rows: int, pairs: Pairs, likeness: NDArray[np.float64], forced: Mapping[int, tuple[str, ...]]) -> list[list[int]]:
    nothing = [None] * n_rows
    fixed = [forced[number][0] if number in forced else None for number in range(n_rows)]
    limits = Limits(np.full(n_rows, np.nan), nothing, fixed, window_days=1, follow_up_days=1)
    strong = likeness >= _FLOOR
    weighed = Weighed(pairs.left[strong], pairs.right[strong], likeness[strong])
    return group(n_rows, weighed, limits, threshold=SAME)


class _Likeness:
    """The likeness of any two sentences, and of a sentence to a statement."""

    def __init__(self, sentences: Sentences, pairs: Pairs, likeness: NDArray[np.float64]) -> None:
        from scipy import sparse

        n_rows = len(sentences.rows)
        half = sparse.coo_matrix((likeness, (pairs.left, pairs.right)), shape=(n_rows, n_rows)).tocsr()
        self.matrix = (half + half.T).tocsr()
        self.outlets = sentences.outlets

    def to(self, members: list[int]) -> dict[int, float]:
        """Return the mean likeness of every sentence to those of the other outlets among the members."""
        found: dict[int, float] = {}
        total: Any = np.asarray(self.matrix[:, members].todense())
        others = self.outlets[:, None] != self.outlets[np.asarray(members)][None, :]
        n_others = others.sum(axis=1)
        mean = (total * others).sum(axis=1) / np.maximum(n_others, 1)
        for number in np.flatnonzero(mean >= _FLOOR).tolist():
            found[number] = float(mean[number])
        return found


def _with_parts(
    table: _Likeness, members: list[int], known_as: str, forced: Mapping[int, tuple[str, ...]]
) -> Statement:
    likeness = table.to(members)
    carried = {each: likeness.get(each, 0.0) for each in members}
    has = {table.outlets[each] for each in members}
    partly: dict[int, float] = {}
    for number, value in likeness.items():
        if number in carried or (number in forced and known_as not in forced[number]):
            continue
        if value >= ALSO or number in forced:
            carried[number] = value
        elif value >= PARTLY and table.outlets[number] not in has:
            partly[number] = value
    near = frozenset(table.outlets[number] for number, value in likeness.items() if value >= NEAR)
    return Statement(carried, partly, near, known_as)
