"""VADER, exactly, on columns: the labelled baseline for sentiment, and a poor measure of portrayal."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.matcher import Form, written_pieces
from framing.measure import Measure, mean
from framing.scorers.evidence import ArticleFigures, Reading
from framing.text.batch import Batch
from framing.text.characters import straighten

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

__all__ = ["Vader", "VaderRow", "sentence_compounds"]

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Facts = NDArray[np.int32]
Places = NDArray[np.intp]

_CAPITALS, _NEGATED = 0.733, -0.74  # C_INCR and N_SCALAR of the package
_DAMPING = (1.0, 0.95, 0.9)
_ALPHA = 15
_HALF = 1e-6  # around a half: far more than what multiplication by 10,000 can be off
_LONGEST = 500  # words of a sentence that the package is asked about
_SHORT_WORD = 2  # letters up to which VADER leaves a word its punctuation
# What VADER knows of a spelling is one number: its row among the words it lists, and bits.
_ROW = (1 << 13) - 1
# of listed words: with a valence, scored (no booster), "but", second word of a phrase
_LISTED, _SCORED, _BUT, _GOES_ON = (1 << bit for bit in range(13, 17))
_OF_LISTED = _ROW | _LISTED | _SCORED | _BUT | _GOES_ON
# of all: only punctuation, hardly a word without it, all its letters capitals, others; "n't", emoji, "!", "?"
_BARE, _SHORT, _UPPER, _SMALL, _NOT, _EMOJI, _EXCLAIMS, _ASKS = (1 << bit for bit in range(17, 25))
_FACE, _OTHER = 1 << 25, 1 << 26  # of an emoticon such as ":D"; of no listed word of several tokens ("self-confident")
_MARKS = {"!": _EXCLAIMS, "?": _ASKS}
_ROLES = {name: number for number, name in enumerate(("", "no", "or", "least", "at", "so", "never", "without", "doubt"))}
_SAME = {"nor": "or", "very": "at", "this": "so"}


@dataclass(frozen=True)
class VaderRow:
    """The column that this scorer adds to the table of articles."""

    vader_compound: float


class Vader:
    """Mean VADER compound of an article's sentences, all voices: a baseline, not a measure of portrayal.

    Rank correlation with an expert's judgement of whole articles is about 0.2; topic words carry valence ("war", but
    also "united" in "United Nations").

    References
    ----------
    Hutto & Gilbert 2014, ICWSM.
    """

    table: ClassVar[str] = "articles"
    row: ClassVar[type] = VaderRow
    measures: ClassVar[tuple[Measure, ...]] = (
        mean(
            "vader_compound",
            "articles",
            "VADER compound of sentences, mean of articles (baseline)",
            value="vader_compound",
            bounds=(-1.0, 1.0),
        ),
    )

    def score(self, reading: Reading) -> ArticleFigures:
        """Return the figures of a batch."""
        batch = reading.batch
        compound = batch.derive(sentence_compounds)
        spoken = np.zeros(len(batch.sentence_start), bool)
        spoken[batch.sentence[batch.counted]] = True
        article = batch.article[batch.sentence_start[spoken]]
        total = np.bincount(article, compound[spoken], batch.n_articles)
        number = np.bincount(article, minlength=batch.n_articles)
        with np.errstate(invalid="ignore"):
            return ArticleFigures({"vader_compound": total / np.where(number > 0, number, np.nan)})


def sentence_compounds(batch: Batch) -> Numbers:
    """Return VADER's compound score of every sentence, equal to the package's on the sentence with straight marks.

    Of sentences of more than 500 words emojis and phrases ("kind of") are passed over.

    Examples
    --------
    >>> from framing.text.batch import build_batch
    >>> sentence_compounds(build_batch([(None, "The plan isn’t very good. They met.")])).tolist()
    [-0.3865, 0.0]
    """
    scores = np.zeros(len(batch.sentence_start))
    if not len(scores):
        return scores
    words = _Words(batch)
    spots = _scored(words)
    total = np.bincount(words.sentence(spots), _weighed(words, spots, _sentiments(words, spots)), len(scores))
    charged = np.flatnonzero(total)
    total, emphasis = total[charged], _emphasis(batch, words)[charged]
    total = np.where(total > 0, total + emphasis, total - emphasis)
    compound = np.clip(total / np.sqrt(total * total + _ALPHA), -1.0, 1.0)
    scores[charged] = _rounded(compound)
    for number in _odd_sentences(words, spots).tolist():
        text = straighten(batch.slice(int(batch.sentence_start[number]), int(batch.sentence_end[number])))
        scores[number] = _analyzer().polarity_scores(text)["compound"]
    return scores


def _rounded(values: Numbers) -> Numbers:
    """Return what `round(value, 4)` gives for each value: those between two numbers of four digits are left to it."""
    scaled = values * 1e4
    found = np.rint(scaled) / 1e4
    for number in np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < _HALF).tolist():
        found[number] = round(float(values[number]), 4)
    return found


def _odd_sentences(words: _Words, spots: Places) -> Places:
    """Return the sentences with an emoji, or with an idiom ("to die for") by a scored word: these go to the package itself.

    Endless ones do not, for the package takes the square of their length.
    """
    second = words.places(_GOES_ON)
    second = second[words.place(second) > 0]
    second = second[_phrase(words.row(second - 1), words.row(second)) >= len(_listed().degrees)]
    near = np.append(spots, -1)[np.searchsorted(spots, second - 1)]  # the package looks three words back and two ahead
    second = second[(near >= 0) & (near <= second + 2)]
    odd = np.unique(np.concatenate([words.sentence(second), words.batch.sentence[words.tokens(_EMOJI)]]))
    return odd[words.size[odd] <= _LONGEST]


def _phrase(row: Facts, following: Facts) -> NDArray[np.int8]:
    """Return the numbers of the phrases that two words in a row begin: those of degree, then idioms; 0 for none."""
    listed = _listed()
    return listed.phrase[listed.begins[row] & listed.goes_on[following]]


class _Words:
    """The words of a batch as VADER splits them: at spaces, with what it knows of them."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self._of_tokens = batch.vocabulary.columns(_facts)[batch.word]
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
        edges = np.stack([first, end], axis=1).ravel()
        of_tokens = np.append(self._of_tokens, np.int32(0))
        facts = np.bitwise_or.reduceat(of_tokens, edges)[::2]
        number = np.add.reduceat(((of_tokens & _BARE) == 0).view(np.int8), edges, dtype=np.int32)[::2]
        other = np.flatnonzero((number != 1) | ((facts & _SHORT) != 0))
        facts[other] &= ~_OF_LISTED
        likely = np.where(number[other] == 1, (facts[other] & _FACE) != 0, (facts[other] & _OTHER) == 0)
        other = other[likely]
        written = [straighten(self.batch.slice(*span)) for span in zip(first[other].tolist(), end[other].tolist(), strict=True)]
        facts[other] |= _facts(written) & _OF_LISTED
        return facts

    def places(self, bit: int) -> Places:
        """Return the words that have a bit."""
        return np.flatnonzero((self.facts & bit) != 0)

    def tokens(self, bit: int) -> Places:
        """Return the tokens that have a bit."""
        return np.flatnonzero((self._of_tokens & bit) != 0)

    def row(self, words: Places) -> Facts:
        """Return the rows of some words among those that VADER lists."""
        return self.facts[words] & _ROW

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
def _analyzer() -> SentimentIntensityAnalyzer:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def _facts(words: list[str]) -> Facts:
    """Return what VADER knows of words with their punctuation."""
    listed, size = _listed(), len(words)
    stripped = [*map(str.strip, words, repeat(string.punctuation))]
    items = [word if len(short) <= _SHORT_WORD else short for word, short in zip(words, stripped, strict=True)]
    lower, length = [*map(str.lower, items)], np.fromiter(map(len, stripped), np.int32, size)
    facts = listed.facts[np.fromiter(map(listed.numbers.get, lower, repeat(0)), np.intp, size)]
    facts |= np.fromiter(map(listed.pieces.get, map(str.lower, stripped), repeat(_OTHER)), np.int32, size)
    facts |= np.fromiter(map(_MARKS.get, words, repeat(0)), np.int32, size)
    facts[(length > 0) & (length <= _SHORT_WORD)] |= _SHORT
    facts[np.fromiter(map(str.isupper, words), bool, size)] |= _UPPER
    facts[~np.fromiter([f"{word}A".isupper() for word in words], bool, size)] |= _SMALL
    facts[np.fromiter(["n't" in word for word in lower], bool, size)] |= _NOT
    for number in np.flatnonzero(~np.fromiter(map(str.isascii, words), bool, size)).tolist():
        facts[number] |= _EMOJI * any(each in _analyzer().emojis for each in words[number])
    return facts


