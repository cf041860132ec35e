"""Files that hold many articles: JSON lines, JSON, CSV, Parquet. One row at a time, with its line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from framing.corpus.columns import KNOWN_NAMES, recognise
from framing.corpus.decoding import Report, decode, text_lines
from framing.corpus.exclusions import FileProblem
from framing.corpus.frames import unique_names

__all__ = ["Row", "read_csv", "read_json", "read_json_lines", "read_parquet"]

Row = tuple[str, dict[str, Any]] | tuple[str, FileProblem]
LONGEST_CELL = 50_000_000
DELIMITERS = ",;\t|"
ENVELOPES = ("articles", "data", "items", "docs", "documents", "results", "entries", "stories", "value")


def read_json_lines(stream: io.BufferedReader, encoding: str | None, report: Report) -> Iterator[Row]:
    """Yield one object per line; a line that is no object is a problem of that line only."""
    return _json_lines(text_lines(stream, encoding=encoding, report=report))


def read_json(stream: io.BufferedReader, encoding: str | None, report: Report) -> Iterator[Row]:
    """Yield the objects of a list, of {"articles": [...]}, or the one object of the file; JSON lines under this name too."""
    text = decode(stream.read(), encoding=encoding, report=report)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip()[:1] == "{" and _parsed(text.lstrip().split("\n", 1)[0]) is not None:
            yield from _json_lines(text.split("\n"))
            return
        raise FileProblem(
            "broken JSON", f"{_told(error)}: the file cannot be read as JSON; repair or export it again."
        ) from None
    for number, each in enumerate(_objects(value), 1):
        yield f"item {number}", each if isinstance(each, dict) else _no_object(each)  # type: ignore[misc]


def read_csv(stream: io.BufferedReader, encoding: str | None, report: Report) -> Iterator[Row]:
    """Yield one row at a time; the delimiter is told from the line of column names."""
    lines = text_lines(stream, encoding=encoding, report=report)
    first = next(lines, "")
    if not first.strip():
        return
    delimiter = _delimiter(first)
    # The limit of the csv module is for the whole process; a newspaper page can pass its default of 131,072 characters.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    rows = csv.reader(_joined(first, lines), delimiter=delimiter)
    line = 1
    try:
        names = unique_names(each.strip() for each in next(rows))
        for cells in rows:
            place, line = f"line {line + 1 if line > 1 else rows.line_num}", rows.line_num
            if len(cells) == len(names):
                yield place, dict(zip(names, cells, strict=True))
            elif any(each.strip() for each in cells):
                yield place, _ragged(cells, names, delimiter)
    except csv.Error as error:
        told = f"Line {rows.line_num}: {error}. A quotation mark that is never closed? Repair that line; what came before it was read."
        raise FileProblem("broken CSV", told) from None


def read_parquet(stream: io.BufferedReader, encoding: str | None, report: Report) -> Iterator[Row]:
    """Yield one row at a time, a few hundred in memory."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = stream if isinstance(stream.raw, io.FileIO) else io.BytesIO(stream.read())
    number = 0
    try:
        for batch in pq.ParquetFile(source).iter_batches(batch_size=256):
            names = unique_names(batch.schema.names)
            columns = [column.to_pylist() for column in batch.columns]
            for cells in zip(*columns, strict=True):
                number += 1
                yield f"row {number}", dict(zip(names, cells, strict=True))
    except pa.ArrowException as error:
        raise FileProblem(
            "broken Parquet",
            f"Not readable as Parquet ({str(error).splitlines()[0]:.120}): write the file again.",
        ) from None


def _json_lines(lines: Iterable[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            told = f"The line is not valid JSON ({_told(error)}): repair or delete it; every line must hold one whole object."
            yield f"line {number}", FileProblem("broken JSON line", told)
            continue
        yield f"line {number}", value if isinstance(value, dict) else _no_object(value)


def _objects(value: Any) -> list[Any]:
    """Find the list of articles in what a JSON file holds."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return [value]
    if "text" in recognise(value).chosen and not any(isinstance(value.get(name), list) for name in ENVELOPES):
        return [value]
    lists = {
        name: each
        for name, each in value.items()
        if isinstance(each, list) and any(isinstance(item, dict) for item in each)
    }
    named = next((lists[name] for name in ENVELOPES if name in lists), None)
    if named is not None:
        return named
    return next(iter(lists.values())) if len(lists) == 1 else [value]


def _delimiter(line: str) -> str:
    """Choose the mark that yields most column names that are known, then most columns."""
    known = {name for names in KNOWN_NAMES.values() for name in names}

    def worth(mark: str) -> tuple[int, int]:
        cells = next(csv.reader([line.rstrip("\r\n")], delimiter=mark), [])
        return sum("".join(filter(str.isalnum, each.casefold())) in known for each in cells), len(cells)

    return max(DELIMITERS, key=worth)


def _joined(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _ragged(cells: list[str], names: list[str], delimiter: str) -> FileProblem:
    mark = "tab" if delimiter == "\t" else repr(delimiter)
    told = (
        f"The row has {len(cells)} cells but there are {len(names)} columns (separated by {mark}): "
        "put cells that hold the separator or line breaks into quotation marks."
    )
    return FileProblem("ragged row", told)


def _no_object(value: Any) -> FileProblem:
    told = f"There is {type(value).__name__} {str(value)!r:.40} instead of an object with named values such as text and outlet."
    return FileProblem("no object", told)


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _told(error: Exception) -> str:
    return (
        f"{error.msg}, line {error.lineno}, column {error.colno}"
        if isinstance(error, json.JSONDecodeError)
        else str(error)
    )
