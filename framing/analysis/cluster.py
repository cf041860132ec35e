"""The same analysis on a cluster: one function from a data frame to a data frame, for Dask, Spark and others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.analysis.parts import PartTask, begin_run, finish_run, write_part
from framing.analysis.run import Setup, set_up
from framing.corpus import Corpus

if TYPE_CHECKING:
    import pandas as pd

    from framing.analysis.result import Analysis

__all__ = ["PartitionWriter"]


class PartitionWriter:
    """Analyses partitions of articles wherever they are and writes their tables into one folder that all can reach.

    Call it with a data frame of articles: it returns a frame of one row, `part` and `n_articles`. A partition that is
    written already is not written again, so a job that was stopped can be started anew.

    Parameters
    ----------
    folder
        A folder that all workers see.
    lexicons, actors
        Names of packaged lexicons and actor files, or paths; by default all.
    trained
        As in `framing.analyze`.

    Examples
    --------
    >>> import framing, tempfile
    >>> frame = framing.demo_corpus().to_frame()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write = PartitionWriter(folder, trained=False)
    ...     done = [write(frame.iloc[:10]), write(frame.iloc[10:])]
    ...     len(write.finish().articles)
    30
    """

    #: columns of what a call returns, as Dask's `meta` and Spark's schema want them
    meta = {"part": "str", "n_articles": "int64"}  # noqa: RUF012
    schema = "part string, n_articles long"

    def __init__(self, folder: str | Path, *, lexicons: Any = None, actors: Any = None, trained: bool = True) -> None:
        self._folder = Path(folder)
        self._options = {"lexicons": lexicons, "actors": actors, "trained": trained}
        self._setup: Setup | None = None
        begin_run(self._folder, self._made())

    def __call__(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Analyse one partition and write its tables."""
        import pandas as pd

        if not len(frame):
            return pd.DataFrame({"part": pd.Series([], dtype="str"), "n_articles": pd.Series([], dtype="int64")})
        articles = list(Corpus.from_frame(frame))
        task = PartTask("", articles, self._folder)
        task = task._replace(name=task.fingerprint()[:16])
        number = write_part(self._made().engine, task)
        return pd.DataFrame({"part": pd.Series([task.name], dtype="str"), "n_articles": [number]})

    def batches(self, frames: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        """Analyse an iterator of frames: the form that Spark's `mapInPandas` calls."""
        return map(self, frames)

    def finish(self, *, sampling: str = "") -> Analysis:
        """Write the manifest when all partitions are done and open the analysis; its articles come in the order of their ids."""
        return finish_run(self._folder, self._made(), sampling=sampling, by_article=True)

    def _made(self) -> Setup:
        """Return the engine, made once in every process."""
        if self._setup is None:
            self._setup = set_up(self._options["lexicons"], self._options["actors"], trained=self._options["trained"])
        return self._setup

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_setup": None}
