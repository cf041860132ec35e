"""The words that the rules rest on: closed classes and reporting words, as properties of vocabulary ids."""

from __future__ import annotations

from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import tomli
from numpy.typing import NDArray

from framing.lexicon import Entry, forms_of, load_lexicon
from framing.lexicon.matcher import Form, Hits, capitals
from framing.resources import data
from framing.scorers.attribution.ranges import Inside, covered
from framing.text.batch import Batch, Integers

__all__ = [
    "STANCES",
    "THOUGHT",
    "CueForms",
    "Cues",
    "capitals_at",
    "cue_forms",
    "cue_words",
    "cues_of",
    "listed_at",
    "lists_at",
    "stances_at",
    "word_class",
    "word_stance",
    "words",
]

STANCES = ("neutral", "doubting", "endorsing", "emotive")
_THOUGHT = ".thought"  # ending of the categories of the mind
THOUGHT = len(STANCES)
_LONGEST = 12  # tokens of the longest form


@cache
def _lists() -> dict[str, frozenset[str]]:
    raw = tomli.loads(data("lexicons").joinpath("function_words.toml").read_text("utf-8"))
    return {name: frozenset(listed) for name, listed in raw.items() if isinstance(listed, list)}


@cache
def words(name: str) -> frozenset[str]:
    """Return one list of `lexicons/function_words.toml`."""
    return _lists()[name]


_BITS = 63  # lists in one column


@cache
def _places() -> dict[str, tuple[int, int]]:
    """Return for each list the column and the bit that tell its words."""
    return {name: divmod(number, _BITS) for number, name in enumerate(_lists())}


class _Packed:
    """The lists on which a word stands, as bits: one look-up for all lists."""

    def __init__(self, column: int) -> None:
        self._bits: dict[str, int] = {}
        for name, (place, bit) in _places().items():
            if place == column:
                for word in words(name):
                    self._bits[word] = self._bits.get(word, 0) | 1 << bit

    def __call__(self, asked: list[str]) -> NDArray[np.int64]:
        return np.fromiter(map(self._bits.get, asked, repeat(0)), np.int64, len(asked))


@cache
def _packed(column: int) -> _Packed:
    return _Packed(column)


def word_class(batch: Batch, name: str) -> NDArray[np.bool_]:
    """Tell which tokens of a batch are on a list, whatever their case."""
    column, bit = _places()[name]
    listed = (batch.vocabulary.columns(_packed(column)) & (1 << bit)) != 0
    return listed.take(batch.lower, mode="clip")  # spares the look for ids beyond it


def lists_at(batch: Batch, tokens: NDArray[Any], *names: str) -> list[NDArray[np.bool_]]:
    """Tell for each of several lists which of some tokens are on it."""
    ids = batch.lower[tokens]
    columns = {column: batch.vocabulary.columns(_packed(column))[ids] for column in {_places()[name][0] for name in names}}
    return [np.asarray(columns[column] & (1 << bit)) != 0 for column, bit in map(_places().__getitem__, names)]


