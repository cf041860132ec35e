"""What scorers read and what they give back: columns in, columns out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import count
from typing import Any, ClassVar, NamedTuple, Protocol, TypeVar, get_type_hints, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from framing.lexicon import ActorFile
from framing.measure import Measure
from framing.text.batch import BODY, Batch, Integers
from framing.text.document import Document

__all__ = [
    "SEGMENTS",
    "VOICES",
    "ArticleFigures",
    "Coded",
    "Evidence",
    "Reading",
    "RowScorer",
    "Scorer",
    "coded",
    "evidence_of_rows",
    "schema",
]

Result = TypeVar("Result")

#: Whose words: the newsroom's own; inside quotation marks, someone else's; reported without quotation marks.
VOICES = ("outlet", "direct", "indirect")
SEGMENTS = ("headline", "body")


class Coded(NamedTuple):
    """A column of strings as integers into `names`; -1 stands for none."""

    codes: NDArray[np.integer[Any]]
    names: Sequence[str]

    def take(self, chosen: NDArray[Any]) -> Coded:
        """Return the chosen rows."""
        return Coded(self.codes[chosen], self.names)


def coded(values: Iterable[str | None]) -> Coded:
    """Return strings as a coded column, in the order of their first occurrence.

    Examples
    --------
    >>> coded(["said", None, "said"])
    Coded(codes=array([ 0, -1,  0], dtype=int32), names=['said'])
    """
    listed = [*values]
    names = [value for value in dict.fromkeys(listed) if value is not None]
    known: dict[str | None, int] = {None: -1, **dict(zip(names, count()))}
    return Coded(np.fromiter(map(known.__getitem__, listed), np.int32, len(listed)), names)


@dataclass(frozen=True, eq=False)
class Reading:
    """A batch of articles as scorers see it: the columns of the text, and what all scorers go by.

    `actors` are the actor files in use; `trained` tells whether attributions use the trained tagger.
    """

    batch: Batch
    published: Sequence[datetime | None]
    headlines: Sequence[str | None]
    texts: Sequence[str]
    actors: Sequence[ActorFile] = ()
    trained: bool = True
    _derived: dict[Any, Any] = field(default_factory=dict, repr=False)

    def derive(self, function: Callable[[Reading], Result]) -> Result:
        """Return `function(self)`, computed once and shared by the scorers that ask for the same."""
        if function not in self._derived:
            self._derived[function] = function(self)
        result: Result = self._derived[function]
        return result

    def document(self, index: int) -> Document:
        """Return one article of the batch."""
        return Document(self.texts[index], self.headlines[index], self.batch, index)


@dataclass(frozen=True, eq=False)
class Evidence:
    """Rows of one table: the tokens each row rests on (end exclusive) and its other columns.

    Where a row stands (article, segment, start, end, text, sentence) is worked out from the tokens. `extra` token
    ranges become pairs of offset columns `<name>_start`, `<name>_end`; a first token of -1 stands for none.
    `figures` are columns for the table of articles, one element per article of the batch.
    """

    first: Integers
    last: Integers
    columns: dict[str, NDArray[Any] | Coded]
    extra: dict[str, tuple[Integers, Integers]] = field(default_factory=dict)
    figures: dict[str, NDArray[Any] | Coded] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class ArticleFigures:
    """Figures per article of a batch rather than rows of evidence (readability, say)."""

    figures: dict[str, NDArray[Any] | Coded]


@runtime_checkable
class Scorer(Protocol):
    """Reads a batch and yields rows of one table; `row` is the table's schema."""

    table: ClassVar[str]
    row: ClassVar[type]
    measures: ClassVar[tuple[Measure, ...]]

    def score(self, reading: Reading) -> Evidence | ArticleFigures:
        """Return the evidence found in a batch, or figures per article."""
        ...


@runtime_checkable
class RowScorer(Protocol):
    """A scorer that reads one document at a time: the shortest way to write your own.

    It yields rows, instances of its `row` class, which has the fields `segment`, `start` and `end`.
    """

    table: ClassVar[str]
    row: ClassVar[type]
    measures: ClassVar[tuple[Measure, ...]]

    def __call__(self, document: Document) -> Iterable[Any]:
        """Yield the rows found in one document."""
        ...


_PLACE = ("article", "outlet", "segment", "start", "end", "text", "sentence")


def schema(row: type) -> dict[str, type]:
    """Return the columns of a row class with their types: str, int, float or bool.

    Examples
    --------
    >>> @dataclass
    ... class Row:
    ...     segment: str
    ...     start: int
    >>> schema(Row)
    {'segment': <class 'str'>, 'start': <class 'int'>}
    """
    hints = get_type_hints(row)
    return {each.name: hints[each.name] for each in fields(row)}


def evidence_of_rows(scorer: RowScorer, reading: Reading) -> Evidence:
    """Let a scorer that reads documents read a batch."""
    batch = reading.batch
    rows: list[Any] = []
    first: list[int] = []
    last: list[int] = []
    for index in range(batch.n_articles):
        for row in scorer(reading.document(index)):
            span = _tokens_of(batch, index, row)
            rows.append(row)
            first.append(span[0])
            last.append(span[1])
    columns: dict[str, NDArray[Any] | Coded] = {}
    for name, kind in schema(scorer.row).items():
        if name not in _PLACE:
            values = [getattr(row, name) for row in rows]
            columns[name] = coded(values) if kind is str else np.asarray(values, kind)
    return Evidence(np.asarray(first, np.int32), np.asarray(last, np.int32), columns)


def _tokens_of(batch: Batch, index: int, row: Any) -> tuple[int, int]:
    """Return the token range of a row's offsets."""
    kind = BODY if row.segment == "body" else 1 - BODY
    number = int(np.flatnonzero((batch.segment_article == index) & (batch.segment_kind == kind))[0])
    offset = int(batch.segment_offset[number])
    first = int(np.searchsorted(batch.end, offset + row.start, side="right"))
    last = int(np.searchsorted(batch.start, offset + row.end, side="left"))
    return first, max(last, first + 1)
