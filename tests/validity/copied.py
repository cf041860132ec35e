"""Measure copies: texts with words edited, dropped and added, cut and merged; and time and memory on many articles."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
from figures import interval

import framing
from framing.corpus import Article, Corpus

RATES = (0.05, 0.10, 0.20, 0.30, 0.40)


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
