"""Draw hits of the lexicons for a reader, and report the precision of every pack from what the reader judged.

    python tests/validity/lexicons.py draw work.jsonl --seed 1 --size 40 [--packs …] [--by-entry] [--after judged.jsonl]
    python tests/validity/lexicons.py score [lexicons_read.jsonl] [--write docs/validity_lexicons.md]

The articles are no part of this repository (folder in FRAMING_DATA), and `draw` writes their words into a work file that
stays outside it. What a reader judged stands in `lexicons_read.jsonl`: places and verdicts, no text. A hit is *right*
when the term does in its context what its entry says (category, side, valence, target), *wrong* when it does not, *unclear*
when a reader cannot tell; precision is right / (right + wrong). Samples are called by their manner and number: `plain`, hits
at random; `entries`, entries in turn; `census`, every hit that a small pack has in these data, with its verdict.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from given import DATA, is_missing

import framing
from framing.lexicon import available_lexicons
from framing.stats import wilson

HERE = Path(__file__).resolve().parent
CORPORA = ("us_outlets", "ukraine_news")
READ = HERE / "lexicons_read.jsonl"
MARK = "<!-- precision -->"
PLACE = ("corpus", "article", "segment", "start", "end", "entry", "lexicon")
VERDICTS = ("right", "wrong", "unclear")
LEAST = 30  # hits of a pack below which no precision is printed
AROUND = 110  # characters of context on either side

Row = dict[str, Any]


def rows_of(path: Path) -> list[Row]:
    """Return the rows of a JSON-lines file, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def frame_of(rows: Sequence[Row]) -> Any:
    """Return the articles as a table with the columns that a corpus takes."""
    import pandas as pd

    frame = pd.DataFrame(rows).rename(columns={"date": "published"})
    return frame[[name for name in ("id", "outlet", "published", "headline", "text") if name in frame]]


def hits(names: Sequence[str]) -> Iterator[Row]:
    """Yield every hit of the lexicons in both corpora, with its context."""
    for name in CORPORA:
        corpus = framing.Corpus.from_frame(frame_of(rows_of(DATA / f"{name}.jsonl.gz")))
        # the actors decide which heads "so-called" may have, the voices what is a scare quote
        terms = framing.analyze(corpus, lexicons=names, progress=False).terms
        for row in terms.to_dict("records"):
            article = corpus[row["article"]]
            text = article.headline if row["segment"] == "headline" else article.text
            yield {
                "corpus": name,
                **{key: row[key] for key in PLACE[1:]},
                **{key: row[key] for key in ("category", "side", "valence", "target", "voice")},
                "left": text[max(0, row["start"] - AROUND) : row["start"]],
                "text": text[row["start"] : row["end"]],
                "right": text[row["end"] : row["end"] + AROUND],
            }


def sample(found: Iterable[Row], size: int, seed: int, *, by_entry: bool, seen: set[tuple[Any, ...]]) -> list[Row]:
    """Return a random sample of the hits of every pack; `by_entry` takes entries in turn, so that rare ones are read."""
    packs: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        if place(row) not in seen:
            packs[row["lexicon"]].append(row)
    chosen: list[Row] = []
    for name in sorted(packs):
        random = np.random.default_rng([seed, *name.encode()])
        rows = [packs[name][i] for i in random.permutation(len(packs[name]))]
        if by_entry:
            turn: Counter[str] = Counter()
            order = []
            for row in rows:
                order.append(turn[row["entry"]])
                turn[row["entry"]] += 1
            rows = [rows[i] for i in np.argsort(order, kind="stable")]
        chosen += rows[:size]
    return chosen


def place(row: Row) -> tuple[Any, ...]:
    """Return what tells a hit from all others."""
    return tuple(row[key] for key in PLACE)


def draw(options: argparse.Namespace) -> None:
    """Write the sample with its contexts into a work file."""
    if options.out.resolve().is_relative_to(HERE.parents[1]):
        raise SystemExit("The work file holds words of the articles: write it outside the repository.")
    seen = {place(row) for path in options.after for row in rows_of(path)}
    names = options.packs or [name for name in available_lexicons() if name != "cues"]
    found = sample(hits(names), options.size, options.seed, by_entry=options.by_entry, seen=seen)
    manner = "entries" if options.by_entry else "plain"
    with open(options.out, "w", encoding="utf-8") as out:
        for row in found:
            out.write(json.dumps({"sample": f"{manner}-{options.seed}", **row}, ensure_ascii=False) + "\n")
    print(Counter(row["lexicon"] for row in found))


