"""Noun phrases and clauses found without a parser: what stands beside a reporting word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from framing.scorers.attribution.roles import is_agent
from framing.scorers.attribution.words import words
from framing.text.batch import Batch, Integers
from framing.text.tokens import PUNCT

__all__ = ["Sentences"]

_OPENING = 9  # tokens of the subject at the start of a sentence
_AFTER_PHRASE = ("prepositions", "conjunctions", "subjects", "relative", "verbal")
_CLOSED = ("auxiliaries", "prepositions", "conjunctions", "determiners", "pronouns", "openers")
_NO_PHRASE = ("auxiliaries", "prepositions")
_NO_SUBJECT = ("conjunctions", "subjects", "auxiliaries")
_NO_APPOSITION = ("conjunctions", "relative", "prepositions")
_HELPING = ("auxiliaries", "negators")
_SINGLE = ("subjects", "male", "female")
_VERB = 3  # letters
_LONGEST = 30  # tokens of a noun phrase with what hangs on it
_INSIDE = frozenset(("-", "'s", "'", "&", "/"))
_FINAL = frozenset(".!?")


@cache
def _any_of(names: tuple[str, ...]) -> frozenset[str]:
    """Return the words of several lists."""
    return frozenset().union(*(words(name) for name in names))


class _Spelled:
    """The words of a column, looked up when they are asked for."""

    def __init__(self, ids: Integers, spellings: Sequence[str]) -> None:
        self._ids, self._spellings = ids.data, spellings  # an element of a view is a plain number at once

    def __getitem__(self, token: int) -> str:
        return self._spellings[self._ids[token]]


class Sentences:
    """The words of a batch, and walks over them that stay inside a sentence.

    With `few=True` words are looked up one by one, which is faster when few sentences are asked for.
    """

    def __init__(self, batch: Batch, *, few: bool = False) -> None:
        spellings = batch.vocabulary.spellings
        self.size = len(batch.start)
        self.lower: _Spelled | list[str] = _Spelled(batch.lower, spellings)
        self.word: _Spelled | list[str] = _Spelled(batch.word, spellings)
        self._mark: Sequence[int] = (batch.kind == PUNCT).data
        self._sentence: Sequence[int] = batch.sentence.data
        self._start: Sequence[int] = batch.sentence_start.data
        self._end: Sequence[int] = batch.sentence_end.data
        if not few:
            self.lower = [spellings[each] for each in batch.lower.tolist()]
            self.word = [spellings[each] for each in batch.word.tolist()]
            self._mark, self._sentence = (batch.kind == PUNCT).tolist(), batch.sentence.tolist()
            self._start, self._end = batch.sentence_start.tolist(), batch.sentence_end.tolist()

    def bounds(self, token: int) -> tuple[int, int]:
        """Return the token range of a token's sentence."""
        number = self._sentence[token]
        return self._start[number], self._end[number]

    def is_mark(self, token: int) -> bool:
        """Tell punctuation other than what stands inside names."""
        return bool(self._mark[token]) and self.lower[token] not in _INSIDE

    def is_comma(self, token: int) -> bool:
        """Tell a comma."""
        return token >= 0 and self.lower[token] == ","

    def is_name(self, token: int) -> bool:
        """Tell a word that begins with a capital."""
        return self.word[token][:1].isupper()

    def trimmed(self, end: int) -> int:
        """Return the end of a sentence without its full stop."""
        return end - 1 if self.lower[end - 1] in _FINAL else end

    def skip_openers(self, first: int, last: int) -> int:
        """Return the first token that is no opening mark and no "But" or "Meanwhile,"."""
        while first < last and (self.lower[first] in words("openers") or self.is_comma(first)):
            first += 1
        return first

    def before_comma(self, end: int) -> int:
        """Return `end` without a comma before it."""
        return end - 1 if self.is_comma(end - 1) else end

    def after_comma(self, token: int) -> int:
        """Return `token`, or the one after it if it is a comma."""
        return token + 1 if self.is_comma(token) else token

    def begins_phrase(self, token: int) -> bool:
        """Tell whether a noun phrase may begin here."""
        word = self.lower[token]
        if self.is_mark(token) or word in _any_of(_NO_PHRASE):
            return False
        return self.is_name(token) or word in words("determiners") or word in words("subjects") or word.isalpha()

    def verb_group(self, verb: int, low: int) -> int:
        """Return the first token of the auxiliaries and adverbs before a verb."""
        if verb - 2 > low and self.lower[verb - 1] == "as" and self.lower[verb - 2] in words("relay_verbs"):
            verb -= 2  # was quoted as saying
        while verb - 1 > low and self._helps(self.lower[verb - 1]):
            verb -= 1
        return verb

    def _helps(self, word: str) -> bool:
        if word in _any_of(_HELPING):
            return True
        return len(word) > 4 and word.endswith("ly") and word not in words("nouns_in_ly")

    def phrase_before(self, end: int, low: int) -> int:
        """Return where the subject that ends at `end` begins, with an apposition between commas; `end` if none."""
        if end - 1 >= low and self.is_comma(end - 1):
            comma = self._comma_before(end - 1, low)
            if comma is None:
                return end
            first = self._walk_back(comma, low)
            return first if first < comma else end
        return self._walk_back(end, low)

    def _comma_before(self, token: int, low: int) -> int | None:
        for place in range(token - 2, max(low, token - _LONGEST), -1):
            if self.is_comma(place):
                return place
            if self.lower[place] in ('"', ";", ":"):
                return None
        return None

    def _walk_back(self, end: int, low: int) -> int:
        if end <= low or self.is_mark(end - 1) or self.lower[end - 1] == "'":
            return end
        if self.lower[end - 1] in words("subjects"):
            return end - 1
        first = end
        limit = max(low, end - _LONGEST)
        while first > limit and self._goes_on(first - 1, limit):
            first -= 1
            if self.lower[first] in words("determiners") and not self._linked(first - 1, limit):
                break
        while first < end and self.lower[first] in words("openers"):
            first += 1
        return first

    def _goes_on(self, token: int, low: int) -> bool:
        word = self.lower[token]
        if self.is_mark(token):
            return word == "." and token > low and len(self.lower[token - 1]) <= 3 and self.is_name(token - 1)
        if word == "and":
            return token > low and self.is_name(token + 1) and self.is_name(token - 1)
        if word in _any_of(_NO_SUBJECT):
            return word == "'s"
        if word in words("prepositions"):
            return word in ("of", "for", "at") or (token > low and self.lower[token - 1] in ("close", "familiar"))
        return not (len(word) > 3 and word.endswith("ed") and not self.is_name(token))

    def _linked(self, token: int, low: int) -> bool:
        return token > low and self.lower[token] in words("prepositions") and self._goes_on(token, low)

    def names_somebody(self, first: int, last: int) -> bool:
        """Tell whether a phrase has a pronoun, a name or a noun for people, bodies or documents."""
        pronouns = words("pronouns")
        for place in range(first, last):
            word = self.lower[place]
            if word in pronouns or self.is_name(place) or is_agent(word):
                return True
        return False

    def may_be_verb(self, token: int) -> bool:
        """Tell a small-letter word of no closed class: a verb, when a subject stands beside it."""
        word = self.lower[token]
        if not word.isalpha() or self.is_name(token) or len(word) < _VERB:
            return False
        return word not in _any_of(_CLOSED) and not is_agent(word)

    def opening_phrase(self, first: int, stop: int) -> tuple[int, int]:
        """Return the subject with which a sentence begins: a pronoun, or words up to a name or a noun for people."""
        if self.lower[first] in words("subjects"):
            return first, first + 1
        last = place = first
        while place < min(stop, first + _OPENING):
            word = self.lower[place]
            if self.is_mark(place) or (word in words("auxiliaries") and word != "'s") or word in words("conjunctions"):
                break
            if place > first and (word in words("determiners") or word in words("prepositions")):
                break
            if last > first and word.endswith("ed") and not self.is_name(place):
                break
            if self.is_name(place) or is_agent(word):
                last = place + 1
            place += 1
        return first, last

    def phrase_after(self, first: int, high: int) -> int:
        """Return where the noun phrase that begins at `first` ends, with an apposition up to the next mark."""
        if first >= high:
            return first
        if self.lower[first] in _any_of(_SINGLE):
            return first + 1
        place = first
        while place < min(high, first + _LONGEST) and self._stays(place, high):
            place += 1
        if place > first and place + 1 < high and self.is_comma(place) and self._appositive(place + 1):
            stop = place + 1
            while stop < min(high, place + _LONGEST) and not self.is_mark(stop):
                stop += 1
            return stop
        return place

    def _stays(self, token: int, high: int) -> bool:
        word = self.lower[token]
        if self.is_mark(token):
            short = token > 0 and len(self.lower[token - 1]) <= 3 and self.is_name(token - 1)
            return word == "." and short and token + 1 < high and self.is_name(token + 1)
        if word in ("of", "for", "at", "and", "from", "in", "with"):
            return token + 1 < high and (self.is_name(token + 1) or self.lower[token + 1] in words("determiners"))
        return word not in _any_of(_AFTER_PHRASE)

    def _appositive(self, token: int) -> bool:
        word = self.lower[token]
        if word in words("determiners"):
            return True
        plain = not self.is_mark(token) and not self.is_name(token)
        return plain and word not in _any_of(_NO_APPOSITION)
