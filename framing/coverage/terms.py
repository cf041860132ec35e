"""What a sentence is known by: words without their endings, names, classes of words with one meaning, figures, days."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import tomli
from numpy.typing import NDArray

from framing.events.vectors import closed_words, stem
from framing.resources import lexicon_folder
from framing.text.batch import Batch, build_batch
from framing.text.tokens import NUMBER, PUNCT

__all__ = [
    "CLASS", "NAME", "VARIANT", "Content", "content_of", "denies", "figure_of", "in_writing", "names_of", "plain_terms",
    "plain_word", "term_of",
]

NAME, CLASS, VARIANT = "^", "~", "="  # how terms begin: names, classes of words with one meaning, variant sets
_LETTERS = 8  # of a term
_ROOT = 4  # letters that an ending leaves at least
_NAME_SHARE = 0.6  # a word is a name that is written with a capital so often where no sentence begins


class Content(NamedTuple):
    """The terms of one sentence, in order."""

    words: list[str]
    quoted: list[str]
    figures: list[str]
    counted: list[str]  # figures with what they count: "30 day"
    days: set[str]


def content_of(batch: Batch, first: int, last: int, names: NDArray[np.bool_]) -> Content:
    """Return the terms of the tokens from `first` to `last`; `names` tells the words of the batch that are names."""
    found = Content([], [], [], [], set())
    places: list[tuple[str, str]] = []  # telling tokens in order: (figure or "", term)
    lower = batch.lower[first:last].tolist()
    kinds, quotes = batch.kind[first:last].tolist(), (batch.quote[first:last] >= 0).tolist()
    for word, kind, inside in zip(lower, kinds, quotes, strict=True):
        text = batch.vocabulary.spellings[word]
        figure = figure_of(text, kind)
        if text in _calendar():
            found.days.add(text)
        if kind == PUNCT or (not figure and (text in closed_words() or len(text) < 3)):
            continue
        name = bool(names[word]) and not figure and text not in _calendar()
        term = figure or (NAME if name else "") + term_of(text)
        places.append((figure, term))
        found.words.append(term)
        if not name:
            found.words.extend(_classes().get(term, ()))
        if inside:
            found.quoted.append(term)
    _add_figures(found, places)
    return found


def _add_figures(found: Content, places: Sequence[tuple[str, str]]) -> None:
    for number, (figure, _) in enumerate(places):
        if figure:
            found.figures.append(figure)
            beside = [term for other, term in places[max(number - 1, 0) : number + 3] if not other]
            found.counted.extend(f"{figure} {term}" for term in beside)


def names_of(batch: Batch) -> NDArray[np.bool_]:
    """Tell which words of the vocabulary are names: those mostly written with a capital inside sentences."""
    inside = np.ones(len(batch.lower), bool)
    inside[batch.sentence_start] = False
    inside &= batch.kind != PUNCT
    size = len(batch.vocabulary.spellings)
    capital = np.asarray([each[:1].isupper() for each in batch.vocabulary.spellings])
    total = np.bincount(batch.lower[inside], minlength=size)
    upper = np.bincount(batch.lower[inside], weights=capital[batch.word[inside]], minlength=size)
    return np.asarray((total > 0) & (upper >= _NAME_SHARE * total))


@cache
def term_of(word: str) -> str:
    """Return what a word counts as: without endings, so that "agreed" meets "agreement" and "rejects" "rejection".

    Examples
    --------
    >>> [term_of(word) for word in ("agreed", "agreement", "rejects", "rejection", "negotiators", "negotiations")]
    ['agre', 'agre', 'reject', 'reject', 'negoti', 'negoti']
    """
    root = stem(plain_word(word))
    ending = next((each for each in _endings() if root.endswith(each) and len(root) - len(each) >= _ROOT), "")
    root = root.removesuffix(ending)
    if root.endswith("e") and len(root) > _ROOT:
        root = root[:-1]
    if len(root) > _ROOT and root[-1] == root[-2]:
        root = root[:-1]
    return root[:_LETTERS]


def plain_word(word: str) -> str:
    """Return a word without accents: one outlet writes communiqué, another communique."""
    if word.isascii():
        return word
    return "".join(mark for mark in unicodedata.normalize("NFD", word) if not unicodedata.combining(mark))


def figure_of(text: str, kind: int) -> str:
    """Return a figure in one spelling: "1,000", "1000" and "thousand" are one; empty for other words.

    Examples
    --------
    >>> figure_of("1,000", NUMBER), figure_of("thousand", 0), figure_of("talks", 0)
    ('1000', '1000', '')
    """
    if kind == NUMBER or text[:1].isdigit():
        bare = "".join(mark for mark in text if mark.isdigit() or mark in ".:").strip(".:").replace(":", ".")
        return bare or text
    return _number_words().get(text, "")


@cache
def _table() -> dict[str, Any]:
    return tomli.loads(lexicon_folder().joinpath("events.toml").read_text("utf-8"))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(_table()["endings"], key=lambda each: (-len(each), each)))


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    """Return the classes of words with one meaning that each term belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for number, words in enumerate(_table()["same"]):
        for term in sorted({term_of(word) for word in words.split()}):
            found[term] = (*found.get(term, ()), f"{CLASS}{number}")
    return found


@cache
def _calendar() -> frozenset[str]:
    return frozenset(_table()["calendar"])


@cache
def in_writing(cue: str) -> bool:
    """Tell whether a cue reports what somebody has written."""
    return cue.lower() in _table()["writing"]


def denies(text: str) -> bool:
    """Tell whether a sentence says no: that something is not so, was refused, or failed.

    Examples
    --------
    >>> [denies(text) for text in ("Moscow didn't agree.", "Kyiv rejected the plan.", "Both sides agreed.")]
    [True, True, False]
    """
    words = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()
    return any(word.endswith("n't") or word in _denials() for word in (each.strip(_MARKS) for each in words))


_MARKS = "".join(mark for mark in map(chr, range(33, 127)) if not mark.isalnum()) + "“”‘’«»…—–"


@cache
def _denials() -> frozenset[str]:
    return frozenset(_table()["denials"])


@cache
def _number_words() -> dict[str, str]:
    return {word: str(value) for word, value in _table()["numbers"].items()}


def plain_terms(texts: Sequence[str]) -> list[list[tuple[str, int, int]]]:
    """Return the telling words of each text without endings, with their offsets: no grouping by meaning.

    Examples
    --------
    >>> plain_terms(["He denounced the plan."])
    [[('denounc', 3, 12), ('plan', 17, 21)]]
    """
    batch = build_batch([(None, text) for text in texts])
    found: list[list[tuple[str, int, int]]] = [[] for _ in texts]
    chosen = np.flatnonzero(batch.kind != PUNCT)
    offset = batch.segment_offset[batch.segment[chosen]]
    columns = (batch.lower[chosen], batch.article[chosen], batch.start[chosen] - offset, batch.end[chosen] - offset)
    for lower, number, start, end in zip(*(each.tolist() for each in columns), strict=True):
        word = batch.vocabulary.spellings[lower]
        if len(word) > 1 and (word not in closed_words() or word in _PLAIN_CUES):
            found[number].append((stem(plain_word(word)), start, end))
    return found


_PLAIN_CUES = frozenset({"said", "says", "told", "added"})
