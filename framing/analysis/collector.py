"""Many small values and no cycles among them: Python's collector of cycles may wait."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_waits"]


@contextmanager
def collector_waits() -> Iterator[None]:
    """Let the collector of cycles wait: it would look through every object of the process again and again.

    Values are freed as ever when nothing refers to them; only cycles wait, until the batch is read or the engine is set up.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
