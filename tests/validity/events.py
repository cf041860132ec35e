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
import resource
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from aligned import measure_alignment, measure_news, measure_read, measure_seeds
from figures import Counts, f1, interval, lines_of
from numpy.typing import NDArray

import framing
from framing.corpus import Article, Corpus

ROOT = Path(__file__).resolve().parent.parent.parent
GOLD = ROOT / "tests" / "gold"
PAGE = ROOT / "docs" / "validity_events.md"
MARK = "<!-- figures -->"
RATES = (0.05, 0.10, 0.20, 0.30, 0.40)


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


# ---------------------------------------------------------------- copies


def edited(text: str, rate: float, strange: Sequence[str], rng: np.random.Generator) -> list[str]:
    """Return the paragraphs of a text with that share of its words replaced, dropped or followed by another word."""
    paragraphs = []
    for paragraph in text.split("\n"):
        kept = paragraph.split()
        acts = np.where(rng.random(len(kept)) < rate, rng.integers(0, 3, len(kept)), 3).tolist()
        others = [strange[each] for each in rng.integers(0, len(strange), len(kept)).tolist()]
        words: list[str] = []
        for word, act, other in zip(kept, acts, others, strict=True):
            words += [other] if act == 0 else [] if act == 1 else [word, other] if act == 2 else [word]
        if words:
            paragraphs.append(" ".join(words))
    return paragraphs


def copies_of(articles: Sequence[Article], n_copies: int, seed: int) -> tuple[list[Article], dict[str, tuple[str, float]]]:
    """Make edited copies: five rates of edits, with and without a cut and with merged paragraphs."""
    rng = np.random.default_rng(seed)
    long = [each for each in articles if len(each.text.split()) >= 150]
    strange = [word for each in articles[:300] for word in each.text.split()]
    made, gold = [], {}
    for number, place in enumerate(rng.permutation(len(long))[:n_copies].tolist()):
        article, rate, shape = long[place], RATES[number % 5], (number // 5) % 4
        paragraphs = edited(article.text, rate, strange, rng)
        if shape in (1, 3):
            paragraphs = paragraphs[: max(2, int(len(paragraphs) * rng.uniform(0.4, 0.8)))]
        if shape in (2, 3):
            paragraphs = [" ".join(paragraphs[first : first + 3]) for first in range(0, len(paragraphs), 3)]
        text = "\n\n".join(paragraphs)
        if len(text.split()) >= 50:
            copy = replace(article, text=text, id=f"copy of {article.id}", outlet="Copyist", url=None)
            made.append(copy)
            gold[copy.id] = (article.id, rate)
    return made, gold


def measure_copies(data: Path | None) -> Iterator[str]:
    path = data and data / "us_outlets.jsonl.gz"
    if not path or not path.is_file():
        yield "copies: SKIPPED, us_outlets.jsonl.gz is not there"
        return
    corpus = framing.read_corpus(str(path), progress=False)
    began = time.perf_counter()
    framing.match_events(corpus)
    natural = framing.duplicates(corpus)
    yield f"{len(corpus)} articles: events and copies in {time.perf_counter() - began:.0f} s on one core"
    families = dict(zip(natural["article"], natural["original"], strict=True))
    made, gold = copies_of(list(corpus), 1400, seed=5)
    found = framing.duplicates(Corpus([*corpus, *made]))
    originals = dict(zip(found["article"], found["original"], strict=True))
    hits = {copy: originals.get(copy) in (source, families.get(source)) for copy, (source, _) in gold.items()}
    for rate in RATES:
        own = np.asarray([[hits[copy], 1.0] for copy, (_, each) in gold.items() if each == rate])
        yield f"copies with {rate:.0%} of words edited: recall {interval(own, lambda s: s[..., 0] / s[..., 1])} (n = {len(own)})"
    low = np.asarray([[hits[copy], 1.0] for copy, (_, each) in gold.items() if each <= 0.20])
    yield f"copies with at most 20% edited: recall {interval(low, lambda s: s[..., 0] / s[..., 1])} (n = {len(low)})"
    right = [
        hits.get(article, False) or families.get(article) == original for article, original in originals.items()
    ]
    own = np.asarray([[each, 1.0] for each in right])
    yield (f"precision {interval(own, lambda s: s[..., 0] / s[..., 1])} (n = {len(own)}; {len(families)} copies found "
           "among the originals alone are taken as given, not checked)")


def measure_many(data: Path | None) -> Iterator[str]:
    """Show time and memory on 100,000 articles: the corpus 25 times, each time with one word in ten changed."""
    path = data and data / "us_outlets.jsonl.gz"
    if not path or not path.is_file():
        yield "100,000 articles: SKIPPED, us_outlets.jsonl.gz is not there"
        return
    corpus = list(framing.read_corpus(str(path), progress=False))
    rng = np.random.default_rng(11)
    words = [word for each in corpus[:100] for word in each.text.split()]
    for n_times in (5, 25):
        many = list(corpus)
        for turn in range(1, n_times):
            for each in corpus:
                parts = each.text.split(" ")
                for place in rng.integers(0, len(parts), len(parts) // 10).tolist():
                    parts[place] = words[place % len(words)]
                moved = each.published + timedelta(days=int(10 * turn)) if each.published else None
                many.append(replace(each, text=" ".join(parts), id=f"{each.id}/{turn}", published=moved, url=None))
        began = time.perf_counter()
        table = framing.match_events(many)
        middle = time.perf_counter()
        found = framing.duplicates(many)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        yield (f"{len(many)} articles: events in {middle - began:.0f} s ({table.frame['event'].nunique()} events), copies in "
               f"{time.perf_counter() - middle:.0f} s ({len(found)} copies), peak memory {memory:.1f} GB")


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
    if chosen.write:
        before, _, after = PAGE.read_text("utf-8").partition(MARK)
        _, _, after = after.partition(MARK)
        PAGE.write_text(f"{before}{MARK}\n```\n" + "\n".join(lines) + f"\n```\n{MARK}{after}", "utf-8")


if __name__ == "__main__":
    main()
