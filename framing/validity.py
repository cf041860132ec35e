"""How well the detectors agree with annotations of your own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import CorpusError, NotEnoughData

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["tone_figures"]

CLASSES = ("negative", "neutral", "positive")
LEAST = 30
_BINS = 10


def tone_figures(gold: pd.DataFrame | str | Path) -> dict[str, Any]:
    """Return how the tone toward mentions agrees with human labels.

    Parameters
    ----------
    gold
        A frame, CSV or JSON lines file with the columns text, start, end (of the mention) and label: negative, neutral,
        positive or -1, 0, 1.

    Returns
    -------
    dict
        n, macro_f1, accuracy, recall of each class, calibration_error (expected, ten bins).

    Raises
    ------
    CorpusError
        A column is missing, a label unknown or the file unreadable.
    NotEnoughData
        Fewer than 30 labels.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("Critics slammed Ruiz.", 16, 20, -1), ("Ruiz spoke in May.", 0, 4, 0)] * 20
    >>> tone_figures(pd.DataFrame(rows, columns=["text", "start", "end", "label"]))["n"]
    40
    """
    from framing.scorers.portrayal import sentiment_toward

    frame = _read(gold)
    missing = [column for column in ("text", "start", "end", "label") if column not in frame]
    if missing:
        raise CorpusError(f"The annotations lack the column {missing[0]!r}; they have {', '.join(map(str, frame))}.")
    truth = _classes(frame["label"])
    if len(truth) < LEAST:
        raise NotEnoughData(f"{len(truth)} labels are too few for a figure: at least {LEAST} are needed.")
    found = sentiment_toward(frame[["text", "start", "end"]])
    chances = found[list(CLASSES)].to_numpy(float)
    guess = chances.argmax(1)
    recall = {f"recall_{name}": _share(guess[truth == number] == number) for number, name in enumerate(CLASSES)}
    return {
        "n": len(truth),
        "macro_f1": float(np.mean([_f1(truth, guess, number) for number in set(truth.tolist())])),
        "accuracy": _share(guess == truth),
        **recall,
        "calibration_error": _calibration_error(chances, guess == truth),
    }


def _read(gold: pd.DataFrame | str | Path) -> pd.DataFrame:
    import pandas as pd

    if isinstance(gold, pd.DataFrame):
        return gold
    try:
        if ".json" in Path(gold).name:
            return pd.read_json(gold, lines=True)
        return pd.read_csv(gold)
    except (OSError, ValueError) as error:
        raise CorpusError(f"Could not read annotations from {gold}: {error}") from error


def _classes(labels: pd.Series[Any]) -> np.ndarray[Any, np.dtype[np.int64]]:
    names = {"-1": 0, "0": 1, "1": 2, "-1.0": 0, "0.0": 1, "1.0": 2, **{name: n for n, name in enumerate(CLASSES)}}
    known = labels.astype("str").str.lower().map(names)
    if known.isna().any():
        bad = labels[known.isna()].iloc[0]
        raise CorpusError(f"Unknown label {bad!r}. Use negative, neutral, positive or -1, 0, 1.")
    return np.asarray(known.to_numpy(), np.int64)


def _share(hits: np.ndarray[Any, Any]) -> float:
    return float(np.mean(hits)) if len(hits) else float("nan")


def _f1(truth: np.ndarray[Any, Any], guess: np.ndarray[Any, Any], number: int) -> float:
    both = np.sum((truth == number) & (guess == number))
    either = np.sum(truth == number) + np.sum(guess == number)
    return float(2 * both / either) if either else 0.0


def _calibration_error(chances: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> float:
    """Return the mean distance of confidence from accuracy over ten bins of confidence, weighted by size."""
    sure = chances.max(1)
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    gaps = [abs(sure[bins == each].mean() - right[bins == each].mean()) * np.mean(bins == each) for each in set(bins)]
    return float(sum(gaps))
