"""What each field of a lexicon file may hold."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from framing.lexicon.actors import Role
from framing.lexicon.forms import wrong_form
from framing.lexicon.model import Ruling

__all__ = ["ACTOR", "ACTOR_FILE", "ENTRY", "LEXICON", "SET", "Reader", "hint"]

Reader = Callable[[object], Any]


def hint(key: str, known: Iterable[str]) -> str:
    """Return " Did you mean …?" with the nearest known name, or nothing."""
    near = difflib.get_close_matches(key, list(known), n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be text in quotation marks, not {value!r}")
    return value


def name(value: object) -> str:
    if not text(value).strip() or value != str(value).strip():
        raise ValueError(f"must be a name, not {value!r}")
    return str(value)


def texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f'must be a list of texts like ["one", "two"], not {value!r}')
    return tuple(value)


def forms(value: object) -> tuple[str, ...]:
    """A list of phrases in which `*` ends a word or stands alone."""
    for phrase in texts(value):
        if reason := wrong_form(phrase):
            raise ValueError(reason)
    return texts(value)


def flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {value!r}")
    return value


def number(low: int, high: int) -> Reader:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"must be a whole number from {low} to {high}, not {value!r}")
        return value

    return read


def one_of(*choices: str) -> Reader:
    def read(value: object) -> str:
        if value not in choices:
            raise ValueError(f"must be one of {', '.join(map(repr, choices))}, not {value!r}")
        return str(value)

    return read


def day(value: object) -> date | None:
    if value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"must be a date like 2022-02-24, not {value!r}") from None


def day_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else text(value)


def sides(value: object) -> dict[str, str]:
    if (
        not isinstance(value, dict)
        or not set(value) <= {"A", "B"}
        or not all(isinstance(v, str) for v in value.values())
    ):
        raise ValueError(f'must name the sides like {{ A = "north", B = "south" }}, not {value!r}')
    return value


def rows(readers: Mapping[str, Reader], make: Callable[..., Any], required: tuple[str, ...]) -> Reader:
    """A reader of a list of inline tables such as rulings and roles."""

    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise ValueError(f'must be a list of tables like [ {{ {required[0]} = "…" }} ], not {value!r}')
        return tuple(one(each) for each in value)

    def one(table: dict[str, object]) -> Any:
        values = {}
        for key, value in table.items():
            if key not in readers:
                raise ValueError(
                    f"holds the unknown key {key!r}.{hint(key, readers)} Known: {', '.join(readers)}"
                )
            try:
                values[key] = readers[key](value)
            except ValueError as error:
                raise ValueError(f"{key} {error}") from None
        for key in required:
            if key not in values:
                raise ValueError(f"lacks {key!r} in {table!r}")
        return make(**values)

    return read


CERTAINTIES = ("", "checked", "sure", "recheck", "unsure")
SIDES = ("A", "B", "N")
CASES = ("insensitive", "sensitive", "initial")
INFLECTIONS = ("", "noun", "verb", "adjective")
ACTOR_KINDS = ("person", "government", "organisation", "group", "medium")
SOURCE_TYPES = (
    "", "government", "military", "international_organisation", "expert", "citizen", "business", "media", "document",
    "unnamed",
)  # fmt: skip

_RULINGS = rows(
    {"authority": text, "ruling": text, "date": day_text, "url": text, "certainty": one_of(*CERTAINTIES)},
    Ruling,
    ("authority", "ruling"),
)

LEXICON: dict[str, Reader] = {
    "id": name, "title": text, "kind": one_of("topic", "general"), "version": text, "language": name, "license": text,
    "authors": texts, "source": text, "description": text, "axis": text, "sides": sides, "about": forms,
    "about_min": number(1, 1000), "caveat": text, "parity_reason": text,
}  # fmt: skip
SET: dict[str, Reader] = {
    "id": name, "concept": text, "kind": text, "exchangeable": flag, "mirror": text, "guards": forms,
    "rulings": _RULINGS, "note": text,
}  # fmt: skip
ENTRY: dict[str, Reader] = {
    "id": name, "set": text, "category": name, "forms": forms, "inflect": one_of(*INFLECTIONS),
    "case": one_of(*CASES), "side": one_of(*SIDES), "valence": number(-1, 1), "intensity": number(1, 3),
    "target": text, "heads": texts, "guards": forms, "unless_near": forms, "requires_near": forms,
    "window": number(1, 100), "since": day, "until": day, "gloss": text, "rulings": _RULINGS, "note": text,
    "yes": texts, "no": texts,
}  # fmt: skip
ACTOR_FILE: dict[str, Reader] = {
    "id": name, "topic": text, "title": text, "version": text, "license": text, "authors": texts, "source": text,
    "description": text,
}  # fmt: skip
ACTOR: dict[str, Reader] = {
    "id": name, "name": name, "kind": one_of(*ACTOR_KINDS), "gender": one_of("", "male", "female"),
    "side": one_of(*SIDES), "source_type": one_of(*SOURCE_TYPES), "names": forms,
    "roles": rows({"form": name, "since": day, "until": day}, Role, ("form",)),
    "metonyms": forms, "aliases": forms, "members": text, "guards": forms,
}  # fmt: skip
