"""Sentences of different outlets that report the same statement, fact or figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from numpy.typing import NDArray

from framing.coverage.likeness import alike, same_words, sentence_pairs
from framing.coverage.sentences import Sentences
from framing.coverage.weights import Floats, Pairs

__all__ = ["SAME", "Statement", "find_statements", "group_statements"]

SAME = 0.4  # likeness from which two sentences make a statement; chosen on real events that fitted nothing
JOIN = 0.6  # average likeness to a statement's sentences in the other outlets, for one more to join
ALSO = 0.6  # a sentence of another statement that is that much like these carries this one too
AGAIN = 0.1  # share of the words, for two sentences of one outlet to be of one statement
FUSE = 0.2  # average likeness of what two statements do not share, for them to be one
NEAR = 0.04  # likeness from which a statement is not called omitted: it may stand there in other words
PARTLY = 0.35  # likeness from which a sentence holds a part of a statement
_FAINT = 0.01


class Statement(NamedTuple):
    """One statement: its sentences by number with their likeness to the other outlets', and those that hold a part."""

    carried: dict[int, float]
    partly: dict[int, float]
    near: frozenset[str] = frozenset()  # outlets with a sentence that may be meant: their silence proves nothing
    known_as: str = ""


def find_statements(
    sentences: Sentences, forced: Mapping[int, tuple[str, ...]], *, least: float = SAME
) -> list[Statement]:
    """Group the sentences of one event; `forced` names the statements of those that a person has placed.

    Two sentences of different outlets make a statement if they are alike by `least`.
    The pair that is most alike makes the first statement, and so on; a sentence joins a statement that it is like on
    average. A long sentence makes several statements and may stand in all of them; statements that share a sentence and
    are alike in the others are one.
    """
    pairs = sentence_pairs(sentences)
    return group_statements(sentences, pairs, alike(sentences, pairs), forced, least=least)


def group_statements(
    sentences: Sentences, pairs: Pairs, likeness: Floats, forced: Mapping[int, tuple[str, ...]], *, least: float = SAME
) -> list[Statement]:
    """Group the sentences of one event by the likeness of its pairs."""
    table = _Likeness(sentences, pairs, likeness)
    groups = _Groups(table, forced)
    for one, other in table.pairs_from(least):
        groups.take(one, other)
    groups.fuse()
    found = [_with_parts(table, members, name, forced) for members, name in _once(groups.all(), sentences.outlets)]
    return sorted(_longest(found), key=lambda each: (min(each.carried), max(each.carried)))


def _longest(statements: Iterable[Statement]) -> list[Statement]:
    """Leave out statements whose sentences all stand in another one, unless a person has named them."""
    found: list[Statement] = []
    for each in sorted(statements, key=lambda each: (not each.known_as, -len(each.carried), min(each.carried))):
        if each.known_as or not any(each.carried.keys() <= other.carried.keys() for other in found):
            found.append(each)
    return found


def _once(groups: Iterable[tuple[list[int], str]], outlets: NDArray[Any]) -> list[tuple[list[int], str]]:
    """Leave out what holds the same two sentences of different outlets as a longer statement, unless a person has named it."""
    found: list[tuple[list[int], str]] = []
    for members, name in sorted(groups, key=lambda each: (not each[1], -len(each[0]), min(each[0]))):
        shared = (set(members) & set(other) for other, _ in found)
        if name or not any(len({outlets[each] for each in both}) > 1 for both in shared):
            found.append((members, name))
    return found


