"""He, she, they and it: who is meant, by gender, number, recency and subject; rather nobody than a guess."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.matcher import Hits
from framing.scorers.portrayal.index import ROLE
from framing.scorers.portrayal.model import tone_model
from framing.scorers.portrayal.words import flags, words
from framing.text.batch import Batch, Integers
from framing.text.tokens import PUNCT

__all__ = ["Focus", "Person"]

_MALE, _FEMALE, _PLURAL, _NEUTER = range(1, 5)
_CLASSES = (("male", _MALE), ("female", _FEMALE), ("plural", _PLURAL), ("neuter", _NEUTER))
_GENDER = {_MALE: "male", _FEMALE: "female"}
_PULL = (3.0, 2.4, 1.4, 0.8)  # of a mention in the same sentence, one before, two before, three before
_SUBJECT, _CHAIN, _NEAREST = 1.0, 0.8, 0.4
_FOREIGN, _BOUND, _PARALLEL = (
    1.5,
    3.0,
    0.6,
)  # against: across a quotation mark, subject of the clause of "him"; for: objects of objects
_MARGIN = 0.5
_REACH = 16  # tokens over which "it" and "they" look back
_COLLECTIVE = {_NEUTER: ("government", "organisation", "medium"), _PLURAL: ("group",)}


class Person(NamedTuple):
    """What a pronoun must agree with."""

    gender: str
    kind: str


@dataclass
class _Known:
    """Somebody spoken of: the last mention."""

    token: int
    sentence: int
    subject: bool
    quote: int
    role: bool
    speaker: int


class Focus:
    """The pronouns and the unlisted names of a batch, and who they may stand for."""

    def __init__(self, batch: Batch, names: NDArray[np.bool_], hits: Hits, speaker: Integers) -> None:
        self.batch, self.speaker = batch, speaker
        self._class = np.zeros(len(batch.lower), np.int8)
        for name, number in _CLASSES:
            self._class[flags(batch, name)] = number
        self._pronouns = np.flatnonzero((self._class > 0) & ~batch.excluded)
        self._subject_before = _predicate(batch)
        self._oblique = np.append(flags(batch, "prepositions"), False)
        self._comma = np.append(batch.codes[batch.start] == ord(","), False)
        self._run_start, self._run_end, self._run_title = _other_people(batch, names, hits)
        self._spellings = batch.vocabulary.spellings

    def title_gender(self, start: int) -> str:
        """Return the gender that a title before a name tells, or ""."""
        word = self._word(start - 1) if start else ""
        if word == "." and start > 1:
            word = self._word(start - 2)
        return "male" if word in words("male_titles") else "female" if word in words("female_titles") else ""

    def resolve(
        self, low: int, high: int, linked: Sequence[tuple[int, int, int, int]], people: Sequence[Person]
    ) -> list[tuple[int, int]]:
        """Return (token, actor) of the pronouns between two tokens that stand for one of the linked mentions."""
        if not linked:
            return []
        return _Walk(self, linked, people).run(low, high)

    def pronouns(self, low: int, high: int) -> list[int]:
        """Return the tokens that are pronouns."""
        first, last = np.searchsorted(self._pronouns, [low, high])
        return [int(token) for token in self._pronouns[first:last]]

    def others(self, low: int, high: int) -> list[tuple[int, int, str]]:
        """Return the names of unlisted people: first and last token, gender told by a title."""
        first, last = np.searchsorted(self._run_start, [low, high])
        rows = zip(self._run_start[first:last].tolist(), self._run_end[first:last].tolist(), strict=True)
        return [(start, end, self.title_gender(start)) for start, end in rows]

    def is_subject(self, first: int, last: int) -> bool:
        """Tell whether a verb follows a mention and no preposition stands before it."""
        if first > 0 and self._oblique[first - 1]:
            return False
        opens = self.batch.sentence_start[self.batch.sentence[first]] == first
        return bool(self._subject_before[last] or (opens and self._comma[last]))

    def points_ahead(self, token: int) -> bool:
        """Tell the pronoun of "For his part, X said" at the head of a sentence."""
        sentence = self.batch.sentence[token]
        return bool(self.batch.sentence_start[sentence] == token - 1) and self._word(token - 1) in words("before_pronoun")

    def is_object(self, token: int) -> bool:
        """Tell "him", "them", and "her" with no noun after it."""
        word = self._word(token)
        return word in words("objects") or (word == "her" and self._ends_phrase(token + 1))

    def _ends_phrase(self, token: int) -> bool:
        if token >= len(self.batch.lower) or self.batch.kind[token] == PUNCT:
            return True
        return bool(self._oblique[token]) or self._word(token) in words("phrase_ends")

    def class_of(self, token: int) -> int:
        """Return the class of a pronoun."""
        return int(self._class[token])

    def _word(self, token: int) -> str:
        return self._spellings[int(self.batch.lower[token])]


def _predicate(batch: Batch) -> NDArray[np.bool_]:
    """Tell the tokens that may begin a predicate."""
    found = flags(batch, "finite_verbs") | flags(batch, "auxiliaries") | flags(batch, "adverbs")
    return np.append(found | batch.vocabulary.column(_is_past, bool)[batch.lower], False)


def _is_past(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed")


def _other_people(batch: Batch, names: NDArray[np.bool_], hits: Hits) -> tuple[Integers, Integers, NDArray[np.bool_]]:
    """Return the runs of name tokens outside all hits that look like people: two words, or a title before."""
    free = names.copy()
    for first, last in zip(hits.start.tolist(), hits.end.tolist(), strict=True):
        free[first:last] = False
    joined = np.zeros(len(free), bool)
    joined[1:] = free[1:] & free[:-1] & (batch.sentence[1:] == batch.sentence[:-1])
    start = np.flatnonzero(free & ~joined).astype(np.int32)
    end = (np.flatnonzero(free & ~np.append(joined[1:], False)) + 1).astype(np.int32)
    common = batch.vocabulary.column(tone_model().symbols.is_known, bool)[batch.lower]
    rare = np.concatenate([[0], np.cumsum(~common & free)])
    title = flags(batch, "titles") & ~flags(batch, "days")
    titled = title[start] | title[np.maximum(start - 1, 0)]
    person = (rare[end] > rare[start]) & ((end - start >= 2) | titled)
    covered = np.zeros(len(free) + 1, bool)
    covered[hits.start] = True
    stop = np.append(batch.codes[batch.start] == ord("."), False)[end]
    person &= ~covered[np.minimum(end + stop, len(free))]  # a title before a listed name
    person &= ~(flags(batch, "articles") | flags(batch, "places_after"))[np.maximum(start - 1, 0)] | titled
    return start[person], end[person], titled[person]


class _Walk:
    """Goes through one article once; knows who was spoken of last, where and how."""

    def __init__(self, focus: Focus, linked: Sequence[tuple[int, int, int, int]], people: Sequence[Person]) -> None:
        self.focus, self.batch, self.people = focus, focus.batch, people
        self.linked = linked
        self.known: dict[int | str, _Known] = {}
        self.gender: dict[int | str, str] = {}
        self.chain: dict[int, int | str] = {}
        self.segment = self.latest = -1

    def run(self, low: int, high: int) -> list[tuple[int, int]]:
        taken = {first for first, _, _, _ in self.linked}
        events: list[tuple[int, int, int | str | None]] = [(first, last, actor) for first, last, actor, _ in self.linked]
        roles = {first for first, _, _, form in self.linked if form == ROLE}
        for first, last, gender in self.focus.others(low, high):
            key = self.batch.slice(last - 1, last)
            self.gender[key] = gender or self.gender.get(key, "")
            events.append((first, last, key))
        events += [(token, token + 1, None) for token in self.focus.pronouns(low, high) if token not in taken]
        found: list[tuple[int, int]] = []
        for first, last, who in sorted(events, key=lambda event: event[:2]):
            self._enter(first)
            if who is None:
                who = self._antecedent(first)
                if who is None:
                    continue
                self.chain[self.focus.class_of(first)] = who
                if isinstance(who, int):
                    found.append((first, who))
            self.known[who] = _Known(
                first,
                int(self.batch.sentence[first]),
                self.focus.is_subject(first, last),
                int(self.batch.quote[first]),
                first in roles,
                int(self.focus.speaker[first]),
            )
        return found

    def _enter(self, token: int) -> None:
        segment = int(self.batch.segment[token])
        if segment != self.segment:
            self.segment = segment
            self.known.clear()
            self.chain.clear()

    def _antecedent(self, token: int) -> int | str | None:
        number = self.focus.class_of(token)
        if self.focus.points_ahead(token):
            return self._ahead(token, number)
        if number in _COLLECTIVE:
            return self._collective(token, _COLLECTIVE[number])
        gender = _GENDER[number]
        here = int(self.batch.sentence[token])
        self.known = {who: known for who, known in self.known.items() if here - known.sentence < len(_PULL)}
        self.latest = max((known.token for known in self.known.values()), default=-1)
        ranked = sorted(
            (self._pull(who, known, token, number), str(who), who)
            for who, known in self.known.items()
            if self._agrees(who, gender)
        )
        if not ranked or ranked[-1][0] <= 0:
            return None
        if len(ranked) > 1 and ranked[-1][0] - ranked[-2][0] < _MARGIN:
            return None
        return ranked[-1][2]

    def _ahead(self, token: int, number: int) -> int | None:
        """Return the person whose name follows the comma: "For his part, X said"."""
        place = bisect.bisect(self.linked, (token,))
        if place >= len(self.linked) or number not in _GENDER:
            return None
        first, _, actor, _ = self.linked[place]
        same = self.batch.sentence[first] == self.batch.sentence[token]
        return actor if same and self._agrees(actor, _GENDER[number]) else None

    def _agrees(self, who: int | str, gender: str) -> bool:
        if isinstance(who, str):
            return self.gender.get(who, "") in ("", gender)
        person = self.people[who]
        return person.kind == "person" and person.gender in ("", gender)

    def _pull(self, who: int | str, known: _Known, token: int, number: int) -> float:
        """Return how strongly somebody of the last few sentences draws a pronoun to himself."""
        gap = int(self.batch.sentence[token]) - known.sentence
        if who == self.focus.speaker[token] and self.batch.quote[token] >= 0:
            return 0.0  # who speaks does not speak of himself as "he"
        if self.batch.quote[token] >= 0 and gap == 0 and known.quote != self.batch.quote[token]:
            return 0.0
        pull = _PULL[gap] + _CHAIN * (self.chain.get(number) == who) - _FOREIGN * self._foreign(known, token)
        pull += _NEAREST * (known.token == self.latest)
        if self.focus.is_object(token):
            bound = gap == 0 and known.token == self._last_subject(known.sentence)
            return pull - _BOUND if bound else pull + _PARALLEL * (not known.subject)
        return pull + _SUBJECT * known.subject

    def _last_subject(self, sentence: int) -> int:
        return max((each.token for each in self.known.values() if each.subject and each.sentence == sentence), default=-1)

    def _foreign(self, known: _Known, token: int) -> bool:
        """Tell whether a quotation mark stands between, unless one and the same person speaks on both sides."""
        quote, speaker = int(self.batch.quote[token]), int(self.focus.speaker[token])
        if known.quote == quote or (known.quote >= 0 and quote >= 0 and known.speaker == speaker >= 0):
            return False
        return known.quote >= 0 or quote >= 0

    def _collective(self, token: int, kinds: Sequence[str]) -> int | None:
        """Return the body that "it", "its" or "they" must mean: the only subject shortly before, in this sentence."""
        low = max(token - _REACH, int(self.batch.sentence_start[self.batch.sentence[token]]))
        near = [(known.token, who) for who, known in self.known.items() if known.token >= low and not known.role]
        if not near:
            return None
        _, who = max(near)
        if not isinstance(who, int) or self.people[who].kind not in kinds or not self.known[who].subject:
            return None
        if self.known[who].quote != int(self.batch.quote[token]):
            return None
        word = self.batch.vocabulary.spellings[int(self.batch.lower[token])]
        before = self.batch.vocabulary.spellings[int(self.batch.lower[token - 1])]
        clear = word in words("possessives") or before in ("that", "said", "says")
        return who if clear else None
