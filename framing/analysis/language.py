"""Articles that are plainly not English: the rules and lexicons of this library read all text as English."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import tomli
from numpy.typing import NDArray

from framing.resources import data
from framing.text.batch import Batch

__all__ = ["NOT_ENGLISH", "Foreign", "foreign_articles", "warn_of_language", "warning_of"]

NOT_ENGLISH = "not English"  # the reason in `exclusions`
LEAST_WORDS = 50  # shorter texts say too little
LEAST_LETTERS = 250  # the same for scripts without spaces between words
_LATIN = 0.5  # English texts that quote another script stay above this share of Latin letters
_ENGLISH, _OTHER, _TIMES, _DIFFERENT = 0.08, 0.08, 2, 6  # see `foreign_articles`

_WORD, _ENGLISH_WORD, _OTHER_WORD, _STRANGE = range(4)


class Foreign(NamedTuple):
    """An article of a batch that is not English, and what shows it."""

    article: int
    told: str


def foreign_articles(batch: Batch) -> list[Foreign]:
    """Return the articles of a batch that are plainly not English.

    Notes
    -----
    An article is named when less than half of its letters are Latin (of 250 letters or more); or when, of 50 words or more,
    fewer than 8 % are frequent words of English, at least 8 % are frequent words of other languages, these are at least
    twice as many, and six different ones are of the same language: lists of names have few (de, la, van). A text in two
    languages is English as soon as a good part of it is.
    """
    kinds = batch.vocabulary.columns(_kinds)[batch.lower]
    words = batch.words_per_article()
    english, other = (batch.words_per_article(kinds == kind) for kind in (_ENGLISH_WORD, _OTHER_WORD))
    plain = (words >= LEAST_WORDS) & (english < _ENGLISH * words) & (other >= _OTHER * words) & (other >= _TIMES * english)
    scripts = np.zeros_like(plain)
    if (kinds == _STRANGE).any():
        letters, strange = (_letters_per_article(batch, chosen) for chosen in (batch.counted, kinds == _STRANGE))
        scripts = (strange > (1 - _LATIN) * letters) & (letters >= LEAST_LETTERS)
    found = [
        Foreign(number, _script(batch, number) if scripts[number] else _language(batch, number))
        for number in np.flatnonzero(plain | scripts).tolist()
    ]
    return [each for each in found if each.told]


def _letters_per_article(batch: Batch, chosen: NDArray[np.bool_]) -> NDArray[Any]:
    """Return the characters of each article's counted words, of those chosen."""
    token = np.flatnonzero(batch.counted & chosen)
    return np.bincount(batch.article[token], batch.end[token] - batch.start[token], batch.n_articles)


def _script(batch: Batch, article: int) -> str:
    """Say which letters an article is mostly written in."""
    tokens = np.flatnonzero((batch.article == article) & batch.counted)
    first = [batch.text[start] for start in batch.start[tokens].tolist()]
    scripts = [unicodedata.name(each, "").partition(" ")[0].capitalize() for each in first if each.isalpha()]
    script = max(sorted(set(scripts)), key=scripts.count)
    return f"Most of its letters are not Latin ({'Chinese' if script == 'Cjk' else script})"


def warning_of(reasons: Iterable[str], n_articles: int) -> str:
    """Return how many articles are not English and what to do, "" where none is.

    Examples
    --------
    >>> warning_of(["byline", NOT_ENGLISH], 30).partition(":")[0]
    '1 of 30 articles is plainly not English but was read as if it were'
    """
    number = sum(reason == NOT_ENGLISH for reason in reasons)
    if not number:
        return ""
    are, were, they = ("is", "was", "it") if number == 1 else ("are", "were", "they")
    return (
        f"{number:,} of {n_articles:,} articles {are} plainly not English but {were} read as if {they} were: what was found "
        f"in them, zeros among it, means nothing. The exclusions name them ({NOT_ENGLISH!r}); leave them out."
    )


def warn_of_language(reasons: Iterable[str], n_articles: int) -> None:
    """Warn whoever called `analyze` or `analyze_to` of articles that are not English."""
    told = warning_of(reasons, n_articles)
    if told:
        warnings.warn(told, stacklevel=3)


def _language(batch: Batch, article: int) -> str:
    """Say how many of an article's words are frequent in English, and in the language in which most are; "" for mere names."""
    chosen = (batch.article == article) & batch.counted
    words = [batch.vocabulary.spellings[each] for each in batch.lower[chosen].tolist()]
    english, others = _lists()
    counts = {name: sum(each in listed for each in words) for name, listed in others.items()}
    language = max(counts, key=lambda name: counts[name])
    if len(others[language].intersection(words)) < _DIFFERENT:
        return ""
    return (
        f"Of {len(words):,} words {sum(each in english for each in words):,} are frequent in English and {counts[language]:,} "
        f"in {language.replace('_', ' ')}"
    )


def _kinds(words: list[str]) -> NDArray[np.int8]:
    """Tell frequent words of English, of other languages, and words in other letters."""
    kinds = np.fromiter(map(_known().get, words, repeat(_WORD)), np.int8, len(words))
    ascii = np.fromiter(map(str.isascii, words), bool, len(words))
    for number in np.flatnonzero((kinds == _WORD) & ~ascii).tolist():
        letter = words[number][0]
        if letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN"):
            kinds[number] = _STRANGE
    return kinds


@cache
def _known() -> Mapping[str, int]:
    english, others = _lists()
    return {word: _OTHER_WORD for listed in others.values() for word in listed} | dict.fromkeys(english, _ENGLISH_WORD)


@cache
def _lists() -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    listed: dict[str, Any] = tomli.loads(data("lexicons").joinpath("languages.toml").read_text("utf-8"))
    return frozenset(listed["english"]), {name: frozenset(words) for name, words in listed["others"].items()}
