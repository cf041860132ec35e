"""VADER, exactly, on columns: the labelled baseline for sentiment, and a poor measure of portrayal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from framing.measure import Measure, mean
from framing.scorers.evidence import ArticleFigures, Reading
from framing.scorers.vader.context import phrase_of, scored_words, sentiments, weighed
from framing.scorers.vader.words import ASKS, EMOJI, EXCLAIMS, GOES_ON, Numbers, Places, Words, analyzer, listed_words
from framing.text.batch import Batch
from framing.text.characters import straighten

__all__ = ["Vader", "VaderRow", "sentence_compounds"]

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
    spots = scored_words(words)
    total = np.bincount(words.sentence(spots), weighed(words, spots, sentiments(words, spots)), len(scores))
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
    second = second[phrase_of(words.row(second - 1), words.row(second)) >= len(listed_words().degrees)]
    near = np.append(spots, -1)[np.searchsorted(spots, second - 1)]  # the package looks three words back and two ahead
    second = second[(near >= 0) & (near <= second + 2)]
    odd = np.unique(np.concatenate([words.sentence(second), words.batch.sentence[words.tokens(EMOJI)]]))
    return odd[words.size[odd] <= _LONGEST]


def _emphasis(batch: Batch, words: Words) -> Numbers:
    """Return what exclamation marks and question marks add to the sentences."""
    size = len(batch.sentence_start)
    exclamations = np.bincount(batch.sentence[words.tokens(EXCLAIMS)], minlength=size)
    questions = np.bincount(batch.sentence[words.tokens(ASKS)], minlength=size)
    several = np.where(questions <= 3, questions * 0.18, 0.96)
    return np.minimum(exclamations, 4) * 0.292 + np.where(questions > 1, several, 0.0)
