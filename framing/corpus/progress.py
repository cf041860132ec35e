"""A progress bar for long work: on a terminal only, and only when the work takes a while."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TextIO

__all__ = ["Progress"]


class Progress:
    """Show on standard error how far long work has come.

    Parameters
    ----------
    label : str
    shown : bool, optional
        None shows it on a terminal after a second of work; True always, False never.

    Examples
    --------
    >>> with Progress("Reading", shown=False) as progress:
    ...     progress.update(120, "articles", 0.5)
    """

    def __init__(
        self, label: str, *, shown: bool | None = None, stream: TextIO | None = None, width: int = 24
    ) -> None:
        self.label = label
        self.stream = sys.stderr if stream is None else stream
        self.shown = self._is_terminal() if shown is None else shown
        self.width = width
        self.next = time.monotonic() + (0.0 if shown else 1.0)
        self.drawn = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.drawn:
            self.stream.write("\r" + " " * self.drawn + "\r")
            self.stream.flush()

    def update(self, number: int, noun: str, fraction: float | None = None) -> None:
        """Say that `number` of `noun` are done, which is `fraction` (0-1) of the whole if that is known."""
        if not self.shown or time.monotonic() < self.next:
            return
        self.next = time.monotonic() + 0.2
        line = f"{self.label}  {self._bar(fraction)}{number:,} {noun}"
        self.stream.write("\r" + line.ljust(self.drawn))
        self.stream.flush()
        self.drawn = max(self.drawn, len(line))

    def _bar(self, fraction: float | None) -> str:
        if fraction is None:
            return ""
        filled = round(self.width * min(max(fraction, 0.0), 1.0))
        return f"[{'#' * filled}{'.' * (self.width - filled)}] {100 * min(fraction, 1.0):3.0f} %  "

    def _is_terminal(self) -> bool:
        return self.stream is not None and self.stream.isatty()
