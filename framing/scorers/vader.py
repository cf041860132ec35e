"""VADER, exactly, on columns: the labelled baseline for sentiment, and a poor measure of portrayal."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from framing.measure import Measure, mean
from framing.scorers.evidence import ArticleFigures, Reading
from framing.text.batch import Batch
from framing.text.characters import straighten
from framing.text.vocabulary import Vocabulary

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

__all__ = ["Vader", "VaderRow", "sentence_compounds"]

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

_CAPITALS, _NEGATED = 0.733, -0.74  # C_INCR and N_SCALAR of the package
_DAMPING = (1.0, 0.95, 0.9)
_ALPHA = 15
_MOST_WORDS = 70_000  # words with their punctuation from which on the rarer half of them is forgotten
_LONGEST = 500  # words of a sentence that the package is asked about
# what VADER knows of a word: its valence and the roles it can play for a word after it
_WORD = np.dtype(
    [
        ("valence", np.float64),
        ("listed", np.bool_),
        ("booster", np.float64),
        ("boosts", np.bool_),
        ("negates", np.bool_),
        ("capitals", np.bool_),
        ("role", np.int8),
        ("begins", np.uint16),  # the phrases of several words that it begins, as bits
        ("goes_on", np.uint16),  # those whose second word it is
        ("emoji", np.bool_),
        ("scored", np.bool_),  # listed, and no booster
        ("strange", np.bool_),  # an emoji or the second word of a phrase
    ]
)
_ROLES = {name: number for number, name in enumerate(("", "no", "or", "least", "at", "so", "never", "without", "doubt", "but"))}
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
    words = _Words(batch)
    sentiments = _sentiments(words)
    size = len(batch.sentence_start)
    _weigh_but(words, sentiments)
    total = np.bincount(words.sentence, sentiments, size)
    emphasis = _emphasis(batch)
    total = np.where(total > 0, total + emphasis, np.where(total < 0, total - emphasis, total))
    compound = np.clip(total / np.sqrt(total * total + _ALPHA), -1.0, 1.0)
    values, which = np.unique(compound, return_inverse=True)
    scores = np.array([round(each, 4) for each in values.tolist()])[which]
    for number in _odd_sentences(words).tolist():
        text = straighten(batch.slice(int(batch.sentence_start[number]), int(batch.sentence_end[number])))
        scores[number] = _analyzer().polarity_scores(text)["compound"]
    return scores


def _odd_sentences(words: _Words) -> NDArray[np.int32]:
    """Return the sentences with an emoji or a phrase of several words: these go to the package itself.

    Endless ones do not, for the package takes the square of their length.
    """
    spots = np.flatnonzero(words.column("strange"))
    previous = np.maximum(spots - 1, 0)
    here, before = words.known(spots), words.known(previous)
    phrase = ((before["begins"] & here["goes_on"]) != 0) & (words.sentence[previous] == words.sentence[spots])
    odd = np.unique(words.sentence[spots[here["emoji"] | phrase]])
    return odd[words.size[odd] <= _LONGEST]


class _Words:
    """The words of a batch as VADER splits them: at spaces, with their place in the sentence."""

    def __init__(self, batch: Batch) -> None:
        begins = ~batch.adjacent
        begins[batch.sentence_start] = True
        first = np.flatnonzero(begins)
        last = np.append(first[1:], len(begins)) - 1 if len(first) else first
        vocabulary = _vocabulary(batch.vocabulary)
        self._vocabulary = vocabulary
        self._ids = vocabulary.intern_spans(batch.text, batch.codes, batch.start[first], batch.end[last])
        self.sentence = batch.sentence[first]
        start = np.searchsorted(self.sentence, np.arange(len(batch.sentence_start)))
        self.place = np.arange(len(first)) - start[self.sentence] if len(first) else first
        self.size = np.bincount(self.sentence, minlength=len(batch.sentence_start))

    def column(self, name: str) -> NDArray[Any]:
        """Return a property of all words."""
        return self._vocabulary.columns(_known)[name][self._ids]

    def known(self, words: NDArray[np.intp]) -> NDArray[Any]:
        """Return all properties of some words."""
        return self._vocabulary.columns(_known)[self._ids[words]]


_vocabularies: WeakKeyDictionary[Vocabulary, Vocabulary] = WeakKeyDictionary()


def _vocabulary(of: Vocabulary) -> Vocabulary:
    """Return the words at spaces that go with a vocabulary of tokens."""
    known = _vocabularies.setdefault(of, Vocabulary()).within(_MOST_WORDS)
    _vocabularies[of] = known
    return known


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def _known(tokens: list[str]) -> NDArray[Any]:
    """Return what VADER knows of words with their punctuation."""
    stripped = [token.strip(string.punctuation) for token in tokens]
    items = [token if len(short) <= 2 else short for token, short in zip(tokens, stripped, strict=True)]
    lower = [*map(str.lower, items)]
    numbers, listed = _listed_words()
    words = listed[np.fromiter(map(numbers.get, lower, repeat(0)), np.intp, len(tokens))]
    words["negates"] |= np.fromiter(["n't" in word for word in lower], bool, len(tokens))
    words["capitals"] = np.fromiter(map(str.isupper, items), bool, len(tokens))
    emojis = _analyzer().emojis
    for number in np.flatnonzero(~np.fromiter(map(str.isascii, tokens), bool, len(tokens))).tolist():
        words["emoji"][number] = any(each in emojis for each in tokens[number])
    words["scored"] = words["listed"] & ~words["boosts"]
    words["strange"] = words["emoji"] | (words["goes_on"] > 0)
    return words


@cache
def _listed_words() -> tuple[dict[str, int], NDArray[Any]]:
    """Return the words that VADER knows, as numbers of rows that hold what it knows of them; row 0 is for all others."""
    from vaderSentiment import vaderSentiment as package

    lexicon = _analyzer().lexicon
    roles = _ROLES | {word: _ROLES[same] for word, same in _SAME.items()}
    phrases = [phrase.split() for phrase in (*package.SPECIAL_CASES, *package.BOOSTER_DICT) if " " in phrase]
    negations, begins, goes_on = frozenset(package.NEGATE), _phrases_with(phrases, 0), _phrases_with(phrases, 1)
    every = ["", *sorted({*lexicon, *package.BOOSTER_DICT, *roles, *negations, *begins, *goes_on} - {""})]
    words = np.zeros(len(every), _WORD)
    words["valence"] = [*map(lexicon.get, every, repeat(0.0))]
    words["listed"] = [*map(lexicon.__contains__, every)]
    words["booster"] = [*map(package.BOOSTER_DICT.get, every, repeat(0.0))]
    words["boosts"] = [*map(package.BOOSTER_DICT.__contains__, every)]
    words["negates"] = [*map(negations.__contains__, every)]
    words["role"] = [*map(roles.get, every, repeat(0))]
    words["begins"] = [*map(begins.get, every, repeat(0))]
    words["goes_on"] = [*map(goes_on.get, every, repeat(0))]
    return {word: number for number, word in enumerate(every)}, words


def _phrases_with(phrases: Sequence[list[str]], place: int) -> dict[str, int]:
    """Return for each word at a place of phrases the numbers of these phrases, as bits."""
    found: dict[str, int] = {}
    for number, phrase in enumerate(phrases):
        found[phrase[place]] = found.get(phrase[place], 0) | 1 << number
    return found


class _Before:
    """Scored words and those one, two and three places before; the first of a sentence has none."""

    def __init__(self, words: _Words, spots: NDArray[np.intp]) -> None:
        self.there = [words.place[spots] >= step for step in range(4)]
        self.known = [words.known(np.where(self.there[step], spots - step, 0)) for step in range(4)]

    def has(self, step: int, role: str) -> Flags:
        return self.there[step] & (self.known[step]["role"] == _ROLES[role])


def _sentiments(words: _Words) -> Numbers:
    """Return the valence of every word in its context; `but` and emphasis come later."""
    sentiments = np.zeros(len(words.sentence))
    spots = np.flatnonzero(words.column("scored"))
    if not len(spots):
        return sentiments
    before = _Before(words, spots)
    own = before.known[0]["valence"]
    shouting = np.bincount(words.sentence[words.column("capitals")], minlength=len(words.size))
    mixed = ((shouting > 0) & (shouting < words.size))[words.sentence[spots]]
    value = _after_no(words, before, spots, own)
    value = np.where(before.known[0]["capitals"] & mixed, value + np.where(value > 0, _CAPITALS, -_CAPITALS), value)
    for step in (1, 2, 3):
        value = _after_modifier(before, step, value, mixed)
    sentiments[spots] = _after_least(before, value)
    return sentiments


def _after_no(words: _Words, before: _Before, spots: NDArray[np.intp], own: Numbers) -> Numbers:
    following = np.minimum(spots + 1, len(words.sentence) - 1)
    has_next = words.place[spots] + 1 < words.size[words.sentence[spots]]
    value = np.where(before.has(0, "no") & has_next & words.known(following)["listed"], 0.0, own)
    denied = before.has(1, "no") | before.has(2, "no") | (before.has(3, "no") & before.has(1, "or"))
    return np.where(denied, own * _NEGATED, value)


def _after_modifier(before: _Before, step: int, value: Numbers, mixed: Flags) -> Numbers:
    """Apply the word `step` places before: a booster adds, a negation turns."""
    known = before.known[step]
    applies = before.there[step] & ~known["listed"]
    strength = np.where(value < 0, -known["booster"], known["booster"])
    loud = known["boosts"] & known["capitals"] & mixed
    strength = np.where(loud, strength + np.where(value > 0, _CAPITALS, -_CAPITALS), strength)
    value = np.where(applies, value + strength * _DAMPING[step - 1], value)
    stronger, spared = _never_so(before, step)
    turned = known["negates"] & ~stronger & ~spared
    return np.where(applies, value * np.where(stronger, 1.25, np.where(turned, _NEGATED, 1.0)), value)


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
    least = before.has(1, "least") & ~before.known[1]["listed"]
    return np.where(least & ~before.has(2, "at"), value * _NEGATED, value)


def _weigh_but(words: _Words, sentiments: Numbers) -> None:
    """Halve what stands before the first "but" of a sentence and raise what stands after it, as the package does it."""
    spots = np.flatnonzero(words.column("role") == _ROLES["but"])
    sentence, first = np.unique(words.sentence[spots], return_index=True)
    for number, spot in zip(sentence.tolist(), spots[first].tolist(), strict=True):
        low = spot - int(words.place[spot])
        high = low + int(words.size[number])
        sentiments[low:high] = _but(sentiments[low:high].tolist(), spot - low)


def _but(sentiments: list[float], place: int) -> list[float]:
    # the package looks values up by equality while it changes the list: kept, for its results are the yardstick
    for sentiment in sentiments:
        found = sentiments.index(sentiment)
        if found < place:
            sentiments[found] = sentiment * 0.5
        elif found > place:
            sentiments[found] = sentiment * 1.5
    return sentiments


def _emphasis(batch: Batch) -> Numbers:
    size = len(batch.sentence_start)
    first = batch.codes[batch.start] if len(batch.start) else np.zeros(0, np.uint16)
    exclamations = np.bincount(batch.sentence[first == ord("!")], minlength=size)
    questions = np.bincount(batch.sentence[first == ord("?")], minlength=size)
    several = np.where(questions <= 3, questions * 0.18, 0.96)
    return np.minimum(exclamations, 4) * 0.292 + np.where(questions > 1, several, 0.0)
