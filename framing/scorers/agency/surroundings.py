"""What stands around a word for an event: subject, object, owner and by-phrase, found from word order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.scorers.agency.nouns import CONTRACTIONS, helps
from framing.scorers.agency.words import Entry, event_lists, is_person
from framing.scorers.attribution.phrases import Sentences
from framing.scorers.portrayal.words import flags, words
from framing.text.batch import Batch
from framing.text.tokens import PUNCT

__all__ = ["ARTICLES", "NOBODY", "Span", "Surroundings"]

Span = tuple[int, int]

NOBODY = (-1, -1)
ARTICLES = frozenset(["the", "a", "an"])
_BY = 14  # tokens after a verb within which its by-phrase stands
_DEMONYM = ("ian", "ish", "ese", "eli", "can", "man", "qi", "ni", "i", "nch")
_OF_PLACES = frozenset(["shooting", "attack", "destruction"])
_DAYS = frozenset(["yesterday", "today", "tomorrow"])


class _Spelled(Sentences):
    """The lower-case words of a batch as a list: events are many, and each looks at many words."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(batch, few=True)
        self.lower = batch.vocabulary.column(str, object)[batch.lower].tolist()
        self._mark = (batch.kind == PUNCT).tolist()


class Surroundings:
    """The words of a batch and the phrases around them."""

    def __init__(self, batch: Batch, names: NDArray[np.bool_]) -> None:
        self.at = _Spelled(batch)
        self.names = names & ~flags(batch, "days")
        self.lists = event_lists()

    def _auxiliaries(self, token: int, low: int) -> int:
        """Return where the auxiliaries and adverbs before a verb begin."""
        first = token
        while first > low and helps(self.at.lower[first - 1]):
            first -= 1
        return first

    def _is_finite(self, token: int, group: int, low: int) -> bool:
        """Tell a verb that has a subject of its own: no infinitive, no gerund, no noun taken for a verb."""
        before = [self.at.lower[each] for each in range(group, token)]
        word = self.at.lower[token]
        if word.endswith("ing"):
            return any(each in self.lists.auxiliaries for each in before)
        if "to" in before:
            return "have" in before
        if any(each in words("auxiliaries") or each in CONTRACTIONS for each in before):
            return True
        if word in self.lists.participles or (not word.endswith("s") and not self._is_base(word)):
            return True
        ahead = self.at.lower[group - 1] if group > low else ""
        plural = ahead.endswith("s") or ahead in words("plural_subjects")
        return bool(ahead) and (plural != word.endswith("s") or ahead in ("who", "which", "that"))

    def _is_base(self, word: str) -> bool:
        return self.lists.entries[self.lists.verbs[word]].lemma == word

    def _is_animate(self, span: Span) -> bool:
        """Tell whether a phrase names people by its head: a pronoun, a name, a word for people, a large number."""
        end = next((each for each in range(span[0] + 1, span[1]) if self.at.is_mark(each) or self._parts(each)), span[1])
        while end - 1 > span[0] and self._trails(self.at.lower[end - 1]):
            end -= 1
        return end > span[0] and (is_person(self.at.lower[end - 1]) or bool(self.names[end - 1]))

    def _parts(self, token: int) -> bool:
        word = self.at.lower[token]
        return word in words("prepositions") or word in ARTICLES or word == "and"

    def _trails(self, word: str) -> bool:
        return (
            word.endswith("ly") or word in words("days") or word in words("adverbs") or word in ("yesterday", "today", "tomorrow")
        )

    def _object_end(self, first: int, high: int) -> int:
        if (
            first >= high
            or self.at.is_mark(first)
            or not self.at.begins_phrase(first)
            or self.at.lower[first] in words("joiners")
        ):
            return first
        if self.at.lower[first].endswith("ed") and not self.at.is_name(first):
            return first
        return self.at.phrase_after(first, high)

    def _subject(self, group: int, low: int) -> int:
        """Return where the subject before a verb begins, over a relative clause between commas."""
        first = self.at.phrase_before(group, low)
        if first < group or group - 1 <= low:
            return first
        if self.at.lower[group - 1] == "and":
            return group  # what stands before is the object of another verb more often than the subject of this one
        if self.at.lower[group - 1] in ("who", "which", "that"):
            return self.at.phrase_before(group - 1, low)
        return low if self.at.is_comma(group - 1) else first

    def _links(self, entry: Entry, token: int, high: int) -> bool:
        """Tell a preposition that brings the patient of a noun; not the "to" of "support to pass"."""
        word = self.at.lower[token]
        if word == "to" and token + 1 < high and self.at.lower[token + 1] in words("acts"):
            return False
        after = self.at.lower[token + 1] if token + 1 < high else ""
        if after[:1].isdigit() or after in words("days"):
            return False
        places = word in self.lists.place_links and entry.group in _OF_PLACES
        return word in self.lists.links or places or (word in self.lists.help_links and entry.kind == "help")

    def _owner(self, token: int, low: int) -> Span:
        """Return whose the event is: "Russia's", "their", "Israeli"."""
        first = token
        while first > low and token - first < 5:
            word = self.at.lower[first - 1]
            if word == "'s":
                return self.at.phrase_before(first - 1, low), first - 1
            if word in words("possessives") | {"her"} or (self.at.is_name(first - 1) and word.endswith(_DEMONYM)):
                return first - 1, first
            if self.at.is_mark(first - 1) or word in words("noun_before"):
                break
            first -= 1
        return NOBODY

    def _before_verb(self, first: int, end: int) -> int:
        """Return the end of a phrase before the verb that it runs into."""
        for token in range(first + 1, end):
            word = self.at.lower[token]
            if (word in words("auxiliaries") or word in words("finite_verbs")) and not self.names[token]:
                return token
        return end

    def _by(self, first: int, high: int) -> Span:
        """Return who stands after "by", unless it is a time or a means."""
        for token in range(first, min(first + _BY, high - 1)):
            if self.at.lower[token] == "by":
                follows = self.at.lower[token + 1]
                dated = follows[:1].isdigit() or follows in words("days") or follows in words("not_agents")
                if dated or follows.endswith("ing"):
                    return NOBODY
                return token + 1, self._before_verb(token + 1, max(self.at.phrase_after(token + 1, high), token + 2))
            if self.at.is_mark(token) or self.at.lower[token] in words("finite_verbs"):
                break
        return NOBODY