def score(options: argparse.Namespace) -> None:
    """Print the tables; with `--write`, put them between the marks of a page."""
    lines = [*tables(rows_of(options.judged))]
    print("\n".join(lines))
    if options.write:
        before, _, after = options.write.read_text("utf-8").split(MARK)
        options.write.write_text("\n".join([before + MARK, *lines, MARK + after]), "utf-8")


def tables(judged: Sequence[Row]) -> Iterator[str]:
    """Yield the precision of every pack at its last plain sample, and the entries that were wrong most often."""
    plain: dict[str, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    census: dict[str, list[Row]] = defaultdict(list)
    for row in judged:
        manner, _, number = row["sample"].partition("-")
        if manner == "plain":
            plain[row["lexicon"]][int(number)].append(row)
        elif manner == "census":
            census[row["lexicon"]].append(row)
    yield "| pack | hits read | right | wrong | unclear | precision | 95 % (Wilson) | earlier samples: right of read |"
    yield "|---|---|---|---|---|---|---|---|"
    total: Counter[str] = Counter()
    for name in sorted(plain):
        earlier = [plain[name][number] for number in sorted(plain[name])]
        last = census[name] or earlier.pop()
        counts = Counter(row["verdict"] for row in last)
        total += counts
        past = "; ".join(f"{sum(row['verdict'] == 'right' for row in each)} of {len(each)}" for each in earlier)
        yield f"| {name}{' (all hits)' if census[name] else ''} | {_figures(counts)} | {past or '–'} |"
    yield f"| all | {_figures(total)} | |"
    yield from _worst(judged)


def _figures(counts: Counter[str]) -> str:
    right, clear = counts["right"], counts["right"] + counts["wrong"]
    shown = " | ".join(str(counts[each]) for each in VERDICTS)
    if counts.total() < LEAST:
        return f"{counts.total()} | {shown} | too few | "
    low, high = wilson(right, clear)
    return f"{counts.total()} | {shown} | {right / clear:.2f} | {float(low):.2f}–{float(high):.2f}"


def _worst(judged: Sequence[Row]) -> Iterator[str]:
    """Yield how the entries fared in the last samples drawn entry by entry, the worst first."""
    rounds = {row["lexicon"]: 0 for row in judged}
    for row in judged:
        if row["sample"].startswith("entries-"):
            rounds[row["lexicon"]] = max(rounds[row["lexicon"]], int(row["sample"].partition("-")[2]))
    rows = [row for row in judged if row["sample"] == f"entries-{rounds[row['lexicon']]}"]
    if not rows:
        return
    by_entry: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        by_entry[row["lexicon"], row["entry"]][row["verdict"]] += 1
    whole = Counter(row["verdict"] for row in rows)
    yield ""
    yield f"Read entry by entry: {whole['right']} right, {whole['wrong']} wrong, {whole['unclear']} unclear of {len(by_entry)} entries."
    yield ""
    yield "| entries that were wrong at least twice, or always | right | wrong | unclear |"
    yield "|---|---|---|---|"
    bad = [(key, each) for key, each in by_entry.items() if each["wrong"] > 1 or (each["wrong"] and not each["right"])]
    for (lexicon, entry), counts in sorted(bad, key=lambda each: (-each[1]["wrong"], each[0])):
        yield f"| {lexicon}: {entry} | " + " | ".join(str(counts[each]) for each in VERDICTS) + " |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw a sample, or score what was judged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    tasks = parser.add_subparsers(required=True)
    drawing = tasks.add_parser("draw", help="write a sample of hits with their contexts")
    drawing.add_argument("out", type=Path)
    drawing.add_argument("--seed", type=int, default=1)
    drawing.add_argument("--size", type=int, default=40, help="hits per pack")
    drawing.add_argument("--packs", nargs="*")
    drawing.add_argument("--by-entry", action="store_true")
    drawing.add_argument("--after", type=Path, nargs="*", default=[], help="files of hits that are not to be drawn again")
    drawing.set_defaults(task=draw)
    scoring = tasks.add_parser("score", help="print precision by pack")
    scoring.add_argument("judged", type=Path, nargs="?", default=READ)
    scoring.add_argument("--write", type=Path)
    scoring.set_defaults(task=score)
    options = parser.parse_args(arguments)
    if options.task is draw and is_missing(*(DATA / f"{name}.jsonl.gz" for name in CORPORA)):
        return 0
    options.task(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
