"""The words of sentences as VADER splits them, at spaces, and what it knows of each, as numbers."""

from __future__ import annotations

import string
from collections.abc import Sequence
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.trie import pieces_of
from framing.text.batch import Batch
from framing.text.characters import straighten

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

__all__ = [
    "ASKS",
    "BUT",
    "CHANGES",
    "EMOJI",
    "EXCLAIMS",
    "GOES_ON",
    "LISTED",
    "NOT",
    "ROLES",
    "ROW",
    "SCORED",
    "Words",
    "analyzer",
    "listed_words",
]

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Facts = NDArray[np.int32]
Places = NDArray[np.intp]

_SHORT_WORD = 2  # letters up to which VADER leaves a word its punctuation
# What VADER knows of a spelling is one number: its row among the words it lists, and bits.
ROW = (1 << 13) - 1
# of listed words: with a valence, scored (no booster), "but", second word of a phrase, changes what is scored near it
LISTED, SCORED, BUT, GOES_ON, CHANGES = (1 << bit for bit in range(13, 18))
_OF_LISTED = ROW | LISTED | SCORED | BUT | GOES_ON | CHANGES
# of all: only punctuation, hardly a word without it, all its letters capitals, others; "n't", emoji, "!", "?"
_BARE, _SHORT, _UPPER, _SMALL, NOT, EMOJI, EXCLAIMS, ASKS = (1 << bit for bit in range(18, 26))
_FACE, _OTHER = 1 << 26, 1 << 27  # of an emoticon such as ":D"; of no listed word of several tokens ("self-confident")
_MARKS = {"!": EXCLAIMS, "?": ASKS}
ROLES = {name: number for number, name in enumerate(("", "no", "or", "least", "at", "so", "never", "without", "doubt"))}
_CHANGING = ("no", "least", "so", "this", "never", "without")  # with a role that counts without another word's
_SAME = {"nor": "or", "very": "at", "this": "so"}


