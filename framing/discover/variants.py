"""Pairs of words that fill the same slots, one more in this outlet, the other more in that: candidates for variant sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.discover.labels import Labels
from framing.discover.phrases import Phrases
from framing.discover.stream import Stream
from framing.discover.tables import contexts, surface
from framing.discover.votes import LEAST_EACH, LEAST_SIDE, VOTE_COLUMNS, votes_table

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus import Article

__all__ = ["variant_pairs"]

LEAST_SLOTS = 2
_FILLERS = 60  # a slot that more words fill says little about any two of them
COLUMNS = ("first", "second", "slots", *VOTE_COLUMNS, "contexts")

Floats = NDArray[np.float64]


class Pair(NamedTuple):
    """Two words with the phrases in which they fill the same slots, in the order of the slots."""

    first: str
    second: str
    slots: tuple[str, ...]
    first_phrases: tuple[int, ...]
    second_phrases: tuple[int, ...]


def variant_pairs(
    articles: Sequence[Article], stream: Stream, phrases: Phrases, labels: Labels, *, top: int
) -> pd.DataFrame:
    """Return the pairs whose share differs most between the sides (see `Discovery`).

    Notes
    -----
    Each article that uses one of the two words in a shared slot has one vote: its share of the first word (see
    `votes_table`). Given that one of the two is used, the topic is given too.
    """
    import pandas as pd

    pairs = list(_pairs(stream, phrases))
    first = _uses(phrases, [each.first_phrases for each in pairs])
    second = _uses(phrases, [each.second_phrases for each in pairs])
    kept = np.flatnonzero(_enough(first, second))
    first, second, pairs = first[:, kept], second[:, kept], [pairs[i] for i in kept]
    if not pairs:
        return pd.DataFrame(columns=list(COLUMNS))
    share, either = _shares(first, second)
    found = votes_table(share, either, labels, top=top)
    chosen = [pairs[i] for i in found.index]
    more: dict[str, Any] = {
        "first": [each.first for each in chosen],
        "second": [each.second for each in chosen],
        "slots": [each.slots for each in chosen],
        "contexts": [_contexts(articles, stream, phrases, each) for each in chosen],
    }
    return found.assign(**more).reset_index(drop=True)[list(COLUMNS)]


def _pairs(stream: Stream, phrases: Phrases) -> Iterator[Pair]:
    """Yield the pairs of words that fill at least two slots in common."""
    fillers: dict[str, dict[str, int]] = defaultdict(dict)
    for phrase in np.flatnonzero(phrases.n_words > 1).tolist():
        units = surface(stream, phrases, phrase).split()
        if len(units) == 2:
            fillers[f"_ {units[1]}"][units[0]] = phrase
            fillers[f"{units[0]} _"][units[1]] = phrase
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for slot, words in fillers.items():
        if len(words) <= _FILLERS:
            for pair in combinations(sorted(words), 2):
                shared[pair].append(slot)
    for (one, two), slots in shared.items():
        if len(slots) >= LEAST_SLOTS and not _inflected(one, two):
            yield Pair(one, two, tuple(slots), tuple(fillers[s][one] for s in slots), tuple(fillers[s][two] for s in slots))


def _inflected(one: str, two: str) -> bool:
    """Tell two forms of one word, roughly: alike but for the last two letters."""
    length = max(3, min(len(one), len(two)) - 2)
    return one[:length] == two[:length]


def _uses(phrases: Phrases, chosen: Sequence[tuple[int, ...]]) -> Floats:
    """Return articles × pairs: how often the word fills the shared slots."""
    from scipy import sparse

    rows = [phrase for each in chosen for phrase in each]
    columns = [number for number, each in enumerate(chosen) for _ in each]
    member = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(phrases.table.shape[1], len(chosen)))
    return np.asarray((phrases.table @ member).toarray())


def _enough(first: Floats, second: Floats) -> NDArray[np.bool_]:
    each = np.minimum((first > 0).sum(axis=0), (second > 0).sum(axis=0)) >= LEAST_EACH
    return np.asarray(each & (((first + second) > 0).sum(axis=0) >= 2 * LEAST_SIDE))


def _shares(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Return each article's share of the first word and whether it uses either: an article has one vote."""
    either = (first + second) > 0
    return np.where(either, first / np.maximum(first + second, 1), 0.0), either.astype(float)


def _contexts(articles: Sequence[Article], stream: Stream, phrases: Phrases, pair: Pair) -> tuple[str, ...]:
    everywhere = np.ones(stream.n_articles, bool)
    shown: list[str] = []
    for chosen in (pair.first_phrases, pair.second_phrases):
        commonest = max(chosen, key=lambda i: len(phrases.positions(i)))
        shown += contexts(articles, stream, phrases, commonest, everywhere)[:2]
    return tuple(shown)
