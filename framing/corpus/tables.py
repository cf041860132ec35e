"""Files that hold many articles: JSON lines, JSON, CSV, Parquet. One row at a time, with its line."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any

from framing.corpus.columns import KNOWN_NAMES, recognise
from framing.corpus.decoding import Report, text_lines
from framing.corpus.exclusions import FileProblem
from framing.corpus.frames import unique_names

__all__ = ["Row", "read_csv", "read_json", "read_json_lines", "read_parquet"]

Row = tuple[str, dict[str, Any] | FileProblem]
LONGEST_CELL = 50_000_000
DELIMITERS = ",;\t|"
ENVELOPES = ("articles", "data", "items", "docs", "documents", "results", "entries", "stories", "value")


def read_json_lines(stream: io.BufferedReader, encoding: str | None, report: Report) -> Iterator[Row]:
    """Yield one object per line; a line that is no object is a problem of that line only."""
    return _json_lines(text_lines(stream, encoding=encoding, report=report))


def read_json(stream: io.BufferedReader, encoding: str | None, report: Report) -> Iterator[Row]:
    """Yield the objects of a list, of ``{"articles": [...]}``, or the one object; JSON lines, too."""
    lines = text_lines(stream, encoding=encoding, report=report)
    head = list(itertools.islice(lines, 2))
    if len(head) == 2 and head[1].strip() and isinstance(_parsed(head[0]), dict):
        yield from _json_lines(itertools.chain(head, lines))
        return
    try:
        value = json.loads("".join([*head, *lines]))
    except (ValueError, RecursionError) as error:
        raise FileProblem(
            "broken JSON", f"This is not valid JSON ({_told(error)}): export it again."
        ) from None
    for number, each in enumerate(_objects(value), 1):
        yield f"item {number}", each if isinstance(each, dict) else _no_object(each)


def read_csv(stream: io.BufferedReader, encoding: str | None, report: Report) -> Iterator[Row]:
    """Yield one row at a time; the delimiter is told from the line of column names."""
    lines = text_lines(stream, encoding=encoding, report=report)
    first = next(lines, "")
    if not first.strip():
        return
    if "\r" in first.rstrip("\r\n"):
        first, lines = "", _split_at_returns(itertools.chain([first], lines))
        first = next(lines)
    delimiter = _delimiter(first)
    # The limit of the csv module holds for the whole process; a long page can pass its default of 131,072.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    rows = csv.reader(itertools.chain([first], lines), delimiter=delimiter, strict=True)
    names: list[str] = []
    for place, cells in _numbered(rows):
        if isinstance(cells, FileProblem):
            yield place, cells
        elif not names:
            names = unique_names(each.strip() for each in cells)
        elif len(cells) == len(names):
            yield place, dict(zip(names, cells, strict=True))
        elif any(each.strip() for each in cells):
            yield place, _ragged(cells, names, delimiter)


def read_parquet(stream: io.BufferedReader, encoding: str | None, report: Report) -> Iterator[Row]:
    """Yield one row at a time, a few hundred in memory."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = stream if isinstance(stream.raw, io.FileIO) else io.BytesIO(stream.read())
    number = 0
    try:
        for batch in pq.ParquetFile(source).iter_batches(batch_size=256):
            names = unique_names(batch.schema.names)
            for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield f"row {number}", dict(zip(names, cells, strict=True))
    except (pa.ArrowException, OSError, ValueError) as error:
        cause = (str(error).splitlines() or ["no reason given"])[0]
        told = f"This cannot be read as Parquet ({cause:.120}): write the file again."
        raise FileProblem("broken Parquet", told) from None


def _json_lines(lines: Iterable[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            told = f"This line is not valid JSON ({_told(error)}): every line must hold one whole object."
            yield f"line {number}", FileProblem("broken JSON line", told)
            continue
        yield f"line {number}", value if isinstance(value, dict) else _no_object(value)


def _objects(value: Any) -> list[Any]:
    """Find the list of articles in what a JSON file holds."""
    if not isinstance(value, dict):
        return value if isinstance(value, list) else [value]
    if value and all(isinstance(each, dict) for each in value.values()) and "text" in recognise(value).chosen:
        # A column at a time, as pandas writes it: {"text": {"0": ..., "1": ...}, ...}.
        rows = dict.fromkeys(key for column in value.values() for key in column)
        return [{name: column.get(row) for name, column in value.items()} for row in rows]
    lists = {
        name: each
        for name, each in value.items()
        if isinstance(each, list) and any(isinstance(item, dict) for item in each)
    }
    named = next((lists[name] for name in ENVELOPES if name in lists), None)
    if named is not None:
        return named
    single = "text" in recognise(value).chosen or len(lists) != 1
    return [value] if single else next(iter(lists.values()))


def _numbered(rows: Any) -> Iterator[tuple[str, list[str] | FileProblem]]:
    """Yield each row, or what is wrong with it, with the line that it begins on."""
    while True:
        place = f"line {rows.line_num + 1}"
        try:
            yield place, next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            told = f"{error} (up to line {rows.line_num})"
            remedy = "look for a quotation mark that is never closed, or not doubled inside a cell."
            problem = FileProblem("broken CSV", f"{told}: {remedy}")
            if "field larger" in str(error):
                raise FileProblem("broken CSV", f"{place.capitalize()}: {problem.detail}") from None
            yield place, problem


def _delimiter(line: str) -> str:
    """Choose the mark that yields most column names that are known, then most columns."""
    known = {name for names in KNOWN_NAMES.values() for name in names}

    def worth(mark: str) -> tuple[int, int]:
        cells = next(csv.reader([line.rstrip("\r\n")], delimiter=mark), [])
        return sum("".join(filter(str.isalnum, each.casefold())) in known for each in cells), len(cells)

    return max(DELIMITERS, key=worth)


def _split_at_returns(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a file of old Macintosh line ends."""
    for line in lines:
        yield from (f"{each}\n" for each in line.split("\r"))


def _ragged(cells: list[str], names: list[str], delimiter: str) -> FileProblem:
    mark = "tabs" if delimiter == "\t" else repr(delimiter)
    told = f"The row has {len(cells)} cells but there are {len(names)} columns, divided by {mark}"
    return FileProblem(
        "ragged row", f"{told}: put cells that hold this mark or line breaks into quotation marks."
    )


def _no_object(value: Any) -> FileProblem:
    told = f"Here is {str(value)!r:.40} instead of an object with named values such as text and outlet"
    return FileProblem("no object", f"{told}: write each article as one.")


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _told(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, line {error.lineno}, column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)
