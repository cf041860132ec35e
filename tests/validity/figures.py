"""Figures with their intervals, for the measurements of events and coverage."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.stats import cluster_bootstrap

Counts = NDArray[np.float64]


def lines_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSON-lines file."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in content.decode("utf-8").split("\n") if line]


def f1(counts: Counts) -> Counts:
    """Return F1 of (true, found, gold)."""
    return 2 * counts[..., 0] / np.maximum(counts[..., 1] + counts[..., 2], 1e-9)


def told(value: float, low: float, high: float) -> str:
    return f"{value:.3f} [{low:.3f}, {high:.3f}]"


def interval(counts: Counts, statistic: Any) -> str:
    """Return a figure with its interval; over few clusters the figure alone."""
    value = float(statistic(counts.sum(axis=0)))
    if len(counts) < 20:
        return f"{value:.3f} (by cluster: {', '.join(f'{float(statistic(each)):.2f}' for each in counts)})"
    found = cluster_bootstrap(counts, statistic, method="percentile")
    return told(value, found.low, found.high)