class _Likeness:
    """The likeness of any two sentences, and of a sentence to a statement."""

    def __init__(self, sentences: Sentences, pairs: Pairs, likeness: Floats) -> None:
        self.outlets = sentences.outlets
        self._sentences = sentences
        self.links: dict[int, dict[int, float]] = {}
        for left, right, value in zip(pairs.left.tolist(), pairs.right.tolist(), likeness.tolist(), strict=True):
            if value >= _FAINT:
                self.links.setdefault(left, {})[right] = value
                self.links.setdefault(right, {})[left] = value

    def pairs_from(self, least: float) -> list[tuple[int, int]]:
        """Return the pairs that are at least so much alike, the most alike first."""
        found = [(-value, one, other) for one, own in self.links.items() for other, value in own.items() if one < other]
        return [(one, other) for value, one, other in sorted(found) if -value >= least]

    def between(self, some: set[int], others: set[int]) -> float:
        """Return the mean likeness of the sentences of two sets, those of one outlet left out."""
        found = [
            self.links.get(one, {}).get(other, 0.0)
            for one in some for other in others if self.outlets[one] != self.outlets[other]
        ]
        return sum(found) / len(found) if found else 0.0

    def to(self, number: int, members: list[int]) -> float:
        """Return the mean likeness of a sentence to those of the other outlets among the members."""
        own = self.links.get(number, {})
        found = [own.get(each, 0.0) for each in members if self.outlets[each] != self.outlets[number]]
        return sum(found) / len(found) if found else 0.0

    def again(self, number: int, members: list[int]) -> bool:
        """Tell whether a sentence says again what its own outlet says among the members, if that says anything."""
        own = [each for each in members if self.outlets[each] == self.outlets[number]]
        return not own or any(same_words(self._sentences, each, number) >= AGAIN for each in own)

    def neighbours(self, members: list[int]) -> list[int]:
        """Return the sentences that are at all like one of the members."""
        return sorted({other for each in members for other in self.links.get(each, {})})


class _Groups:
    """The statements while they are being made."""

    def __init__(self, table: _Likeness, forced: Mapping[int, tuple[str, ...]]) -> None:
        self._table, self._forced = table, forced
        self._members: list[list[int]] = []
        self._names: list[str] = []
        self._of: dict[int, set[int]] = {}
        for name in sorted({name for names in forced.values() for name in names}):
            self._open([number for number, names in forced.items() if name in names], name)

    def all(self) -> list[tuple[list[int], str]]:
        """Return the members of each statement and the name that a person knows it by."""
        return [(own, name) for own, name in zip(self._members, self._names, strict=True) if own]

    def take(self, one: int, other: int) -> None:
        """Let two sentences that are alike be one statement: one that either makes already, or a new one."""
        here, there = self._of.get(one, set()), self._of.get(other, set())
        if here & there or (one in self._forced and other in self._forced):
            return
        choices = [(self._table.to(other, self._members[each]), each, other) for each in sorted(here)]
        choices += [(self._table.to(one, self._members[each]), each, one) for each in sorted(there)]
        free = [each for each in choices if each[2] not in self._forced and self._table.again(each[2], self._members[each[1]])]
        likeness, group, newcomer = max(free, default=(0.0, -1, -1))
        if likeness >= JOIN:
            self._members[group].append(newcomer)
            self._of.setdefault(newcomer, set()).add(group)
        elif one not in self._forced and other not in self._forced:
            self._open([one, other], "")

    def fuse(self) -> None:
        """Join statements that share a sentence and are alike in those that they do not share."""
        for later in range(len(self._members)):
            beside = sorted({each for number in self._members[later] for each in self._of[number] if each < later})
            for earlier in beside:
                if self._alike(earlier, later):
                    self._join(earlier, later)
                    break

    def _alike(self, one: int, other: int) -> bool:
        if self._names[one] and self._names[other]:
            return False
        here, there = set(self._members[one]), set(self._members[other])
        return self._table.between(here - there, there - here) >= FUSE

    def _join(self, one: int, other: int) -> None:
        self._members[one] += [each for each in self._members[other] if each not in self._members[one]]
        self._names[one] = self._names[one] or self._names[other]
        for each in self._members[other]:
            self._of[each] = (self._of[each] - {other}) | {one}
        self._members[other] = []

    def _open(self, members: list[int], name: str) -> None:
        for each in members:
            self._of.setdefault(each, set()).add(len(self._members))
        self._members.append(list(members))
        self._names.append(name)


def _with_parts(
    table: _Likeness, members: list[int], known_as: str, forced: Mapping[int, tuple[str, ...]]
) -> Statement:
    carried = {each: table.to(each, members) for each in members}
    others = {each: table.to(each, members) for each in table.neighbours(members) if each not in carried}
    free = {number: value for number, value in others.items() if number not in forced}
    carried |= {number: value for number, value in free.items() if value >= ALSO}
    has = {table.outlets[each] for each in carried}
    partly = {
        number: value for number, value in free.items() if PARTLY <= value < ALSO and table.outlets[number] not in has
    }
    near = has | {table.outlets[number] for number, value in others.items() if value >= NEAR}
    return Statement(carried, partly, frozenset(near), known_as)
