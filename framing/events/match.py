"""From articles to events: who reports on the same thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.corpus import Article, as_corpus
from framing.errors import CorpusError
from framing.events.clusters import Limits, group
from framing.events.pairs import Pairs, candidate_pairs, days_of
from framing.events.table import EventTable
from framing.events.vectors import Vectors, vectors

__all__ = ["match_events"]

THRESHOLD = 0.14  # chosen on one half of the events of a public collection, see docs/validity_events.md
FADING = 0.2  # of the likeness, per whole day between two articles
UNDATED = 0.4  # of the likeness of two articles one of which has no date: on real news 0.6 joined what lies years apart
FLOOR = 0.02  # below it a pair is as good as unlike
FOLLOW_UP_DAYS = 0.8  # the same outlet again after that: a new report, not a new version
FOLLOW_UP_LIKENESS = 0.2
_REASONS = 5


def match_events(
    corpus: Any,
    *,
    window_days: float = 3,
    threshold: float = THRESHOLD,
    known: EventTable | None = None,
) -> EventTable:
    """Group articles that report on the same event.

    Articles are alike when they share names and words that are rare in the corpus, in the headline and the first 400
    words; groups are joined while they are alike on average. An `event` that an article has already always wins, and
    so does what you have written into an earlier table (`known`). A later report of the same outlet is a follow-up: it
    is kept apart, with what else was published then.

    A group is a proposal. Look through `table.frame` (score and reason say how sure it is) before you compare
    outlets by it; misses are frequent where two reports share few names.

    Parameters
    ----------
    corpus
        A Corpus, or anything `framing.corpus.as_corpus` takes.
    window_days
        Reports of one event lie at most so many days apart.
    threshold
        Least average likeness (0–1) of the articles of an event.
    known
        A table whose events are kept, for a corpus that has grown.

    Returns
    -------
    EventTable
        Its `frame` has a row per article: article, event (missing for an article that stands alone), score (average
        likeness to the others of the event), reason, follows (the earlier event it goes on with), outlet,
        published, headline.

    Examples
    --------
    >>> import framing
    >>> from dataclasses import replace
    >>> demo = framing.demo_corpus()
    >>> bare = framing.Corpus([replace(each, event=None) for each in demo])
    >>> table = framing.match_events(bare)
    >>> table
    <EventTable: 6 events of 30 articles, 0 articles alone>
    >>> len(table.apply(bare).events)
    6
    """
    articles = list(as_corpus(corpus))
    if not 0 < threshold < 1:
        raise CorpusError(f"threshold is a likeness between 0 and 1, not {threshold}.")
    given = known.events if known is not None else {}
    fixed = [each.event or given.get(each.id) for each in articles]
    days = days_of(articles)
    found = vectors(articles, days)
    pairs = _faded(candidate_pairs(found, days, window_days=window_days, floor=FLOOR), days)
    outlets = [each.outlet for each in articles]
    limits = Limits(days, outlets, fixed, window_days=window_days, follow_up_days=FOLLOW_UP_DAYS)
    groups = group(len(articles), pairs, limits, threshold=threshold)
    return _table(articles, groups, fixed, pairs, found, days)


def _faded(pairs: Pairs, days: NDArray[np.float64]) -> Pairs:
    left, right = days[pairs.left], days[pairs.right]
    fading = (1 - FADING * np.floor(np.nan_to_num(np.abs(left - right)))).clip(0, 1)
    if not np.isnan(days).all():
        fading[np.isnan(left) | np.isnan(right)] = UNDATED
    return Pairs(pairs.left, pairs.right, pairs.cosine * fading)


def _table(
    articles: Sequence[Article],
    groups: list[list[int]],
    fixed: Sequence[str | None],
    pairs: Pairs,
    found: Vectors,
    days: NDArray[np.float64],
) -> EventTable:
    owner = np.full(len(articles), -1)
    for number, members in enumerate(groups):
        owner[members] = number
    shared = [_shared(found, members) if len(members) > 1 else [] for members in groups]
    names = _names(articles, groups, shared, fixed)
    follows = _follows(groups, owner, pairs, days, articles)
    score = _scores(len(articles), owner, pairs, groups)
    rows = []
    for number, article in enumerate(articles):
        at = int(owner[number])
        alone = len(groups[at]) == 1
        reason = "given" if fixed[number] else _reason(groups[at], shared[at], found.is_name, found.terms, days)
        rows.append(
            (
                article.id,
                names[at],
                np.nan if alone else score[number],
                reason,
                names[follows[at]] if at in follows else None,
                article.outlet,
                article.published,
                article.headline,
            )
        )
    return EventTable.of_rows(rows)


def _scores(n_articles: int, owner: NDArray[np.int64], pairs: Pairs, groups: list[list[int]]) -> NDArray[np.float64]:
    same = owner[pairs.left] == owner[pairs.right]
    left, right, cosine = pairs.left[same], pairs.right[same], pairs.cosine[same]
    total = np.bincount(left, cosine, n_articles) + np.bincount(right, cosine, n_articles)
    size = np.asarray([len(each) for each in groups])[owner]
    return total / np.maximum(size - 1, 1)


def _shared(found: Vectors, members: list[int]) -> list[int]:
    """Return the terms that at least half of the articles (and two) hold, weightiest first."""
    part = found.matrix[members]
    n_holders = np.bincount(part.indices, minlength=part.shape[1])
    weight = np.bincount(part.indices, part.data, part.shape[1])
    held = np.flatnonzero(n_holders >= max(2, len(members) / 2))
    order = np.lexsort((held, -weight[held]))
    return held[order][: 2 * _REASONS].tolist()


def _reason(
    members: list[int], shared: list[int], is_name: NDArray[np.bool_], terms: Sequence[str], days: NDArray[np.float64]
) -> str:
    if len(members) == 1:
        return "no other article is near enough"
    names = [terms[each] for each in shared if is_name[each]][:_REASONS]
    words = [terms[each] for each in shared if not is_name[each]][:_REASONS]
    span = np.ptp(days[members]) if not np.isnan(days[members]).any() else np.nan
    when = "" if np.isnan(span) else f" within {max(1, int(np.ceil(span)))} d"
    parts = [f"{len(members)} articles{when}"]
    parts += [f"names: {', '.join(names)}"] if names else []
    parts += [f"words: {', '.join(words)}"] if words else []
    return "; ".join(parts)


def _names(
    articles: Sequence[Article], groups: list[list[int]], shared: list[list[int]], fixed: Sequence[str | None]
) -> list[str | None]:
    """Name each event by the day of its first report and the headline of it; a known event keeps its name."""
    taken: Counter[str] = Counter(each for each in fixed if each)
    names: list[str | None] = []
    for members in groups:
        given = next((fixed[each] for each in members if fixed[each]), None)
        if given or len(members) == 1:
            names.append(given)
            continue
        first = min(members, key=lambda each: (_moment(articles[each]), each))
        name = _slug(articles[first])
        taken[name] += 1
        names.append(name if taken[name] == 1 else f"{name}-{taken[name]}")
    return names


def _moment(article: Article) -> float:
    return float(np.nan_to_num(days_of([article])[0], nan=np.inf))


def _slug(article: Article) -> str:
    words = "".join(mark if mark.isalnum() else " " for mark in (article.headline or article.text[:80])).lower().split()
    day = f"{article.published:%Y-%m-%d} " if article.published else ""
    return day + " ".join(words[:8])


def _follows(
    groups: list[list[int]],
    owner: NDArray[np.int64],
    pairs: Pairs,
    days: NDArray[np.float64],
    articles: Sequence[Article],
) -> dict[int, int]:
    """Return, for each event that goes on with an earlier one, the most alike earlier one."""
    apart = (owner[pairs.left] != owner[pairs.right]) & (pairs.cosine >= FOLLOW_UP_LIKENESS)
    best: dict[int, tuple[float, int]] = {}
    for left, right, cosine in zip(
        pairs.left[apart].tolist(), pairs.right[apart].tolist(), pairs.cosine[apart].tolist(), strict=True
    ):
        if np.isnan(days[left]) or np.isnan(days[right]) or abs(days[left] - days[right]) < FOLLOW_UP_DAYS:
            continue
        early, late = (left, right) if days[left] < days[right] else (right, left)
        at, earlier = int(owner[late]), int(owner[early])
        if len(groups[earlier]) > 1 and best.get(at, (0.0, -1))[0] < cosine:
            best[at] = (cosine, earlier)
    return {at: earlier for at, (_, earlier) in best.items()}
