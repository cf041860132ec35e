"""Measure speed: `python tests/benchmarks/run.py [--write docs/speed.md] [--articles N] [--peers] [--large]`.

Every time is a ratio to a yardstick measured in the same run: `re.findall(r"\\w+|[^\\w\\s]", text)` over the same texts on one core.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import floor
import large
import numpy as np
from peers import Peer, peers

import framing
from framing.analysis.engine import Engine, batches
from framing.analysis.run import set_up
from framing.text.batch import build_batch
from framing.text.vocabulary import Vocabulary

DATA = Path(os.environ.get("FRAMING_DATA", Path(__file__).parents[3] / "shared" / "data"))
REPEATS = 3
BY_HAND = "<!-- below: by hand -->"


def main() -> int:
    """Run the benchmarks and print them; write the page that the options name."""
    options = _options()
    source = DATA / "us_outlets.jsonl.gz"
    if not source.is_file():
        print(f"No benchmark: {source} is not there. Set FRAMING_DATA to the folder that holds it.")
        return 0
    corpus = framing.read_corpus(source)[: options.articles]
    lines = _page(corpus, options)
    print("\n".join(lines))
    if options.write:
        _write(Path(options.write), lines)
    return 0


def _write(page: Path, lines: Sequence[str]) -> None:
    """Write the figures; what stands on the page below the mark is by hand and stays."""
    _, mark, by_hand = page.read_text(encoding="utf-8").partition(BY_HAND) if page.is_file() else ("", "", "")
    page.write_text("\n".join(lines) + "\n" + (f"\n{mark}{by_hand}" if mark else ""), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--write", metavar="FILE")
    parser.add_argument("--peers", action="store_true", help="also time other packages on the same texts (slow)")
    parser.add_argument("--large", action="store_true", help="also 36,000 articles, memory, two processes, lexicons, outlets (minutes)")
    return parser.parse_args()


def _page(corpus: framing.Corpus, options: argparse.Namespace) -> list[str]:
    texts = [article.text for article in corpus]
    words = sum(len(text.split()) for text in texts)
    lines = [
        "# Speed",
        "",
        f"Measured on {len(corpus):,} news articles ({words / len(corpus):,.0f} words each), one core, Python {platform.python_version()}, "
        f"numpy {np.__version__}; medians of {REPEATS} interleaved repeats. 1.0 is the time of "
        r'`re.findall(r"\w+|[^\w\s]", text)` over the same texts in the same run. Written by `make benchmarks`.',
        "",
        "| part | yardsticks | articles a second |",
        "|---|---|---|",
    ]
    parts = {name: Peer(part) for name, part in _parts(corpus, texts).items()}
    if options.peers:
        parts |= peers(corpus)
    times: dict[str, list[float]] = {name: [] for name in parts}
    for _ in range(REPEATS):
        for name, part in parts.items():
            times[name].append(_seconds(part.run) * part.times)
    medians = {name: statistics.median(each) for name, each in times.items()}
    yardstick = medians["yardstick"]
    for name, seconds in medians.items():
        lines.append(f"| {name} | {seconds / yardstick:.2f} | {len(corpus) / seconds:,.0f} |")
    engine, stages = _stages(corpus, yardstick)
    lines += ["", *stages, "", *floor.lines(corpus, engine, yardstick), "", *_growth(corpus), "", *_start()]
    return [*lines, "", *large.lines(DATA / "us_outlets.jsonl.gz")] if options.large else lines


def _parts(corpus: framing.Corpus, texts: Sequence[str]) -> dict[str, Callable[[], object]]:
    engine = _engine()
    pairs = [(article.headline, article.text) for article in corpus]
    vocabulary = Vocabulary()
    return {
        "yardstick": lambda: [re.findall(r"\w+|[^\w\s]", text) for text in texts],
        "text columns, words known": lambda: [build_batch(each, vocabulary) for each in batches(pairs)],
        "whole default analysis, words new, tables as data frames": lambda: framing.analyze(corpus),
        "the same, engine built and words known": lambda: [engine.read(each) for each in batches(corpus)],
    }


def _engine() -> Engine:
    return set_up().engine


def _stages(corpus: framing.Corpus, yardstick: float) -> tuple[Engine, list[str]]:
    """Return an engine that knows the words, and what each scorer costs then when its batch is there."""
    engine = _engine()
    totals: dict[str, float] = {}
    for warm in (True, False):
        for each in batches(corpus):
            began = time.process_time()
            reading = engine.reading(each)
            spent = {"text columns": time.process_time() - began}
            for scorer in engine.scorers:
                began = time.process_time()
                scorer.score(reading)  # type: ignore[union-attr]
                spent[type(scorer).__name__] = time.process_time() - began
            if not warm:
                totals = {name: totals.get(name, 0) + seconds for name, seconds in spent.items()}
    lines = ["| stage, words known | yardsticks |", "|---|---|"]
    return engine, lines + [f"| {name} | {seconds / yardstick:.2f} |" for name, seconds in totals.items()]


def _growth(corpus: framing.Corpus) -> list[str]:
    """Return how the time grows with the number of articles and with the length of one."""
    engine = _engine()
    sizes = [size for size in (250, 500, 1000, 2000, 4000) if size <= len(corpus)]
    seconds = [_seconds(lambda size=size: [engine.read(each) for each in batches(corpus[:size])]) for size in sizes]
    exponent = np.polyfit(np.log(sizes[1:]), np.log(seconds[1:]), 1)[0] if len(sizes) > 2 else float("nan")
    long = framing.Article("\n\n".join(article.text for article in corpus)[:1_000_000])
    megabyte = _seconds(lambda: engine.read([long]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        f"Time grows with the number of articles to the power {exponent:.2f}. An article of one megabyte takes {megabyte:.1f} s. "
        f"Peak memory of this whole benchmark: {peak:,.0f} MB."
    ]


def _start() -> list[str]:
    spent = [_process("import framing"), _process("from framing.cli import main; main(['--version'])")]
    return [f"`import framing` takes {spent[0]:.2f} s, `framing --version` {spent[1]:.2f} s, the interpreter's own start included."]


def _process(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    return time.perf_counter() - began


def _seconds(part: Callable[[], object]) -> float:
    began = time.process_time()
    part()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
