"""How often `framing.discover` finds something between two random halves of one outlet, and what it ranks first.

    python tests/validity/discover.py [us_outlets.jsonl.gz] [--splits 100] [--pair "CNN (Web News)" "Fox News"]

The data are not part of this repository: give the file, or the folder that holds it in FRAMING_DATA; without it the
script says so and ends. Reads each outlet once, then divides its articles at random again and again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from given import DATA, is_missing

import framing
from framing.corpus import Corpus
from framing.discover import words
from framing.discover.choices import Choices, choices_table
from framing.discover.distinct import marks
from framing.discover.labels import Labels
from framing.discover.run import ALPHA, _counted
from framing.discover.stream import read_stream
from framing.stats import wilson

FIELDS = ("id", "outlet", "published", "headline", "text")


def corpus(path: Path) -> Corpus:
    """Return the articles of a JSON-lines file."""
    import pandas as pd

    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return Corpus.from_frame(pd.DataFrame([{name: row[name] for name in FIELDS} for row in rows]))


def halves(articles: Corpus, outlet: str, splits: int, permutations: int) -> tuple[int, int, int]:
    """Return in how many random divisions of one outlet a word, and a known choice, was found, and the number of articles."""
    mine = list(articles.filter(outlet=outlet))
    rng = np.random.default_rng(20261122)
    choices = Choices()
    whole = read_stream(mine, trained=False, choices=choices)
    whole = whole.without(whole.vocabulary.column(words.reporting, bool)[whole.lower], 6)
    found = known = 0
    for seed in range(splits):
        side = np.zeros(len(mine), np.int8)
        side[rng.permutation(len(mine))[: len(mine) // 2]] = 1
        labels = Labels(side, None, permutations, seed)
        stream, phrases = _counted(whole, 4, side)
        tokens = np.bincount(stream.article[stream.own], minlength=len(mine)).astype(float)
        result = marks(phrases.table, tokens, labels)
        found += bool(np.any(result.spread & (result.p <= ALPHA)))
        table = choices_table(choices, mine, labels, top=100)
        known += bool((table["p_adjusted"] <= ALPHA).any())
    return found, known, len(mine)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=DATA / "us_outlets.jsonl.gz")
    parser.add_argument("--splits", type=int, default=100)
    parser.add_argument("--permutations", type=int, default=499)
    parser.add_argument("--outlets", type=int, default=4)
    parser.add_argument("--pair", nargs=2, default=None)
    given = parser.parse_args()
    if is_missing(given.file):
        return 0
    articles = corpus(given.file)
    if given.pair:
        found = framing.discover(articles, target=given.pair[0], reference=given.pair[1], match="none", trained=False)
        print(found, *(each.drop(columns="contexts").to_string() for each in (found.choices.head(20), found.words, found.variants.head(20))), found.ranked.head(60).to_string(), sep="\n\n")
        return 0
    named = Counter(each.outlet for each in articles).most_common(given.outlets)
    totals = {"words": 0, "choices": 0}
    for outlet, _ in named:
        found_in, known_in, n = halves(articles, outlet, given.splits, given.permutations)
        totals["words"] += found_in
        totals["choices"] += known_in
        print(f"| {n} articles | {given.splits} divisions | words found in {found_in} | choices in {known_in} |", flush=True)
    runs = given.splits * len(named)
    for name, total in totals.items():
        low, high = wilson(total, runs)
        print(f"{name}, all: {total} of {runs} ({total / runs:.3f}, 95 % {float(low):.3f} to {float(high):.3f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
