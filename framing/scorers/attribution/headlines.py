"""Names in headlines Whose Words All Have Capitals: what the article also writes small is no name there."""

from __future__ import annotations

import numpy as np

from framing.scorers.attribution.ranges import Inside
from framing.scorers.attribution.runs import also_small, in_title_case
from framing.scorers.attribution.words import stances_at
from framing.text.batch import Batch, Integers

__all__ = ["cut_in_title_case"]


def cut_in_title_case(batch: Batch, start: Integers, end: Integers) -> tuple[Integers, Integers]:
    """Return runs of capitalised words without reporting verbs and, in title case, words that the article writes small."""
    titled = in_title_case(batch)[batch.sentence[start]]
    if not titled.any():
        return start, end
    inside = Inside(start[titled], end[titled])
    kept = ~((stances_at(batch, inside.token) >= 0) | also_small(batch, inside.token))
    run, token = inside.owner[kept], inside.token[kept]
    goes_on = (run[1:] == run[:-1]) & (token[1:] == token[:-1] + 1)
    begins, ends = np.append(True, ~goes_on)[: len(run)], np.append(~goes_on, True)[: len(run)]
    starts = np.concatenate([start[~titled], token[begins]]).astype(np.int32)
    order = np.argsort(starts)
    return starts[order], np.concatenate([end[~titled], token[ends] + 1]).astype(np.int32)[order]
