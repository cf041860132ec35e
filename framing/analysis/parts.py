"""Analyses larger than memory: articles are streamed in, tables leave part by part, and a stopped run goes on."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.analysis.engine import Engine, Tables, batches
from framing.analysis.language import warn_of_language
from framing.analysis.parallel import ordered
from framing.analysis.run import Setup, set_up
from framing.analysis.store import MANIFEST, ORDER, RUN, manifest_text, read_analysis, stored_columns
from framing.analysis.sums import Adder
from framing.analysis.tables import to_frame
from framing.corpus import Article, Corpus, Exclusion, read_articles
from framing.corpus.exclusions import exclusion_table
from framing.corpus.progress import Progress
from framing.errors import OutputError

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis.result import Analysis

__all__ = ["PartTask", "analyze_to", "begin_run", "finish_run", "write_part"]

PART = 512  # articles that leave together
_UNFINISHED = ".unfinished"


class PartTask(NamedTuple):
    """One part: its name, its articles and where its tables go."""

    name: str
    articles: list[Article]
    folder: Path

    @property
    def marker(self) -> Path:
        return self.folder / "parts" / f"{self.name}.json"

    def fingerprint(self) -> str:
        digest = hashlib.sha256()
        for article in self.articles:
            digest.update(repr((article.id, article.outlet, article.headline, article.text)).encode("utf-8", "replace"))
        return digest.hexdigest()

    def is_done(self) -> bool:
        """Tell whether an earlier run wrote this part, of the same articles."""
        if not self.marker.is_file():
            return False
        if json.loads(self.marker.read_text(encoding="utf-8"))["sha256"] == self.fingerprint():
            return True
        raise OutputError(
            f"Part {self.name} in {self.folder} was written for other articles. Give the same articles in the same "
            "order to go on, or another folder to begin anew."
        )


def analyze_to(
    folder: str | Path,
    source: Any,
    *,
    workers: int = 1,
    progress: bool | None = None,
    sampling: str = "",
    trained: bool = True,
    lexicons: Any = None,
    actors: Any = None,
    columns: Mapping[str, str | None] | None = None,
) -> Analysis:
    """Analyse articles of any number into a folder of Parquet files, in constant memory.

    A run that was stopped, however, goes on where it was when called again with the same arguments: parts that are
    complete are kept, nothing is lost and nothing stands twice.

    Parameters
    ----------
    folder
        Where the tables go: `folder/terms/000000.parquet` and so on, and a manifest.
    source
        Paths as for `framing.read_corpus`, read article by article; or a Corpus or a DataFrame.
    workers, progress, sampling, trained, lexicons, actors
        As in `framing.analyze`.
    columns
        As in `framing.read_corpus`, for files.

    Returns
    -------
    Analysis
        Its tables are read from the folder when they are asked for; measures by outlet and comparisons need only the
        sums per article that are stored with them. Articles with an id that occurred before are left out and listed.

    Raises
    ------
    OutputError
        The folder cannot be written, or holds a run of other articles, lexicons or versions.

    Examples
    --------
    >>> import framing, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     len(analyze_to(folder, framing.demo_corpus(), trained=False).articles)
    30
    """
    setup = set_up(lexicons, actors, trained=trained)
    path = Path(folder)
    found: list[Exclusion] = []
    if hasattr(source, "columns"):
        source = Corpus.from_frame(source)
    articles = source if isinstance(source, Corpus) else read_articles(source, columns=columns, on_exclusion=found.append)
    try:
        begin_run(path, setup)
        _write_parts(path, setup, _distinct(articles, found), workers, progress)
        analysis = finish_run(path, setup, found, sampling=sampling)
    except OSError as error:
        raise OutputError(f"Could not write to {path}: {error}. Choose a folder you may write to.") from error
    warn_of_language(_reasons(path), analysis.manifest["corpus"]["articles"])
    return analysis


def _reasons(path: Path) -> list[str]:
    """Return the reasons of all exclusions, without reading what else is told of them."""
    import pyarrow.parquet as pq

    reasons: list[str] = pq.read_table(path / "exclusions", columns=["reason"])["reason"].to_pylist()
    return reasons


def begin_run(path: Path, setup: Setup) -> None:
    """Make the folder, or make sure that the run in it was begun with the same lexicons and versions."""
    import pandas as pd

    facts = setup.manifest(pd.Series([], dtype="str"))
    run = json.dumps({name: facts[name] for name in ("framing", "lexicons", "actors", "trained")}, sort_keys=True)
    if (path / MANIFEST).is_file() and not (path / RUN).is_file():
        raise OutputError(f"{path} holds a saved analysis. Choose another folder.")
    (path / "parts").mkdir(parents=True, exist_ok=True)
    if not (path / RUN).is_file():
        with _whole(path / RUN) as unfinished:
            unfinished.write_text(run, encoding="utf-8")
    elif (path / RUN).read_text(encoding="utf-8") != run:
        raise OutputError(f"{path} holds a run with other lexicons, actors or versions. Choose another folder.")


def _distinct(articles: Iterable[Article], found: list[Exclusion]) -> Iterator[Article]:
    """Yield articles whose id is new; only short digests of the ids are kept."""
    seen: set[bytes] = set()
    for number, article in enumerate(articles, 1):
        digest = hashlib.blake2b(article.id.encode("utf-8", "replace"), digest_size=8).digest()
        if digest in seen:
            found.append(Exclusion(article.id, f"article {number}", "article", "id seen before", "Give each its own id."))
            continue
        seen.add(digest)
        yield article


def _write_parts(path: Path, setup: Setup, articles: Iterator[Article], workers: int, progress: bool | None) -> None:
    done = 0
    with Progress("Analysing", shown=progress) as bar:
        for number in ordered(partial(write_part, setup.engine), _tasks(path, articles), workers):
            done += number
            bar.update(done, "articles")


def _tasks(path: Path, articles: Iterator[Article]) -> Iterator[PartTask]:
    number = 0
    while part := list(islice(articles, PART)):
        yield PartTask(f"{number:06}", part, path)
        number += 1


def write_part(engine: Engine, task: PartTask) -> int:
    """Write the tables of one part, unless they are there; the marker comes last."""
    if not task.is_done():
        for name, table in _part_tables(engine, task.articles).items():
            target = task.folder / name / f"{task.name}.parquet"
            target.parent.mkdir(exist_ok=True)
            with _whole(target) as unfinished:
                table.to_parquet(unfinished, index=False)
        with _whole(task.marker) as unfinished:
            unfinished.write_text(json.dumps({"sha256": task.fingerprint()}), encoding="utf-8")
    return len(task.articles)


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Give a file to write that becomes `target` when it is whole; no other process writes or reads it before."""
    unfinished = target.with_name(f"_{target.stem}.{uuid.uuid4().hex}{_UNFINISHED}")  # names with _ are no part of a table
    yield unfinished
    unfinished.replace(target)


