"""Groups by average link on a sparse graph: a pair that is not in the graph counts as unlike."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.events.pairs import Pairs

__all__ = ["Limits", "group"]


class Limits:
    """What may not stand in one group.

    Parameters
    ----------
    days
        Moment of each article, NaN where unknown: a group spans at most `window_days`.
    outlets
        Two articles of one outlet more than `follow_up_days` apart are a report and its follow-up.
    fixed
        The event that each article is known to belong to; two known events are never joined.
    """

    def __init__(
        self,
        days: NDArray[np.float64],
        outlets: Sequence[str | None],
        fixed: Sequence[str | None],
        *,
        window_days: float,
        follow_up_days: float,
    ) -> None:
        self.window_days, self.follow_up_days = window_days, follow_up_days
        self.low = np.where(np.isnan(days), np.inf, days).tolist()
        self.high = np.where(np.isnan(days), -np.inf, days).tolist()
        self.fixed = list(fixed)
        self.moments: list[dict[str, tuple[float, float]]] = [
            {} if outlet is None or np.isnan(day) else {outlet: (float(day), float(day))}
            for outlet, day in zip(outlets, days, strict=True)
        ]

    def allow(self, a: int, b: int) -> bool:
        """Tell whether two groups may be joined."""
        if self.fixed[a] and self.fixed[b]:
            return self.fixed[a] == self.fixed[b]
        if max(self.high[a], self.high[b]) - min(self.low[a], self.low[b]) > self.window_days:
            return False
        return not any(
            self._far(self.moments[a][each], self.moments[b][each]) for each in self.moments[a].keys() & self.moments[b].keys()
        )

    def _far(self, one: tuple[float, float], other: tuple[float, float]) -> bool:
        return max(one[1], other[1]) - min(one[0], other[0]) > self.follow_up_days

    def join(self, a: int, b: int) -> None:
        """Take group `b` into group `a`."""
        self.low[a], self.high[a] = min(self.low[a], self.low[b]), max(self.high[a], self.high[b])
        self.fixed[a] = self.fixed[a] or self.fixed[b]
        for outlet, (low, high) in self.moments[b].items():
            mine = self.moments[a].get(outlet, (low, high))
            self.moments[a][outlet] = (min(low, mine[0]), max(high, mine[1]))


def group(n_articles: int, pairs: Pairs, limits: Limits, *, threshold: float) -> list[list[int]]:
    """Join the two groups that are most alike on average, as long as that is at least `threshold`."""
    members: list[list[int]] = [[number] for number in range(n_articles)]
    links: list[dict[int, float]] = [{} for _ in range(n_articles)]
    for left, right, cosine in zip(pairs.left.tolist(), pairs.right.tolist(), pairs.cosine.tolist(), strict=True):
        links[left][right] = links[right][left] = cosine
    _join_fixed(members, links, limits)
    heap = [
        (-total / (len(members[a]) * len(members[b])), a, b) for a, mine in enumerate(links) for b, total in mine.items() if a < b
    ]
    heapq.heapify(heap)
    while heap and -heap[0][0] >= threshold:
        likeness, a, b = heapq.heappop(heap)
        total = links[a].get(b) if members[a] and members[b] else None
        if total is None or -likeness != total / (len(members[a]) * len(members[b])) or not limits.allow(a, b):
            continue
        _merge(a, b, members, links, limits)
        for other, total in links[a].items():
            low, high = min(a, other), max(a, other)
            heapq.heappush(heap, (-total / (len(members[a]) * len(members[other])), low, high))
    return [sorted(each) for each in members if each]


def _merge(a: int, b: int, members: list[list[int]], links: list[dict[int, float]], limits: Limits) -> None:
    members[a] += members[b]
    members[b] = []
    for other, total in links[b].items():
        del links[other][b]
        if other != a:
            links[a][other] = links[other][a] = links[a].get(other, 0.0) + total
    links[b] = {}
    limits.join(a, b)


def _join_fixed(members: list[list[int]], links: list[dict[int, float]], limits: Limits) -> None:
    """Join the articles whose event is known."""
    first: dict[str, int] = {}
    for number, event in enumerate(limits.fixed):
        if event:
            holder = first.setdefault(event, number)
            if holder != number:
                _merge(holder, number, members, links, limits)
