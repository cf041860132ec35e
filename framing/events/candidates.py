"""Articles that may be copies of each other: they share runs of words, or one address."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from framing.corpus import Article
from framing.events.shingles import Hashes, Shingles, shingles_of

__all__ = ["address", "candidates"]

SKETCH_RUN = 4  # words: the runs by which candidates are found
SAMPLED = 4  # one in so many runs is kept in the sketch of a long text
SHORT = 150  # words: below it all runs are kept
MOST_HOLDERS = 12  # a run in more articles than that links each to the first of them and to its neighbour only
_CANDIDATE = 0.06  # share of the smaller sketch that two articles must share


def candidates(articles: Sequence[Article], rank: NDArray[np.int64]) -> tuple[list[int], list[int]]:
    """Return pairs (earlier, later) that share enough of their sketches, or have one address."""
    sketches = [_sketch(each) for each in shingles_of(articles)]
    size = np.asarray([len(each) for each in sketches], np.int64)
    owner = np.repeat(np.arange(len(sketches)), size)
    runs = np.concatenate([*sketches, np.zeros(0, np.uint64)])
    left, right = _sharing(runs, owner, rank)
    keys, n_shared = np.unique(left * len(articles) + right, return_counts=True)
    left, right = keys // max(len(articles), 1), keys % max(len(articles), 1)
    good = n_shared >= np.maximum(2, _CANDIDATE * np.minimum(size[left], size[right]))
    pairs = set(zip(left[good].tolist(), right[good].tolist(), strict=True)) | _one_page(articles, rank)
    order = sorted(pairs)
    return [each for each, _ in order], [each for _, each in order]


def _sketch(text: Shingles) -> Hashes:
    runs = np.unique(text.runs(SKETCH_RUN))
    return runs if len(text.words) < SHORT else runs[runs % np.uint64(SAMPLED) == 0]


def _sharing(
    runs: Hashes, owner: NDArray[np.int64], rank: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (earlier, later) once for every run that two articles share."""
    order = np.lexsort((rank[owner], runs))
    runs, owner = runs[order], owner[order]
    new = np.append(True, runs[1:] != runs[:-1]) if len(runs) else np.zeros(0, bool)
    start = np.flatnonzero(new)
    n_holders = np.diff(np.append(start, len(runs)))
    group = np.repeat(np.arange(len(start)), n_holders)
    place = np.arange(len(runs)) - start[group] if len(runs) else np.zeros(0, np.int64)
    lefts, rights = [], []
    for step in range(1, MOST_HOLDERS):
        mine = np.flatnonzero((place >= step) & ((n_holders[group] <= MOST_HOLDERS) | (step == 1)))
        lefts.append(owner[mine - step])
        rights.append(owner[mine])
    often = np.flatnonzero((n_holders[group] > MOST_HOLDERS) & (place > 1))
    lefts.append(owner[start[group[often]]])
    rights.append(owner[often])
    return np.concatenate(lefts), np.concatenate(rights)


def _one_page(articles: Sequence[Article], rank: NDArray[np.int64]) -> set[tuple[int, int]]:
    first: dict[str, int] = {}
    pairs = set()
    for number in np.argsort(rank).tolist():
        page = address(articles[number].url)
        if page:
            known = first.setdefault(page, number)
            if known != number:
                pairs.add((known, number))
    return pairs


def address(url: str | None) -> str:
    """Return an address without what does not name the page; empty for none and for a front page.

    Examples
    --------
    >>> address("https://www.example.org/2024/talks/?utm_source=mail#top")
    'example.org/2024/talks'
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    return f"{parts.netloc.lower().removeprefix('www.')}{path}" if parts.netloc and path else ""
