"""Scorers that others wrote, checked: what they are, and each row that they yield."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from typing import Any

from framing.errors import FramingError
from framing.scorers.evidence import RowScorer
from framing.text.document import Document

__all__ = ["CheckedRows", "check_scorer"]


def check_scorer(scorer: object) -> None:
    """Refuse what lacks a part of a scorer: a class instead of an object, a plain function, a row that is no dataclass."""
    name = _name(scorer)
    if isinstance(scorer, type):
        raise FramingError(f"The scorer {name} is a class. Give an object of it: {name}().")
    missing = [each for each in ("table", "row", "measures") if not hasattr(scorer, each)]
    if missing or not (callable(scorer) or hasattr(scorer, "score")):
        lacks = ", ".join(missing) or "__call__"
        raise FramingError(
            f"{name} is no scorer: it lacks {lacks}. A scorer has a `table` (name), a `row` (dataclass), "
            "`measures` (tuple) and is called with a document."
        )
    row = scorer.row  # type: ignore[attr-defined]
    if not (isinstance(row, type) and is_dataclass(row)):
        raise FramingError(f"The row of the scorer {name} must be a dataclass, not {row!r}. Its fields are the columns.")


@dataclass(frozen=True)
class CheckedRows:
    """A scorer of documents whose rows are looked at before they are counted: each must point into its text.

    Raises
    ------
    FramingError
        A row of another class, an unknown segment, or offsets outside the text. An error of the scorer's own passes
        through, with a note that names the text.
    """

    scorer: RowScorer
    row: type[Any]

    def __call__(self, document: Document) -> Iterator[Any]:
        try:
            for row in self.scorer(document) or ():
                self._check(row, document)
                yield row
        except FramingError:
            raise
        except Exception as error:
            error.add_note(f"The scorer {_name(self.scorer)} raised this in the text {_beginning(document)!r}.")
            raise

    def _check(self, row: Any, document: Document) -> None:
        if not isinstance(row, self.row):
            raise self._refusal(f"{row!r:.80}, which is no {self.row.__name__}", "Yield rows of its `row`", document)
        if row.segment not in ("headline", "body"):
            raise self._refusal(f"the segment {row.segment!r}", 'Segments are "headline" and "body"', document)
        length = len(document.string(row.segment))
        if not (_whole(row.start) and _whole(row.end) and 0 <= row.start < row.end <= length):
            span = f"the place {row.start!r} to {row.end!r} of a {row.segment} of {length} characters"
            raise self._refusal(span, "Offsets are whole numbers, start below end, within the text", document)

    def _refusal(self, yielded: str, remedy: str, document: Document) -> FramingError:
        return FramingError(f"The scorer {_name(self.scorer)} yields {yielded}, in the text {_beginning(document)!r}. {remedy}.")


def _whole(value: Any) -> bool:
    return hasattr(value, "__index__") and not isinstance(value, bool)


def _name(scorer: object) -> str:
    return str(getattr(scorer, "__name__", type(scorer).__name__))


def _beginning(document: Document) -> str:
    return (document.headline or document.text).strip()[:60]
