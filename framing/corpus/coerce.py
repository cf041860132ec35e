"""Whatever people hand over as a corpus."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from framing import resources
from framing.corpus.article import Article
from framing.corpus.corpus import Corpus
from framing.corpus.files import READ
from framing.corpus.reading import read_corpus
from framing.errors import CorpusError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["as_corpus", "demo_corpus"]

LONGEST_PATH = 260


def as_corpus(
    source: Corpus | pd.DataFrame | str | os.PathLike[str] | Iterable[Article | str | os.PathLike[str]],
    *,
    progress: bool | None = None,
) -> Corpus:
    """Return a corpus of whatever holds articles.

    That is a corpus, a table, a path, a text, or a list of paths, texts or articles. A string is read as a
    path if there is such a file, or if it looks like one: a single word, the suffix of a file of articles, or a
    folder that exists before a separator. Then a missing file is an error. Any other string is the text of an
    article; `Corpus.from_texts` takes all as texts.

    Raises
    ------
    CorpusError
        Nothing of that kind, or see `read_corpus` and `Corpus.from_frame`.

    Examples
    --------
    >>> as_corpus("Talks went on in Kyiv.")[0].text
    'Talks went on in Kyiv.'
    """
    if isinstance(source, Corpus):
        return source
    if isinstance(source, Article):
        return Corpus([source])
    if isinstance(source, str | os.PathLike):
        return _of_one(source, progress)
    if hasattr(source, "columns") and hasattr(source, "iloc"):
        return Corpus.from_frame(cast("pd.DataFrame", source))
    if isinstance(source, Iterable) and not isinstance(source, bytes | dict):
        return _of_many(list(source), progress)
    told = f"A corpus cannot be made of {type(source).__name__}"
    raise CorpusError(f"{told}: give a path, a DataFrame, a list of texts or a text.")


def demo_corpus() -> Corpus:
    """Return the corpus that ships with the library, written for it: fictional outlets on real events.

    Examples
    --------
    >>> len(demo_corpus().outlets)
    5
    """
    return read_corpus(Path(str(resources.data("corpus"))) / "articles.csv", progress=False)


def _of_one(source: str | os.PathLike[str], progress: bool | None) -> Corpus:
    if _is_path(source):
        return read_corpus(source, progress=progress)
    text = str(source)
    if _is_a_word(text) and text[-1] not in ".!?…":
        raise CorpusError(
            f"There is no file or folder {text!r}. A single word is no article: give a path that exists, or, "
            f"if this is the text, framing.Corpus.from_texts([{text!r}])."
        )
    return Corpus.from_texts([text])


def _of_many(items: list[Article | str | os.PathLike[str]], progress: bool | None) -> Corpus:
    if items and all(isinstance(each, Article) for each in items):
        return Corpus([each for each in items if isinstance(each, Article)])
    strings = [each for each in items if isinstance(each, str | os.PathLike)]
    if not items or len(strings) < len(items):
        kinds = sorted({type(each).__name__ for each in items})
        told = f"A corpus cannot be made of a list of {', '.join(kinds) or 'nothing'}"
        table = " For a list of dictionaries give pandas.DataFrame(list)." if "dict" in kinds else ""
        raise CorpusError(f"{told}: give paths, texts or articles.{table}")
    if all(_is_path(each) for each in strings):
        return read_corpus(strings, progress=progress)
    if any(isinstance(each, os.PathLike) or _names_a_file(each) for each in strings):
        raise CorpusError("The list mixes paths and texts: read the files with read_corpus first.")
    return Corpus.from_texts([str(each) for each in strings])


def _is_path(source: str | os.PathLike[str]) -> bool:
    if not isinstance(source, str):
        return True
    if not source or len(source) > 4096 or "\n" in source or "\0" in source:
        return False
    try:
        if Path(source).expanduser().exists():
            return True
    except OSError:
        return False
    if _is_a_word(source):
        return _names_a_file(source) or any(mark in source for mark in ("/", os.sep, "*"))
    folder = source.replace(os.sep, "/").rpartition("/")[0]
    return len(source) <= LONGEST_PATH and (_has_suffix(source) or (folder != "" and Path(folder).expanduser().is_dir()))


def _is_a_word(source: str) -> bool:
    return 0 < len(source) <= LONGEST_PATH and not any(each.isspace() for each in source)


def _names_a_file(source: str) -> bool:
    """Tell whether a string is one word with the suffix of a file of articles."""
    return _is_a_word(source) and _has_suffix(source)


def _has_suffix(source: str) -> bool:
    return source.lower().removesuffix(".gz").endswith(READ)
