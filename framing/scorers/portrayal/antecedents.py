"""Who a pronoun stands for: one walk over who is spoken of, in the order of the text; rather nobody than a guess."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

__all__ = [
    "AHEAD_OF_NOBODY",
    "FEMALE",
    "GENDERS",
    "MALE",
    "NEUTER",
    "NO_PERSON",
    "PLURAL",
    "POINTS_BACK",
    "REACH",
    "Spoken",
    "antecedents",
]

#: Classes of pronouns; the first two are genders as well, 0 a gender that is not known.
MALE, FEMALE, PLURAL, NEUTER = range(1, 5)
UNKNOWN, NO_PERSON = 0, -1
GENDERS = {"": UNKNOWN, "male": MALE, "female": FEMALE}
#: Whether a pronoun stands for a name after it ("For his part, X said").
POINTS_BACK, AHEAD_OF_NOBODY = -2, -1

_PULL = (3.0, 2.4, 1.4, 0.8)  # of a mention in the same sentence, one before, two before, three before
_SUBJECT, _CHAIN, _NEAREST, _PARALLEL = 1.0, 0.8, 0.4, 0.6  # for: subjects, who "he" was before, the last, objects of objects
_FOREIGN, _BOUND = 1.5, 3.0  # against: across a quotation mark, subject of the clause of "him"
_MARGIN = 0.5
REACH = len(_PULL)
_CLAUSE = 16  # tokens over which "it" and "they" look back
_COLLECTIVE = {NEUTER: ("government", "organisation", "medium"), PLURAL: ("group",)}
#: What "it" and "they" may mean, by the kind of an actor.
COLLECTIVES = {kind: number for number, kinds in _COLLECTIVE.items() for kind in kinds}


class Spoken(NamedTuple):
    """The places where somebody is spoken of, in the order of the text: `who` is an actor, or somebody that no file lists.

    Of pronouns `who` is -1. `speaker` is the actor whose words the place stands in. The last three tell of pronouns only:
    the class, "him" from "he", and the actor whose name follows ("For his part, X said").
    """

    segment: list[int]
    token: list[int]
    who: list[int]
    sentence: list[int]
    quote: list[int]
    speaker: list[int]
    subject: list[bool]
    role: list[bool]
    number: list[int]
    is_object: list[bool]
    ahead: list[int]


def antecedents(spoken: Spoken, genders: Sequence[int], kinds: Sequence[str]) -> list[tuple[int, int]]:
    """Return (token, actor) of the pronouns that stand for an actor.

    Parameters
    ----------
    spoken
        Who is spoken of.
    genders
        The gender of everybody, actors first, then the people that no file lists.
    kinds
        What the actors are.
    """
    walk = _Walk(spoken, genders, kinds)
    found: list[tuple[int, int]] = []
    here, n_actors, known = -1, len(kinds), walk.known
    for place, (segment, told) in enumerate(zip(spoken.segment, spoken.who, strict=True)):
        if segment != here:
            here = segment
            walk.forget()
        who = told
        if told < 0:
            meant = walk.antecedent(place)
            if meant is None:
                continue
            who = meant
            walk.chain[spoken.number[place]] = who
            if who < n_actors:
                found.append((spoken.token[place], who))
        known.pop(who, None)
        known[who] = place
        walk.latest = place
    return found


class _Walk:
    """Knows who was spoken of last in a segment, where and how: `known` has the last place of each, the latest at its end."""

    def __init__(self, spoken: Spoken, genders: Sequence[int], kinds: Sequence[str]) -> None:
        self.genders, self.kinds = genders, kinds
        self.token, self.sentence, self.number, self.ahead = spoken.token, spoken.sentence, spoken.number, spoken.ahead
        self.quote, self.speaker, self.role = spoken.quote, spoken.speaker, spoken.role
        self.is_subject, self.is_object = spoken.subject, spoken.is_object
        self.known: dict[int, int] = {}
        self.chain: dict[int, int] = {}
        self.latest = -1

    def forget(self) -> None:
        """Begin another segment."""
        self.known.clear()
        self.chain.clear()
        self.latest = -1

    def antecedent(self, place: int) -> int | None:
        """Return whom the pronoun at a place stands for, or None."""
        number, ahead = self.number[place], self.ahead[place]
        if ahead != POINTS_BACK:
            return ahead if ahead >= 0 and self.genders[ahead] in (UNKNOWN, number) else None
        if number in _COLLECTIVE:
            return self._collective(place, number)
        sentence, genders, sentences, known = self.sentence[place], self.genders, self.sentence, self.known
        best = second = -math.inf
        chosen: int | None = None
        for who in reversed(known):
            last = known[who]
            gap = sentence - sentences[last]
            if gap >= REACH:
                break
            gender = genders[who]
            if gender != number and gender != UNKNOWN:
                continue
            pull = self._pull(who, last, place, gap)
            if pull > best:
                best, second, chosen = pull, best, who
            elif pull > second:
                second = pull
        return chosen if best > 0 and best - second >= _MARGIN else None

    def _pull(self, who: int, known: int, place: int, gap: int) -> float:
        """Return how strongly somebody of the last few sentences draws a pronoun to himself."""
        quote, other = self.quote[place], self.quote[known]
        if quote >= 0 and (who == self.speaker[place] or (gap == 0 and other != quote)):
            return 0.0  # who speaks does not speak of himself as "he"
        pull = _PULL[gap]
        if self.chain.get(self.number[place]) == who:
            pull += _CHAIN
        if other != quote and self._is_foreign(known, place):
            pull -= _FOREIGN
        if known == self.latest:
            pull += _NEAREST
        subject = self.is_subject[known]
        if self.is_object[place]:
            bound = gap == 0 and known == self._last_subject(self.sentence[known])
            return pull - _BOUND if bound else pull + _PARALLEL * (not subject)
        return pull + _SUBJECT * subject

    def _last_subject(self, sentence: int) -> int:
        for known in reversed(self.known.values()):
            if self.sentence[known] != sentence:
                break
            if self.is_subject[known]:
                return known
        return -1

    def _collective(self, place: int, number: int) -> int | None:
        """Return the body that "it", "its" or "they" must mean: the only subject shortly before, in this sentence."""
        sentence, earliest = self.sentence[place], self.token[place] - _CLAUSE
        for who in reversed(self.known):
            known = self.known[who]
            if self.sentence[known] != sentence or self.token[known] < earliest:
                break
            if not self.role[known]:
                fits = who < len(self.kinds) and self.kinds[who] in _COLLECTIVE[number]
                return who if fits and self.is_subject[known] and self.quote[known] == self.quote[place] else None
        return None

    def _is_foreign(self, known: int, place: int) -> bool:
        """Tell places parted by a quotation mark, unless one and the same person speaks on both sides."""
        speaker = self.speaker[known]
        both = self.quote[known] >= 0 and self.quote[place] >= 0
        return not (both and speaker == self.speaker[place] and speaker >= 0)
