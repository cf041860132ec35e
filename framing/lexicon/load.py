"""Read lexicons and actor files, packaged or your own, in several formats."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import tomli

from framing.errors import LexiconError, UnknownName
from framing.lexicon import importers
from framing.lexicon.actors import ActorFile
from framing.lexicon.model import Lexicon
from framing.lexicon.problems import Source
from framing.lexicon.schema import read_actor_file, read_entries, read_full
from framing.resources import lexicon_folder

__all__ = ["available_actors", "available_lexicons", "load_actors", "load_lexicon", "read_lexicon_text"]

#: File name endings that `load_lexicon` reads.
FORMATS = (".toml", ".tsv", ".csv", ".txt", ".dic", ".yml", ".yaml")


def load_lexicon(name_or_path: str | Path) -> Lexicon:
    """Return a lexicon: a packaged one by its name, or your own file by its path.

    Formats, by file name ending: `.toml` (the full format), `.tsv` and `.csv` (a column `form`; optional columns
    category, side, valence, entry and other fields of an entry), `.txt` (one form per line), `.dic` (LIWC),
    `.yml`/`.yaml` (quanteda dictionary). The last five make one entry per form, so a word that stands in several
    categories counts in the first only: take `lexicon.by_category()` there.

    Raises
    ------
    UnknownName
        No packaged lexicon has this name (the message shows the nearest).
    LexiconError
        The file cannot be read or is not in order: each mistake with file, line and remedy.

    Examples
    --------
    >>> load_lexicon("russia_ukraine").sides["B"]
    'russia'
    """
    path = _find(name_or_path, lexicon_folder(), "lexicon", available_lexicons)
    return _lexicon(_content(path), _shown(path))


def load_actors(name_or_path: str | Path) -> ActorFile:
    """Return the actors of a topic: a packaged file by its name, or your own `.toml` by its path.

    Raises
    ------
    UnknownName, LexiconError
        As `load_lexicon`.
    """
    path = _find(name_or_path, lexicon_folder().joinpath("actors"), "actor file", available_actors)
    return _actors(_content(path), _shown(path))


def available_lexicons() -> list[str]:
    """Return the names of the packaged lexicons.

    Examples
    --------
    >>> "russia_ukraine" in available_lexicons()
    True
    """
    return _names(lexicon_folder(), "entry")


def available_actors() -> list[str]:
    """Return the names of the packaged actor files."""
    return _names(lexicon_folder().joinpath("actors"), "actor")


def read_lexicon_text(text: str, file: str = "lexicon.toml") -> Lexicon:
    """Return the lexicon that a text holds; the ending of `file` says in which format.

    Examples
    --------
    >>> read_lexicon_text("circus\\nfarce\\n", "ridicule.txt").entries[1].category
    'ridicule'
    """
    return _lexicon(text.encode("utf-8"), file)


@lru_cache(maxsize=64)
def _lexicon(content: bytes, file: str) -> Lexicon:
    source = Source(file, _decode(content, file))
    values = _full(source) if Path(file).suffix.lower() == ".toml" else _simple(source)
    source.raise_if_wrong()
    return Lexicon(**values, file=file, sha256=hashlib.sha256(content).hexdigest())


@lru_cache(maxsize=64)
def _actors(content: bytes, file: str) -> ActorFile:
    source = Source(file, _decode(content, file))
    values = read_actor_file(_toml(source), source)
    source.raise_if_wrong()
    return ActorFile(**values, file=file, sha256=hashlib.sha256(content).hexdigest())


def _full(source: Source) -> dict[str, Any]:
    return read_full(_toml(source), source)


def _simple(source: Source) -> dict[str, Any]:
    path = Path(source.file)
    tables = importers.read(source, path.suffix.lower(), path.stem)
    entries = read_entries(tables, source)
    if not entries and not source.problems:
        source.wrong("holds no forms.")
    return {"id": path.stem, "title": path.stem, "entries": entries}


def _toml(source: Source) -> dict[str, Any]:
    try:
        return tomli.loads(source.text)
    except tomli.TOMLDecodeError as error:
        message = str(error)
        found = re.search(r"at line (\d+), column (\d+)", message)
        line = int(found[1]) if found else source.text.count("\n") + 1
        reason = message[: message.rindex(" (")] if " (" in message else message
        remedy = "Text needs double quotes, list members need commas, each key may stand once in a table."
        column = f" at column {found[2]}" if found else ""
        raise LexiconError(f"{source.file}:{line}: not valid TOML{column}: {reason}. {remedy}") from None


def _content(path: Traversable) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LexiconError(
            f"{path}: cannot be read ({error.strerror}). Check the permissions of the file."
        ) from None


def _decode(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise LexiconError(
            f"{file}:{line}: not UTF-8 (byte {content[error.start]:#x}). Save the file as UTF-8."
        ) from None


def _find(name: str | Path, folder: Traversable, what: str, known: Any) -> Traversable:
    path = Path(name)
    if isinstance(name, Path) or path.suffix.lower() in FORMATS or len(path.parts) > 1 or (path.suffix and path.is_file()):
        if path.is_dir():
            raise LexiconError(f"{path}: this is a folder. Give the files in it one by one.")
        if not path.is_file():
            raise LexiconError(f"{path}: there is no such file. Packaged: {', '.join(known()) or 'none'}.")
        if path.suffix.lower() not in FORMATS:
            raise LexiconError(f"{path}: unknown format {path.suffix!r}. Known: {', '.join(FORMATS)}.")
        return path
    packaged = folder.joinpath(f"{name}.toml")
    if not packaged.is_file():
        raise UnknownName(what, name, known())
    return packaged


def _shown(path: Traversable) -> str:
    """Name a packaged file from `lexicons/` on, another as it was given."""
    text = str(path)
    packaged = str(lexicon_folder())
    return f"lexicons{text[len(packaged) :]}".replace("\\", "/") if text.startswith(packaged) else text


def _names(folder: Traversable, kind: str) -> list[str]:
    """Return the stems of the TOML files of a folder that hold `[[kind]]` tables."""
    if not folder.is_dir():
        return []
    files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    header = re.compile(rf"^\[\[{kind}\]\]".encode(), re.MULTILINE)
    return sorted(file.name.removesuffix(".toml") for file in files if header.search(file.read_bytes()))
