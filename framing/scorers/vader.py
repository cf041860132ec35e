"""VADER, exactly, on columns: the labelled baseline for sentiment, and a poor measure of portrayal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from framing.measure import Measure, mean
from framing.scorers.evidence import ArticleFigures, Reading
from framing.scorers.vader_words import (
    ASKS,
    BUT,
    CHANGES,
    EMOJI,
    EXCLAIMS,
    GOES_ON,
    LISTED,
    NOT,
    ROLES,
    ROW,
    SCORED,
    Facts,
    Flags,
    Numbers,
    Places,
    Words,
    analyzer,
    listed_words,
)
from framing.text.batch import Batch
from framing.text.characters import straighten

__all__ = ["Vader", "VaderRow", "sentence_compounds"]

_CAPITALS, _NEGATED = 0.733, -0.74  # C_INCR and N_SCALAR of the package
_DAMPING = (1.0, 0.95, 0.9)
_ALPHA = 15
_HALF = 1e-6  # around a half: far more than what multiplication by 10,000 can be off
_LONGEST = 500  # words of a sentence that the package is asked about


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
    words = Words(batch)
    spots = _scored(words)
    total = np.bincount(words.sentence(spots), _weighed(words, spots, _sentiments(words, spots)), len(scores))
    charged = np.flatnonzero(total)
    total, emphasis = total[charged], _emphasis(batch, words)[charged]
    total = np.where(total > 0, total + emphasis, total - emphasis)
    compound = np.clip(total / np.sqrt(total * total + _ALPHA), -1.0, 1.0)
    scores[charged] = _rounded(compound)
    for number in _odd_sentences(words, spots).tolist():
        text = straighten(batch.slice(int(batch.sentence_start[number]), int(batch.sentence_end[number])))
        scores[number] = analyzer().polarity_scores(text)["compound"]
    return scores


def _rounded(values: Numbers) -> Numbers:
    """Return what `round(value, 4)` gives for each value: those between two numbers of four digits are left to it."""
    scaled = values * 1e4
    found = np.rint(scaled) / 1e4
    for number in np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < _HALF).tolist():
        found[number] = round(float(values[number]), 4)
    return found


def _odd_sentences(words: Words, spots: Places) -> Places:
    """Return the sentences with an emoji, or with an idiom ("to die for") by a scored word: these go to the package itself.

    Endless ones do not, for the package takes the square of their length.
    """
    second = words.places(GOES_ON)
    second = second[words.place(second) > 0]
    second = second[_phrase(words.row(second - 1), words.row(second)) >= len(listed_words().degrees)]
    near = np.append(spots, -1)[np.searchsorted(spots, second - 1)]  # the package looks three words back and two ahead
    second = second[(near >= 0) & (near <= second + 2)]
    odd = np.unique(np.concatenate([words.sentence(second), words.batch.sentence[words.tokens(EMOJI)]]))
    return odd[words.size[odd] <= _LONGEST]


def _phrase(row: Facts, following: Facts) -> NDArray[np.int8]:
    """Return the numbers of the phrases that two words in a row begin: those of degree, then idioms; 0 for none."""
    listed = listed_words()
    return listed.phrase[listed.begins[row] & listed.goes_on[following]]


def _scored(words: Words) -> Places:
    """Return the words with a valence: in the lexicon, no boosters, not the "kind" of "kind of"."""
    spots = words.places(SCORED)
    following = np.minimum(spots + 1, len(words.facts) - 1)
    kind = listed_words().numbers["kind"], listed_words().numbers["of"]
    phrase = (words.row(spots) == kind[0]) & (words.row(following) == kind[1])
    return spots[~phrase | (words.sentence(following) != words.sentence(spots))]


class _Before:
    """Scored words and those one, two and three places before; the first of a sentence has none."""

    def __init__(self, words: Words, spots: Places) -> None:
        place = words.place(spots)
        self.there = [place >= step for step in range(4)]
        self.words = [np.where(there, spots - step, 0) for step, there in enumerate(self.there)]
        self.facts = [words.facts[each] for each in self.words]
        self.rows = [facts & ROW for facts in self.facts]
        self.loud = [words.are_loud(each) for each in self.words]
        self._role = [listed_words().role[rows] for rows in self.rows]

    def has(self, step: int, role: str) -> Flags:
        return self.there[step] & (self._role[step] == ROLES[role])

    def is_listed(self, step: int) -> Flags:
        return (self.facts[step] & LISTED) != 0


def _sentiments(words: Words, spots: Places) -> Numbers:
    """Return the valence of scored words in their context; `but` and emphasis come later."""
    found = listed_words().valence[words.row(spots)]
    near = words.facts[spots]
    for step in (1, 2, 3):
        near = near | words.facts[np.maximum(spots - step, 0)]
    changed = np.flatnonzero(((near & (CHANGES | NOT)) != 0) | words.are_loud(spots))
    found[changed] = _in_context(words, spots[changed])
    return found


def _in_context(words: Words, spots: Places) -> Numbers:
    """Return the valence of scored words near others that may change it."""
    before = _Before(words, spots)
    own = listed_words().valence[before.rows[0]]
    mixed = words.are_mixed()[words.sentence(spots)]
    value = _after_no(words, before, spots, own)
    value = np.where(before.loud[0] & mixed, value + np.where(value > 0, _CAPITALS, -_CAPITALS), value)
    for step in (1, 2, 3):
        value = _after_modifier(before, step, value, mixed)
    value = _after_phrase(before, value)
    return _after_least(before, value)


def _after_no(words: Words, before: _Before, spots: Places, own: Numbers) -> Numbers:
    following = np.minimum(spots + 1, len(words.facts) - 1)
    has_next = words.sentence(following) == words.sentence(spots)
    has_next &= following > spots
    value = np.where(before.has(0, "no") & has_next & ((words.facts[following] & LISTED) != 0), 0.0, own)
    denied = before.has(1, "no") | before.has(2, "no") | (before.has(3, "no") & before.has(1, "or"))
    return np.where(denied, own * _NEGATED, value)


def _after_modifier(before: _Before, step: int, value: Numbers, mixed: Flags) -> Numbers:
    """Apply the word `step` places before: a booster adds, a negation turns."""
    listed, rows = listed_words(), before.rows[step]
    applies = before.there[step] & ~before.is_listed(step)
    booster = listed.booster[rows]
    strength = np.where(value < 0, -booster, booster)
    loud = (booster != 0) & before.loud[step] & mixed
    strength = np.where(loud, strength + np.where(value > 0, _CAPITALS, -_CAPITALS), strength)
    value = np.where(applies, value + strength * _DAMPING[step - 1], value)
    stronger, spared = _never_so(before, step)
    negates = listed.negates[rows] | ((before.facts[step] & NOT) != 0)
    turned = negates & ~stronger & ~spared
    return np.where(applies, value * np.where(stronger, 1.25, np.where(turned, _NEGATED, 1.0)), value)


def _after_phrase(before: _Before, value: Numbers) -> Numbers:
    """Add what "kind of" and the like do, which the package looks for only where it looks three words back."""
    degrees, applies = listed_words().degrees, before.there[3] & ~before.is_listed(3)
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


def _weighed(words: Words, spots: Places, sentiments: Numbers) -> Numbers:
    """Halve what stands before the first "but" of a sentence and raise what stands after it, as the package does it."""
    of_spots, buts = words.sentence(spots), words.places(BUT)
    sentences, first = np.unique(words.sentence(buts), return_index=True)
    lows, highs = np.searchsorted(of_spots, sentences), np.searchsorted(of_spots, sentences, side="right")
    held = np.flatnonzero(highs > lows)
    columns = lows[held].tolist(), highs[held].tolist(), buts[first[held]].tolist()
    values, places = sentiments.tolist(), spots.tolist()
    for low, high, but in zip(*columns, strict=True):
        values[low:high] = _but(values[low:high], [place > but for place in places[low:high]])
    return np.array(values)


def _but(sentiments: list[float], after: list[bool]) -> list[float]:
    # the package looks values up by equality while it changes the list: kept, for its results are the yardstick
    for sentiment in sentiments:
        found = sentiments.index(sentiment)
        sentiments[found] = sentiment * (1.5 if after[found] else 0.5)
    return sentiments


def _emphasis(batch: Batch, words: Words) -> Numbers:
    """Return what exclamation marks and question marks add to the sentences."""
    size = len(batch.sentence_start)
    exclamations = np.bincount(batch.sentence[words.tokens(EXCLAIMS)], minlength=size)
    questions = np.bincount(batch.sentence[words.tokens(ASKS)], minlength=size)
    several = np.where(questions <= 3, questions * 0.18, 0.96)
    return np.minimum(exclamations, 4) * 0.292 + np.where(questions > 1, several, 0.0)