class Words:
    """The words of a batch as VADER splits them: at spaces, with what it knows of them."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self._of_tokens = batch.vocabulary.columns(facts_of)[batch.word]
        begins = ~batch.adjacent
        begins[batch.sentence_start] = True
        self._first = np.flatnonzero(begins)
        self.size = np.add.reduceat(begins.view(np.int8), batch.sentence_start, dtype=np.int32)
        self._start = np.cumsum(self.size) - self.size
        self.facts = self._of_tokens[self._first]
        end = np.append(self._first[1:], len(begins))
        several = np.flatnonzero(end - self._first > 1)
        self.facts[several] = self._joined(self._first[several], end[several])

    def _joined(self, first: Places, end: Places) -> Facts:
        """Return the facts of words of several tokens: mostly one and punctuation, which VADER strips."""
        pair = self._of_tokens[first], self._of_tokens[first + 1]
        facts = pair[0] | pair[1]
        number = ((pair[0] & _BARE) == 0).astype(np.int32) + ((pair[1] & _BARE) == 0)
        left, step = np.flatnonzero(end - first > 2), 2  # few words have more tokens, hardly any many
        while len(left):
            more = self._of_tokens[first[left] + step]
            facts[left] |= more
            number[left] += (more & _BARE) == 0
            step += 1
            left = left[end[left] - first[left] > step]
        other = np.flatnonzero((number != 1) | ((facts & _SHORT) != 0))
        facts[other] &= ~_OF_LISTED
        likely = np.where(number[other] == 1, (facts[other] & _FACE) != 0, (facts[other] & _OTHER) == 0)
        other = other[likely]
        written = [straighten(self.batch.slice(*span)) for span in zip(first[other].tolist(), end[other].tolist(), strict=True)]
        facts[other] |= facts_of(written) & _OF_LISTED
        return facts

    def places(self, bit: int) -> Places:
        """Return the words that have a bit."""
        return np.flatnonzero((self.facts & bit) != 0)

    def tokens(self, bit: int) -> Places:
        """Return the tokens that have a bit."""
        return np.flatnonzero((self._of_tokens & bit) != 0)

    def row(self, words: Places) -> Facts:
        """Return the rows of some words among those that VADER lists."""
        return self.facts[words] & ROW

    def sentence(self, words: Places) -> Facts:
        """Return the sentences of some words."""
        return self.batch.sentence[self._first[words]]

    def place(self, words: Places) -> Places:
        """Return the places of some words in their sentences."""
        return words - self._start[self.sentence(words)]

    def are_loud(self, words: Places | slice) -> Flags:
        """Tell the words in capitals."""
        return (self.facts[words] & (_UPPER | _SMALL)) == _UPPER

    def are_mixed(self) -> Flags:
        """Tell the sentences with some words in capitals and others not."""
        loud = np.bincount(self.sentence(np.flatnonzero(self.are_loud(slice(None)))), minlength=len(self.size))
        return (loud > 0) & (loud < self.size)


@cache
def analyzer() -> SentimentIntensityAnalyzer:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def facts_of(words: list[str]) -> Facts:
    """Return what VADER knows of words with their punctuation."""
    listed, size = listed_words(), len(words)
    lower = [*map(str.lower, map(str.strip, words, repeat(string.punctuation)))]
    facts = np.fromiter(map(listed.known.get, lower, repeat(_OTHER)), np.int32, size)
    for number in np.flatnonzero(np.fromiter(map(len, lower), np.int32, size) <= _SHORT_WORD).tolist():
        facts[number] = _facts_of_short(words[number], lower[number], listed)
    facts[np.fromiter(map(str.isupper, words), bool, size)] |= _UPPER
    facts[~np.fromiter([f"{word}A".isupper() for word in words], bool, size)] |= _SMALL
    facts[np.fromiter(["n't" in word for word in lower], bool, size)] |= NOT
    for number in np.flatnonzero(~np.fromiter(map(str.isascii, words), bool, size)).tolist():
        facts[number] |= EMOJI * any(each in analyzer().emojis for each in words[number])
    return facts


def _facts_of_short(word: str, stripped: str, listed: Listed) -> int:
    """Return the facts of a word that VADER leaves its punctuation, such as ":D"."""
    row = listed.numbers.get(word.lower(), 0)
    own = int(listed.facts[row]) | _MARKS.get(word, 0) | (_SHORT if stripped else 0)
    return own | listed.pieces.get(stripped, _OTHER)


class Listed(NamedTuple):
    """The words that VADER knows: their rows, what it knows of each, and the pieces of those that are several tokens."""

    numbers: dict[str, int]
    facts: Facts
    valence: Numbers
    booster: Numbers
    negates: Flags
    role: NDArray[np.int8]
    begins: NDArray[np.uint16]  # the phrases of several words that each begins, as bits
    goes_on: NDArray[np.uint16]  # those whose second word it is
    phrase: NDArray[np.int8]  # the number of the phrase by its bit, from 1
    degrees: Numbers  # what the first phrases do to a word after them ("kind of"); the others are idioms
    pieces: dict[str, int]
    known: dict[str, int]  # the facts of words without punctuation


@cache
def listed_words() -> Listed:
    """Return the words that VADER knows, numbered from 1; row 0 is for all others."""
    from vaderSentiment import vaderSentiment as package

    lexicon, boosters = analyzer().lexicon, package.BOOSTER_DICT
    roles = ROLES | {word: ROLES[same] for word, same in _SAME.items()}
    degrees = [phrase for phrase in boosters if " " in phrase]
    phrases = [phrase.split() for phrase in (*degrees, *package.SPECIAL_CASES) if " " in phrase]
    number_of_phrase = np.zeros(1 << len(phrases), np.int8)
    number_of_phrase[1 << np.arange(len(phrases))] = np.arange(len(phrases)) + 1
    negations, begins, goes_on = frozenset(package.NEGATE), _phrases_with(phrases, 0), _phrases_with(phrases, 1)
    every = ["", *sorted({*lexicon, *boosters, *roles, *negations, *begins, *goes_on, "but"} - {""})]
    facts = np.arange(len(every), dtype=np.int32)
    for number, word in enumerate(every):
        scored = LISTED | SCORED * (word not in boosters) if word in lexicon else 0
        changes = word in boosters or word in negations or word in begins or word in _CHANGING
        facts[number] |= CHANGES * changes | scored | BUT * (word == "but") | GOES_ON * (word in goes_on)
    numbers, pieces = {word: number for number, word in enumerate(every)}, _pieces(every)
    known = pieces | {word: own | pieces.get(word, _OTHER) for word, own in zip(every, facts.tolist(), strict=True)}
    return Listed(
        numbers,
        facts,
        np.array([*map(lexicon.get, every, repeat(0.0))]),
        np.array([*map(boosters.get, every, repeat(0.0))]),
        np.array([*map(negations.__contains__, every)], bool),
        np.array([*map(roles.get, every, repeat(0))], np.int8),
        np.array([*map(begins.get, every, repeat(0))], np.uint16),
        np.array([*map(goes_on.get, every, repeat(0))], np.uint16),
        number_of_phrase,
        np.array([0.0, *map(boosters.get, degrees)]),
        pieces,
        known,
    )


def _phrases_with(phrases: Sequence[list[str]], place: int) -> dict[str, int]:
    """Return for each word at a place of phrases the numbers of these phrases, as bits."""
    found: dict[str, int] = {}
    for number, phrase in enumerate(phrases):
        found[phrase[place]] = found.get(phrase[place], 0) | 1 << number
    return found


def _pieces(words: Sequence[str]) -> dict[str, int]:
    """Return for the tokens of listed words of several tokens, without punctuation, what their bits are."""
    found = {"": _BARE}
    odd = [word for word in words if not word.isalpha()]
    for tokens in pieces_of([*odd, *map(str.upper, odd)]).by_phrase():  # "v.v" is one token, "V.V" three
        stripped = [token.strip(string.punctuation).lower() for token in tokens]
        pieces = [piece for piece in stripped if piece]
        if len(pieces) > 1:
            found |= {piece: found.get(piece, 0) & ~_OTHER for piece in pieces}
        elif len(tokens) > 1:
            found |= {piece: found.get(piece, _OTHER) | _FACE for piece in pieces}
    return found
