"""Count the sentences whose VADER compound differs from the package's: `python tests/validity/vader.py [us_outlets.jsonl.gz] [--sentences 20000]`.

The data are not part of this repository: give the file, or the folder that holds it in FRAMING_DATA; without it the
script says so and ends.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from given import DATA, is_missing
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import framing
from framing.analysis.engine import batches
from framing.scorers.vader import sentence_compounds
from framing.text.batch import build_batch
from framing.text.characters import straighten
from framing.text.vocabulary import Vocabulary


def main() -> int:
    """Print the figures; fail if any sentence differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=DATA / "us_outlets.jsonl.gz")
    parser.add_argument("--sentences", type=int, default=20_000)
    given = parser.parse_args()
    if is_missing(given.file):
        return 0
    analyzer, vocabulary = SentimentIntensityAnalyzer(), Vocabulary()
    seen = different = 0
    for articles in batches(framing.read_corpus(given.file)):
        batch = build_batch([(each.headline, each.text) for each in articles], vocabulary)
        ours = sentence_compounds(batch).tolist()
        for first, last, found in zip(batch.sentence_start, batch.sentence_end, ours, strict=True):
            text = straighten(batch.slice(int(first), int(last)))
            different += analyzer.polarity_scores(text)["compound"] != found
        seen += len(ours)
        if seen >= given.sentences:
            break
    print(f"{seen:,} sentences, {different} of them with another compound than the package's")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
