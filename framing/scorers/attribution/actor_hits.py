"""The actors of the actor files whom a batch names, and which of them a phrase means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from framing.lexicon.matcher import Hits
from framing.scorers.attribution.actors import ActorForms, Known
from framing.scorers.attribution.names import Names
from framing.scorers.attribution.nouns import Part
from framing.scorers.attribution.speaker import Speaker
from framing.scorers.attribution.words import words
from framing.text.batch import Batch

__all__ = ["ActorHits"]


class ActorHits:
    """Where actors of the actor files are named in a batch, in the order of the text."""

    def __init__(self, batch: Batch, known: ActorForms, found: Hits, names: Names) -> None:
        self.known, self.names, self._batch = known, names, batch
        self.start, self.end, self.direct = found.start, found.end, known.direct[found.form]
        # an element of a view is a plain number at once; the last one stops walks
        self._form: Sequence[int] = found.form.data
        self._starts: Sequence[int] = np.append(found.start, np.int32(len(batch.start))).data
        self._ends: Sequence[int] = found.end.data
        self._named_in: dict[int, set[str]] = {}

    def speaker(self, hit: int) -> Speaker:
        """Return the actor of a hit as a speaker."""
        return self.known.known[self._form[hit]].speaker

    def person_ending(self, first: int, last: int) -> Speaker | None:
        """Return the person whose name ends a range of tokens behind its first one: battling Ana Petrova."""
        place = bisect_left(self._ends, last)
        if place == len(self._ends) or self._ends[place] != last or self._starts[place] <= first:
            return None
        speaker = self.speaker(place)
        return speaker if self.known.proper[self._form[place]] and speaker.person else None

    def meant(self, first: int, last: int, part: Part, article: int) -> tuple[Known | None, bool]:
        """Return the actor whom a phrase names at its end (a person anywhere in it), and whether by a proper name."""
        starts, ends = self._starts, self._ends
        place = bisect_left(starts, first)
        best: tuple[Known | None, bool] = None, False
        while (begin := starts[place]) < last and not part.hangs(begin - first):
            end, form = min(ends[place], last), self._form[place]
            known, proper = self.known.known[form], self.known.proper[form]
            if not part.owns(end - first) and not (known.speaker.person and self._cut_short(begin, end, first, last, part)):
                if proper and known.speaker.person:
                    return known, True
                holder = None if proper else self._holder(begin, end, article)
                if holder is not None:
                    return holder, True
                at_end = end >= last or part.words[end - first] in words("after_actor")
                if at_end and best[0] is None and not known.speaker.person:
                    best = known, proper
            place += 1
        return best

    def _cut_short(self, begin: int, end: int, first: int, last: int, part: Part) -> bool:
        """Tell a person's name that is only the beginning of another name."""
        run = self.names.within(begin, last)
        return bool(run) and run[0][1] > end and part.words[end - first] != "-"

    def _holder(self, begin: int, end: int, article: int) -> Known | None:
        """Return the person whom a role means: one of those who held it whom its article names."""
        spellings = self._batch.vocabulary.spellings
        role = " ".join([spellings[word] for word in self._batch.lower[begin:end].tolist()])
        return next((each for each in self.known.holders.get(role, ()) if each.actor.id in self._named(article)), None)

    def _named(self, article: int) -> set[str]:
        """Return the actors whose proper names an article has."""
        if article not in self._named_in:
            bounds = self.names.article_bounds[article : article + 2]
            low, high = (bisect_left(self._starts, bound) for bound in bounds)
            proper, known = self.known.proper, self.known.known
            self._named_in[article] = {known[form].actor.id for form in self._form[low:high] if proper[form]}
        return self._named_in[article]
