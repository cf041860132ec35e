"""Distinctive words: log-odds with an informative Dirichlet prior, significance by permuted labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.errors import NotEnoughData
from framing.stats.divergence import pooled_counts
from framing.stats.estimates import Array, Numbers
from framing.stats.multiplicity import monte_carlo_p
from framing.stats.permutation import SWAPS, permuted_labels

__all__ = ["DistinctiveWords", "distinctive_words", "log_odds"]

LEAST_ARTICLES, LEAST_WORDS = 10, 5000  # per side
SPREAD_ARTICLES, SPREAD_EVENTS = 3, 2  # that a word must occur in on its side


@dataclass(frozen=True, slots=True)
class DistinctiveWords:
    """Per word: δ and ζ (positive: the first outlet's), the family-wise p, and how widely its side uses it.

    `eligible` words occur in at least 3 articles and 2 events of the side that they mark. ζ ranks; only `p` says
    whether a word marks an outlet, because ζ takes words and not articles for independent.

    Examples
    --------
    >>> table = np.array([[3, 1], [4, 0], [1, 3], [0, 5]])
    >>> distinctive_words(table, [True, True, False, False], force=True).zeta.round(1)
    array([ 2.5, -2.6])
    """

    delta: Array
    zeta: Array
    p: Array
    n_articles: Array
    n_events: Array
    eligible: Array


def log_odds(first: Numbers, second: Numbers, background: Numbers | None = None, *,
             prior_size: float | None = None) -> tuple[Array, Array]:
    """Return δ, the log-odds of each word for the first against the second group of texts, and ζ, δ over its error.

    ζ ranks words; it is no z-score for texts, where a word's uses come in clusters.

    Parameters
    ----------
    first, second
        Counts per word (the last axis).
    background
        Counts per word that shape the prior; by default those of both groups together.
    prior_size
        Words that the prior is worth; by default as many as the background has.

    References
    ----------
    Monroe, Colaresi & Quinn 2008, Political Analysis 16.

    Examples
    --------
    >>> delta, zeta = log_odds([9, 1, 10], [2, 8, 10])
    >>> delta.round(2), zeta.round(2)
    (array([ 0.59, -0.68,  0.  ]), array([ 1.66, -1.71,  0.  ]))
    """
    y1, y2 = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    prior = np.asarray(y1 + y2 if background is None else background, dtype=float)
    if prior_size is not None:
        prior = prior / prior.sum(axis=-1, keepdims=True) * prior_size
    a0 = prior.sum(axis=-1, keepdims=True)
    n1, n2 = y1.sum(axis=-1, keepdims=True), y2.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = np.log((y1 + prior) / (n1 + a0 - y1 - prior)) - np.log((y2 + prior) / (n2 + a0 - y2 - prior))
        zeta = delta / np.sqrt(1 / (y1 + prior) + 1 / (y2 + prior))
    return delta, zeta


def distinctive_words(table: Any, first: Numbers, events: Numbers | None = None, *, prior_size: float | None = None,
                      n_permutations: int = SWAPS // 10, seed: int = 0, force: bool = False) -> DistinctiveWords:
    """Return which words mark which of two outlets, their labels permuted among the articles of each event.

    Leave out names, dates and outlet boilerplate first: they are what is most distinctive and least telling.

    Parameters
    ----------
    table
        Articles × words (dense or a scipy sparse array).
    first
        True for the articles of the first outlet.
    events
        The event of each article; None permutes among all articles.

    Raises
    ------
    NotEnoughData
        With fewer than 10 articles or 5,000 words on a side, unless forced.

    Notes
    -----
    p compares abs(ζ) with the largest abs(ζ) over all words that occur in three articles, under permuted labels
    (Westfall & Young), so it holds for the whole vocabulary at once.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> counts = rng.poisson(10, (24, 60))
    >>> counts[:12, 7] += 8
    >>> found = distinctive_words(counts, np.arange(24) < 12)
    >>> np.flatnonzero(found.p < 0.05), bool(found.eligible[7]), int(found.n_articles[7])
    (array([7]), True, 12)
    """
    side = np.asarray(first, dtype=np.uint8)
    sides = np.stack([side, 1 - side])
    one, two = pooled_counts(table, sides)
    if not force:
        _enough(sides.sum(axis=1), (one.sum(), two.sum()))
    present = (table > 0).astype(float)
    n_articles = pooled_counts(present, sides)
    n_events = n_articles if events is None else _events_with(present, sides, np.asarray(events))
    delta, zeta = log_odds(one, two, prior_size=prior_size)
    family = n_articles.sum(axis=0) >= SPREAD_ARTICLES
    largest = np.concatenate([_largest(table, each, one + two, family, prior_size)
                              for each in permuted_labels(side, events, n_permutations, seed=seed)])
    p = np.where(family & np.isfinite(zeta), monte_carlo_p(np.abs(zeta), largest[:, None], exact=False), np.nan)
    mine = (delta < 0).astype(np.intp), np.arange(len(delta))
    eligible = (n_articles[mine] >= SPREAD_ARTICLES) & (n_events[mine] >= SPREAD_EVENTS)
    return DistinctiveWords(delta, zeta, p, n_articles[mine], n_events[mine], eligible)


def _enough(articles: Array, words: tuple[float, float]) -> None:
    if min(articles) < LEAST_ARTICLES or min(words) < LEAST_WORDS:
        raise NotEnoughData(f"Distinctive words need {LEAST_ARTICLES} articles and {LEAST_WORDS:,} words a side; there "
                            f"are {articles[0]} and {articles[1]} articles, {words[0]:,.0f} and {words[1]:,.0f} words.")


def _largest(table: Any, labels: Array, total: Array, family: Array, prior_size: float | None) -> Array:
    """Return the largest abs(ζ) of each permutation, in pieces of moderate size."""
    step = max(1, 2_000_000 // len(total))
    parts = []
    for start in range(0, len(labels), step):
        one = pooled_counts(table, labels[start:start + step])
        zeta = np.abs(log_odds(one, total - one, total, prior_size=prior_size)[1])
        parts.append(np.nanmax(np.where(family, zeta, 0), axis=1))
    return np.concatenate(parts)


def _events_with(present: Any, sides: Array, events: Array) -> Array:
    """Return sides × words: in how many events the side uses the word."""
    names = np.unique(events)
    member = (events[None, :] == names[:, None]).astype(float)
    return np.stack([np.sum(pooled_counts(present, member * each) > 0, axis=0) for each in sides])
