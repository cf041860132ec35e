"""Learn which source and which content belong to a cue, from PolNeAR, and write the weights as text.

    python training/speakers.py polnear.train.jsonl.gz --dev polnear.dev.jsonl.gz -o models/speakers.toml

A conditional logit over the pairs of each paragraph (`framing.scorers.attribution.pairs`): for each cue that the
tagger finds, which of the sources; for each content, which of the cues. A pair is right if both spans touch those of
one gold attribution. Weights are tables over a few properties with names, written to two digits. The properties were
chosen by four-fold cross-validation on the training articles, by leaving out what its errors do not need.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from framing.scorers.attribution.actors import packaged_actors
from framing.scorers.attribution.found import attribution_forms
from framing.scorers.attribution.link import Scale, scales_by_hand, score
from framing.scorers.attribution.pairs import BUCKETS, Pairs, Properties, pairs_of
from framing.scorers.attribution.quotes import Quotes
from framing.scorers.attribution.rules import with_sourced
from framing.scorers.attribution.tagger import trained_tags
from framing.scorers.attribution.tags import CONTENT, CUE, SOURCE, Items
from framing.scorers.attribution.voices import spans_of
from framing.text.batch import Batch, build_batch

FEATURES: dict[int, tuple[tuple[str, ...], ...]] = {
    SOURCE: (
        ("side", "sentences"),
        ("side", "words", "far"),
        ("side", "contents", "apart"),
        ("side", "commas", "apart"),
        ("side", "who"),
        ("side", "leads", "near"),
        ("side", "opens", "leads"),
    ),
    CUE: (
        ("side", "sentences"),
        ("side", "sources", "cues", "contents"),
        ("side", "contents", "apart"),
        ("side", "commas", "apart"),
        ("side", "word"),
        ("side", "closed", "close"),
        ("side", "owns", "touching"),
        ("side", "ends", "touching"),
        ("side", "leads"),
    ),
}
NAMES = {SOURCE: "source", CUE: "cue"}
RIDGE = 3.0
ROUNDS = 200

Array = NDArray[Any]


class Part(NamedTuple):
    """The spans of the articles of a file, and for each role looked for the pairs and which of them are right."""

    batch: Batch
    items: Items
    pairs: dict[int, Pairs]
    right: dict[int, Array]


def read(path: Path) -> Part:
    """Return the pairs of the primary annotators' articles."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["primary"]]
    batch = build_batch([(None, row["text"]) for row in rows])
    sourced = attribution_forms(packaged_actors()).find(batch).sourced
    items = spans_of(batch, with_sourced(batch, trained_tags(batch), sourced), batch.derive(Quotes))
    known = gold(rows, batch, items)
    pairs = {role: pairs_of(batch, items, role) for role in NAMES}
    right = {role: _right(pairs[role], known[role]) for role in NAMES}
    return Part(batch, items, pairs, right)


def gold(rows: list[dict[str, Any]], batch: Batch, items: Items) -> dict[int, set[tuple[int, int]]]:
    """Return the right pairs of spans, the one that asks first."""
    owner = np.full(len(batch.start), -1, np.int64)
    for number, (first, last) in enumerate(zip(items.start.tolist(), items.end.tolist(), strict=True)):
        owner[first:last] = number

    def touched(spans: list[list[int]], role: int, offset: int) -> set[int]:
        found: set[int] = set()
        for low, high in spans:
            first = np.searchsorted(batch.end, low + offset, side="right")
            found |= set(owner[first : np.searchsorted(batch.start, high + offset)].tolist())
        return {each for each in found if each >= 0 and items.role[each] == role}

    right: dict[int, set[tuple[int, int]]] = {SOURCE: set(), CUE: set()}
    for number, row in enumerate(rows):
        offset = int(batch.segment_offset[number])
        for each in row["attributions"]:
            cues = touched(each["cue"], CUE, offset)
            right[SOURCE] |= {(cue, source) for cue in cues for source in touched(each["source"], SOURCE, offset)}
            right[CUE] |= {(content, cue) for cue in cues for content in touched(each["content"], CONTENT, offset)}
    return right


def _right(pairs: Pairs, known: set[tuple[int, int]]) -> Array:
    both = zip(pairs.asker.tolist(), pairs.candidate.tolist(), strict=True)
    return np.fromiter((pair in known for pair in both), bool, len(pairs.asker))


