"""Nouns that say who speaks: offices and occupations, institutions, documents, media, and their source types."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import tomli

from framing.lexicon.inflect import noun_forms
from framing.resources import data
from framing.scorers.attribution.words import words

__all__ = [
    "SOURCE_TYPES",
    "Media",
    "agents",
    "body_words",
    "gender_of",
    "given_names",
    "is_agent",
    "is_given_name",
    "is_plural_role",
    "media",
    "source_type_of",
    "title_words",
    "unnamed_words",
]

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
_LONGEST_ROLE = 4  # words
_PERSON_ENDINGS = ("man", "men", "woman", "women", "person", "people")
_SHORT = 6  # letters: a gunman, but no omen
_LOWER_NAMES = ("of", "the", "and", "for", "to")


@cache
def _file(name: str) -> dict[str, Any]:
    return tomli.loads(data("lexicons").joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def _role_types() -> dict[str, int]:
    """Return role nouns, singular and plural, with their source type; the first list that has one counts."""
    found: dict[str, int] = {}
    for number, name in enumerate(SOURCE_TYPES[:-1]):
        for role in _file("roles")["roles"].get(name, ()):
            head, _, last = role.rpartition(" ")
            for form in noun_forms(last) if last.isalpha() else (last,):
                found.setdefault(f"{head} {form}".strip().replace("-", " - "), number)
    return found


@cache
def _role_ends() -> frozenset[str]:
    """Return the words with which role nouns end."""
    return frozenset(role.rpartition(" ")[2] for role in _role_types())


@cache
def agents() -> frozenset[str]:
    """Return the nouns, singular and plural, that may stand for somebody who speaks: people, bodies, documents."""
    heads = tomli.loads(data("lexicons").joinpath("heads.toml").read_text("utf-8"))
    nouns = [noun for name in ("institution", "actor") for noun in heads[name] if " " not in noun]
    single = {role for role in _role_types() if " " not in role}
    listed = frozenset(form for noun in nouns for form in (noun, *noun_forms(noun)))
    return listed | single | unnamed_words() | words("collectives")


def is_agent(word: str) -> bool:
    """Tell whether a lower-case noun may stand for somebody who speaks: people, a body, a document."""
    return word in agents() or (word.endswith(_PERSON_ENDINGS) and len(word) > _SHORT)


def is_plural_role(word: str) -> bool:
    """Tell the plural of a role noun: at the start of a sentence, "Analysts" is no name but "President" may be."""
    return word.endswith(("s", "men", "women", "people", "police")) and word in _role_types()


@cache
def title_words() -> frozenset[str]:
    """Return the single words (lower case) with which a title before a name may end."""
    raw = _file("roles")
    roles = [role for name in SOURCE_TYPES[:-2] for role in raw["roles"].get(name, ())]
    plain = {role.split(" ")[-1] for role in roles if " of " not in role} | {role for role in roles if " " not in role}
    return frozenset(plain) | frozenset(
        part for kind in ("male", "female", "neutral") for form in raw["honorifics"][kind] for part in _parts(form)
    )


def _parts(form: str) -> list[str]:
    return [word.rstrip(".").lower() for word in form.split(" ")]


@cache
def body_words() -> frozenset[str]:
    """Return the words (lower case) by which names of organisations are known."""
    return frozenset(word.rstrip(".").lower() for word in _file("roles")["organisation"]["endings"])


@cache
def unnamed_words() -> frozenset[str]:
    """Return nouns, singular and plural, for sources that are not named."""
    raw = _file("roles")["unnamed"]
    nouns = {form for noun in raw["nouns"] for form in (noun, *noun_forms(noun))}
    return frozenset(nouns) | frozenset(raw["vague_plural"])


@cache
def _genders() -> dict[str, str]:
    raw = _file("roles")
    found = {name.lower(): gender for gender in ("male", "female") for name in raw["given_names"][gender]}
    for gender in ("male", "female"):
        found |= {part: gender for form in raw["honorifics"][gender] for part in _parts(form)}
    return found


def gender_of(words: Sequence[str]) -> str:
    """Return the usual gender of a title or given name among lower-case words, "" if none tells."""
    genders = _genders()
    for word in words:
        if word in genders:
            return genders[word]
    return ""


@cache
def given_names() -> frozenset[str]:
    """Return the given names of people, in lower case."""
    return _either() | _genders().keys()


def is_given_name(word: str) -> bool:
    """Tell whether a lower-case word is a given name of people."""
    return word in given_names()


@cache
def _either() -> frozenset[str]:
    return frozenset(name.lower() for name in _file("roles")["given_names"]["either"])


def source_type_of(words: Sequence[str]) -> int:
    """Return the source type that the role nouns of a phrase tell, the last one first; -1 if none does.

    Examples
    --------
    >>> SOURCE_TYPES[source_type_of(["turkish", "official"])], SOURCE_TYPES[source_type_of(["the", "report"])]
    ('government', 'document')
    """
    return _type_of(tuple(words))


@lru_cache(maxsize=1 << 16)
def _type_of(words: tuple[str, ...]) -> int:
    known, ends = _role_types(), _role_ends()
    for end in range(len(words), 0, -1):
        if words[end - 1] not in ends:
            continue
        for size in range(min(_LONGEST_ROLE, end), 0, -1):
            found = known.get(" ".join(words[end - size : end]))
            if found is not None:
                return found
    return -1


class Media(NamedTuple):
    """Names of media: spelling to canonical name, and the spellings that are also other things."""

    names: dict[str, str]
    ambiguous: frozenset[str]


@cache
def media() -> Media:
    """Return the media of `lexicons/media.toml`."""
    raw = _file("media")
    names = {form: each["name"] for each in raw["medium"] for form in (each["name"], *each.get("aliases", ()))}
    return Media(names, frozenset(raw["ambiguous"]))
