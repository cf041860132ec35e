"""Measure events, copies and coverage: grouping, near-duplicates, aligned sentences, cells of the matrix, speed.

    python tests/validity/events.py [--data FOLDER] [--seed-pairs FILE] [--news-pairs FILE] [--write] [--many]

Public research data are not part of this repository: their folder is taken from --data, FRAMING_DATA or ../shared/data,
and what needs them is skipped, and said to be skipped, where it is missing. `--write` puts the figures into
docs/validity_events.md; `--many` adds the run on 100,000 articles. Gold pairs of real articles lie outside the repository, as
offsets (JSON lines: event, left and right as [article, start, end], label, part). Intervals are percentile bootstraps over events (articles for copies), 1,999 draws.
"""

from __future__ import annotations

import argparse
import gzip
import json
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
from numpy.typing import NDArray

import framing
from framing.corpus import Article, Corpus
from framing.coverage.likeness import alike, sentence_pairs
from framing.coverage.run import read_event
from framing.coverage.sentences import Sentences
from framing.coverage.statements import find_statements
from framing.stats import cluster_bootstrap

ROOT = Path(__file__).resolve().parent.parent.parent
GOLD = ROOT / "tests" / "gold"
PAGE = ROOT / "docs" / "validity_events.md"
MARK = "<!-- figures -->"
DEV = ("istanbul-talks", "cop28", "dobbs")
TEST = ("grain-deal", "swiss-summit", "title-42")
BOUNDS = (0.0, 0.5, 0.7, 0.9)  # of likeness
RATES = (0.05, 0.10, 0.20, 0.30, 0.40)

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


# ---------------------------------------------------------------- alignment


def alignment(analysis: framing.Analysis, gold: Sequence[dict[str, Any]]) -> dict[str, Counts]:
    """Return (true, found, gold) pairs of body sentences per event: every pair not in the gold file is different."""
    counts = {}
    for event in dict.fromkeys(row["event"] for row in gold):
        sentences = read_event(analysis, event)
        at = {(each.article, each.start): number for number, each in enumerate(sentences.rows) if each.segment == "body"}
        labels: dict[tuple[int, int], str] = {}
        n_lost = 0
        for row in (row for row in gold if row["event"] == event):
            ends = [at.get((article, start)) for article, start, _ in (row["left"], row["right"])]
            if None in ends:
                n_lost += row["label"] == "same"
            else:
                labels[min(ends), max(ends)] = row["label"]  # type: ignore[type-var,index]
        found = joined(sentences)
        same = {pair for pair, label in labels.items() if label == "same"}
        judged = {pair for pair in found if labels.get(pair, "different") in ("same", "different")}
        counts[event] = np.asarray([len(same & found), len(judged), len(same) + n_lost], float)
    return counts


def by_likeness(parts: Sequence[tuple[framing.Analysis, Sequence[dict[str, Any]]]]) -> Iterator[str]:
    """Tell how many of the pairs that stand in one statement are the same, or partly, by their likeness."""
    table: Counter[tuple[float, str]] = Counter()
    for analysis, gold in parts:
        labels = {frozenset(tuple(side[:2]) for side in (row["left"], row["right"])): row["label"] for row in gold}
        for event in dict.fromkeys(row["event"] for row in gold):
            sentences = read_event(analysis, event)
            pairs = sentence_pairs(sentences)
            likeness = dict(zip(zip(*(each.tolist() for each in pairs), strict=True), alike(sentences, pairs).tolist(), strict=True))
            for one, other in joined(sentences):
                rows = (sentences.rows[one], sentences.rows[other])
                label = labels.get(frozenset((each.article, each.start) for each in rows), "different")
                table[max(each for each in BOUNDS if each <= likeness.get((one, other), 0.0)), label] += 1
    for low, high in zip(BOUNDS, [*BOUNDS[1:], 1.0], strict=True):
        own = {label: table[low, label] for label in ("same", "partly", "different", "unclear")}
        yield f"    likeness {low} to {high}: " + ", ".join(f"{n} {label}" for label, n in own.items())