def learn(part: Part, role: int) -> tuple[Scale, ...]:
    """Return the weights of a role's features."""
    pairs, right = part.pairs[role], part.right[role]
    known = Properties(part.batch, part.items, pairs, role)
    sizes = [int(np.prod([BUCKETS[name] for name in names])) for names in FEATURES[role]]
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    columns = np.stack([known.bucket(names) for names in FEATURES[role]], axis=1) + offsets[:-1]
    count = np.diff(np.append(pairs.first, len(right)))
    asked = np.repeat(np.add.reduceat(right, pairs.first) > 0, count)
    owner = np.unique(np.repeat(np.arange(len(count)), count)[asked], return_inverse=True)[1]
    columns, target = columns[asked], right[asked].astype(float)
    ones = (np.repeat(np.arange(len(columns)), len(sizes)), columns.ravel())
    design = csr_matrix((np.ones(columns.size), ones), shape=(len(columns), int(offsets[-1])))
    weights = _fitted(design, target, owner)
    return tuple(
        Scale(names, np.asarray(np.round(weights[low:high], 2), np.float64))
        for names, low, high in zip(FEATURES[role], offsets, offsets[1:], strict=False)
    )


def _fitted(design: csr_matrix, target: Array, owner: Array) -> Array:
    """Return the weights that make the right candidates likeliest, with a ridge."""
    first = np.flatnonzero(np.append(True, np.diff(owner) != 0))

    def loss(weights: Array) -> tuple[float, Array]:
        value = design @ weights
        value = np.exp(value - np.maximum.reduceat(value, first)[owner])
        total, good = np.add.reduceat(value, first), np.add.reduceat(value * target, first)
        gradient = design.T @ (value / total[owner] - value * target / good[owner])
        return float((np.log(total) - np.log(good)).sum() + RIDGE * weights @ weights / 2), gradient + RIDGE * weights

    found = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    return np.asarray(found.x)


def errors(part: Part, role: int, scales: tuple[Scale, ...]) -> tuple[int, int]:
    """Return how many spans with a right candidate get another one, and how many there are."""
    pairs, right = part.pairs[role], part.right[role]
    value = score(part.batch, part.items, pairs, role, scales)
    count = np.diff(np.append(pairs.first, len(value)))
    best = value >= np.repeat(np.maximum.reduceat(value, pairs.first), count)
    asked = np.add.reduceat(right, pairs.first) > 0
    return int((asked & (np.add.reduceat(right & best, pairs.first) == 0)).sum()), int(asked.sum())


def written(scales: dict[int, tuple[Scale, ...]]) -> str:
    """Return the weights as a TOML file."""
    lines = [
        "# Which source and which content belong to a cue: weights of pairs, added up; the best candidate is taken.",
        "# Each table has one axis for each property in `by`, the last one running fastest; the properties and what their",
        "# values mean stand in framing/scorers/attribution/pairs.py. Made by training/speakers.py; model card: speakers.md",
        "",
        'version = "2026.11"',
    ]
    for role, name in NAMES.items():
        for scale in scales[role]:
            width = BUCKETS[scale.by[-1]]
            rows = [scale.weights[low : low + width] for low in range(0, len(scale.weights), width)]
            names = ", ".join(f'"{each}"' for each in scale.by)
            lines += ["", f"[[{name}]]", f"by = [{names}]", "weights = ["]
            lines += ["    " + ", ".join(f"{weight + 0.0:.2f}" for weight in row) + "," for row in rows]
            lines += ["]"]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn the weights, write them, and print the errors of both sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--dev", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("models/speakers.toml"))
    options = parser.parse_args(arguments)
    part = read(options.polnear)
    scales = {role: learn(part, role) for role in NAMES}
    options.output.write_text(written(scales), "utf-8")
    checked = {"train": part} | ({"dev": read(options.dev)} if options.dev else {})
    for split, each in checked.items():
        for role, name in NAMES.items():
            (by_hand, n), (learnt, _) = (errors(each, role, chosen[role]) for chosen in (scales_by_hand(), scales))
            sys.stdout.write(f"{split}: {name} wrong {learnt} of {n} ({by_hand} with the weights set by hand)\n")


if __name__ == "__main__":
    main()
