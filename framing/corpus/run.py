"""One run over many files: which articles each holds, and what to report on the way."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.corpus.article import Article
from framing.corpus.columns import Columns, missing_text, recognise
from framing.corpus.decoding import decode, open_bytes
from framing.corpus.documents import read_html, read_markdown, read_plain
from framing.corpus.exclusions import Exclusion, FileProblem
from framing.corpus.files import find_listed, folder_names, format_of, listing
from framing.corpus.records import articles_from, is_missing
from framing.corpus.tables import read_csv, read_json, read_json_lines, read_parquet
from framing.errors import CorpusError

__all__ = ["Options", "Run", "placed_articles"]

Placed = Iterator[tuple[Article, str]]
Values = dict[str, Any]

DOCUMENTS = {
    ".txt": read_plain, ".text": read_plain, ".md": read_markdown, ".markdown": read_markdown, ".html": read_html, ".htm": read_html,
}  # fmt: skip
MANY = {
    ".json": read_json, ".jsonl": read_json_lines, ".ndjson": read_json_lines, ".csv": read_csv, ".tsv": read_csv, ".parquet": read_parquet,
}  # fmt: skip
# After so many objects in a row without a text, a file of JSON is taken to hold something else.
PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller said about all files."""

    outlet: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(slots=True)
class Run:
    """What becomes known while files are read."""

    report: Callable[[Exclusion], None]
    recognised: dict[str, str] = field(default_factory=dict)
    ambiguous: dict[str, tuple[str, ...]] = field(default_factory=dict)
    outlets: dict[Path, str] = field(default_factory=dict)
    claimed: set[Path] = field(default_factory=set)
    done: int = 0
    stream: io.BufferedReader | None = None

    def learn(self, columns: Columns) -> None:
        """Remember where fields are read from; a second column for the same field is listed beside the first."""
        for name, column in columns.chosen.items():
            self.note_origin(name, column)
        for name, others in columns.also.items():
            self.ambiguous[name] = tuple(dict.fromkeys([*self.ambiguous.get(name, ()), *others]))

    def note_origin(self, name: str, origin: str) -> None:
        """Remember one origin of one field."""
        known = self.recognised.get(name)
        if known is None or origin not in known.split(", "):
            self.recognised[name] = origin if known is None else f"{known}, {origin}"

    def n_bytes_read(self) -> int:
        """Return how many bytes of the files, as they lie on disk, have been read."""
        if self.stream is None or self.stream.closed:
            return self.done
        return self.done + int(getattr(self.stream.raw, "fileobj", self.stream).tell())


def placed_articles(paths: list[Path], options: Options, run: Run) -> Placed:
    """Yield every article of the files and folders with its place, and report what is left out."""
    run.outlets = {} if options.outlet else folder_names(paths)
    for path in paths:
        if not path.is_dir():
            yield from _file(path, path.parent, options, run)
            continue
        for each, problem in listing(path, run.claimed):
            if problem:
                run.report(Exclusion("", str(each), "file", *problem))
            else:
                yield from _file(each, path, options, run)


def _file(path: Path, root: Path, options: Options, run: Run) -> Placed:
    form = format_of(path)
    try:
        with open_bytes(path) as stream:
            run.stream = stream
            if not stream.peek(1):
                raise FileProblem("empty file", "The file is empty: delete it, or fetch it again.")
            if form in DOCUMENTS:
                yield from _document(stream, path, root, ({}, {}), options, run)
            elif form in MANY:
                yield from _table(stream, path, root, options, run)
            else:
                raise FileProblem(
                    "unknown format",
                    f"Files ending in {form!r} are not read; {', '.join([*DOCUMENTS, *MANY])} are (and .gz).",
                )
    except FileProblem as problem:
        run.report(Exclusion("", str(path), "file", problem.reason, problem.detail))
    run.done += path.stat().st_size if run.stream is not None and path.exists() else 0
    run.stream = None


def _document(
    stream: io.BufferedReader,
    path: Path,
    root: Path,
    known: tuple[Values, Values],
    options: Options,
    run: Run,
) -> Placed:
    """Read a file that holds one article; `known` are the fields and metadata that a table says about it."""
    form, place = format_of(path), str(path)
    values = DOCUMENTS[form](decode(stream.read(), encoding=options.encoding, report=_guessed(place, run)))
    columns = recognise(
        values, {name: each for name, each in options.columns.items() if each is None or each in values}
    )
    if form not in (".txt", ".text"):
        run.learn(columns)
    fields, meta = columns.split(values)
    fields |= {name: value for name, value in known[0].items() if not is_missing(value)}
    site = meta.pop("sitename", None)
    _set_outlet(fields, path, options, run, fallback=site)
    yield from _built(fields, {"file": _relative(path, root)} | meta | known[1], place, run)


