"""What the caller said about a run over many files, and what becomes known while it goes on."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.corpus.columns import Columns
from framing.corpus.exclusions import Exclusion, FileProblem

__all__ = ["Options", "Run"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller said about all files."""

    outlet: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str | None] = field(default_factory=dict)

    def columns_among(self, names: Mapping[str, Any]) -> dict[str, str | None]:
        """Return what was said about columns, without those that are not there."""
        kept = {name: each for name, each in self.columns.items() if each is None or each in names}
        return kept if "text" in kept or "text" not in self.columns else kept | {"text": None}


@dataclass(slots=True)
class Run:
    """What becomes known while files are read."""

    report: Callable[[Exclusion], None]
    recognised: dict[str, str] = field(default_factory=dict)
    ambiguous: dict[str, tuple[str, ...]] = field(default_factory=dict)
    outlets: dict[Path, str] = field(default_factory=dict)
    claimed: set[Path] = field(default_factory=set)
    n_bytes_done: int = 0
    stream: io.BufferedReader | None = None

    def learn(self, columns: Columns) -> None:
        """Remember where fields are read from, and what else might have been meant."""
        for name, column in columns.chosen.items():
            self.note_origin(name, column)
        for name, others in columns.also.items():
            self.ambiguous[name] = tuple(dict.fromkeys([*self.ambiguous.get(name, ()), *others]))

    def note_origin(self, name: str, origin: str) -> None:
        """Remember one origin of one field, beside others if files differ."""
        known = self.recognised.get(name)
        if known is None or origin not in known.split(", "):
            self.recognised[name] = origin if known is None else f"{known}, {origin}"

    def open_file(self, stream: io.BufferedReader) -> None:
        """Follow one file; an empty one is a problem."""
        self.stream = stream
        if not stream.peek(1):
            raise FileProblem("empty file", "The file is empty: delete it, or fetch it again.")

    def close_file(self) -> None:
        """Count a file that was opened as done."""
        if self.stream is not None and not self.stream.closed:
            self.n_bytes_done += os.fstat(self.stream.fileno()).st_size
        self.stream = None

    def n_bytes_read(self) -> int:
        """Return how many bytes of the files, as they lie on disk, have been read."""
        if self.stream is None or self.stream.closed:
            return self.n_bytes_done
        return self.n_bytes_done + int(getattr(self.stream.raw, "fileobj", self.stream).tell())
