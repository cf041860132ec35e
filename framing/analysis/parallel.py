"""Batches read by several processes, in order."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterable, Iterator, Sequence

from framing.analysis.engine import Engine, Tables, batches
from framing.corpus import Article
from framing.errors import FramingError

__all__ = ["read_parts"]

_engine: Engine | None = None


def read_parts(engine: Engine, articles: Iterable[Article], workers: int = 1) -> Iterator[Tables]:
    """Yield the tables of each batch of articles, in the order of the articles, whatever the number of processes.

    Raises
    ------
    FramingError
        Fewer than one worker.
    """
    if workers < 1:
        raise FramingError(f"workers={workers}: give 1 or more processes.")
    if workers == 1:
        for batch in batches(articles):
            yield engine.read(batch)
        return
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with context.Pool(workers, initializer=_begin, initargs=(engine,)) as pool:
        yield from pool.imap(_read, batches(articles))


def _begin(engine: Engine) -> None:
    """Keep the engine for this process; an interrupt is the parent's to handle."""
    global _engine
    _engine = engine
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read(batch: Sequence[Article]) -> Tables:
    if _engine is None:
        raise FramingError("The worker process has no engine. Call `framing.analyze(corpus, workers=…)` instead.")
    return _engine.read(batch)
