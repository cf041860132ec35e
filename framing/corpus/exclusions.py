"""What was left out on reading, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Literal

from framing.errors import CorpusError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Exclusion", "FileProblem", "exclusion_table"]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One thing that did not get into the corpus; the fields are the columns of ``corpus.exclusions``.

    Parameters
    ----------
    article : str
        Id of the article, empty when there is none.
    place : str
        File, with the line or row if there is one.
    what : {"file", "article", "note"}
        What is missing: a whole file, one article, or (a note) only one value of an article that was read.
    reason : str
        A few words, the same for the same kind of case, for counting.
    detail : str
        What was seen and what to do.
    """

    article: str
    place: str
    what: Literal["file", "article", "note"]
    reason: str
    detail: str


class FileProblem(CorpusError):
    """A file, or the rest of it, cannot be read: readers raise it, a run lists it and goes on."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def exclusion_table(exclusions: Iterable[Exclusion]) -> pd.DataFrame:
    """Return one row per exclusion, with its columns also when there are none."""
    import pandas as pd

    rows = [asdict(each) for each in exclusions]
    return pd.DataFrame(rows, columns=[each.name for each in fields(Exclusion)], dtype="str")
