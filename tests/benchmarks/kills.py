"""Stop a run at random moments, start it again, and compare what it wrote with a run that was never stopped.

    python tests/benchmarks/kills.py [--kills 100] [--write docs/speed_kills.md]

Needs no data: the embedded corpus is repeated with another id and a sentence of its own for each article.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

import framing

SEED = 20261122
RUN = "import sys, framing; framing.analyze_to(sys.argv[1], sys.argv[2], workers=int(sys.argv[3]), progress=False)"


def written(path: Path, times: int) -> Path:
    """Write the embedded corpus `times` times, no two articles alike."""
    rows = []
    for number in range(times):
        for article in framing.demo_corpus():
            rows.append(replace(article, id=f"{article.id}-{number}", text=f"{article.text}\n\nEdition {number}.").as_dict())
    pd.DataFrame(rows).to_json(path, orient="records", lines=True, date_format="iso")
    return path


def run(folder: Path, source: Path, workers: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", RUN, str(folder), str(source), str(workers)], start_new_session=True, stderr=subprocess.DEVNULL)


def interrupted(folder: Path, source: Path, workers: int, longest: float, rng: random.Random) -> Iterator[float]:
    """Start the run again and again, yielding after how many seconds it was killed, until it ends by itself."""
    while True:
        process, moment = run(folder, source, workers), rng.uniform(0.2, longest)
        try:
            if process.wait(moment) == 0:
                return
            raise SystemExit("the run failed")
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            yield moment


def same(first: Path, second: Path) -> bool:
    """Tell whether two runs wrote the same rows."""
    ours, theirs = framing.read_analysis(str(first)), framing.read_analysis(str(second))
    return set(ours.tables) == set(theirs.tables) and all(ours.tables[n].equals(theirs.tables[n]) for n in ours.tables)


def main() -> int:
    """Print or write what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--times", type=int, default=75)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        source = written(root / "articles.jsonl", given.times)
        began = time.perf_counter()
        run(root / "whole", source, 1).wait()
        longest = time.perf_counter() - began
        kills, runs, wrong = 0, 0, 0
        while kills < given.kills:
            runs += 1
            folder = root / f"run{runs}"
            kills += sum(1 for _ in interrupted(folder, source, 1 + runs % 2, 0.8 * longest, rng))
            wrong += not same(folder, root / "whole")
        text = (
            f"Runs of {30 * given.times:,} articles were killed (SIGKILL) at {kills} random moments, with one process and with two, and started again: "
            f"{runs} runs came to their end, {runs - wrong} of them with exactly the rows of a run that was never stopped. "
            "Written by `python tests/benchmarks/kills.py`.\n"
        )
    print(text)
    if given.write:
        given.write.write_text(text, encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