def joined(sentences: Sentences) -> set[tuple[int, int]]:
    """Return the pairs of body sentences of different outlets that stand in one statement."""
    found = set()
    for statement in find_statements(sentences, {}):
        own = [each for each in sorted(statement.carried) if sentences.rows[each].segment == "body"]
        found |= {(a, b) for a in own for b in own if a < b and sentences.rows[a].outlet != sentences.rows[b].outlet}
    return found


def measure_alignment(analysis: framing.Analysis) -> Iterator[str]:
    gold = lines_of(GOLD / "alignment.jsonl")
    labels = Counter(row["label"] for row in gold)
    yield f"gold pairs: {', '.join(f'{labels[each]} {each}' for each in ('same', 'partly', 'different', 'unclear'))}"
    counts = alignment(analysis, gold)
    for name, events in (("events used for fitting", DEV), ("other events", TEST)):
        own = np.stack([counts[event] for event in events])
        total = own.sum(0)
        yield (f"{name} ({', '.join(events)}): precision {total[0] / total[1]:.3f}, recall {total[0] / total[2]:.3f}, "
               f"pair F1 {interval(own, f1)}")
    bare = [row for row in gold if row["event"] == "swiss-summit" and not _is_wire(row)]
    yield f"swiss-summit without its wire copy: pair F1 {float(f1(_without_wire(analysis, bare))):.3f}"
    yield "pairs in one statement, other events:"
    yield from by_likeness([(analysis, [row for row in gold if row["event"] in TEST])])


def _is_wire(row: dict[str, Any]) -> bool:
    return any(each[0] == "swiss-summit-civic-radio-news" for each in (row["left"], row["right"]))


def _without_wire(analysis: framing.Analysis, gold: Sequence[dict[str, Any]]) -> Counts:
    corpus = Corpus([each for each in analysis.corpus or () if each.id != "swiss-summit-civic-radio-news"])
    return alignment(replace(analysis, corpus=corpus), gold)["swiss-summit"]


def measure_seeds(data: Path | None, pairs: Path | None) -> Iterator[str]:
    """Measure alignment on five real articles, whose gold pairs (offsets) lie outside the repository."""
    if not data or not (data / "seeds" / "articles.csv").is_file() or not pairs or not pairs.is_file():
        yield "five real articles: SKIPPED, the articles or their gold pairs (--seed-pairs) are not there"
        return
    analysis = framing.analyze(framing.read_corpus(str(data / "seeds" / "articles.csv"), progress=False))
    gold = lines_of(pairs)
    labels = Counter(row["label"] for row in gold)
    [total] = alignment(analysis, gold).values()
    yield (f"five real articles on one event ({labels['same']} same, {labels['partly']} partly, {labels['different']} different): "
           f"precision {total[0] / max(total[1], 1):.3f}, recall {total[0] / total[2]:.3f}, pair F1 {float(f1(total)):.3f}")
    yield from by_likeness([(analysis, gold)])


def measure_news(data: Path | None, pairs: Path | None) -> Iterator[str]:
    """Measure alignment on events of American outlets, found by match_events; all pairs of sentences were read."""
    path = data and data / "us_outlets.jsonl.gz"
    if not path or not path.is_file() or not pairs or not pairs.is_file():
        yield "events of American outlets: SKIPPED, the articles or their gold pairs (--news-pairs) are not there"
        return
    gold = lines_of(pairs)
    event = {side[0]: row["event"] for row in gold for side in (row["left"], row["right"])}
    corpus = framing.read_corpus(str(path), progress=False)
    analysis = framing.analyze(Corpus([replace(each, event=event[each.id]) for each in corpus if each.id in event]))
    counts = alignment(analysis, gold)
    for part in ("development", "test"):
        own = {row["event"]: counts[row["event"]] for row in gold if row["part"] == part}
        total = sum(own.values(), np.zeros(3))
        yield (f"{part} events of American outlets ({', '.join(own)}; {total[2]:.0f} pairs the same): precision "
               f"{total[0] / total[1]:.3f}, recall {total[0] / total[2]:.3f}, pair F1 {interval(np.stack(list(own.values())), f1)}")
    yield from by_likeness([(analysis, gold)])


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
    parser.add_argument("--seed-pairs", type=Path, default=None)
    parser.add_argument("--news-pairs", type=Path, default=None)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--many", action="store_true")
    parser.add_argument("--only", nargs="*", default=["events", "copies", "alignment", "seeds", "news", "cells"])
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
