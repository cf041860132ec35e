"""Lexicons: what counts as loaded, on which side, in which sense, and with which sources.

`framing.lexicon.check` (a module) holds the checks: `check(lexicon)` and `parity(lexicon)`.
"""

from framing.lexicon.actors import Actor, ActorFile, Role
from framing.lexicon.categories import CATEGORIES, lane
from framing.lexicon.export import to_toml
from framing.lexicon.inflect import forms_of
from framing.lexicon.load import (
    available_actors,
    available_lexicons,
    load_actors,
    load_lexicon,
    read_lexicon_text,
)
from framing.lexicon.model import Entry, Lexicon, Ruling, VariantSet

__all__ = [
    "CATEGORIES",
    "Actor",
    "ActorFile",
    "Entry",
    "Lexicon",
    "Role",
    "Ruling",
    "VariantSet",
    "available_actors",
    "available_lexicons",
    "forms_of",
    "lane",
    "load_actors",
    "load_lexicon",
    "read_lexicon_text",
    "to_toml",
]
