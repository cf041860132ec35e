"""Measure events, copies and coverage: grouping, near-duplicates, aligned sentences, cells of the matrix, speed.

    python tests/validity/events.py [--data FOLDER] [--seed-pairs FILE…] [--news-pairs FILE] [--read-pairs FILE] [--write] [--many]

Public research data are not part of this repository: their folder is taken from --data, FRAMING_DATA or ../shared/data,
and what needs them is skipped, and said to be skipped, where it is missing. `--write` puts the figures into
docs/validity_events.md; `--many` adds the run on 100,000 articles. Gold pairs of real articles lie outside the repository, as
offsets (JSON lines: event, left and right as [article, start, end], label, part). Intervals are percentile bootstraps over events (articles for copies), 1,999 draws.
"""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from aligned import measure_alignment, measure_news, measure_read, measure_seeds
from copied import measure_copies, measure_many
from figures import Counts, f1, interval, lines_of
from numpy.typing import NDArray

import framing
from framing.corpus import Article, Corpus

ROOT = Path(__file__).resolve().parent.parent.parent
GOLD = ROOT / "tests" / "gold"
PAGE = ROOT / "docs" / "validity_events.md"
MARK = "<!-- figures -->"


# ---------------------------------------------------------------- events


def leads(rows: Sequence[dict[str, Any]], shift: int, seed: int) -> Corpus:
    """Make a corpus without events. The file gives one moment for all leads of an event: only the day is kept,

    and with `shift` each article's day is moved by up to so many days, so that the date cannot give the event away.
    """
    moved = np.random.default_rng(seed).integers(-shift, shift + 1, len(rows))
    articles = []
    for number, (row, days) in enumerate(zip(rows, moved.tolist(), strict=True)):
        moment = datetime.fromisoformat(row["published"])
        day = datetime(moment.year, moment.month, moment.day) + timedelta(days=days)
        articles.append(
            Article(row["text"], id=str(number), outlet=row["outlet"], headline=row["headline"], published=day)
        )
    return Corpus(articles)


def groups_of(table: framing.events.EventTable) -> NDArray[np.int64]:  # type: ignore[name-defined]
    """Return a number per article: the same for articles of one event, its own for an article that stands alone."""
    named = table.frame["event"].fillna("alone " + table.frame["article"])
    return np.unique(named, return_inverse=True)[1]


def event_counts(gold: NDArray[Any], found: NDArray[Any]) -> tuple[Counts, Counts]:
    """Return, per gold event: (true, found, gold) pairs; (B-cubed precision, recall, articles), summed."""
    same_gold = gold[:, None] == gold[None, :]
    same_found = found[:, None] == found[None, :]
    both = (same_gold & same_found).sum(1)
    pairs = np.column_stack([both - 1, same_found.sum(1) - 1, same_gold.sum(1) - 1]).astype(float)
    cubed = np.column_stack([both / same_found.sum(1), both / same_gold.sum(1), np.ones(len(gold))])
    events = np.unique(gold, return_inverse=True)[1]
    add = [np.zeros((events.max() + 1, 3)), np.zeros((events.max() + 1, 3))]
    for total, part in zip(add, (pairs, cubed), strict=True):
        np.add.at(total, events, part)
    return add[0], add[1]


def cubed_f1(sums: Counts) -> Counts:
    precision, recall = sums[..., 0] / sums[..., 2], sums[..., 1] / sums[..., 2]
    return 2 * precision * recall / (precision + recall)


