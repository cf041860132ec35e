"""The actors of the actor files whom a batch names, and which of them a phrase means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from framing.lexicon import Actor, ActorFile
from framing.scorers.attribution.actors import actor_forms
from framing.scorers.attribution.names import Names
from framing.scorers.attribution.nouns import Part
from framing.scorers.attribution.speaker import Speaker
from framing.scorers.attribution.words import words
from framing.text.batch import Batch

__all__ = ["ActorHits"]


class ActorHits:
    """Where actors of the actor files are named in a batch, in the order of the text."""

    def __init__(self, batch: Batch, files: Sequence[ActorFile], names: Names) -> None:
        self.known = known = actor_forms(files)
        found = known.found(batch)
        self.start, self.end, self.direct = found.start, found.end, known.direct[found.form]
        self._batch, self._names = batch, names
        self._form = found.form.tolist()
        self._starts, self._ends = found.start.tolist(), found.end.tolist()
        self._named_in: dict[int, set[str]] = {}

    def speaker(self, hit: int) -> Speaker:
        """Return the actor of a hit as a speaker."""
        return self.known.speakers[self._form[hit]]

    def actor(self, hit: int) -> Actor:
        """Return the actor of a hit."""
        return self.known.actors[self._form[hit]]

    def person_ending(self, first: int, last: int) -> Actor | None:
        """Return the person whose name ends a range of tokens behind its first one: battling Ana Petrova."""
        place = bisect_left(self._ends, last)
        if place == len(self._ends) or self._ends[place] != last or self._starts[place] <= first:
            return None
        actor = self.actor(place)
        return actor if self.known.proper[self._form[place]] and actor.kind == "person" else None

    def meant(self, first: int, last: int, part: Part) -> tuple[Actor | None, bool]:
        """Return the actor whom a phrase names at its end (a person anywhere in it), and whether by a proper name."""
        place = bisect_left(self._starts, first)
        best: tuple[Actor | None, bool] = None, False
        while place < len(self._starts) and self._starts[place] < last:
            actor, begin, end = self.actor(place), self._starts[place], min(self._ends[place], last)
            if not part.owns(end - first) and not part.hangs(begin - first) and not self._cut_short(place, first, last, part):
                person = self._person(actor, place, end, first)
                if person is not None:
                    return person, True
                at_end = end >= last or part.words[end - first] in words("after_actor")
                if at_end and best[0] is None and actor.kind != "person":
                    best = actor, self.known.proper[self._form[place]]
            place += 1
        return best

    def _cut_short(self, place: int, first: int, last: int, part: Part) -> bool:
        """Tell a person's name that is only the beginning of another name."""
        if self.actor(place).kind != "person":
            return False
        end = min(self._ends[place], last)
        run = self._names.within(self._starts[place], last)
        return bool(run) and run[0][1] > end and part.words[end - first] != "-"

    def _person(self, actor: Actor, place: int, end: int, first: int) -> Actor | None:
        """Return the person whom a name means, or a role if its article names one of those who held it."""
        if self.known.proper[self._form[place]]:
            return actor if actor.kind == "person" else None
        spellings = self._batch.vocabulary.spellings
        role = " ".join([spellings[word] for word in self._batch.lower[self._starts[place] : end].tolist()])
        return next((each for each in self.known.holders.get(role, ()) if self._is_named(each, first)), None)

    def _is_named(self, actor: Actor, token: int) -> bool:
        """Tell whether the article of a token has the name of a person, whose role it then means."""
        article = int(self._batch.article[token])
        if article not in self._named_in:
            bounds = self._names.article_bounds[article : article + 2]
            low, high = (bisect_left(self._starts, bound) for bound in bounds)
            proper, actors = self.known.proper, self.known.actors
            self._named_in[article] = {actors[form].id for form in self._form[low:high] if proper[form]}
        return actor.id in self._named_in[article]
