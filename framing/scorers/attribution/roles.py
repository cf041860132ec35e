"""Nouns that say who speaks: offices and occupations, institutions, documents, media, and their source types."""

from __future__ import annotations

import tomllib
from functools import cache

from framing.lexicon.inflect import noun_forms
from framing.resources import data

__all__ = ["SOURCE_TYPES", "media_names", "role_words", "source_type_of", "title_words"]

SOURCE_TYPES = (
    "government",
    "military",
    "international_organisation",
    "expert",
    "citizen",
    "business",
    "media",
    "document",
    "unnamed",
)


@cache
def _heads() -> dict[str, list[str]]:
    raw = tomllib.loads(data("lexicons").joinpath("heads.toml").read_text("utf-8"))
    return {name: listed for name, listed in raw.items() if isinstance(listed, list)}


@cache
def title_words() -> frozenset[str]:
    """Return the single words that may stand before a name as a title."""
    return frozenset(word for word in _heads()["actor"] if " " not in word)


@cache
def role_words() -> frozenset[str]:
    """Return the nouns, singular and plural, for people in a role and for institutions."""
    singular = [word for name in ("actor", "institution") for word in _heads()[name] if " " not in word]
    return frozenset(form for word in singular for form in noun_forms(word))


@cache
def media_names() -> frozenset[str]:
    """Return the names of media, lower case."""
    return frozenset()


def source_type_of(words: list[str]) -> int:
    """Return the source type that the nouns of a phrase tell, the last noun first; -1 if none does."""
    return -1