def measure_events(data: Path | None) -> Iterator[str]:
    demo = framing.demo_corpus()
    bare = Corpus([replace(each, event=None) for each in demo])
    gold = np.unique([str(each.event) for each in demo], return_inverse=True)[1]
    pairs, cubed = event_counts(gold, groups_of(framing.match_events(bare)))
    yield (f"demonstration corpus (30 full articles, 6 events): pairwise F1 {float(f1(pairs.sum(0))):.3f}, "
           f"B-cubed F1 {float(cubed_f1(cubed.sum(0))):.3f}")
    path = data and data / "allsides_events.jsonl.gz"
    if not path or not path.is_file():
        yield "events of leads: SKIPPED, allsides_events.jsonl.gz is not there"
        return
    rows = lines_of(path)
    gold = np.unique([row["event"] for row in rows], return_inverse=True)[1]
    dev = np.isin(np.arange(gold.max() + 1), np.random.default_rng(7).permutation(gold.max() + 1)[: (gold.max() + 1) // 2])
    for shift, name in ((0, "day as given"), (1, "day moved by up to 1")):
        found = groups_of(framing.match_events(leads(rows, shift, seed=3)))
        pairs, cubed = event_counts(gold, found)
        for half, chosen in (("half used for tuning", dev), ("other half", ~dev), ("all", dev | True)):
            yield (f"{len(rows)} leads, {name}, {half} ({chosen.sum()} events): pairwise F1 {interval(pairs[chosen], f1)}, "
                   f"B-cubed F1 {interval(cubed[chosen], cubed_f1)}")


# ---------------------------------------------------------------- cells


def measure_cells(analysis: framing.Analysis) -> Iterator[str]:
    """Compare the matrix with what a reader found (corpus/expected.toml): 32 statements × 5 outlets."""
    expected = tomllib.loads((ROOT / "corpus" / "expected.toml").read_text("utf-8"))["statement"]
    anchors = {(row["event"], row["id"]): row for row in lines_of(GOLD / "coverage_anchors.jsonl")}
    found = framing.coverage(analysis)
    table: Counter[tuple[str, str]] = Counter()
    for row in expected:
        cells = _row_of(found, anchors[row["event"], row["id"]])
        for outlet in analysis.articles["outlet"].unique():
            gold = next((each for each in ("carried", "partly", "could_not_know") if outlet in row.get(each, ())), "absent")
            table[gold, cells.get(outlet, "not found")] += 1
    total = sum(table.values())
    right = table["carried", "carried"] + table["partly", "partly"] + table["could_not_know", "could not have known"]
    right += table["absent", "not found"] + table["absent", "omitted"]
    yield f"matrix: {right} of {total} cells as a reader judged them ({right / total:.3f})"
    said = sum(n for (_, cell), n in table.items() if cell == "carried")
    held = sum(n for (gold, _), n in table.items() if gold == "carried")
    true = table["carried", "carried"]
    yield f"carried: precision {true / said:.3f}, recall {true / held:.3f}"
    omitted = sum(n for (_, cell), n in table.items() if cell == "omitted")
    yield f"'omitted' was said {omitted} times of these, {table['absent', 'omitted']} times rightly"
    for (gold, cell), n in sorted(table.items()):
        yield f"    reader: {gold:15} program: {cell:21} {n}"


def _row_of(found: framing.Coverage, anchor: dict[str, Any]) -> dict[str, str]:
    cells = found.cells
    own = cells[(cells["article"] == anchor["article"]) & (cells["start"] == anchor["start"]) & (cells["cell"] == "carried")]
    if not len(own):
        return {}
    name = own.sort_values("likeness").iloc[-1]["statement"]
    return dict(cells[cells["statement"] == name].drop_duplicates("outlet").set_index("outlet")["cell"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--seed-pairs", type=Path, nargs="*", default=[])
    parser.add_argument("--news-pairs", type=Path, default=None)
    parser.add_argument("--read-pairs", type=Path, default=None)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--many", action="store_true")
    parser.add_argument("--only", nargs="*", default=["events", "copies", "alignment", "read", "news", "seeds", "cells"])
    chosen = parser.parse_args()
    folder = chosen.data or Path(os.environ.get("FRAMING_DATA", ROOT.parent / "shared" / "data"))
    data = folder if folder.is_dir() else None
    analysis = framing.analyze(framing.demo_corpus())
    known = {
        "events": measure_events(data),
        "copies": measure_copies(data),
        "alignment": measure_alignment(analysis),
        "seeds": measure_seeds(data, chosen.seed_pairs),
        "news": measure_news(data, chosen.news_pairs),
        "read": measure_read(data, chosen.read_pairs),
        "cells": measure_cells(analysis),
        "many": measure_many(data),
    }
    parts = [known[name] for name in [*chosen.only, *(["many"] if chosen.many else [])]]
    lines = []
    for part in parts:
        for line in part:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
            lines.append(line)
    if chosen.write and any("SKIPPED" in line for line in lines):
        sys.stdout.write(f"{PAGE.name} is left as it is: parts of it were skipped, and their figures would be lost\n")
    elif chosen.write:
        before, _, after = PAGE.read_text("utf-8").partition(MARK)
        _, _, after = after.partition(MARK)
        PAGE.write_text(f"{before}{MARK}\n```\n" + "\n".join(lines) + f"\n```\n{MARK}{after}", "utf-8")


if __name__ == "__main__":
    main()
