"""Measure which sentences are joined in one statement: pairs by precision, recall and F1, by likeness, and what is called partly."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from figures import Counts, f1, interval, lines_of

import framing
from framing.corpus import Corpus
from framing.coverage.likeness import alike, sentence_pairs
from framing.coverage.run import read_event
from framing.coverage.sentences import Sentences
from framing.coverage.statements import Statement, group_statements
from framing.coverage.weights import Pairs

ROOT = Path(__file__).resolve().parent.parent.parent
GOLD = ROOT / "tests" / "gold" / "alignment.jsonl"
DEV = ("istanbul-talks", "cop28", "dobbs")
TEST = ("grain-deal", "swiss-summit", "title-42")
BOUNDS = (0.0, 0.5, 0.7, 0.9)  # of likeness
LABELS = ("same", "partly", "different", "unclear")

Pair = tuple[int, int]


class Read(NamedTuple):
    """An event, what a reader said of its pairs, and what the program makes of it. A pair without a label is different."""

    sentences: Sentences
    labels: Mapping[Pair, str]
    counted: frozenset[int]  # sentences that the reader looked at: those of the body, and headlines that have a label
    n_lost: int  # pairs that are the same, of sentences that the program does not find
    likeness: Mapping[Pair, float]
    statements: tuple[Statement, ...]

    def joined(self) -> set[Pair]:
        """Return the pairs of sentences of different outlets that stand in one statement."""
        outlets = self.sentences.outlets
        members = [[each for each in sorted(own.carried) if each in self.counted] for own in self.statements]
        return {(a, b) for own in members for a in own for b in own if a < b and outlets[a] != outlets[b]}

    def counts(self) -> Counts:
        """Return (true, found, gold) pairs; partly and unclear count neither way."""
        found, same = self.joined(), {pair for pair, label in self.labels.items() if label == "same"}
        judged = [pair for pair in found if self.labels.get(pair, "different") in ("same", "different")]
        return np.asarray([len(same & found), len(judged), len(same) + self.n_lost], float)


def grouped(sentences: Sentences, labels: Mapping[Pair, str], counted: frozenset[int], n_lost: int,
            pairs: Pairs, likeness: Counts) -> Read:
    keys = zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    found = dict(zip(keys, likeness.tolist(), strict=True))
    return Read(sentences, labels, counted, n_lost, found, tuple(group_statements(sentences, pairs, likeness, {})))


def compared(analysis: framing.Analysis, gold: Sequence[dict[str, Any]]) -> dict[str, Read]:
    """Return what the program and the reader say, per event."""
    found = {}
    for event in dict.fromkeys(row["event"] for row in gold):
        sentences = read_event(analysis, event)
        own = [row for row in gold if row["event"] == event]
        at = _places(analysis, sentences, own)
        ends = [[at.get((side[0], side[1])) for side in (row["left"], row["right"])] for row in own]
        labels = {(min(both), max(both)): row["label"]  # type: ignore[type-var]
                  for both, row in zip(ends, own, strict=True) if None not in both}
        n_lost = sum(None in both and row["label"] == "same" for both, row in zip(ends, own, strict=True))
        pairs = sentence_pairs(sentences)
        found[event] = grouped(sentences, labels, frozenset(at.values()), n_lost, pairs, alike(sentences, pairs))
    return found


def _places(analysis: framing.Analysis, sentences: Sentences, gold: Sequence[dict[str, Any]]) -> dict[tuple[str, int], int]:
    """Return the sentences by article and start. A headline that stands in the text is found by its words."""
    at = {(each.article, each.start): number for number, each in enumerate(sentences.rows) if each.segment == "body"}
    headlines = {(each.article, each.text): number for number, each in enumerate(sentences.rows) if each.segment != "body"}
    texts = {each.id: each.text for each in analysis.corpus or ()}
    for article, start, end in (row[side] for row in gold for side in ("left", "right")):
        number = headlines.get((article, texts[article][start:end]))
        if number is not None and (article, start) not in at:
            at[article, start] = number
    return at


def told_pairs(counts: Sequence[Counts]) -> str:
    total = np.sum(counts, axis=0)
    return (f"precision {total[0] / max(total[1], 1):.3f}, recall {total[0] / total[2]:.3f}, "
            f"pair F1 {interval(np.stack(counts), f1) if len(counts) > 1 else format(float(f1(total)), '.3f')}")


def by_likeness(events: Sequence[Read]) -> Iterator[str]:
    """Tell how many of the pairs that stand in one statement are the same, or partly, by their likeness."""
    table: Counter[tuple[float, str]] = Counter()
    for each in events:
        for pair in each.joined():
            bound = max(bound for bound in BOUNDS if bound <= each.likeness.get(pair, 0.0))
            table[bound, each.labels.get(pair, "different")] += 1
    for low, high in zip(BOUNDS, [*BOUNDS[1:], 1.0], strict=True):
        yield f"    likeness {low} to {high}: " + ", ".join(f"{table[low, label]} {label}" for label in LABELS)


def of_parts(events: Sequence[Read]) -> str:
    """Tell of the sentences that are said to hold a part of a statement what a reader says of them and its sentences."""
    table: Counter[str] = Counter()
    for each in events:
        for statement in each.statements:
            for number in set(statement.partly) & each.counted:
                own = {each.labels.get((min(number, other), max(number, other)), "different") for other in statement.carried}
                table[next((label for label in ("same", "partly", "unclear") if label in own), "different")] += 1
    return f"'partly' was said {table.total()} times: " + ", ".join(f"{table[label]} {label}" for label in LABELS)


# ---------------------------------------------------------------- the sets


def measure_alignment(analysis: framing.Analysis) -> Iterator[str]:
    gold = lines_of(GOLD)
    labels = Counter(row["label"] for row in gold)
    yield f"gold pairs: {', '.join(f'{labels[each]} {each}' for each in LABELS)}"
    events = compared(analysis, gold)
    for name, chosen in (("events used for fitting", DEV), ("other events", TEST)):
        yield f"{name} ({', '.join(chosen)}): {told_pairs([events[each].counts() for each in chosen])}"
    bare = [row for row in gold if row["event"] == "swiss-summit" and not _is_wire(row)]
    yield f"swiss-summit without its wire copy: pair F1 {float(f1(_without_wire(analysis, bare))):.3f}"
    yield "pairs in one statement, other events:"
    yield from by_likeness([events[each] for each in TEST])


def _is_wire(row: dict[str, Any]) -> bool:
    return any(each[0] == "swiss-summit-civic-radio-news" for each in (row["left"], row["right"]))


def _without_wire(analysis: framing.Analysis, gold: Sequence[dict[str, Any]]) -> Counts:
    corpus = Corpus([each for each in analysis.corpus or () if each.id != "swiss-summit-civic-radio-news"])
    return compared(replace(analysis, corpus=corpus), gold)["swiss-summit"].counts()


def measure_read(data: Path | None, pairs: Path | None) -> Iterator[str]:
    """Measure events of public research data to which nothing was fitted; all pairs of their sentences were read."""
    if not data or not pairs or not pairs.is_file():
        yield "real events: SKIPPED, the articles or their pairs (--read-pairs) are not there"
        return
    sys.path.insert(0, str(ROOT / "training"))
    from alignment_pairs import real_pairs

    corpus, labels_of = real_pairs(data, pairs)
    analysis = framing.analyze(corpus)
    found = {event: _read(analysis, event, labels_of) for event in dict.fromkeys(str(each.event) for each in corpus)}
    for kind, is_lead in (("leads", True), ("full articles", False)):
        own = [each for name, each in sorted(found.items()) if name.startswith("lead-") == is_lead]
        labels = Counter(label for each in own for label in each.labels.values())
        yield (f"{len(own)} real events of {kind} ({labels['same']} pairs the same, {labels['partly']} partly): "
               f"{told_pairs([each.counts() for each in own])}")
        yield from by_likeness(own)
        yield f"    {of_parts(own)}"


def _read(analysis: framing.Analysis, event: str, labels_of: Mapping[frozenset[tuple[str, str, int]], str]) -> Read:
    sentences = read_event(analysis, event)
    at = {(each.article, each.segment, each.start): number for number, each in enumerate(sentences.rows)}
    articles = {each.article for each in sentences.rows}
    labels, n_lost = {}, 0
    for places, label in labels_of.items():
        ends = sorted(at[each] for each in places if each in at)
        if len(ends) == 2:
            labels[ends[0], ends[1]] = label
        else:
            n_lost += label == "same" and all(each[0] in articles for each in places)
    body = {number for number, each in enumerate(sentences.rows) if each.segment == "body"}
    told = {number for pair, label in labels.items() if label != "unclear" for number in pair}
    pairs = sentence_pairs(sentences)
    return grouped(sentences, labels, frozenset(body | told), n_lost, pairs, alike(sentences, pairs))


def measure_news(data: Path | None, pairs: Path | None) -> Iterator[str]:
    """Measure alignment on events of American outlets, found by match_events; all pairs of sentences were read."""
    path = data and data / "us_outlets.jsonl.gz"
    if not path or not path.is_file() or not pairs or not pairs.is_file():
        yield "events of American outlets: SKIPPED, the articles or their gold pairs (--news-pairs) are not there"
        return
    gold = [row for row in lines_of(pairs) if row["part"] == "test"]
    event = {side[0]: row["event"] for row in gold for side in (row["left"], row["right"])}
    corpus = framing.read_corpus(str(path), progress=False)
    analysis = framing.analyze(Corpus([replace(each, event=event[each.id]) for each in corpus if each.id in event]))
    found = compared(analysis, gold)
    counts = [each.counts() for each in found.values()]
    yield f"test events of American outlets ({', '.join(found)}; {np.sum(counts, axis=0)[2]:.0f} pairs the same): {told_pairs(counts)}"
    yield from by_likeness(list(found.values()))


def measure_seeds(data: Path | None, readers: Sequence[Path]) -> Iterator[str]:
    """Measure alignment on five real articles by the labels of each reader, and what the readers make of each other."""
    if not data or not (data / "seeds" / "articles.csv").is_file() or not readers or not all(each.is_file() for each in readers):
        yield "five real articles: SKIPPED, the articles or their gold pairs (--seed-pairs) are not there"
        return
    analysis = framing.analyze(framing.read_corpus(str(data / "seeds" / "articles.csv"), progress=False))
    found = [next(iter(compared(analysis, lines_of(each)).values())) for each in readers]
    for number, each in enumerate(found, start=1):
        labels = Counter(each.labels.values())
        yield (f"five real articles on one event, reader {number} ({labels['same']} same, {labels['partly']} partly): "
               f"{told_pairs([each.counts()])}")
        yield from by_likeness([each])
    for one, other in pairwise(found):
        same = [{pair for pair, label in each.labels.items() if label == "same"} for each in (one, other)]
        strict = 2 * len(same[0] & same[1]) / (len(same[0]) + len(same[1]))
        yield (f"readers of the five articles: pair F1 {_as_program(other, one):.3f} and {_as_program(one, other):.3f}, each measured like "
               f"the program by the other; {strict:.3f} if what one calls partly is an error")
        agreed = {pair: label for pair, label in one.labels.items() if other.labels.get(pair, "different") == label}
        disputed = {pair: "unclear" for pair in {*one.labels, *other.labels} - agreed.keys()
                    if one.labels.get(pair, "different") != other.labels.get(pair, "different")}
        counts = one._replace(labels={**agreed, **disputed}).counts()
        yield f"five real articles, pairs on which both readers agree ({len(same[0] & same[1])} same): {told_pairs([counts])}"


def _as_program(answer: Read, gold: Read) -> float:
    """Return the pair F1 of one reader's same pairs by the labels of the other."""
    found = {pair for pair, label in answer.labels.items() if label == "same"}
    same = {pair for pair, label in gold.labels.items() if label == "same"}
    judged = sum(gold.labels.get(pair, "different") in ("same", "different") for pair in found)
    return float(f1(np.asarray([len(same & found), judged, len(same)], float)))
