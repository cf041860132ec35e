"""Who a pronoun stands for: one walk over who is spoken of, in the order of the text; rather nobody than a guess."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

__all__ = ["AHEAD_OF_NOBODY", "FEMALE", "MALE", "NEUTER", "NO_PERSON", "PLURAL", "POINTS_BACK", "REACH", "Spoken", "antecedents"]

#: Classes of pronouns; the first two are genders as well, 0 a gender that is not known.
MALE, FEMALE, PLURAL, NEUTER = range(1, 5)
UNKNOWN, NO_PERSON = 0, -1
#: Whether a pronoun stands for a name after it ("For his part, X said").
POINTS_BACK, AHEAD_OF_NOBODY = -2, -1

_PULL = (3.0, 2.4, 1.4, 0.8)  # of a mention in the same sentence, one before, two before, three before
_SUBJECT, _CHAIN, _NEAREST, _PARALLEL = 1.0, 0.8, 0.4, 0.6  # for: subjects, who "he" was before, the last, objects of objects
_FOREIGN, _BOUND = 1.5, 3.0  # against: across a quotation mark, subject of the clause of "him"
_MARGIN = 0.5
REACH = len(_PULL)
_CLAUSE = 16  # tokens over which "it" and "they" look back
_COLLECTIVE = {NEUTER: ("government", "organisation", "medium"), PLURAL: ("group",)}


class Spoken(NamedTuple):
    """A place where somebody is spoken of: an actor, somebody that no file lists, or a pronoun (`who` is -1).

    `speaker` is the actor whose words it stands in. The last three tell of pronouns only: the class, "him" from "he",
    and the actor whose name follows ("For his part, X said").
    """

    segment: int
    token: int
    who: int
    sentence: int
    quote: int
    speaker: int
    subject: bool
    role: bool
    number: int
    is_object: bool
    ahead: int


def antecedents(spoken: Iterable[Spoken], genders: Sequence[int], kinds: Sequence[str]) -> list[tuple[int, int]]:
    """Return (token, actor) of the pronouns that stand for an actor.

    Parameters
    ----------
    spoken
        Who is spoken of, in the order of the text.
    genders
        The gender of everybody, actors first, then the people that no file lists.
    kinds
        What the actors are.
    """
    walk = _Walk(genders, kinds)
    found: list[tuple[int, int]] = []
    segment = -1
    for each in spoken:
        if each.segment != segment:
            segment = each.segment
            walk = _Walk(genders, kinds)
        who = each.who if each.who >= 0 else walk.antecedent(each)
        if who is None:
            continue
        if each.who < 0 and who < len(kinds):
            found.append((each.token, who))
        walk.note(who, each)
    return found


class _Walk:
    """Knows who was spoken of last in a segment, where and how: `known` has the last place of each, the latest at its end."""

    def __init__(self, genders: Sequence[int], kinds: Sequence[str]) -> None:
        self.genders, self.kinds = genders, kinds
        self.known: dict[int, Spoken] = {}
        self.chain: dict[int, int] = {}
        self.latest = -1

    def note(self, who: int, place: Spoken) -> None:
        """Remember where somebody was spoken of."""
        if place.who < 0:
            self.chain[place.number] = who
        self.known.pop(who, None)
        self.known[who] = place
        self.latest = place.token

    def antecedent(self, pronoun: Spoken) -> int | None:
        """Return whom a pronoun stands for, or None."""
        if pronoun.ahead != POINTS_BACK:
            return pronoun.ahead if pronoun.ahead >= 0 and self._agrees(pronoun.ahead, pronoun.number) else None
        if pronoun.number in _COLLECTIVE:
            return self._collective(pronoun)
        best = second = -math.inf
        chosen: int | None = None
        for who, known in reversed(self.known.items()):
            gap = pronoun.sentence - known.sentence
            if gap >= REACH:
                break
            if not self._agrees(who, pronoun.number):
                continue
            pull = self._pull(who, known, pronoun, gap)
            if pull > best:
                best, second, chosen = pull, best, who
            elif pull > second:
                second = pull
        return chosen if best > 0 and best - second >= _MARGIN else None

    def _agrees(self, who: int, number: int) -> bool:
        gender = self.genders[who]
        return gender in (UNKNOWN, number)

    def _pull(self, who: int, known: Spoken, pronoun: Spoken, gap: int) -> float:
        """Return how strongly somebody of the last few sentences draws a pronoun to himself."""
        if pronoun.quote >= 0 and (who == pronoun.speaker or (gap == 0 and known.quote != pronoun.quote)):
            return 0.0  # who speaks does not speak of himself as "he"
        pull = _PULL[gap] + _CHAIN * (self.chain.get(pronoun.number) == who) - _FOREIGN * _is_foreign(known, pronoun)
        pull += _NEAREST * (known.token == self.latest)
        if pronoun.is_object:
            bound = gap == 0 and known.token == self._last_subject(known.sentence)
            return pull - _BOUND if bound else pull + _PARALLEL * (not known.subject)
        return pull + _SUBJECT * known.subject

    def _last_subject(self, sentence: int) -> int:
        for known in reversed(self.known.values()):
            if known.sentence != sentence:
                break
            if known.subject:
                return known.token
        return -1

    def _collective(self, pronoun: Spoken) -> int | None:
        """Return the body that "it", "its" or "they" must mean: the only subject shortly before, in this sentence."""
        for who, known in reversed(self.known.items()):
            if known.sentence != pronoun.sentence or known.token < pronoun.token - _CLAUSE:
                break
            if not known.role:
                fits = who < len(self.kinds) and self.kinds[who] in _COLLECTIVE[pronoun.number]
                return who if fits and known.subject and known.quote == pronoun.quote else None
        return None


def _is_foreign(known: Spoken, pronoun: Spoken) -> bool:
    """Tell whether a quotation mark stands between, unless one and the same person speaks on both sides."""
    if known.quote == pronoun.quote or (known.quote >= 0 and pronoun.quote >= 0 and known.speaker == pronoun.speaker >= 0):
        return False
    return known.quote >= 0 or pronoun.quote >= 0
