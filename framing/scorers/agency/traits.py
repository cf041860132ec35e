"""What the rules for events ask about a word, packed into a few numbers per word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.scorers.agency.nouns import CONTRACTIONS, helps
from framing.scorers.agency.words import event_lists, is_person
from framing.scorers.attribution.words import words as speech_words
from framing.scorers.portrayal.words import words

__all__ = ["ARTICLES", "CONTRACTIONS", "trait", "traits"]

ARTICLES = frozenset(["the", "a", "an"])
_DEMONYM = ("ian", "ish", "ese", "eli", "can", "man", "qi", "ni", "i", "nch")
_BITS = 62  # of one number
_FULL = (1 << _BITS) - 1
_SHORT = 3  # letters of an abbreviation such as "Gov."
#: Lists of the linker, then lists by which noun phrases are bounded.
_LINKING = (
    "prepositions", "auxiliaries", "adverbs", "finite_verbs", "days", "subjects", "particles", "acts", "modals", "joiners",
    "plural_subjects", "not_agents", "noun_before",
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
}
_RULES: Mapping[str, Callable[[str], bool]] = {
    "ing": lambda word: word.endswith("ing"),
    "ed": lambda word: word.endswith("ed"),
    "s": lambda word: word.endswith("s"),
    "ly": lambda word: word.endswith("ly"),
    "demonym": lambda word: word.endswith(_DEMONYM),
    "alpha": str.isalpha,
    "digit": lambda word: word[:1].isdigit(),
    "short": lambda word: len(word) <= _SHORT,
    "person": is_person,
    "helps": helps,
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
        "he or she": speech_words("male") | speech_words("female") | speech_words("subjects"),
    }
    linking = {name: words(name) for name in _LINKING}
    speech = {f"speech_{name}": speech_words(name) for name in _SPEECH}
    return linking | speech | events | joined | dict(_OTHERS)


@cache
def _bits() -> dict[str, int]:
    return {name: 1 << number for number, name in enumerate((*_sets(), *_RULES))}


@cache
def trait(names: tuple[str, ...]) -> tuple[int, ...]:
    """Return the bits that stand for some lists of words or rules, for each of the columns that hold them."""
    together = sum(_bits()[name] for name in names)
    return tuple(together >> shift & _FULL for shift in range(0, len(_bits()), _BITS))


@cache
def _packed() -> dict[str, int]:
    found: dict[str, int] = {}
    for name, listed in _sets().items():
        for word in listed:
            found[word] = found.get(word, 0) | _bits()[name]
    return found


def traits(words: list[str]) -> NDArray[np.int64]:
    """Return the traits of lower-case words as bits, a row of numbers for each."""
    bits, packed = _bits(), _packed()
    rules = [(bits[name], holds) for name, holds in _RULES.items()]
    found = [packed.get(word, 0) | sum(bit for bit, holds in rules if holds(word)) for word in words]
    columns = [[each >> shift & _FULL for each in found] for shift in range(0, len(bits), _BITS)]
    return np.ascontiguousarray(np.array(columns, np.int64).reshape(len(columns), len(words)).T)
