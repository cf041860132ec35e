"""TOML as word lists are written, read statement by statement with one pattern: a quarter of the standard library's time."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any

__all__ = ["read_toml"]

Table = dict[str, Any]

_COMMENT = r"[#][^\x00-\x08\x0a-\x1f\x7f]*+"
_GAP = rf"[ \t\n]*+(?:{_COMMENT}\n[ \t\n]*+)*+"
_SIGNS = r'[^"\\\x00-\x08\x0a-\x1f\x7f]*+'
_TEXT = rf'"{_SIGNS}(?:\\["\\]{_SIGNS})*+"'
_PLAIN = r"true|false|\d{4}-\d\d-\d\d(?![\dTt:.]|[ ]\d)|-?(?:0|[1-9]\d*+)(?![-:\w.])"
_KEY = r"[A-Za-z0-9_-]++"
_ROW = rf"\[[ \t]*+(?:{_TEXT}[ \t]*+,[ \t]*+)*(?:{_TEXT}[ \t]*+)?\]"
_PAIR = rf"[ \t]*+{_KEY}[ \t]*+=[ \t]*+(?:{_TEXT}|{_PLAIN}|{_ROW})[ \t]*+"
_TABLE = rf"\{{(?:{_PAIR},)*{_PAIR}\}}"
_STATEMENT = re.compile(
    rf"""[ \t]*+(?:
        (?P<key>{_KEY})[ \t]*+=[ \t]*+(?:
            \"\"\"\n?+(?P<long>(?:[^"\\\x00-\x08\x0b-\x1f\x7f]++|"(?!"")|\\(?:["\\]|[ \t]*+\n))*+)\"\"\"
            | (?P<text>{_TEXT}) | (?P<plain>{_PLAIN}) | '(?P<raw>[^'\x00-\x08\x0a-\x1f\x7f]*+)'
            | (?P<texts>\[{_GAP}(?:{_TEXT}{_GAP},{_GAP})*(?:{_TEXT}{_GAP})?\])
            | (?P<table>{_TABLE}) | (?P<tables>\[{_GAP}(?:{_TABLE}{_GAP},{_GAP})*(?:{_TABLE}{_GAP})?\])
        ) | \[\[(?P<item>{_KEY})\]\] | \[(?P<header>{_KEY}(?:\.{_KEY})*+)\]
    )?+[ \t]*+(?:{_COMMENT})?+(?:\n|\Z)""",
    re.VERBOSE | re.ASCII,
)
_TEXTS = re.compile(rf"{_COMMENT}|({_TEXT})", re.VERBOSE | re.ASCII)
_TABLES = re.compile(rf"{_COMMENT}|({_TABLE})", re.VERBOSE | re.ASCII)
_PAIRS = re.compile(rf"({_KEY})[ \t]*+=[ \t]*+({_TEXT}|{_PLAIN}|{_ROW})", re.VERBOSE | re.ASCII)
_ESCAPE = re.compile(r'\\(?:(["\\])|[ \t]*+\n[ \t\n]*+)')  # a mark, or a line that goes on


def read_toml(text: str) -> Table:
    """Return what `tomllib.loads` returns, which also reads what is not written plainly, and says what is wrong in it.

    Examples
    --------
    >>> read_toml('names = ["Kyiv", "Kiev"]\\n[verb.past]\\ngo = "went"  # irregular')
    {'names': ['Kyiv', 'Kiev'], 'verb': {'past': {'go': 'went'}}}
    """
    try:
        return _Tables().read(text)
    except ValueError:
        return tomllib.loads(text)


class _Tables:
    """The tables of a text of plain statements; a ValueError where a statement is not plain or at odds with another."""

    def __init__(self) -> None:
        self._headed: dict[str, Table] = {"": {}}
        self._implied: set[str] = set()
        self._items: dict[str, list[Table]] = {}

    def read(self, text: str) -> Table:
        table, place, size = self._headed[""], 0, len(text)
        while place < size:
            found = _STATEMENT.match(text, place)
            if found is None:
                raise ValueError("not plain")
            place = found.end()
            kind = found.lastgroup
            if kind == "item":
                table = self._item(found["item"])
            elif kind == "header":
                table = self._header(found["header"])
            elif kind is not None:
                _put(table, found["key"], _READ[kind](found[kind]))
        return self._headed[""]

    def _item(self, name: str) -> Table:
        """Return the new table of `[[name]]`."""
        if name not in self._items:
            _put(self._headed[""], name, self._items.setdefault(name, []))
        self._items[name].append({})
        return self._items[name][-1]

    def _header(self, name: str) -> Table:
        """Return the new table of a header such as `[verb.past]`; one that only stood above others is new, too."""
        if name in self._implied:
            self._implied.remove(name)
            return self._headed[name]
        above, _, last = name.rpartition(".")
        if above not in self._headed:
            self._header(above)
            self._implied.add(above)
        table: Table = {}
        _put(self._headed[above], last, table)
        self._headed[name] = table
        return table


def _put(table: Table, key: str, value: Any) -> None:
    if key in table:
        raise ValueError("twice")
    table[key] = value


def _text(written: str) -> str:
    return _unescaped(written[1:-1])


def _unescaped(written: str) -> str:
    return _ESCAPE.sub(lambda found: found[1] or "", written) if "\\" in written else written


def _plain(written: str) -> bool | int | date:
    if written in ("true", "false"):
        return written == "true"
    return date.fromisoformat(written) if "-" in written[1:] else int(written)


def _table(written: str) -> Table:
    table: Table = {}
    for key, value in _PAIRS.findall(written):
        _put(table, key, _KINDS.get(value[0], _plain)(value))
    return table


def _texts(written: str) -> list[str]:
    return [_text(each) for each in _TEXTS.findall(written) if each]


_KINDS: dict[str, Callable[[str], Any]] = {'"': _text, "[": _texts}
_READ: dict[str, Callable[[str], Any]] = {
    "text": _text,
    "plain": _plain,
    "raw": str,
    "long": _unescaped,
    "texts": _texts,
    "table": _table,
    "tables": lambda written: [_table(each) for each in _TABLES.findall(written) if each],
}
