"""Readers of the simple formats: tables, word lists, LIWC and quanteda dictionaries."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Iterator

from framing.lexicon.fields import ENTRY
from framing.lexicon.forms import free_id, slug, wrong_form
from framing.lexicon.problems import Source
from framing.lexicon.yaml_subset import YamlError, parse_yaml

__all__ = ["read"]

Rows = list[tuple[int, dict[str, object]]]  # line, fields of an entry
_LISTS = ("heads", "guards", "unless_near", "requires_near", "yes", "no")
_NUMBERS = ("valence", "intensity", "window")
_COLUMNS = ("form", "entry", *(name for name in ENTRY if name not in ("id", "forms", "rulings")))


def read(source: Source, suffix: str, stem: str) -> Rows:
    """Return the entries of a file in one of the simple formats, with their lines."""
    if suffix in (".tsv", ".csv"):
        return table(source, _separator(source.text, suffix), stem)
    readers = {".txt": plain, ".dic": liwc, ".yml": quanteda, ".yaml": quanteda}
    found = readers[suffix](source, stem)
    return one_entry_per_form(source, found)


def _separator(text: str, suffix: str) -> str:
    """Return what separates the cells: spreadsheets of many countries write a .csv with semicolons."""
    header = next((line for line in text.split("\n") if line.strip() and not line.startswith("#")), "")
    usual = "\t" if suffix == ".tsv" else ","
    return next((mark for mark in (usual, ";", "\t", ",") if mark in header), usual)


def table(source: Source, delimiter: str, stem: str) -> Rows:
    """A table with a column `form`; rows with the same value in `entry` are forms of one entry."""
    lines = csv.reader(io.StringIO(source.text), delimiter=delimiter)
    header: list[str] = []
    entries: dict[str, tuple[int, dict[str, object]]] = {}
    taken: set[str] = set()
    for cells in lines:
        if not any(cells) or cells[0].startswith("#"):
            continue
        if not header:
            header = [cell.strip().lower() for cell in cells]
            if not _header_is_right(source, header, lines.line_num):
                return []
            continue
        if len(cells) > len(header):
            source.wrong(f"{len(cells)} cells, but the header has {len(header)}: quote cells that hold a separator.",
                         line=lines.line_num)  # fmt: skip
            continue
        row = {key: cell.strip() for key, cell in zip(header, cells, strict=False) if cell.strip()}
        _add_row(source, row, lines.line_num, entries, taken, stem)
    return list(entries.values())


def _header_is_right(source: Source, header: list[str], line: int) -> bool:
    if "form" not in header:
        source.wrong(
            f'the first row must name the columns, "form" among them; it reads {", ".join(header)}.',
            line=line,
        )
    for column in header:
        if column not in _COLUMNS:
            source.wrong(f"unknown column {column!r}. Known: {', '.join(_COLUMNS)}.", line=line)
    return not source.problems


def _add_row(
    source: Source, row: dict[str, str], line: int, entries: dict[str, tuple[int, dict[str, object]]],
    taken: set[str], stem: str,
) -> None:  # fmt: skip
    form = row.pop("form", "")
    if not form:
        source.wrong("the column form is empty.", line=line)
        return
    group = row.pop("entry", "")
    if group and group in entries:
        _join(source, entries[group][1], form, row, line)
        return
    category = row.setdefault("category", stem)
    name = group or free_id(f"{category}.{slug(form)}", taken)
    taken.add(name)
    entries[name] = (line, {"id": name, "forms": [form], **_typed(source, row, line, name)})


def _join(source: Source, entry: dict[str, object], form: str, row: dict[str, str], line: int) -> None:
    """Add a form to an entry that began in an earlier row; its other cells must agree or be empty."""
    name = str(entry["id"])
    typed = _typed(source, row, line, name)
    for key in _LISTS:
        entry[key] = [*_texts(entry.get(key)), *_texts(typed.pop(key, None))]
    for key, value in typed.items():
        if entry.setdefault(key, value) != value:
            source.wrong(
                f"{key} {value!r} differs from {entry[key]!r} in an earlier row of this entry.",
                line=line,
                entry=name,
            )
    entry["forms"] = [*_texts(entry["forms"]), form]


def _typed(source: Source, row: dict[str, str], line: int, name: str) -> dict[str, object]:
    """Turn cells into the types of the full format; lists are separated by `|`."""
    values: dict[str, object] = dict(row)
    for key in _LISTS:
        if key in row:
            values[key] = [part.strip() for part in row[key].split("|") if part.strip()]
    for key in _NUMBERS:
        if key in row:
            try:
                values[key] = int(row[key].replace("−", "-"))
            except ValueError:
                source.wrong(f"{key} must be a whole number, not {row[key]!r}.", line=line, entry=name)
                values.pop(key)
    return values


def _texts(value: object) -> list[str]:
    return list(value) if isinstance(value, list) else []


def plain(source: Source, stem: str) -> Iterator[tuple[int, str, str]]:
    """One form per line; `#` begins a comment."""
    for number, line in enumerate(source.text.split("\n"), start=1):
        form = line.partition("#")[0].strip()
        if form:
            yield number, stem, form


def liwc(source: Source, stem: str) -> Iterator[tuple[int, str, str]]:
    """LIWC `.dic`: categories between two `%` lines, then a form and its category numbers per line."""
    names: dict[str, str] = {}
    marks = 0
    for number, line in enumerate(source.text.split("\n"), start=1):
        if line.strip() == "%":
            marks += 1
        elif line.strip() and marks == 1:
            key, _, rest = (
                line.strip().partition("\t") if "\t" in line.strip() else line.strip().partition(" ")
            )
            names[key] = rest.split("(")[0].strip() or key
        elif line.strip() and marks >= 2:
            yield from _liwc_form(source, number, line, names)
    if marks < 2:
        source.wrong("no list of categories between two lines with % (LIWC .dic).", line=1)


def _liwc_form(
    source: Source, number: int, line: str, names: dict[str, str]
) -> Iterator[tuple[int, str, str]]:
    parts = (
        [part for part in line.strip().split("\t") if part.strip()] if "\t" in line.strip() else line.split()
    )
    first = next((place for place, part in enumerate(parts) if place and part.strip() in names), len(parts))
    form, keys = " ".join(part.strip() for part in parts[:first]), [part.strip() for part in parts[first:]]
    if not keys or any(key not in names for key in keys):
        unknown = [key for key in keys if key not in names] or parts[1:]
        told = f"category {unknown[0]!r} is not in the list at the top" if unknown else "no category"
        source.wrong(f"form {form!r}: {told}. Each line is: form, tab, category numbers.", line=number)
        return
    for key in keys:
        yield number, names[key], form


def quanteda(source: Source, stem: str) -> Iterator[tuple[int, str, str]]:
    """A quanteda dictionary: nested keys with lists of forms; keys are joined with a point."""
    try:
        found = list(parse_yaml(source.text))
    except YamlError as error:
        source.wrong(error.message, line=error.line)
        return
    yield from ((line, ".".join(path) or stem, form) for line, path, form in found)


def one_entry_per_form(source: Source, found: Iterable[tuple[int, str, str]]) -> Rows:
    """Make entries; forms that cannot be matched are left out with one warning."""
    entries: Rows = []
    taken: set[str] = set()
    seen: dict[tuple[str, str], int] = {}
    categories: dict[str, set[str]] = {}
    left_out: list[str] = []
    for line, category, form in found:
        if wrong_form(form) or any(mark in form for mark in "?<>()[]"):
            left_out.append(f"{form!r} (line {line})")
        elif (category, form) not in seen:
            seen[category, form] = line
            categories.setdefault(form, set()).add(category)
            entries.append(
                (
                    line,
                    {"id": free_id(f"{category}.{slug(form)}", taken), "category": category, "forms": [form]},
                )
            )
    several = [form for form, each in categories.items() if len(each) > 1]
    _warn(source.file, left_out, several)
    return entries


def _warn(file: str, left_out: list[str], several: list[str]) -> None:
    if left_out:
        some = ", ".join(left_out[:5]) + (", …" if len(left_out) > 5 else "")
        forms = "1 form" if len(left_out) == 1 else f"{len(left_out)} forms"
        warnings.warn(f"{file}: {forms} left out, * may only end a word and ?, <>, (), [] are not read: "
                      f"{some}. Write them out in full.", stacklevel=2)  # fmt: skip
    if several:
        some = ", ".join(several[:5]) + (", …" if len(several) > 5 else "")
        warnings.warn(f"{file}: {len(several)} forms stand in several categories ({some}); within one lexicon a token "
                      "counts once, in the first. Use lexicon.by_category().", stacklevel=2)  # fmt: skip
