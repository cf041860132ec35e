"""Who speaks: from the words of a text to the name by which a reader would call the speaker."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.actor_hits import ActorHits
from framing.scorers.attribution.naming import Naming
from framing.scorers.attribution.nouns import PHRASES, Phrase, phrase_of
from framing.scorers.attribution.pronouns import Pronouns
from framing.scorers.attribution.speaker import NOBODY, Speaker
from framing.scorers.attribution.words import lists_at
from framing.text.batch import Batch, Integers

__all__ = ["Speakers"]

_PHRASE, _PLAIN, _NAME, _ACTOR = range(4)  # how a phrase is resolved


class Speakers:
    """Resolves the speakers of a batch, in the order of the text: later ones lean on earlier ones."""

    def __init__(self, batch: Batch, hits: ActorHits) -> None:
        self.batch = batch
        self._naming = Naming(batch, hits)

    def of(self, first: Integers, last: Integers) -> list[Speaker]:
        """Return the speakers whom token ranges name, in the order in which they speak."""
        last = self._naming.names.completed(first, last)
        hit = np.searchsorted(self._naming.hits.start, first)
        columns = (first, last, self.batch.article[first], hit, self._ways(first, last, hit))
        keys, places = self._keys(first, last), zip(*(each.tolist() for each in columns), strict=True)
        phrases = self._phrases(keys, first, last)
        self._naming.look_at(self._openings(first))
        known: dict[tuple[int, bytes], Speaker] = {}
        found: list[Speaker | None] = []
        for key, phrase, (low, high, article, number, way) in zip(keys, phrases, places, strict=True):
            speaker = None
            if way == _ACTOR and not phrase.pronoun:
                speaker = self._naming.hits.speaker(number)
            elif not phrase.pronoun and (speaker := known.get((article, key))) is None:
                speaker = known[article, key] = self._resolved(phrase, low, high, article, way)
            found.append(speaker)
        Pronouns(self.batch, self._naming).resolve([phrase.pronoun for phrase in phrases], first, found)
        return [NOBODY if speaker is None else speaker for speaker in found]

    def _resolved(self, phrase: Phrase, first: int, last: int, article: int, way: int) -> Speaker:
        if way == _PLAIN:
            return self._naming.plain(phrase, first, article)
        if way == _NAME:
            return self._naming.by_name(phrase, first, last, article)
        return self._naming.phrase(phrase, first, article)

    def _openings(self, first: Integers) -> Integers:
        """Return the tokens that open a sentence and may be shown: no articles, no pronouns."""
        opening = first[self.batch.sentence_start[self.batch.sentence[first]] == first]
        article, pronoun = lists_at(self.batch, opening, "articles", "pronouns")
        return opening[~(article | pronoun)]

    def _keys(self, first: Integers, last: Integers) -> list[bytes]:
        """Return the words of token ranges as keys."""
        raw, size = self.batch.lower.tobytes(), self.batch.lower.itemsize
        return [raw[low:high] for low, high in zip((first * size).tolist(), (last * size).tolist(), strict=True)]

    def _phrases(self, keys: list[bytes], first: Integers, last: Integers) -> list[Phrase]:
        known, spellings = PHRASES.of(self.batch.vocabulary), self.batch.vocabulary.spellings
        for number in [number for number, key in enumerate(keys) if key not in known]:
            found = self.batch.lower[first[number] : last[number]].tolist()
            known[keys[number]] = phrase_of([spellings[each] for each in found])
        return [*map(known.__getitem__, keys)]

    def _ways(self, first: Integers, last: Integers, hit: NDArray[np.intp]) -> NDArray[np.int8]:
        """Return how each token range is resolved: by the one actor or name that it is, by its words alone, or as a phrase."""
        names, hits = self._naming.names, self._naming.hits
        way = np.full(len(first), _PHRASE, np.int8)
        bare = np.searchsorted(hits.start, last) == hit
        run = np.searchsorted(names.end, first, side="right")
        way[bare & (run == np.searchsorted(names.start, last))] = _PLAIN
        if len(names.start):
            run = np.minimum(run, len(names.start) - 1)
            way[(names.start[run] == first) & (names.end[run] == last) & bare] = _NAME
        if len(hits.start):
            hit = np.minimum(hit, len(hits.start) - 1)
            way[(hits.start[hit] == first) & (hits.end[hit] == last) & hits.direct[hit]] = _ACTOR
        return way
