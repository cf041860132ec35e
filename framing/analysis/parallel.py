"""Work done by several processes, in order."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from framing.analysis.engine import BATCH, Engine, Tables, batches
from framing.corpus import Article
from framing.errors import FramingError

if TYPE_CHECKING:
    from threadpoolctl import threadpool_limits

__all__ = ["ordered", "read_parts"]

_ROUNDS = 2  # batches that each process may still expect, as many as that at least
_SMALLEST = 16  # articles

Item = TypeVar("Item")
Result = TypeVar("Result")

_work: Callable[[Any], Any] | None = None


def read_parts(engine: Engine, articles: Iterable[Article], workers: int = 1) -> Iterator[Tables]:
    """Yield the tables of each batch of articles, in the order of the articles, whatever the number of processes."""
    if workers == 1:
        return ordered(engine.read, batches(articles), workers)
    listed = list(articles)
    return ordered(partial(_read_some, engine, listed), _ever_smaller(len(listed), workers), workers)


def _read_some(engine: Engine, articles: Sequence[Article], some: slice) -> Tables:
    """Read some of the articles that a process was begun with: they need not be handed over one by one."""
    return engine.read(articles[some])


def _ever_smaller(size: int, workers: int) -> Iterator[slice]:
    """Yield batches that grow small towards the end, so that no process is left with the last one while others wait."""
    low = 0
    while (left := size - low) > 0:
        high = low + min(BATCH, max(left // (_ROUNDS * workers), _SMALLEST))
        yield slice(low, high)
        low = high


def ordered(work: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[Result]:
    """Yield `work(item)` for each item, in their order; the processes end with the loop, however it ends.

    Raises
    ------
    FramingError
        Fewer than one worker.
    """
    if not isinstance(workers, int) or workers < 1:
        raise FramingError(f"workers={workers!r}: give 1 or more processes, as a whole number.")
    if workers == 1:
        with _one_thread():
            for item in items:
                yield work(item)
        return
    import pyarrow.compute  # noqa: F401  # what all will need is there once, before they part

    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with context.Pool(workers, initializer=_begin, initargs=(work,)) as pool:
        yield from pool.imap(_do, items)


def _one_thread() -> threadpool_limits:
    """Keep the small matrix products of the models on one thread: more only wait for each other."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(1)


def _begin(work: Callable[[Any], Any]) -> None:
    """Keep the work for this process; an interrupt is the parent's to handle."""
    global _work
    _work = work
    gc.freeze()  # what came from the parent stays: the collector need not look through it
    _one_thread()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(item: Any) -> Any:
    if _work is None:
        raise FramingError("The worker process has nothing to do. Call `framing.analyze(corpus, workers=…)` instead.")
    return _work(item)
