"""What the rules for events ask about a word, packed into a few numbers per word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from framing.scorers.agency.words import event_lists, people
from framing.scorers.attribution.words import words as speech_words
from framing.scorers.portrayal.words import Endings, words
from framing.text.batch import Batch, Integers

__all__ = ["Traits", "particles", "trait", "traits"]

ARTICLES = frozenset(["the", "a", "an"])
CONTRACTIONS = frozenset(["'ll", "'d", "'ve"])
_ADJECTIVE = ("ous", "ive", "ful", "ish", "ian", "ese", "eli", "ical", "tary", "adly", "ble", "ied", "icted", "ar")
_DEMONYM = ("ian", "ish", "ese", "eli", "can", "man", "qi", "ni", "i", "nch")
_BITS = 31  # of one number
_FULL = (1 << _BITS) - 1
_SHORT = 3  # letters of an abbreviation such as "Gov."
_ADVERB = 5  # letters of the shortest adverb in "ly"
_RULES = ("ing", "ed", "s", "ly", "adjective", "demonym", "alpha", "digit", "number", "short")
#: What is asked about every word of a sentence, not about single ones: in the first of the numbers of a word.
_OF_ALL = (
    "inside", "comma", "stop", "dot", "short", "and", "'s", "of", "in", "close", "ed", "article", "owns", "by", "days",
    "prepositions", "auxiliaries", "finite_verbs", "speech_prepositions", "speech_conjunctions", "speech_subjects",
    "speech_auxiliaries", "speech_determiners", "speech_relative", "speech_verbal",
)  # fmt: skip
#: Lists of the linker, then lists by which noun phrases are bounded.
_LINKING = (
    "prepositions", "auxiliaries", "adverbs", "finite_verbs", "days", "subjects", "particles", "acts", "modals", "joiners",
    "plural_subjects", "not_agents", "noun_before", "people_pronouns", "event_modifiers", "possessives",
)  # fmt: skip
_SPEECH = (
    "auxiliaries", "prepositions", "determiners", "subjects", "conjunctions", "relative", "openers", "verbal",
)  # fmt: skip
_OTHERS: Mapping[str, frozenset[str]] = {
    "article": ARTICLES,
    "contraction": CONTRACTIONS,
    "inside": frozenset(["-", "'s", "'", "&", "/"]),
    "comma": frozenset([","]),
    "hyphen": frozenset(["-"]),
    "dot": frozenset(["."]),
    "stop": frozenset(['"', ";", ":"]),
    "apostrophe": frozenset(["'"]),
    "'s": frozenset(["'s"]),
    "and": frozenset(["and"]),
    "to": frozenset(["to"]),
    "by": frozenset(["by"]),
    "have": frozenset(["have"]),
    "who": frozenset(["who", "which", "that"]),
    "her": frozenset(["her"]),
    "he": frozenset(["he", "she", "they", "we", "i"]),
    "of": frozenset(["of", "for", "at"]),
    "in": frozenset(["of", "for", "at", "and", "from", "in", "with"]),
    "close": frozenset(["close", "familiar"]),
    "brings_patient": frozenset(["of", "on", "against", "by"]),
}


@cache
def particles() -> tuple[str, ...]:
    """Return the words that belong to verbs ("blow up"), none first."""
    return tuple(sorted({"", *(entry.particle for entry in event_lists().entries)}))


def _sets() -> dict[str, frozenset[str]]:
    lists = event_lists()
    events = {
        "passive": lists.auxiliaries,
        "link": lists.links,
        "place_link": lists.place_links,
        "help_link": lists.help_links,
        "verb": frozenset(lists.verbs),
        "base": frozenset(form for form, number in lists.verbs.items() if lists.entries[number].lemma == form),
        "noun": frozenset(lists.nouns),
        "participle": frozenset(lists.participles),
        "figurative": lists.figurative,
        "after_her": lists.after_her,
        "unless": frozenset().union(*(entry.unless for entry in lists.entries)),
    }
    events |= {f"particle {each}": frozenset([each] if each else []) for each in particles()}
    joined = {
        "ends": words("phrase_ends") | words("people_pronouns"),
        "owns": words("possessives") | {"her"},
        "trails": words("days") | words("adverbs") | {"yesterday", "today", "tomorrow"},
        "person": people(),
        "helps": words("auxiliaries") | words("adverbs") | lists.auxiliaries | CONTRACTIONS | {"to"},
        "he or she": speech_words("male") | speech_words("female") | speech_words("subjects"),
    }
    linking = {name: words(name) for name in _LINKING}
    speech = {f"speech_{name}": speech_words(name) for name in _SPEECH}
    return linking | speech | events | joined | dict(_OTHERS)


@cache
def _bits() -> dict[str, int]:
    names = dict.fromkeys((*_OF_ALL, *_sets(), *_RULES))
    return {name: 1 << number for number, name in enumerate(names)}


@cache
def trait(names: tuple[str, ...]) -> tuple[int, ...]:
    """Return the bits that stand for some lists of words or rules, for each of the columns that hold them."""
    together = sum(_bits()[name] for name in names)
    return tuple(together >> shift & _FULL for shift in range(0, len(_bits()), _BITS))


@cache
def _packed() -> tuple[dict[str, int], NDArray[np.int32]]:
    """Return the rows of the listed words in a table of their bits; row 0 is for all others."""
    found: dict[str, int] = {"": 0}
    for name, listed in _sets().items():
        for word in listed:
            found[word] = found.get(word, 0) | _bits()[name]
    table = [[each >> shift & _FULL for shift in range(0, len(_bits()), _BITS)] for each in found.values()]
    return {word: row for row, word in enumerate(found)}, np.array(table, np.int32)


def traits(spellings: list[str]) -> NDArray[np.int32]:
    """Return the traits of lower-case words as bits, a row of numbers for each."""
    rows, table = _packed()
    found = table[np.fromiter(map(rows.get, spellings, repeat(0)), np.intp, len(spellings))]
    for name, holds in _ruled(spellings):
        for column, bits in zip(found.T, trait((name,)), strict=True):
            if bits:
                column[holds] |= bits
    return found


def _ruled(spellings: list[str]) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Yield the traits that hang on the letters of words, each with the words that have it."""
    endings, size = Endings(spellings), len(spellings)
    for ending in ("ing", "ed", "s", "ly"):
        yield ending, endings.are(ending)
    yield "helps", endings.are("ly") & (endings.length >= _ADVERB)
    yield "adjective", endings.are(*_ADJECTIVE)
    yield "demonym", endings.are(*_DEMONYM)
    yield "alpha", np.fromiter(map(str.isalpha, spellings), bool, size)
    yield "digit", np.fromiter(map(str.isdigit, [word[:1] for word in spellings]), bool, size)
    yield "number", np.fromiter(map(str.isdigit, spellings), bool, size)
    yield "short", endings.length <= _SHORT


class Traits:
    """The traits of some tokens of a batch; beyond it there are none."""

    def __init__(self, batch: Batch, tokens: Integers) -> None:
        found = batch.vocabulary.columns(traits)[batch.lower.take(tokens, mode="clip") if len(tokens) else tokens]
        found[(tokens < 0) | (tokens >= len(batch.lower))] = 0
        self._columns = found.T

    def has(self, *names: str) -> NDArray[np.bool_]:
        """Tell the tokens that have one of some traits."""
        return np.logical_or.reduce([(column & bits) != 0 for column, bits in zip(self._columns, trait(names), strict=True)])
