"""How often the default comparison declares a finding between two random halves of one outlet, for every measure.

    python tests/validity/halves.py [us_outlets.jsonl.gz] [--splits 400] [--write docs/validity_halves.md]

The data are not part of this repository: give the file, or the folder that holds it in FRAMING_DATA; without it the
script says so and ends. There is nothing to find between halves, so a share above 5 % is a fault of the test.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from given import DATA, is_missing

import framing
from framing.stats import wilson

SEED = 20261122
ALPHA = 0.05
LEAST = 200  # articles of an outlet that is divided
TITLE = "# Random halves of one outlet"
DESIGNS = {"not matched": "none", "matched by topic": "topic"}

Declared = dict[str, list[bool]]


def outlets(corpus: framing.Corpus) -> list[framing.Analysis]:
    """Return one analysis for each outlet with enough articles."""
    sizes = corpus.to_frame()["outlet"].value_counts()
    names = sorted(str(name) for name, size in sizes.items() if size >= LEAST)
    return [framing.analyze(corpus.filter(outlet=name)) for name in names]


def divided(analysis: framing.Analysis, rng: np.random.Generator) -> framing.Analysis:
    """Return an analysis whose articles carry a random half, "one" or "two"."""
    articles = analysis.table("articles")
    half = np.where(rng.permutation(len(articles)) % 2 == 0, "one", "two")
    return replace(analysis, tables={**analysis.tables, "articles": articles.assign(half=half)})


def declared(analysis: framing.Analysis, match: str, seed: int) -> Iterator[tuple[str, bool]]:
    """Yield each tested measure and whether a finding is declared."""
    gap = framing.compare(analysis, "half", target="one", reference="two", match=match, seed=seed)
    tested = gap.measures.dropna(subset="p")
    yield from zip(tested["measure"], tested["p"] <= ALPHA, strict=True)
    primary = tested.loc[tested["family"] == "primary", "p"]
    if len(primary):
        yield "any primary measure", bool((primary <= ALPHA).any())


def measured(analyses: Sequence[framing.Analysis], match: str, splits: int) -> Declared:
    """Return for each measure whether a finding was declared, one element per division."""
    rng = np.random.default_rng(SEED)
    found: Declared = defaultdict(list)
    for number in range(splits):
        halves = divided(analyses[number % len(analyses)], rng)
        for name, yes in declared(halves, match, number):
            found[name].append(bool(yes))
    return found


def lines(design: str, found: Declared) -> Iterator[str]:
    """Yield the rows of the table."""
    yield f"\n## {design.capitalize()}\n"
    yield "| measure | divisions | a finding in | share | 95 % interval |\n|---|---|---|---|---|"
    for name, each in sorted(found.items(), key=lambda item: -np.mean(item[1])):
        low, high = (float(bound) for bound in wilson(sum(each), len(each)))
        yield f"| `{name}` | {len(each)} | {sum(each)} | {np.mean(each):.3f} | {low:.3f}–{high:.3f} |"


def main() -> int:
    """Print or write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=DATA / "us_outlets.jsonl.gz")
    parser.add_argument("--splits", type=int, default=400)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    if is_missing(given.file):
        return 0
    analyses = outlets(framing.read_corpus(given.file))
    sizes = [len(each.table("articles")) for each in analyses]
    page = [
        f"{TITLE}\n\nWritten by `python tests/validity/halves.py --write docs/validity_halves.md`.\n",
        f"{len(analyses)} US outlets of {min(sizes)} to {max(sizes)} articles each, divided at random {given.splits} times per design; the halves are",
        f"compared as `framing.compare` does by default. A finding: p ≤ {ALPHA} after the adjustment within its family (the primary measures by max-T, the",
        "exploratory ones by false discovery rate). Halves differ by chance alone, so at most 5 % may have one.",
    ]
    for design, match in DESIGNS.items():
        page += lines(design, measured(analyses, match, given.splits))
    text = "\n".join(page) + "\n"
    print(text)
    if given.write:
        given.write.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