def _table(stream: io.BufferedReader, path: Path, root: Path, options: Options, run: Run) -> Placed:
    """Read a file of many articles, or of what is known about texts in other files."""
    form = format_of(path)
    seen: dict[tuple[str, ...], Columns] = {}
    n_textless = n_rows = 0
    for where, values in MANY[form](stream, options.encoding, _guessed(str(path), run)):
        n_rows += 1
        place = f"{path}, {where}"
        if isinstance(values, FileProblem):
            run.report(Exclusion("", place, "article", values.reason, values.detail))
            continue
        key = tuple(values)
        if key not in seen:
            seen[key] = _recognised(values, form, options)
            run.learn(seen[key])
        columns = seen[key]
        fields, meta = columns.split(values)
        if columns.file and is_missing(fields.get("text")) and not is_missing(values[columns.file]):
            yield from _listed(str(values[columns.file]), place, path, (fields, meta), options, run)
        elif "text" in columns.chosen:
            n_textless = 0
            _set_outlet(fields, path, options, run)
            yield from _built(fields, meta, place, run)
        else:
            n_textless += 1
            if n_textless == PATIENCE or form in (".csv", ".tsv", ".parquet"):
                raise FileProblem("no text column", missing_text(values))
            run.report(Exclusion("", place, "article", "no text column", missing_text(values)))
    if n_rows == 0:
        raise FileProblem("empty file", "The file holds no rows: delete it, or fetch it again.")


def _listed(
    name: str, place: str, table: Path, known: tuple[Values, Values], options: Options, run: Run
) -> Placed:
    """Read the text that a row of a table of metadata points to."""
    path = find_listed(name, table.parent)
    given_id = str(known[0].get("id") or "")
    if path is None or format_of(path) not in DOCUMENTS:
        told = f"{name!r} is listed but there is no such text below {str(table.parent)!r}: add the file or delete the row."
        run.report(Exclusion(given_id, place, "article", "file missing", told))
        return
    run.claimed.add(path)
    try:
        with open_bytes(path) as stream:
            if not stream.peek(1):
                raise FileProblem("empty file", "The file is empty: delete it, or fetch it again.")
            yield from _document(stream, path, table.parent, known, options, run)
    except FileProblem as problem:
        run.report(Exclusion(given_id, str(path), "file", problem.reason, problem.detail))


def _built(fields: Values, meta: Values, place: str, run: Run) -> Placed:
    for each in articles_from(fields, meta, place):
        if isinstance(each, Exclusion):
            run.report(each)
            continue
        if each.headline and is_missing(fields.get("headline")):
            run.note_origin("headline", "first line of the text")
        yield each, place


def _set_outlet(
    fields: Values, path: Path, options: Options, run: Run, *, fallback: str | None = None
) -> None:
    """Settle the outlet: the caller's word, what the file or its table says, the folder's name, the name of the site."""
    if options.outlet:
        fields["outlet"] = options.outlet
    elif is_missing(fields.get("outlet")) and path.parent in run.outlets:
        fields["outlet"] = run.outlets[path.parent]
        run.note_origin("outlet", "name of the folder")
    elif is_missing(fields.get("outlet")) and fallback:
        fields["outlet"] = fallback
        run.note_origin("outlet", "name of the site")


def _recognised(values: Values, form: str, options: Options) -> Columns:
    """Recognise the columns of a row; objects of JSON may leave any out, tables may not."""
    given = options.columns
    if form in (".json", ".jsonl", ".ndjson"):
        given = {
            name: each for name, each in given.items() if each is None or each in values or name == "text"
        }
        if given.get("text") and given["text"] not in values:
            given = {name: each for name, each in given.items() if name != "text"} | {"text": None}
    try:
        return recognise(values, given)
    except CorpusError as error:
        raise FileProblem("no such column", str(error)) from None


def _guessed(place: str, run: Run) -> Callable[[str], None]:
    def report(encoding: str) -> None:
        told = f"Not UTF-8; read as {encoding}, which fits best. If letters look wrong, pass encoding=."
        run.report(Exclusion("", place, "note", "encoding detected", told))

    return report


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
