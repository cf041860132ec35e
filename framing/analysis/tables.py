"""Evidence of a batch as Arrow tables, and tables as data frames."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.analysis.arrays import as_array, from_utf8
from framing.scorers.evidence import SEGMENTS, Coded, Evidence, Reading, schema
from framing.text.batch import Batch, Integers

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["arrow_schema", "empty_table", "evidence_table", "to_frame"]

_TYPES = {str: "string", int: "int64", float: "float64", bool: "bool"}


@lru_cache(maxsize=64)
def arrow_schema(row: type) -> pa.Schema:
    """Return the columns of a row class as an Arrow schema."""
    import pyarrow as pa

    types = {"string": pa.string(), "int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_()}
    return pa.schema([(name, types[_TYPES[kind]]) for name, kind in schema(row).items()])


def empty_table(row: type) -> pa.Table:
    """Return the table of a row class without rows."""
    return arrow_schema(row).empty_table()


def evidence_table(row: type, evidence: Evidence, reading: Reading, ids: Coded, outlets: Coded) -> pa.Table:
    """Return evidence with the columns that say where it stands, as the row class orders them."""
    import pyarrow as pa

    columns = dict(evidence.columns)
    columns |= _places(evidence, reading.batch, ids, outlets)
    for name, (first, last) in evidence.extra.items():
        columns[f"{name}_start"], columns[f"{name}_end"] = _offsets(reading.batch, first, last)
    wanted = arrow_schema(row)
    arrays = [as_array(columns[field.name], field.type) for field in wanted]
    return pa.Table.from_arrays(arrays, schema=wanted)


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Return a table as a data frame; a missing string is NaN."""
    return table.to_pandas()


def _places(evidence: Evidence, batch: Batch, ids: Coded, outlets: Coded) -> dict[str, Any]:
    first, last = evidence.first, evidence.last
    segment = batch.segment[first]
    article = batch.segment_article[segment]
    start, end = _offsets(batch, first, last)
    text = batch.derive(_written)
    spans = zip(text.places(batch.start[first]).tolist(), text.places(batch.end[last - 1]).tolist(), strict=True)
    return {
        "article": ids.take(article),
        "outlet": outlets.take(article),
        "segment": Coded(batch.segment_kind[segment], SEGMENTS),
        "start": start,
        "end": end,
        "text": from_utf8([text.content[low:high] for low, high in spans]),
        "sentence": batch.sentence[first] - batch.derive(_first_sentence)[article],
    }


class _Written:
    """The text of a batch in UTF-8, as Arrow wants it."""

    def __init__(self, batch: Batch) -> None:
        self.content = batch.text.encode()
        further = np.flatnonzero((np.frombuffer(self.content, np.uint8) & 0xC0) == 0x80)  # bytes of a character after its first
        self._further = (further - np.arange(len(further))).astype(np.int32)

    def places(self, offsets: Integers) -> Integers:
        """Return the bytes at which characters begin."""
        return offsets + np.searchsorted(self._further, offsets, side="right").astype(np.int32)


def _written(batch: Batch) -> _Written:
    return _Written(batch)


def _first_sentence(batch: Batch) -> Integers:
    """Return the number of each article's first sentence in the batch."""
    first = np.full(batch.n_articles, len(batch.sentence_start), np.int64)
    if len(batch.sentence_start):
        np.minimum.at(first, batch.article[batch.sentence_start], np.arange(len(batch.sentence_start)))
    return first.astype(np.int32)


def _offsets(batch: Batch, first: Integers, last: Integers) -> tuple[Integers, Integers]:
    """Return character offsets in the article; -1 where there is no token."""
    there = first >= 0
    token = np.where(there, first, 0)
    final = np.where(there, last - 1, 0)
    if not len(batch.start):
        return first, last
    offset = batch.segment_offset[batch.segment[token]]
    start = np.where(there, batch.start[token] - offset, -1)
    end = np.where(there, batch.end[final] - offset, -1)
    return start.astype(np.int32), end.astype(np.int32)
