"""The word lists of the linker, as sets and as columns of flags."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import tomli
from numpy.typing import NDArray

from framing.lexicon import load_lexicon
from framing.lexicon.inflect import verb_forms
from framing.resources import data
from framing.text.batch import Batch, Integers

__all__ = ["flag_at", "flags", "listed", "property_at", "words"]


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists = tomli.loads(data("lexicons").joinpath("linking.toml").read_text("utf-8"))
    return {name: frozenset(value) for name, value in lists.items() if isinstance(value, list)}


@cache
def _finite_verbs() -> frozenset[str]:
    """Return the forms of verbs of acting and of speaking, without those in -ing."""
    cues = load_lexicon("cues").entries
    spoken = {form for entry in cues if entry.inflect == "verb" for form in entry.forms if " " not in form}
    forms = {form for lemma in _lists()["acts"] | spoken for form in verb_forms(lemma)}
    return frozenset(form for form in forms if not form.endswith("ing"))


@cache
def words(name: str) -> frozenset[str]:
    """Return one list of `lexicons/linking.toml`, or "finite_verbs"."""
    return _finite_verbs() if name == "finite_verbs" else _lists()[name]


@cache
def _membership(name: str) -> Callable[[str], bool]:
    return words(name).__contains__


@cache
def _column(name: str) -> Callable[[Batch], NDArray[np.bool_]]:
    def column(batch: Batch) -> NDArray[np.bool_]:
        return np.asarray(batch.vocabulary.column(_membership(name), bool)[batch.lower])

    return column


def flags(batch: Batch, name: str) -> NDArray[np.bool_]:
    """Tell for each token whether its lower-case form is in a list."""
    return batch.derive(_column(name))


def listed(batch: Batch, name: str, tokens: Integers) -> NDArray[np.bool_]:
    """Tell for some tokens whether their lower-case form is in a list; beyond the batch there is nothing."""
    return property_at(batch, _membership(name), tokens)


def flag_at(column: NDArray[np.bool_], tokens: Integers) -> NDArray[np.bool_]:
    """Return a column of flags at some tokens; False for -1."""
    return np.asarray(column[np.maximum(tokens, 0)] & (tokens >= 0)) if len(column) else np.zeros(len(tokens), bool)


def property_at(batch: Batch, function: Callable[[str], Any], tokens: Integers, dtype: type = bool) -> NDArray[Any]:
    """Return a property of the lower-case forms of some tokens; False or 0 beyond the batch."""
    size = len(batch.lower)
    if not size or not len(tokens):
        return np.zeros(len(tokens), dtype)
    found = batch.vocabulary.column(function, dtype)[batch.lower.take(tokens, mode="clip")]
    if tokens.min() < 0 or tokens.max() >= size:
        found[(tokens < 0) | (tokens >= size)] = False
    return found
