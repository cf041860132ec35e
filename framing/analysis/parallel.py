"""Batches read by several processes, in order."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from framing.analysis.engine import Engine, Tables, batches
from framing.corpus import Article
from framing.errors import FramingError

if TYPE_CHECKING:
    from threadpoolctl import threadpool_limits

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
        with _one_thread():
            for batch in batches(articles):
                yield engine.read(batch)
        return
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with context.Pool(workers, initializer=_begin, initargs=(engine,)) as pool:
        yield from pool.imap(_read, batches(articles))


def _one_thread() -> threadpool_limits:
    """Keep the small matrix products of the models on one thread: more only wait for each other."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(1)


def _begin(engine: Engine) -> None:
    """Keep the engine for this process; an interrupt is the parent's to handle."""
    global _engine
    _engine = engine
    _one_thread()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read(batch: Sequence[Article]) -> Tables:
    if _engine is None:
        raise FramingError("The worker process has no engine. Call `framing.analyze(corpus, workers=…)` instead.")
    return _engine.read(batch)
