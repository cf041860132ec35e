"""What only shows at size: growth, memory of a stream, two processes, thousands of entries, many outlets."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

import framing
from framing.analysis.engine import Engine, batches
from framing.analysis.run import set_up
from framing.corpus import Article, Corpus, read_articles
from framing.lexicon import Entry, Lexicon
from framing.scorers.attribution import voices_of

__all__ = ["lines"]

SIZES = (1000, 6000, 36000)
PROCESSED = (4000, 16000)
REPEATS = 3
# the peak of the process itself: what `resource` gives begins with its parent's
STREAM = """
import sys, framing
framing.analyze_to(sys.argv[1], sys.argv[2], progress=False)
peak = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(int(peak[0].split()[1]) // 1024)
"""
ANALYSIS = """
import sys, time, framing
articles = framing.read_corpus(sys.argv[1])[int(sys.argv[3]) : int(sys.argv[4])]
began = time.perf_counter()
framing.analyze(articles, workers=int(sys.argv[2]))
print(time.perf_counter() - began)
"""


def lines(source: Path) -> Iterator[str]:
    """Yield the rows of a table: what was measured, and the figures."""
    articles = list(read_articles(source))
    yield "| at size | measured |"
    yield "|---|---|"
    yield from _growth(articles)
    yield _long_articles(articles[:400])
    yield _lexicons(articles[:1000])
    yield _outlets(articles)
    yield from _processes(articles)


def _repeated(articles: list[Article], number: int) -> Iterator[Article]:
    """Yield as many articles as asked for: again and again, each time under another id and with a word of its own."""
    for place in range(number):
        article, times = articles[place % len(articles)], place // len(articles)
        yield article if not times else replace(article, id=f"{article.id}-{times}", text=f"{article.text}\n\nEdition{times}x{place}.")


def _written(path: Path, articles: Iterator[Article]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(each.as_dict(), default=str) + "\n" for each in articles)
    return path


def _growth(articles: list[Article]) -> Iterator[str]:
    seconds, peaks = [], []
    with tempfile.TemporaryDirectory() as place:
        for size in SIZES:
            path = Path(place) / f"{size}.jsonl"
            _written(path, _repeated(articles, size))
            began = time.perf_counter()
            command = [sys.executable, "-c", STREAM, f"{place}/out{size}", str(path)]
            peaks.append(int(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
            seconds.append(time.perf_counter() - began)
    exponent = np.polyfit(np.log(SIZES), np.log(seconds), 1)[0]
    each = "; ".join(f"{size:,}: {spent:.0f} s, {peak} MB" for size, spent, peak in zip(SIZES, seconds, peaks, strict=True))
    yield f"| streamed to Parquet, a fresh process each: time and peak memory | {each} |"
    yield f"| time grows with the number of articles to the power | {exponent:.2f} |"


def _long_articles(articles: list[Article]) -> str:
    """Read the same words as articles of ever more words."""
    engine = set_up().engine
    times = []
    for joined in (1, 5, 25, 100):
        groups = (list(islice(articles, low, low + joined)) for low in range(0, len(articles), joined))
        texts = [Article("\n\n".join(each.text for each in group)) for group in groups]
        times.append((joined, min(_seconds(engine, texts) for _ in range(2))))
    each = "; ".join(f"{joined} joined: {spent / times[0][1]:.2f}" for joined, spent in times)
    return f"| the same words in longer articles, time as a multiple | {each} |"


def _lexicons(articles: list[Article]) -> str:
    """Read the same articles with a thousand and with ten thousand entries of two words each."""
    spellings = sorted({word for article in articles for word in article.text.lower().split() if word.isalpha()})
    rng = np.random.default_rng(0)
    pairs = [" ".join(pair) for pair in rng.choice(spellings, (10_000, 2))]
    times = []
    for size in (1000, 10_000):
        entries = tuple(Entry(f"e{n}", "frame.test", (pair,)) for n, pair in enumerate(pairs[:size]))
        engine = set_up([Lexicon("made", version="1", entries=entries)], [], trained=False).engine
        _seconds(engine, articles)
        terms = next(scorer for scorer in engine.scorers if scorer.table == "terms")
        times.append(min(_found(engine, terms, articles) for _ in range(3)))
    return f"| text columns and terms of 10,000 entries against 1,000, time as a multiple | {times[1] / times[0]:.2f} |"


def _found(engine: Engine, terms: Any, articles: list[Article]) -> float:
    """Return the seconds that reading the text and finding the terms take, whose words they are being known."""
    seconds = 0.0
    for each in batches(articles):
        began = time.process_time()
        reading = engine.reading(each)
        seconds += time.process_time() - began
        reading.derive(voices_of)
        began = time.process_time()
        terms.score(reading)
        seconds += time.process_time() - began
    return seconds


def _outlets(articles: list[Article]) -> str:
    """Compare outlets in 10,000 articles of twenty outlets on 500 events."""
    made = [
        replace(article, id=f"{number}", outlet=f"Outlet {number % 20}", event=f"event {number // 20}", text=article.text[:1500])
        for number, article in enumerate(_repeated(articles, 10_000))
    ]
    analysis = framing.analyze(Corpus(made), trained=False)
    began = time.process_time()
    framing.compare(analysis, "outlet", target="Outlet 0")
    return f"| the default comparison of 10,000 articles of 20 outlets on 500 events | {time.process_time() - began:.1f} s |"


def _processes(articles: list[Article]) -> Iterator[str]:
    """Analyse with one process, with two, and in two separate analyses of half of the articles at once, by turns."""
    for size in PROCESSED:
        with tempfile.TemporaryDirectory() as place:
            path = _written(Path(place) / "articles.jsonl", _repeated(articles, size))
            runs = [(1, [slice(size)]), (2, [slice(size)]), (1, [slice(size // 2), slice(size // 2, size)])]
            rounds = [[_at_once(path, workers, parts) for workers, parts in runs] for _ in range(REPEATS)]
        one, two, apart = (statistics.median(column) for column in zip(*rounds, strict=True))
        told = f"{one:.1f} s and {two:.1f} s, {one / two:.2f} times as fast; two separate analyses of half of them at once: {apart:.1f} s"
        yield f"| {size:,} articles with one process and with two | {told} |"


def _at_once(path: Path, workers: int, parts: list[slice]) -> float:
    """Return the seconds that analyses of parts of the articles take, all at once, each begun by a process of its own."""
    command = [sys.executable, "-c", ANALYSIS, str(path), str(workers)]
    begun = [
        subprocess.Popen([*command, str(part.start or 0), str(part.stop)], stdout=subprocess.PIPE, text=True) for part in parts
    ]
    return max(float(each.communicate()[0]) for each in begun)


def _seconds(engine: Engine, articles: list[Article]) -> float:
    began = time.process_time()
    for each in batches(articles):
        engine.read(each)
    return time.process_time() - began
