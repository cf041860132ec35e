"""PolNeAR as columns, for training the attribution tagger."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.scorers.attribution.features import states
from framing.scorers.attribution.tags import CONTENT, CUE, SOURCE, begin_of, inside_of
from framing.text.batch import Batch, build_batch
from framing.text.vocabulary import Vocabulary

__all__ = ["ROLES", "Array", "Corpus", "load", "read"]

ROLES = (("source", SOURCE), ("cue", CUE), ("content", CONTENT))

Array = NDArray[Any]


@dataclass(frozen=True)
class Corpus:
    """Articles as columns, with the tag of each token and its silver labels."""

    batch: Batch
    tags: Array
    state: Array
    silver: dict[str, Array]


def load(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read(polnear: Path, corenlp: Path | None, vocabulary: Vocabulary) -> Corpus:
    """Return annotated articles as columns; second annotators' readings count as articles too."""
    rows = load(polnear)
    parsed = {row["id"]: row["sentences"] for row in load(corenlp)} if corenlp else {}
    batch = build_batch([(None, row["text"]) for row in rows], vocabulary)
    tags = np.zeros(len(batch.start), np.int64)
    silver = {name: np.full(len(batch.start), "", object) for name in ("pos", "entity", "dependency")}
    for number, row in enumerate(rows):
        first, last = int(batch.segment_start[number]), int(batch.segment_end[number])
        start = batch.start[first:last] - batch.segment_offset[number]
        end = batch.end[first:last] - batch.segment_offset[number]
        for attribution in row["attributions"]:
            for name, role in ROLES:
                for low, high in attribution[name]:
                    place = first + np.flatnonzero((start < high) & (end > low))
                    if len(place):
                        tags[place] = inside_of(role)
                        tags[place[0]] = begin_of(role)
        for sentence in parsed.get(row["id"], ()):
            for low, high, pos, entity, _, dependency in sentence:
                place = first + np.arange(np.searchsorted(end, low, side="right"), np.searchsorted(start, high))
                silver["pos"][place], silver["entity"][place], silver["dependency"][place] = pos, entity, dependency
    return Corpus(batch, tags, states(batch).astype(np.int64), silver)
