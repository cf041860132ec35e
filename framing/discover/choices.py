"""Known choices first: names of the exchangeable variant sets of the lexicons that the sides use in different shares."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.discover.labels import Labels
from framing.discover.votes import LEAST_EACH, LEAST_SIDE, VOTE_COLUMNS, votes_table
from framing.lexicon import available_actors, available_lexicons, load_actors, load_lexicon
from framing.scorers.evidence import VOICES, Reading
from framing.scorers.terms import Terms

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus import Article

__all__ = ["Choices", "choices_table"]

_WIDTH = 60
_OUTLET = VOICES.index("outlet")
COLUMNS = ("name", "others", "variant_set", *VOTE_COLUMNS, "contexts")

Floats = NDArray[np.float64]


@dataclass
class Choices:
    """Collects which names of exchangeable sets each article uses."""

    own: bool = True  # only in the outlet's own words
    found: dict[tuple[str, str], Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    written: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    places: dict[tuple[str, str], list[tuple[int, bool, int, int]]] = field(default_factory=lambda: defaultdict(list))

    def read(self, reading: Reading, first_article: int) -> None:
        """Take the names that the articles of a batch use."""
        batch, evidence = reading.batch, _names().score(reading)
        columns: dict[str, Any] = evidence.columns
        wanted = columns["exchangeable"] & ~batch.excluded[evidence.first]
        if self.own:
            wanted &= columns["voice"].codes == _OUTLET
        for row in np.flatnonzero(wanted).tolist():
            first, last = int(evidence.first[row]), int(evidence.last[row])
            group = columns["variant_set"].names[columns["variant_set"].codes[row]]
            key = group, columns["entry"].names[columns["entry"].codes[row]]
            segment = int(batch.segment[first])
            article, offset = first_article + int(batch.segment_article[segment]), int(batch.segment_offset[segment])
            self.found[key][article] += 1
            self.written[key][batch.slice(first, last).casefold()] += 1
            start, end = int(batch.start[first]) - offset, int(batch.end[last - 1]) - offset
            self.places[key].append((article, batch.segment_kind[segment] == 0, start, end))


@cache
def _names() -> Terms:
    """Return what finds the names of the packaged lexicons that have exchangeable sets."""
    lexicons = [load_lexicon(name) for name in available_lexicons()]
    chosen = [each for each in lexicons if any(group.exchangeable for group in each.sets)]
    return Terms(chosen, [load_actors(name) for name in available_actors()])


def choices_table(choices: Choices, articles: Sequence[Article], labels: Labels, *, top: int) -> pd.DataFrame:
    """Return the names whose share in their set differs most between the sides (see `Discovery`).

    Notes
    -----
    Each article that uses a name of the set has one vote: the share of this name (see `votes_table`). The names were written
    down before these articles were looked at, so that only they pay for one another.
    """
    import pandas as pd

    keys, share, either = _shares(choices, len(articles))
    if not keys:
        return pd.DataFrame(columns=list(COLUMNS))
    found = votes_table(share, either, labels, top=top)
    chosen = [keys[i] for i in found.index]
    more: dict[str, Any] = {
        "name": [choices.written[key].most_common(1)[0][0] for key in chosen],
        "others": [_others(choices, key) for key in chosen],
        "variant_set": [group for group, _ in chosen],
        "contexts": [_contexts(choices.places[key], articles) for key in chosen],
    }
    return found.assign(**more).reset_index(drop=True)[list(COLUMNS)]


def _shares(choices: Choices, n_articles: int) -> tuple[list[tuple[str, str]], Floats, Floats]:
    """Return the names that can be compared, and articles × names: the share of each, and whether its set is used at all."""
    whole: dict[str, Floats] = defaultdict(lambda: np.zeros(n_articles))
    each: dict[tuple[str, str], Floats] = {}
    for key, counted in choices.found.items():
        each[key] = np.zeros(n_articles)
        each[key][list(counted)] = list(counted.values())
        whole[key[0]] += each[key]
    keys = [
        key
        for key, uses in each.items()
        if min((uses > 0).sum(), (whole[key[0]] > uses).sum()) >= LEAST_EACH and (whole[key[0]] > 0).sum() >= 2 * LEAST_SIDE
    ]
    shares = [each[key] / np.maximum(whole[key[0]], 1) for key in keys]
    used = [(whole[key[0]] > 0).astype(float) for key in keys]
    nothing = np.zeros((n_articles, 0))
    return keys, np.stack(shares, axis=1) if keys else nothing, np.stack(used, axis=1) if keys else nothing


def _others(choices: Choices, key: tuple[str, str]) -> tuple[str, ...]:
    """Return the commonest form of the other names of the set, the most used first."""
    rest = [other for other in choices.found if other[0] == key[0] and other != key]
    rest.sort(key=lambda other: -choices.found[other].total())
    return tuple(choices.written[other].most_common(1)[0][0] for other in rest)


def _contexts(places: list[tuple[int, bool, int, int]], articles: Sequence[Article]) -> tuple[str, ...]:
    """Return the name in brackets, with the words around it, in up to three articles."""
    first = list({article: (article, headline, start, end) for article, headline, start, end in reversed(places)}.values())
    shown = []
    for article, headline, start, end in first[:3]:
        text = (articles[article].headline or "") if headline else articles[article].text
        around = f"{text[max(0, start - _WIDTH) : start]}[{text[start:end]}]{text[end : end + _WIDTH]}"
        shown.append(" ".join(around.split()))
    return tuple(shown)