def listed_at(batch: Batch, name: str, tokens: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which of some tokens are on a list, whatever their case."""
    return lists_at(batch, tokens, name)[0]


class Cues(NamedTuple):
    """Reporting words in the order of the text: token range, stance, thought or speech, verb or not."""

    start: Integers
    end: Integers
    stance: NDArray[np.int8]
    thought: NDArray[np.bool_]
    verb: NDArray[np.bool_]
    cancelled: NDArray[np.bool_]  # one per token: a reporting word in another sense ("claimed the lives of")


class CueForms:
    """The forms of `lexicons/cues.toml` and the phrases that cancel them."""

    def __init__(self) -> None:
        lexicon = load_lexicon("cues")
        forms: list[Form] = []
        owner: list[int] = []
        guard: list[bool] = []
        for number, entry in enumerate(lexicon.entries):
            own, guards = forms_of(entry), lexicon.guards(entry)
            forms += [Form(text, entry.case) for text in own] + [Form(text) for text in guards]
            owner += [number] * (len(own) + len(guards))
            guard += [False] * len(own) + [True] * len(guards)
        self.forms = forms
        self.owner = np.asarray(owner, np.int32)
        self.guard = np.asarray(guard, bool)
        self.stance = np.array([_stance(entry) for entry in lexicon.entries], np.int8)
        self.thought = np.array([entry.category.endswith(_THOUGHT) for entry in lexicon.entries], bool)
        self.verb = np.array([entry.inflect == "verb" for entry in lexicon.entries], bool)


def _stance(entry: Entry) -> int:
    name = entry.category.rpartition(".")[2]
    return STANCES.index(name) if name in STANCES else 0


@cache
def cue_forms() -> CueForms:
    """Return the forms of reporting words."""
    return CueForms()


def cues_of(batch: Batch, found: Hits) -> Cues:
    """Return the reporting words, of all that may be some, without those that a guard cancels; the longest form counts."""
    known = cue_forms()
    guard, owner = known.guard[found.form], known.owner[found.form]
    own = Hits(found.start, found.end, owner).take(~guard)
    cancels = Hits(found.start, found.end, owner).take(guard)
    cancelled = _cancelled(own, cancels)
    # a guard that is the word itself only tells nouns from verbs
    other = own.take(_cancelled(own, cancels.take(cancels.end - cancels.start > 1)))
    own = own.take(~cancelled).longest()
    elsewhere = covered(other.start, other.end, len(batch.start))
    elsewhere[Inside(own.start, own.end).token] = False
    return Cues(own.start, own.end, known.stance[own.form], known.thought[own.form], known.verb[own.form], elsewhere)


def _cancelled(own: Hits, cancels: Hits) -> NDArray[np.bool_]:
    """Tell the hits that a guard of their entry overlaps."""
    low, high = np.searchsorted(own.start, cancels.start - _LONGEST), np.searchsorted(own.start, cancels.end)
    count = high - low
    guard = np.repeat(np.arange(len(count)), count)
    hit = low[guard] + np.arange(len(guard)) - (np.cumsum(count) - count)[guard]
    met = (own.form[hit] == cancels.form[guard]) & (own.end[hit] > cancels.start[guard])
    found = np.zeros(len(own.form), bool)
    found[hit[met]] = True
    return found


def word_stance(word: str) -> int:
    """Return the stance (and 4 more for thought) of a single word that is a form of a reporting verb; -1 for others."""
    return _word_stances().get(word, -1)


def stances_at(batch: Batch, tokens: NDArray[Any]) -> NDArray[np.int8]:
    """Return the stances of some tokens (see `word_stance`)."""
    return batch.vocabulary.columns(_stances)[batch.lower[tokens]]


def _stances(asked: list[str]) -> NDArray[np.int8]:
    return np.fromiter(map(_word_stances().get, asked, repeat(-1)), np.int8, len(asked))


def capitals_at(batch: Batch, tokens: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which of some tokens begin with a capital."""
    return batch.vocabulary.columns(capitals)[batch.word[tokens]]


@cache
def _word_stances() -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in load_lexicon("cues").entries:
        if entry.inflect == "verb":
            code = _stance(entry) + THOUGHT * (entry.category.endswith(_THOUGHT))
            for form in forms_of(entry):
                if form.isalpha():
                    found.setdefault(form, code)
    return found


@cache
def cue_words(*, thought: bool) -> tuple[str, ...]:
    """Return the single words, in all their forms, that are verbs of speech (or, with `thought`, of the mind)."""
    entries = [each for each in load_lexicon("cues").entries if each.inflect == "verb"]
    chosen = [each for each in entries if each.category.endswith(_THOUGHT) == thought]
    return tuple(sorted({form for entry in chosen for form in forms_of(entry) if form.isalpha()}))
