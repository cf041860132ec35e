"""What is wrong in a lexicon file, and on which line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from framing.errors import LexiconError

__all__ = ["Problem"]

_SHOWN = 20


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a lexicon file.

    Examples
    --------
    >>> print(Problem("war.toml", 12, "capital.kyiv", "error", "side must be one of A, B, N, not 'C'."))
    war.toml:12: error: capital.kyiv: side must be one of A, B, N, not 'C'.
    """

    file: str
    line: int
    entry: str
    severity: str  # error: the file is not in order; warning: look at it
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else (self.file or "lexicon")
        return f"{place}: {self.severity}: {self.entry + ': ' if self.entry else ''}{self.message}"


@dataclass
class Source:
    """The text of a lexicon file: finds lines and gathers problems while it is read."""

    file: str
    text: str
    problems: list[Problem] = field(default_factory=list)
    _headers: dict[str, list[int]] = field(default_factory=dict)

    def line_of(self, kind: str, number: int) -> int:
        """Return the line of the header of the `number`-th `[[kind]]` table, 0 if it has none."""
        if kind not in self._headers:
            places = (found.start() for found in re.finditer(rf"\[\[\s*{kind}\s*\]\]", self.text))
            self._headers[kind] = _lines(self.text, [place for place in places if self._begins_line(place)])
        lines = self._headers[kind]
        return lines[number] if number < len(lines) else 0

    def _begins_line(self, place: int) -> bool:
        return not self.text[self.text.rfind("\n", 0, place) + 1 : place].strip(" \t")

    def line_of_key(self, key: str, line: int) -> int:
        """Return the line of `key = ` in the table to which `line` belongs; `line` itself if it is not there."""
        lines = self._split
        start = line
        while start > 0 and not lines[start - 1].lstrip().startswith("[["):
            start -= 1
        begin = re.compile(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*=")
        for number in range(start, len(lines)):
            if begin.match(lines[number]):
                return number + 1
            if lines[number].lstrip().startswith("[["):
                break
        return line

    @cached_property
    def _split(self) -> list[str]:
        return self.text.split("\n")

    def wrong(self, message: str, *, line: int = 0, entry: str = "") -> None:
        """Note an error."""
        self.problems.append(Problem(self.file, line, entry, "error", message))

    def raise_if_wrong(self) -> None:
        """Raise a LexiconError that lists every problem found so far, by line."""
        if not self.problems:
            return
        found = sorted(self.problems, key=lambda problem: problem.line)
        shown = [str(problem).replace(": error: ", ": ", 1) for problem in found[:_SHOWN]]
        if len(found) > _SHOWN:
            shown.append(f"… and {len(found) - _SHOWN} more.")
        raise LexiconError("\n".join(shown))


def _lines(text: str, offsets: list[int]) -> list[int]:
    lines, line, done = [], 1, 0
    for offset in offsets:
        line += text.count("\n", done, offset)
        done = offset
        lines.append(line)
    return lines
