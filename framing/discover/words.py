"""Words that are set aside: those of grammar, numbers, dates and the furniture of web pages."""

from __future__ import annotations

from functools import cache

import tomli

from framing.resources import lexicon_folder
from framing.scorers.attribution.words import word_stance

__all__ = ["clitic", "dated", "functional", "furnishing", "numeral", "reporting", "telling", "upper"]

_CLOSED = (
    "male", "female", "plural", "neuter", "first_person", "second_person", "relative", "subjects", "pronouns", "articles",
    "definite", "auxiliaries", "questions", "determiners", "prepositions", "expletives",
)  # fmt: skip

_ADDRESS, _DOMAINS = ("http", "www."), (".com", ".co", ".org", ".net", ".gov", ".edu", ".ly", ".uk")


@cache
def _listed(file: str, *names: str) -> frozenset[str]:
    table = tomli.loads(lexicon_folder().joinpath(file).read_text("utf-8"))
    return frozenset(word for name in names for word in table[name])


def functional(word: str) -> bool:
    """Tell a word of grammar: a phrase may hold it inside, not at its ends.

    Examples
    --------
    >>> [functional(word) for word in ("the", "on", "terror", "would")]
    [True, True, False, True]
    """
    return word in _listed("function_words.toml", *_CLOSED) or word in _listed("discovery.toml", "grammar") or len(word) < 2


def numeral(word: str) -> bool:
    """Tell a number, in digits or in words."""
    return word[:1].isdigit() or word in _listed("discovery.toml", "numbers")


def dated(word: str) -> bool:
    """Tell the name of a day or month, or a word for a stretch of time."""
    return word in _listed("discovery.toml", "dates")


def furnishing(word: str) -> bool:
    """Tell a word that belongs to the page and not to the report: "subscribe", an address.

    Examples
    --------
    >>> furnishing("subscribe"), furnishing("pic.twitter.com"), furnishing("u.s.")
    (True, True, False)
    """
    return word in _listed("discovery.toml", "furniture") or word.startswith(_ADDRESS) or word.endswith(_DOMAINS)


def reporting(word: str) -> bool:
    """Tell a word by which news passes on what others say: who is quoted, and how, is measured by attributions.

    Verbs that doubt or scold ("claimed", "slammed") are choices of words and stay.

    Examples
    --------
    >>> reporting("said"), reporting("claimed"), reporting("spokeswoman")
    (True, False, True)
    """
    return word_stance(word) == 0 or word in _listed("discovery.toml", "reporting")


def clitic(word: str) -> bool:
    """Tell 's and the like, which are no words of their own.

    Examples
    --------
    >>> clitic("'s"), clitic("o'clock")
    (True, False)
    """
    return word.startswith("'")


def upper(word: str) -> bool:
    """Tell a word that begins with a capital."""
    return word[:1].isupper()


def telling(name: str) -> frozenset[str]:
    """Return the words by which the name of an outlet is known.

    Examples
    --------
    >>> sorted(telling("Eastern Daily Banner (Online)"))
    ['banner', 'eastern']
    """
    parts = name.casefold().replace("(", " ").replace(")", " ").replace("-", " ").split()
    return frozenset(parts) - _listed("discovery.toml", "outlets")
