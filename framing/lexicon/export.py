"""Write a lexicon in the full format, so that it can be edited, reviewed and read back."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from framing.lexicon.actors import Actor, ActorFile, Role
from framing.lexicon.model import Entry, Lexicon, Ruling, VariantSet

__all__ = ["to_toml"]

_WIDTH = 110
_NOT_WRITTEN = ("line", "file", "sha256", "sets", "entries", "actors")
_ALWAYS = ("id", "title", "kind", "version", "language", "license", "category", "forms", "name", "topic")
_REQUIRED = ("authority", "ruling", "form")
_BARE_KEY = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def to_toml(lexicon: Lexicon | ActorFile) -> str:
    """Return the text of a lexicon (or actor file) in the full format; fields at their defaults are left out.

    Reading the text gives an equal lexicon: `read_lexicon_text(to_toml(lexicon)) == lexicon`. Comments of an
    edited file are not kept.

    Examples
    --------
    >>> print(to_toml(Lexicon.from_dict({"euphemism": ["collateral damage"]}, id="soft")))
    id = "soft"
    title = "soft"
    kind = "general"
    version = ""
    language = "en"
    license = ""
    <BLANKLINE>
    [[entry]]
    id = "euphemism.collateral_damage"
    category = "euphemism"
    forms = ["collateral damage"]
    <BLANKLINE>
    """
    parts = ["\n".join(_assignments(lexicon))]
    if isinstance(lexicon, Lexicon):
        parts += [_table("set", each) for each in lexicon.sets]
        parts += [_table("entry", entry) for entry in lexicon.entries]
    else:
        parts += [_table("actor", actor) for actor in lexicon.actors]
    return "\n\n".join(parts) + "\n"


def _table(kind: str, value: VariantSet | Entry | Actor) -> str:
    return "\n".join([f"[[{kind}]]", *_assignments(value)])


def _assignments(value: Any) -> list[str]:
    names = [each for each in fields(value) if each.name not in _NOT_WRITTEN]
    shown = [
        each.name for each in names if each.name in _ALWAYS or getattr(value, each.name) != _default(each)
    ]
    return [_assignment(name, getattr(value, name)) for name in shown]


def _default(field: Any) -> object:
    return field.default if field.default is not MISSING else {}


def _assignment(name: str, value: object) -> str:
    line = f"{name} = {_value(value)}"
    if not isinstance(value, tuple) or len(line) <= _WIDTH:
        return line
    rows, row = [], "  "
    for each in map(_value, value):
        if row.strip() and len(row) + len(each) + 1 > _WIDTH:
            rows.append(row.rstrip())
            row = "  "
        row += f"{each}, "
    return "\n".join([f"{name} = [", *rows, row.rstrip(), "]"])


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, date)):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, (Ruling, Role)):
        pairs = {each.name: getattr(value, each.name) for each in fields(value)}
        return _value(
            {key: each for key, each in pairs.items() if each not in ("", None) or key in _REQUIRED}
        )
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(name)} = {_value(each)}" for name, each in value.items()) + " }"
    return _text(str(value))


def _key(name: str) -> str:
    return name if name and set(name) <= _BARE_KEY else _text(name)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
