"""What the tagger sees of a word by itself, and of the place of a token."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.lexicon import forms_of, load_lexicon
from framing.scorers.attribution.roles import (
    SOURCE_TYPES,
    body_words,
    is_given_name,
    source_type_of,
    title_words,
    unnamed_words,
)
from framing.text.batch import Batch

__all__ = ["N_SHAPES", "N_STATES", "shape_of", "states", "traits"]

N_SHAPES = 8
N_STATES = 24
_MOST_CUES = 2  # categories of one cue word


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


def traits(lower: str) -> list[str]:
    """Return what is known of a lower-case word: its kind of cue, role or name, its endings and beginnings.

    Examples
    --------
    >>> traits("minister")
    ['role government', 'title', 's2er', 's3ter', 's4ster', 'p3min', 'p4mini']
    """
    found = list(_cue_categories().get(lower, ()))
    role = source_type_of([lower])
    found += [f"role {SOURCE_TYPES[role]}"] if role >= 0 else []
    found += [
        name
        for name, listed in (("title", title_words()), ("body", body_words()), ("unnamed", unnamed_words()))
        if lower in listed
    ]
    found += ["given"] if is_given_name(lower) else []
    if not lower.isalpha():
        return [*found, f"x{lower[:1]}"]
    return [*found, f"s2{lower[-2:]}", f"s3{lower[-3:]}", f"s4{lower[-4:]}", f"p3{lower[:3]}", f"p4{lower[:4]}"]


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
    depth = np.zeros(size + 1, np.int32)
    np.add.at(depth, batch.quote_start, 1)
    np.add.at(depth, batch.quote_end, -1)
    state = 12 * (np.cumsum(depth[:size]) > 0).astype(np.int16)
    mark = np.zeros(size, np.int16)
    mark[batch.quote_start] = 1
    mark[batch.quote_end[batch.quotations.closed] - 1] = 2
    state += 4 * mark
    state[batch.sentence_start] += 2
    state[batch.block_start] += 1
    return state
