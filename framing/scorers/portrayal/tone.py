"""Tone toward a mention: how a sentence speaks of somebody, in three classes with probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.errors import CorpusError
from framing.scorers.portrayal.encode import Masked, by_length, mask_names, windows
from framing.scorers.portrayal.model import names_of, tone_model
from framing.text.batch import Batch, Integers, build_batch

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LABELS", "score_mentions", "sentiment_toward"]

LABELS = ("negative", "neutral", "positive")

_ROWS = 4096


def _masked(batch: Batch) -> Masked:
    return mask_names(batch, tone_model().symbols, batch.derive(names_of))


def score_mentions(batch: Batch, first: Integers, last: Integers) -> NDArray[np.float32]:
    """Return the probabilities of `LABELS` toward each mention, tokens `first` up to and without `last`."""
    model = tone_model()
    if not len(first):
        return np.zeros((0, len(LABELS)), np.float32)
    masked = batch.derive(_masked)
    order = by_length(batch, masked, first, last)
    found = np.empty((len(first), len(LABELS)), np.float32)
    found[order] = model.probabilities(windows(batch, masked, model.symbols, first[order], last[order]))
    return found


def sentiment_toward(frame: pd.DataFrame) -> pd.DataFrame:
    """Tell for each row how its text speaks of the words from `start` to `end`.

    The sentence around the words is read; the words themselves and all names are masked, so that no name can
    carry tone of its own. The model is small and knows no irony, no background and no other sentence: over many
    mentions its averages are informative, a single row is a guess (see `docs/measures_portrayal.md` for figures).

    Parameters
    ----------
    frame
        One row per mention: `text` (a sentence or an article), `start` and `end` (string offsets into it, end
        exclusive). Other columns are kept.

    Returns
    -------
    DataFrame
        The rows as they were, with `negative`, `neutral`, `positive` (probabilities that add up to one) and
        `label`, the likeliest of the three.

    Raises
    ------
    CorpusError
        A column is missing, or a row's offsets do not lie on words of its text.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"text": ["Critics say Mr Doe lied and cheated."], "start": [15], "end": [18]})
    >>> sentiment_toward(frame)["label"].tolist()
    ['negative']
    """
    _check(frame)
    parts = [_probabilities(frame.iloc[low : low + _ROWS]) for low in range(0, len(frame), _ROWS)]
    found = np.concatenate(parts) if parts else np.zeros((0, len(LABELS)))
    labels = [LABELS[best] for best in found.argmax(axis=1).tolist()] if len(found) else []
    columns = {label: found[:, number].astype(np.float64) for number, label in enumerate(LABELS)}
    return frame.assign(**columns, label=np.asarray(labels, dtype=str))


def _check(frame: pd.DataFrame) -> None:
    missing = [name for name in ("text", "start", "end") if name not in frame.columns]
    if missing:
        raise CorpusError(
            f"Missing column {missing[0]!r}: sentiment_toward needs text, start and end; "
            f"the frame has {', '.join(map(str, frame.columns)) or 'no columns'}."
        )
    if frame.empty:
        return
    for name in ("text", "start", "end"):
        empty = np.flatnonzero(frame[name].isna().to_numpy())
        if len(empty):
            raise CorpusError(f"Row {frame.index[empty[0]]!r}: {name!r} is empty. Drop or fill such rows first.")
    other = [row for row, text in zip(frame.index, frame["text"], strict=True) if not isinstance(text, str)]
    if other:
        raise CorpusError(f"Row {other[0]!r}: 'text' is no string. Convert the column with astype(str).")
    for name in ("start", "end"):
        if frame[name].dtype.kind not in "iuf":
            raise CorpusError(f"Column {name!r} holds {frame[name].dtype}, not whole numbers. Convert it with astype(int).")
    length = frame["text"].str.len().to_numpy(np.int64)
    start, end = frame["start"].to_numpy(np.int64), frame["end"].to_numpy(np.int64)
    wrong = np.flatnonzero((start < 0) | (end > length) | (start >= end))
    if len(wrong):
        row = wrong[0]
        raise CorpusError(
            f"Row {frame.index[row]!r}: start {start[row]} and end {end[row]} are no span of a text of "
            f"{length[row]} characters. Offsets count characters from 0, end exclusive."
        )


def _probabilities(frame: pd.DataFrame) -> NDArray[np.float32]:
    import pandas as pd

    which, texts = pd.factorize(frame["text"])
    batch = build_batch([(None, str(text)) for text in texts])
    offset = batch.segment_offset[which]
    start, end = frame["start"].to_numpy(np.int64) + offset, frame["end"].to_numpy(np.int64) + offset
    first = np.searchsorted(batch.end, start, side="right").astype(np.int32)
    last = np.searchsorted(batch.start, end, side="left").astype(np.int32)
    wrong = np.flatnonzero(last <= first)
    if len(wrong):
        row = wrong[0]
        raise CorpusError(f"Row {frame.index[row]!r}: there is no word between its start and end. Check the offsets.")
    return score_mentions(batch, first, last)
