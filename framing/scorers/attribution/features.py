"""What the tagger sees of a word by itself, and of the place of a token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.lexicon import forms_of, load_lexicon
from framing.scorers.attribution.roles import (
    SOURCE_TYPES,
    body_words,
    given_names,
    is_agent,
    is_given_name,
    source_type_of,
    title_words,
    unnamed_words,
)
from framing.text.batch import Batch

__all__ = ["N_SHAPES", "N_STATES", "TraitNumbers", "Traits", "shape_of", "states", "traits"]

N_SHAPES = 8
N_STATES = 24
_MOST_CUES = 2  # categories of one cue word
_AFFIXES = {"s2": slice(-2, None), "s3": slice(-3, None), "s4": slice(-4, None), "p3": slice(3), "p4": slice(4)}


class TraitNumbers(NamedTuple):
    """Traits of words: endings and beginnings (words × 5), and what lexicons know, as pairs of word and trait."""

    affixes: NDArray[np.int32]
    word: NDArray[np.int32]
    known: NDArray[np.int32]


@cache
def _cue_categories() -> dict[str, tuple[str, ...]]:
    """Return the verbs of the cue lexicon, every form, with their categories."""
    found: dict[str, set[str]] = {}
    for entry in load_lexicon("cues").entries:
        if entry.inflect == "verb":
            for form in forms_of(entry):
                if form.isalpha():
                    found.setdefault(form.lower(), set()).add(entry.category)
    return {form: tuple(sorted(categories)[:_MOST_CUES]) for form, categories in found.items()}


@cache
def _listed() -> frozenset[str]:
    """Return the words that lexicons know by themselves; some roles are told by their ending."""
    return frozenset(_cue_categories()) | title_words() | body_words() | unnamed_words() | given_names()


def _known_as(lower: str) -> list[str]:
    """Return the kinds of cue, role and name that a lower-case word is in the lexicons."""
    found = list(_cue_categories().get(lower, ()))
    role = source_type_of([lower]) if is_agent(lower) else -1
    found += [f"role {SOURCE_TYPES[role]}"] if role >= 0 else []
    lists = (("title", title_words()), ("body", body_words()), ("unnamed", unnamed_words()))
    found += [name for name, listed in lists if lower in listed]
    return [*found, "given"] if is_given_name(lower) else found


def traits(lower: str) -> list[str]:
    """Return what is known of a lower-case word: its kind of cue, role or name, its endings and beginnings.

    Examples
    --------
    >>> traits("minister")
    ['role government', 'title', 's2er', 's3ter', 's4ster', 'p3min', 'p4mini']
    """
    if not lower.isalpha():
        return [*_known_as(lower), f"x{lower[:1]}"]
    affixes = [f"{name}{lower[part]}" for name, part in _AFFIXES.items()]
    return _known_as(lower) + affixes


class Traits:
    """Traits as numbers, for many words at once.

    Examples
    --------
    >>> found = Traits({"title": 1, "s2er": 2, "p3min": 3}).of(["minister", "over", "2016"])
    >>> found.affixes.tolist()
    [[2, 0, 0, 3, 0], [2, 0, 0, 0, 0], [0, 0, 0, 0, 0]]
    >>> found.word.tolist(), found.known.tolist()
    ([0], [1])
    """

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self._affixes = tuple(
            ({name[2:]: number for name, number in numbers.items() if name[:2] == kind}, part) for kind, part in _AFFIXES.items()
        )
        self._marks = {name[1:]: number for name, number in numbers.items() if name[:1] == "x"}

    def of(self, words: Sequence[str]) -> TraitNumbers:
        """Return the traits of lower-case words; 0 stands for none."""
        affixes = np.empty((len(words), len(_AFFIXES)), np.int32)
        for column, (numbers, part) in zip(affixes.T, self._affixes, strict=True):
            find = numbers.get
            column[:] = [find(word[part], 0) for word in words]
        other = np.flatnonzero(~np.fromiter(map(str.isalpha, words), bool, len(words)))
        affixes[other] = 0
        affixes[other, 0] = [self._marks.get(words[place][:1], 0) for place in other.tolist()]
        told = [place for place, word in enumerate(words) if word in _listed() or is_agent(word)]
        pairs = [(place, self._numbers[name]) for place in told for name in _known_as(words[place]) if name in self._numbers]
        owner, known = np.array(pairs, np.int32).reshape(-1, 2).T
        return TraitNumbers(affixes, owner, known)


def shape_of(word: str) -> int:
    """Return the pattern of capitals and digits of a word, 0 to 7.

    Examples
    --------
    >>> [shape_of(word) for word in (",", "talks", "Kyiv", "UN", "I", "McCain", "2024", "G7")]
    [0, 1, 2, 3, 4, 5, 6, 7]
    """
    if word.replace("'", "").isalpha():
        if word.islower():
            return 1
        if word.isupper():
            return 3 if len(word) > 1 else 4
        return 2 if word[0].isupper() and word[1:].islower() else 5
    if word[:1].isdigit():
        return 6
    return 7 if any(letter.isalpha() for letter in word) else 0


def states(batch: Batch) -> NDArray[np.int16]:
    """Return where each token stands: inside quotation marks, at a mark, at the start of a sentence or paragraph."""
    size = len(batch.start)
    change = np.bincount(batch.quote_start, minlength=size + 1)
    change -= np.bincount(batch.quote_end, minlength=size + 1)
    state = 12 * (np.cumsum(change[:size], dtype=np.int16) > 0).astype(np.int16)
    mark = np.zeros(size, np.int16)
    mark[batch.quote_start] = 4
    mark[batch.quote_end[batch.quotations.closed] - 1] = 8
    state += mark
    state[batch.sentence_start] += 2
    state[batch.block_start] += 1
    return state
