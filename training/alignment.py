"""Fit how alike two sentences of different outlets are, and write models/alignment.toml.

    python training/alignment.py --data FOLDER --pairs FILE [--check]

Two logistic regressions: one on the features of a pair alone, one on its chance by the first and on what sentences of
third outlets say (`support`, `conflict`). Texts: thirty events in PolNeAR's training articles whose pairs were read by hand
(`--pairs`, see `alignment_pairs`), three events of the demonstration corpus with the gold pairs of tests/gold/alignment.jsonl,
and training/alignment_reports.txt, seven events that were made up for this. `--check` prints how well the pairs of PolNeAR's
events are told apart by models that have not seen them. The weights stand for features as they are, not standardised.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from alignment_pairs import Labels, Place, real_pairs
from numpy.typing import NDArray

import framing
from framing.corpus import Article, Corpus
from framing.coverage.features import FEATURES, features
from framing.coverage.likeness import COMPANY, FAINT, company, sentence_pairs
from framing.coverage.run import read_event
from framing.coverage.sentences import Sentences
from framing.coverage.weights import Pairs

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "training" / "alignment_reports.txt"
GOLD = ROOT / "tests" / "gold" / "alignment.jsonl"
MODEL = ROOT / "models" / "alignment.toml"
DEMO = ("istanbul-talks", "cop28", "dobbs")
PARTLY = 0.1  # a pair that is partly the same counts that much as the same
LESS = 0.3  # inverse strength of the ridge, on standardised features
PARTS = 8  # of the real events, for --check

Floats = NDArray[np.float64]
Model = tuple[tuple[float, Floats], tuple[float, Floats]]


class Event(NamedTuple):
    """The pairs of one event with their features and labels."""

    sentences: Sentences
    pairs: Pairs
    values: Floats
    labels: NDArray[np.str_]
    n_lost: int  # pairs that are the same and share too little to be compared


# ---------------------------------------------------------------- texts and labels


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
            marks[f"{event}/{outlet}", "body", len(text)] = (event, {each.rstrip("~"): each for each in made.split()})
            text += sentence.strip() + " "
    close()
    return Corpus(articles), _labels(marks)


def _labels(marks: Mapping[Place, tuple[str, dict[str, str]]]) -> Labels:
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
    ends = [[(row[side][0], "body", row[side][1]) for side in ("left", "right")] for row in rows]
    return {frozenset(both): row["label"] for both, row in zip(ends, rows, strict=True)}


def read(analysis: framing.Analysis, event: str, labels: Labels) -> Event:
    """Return the pairs of an event; those of headlines count only where they have a label."""
    sentences = read_event(analysis, event)
    pairs = sentence_pairs(sentences)
    told = {each for pair in labels for each in pair}
    articles = {each.article for each in sentences.rows}
    found = []
    for left, right in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True):
        ends = [(each.article, each.segment, each.start) for each in (sentences.rows[left], sentences.rows[right])]
        read_by_hand = all(each[1] == "body" or each in told for each in ends)
        found.append(labels.get(frozenset(ends), "different") if read_by_hand else "unclear")
    n_same = sum(label == "same" and all(each[0] in articles for each in pair) for pair, label in labels.items())
    return Event(sentences, pairs, features(sentences, pairs), np.asarray(found, dtype=np.str_), n_same - found.count("same"))


def given_events() -> dict[str, Event]:
    """Return the events of the demonstration corpus and the made-up ones."""
    corpus, labels = made_up()
    analysis, demo = framing.analyze(corpus), framing.analyze(framing.demo_corpus())
    events = {name: read(analysis, name, labels) for name in _names(corpus)}
    return events | {name: read(demo, name, gold()) for name in DEMO}


def real_events(data: Path, pairs: Path) -> dict[str, Event]:
    """Return the events of PolNeAR's training articles."""
    corpus, labels = real_pairs(data, pairs)
    analysis = framing.analyze(corpus)
    return {name: read(analysis, name, labels) for name in _names(corpus)}


def _names(corpus: Corpus) -> list[str]:
    return list(dict.fromkeys(str(each.event) for each in corpus))


# ---------------------------------------------------------------- fitting


def regression(values: Sequence[Floats], labels: Sequence[NDArray[np.str_]]) -> tuple[float, Floats]:
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


def fit(events: Iterable[Event]) -> Model:
    """Fit both regressions."""
    events = list(events)
    first = regression([each.values for each in events], [each.labels for each in events])
    return first, regression([_second(each, first) for each in events], [each.labels for each in events])


def _second(event: Event, first: tuple[float, Floats]) -> Floats:
    odds = (first[0] + event.values @ first[1]).clip(-8, 8)
    return np.column_stack([odds, company(event.sentences, event.pairs, 1 / (1 + np.exp(-odds)))])


def chance(event: Event, model: Model) -> Floats:
    """Return the likeness of an event's pairs by a fitted model."""
    first = 1 / (1 + np.exp(-(model[0][0] + event.values @ model[0][1])))
    second = 1 / (1 + np.exp(-(model[1][0] + _second(event, model[0]) @ model[1][1])))
    return np.where(first >= FAINT, second, first)


def unseen(events: Mapping[str, Event], given: Iterable[Event]) -> dict[str, Floats]:
    """Return the likeness of the pairs of each real event by a model that was fitted without its eighth of the events."""
    given = list(given)
    order = np.random.default_rng(0).permutation(sorted(events)).tolist()
    found: dict[str, Floats] = {}
    for part in range(PARTS):
        held = order[part::PARTS]
        model = fit([each for name, each in events.items() if name not in held] + given)
        found |= {name: chance(events[name], model) for name in held}
    return found


def average_precision(events: Mapping[str, Event], likeness: Mapping[str, Floats]) -> float:
    """Return the average precision of the same among the same and the different."""
    from sklearn.metrics import average_precision_score

    labels = np.concatenate([events[name].labels for name in likeness])
    values = np.concatenate(list(likeness.values()))
    kept = np.isin(labels, ["same", "different"])
    return float(average_precision_score(labels[kept] == "same", values[kept]))


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


def written(model: Model) -> str:
    (constant, weights), (second, others) = model
    values: dict[str, Any] = {
        "constant": constant, "second": second, "alone": others[0],
        "weights": "\n".join(f"{name} = {value:.3f}" for name, value in zip(FEATURES, weights, strict=True)),
        "others": "\n".join(f"{name} = {value:.3f}" for name, value in zip(COMPANY, others[1:], strict=True)),
    }  # fmt: skip
    return TEXT.format(**values)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args()
    given, events = given_events(), real_events(chosen.data, chosen.pairs)
    if chosen.check:
        found = unseen(events, given.values())
        sys.stdout.write(f"{len(found)} events: average precision {average_precision(events, found):.3f}\n")
        return
    MODEL.write_text(written(fit([*events.values(), *given.values()])), "utf-8")


if __name__ == "__main__":
    main()
