"""Which files to read: folders, globs, lists of paths, and the table of metadata beside the texts."""

from __future__ import annotations

import difflib
import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from framing.errors import CorpusError

__all__ = [
    "Paths",
    "expand",
    "find_listed",
    "folder_names",
    "format_of",
    "listing",
    "metadata_table",
    "n_bytes",
]

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]

READ = (
    ".txt",
    ".text",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".json",
    ".jsonl",
    ".ndjson",
    ".csv",
    ".tsv",
    ".parquet",
)
METADATA_STEMS = ("articles", "metadata")
METADATA_SUFFIXES = (".csv", ".tsv", ".jsonl", ".csv.gz", ".tsv.gz", ".jsonl.gz")
NO_ARTICLES = ("readme", "license", "licence", "changelog", "citation")


def expand(paths: Paths) -> list[Path]:
    """Return the files and folders that were asked for, globs resolved.

    Raises
    ------
    CorpusError
        One of them does not exist, or a glob finds nothing.
    """
    if hasattr(paths, "columns"):
        raise CorpusError("A data frame is no path: give it to framing.Corpus.from_frame, or to framing.analyze as it is.")
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    wrong = [type(each).__name__ for each in given if not isinstance(each, str | os.PathLike)]
    if wrong:
        raise CorpusError(f"A path is a string or a Path, not {wrong[0]}: name a file, a folder or a glob.")
    if not given:
        raise CorpusError("No path was given: name a file, a folder or a glob such as 'articles/*.txt'.")
    found: list[Path] = []
    for each in given:
        if "://" in str(each):
            raise CorpusError(
                f"{each} is an address, and nothing is ever downloaded: save the page, then read the file."
            )
        path = Path(each).expanduser()
        matches = [str(path)] if path.exists() else _matches(str(path))
        if not matches:
            raise CorpusError(_missing(path))
        found.extend(map(Path, matches))
    return list(dict.fromkeys(found))


def format_of(path: Path) -> str:
    """Return the suffix that says what a file holds, without .gz.

    Examples
    --------
    >>> format_of(Path("news.JSONL.gz"))
    '.jsonl'
    """
    return Path(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()


def listing(folder: Path, claimed: set[Path]) -> Iterator[tuple[Path, tuple[str, str] | None]]:
    """Yield the files below a folder, its table of metadata first, each with a problem if it is not read.

    `claimed` is looked at as it fills: files that a table listed are not yielded again. Hidden files are
    passed over.
    """
    table = metadata_table(folder)
    if table is not None:
        yield table, None
    try:
        entries = sorted(os.scandir(folder), key=lambda each: (each.is_dir(), each.name))
    except OSError as error:
        yield (
            folder,
            ("unreadable", f"The folder could not be read: {error.strerror}. Change its permissions."),
        )
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith((".", "~$", "__")) or path == table or path in claimed:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from listing(path, claimed)
        else:
            yield path, _no_article(path)


def metadata_table(folder: Path) -> Path | None:
    """Return the file that may be a folder's table of metadata, by its name."""
    names = (folder / (stem + suffix) for stem in METADATA_STEMS for suffix in METADATA_SUFFIXES)
    return next((each for each in names if each.is_file()), None)


def find_listed(name: str, folder: Path) -> Path | None:
    """Return the file that a table means: by its path from the table's folder, or the only such name below.

    Files outside the folder are never read, whatever a table says.
    """
    plain = name.strip().replace("\\", "/")
    path = folder / plain
    if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
        return folder / os.path.normpath(plain) if not os.path.isabs(plain) else path
    same = _files_by_name(folder).get(plain.rsplit("/", 1)[-1], ())
    return same[0] if len(same) == 1 else None


def folder_names(paths: Sequence[Path]) -> dict[Path, str]:
    """Return the folders whose names stand for outlets: those that hold articles, when there are several.

    The folder that was asked for counts only beside others that were asked for; one with a table never does.
    """
    holding: set[Path] = set()
    for path in paths:
        if not path.is_dir():
            holding.add(path.parent)
        elif metadata_table(path) is None:
            inner = {each.parent for each in _walk(path) if _no_article(each) is None}
            holding |= inner if len(paths) > 1 else inner - {path}
    return {each: each.resolve().name for each in holding} if len(holding) > 1 else {}


def n_bytes(path: Path) -> int:
    """Return the size of a file, or of all files below a folder."""
    return sum(each.stat().st_size for each in _walk(path)) if path.is_dir() else path.stat().st_size


def _walk(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if not each.startswith((".", "__"))]
        yield from (Path(where, name) for name in names if not name.startswith((".", "~$", "__")))


@lru_cache(maxsize=1)
def _files_by_name(folder: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in _walk(folder):
        found.setdefault(path.name, []).append(path)
    return found


def _no_article(path: Path) -> tuple[str, str] | None:
    if path.is_dir():
        return "link to a folder", "Links to folders are not followed: name the folder itself."
    stem = path.name.lower().split(".")[0]
    if stem in NO_ARTICLES:
        return (
            "not an article",
            "By its name it is about the collection, no part of it: rename it if it is.",
        )
    if format_of(path) not in READ:
        return (
            "unknown format",
            f"Files ending in {format_of(path)!r} are not read; {', '.join(READ)} are (and .gz).",
        )
    return None


def _matches(pattern: str) -> list[str]:
    return sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(pattern) else []


def _missing(path: Path) -> str:
    if glob.has_magic(str(path)):
        return f"No file matches {str(path)!r}: check the pattern, and the folder you are in."
    near: Iterable[str] = ()
    if path.parent.is_dir():
        near = difflib.get_close_matches(path.name, os.listdir(path.parent), n=1)
    hint = "".join(f" Did you mean {str(path.parent / each)!r}?" for each in near)
    parent = next((each for each in path.parents if each.is_dir()), Path("."))
    hint = hint or f" Look what is in {str(parent)!r}, which exists."
    return f"There is no file or folder {str(path)!r}.{hint}"