def _part_tables(engine: Engine, articles: list[Article]) -> dict[str, pd.DataFrame]:
    import pyarrow as pa

    read: list[Tables] = [engine.read(batch) for batch in batches(articles)]
    frames = {name: to_frame(pa.concat_tables([each[name] for each in read])) for name in read[0]}
    return {**frames, "sums": _sums(frames, engine.measures)}


def _sums(frames: Mapping[str, pd.DataFrame], measures: Iterable[Any]) -> pd.DataFrame:
    """Return numerators and denominators of all measures: what groups and comparisons of outlets need."""
    adder = Adder(frames)
    columns: dict[str, Any] = {}
    for measure in measures:
        sums = adder.sums(measure)
        columns |= {f"{measure.name}.numerator": sums.numerator, f"{measure.name}.denominator": sums.denominator}
    return frames["articles"][["article"]].assign(**columns)


def finish_run(
    path: Path, setup: Setup, found: Sequence[Exclusion] = (), *, sampling: str = "", by_article: bool = False
) -> Analysis:
    """Write what was left out and the manifest, when all parts are there, and open the analysis.

    With `by_article` its tables are read in the order of article ids: parts that were written anywhere have none.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = sorted(each.name for each in path.iterdir() if each.is_dir() and each.name != "parts")
    if not names:
        raise OutputError(f"There is no article to analyse; nothing was written to {path}.")
    columns = pq.read_schema(next((path / "exclusions").glob("*.parquet")))
    left_out = pa.Table.from_pandas(exclusion_table(found).reindex(columns=columns.names)).cast(columns)
    with _whole(path / "exclusions" / "left_out.parquet") as unfinished:
        pq.write_table(left_out, unfinished)
    topics = pq.read_table(path / "articles", columns=["topics"]).to_pandas()["topics"]
    corpus = {"articles": len(topics), "parts": len(list((path / "parts").glob("*.json")))}
    manifest = setup.manifest(topics, corpus=corpus, sampling=sampling) | ({ORDER: "article"} if by_article else {})
    with _whole(path / MANIFEST) as unfinished:
        tables = {name: stored_columns(path / name) for name in names}
        unfinished.write_text(manifest_text(manifest, tables, setup.engine.measures), encoding="utf-8")
    for left in path.glob(f"*/_*{_UNFINISHED}"):
        left.unlink(missing_ok=True)
    return read_analysis(path)
