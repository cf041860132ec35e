"""Articles from files: one by one, or all into a corpus."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from framing.corpus.article import FIELDS, Article
from framing.corpus.corpus import Corpus
from framing.corpus.distinct import distinct
from framing.corpus.exclusions import Exclusion
from framing.corpus.files import READ, Paths, expand, n_bytes
from framing.corpus.progress import Progress
from framing.corpus.run import Options, Run
from framing.corpus.sources import placed_articles
from framing.errors import CorpusError, UnknownName

__all__ = ["read_articles", "read_corpus"]


def read_corpus(
    paths: Paths,
    *,
    outlet: str | None = None,
    columns: Mapping[str, str | None] | None = None,
    encoding: str | None = None,
    progress: bool | None = None,
) -> Corpus:
    """Read articles from a folder, a file, a glob, or a list of them.

    A file that cannot be read never stops the others: it is listed in ``corpus.exclusions`` with the reason
    and what to do. The same text of the same outlet is read once. Texts are kept as they are decoded, but for
    line ends, which all become newlines; a headline found on top of a text stays in it, too.

    Parameters
    ----------
    paths : path, or sequence of paths
        One article each: .txt, .md (with front matter), .html (its main text). Many: .json, .jsonl, .csv,
        .tsv, .parquet. Each also with .gz. In a folder, a table ``articles.csv`` (or ``metadata``; .tsv,
        .jsonl) with a column ``file`` says what is known about each text. Without one, where several folders
        hold articles, the outlet is the name of the folder.
    outlet : str, optional
        The outlet of every article, whatever the files say.
    columns : mapping of str to str or None, optional
        Field -> column where the names are not recognised, as in ``{"text": "story", "id": None}``; None for
        a field to leave out.
    encoding : str, optional
        Of every text file. Without it: byte order mark, UTF-8, else detected, which ``corpus.notes`` tells.
    progress : bool, optional
        A progress bar on standard error; None shows it on a terminal when reading takes more than a second.

    Raises
    ------
    CorpusError
        A path does not exist, nothing could be read at all, or two different articles have the same id.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "news.csv").write_text("Source,Title,Body\\nPost,Talks resume,Kyiv was calm.\\n")
    >>> read_corpus(folder)
    Corpus of 1 article, 1 outlet, 0 events
      read from: text ← Body, outlet ← Source, headline ← Title
    """
    found: list[Exclusion] = []
    run = Run(found.append)
    options = _options(outlet, columns, encoding)
    with Progress("Reading", shown=progress) as bar:
        placed = _watched(placed_articles(expand(paths), options, run), run, bar, paths)
        articles = [article for article, _ in distinct(placed, found.append)]
    if not articles:
        raise CorpusError(_nothing(paths, found))
    if outlet is not None:
        run.recognised["outlet"] = "the caller"
        run.ambiguous.pop("outlet", None)
    return Corpus(articles, found, run.recognised, run.ambiguous)


def read_articles(
    paths: Paths,
    *,
    outlet: str | None = None,
    columns: Mapping[str, str | None] | None = None,
    encoding: str | None = None,
    on_exclusion: Callable[[Exclusion], None] | None = None,
) -> Iterator[Article]:
    """Yield articles one by one, from files of any size, in memory that does not grow.

    The parameters are those of `read_corpus`. Because nothing is remembered, equal articles are not found and
    ids are not checked; whoever has the memory uses `read_corpus`.

    Parameters
    ----------
    on_exclusion : callable, optional
        Called with every `Exclusion`, as in ``on_exclusion=left_out.append``. Without it, one warning at the
        end says how many there were.

    Raises
    ------
    CorpusError
        A path does not exist.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp(), "news.jsonl")
    >>> _ = file.write_text('{"text": "Kyiv was calm.", "outlet": "Post"}\\n', encoding="utf-8")
    >>> [article.outlet for article in read_articles(file)]
    ['Post']
    """
    return _streamed(expand(paths), _options(outlet, columns, encoding), on_exclusion)


def _streamed(
    paths: list[Path], options: Options, report: Callable[[Exclusion], None] | None
) -> Iterator[Article]:
    n_missed = 0

    def count(exclusion: Exclusion) -> None:
        nonlocal n_missed
        n_missed += exclusion.what != "note"

    for article, _ in placed_articles(paths, options, Run(report or count)):
        yield article
    if n_missed:
        warnings.warn(
            f"{n_missed} files or rows were left out; pass on_exclusion= to see which and why.", stacklevel=2
        )


def _options(outlet: str | None, columns: Mapping[str, str | None] | None, encoding: str | None) -> Options:
    for name in columns or {}:
        if name not in FIELDS:
            raise UnknownName("field of an article", name, FIELDS)
    if encoding is not None:
        try:
            "".encode(encoding)
        except LookupError:
            raise CorpusError(
                f"There is no encoding {encoding!r}: utf-8, cp1252 and cp1251 are usual ones."
            ) from None
    return Options(outlet, encoding, dict(columns or {}))


def _watched(
    placed: Iterator[tuple[Article, str]], run: Run, bar: Progress, paths: Paths
) -> Iterator[tuple[Article, str]]:
    if not bar.shown:
        yield from placed
        return
    total = sum(n_bytes(each) for each in expand(paths))
    for number, each in enumerate(placed, 1):
        bar.update(number, "articles", run.n_bytes_read() / total if total else None)
        yield each


def _nothing(paths: Paths, found: list[Exclusion]) -> str:
    """Say why nothing was read."""
    if not found:
        return f"There is no article in {_listed(paths)}: files must end in {', '.join(READ)} (and .gz)."
    first = f"{found[0].place}: {found[0].detail}"
    if len(found) == 1:
        return first
    told = f"No article could be read from {_listed(paths)}; {len(found)} files or rows failed"
    return f"{told}. The first: {first}"


def _listed(paths: Paths) -> str:
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    return ", ".join(str(each) for each in given[:3]) + (", …" if len(given) > 3 else "")
