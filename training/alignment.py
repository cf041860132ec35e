"""Fit how alike two sentences of different outlets are, and write models/alignment.toml.

    python training/alignment.py [--check]

Two logistic regressions: one on the features of a pair alone, one on its chance by the first and on what sentences of
third outlets say (`support`, `conflict`). Texts: three events of the demonstration corpus with the gold pairs of
tests/gold/alignment.jsonl, and training/alignment_reports.txt, five events that were made up for this. `--check` leaves out one
made-up event at a time and prints the average precision on it. The weights stand for features as they are, not standardised.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

import framing
from framing.corpus import Article, Corpus
from framing.coverage.likeness import COMPANY, FEATURES, Pairs, company, features, sentence_pairs
from framing.coverage.run import read_event
from framing.coverage.sentences import Sentences

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "training" / "alignment_reports.txt"
GOLD = ROOT / "tests" / "gold" / "alignment.jsonl"
MODEL = ROOT / "models" / "alignment.toml"
DEMO = ("istanbul-talks", "cop28", "dobbs")
PARTLY = 0.1  # a pair that is partly the same counts that much as the same
LESS = 1.0  # inverse strength of the ridge, on standardised features

Floats = NDArray[np.float64]
Place = tuple[str, int]
Labels = dict[frozenset[Place], str]


class Event(NamedTuple):
    """The pairs of one event with their features and labels."""

    sentences: Sentences
    pairs: Pairs
    values: Floats
    labels: NDArray[np.str_]


def made_up() -> tuple[Corpus, Labels]:
    """Read the made-up reports: two sentences are the same if both make a statement in full."""
    articles: list[Article] = []
    marks: dict[Place, tuple[str, dict[str, str]]] = {}
    event = outlet = text = ""

    def close() -> None:
        if text:
            articles.append(Article(text.strip(), id=f"{event}/{outlet}", outlet=outlet, event=event))

    for line in REPORTS.read_text("utf-8").splitlines():
        if line.startswith("=="):
            close()
            event, outlet = (each.strip() for each in line.removeprefix("==").split("|"))
            text = ""
        elif "|" in line and not line.startswith("#"):
            made, sentence = line.split("|", 1)
            marks[f"{event}/{outlet}", len(text)] = (event, {each.rstrip("~"): each for each in made.split()})
            text += sentence.strip() + " "
    close()
    return Corpus(articles), _labels(marks)


def _labels(marks: dict[Place, tuple[str, dict[str, str]]]) -> Labels:
    found: Labels = {}
    for (one, (event, here)), (other, (also, there)) in combinations(marks.items(), 2):
        both = here.keys() & there.keys()
        if event == also and one[0] != other[0] and both:
            whole = any("~" not in here[each] + there[each] for each in both)
            found[frozenset({one, other})] = "same" if whole else "partly"
    return found


def gold() -> Labels:
    """Read the gold pairs of the demonstration corpus."""
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    return {frozenset({tuple(row["left"][:2]), tuple(row["right"][:2])}): row["label"] for row in rows}


def read(analysis: framing.Analysis, event: str, labels: Labels) -> Event:
    """Return the body pairs of an event."""
    sentences = read_event(analysis, event)
    pairs = sentence_pairs(sentences)
    found = []
    for left, right in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True):
        one, other = sentences.rows[left], sentences.rows[right]
        key = frozenset({(one.article, one.start), (other.article, other.start)})
        body = one.segment == other.segment == "body"
        found.append(labels.get(key, "different") if body else "unclear")
    return Event(sentences, pairs, features(sentences, pairs), np.asarray(found))


def regression(values: list[Floats], labels: list[NDArray[np.str_]]) -> tuple[float, Floats]:
    """Return the constant and the weights of a logistic regression with a ridge."""
    from sklearn.linear_model import LogisticRegression

    table, told = np.vstack(values), np.concatenate(labels)
    kept = told != "unclear"
    table, told = table[kept], told[kept]
    mean, spread = table.mean(axis=0), table.std(axis=0).clip(1e-6)
    counts = np.where(told == "partly", PARTLY, 1.0)
    model = LogisticRegression(C=LESS, max_iter=3000).fit((table - mean) / spread, told != "different", sample_weight=counts)
    weights = model.coef_[0] / spread
    return float(model.intercept_[0] - mean @ weights), weights


def fit(events: list[Event]) -> tuple[tuple[float, Floats], tuple[float, Floats]]:
    """Fit both regressions."""
    first = regression([each.values for each in events], [each.labels for each in events])
    return first, regression([_second(each, first) for each in events], [each.labels for each in events])


def _second(event: Event, first: tuple[float, Floats]) -> Floats:
    odds = (first[0] + event.values @ first[1]).clip(-8, 8)
    chance = 1 / (1 + np.exp(-odds))
    return np.column_stack([odds, company(event.sentences, event.pairs, chance)])


def chance(event: Event, model: tuple[tuple[float, Floats], tuple[float, Floats]]) -> Floats:
    """Return the likeness of an event's pairs by a fitted model."""
    constant, weights = model[1]
    found: Floats = 1 / (1 + np.exp(-(constant + _second(event, model[0]) @ weights)))
    return found


def check(events: dict[str, Event], names: list[str], write: Callable[[str], object]) -> None:
    """Print the average precision on each made-up event, by a model that has not seen it."""
    from sklearn.metrics import average_precision_score

    for name in names:
        event = events[name]
        model = fit([each for other, each in events.items() if other != name])
        kept = np.isin(event.labels, ["same", "different"])
        value = average_precision_score(event.labels[kept] == "same", chance(event, model)[kept])
        write(f"{name}: average precision {value:.3f} ({(event.labels == 'same').sum()} pairs are the same)\n")


TEXT = """# How alike two sentences of different outlets are: weights of two logistic regressions, on features that can be read.
# Card: models/alignment.md. Made by: python training/alignment.py

version = "2026.11"
license = "MIT"
constant = {constant:.3f}

[weights]
{weights}

# What sentences of third outlets say: one that is like both, or like one and not the other.
[company]
constant = {second:.3f}
alone = {alone:.3f}
{others}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args()
    corpus, labels = made_up()
    analysis, demo = framing.analyze(corpus), framing.analyze(framing.demo_corpus())
    names = list(dict.fromkeys(str(each.event) for each in corpus))
    events = {name: read(analysis, name, labels) for name in names}
    events |= {name: read(demo, name, gold()) for name in DEMO}
    if chosen.check:
        check(events, names, sys.stdout.write)
        return
    (constant, weights), (second, others) = fit(list(events.values()))
    MODEL.write_text(TEXT.format(
        constant=constant, second=second, alone=others[0],
        weights="\n".join(f"{name} = {value:.3f}" for name, value in zip(FEATURES, weights, strict=True)),
        others="\n".join(f"{name} = {value:.3f}" for name, value in zip(COMPANY, others[1:], strict=True)),
    ), "utf-8")


if __name__ == "__main__":
    main()
