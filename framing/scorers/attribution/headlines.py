"""Names in headlines Whose Words All Have Capitals: what the article also writes small is no name there."""

from __future__ import annotations

import numpy as np

from framing.scorers.attribution.ranges import Inside
from framing.scorers.attribution.runs import Runs
from framing.scorers.attribution.words import stances_at
from framing.text.batch import Batch, Integers

__all__ = ["cut_in_title_case"]


def cut_in_title_case(batch: Batch, runs: Runs) -> tuple[Integers, Integers]:
    """Return runs of capitalised words without reporting verbs and, in title case, words that the article writes small."""
    start, end = runs.start, runs.end
    titled = runs.titled[batch.sentence[start]]
    if not titled.any():
        return start, end
    inside = Inside(start[titled], end[titled])
    kept = ~((stances_at(batch, inside.token) >= 0) | runs.also_small[inside.token])
    run, token = inside.owner[kept], inside.token[kept]
    goes_on = (run[1:] == run[:-1]) & (token[1:] == token[:-1] + 1)
    begins, ends = np.append(True, ~goes_on)[: len(run)], np.append(~goes_on, True)[: len(run)]
    starts = np.concatenate([start[~titled], token[begins]]).astype(np.int32)
    order = np.argsort(starts, kind="stable")  # two runs that are in order
    return starts[order], np.concatenate([end[~titled], token[ends] + 1]).astype(np.int32)[order]
