"""Which articles each file holds; what is wrong with one is reported and stops nothing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from framing.corpus.article import Article
from framing.corpus.columns import Columns, missing_text, recognise
from framing.corpus.decoding import decode, open_bytes
from framing.corpus.documents import declared_encoding, read_html, read_markdown, read_plain
from framing.corpus.exclusions import Exclusion, FileProblem
from framing.corpus.files import READ, find_listed, folder_names, format_of, listing
from framing.corpus.records import articles_from, as_name, is_missing
from framing.corpus.run import Options, Run
from framing.corpus.tables import read_csv, read_json, read_json_lines, read_parquet
from framing.errors import CorpusError

__all__ = ["placed_articles"]

Placed = Iterator[tuple[Article, str]]
Values = dict[str, Any]

ONE_ARTICLE = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
}
MANY_ARTICLES = {
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
}
# After so many objects in a row without a text, a file of JSON is taken to hold something else.
PATIENCE = 20


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
    """Read one file of any format; what is wrong with it is reported and stops nothing."""
    form = format_of(path)
    try:
        with open_bytes(path) as stream:
            run.open_file(stream)
            if form in ONE_ARTICLE:
                yield from _document(stream, path, root, ({}, {}), options, run)
            elif form in MANY_ARTICLES:
                yield from _table(stream, path, options, run)
            else:
                told = f"Files ending in {form!r} are not read; {', '.join(READ)} are, also with .gz."
                raise FileProblem("unknown format", told)
            run.close_file()
    except FileProblem as problem:
        run.report(Exclusion("", str(path), "file", problem.reason, problem.detail))


def _document(
    stream: io.BufferedReader,
    path: Path,
    root: Path,
    known: tuple[Values, Values],
    options: Options,
    run: Run,
) -> Placed:
    """Read a file that holds one article; `known` are the fields and metadata that a table says about it."""
    form, data = format_of(path), stream.read()
    hint = declared_encoding(data) if form in (".html", ".htm") else None
    text = decode(data, encoding=options.encoding or hint, report=_note_encoding(path, run))
    values = ONE_ARTICLE[form](text)
    columns = recognise(values, options.columns_among(values) | {"text": "text"})
    if len(values) > 1:
        run.learn(columns)
    fields, meta = columns.split(values)
    fields |= {name: value for name, value in known[0].items() if not is_missing(value)}
    _set_outlet(fields, path, options, run, site=meta.pop("sitename", None))
    yield from _built(fields, {"file": _relative(path, root)} | meta | known[1], str(path), run)


def _table(stream: io.BufferedReader, path: Path, options: Options, run: Run) -> Placed:
    """Read a file of many articles, or of what is known about texts in other files."""
    form = format_of(path)
    seen: dict[tuple[str, ...], Columns] = {}
    n_rows = n_textless = 0
    rows = MANY_ARTICLES[form](stream, options.encoding, _note_encoding(path, run))
    for where, values in rows:
        n_rows += 1
        place = f"{path}, {where}"
        if isinstance(values, FileProblem):
            run.report(Exclusion("", place, "article", values.reason, values.detail))
            continue
        columns = seen.get(tuple(values))
        if columns is None:
            columns = seen[tuple(values)] = _recognised(values, form, options)
            run.learn(columns)
        fields, meta = columns.split(values)
        if columns.file and is_missing(fields.get("text")) and not is_missing(values[columns.file]):
            yield from _listed(str(values[columns.file]), place, path, (fields, meta), options, run)
        elif "text" in columns.chosen:
            n_textless = 0
            _set_outlet(fields, path, options, run)
            yield from _built(fields, meta, place, run)
        else:
            n_textless += 1
            _no_text(values, place, run, stop=n_textless == PATIENCE or form in (".csv", ".tsv", ".parquet"))
    if n_rows == 0:
        raise FileProblem("empty file", "The file holds no rows: delete it, or fetch it again.")


def _listed(
    name: str, place: str, table: Path, known: tuple[Values, Values], options: Options, run: Run
) -> Placed:
    """Read the text that a row of a table of metadata points to."""
    path = find_listed(name, table.parent)
    given_id = as_name(known[0].get("id")) or ""
    if path is None or format_of(path) not in ONE_ARTICLE:
        told = f"{name!r} is listed, but there is no such text below {str(table.parent)!r}"
        detail = f"{told}: add the file, or delete the row."
        run.report(Exclusion(given_id, place, "article", "file missing", detail))
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
    """Yield the article of one record, if it is one, with its place."""
    for each in articles_from(fields, meta, place):
        if isinstance(each, Exclusion):
            run.report(each)
            continue
        if each.headline and is_missing(fields.get("headline")):
            run.note_origin("headline", "first line of the text")
        yield each, place


def _set_outlet(fields: Values, path: Path, options: Options, run: Run, *, site: str | None = None) -> None:
    """Settle the outlet: the caller's word, what the file or table says, the folder, the site."""
    if options.outlet:
        fields["outlet"] = options.outlet
    elif is_missing(fields.get("outlet")) and path.parent in run.outlets:
        fields["outlet"] = run.outlets[path.parent]
        run.note_origin("outlet", "name of the folder")
    elif is_missing(fields.get("outlet")) and site:
        fields["outlet"] = site
        run.note_origin("outlet", "name of the site")


def _recognised(values: Values, form: str, options: Options) -> Columns:
    """Recognise the columns of a row; objects of JSON may leave any out, tables may not."""
    given = options.columns_among(values) if form in (".json", ".jsonl", ".ndjson") else options.columns
    try:
        return recognise(values, given)
    except CorpusError as error:
        raise FileProblem("no such column", str(error)) from None


def _no_text(values: Values, place: str, run: Run, *, stop: bool) -> None:
    if stop:
        raise FileProblem("no text column", missing_text(values))
    run.report(Exclusion("", place, "article", "no text column", missing_text(values)))


def _note_encoding(path: Path, run: Run) -> Callable[[str], None]:
    def report(encoding: str) -> None:
        told = f"Not UTF-8; read as {encoding}, which fits best. If letters look wrong, pass encoding=."
        run.report(Exclusion("", str(path), "note", "encoding detected", told))

    return report


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
