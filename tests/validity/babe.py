"""Measure the general lexicons against BABE: sentences that experts call biased, and the words they marked in them.

    python tests/validity/babe.py [babe.dev.jsonl.gz] [--write docs/validity_lexicons.md]

The corpus is not part of this repository (AGPL-3.0): give the file, or the folder that holds it in FRAMING_DATA. Nothing was
trained on it. The score of a sentence is loaded terms per word, in any voice; a word is found where a loaded term covers it.
Intervals are percentile bootstraps of sentences.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from given import DATA, is_missing
from numpy.typing import NDArray

from framing.lexicon import Lexicon, available_actors, available_lexicons, load_actors, load_lexicon
from framing.scorers.evidence import Reading
from framing.scorers.terms import Terms
from framing.text.batch import Batch, build_batch
from framing.text.tokens import WORD

MARK = "<!-- babe -->"
LEXICAL = ("loaded", "lexical")  # what is counted: loaded terms, or these with hedges, presuppositions, vague sources

Floats = NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; with `--write`, put them between the marks of a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", default=DATA / "babe.dev.jsonl.gz")
    parser.add_argument("--runs", type=int, default=1000, help="bootstrap resamples")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args(arguments)
    if is_missing(options.file):
        return 0
    lines = [*report(options)]
    print("\n".join(lines))
    if options.write:
        before, _, after = options.write.read_text("utf-8").split(MARK)
        options.write.write_text("\n".join([before + MARK, *lines, MARK + after]), "utf-8")
    return 0


def report(options: argparse.Namespace) -> Iterator[str]:
    """Yield the table."""
    with gzip.open(options.file, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["label"] is not None]
    batch = build_batch([(None, row["text"]) for row in rows])
    label = np.array([row["label"] for row in rows]) == 1
    gold = marked(batch, rows)
    packs = [load_lexicon(name) for name in available_lexicons()]
    general = [each for each in packs if each.kind == "general" and each.id != "cues"]
    yield f"| {len(rows)} sentences with a label, {label.mean():.0%} of them biased | AUC of sentences | 95 % | F1 of words | 95 % |"
    yield "|---|---|---|---|---|"
    for name, lexicons, counted in [
        ("loaded terms of the general packs", general, "loaded"),
        ("the same with hedges, presuppositions and vague sources", general, "lexical"),
        *((each.id, [each], "lexical") for each in general),
    ]:
        found = covered(batch, rows, lexicons, counted)
        yield f"| {name} | " + " | ".join(figures(batch, label, gold, found, options)) + " |"


def marked(batch: Batch, rows: Sequence[dict[str, Any]]) -> NDArray[np.bool_]:
    """Return the tokens that the annotators marked."""
    gold = np.zeros(len(batch.start), bool)
    for number, row in enumerate(rows):
        offset = int(batch.segment_offset[number])
        for start, end in row["spans"]:
            gold |= (batch.start >= offset + start) & (batch.start < offset + end)
    return gold


def covered(batch: Batch, rows: Sequence[dict[str, Any]], lexicons: Sequence[Lexicon], counted: str) -> tuple[Floats, NDArray[np.bool_]]:
    """Return hits per sentence, and the tokens that hits cover."""
    nothing = [None] * len(rows)
    reading = Reading(batch, nothing, nothing, [row["id"] for row in rows], trained=False)
    evidence = Terms(lexicons, [load_actors(name) for name in available_actors()]).score(reading)
    lane, loaded = evidence.columns["lane"], np.asarray(evidence.columns["loaded"])
    chosen = loaded if counted == "loaded" else np.array([lane.names[code] == "lexical" for code in lane.codes.tolist()], bool)
    first, last = evidence.first[chosen], evidence.last[chosen]
    depth = np.zeros(len(batch.start) + 1, int)
    np.add.at(depth, first, 1)
    np.add.at(depth, last, -1)
    hits = np.bincount(batch.article[first], minlength=len(rows)).astype(float)
    return hits, np.cumsum(depth[:-1]) > 0


def figures(
    batch: Batch, label: NDArray[np.bool_], gold: NDArray[np.bool_], found: tuple[Floats, NDArray[np.bool_]], options: argparse.Namespace
) -> Iterator[str]:
    """Yield the area under the curve and F1 of words, each with its interval."""
    hits, taken = found
    words = batch.kind == WORD
    size = len(label)
    sums = [np.bincount(batch.article[words & each], minlength=size) for each in (taken & gold, taken, gold)]
    density = hits / np.maximum(np.bincount(batch.article[words], minlength=size), 1)
    chance = np.random.default_rng(options.seed)
    draws = [chance.integers(0, size, size) for _ in range(options.runs)]
    areas = [area(label[draw], density[draw]) for draw in draws]
    scores = [f1(*(int(each[draw].sum()) for each in sums)) for draw in draws]
    for value, runs in ((area(label, density), areas), (f1(*(int(each.sum()) for each in sums)), scores)):
        low, high = np.percentile(runs, [2.5, 97.5])
        yield f"{value:.3f}"
        yield f"{low:.3f}–{high:.3f}"


def area(label: NDArray[np.bool_], score: Floats) -> float:
    """Return the area under the curve from ranks; ties count one half."""
    from scipy.stats import rankdata

    ranks, n = rankdata(score), int(label.sum())
    return float((ranks[label].sum() - n * (n + 1) / 2) / (n * (len(label) - n)))


def f1(both: int, found: int, gold: int) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * both / max(1, found + gold)


if __name__ == "__main__":
    sys.exit(main())