class _Listed(NamedTuple):
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


@cache
def _listed() -> _Listed:
    """Return the words that VADER knows, numbered from 1; row 0 is for all others."""
    from vaderSentiment import vaderSentiment as package

    lexicon, boosters = _analyzer().lexicon, package.BOOSTER_DICT
    roles = _ROLES | {word: _ROLES[same] for word, same in _SAME.items()}
    degrees = [phrase for phrase in boosters if " " in phrase]
    phrases = [phrase.split() for phrase in (*degrees, *package.SPECIAL_CASES) if " " in phrase]
    number_of_phrase = np.zeros(1 << len(phrases), np.int8)
    number_of_phrase[1 << np.arange(len(phrases))] = np.arange(len(phrases)) + 1
    negations, begins, goes_on = frozenset(package.NEGATE), _phrases_with(phrases, 0), _phrases_with(phrases, 1)
    every = ["", *sorted({*lexicon, *boosters, *roles, *negations, *begins, *goes_on, "but"} - {""})]
    facts = np.arange(len(every), dtype=np.int32)
    for number, word in enumerate(every):
        scored = _LISTED | _SCORED * (word not in boosters) if word in lexicon else 0
        facts[number] |= scored | _BUT * (word == "but") | _GOES_ON * (word in goes_on)
    numbers = {word: number for number, word in enumerate(every)}
    return _Listed(
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
        _pieces(every),
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
    for tokens in written_pieces([Form(word) for word in (*odd, *map(str.upper, odd))]):  # "v.v" is one token, "V.V" three
        stripped = [token.strip(string.punctuation).lower() for token in tokens]
        pieces = [piece for piece in stripped if piece]
        if len(pieces) > 1:
            found |= {piece: found.get(piece, 0) & ~_OTHER for piece in pieces}
        elif len(tokens) > 1:
            found |= {piece: found.get(piece, _OTHER) | _FACE for piece in pieces}
    return found


def _scored(words: _Words) -> Places:
    """Return the words with a valence: in the lexicon, no boosters, not the "kind" of "kind of"."""
    spots = words.places(_SCORED)
    following = np.minimum(spots + 1, len(words.facts) - 1)
    kind = _listed().numbers["kind"], _listed().numbers["of"]
    phrase = (words.row(spots) == kind[0]) & (words.row(following) == kind[1])
    return spots[~phrase | (words.sentence(following) != words.sentence(spots))]


class _Before:
    """Scored words and those one, two and three places before; the first of a sentence has none."""

    def __init__(self, words: _Words, spots: Places) -> None:
        place = words.place(spots)
        self.there = [place >= step for step in range(4)]
        self.words = [np.where(there, spots - step, 0) for step, there in enumerate(self.there)]
        self.facts = [words.facts[each] for each in self.words]
        self.rows = [facts & _ROW for facts in self.facts]
        self.loud = [words.are_loud(each) for each in self.words]
        self._role = [_listed().role[rows] for rows in self.rows]

    def has(self, step: int, role: str) -> Flags:
        return self.there[step] & (self._role[step] == _ROLES[role])

    def is_listed(self, step: int) -> Flags:
        return (self.facts[step] & _LISTED) != 0


def _sentiments(words: _Words, spots: Places) -> Numbers:
    """Return the valence of scored words in their context; `but` and emphasis come later."""
    before = _Before(words, spots)
    own = _listed().valence[before.rows[0]]
    mixed = words.are_mixed()[words.sentence(spots)]
    value = _after_no(words, before, spots, own)
    value = np.where(before.loud[0] & mixed, value + np.where(value > 0, _CAPITALS, -_CAPITALS), value)
    for step in (1, 2, 3):
        value = _after_modifier(before, step, value, mixed)
    value = _after_phrase(before, value)
    return _after_least(before, value)


def _after_no(words: _Words, before: _Before, spots: Places, own: Numbers) -> Numbers:
    following = np.minimum(spots + 1, len(words.facts) - 1)
    has_next = words.sentence(following) == words.sentence(spots)
    has_next &= following > spots
    value = np.where(before.has(0, "no") & has_next & ((words.facts[following] & _LISTED) != 0), 0.0, own)
    denied = before.has(1, "no") | before.has(2, "no") | (before.has(3, "no") & before.has(1, "or"))
    return np.where(denied, own * _NEGATED, value)


def _after_modifier(before: _Before, step: int, value: Numbers, mixed: Flags) -> Numbers:
    """Apply the word `step` places before: a booster adds, a negation turns."""
    listed, rows = _listed(), before.rows[step]
    applies = before.there[step] & ~before.is_listed(step)
    booster = listed.booster[rows]
    strength = np.where(value < 0, -booster, booster)
    loud = (booster != 0) & before.loud[step] & mixed
    strength = np.where(loud, strength + np.where(value > 0, _CAPITALS, -_CAPITALS), strength)
    value = np.where(applies, value + strength * _DAMPING[step - 1], value)
    stronger, spared = _never_so(before, step)
    negates = listed.negates[rows] | ((before.facts[step] & _NOT) != 0)
    turned = negates & ~stronger & ~spared
    return np.where(applies, value * np.where(stronger, 1.25, np.where(turned, _NEGATED, 1.0)), value)


def _after_phrase(before: _Before, value: Numbers) -> Numbers:
    """Add what "kind of" and the like do, which the package looks for only where it looks three words back."""
    degrees, applies = _listed().degrees, before.there[3] & ~before.is_listed(3)
    for step in (3, 2):
        phrase = _phrase(before.rows[step], before.rows[step - 1])
        value = np.where(applies & (phrase > 0) & (phrase < len(degrees)), value + degrees.take(phrase, mode="clip"), value)
    return value


def _never_so(before: _Before, step: int) -> tuple[Flags, Flags]:
    """Tell where "never so" strengthens and where "without doubt" leaves the valence alone."""
    if step == 1:
        nowhere = np.zeros(len(before.there[1]), bool)
        return nowhere, nowhere
    if step == 2:
        return before.has(2, "never") & before.has(1, "so"), before.has(2, "without") & before.has(1, "doubt")
    stronger = (before.has(3, "never") & before.has(2, "so")) | before.has(1, "so")
    return stronger, before.has(3, "without") & (before.has(2, "doubt") | before.has(1, "doubt"))


def _after_least(before: _Before, value: Numbers) -> Numbers:
    least = before.has(1, "least") & ~before.is_listed(1)
    return np.where(least & ~before.has(2, "at"), value * _NEGATED, value)


def _weighed(words: _Words, spots: Places, sentiments: Numbers) -> Numbers:
    """Halve what stands before the first "but" of a sentence and raise what stands after it, as the package does it."""
    of_spots, buts = words.sentence(spots), words.places(_BUT)
    sentences, first = np.unique(words.sentence(buts), return_index=True)
    lows, highs = np.searchsorted(of_spots, sentences), np.searchsorted(of_spots, sentences, side="right")
    held = np.flatnonzero(highs > lows)
    for low, high, but in zip(lows[held].tolist(), highs[held].tolist(), buts[first[held]].tolist(), strict=True):
        sentiments[low:high] = _but(sentiments[low:high].tolist(), (spots[low:high] > but).tolist())
    return sentiments


def _but(sentiments: list[float], after: list[bool]) -> list[float]:
    # the package looks values up by equality while it changes the list: kept, for its results are the yardstick
    for sentiment in sentiments:
        found = sentiments.index(sentiment)
        sentiments[found] = sentiment * (1.5 if after[found] else 0.5)
    return sentiments


def _emphasis(batch: Batch, words: _Words) -> Numbers:
    """Return what exclamation marks and question marks add to the sentences."""
    size = len(batch.sentence_start)
    exclamations = np.bincount(batch.sentence[words.tokens(_EXCLAIMS)], minlength=size)
    questions = np.bincount(batch.sentence[words.tokens(_ASKS)], minlength=size)
    several = np.where(questions <= 3, questions * 0.18, 0.96)
    return np.minimum(exclamations, 4) * 0.292 + np.where(questions > 1, several, 0.0)
