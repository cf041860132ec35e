"""The word lists of the linker: which of them a word is in, as bits of one number per spelling."""

from __future__ import annotations

from functools import cache
from itertools import repeat

import numpy as np
import tomli
from numpy.typing import NDArray

from framing.lexicon import load_lexicon
from framing.lexicon.inflect import verb_forms
from framing.resources import data
from framing.text.batch import Batch, Integers

__all__ = ["Endings", "bits_at", "flags", "is_among", "listed", "mask_of", "packed", "words"]

Bits = NDArray[np.int64]

_ENDING = 5  # letters of the longest ending that is asked about
_PAST = 4  # letters of a word from which on "ed" may be the ending of a verb
#: Short lists of single rules, by name as those of `lexicons/linking.toml`.
_OTHERS = {
    "comma": (",",),
    "says": ("that", "said", "says"),
    "her": ("her",),
    "joins": (",", "and", "&", "the", "or"),
    "ways": ("to", "from", "on", "for", "toward", "towards"),
    "clause_openers": ("when", "if", "that", "while", "as", "whether", "because", "but"),
    "inside_names": ("-", "'", "&", "/", "."),
    "head_ends": ("and", "or", "who", "which", "that", "including"),
}


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
def _places() -> dict[str, int]:
    """Return the bit of each list, and of words that end in "ed"."""
    return {name: 1 << place for place, name in enumerate((*_lists(), "finite_verbs", *_OTHERS, "past"))}


@cache
def _packed() -> dict[str, int]:
    """Return for each listed word the lists that it is in, as bits."""
    found: dict[str, int] = {}
    for name, bit in _places().items():
        for word in _OTHERS.get(name, ()) or (words(name) if name != "past" else ()):
            found[word] = found.get(word, 0) | bit
    return found


@cache
def mask_of(*names: str) -> np.int64:
    """Return the bits of some lists."""
    return np.int64(sum(_places()[name] for name in names))


class Endings:
    """The last letters of words, as columns."""

    def __init__(self, spellings: list[str]) -> None:
        self.length = np.fromiter(map(len, spellings), np.int32, len(spellings))
        before = " " * _ENDING
        codes = np.frombuffer((before + "".join(spellings)).encode("utf-32-le", "surrogatepass"), np.uint32)
        last = np.cumsum(self.length) + (_ENDING - 1)
        self._last = [codes[last - place] for place in range(_ENDING)]

    def are(self, *endings: str) -> NDArray[np.bool_]:
        """Tell the words that end with one of some endings of up to five letters."""
        found = np.zeros(len(self.length), bool)
        for ending in endings:
            fits = self.length >= len(ending)
            for letter, codes in zip(reversed(ending), self._last, strict=False):
                fits &= codes == ord(letter)
            found |= fits
        return found


def packed(spellings: list[str]) -> Bits:
    """Return for lower-case words the lists that they are in, as bits."""
    size = len(spellings)
    found = np.fromiter(map(_packed().get, spellings, repeat(0)), np.int64, size)
    endings = Endings(spellings)
    found[endings.are("ed") & (endings.length > _PAST)] |= mask_of("past")
    return found


def bits_at(batch: Batch, tokens: Integers) -> Bits:
    """Return the lists that the lower-case forms of some tokens are in; beyond the batch there is nothing."""
    size = len(batch.lower)
    if not size or not len(tokens):
        return np.zeros(len(tokens), np.int64)
    found = batch.vocabulary.columns(packed)[batch.lower.take(tokens, mode="clip")]
    if tokens.min() < 0 or tokens.max() >= size:
        found[(tokens < 0) | (tokens >= size)] = 0
    return found


def listed(batch: Batch, tokens: Integers, *names: str) -> NDArray[np.bool_]:
    """Tell for some tokens whether their lower-case form is in one of some lists; beyond the batch there is nothing."""
    return np.asarray((bits_at(batch, tokens) & mask_of(*names)) != 0)


def flags(batch: Batch, name: str) -> NDArray[np.bool_]:
    """Tell for each token whether its lower-case form is in a list."""
    return np.asarray(((batch.vocabulary.columns(packed) & mask_of(name)) != 0)[batch.lower])


def is_among(tokens: Integers, some: Integers) -> NDArray[np.bool_]:
    """Tell which tokens are among some others, which are in order."""
    return (
        np.asarray(some.take(np.searchsorted(some, tokens), mode="clip") == tokens) if len(some) else np.zeros(len(tokens), bool)
    )
