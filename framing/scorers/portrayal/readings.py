"""The readings of a form: whom it may name, and when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

__all__ = ["ALIAS", "FORMS", "METONYM", "NAME", "PRONOUN", "ROLE", "Reference", "Times", "Whom"]

#: How a mention names its actor.
FORMS = ("name", "alias", "role", "metonym", "pronoun")
NAME, ALIAS, ROLE, METONYM, PRONOUN = range(len(FORMS))


@dataclass(frozen=True)
class Reference:
    """One way to name an actor: `kind` is a number of `FORMS`; `bare` is a surname that stands alone.

    `listed` tells whether the actor file has the form; a surname that it does not list counts only in an article
    that has the full name.
    """

    actor: int
    kind: int
    bare: bool = False
    listed: bool = True
    since: date | None = None
    until: date | None = None


class Whom(NamedTuple):
    """The readings of a form that hold on a day, and the actors whom they name."""

    readings: Sequence[Reference]
    actors: frozenset[int]


class Times:
    """The readings of a form between the days on which one of them begins or ends to hold."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self._undated = _whom([each for each in references if each.until is None or each.kind != ROLE])
        limits = {limit for each in references for limit in (each.since, each.until)}
        self._days = sorted(limit for limit in limits if limit is not None)
        first = [date.min, *self._days]
        self._holding = [_whom([each for each in references if _holds(each, day)]) for day in first]

    def at(self, day: date | None) -> Whom:
        """Return the readings that hold on a day; without a date, those that have not ended."""
        return self._undated if day is None else self._holding[bisect_right(self._days, day)]


def _whom(references: list[Reference]) -> Whom:
    return Whom(references, frozenset(each.actor for each in references))


def _holds(reference: Reference, day: date) -> bool:
    return (reference.since is None or day >= reference.since) and (reference.until is None or day < reference.until)
