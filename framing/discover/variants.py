"""Pairs of words that fill the same slots, one more in this outlet, the other more in that: candidates for variant sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing import stats
from framing.discover.phrases import Phrases
from framing.discover.stream import Stream
from framing.discover.tables import contexts, surface
from framing.stats.divergence import pooled_counts

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus import Article

__all__ = ["variant_pairs"]

LEAST_SIDE = 5  # articles of either side that use one of the two words in the shared slots (method, 2.21)
LEAST_EACH = 3  # articles that use each of the two
LEAST_SLOTS = 2
_FILLERS = 60  # a slot that more words fill says little about any two of them
COLUMNS = (
    "first", "second", "slots", "share_target", "share_reference", "n_articles_target", "n_articles_reference", "z",
    "p_adjusted", "contexts",
)  # fmt: skip

Floats = NDArray[np.float64]


class Pair(NamedTuple):
    """Two words with the phrases in which they fill the same slots, in the order of the slots."""

    first: str
    second: str
    slots: tuple[str, ...]
    first_phrases: tuple[int, ...]
    second_phrases: tuple[int, ...]


def variant_pairs(
    articles: Sequence[Article],
    stream: Stream,
    phrases: Phrases,
    side: NDArray[np.int8],
    events: NDArray[np.intp] | None,
    *,
    permutations: int,
    seed: int,
    top: int,
) -> pd.DataFrame:
    """Return the pairs whose share differs most between the sides (see `Discovery`).

    Notes
    -----
    Each article that uses one of the two words in a shared slot has one vote: its share of the first word. z is the
    difference of the sides' mean shares over its error, p how often the largest abs(z) of any pair reaches it when labels are
    permuted within events. Given that one of the two is used, the topic is given too.
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
    target = (side == 0).astype(np.uint8)
    z, shares, counts = _difference(share, either, target[None])
    labels = stats.permuted_labels(target, events, permutations, seed=seed)
    largest = np.concatenate([np.abs(_difference(share, either, part)[0]).max(axis=1) for part in labels])
    p = (1 + np.sum(largest[:, None] >= np.abs(z) - 1e-12, axis=0)) / (1 + len(largest))
    order = np.argsort(-np.abs(z[0]), kind="stable")
    rows = [
        {
            "first": pairs[i].first,
            "second": pairs[i].second,
            "slots": pairs[i].slots,
            "share_target": float(shares[0][0, i]),
            "share_reference": float(shares[1][0, i]),
            "n_articles_target": int(counts[0][0, i]),
            "n_articles_reference": int(counts[1][0, i]),
            "z": float(z[0, i]),
            "p_adjusted": float(p[i]),
            "contexts": _contexts(articles, stream, phrases, pairs[i]),
        }
        for i in order[:top].tolist()
        if z[0, i]
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


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


def _difference(
    share: Floats, either: Floats, labels: NDArray[Any]
) -> tuple[Floats, tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Return, labels × pairs, the standardised difference of mean shares, the shares and the articles of both sides."""
    n1, s1 = pooled_counts(either, labels), pooled_counts(share, labels)
    n, s = either.sum(axis=0), share.sum(axis=0)
    n2, s2 = n - n1, s - s1
    spread = (share**2).sum(axis=0) / n - (s / n) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        one, two = s1 / n1, s2 / n2
        z = (one - two) / np.sqrt(spread * (1 / n1 + 1 / n2))
    return np.where((n1 >= LEAST_SIDE) & (n2 >= LEAST_SIDE), np.nan_to_num(z), 0.0), (one, two), (n1, n2)


def _contexts(articles: Sequence[Article], stream: Stream, phrases: Phrases, pair: Pair) -> tuple[str, ...]:
    everywhere = np.ones(stream.n_articles, bool)
    shown: list[str] = []
    for chosen in (pair.first_phrases, pair.second_phrases):
        commonest = max(chosen, key=lambda i: len(phrases.positions(i)))
        shown += contexts(articles, stream, phrases, commonest, everywhere)[:2]
    return tuple(shown)
