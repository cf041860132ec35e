"""Measure attributions against PolNeAR: found spans and speakers, voice by characters, CofeNet's exact matches.

    python tests/validity/attribution.py [polnear.dev.jsonl.gz] [--tokens polnear_tokens.dev.jsonl.gz] [--rules] [--write docs/measures_attribution.md]

The corpus is not part of this repository (research data without a licence file): give the files, or the folder that
holds them in FRAMING_DATA. `--write FILE` puts the table between the marks of a Markdown page. Intervals are percentile bootstraps by article (there are more than twenty).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from given import DATA, is_missing
from numpy.typing import NDArray

from framing.scorers.attribution import Voices, cue_words, read_voices
from framing.text.batch import Batch, build_batch

Spans = list[tuple[int, int]]
Counts = NDArray[np.float64]

BATCH = 64
DIRECT, INDIRECT, MIXED = range(3)
MARK = "<!-- attribution figures -->"


class Attribution(NamedTuple):
    """One attribution, gold or found, as character spans of the article."""

    content: Spans
    source: Spans
    kind: int
    cue: str = ""


class Reading(NamedTuple):
    """What was read in one article, and the characters inside quotation marks."""

    attributions: list[Attribution]
    length: int
    quoted: NDArray[np.bool_]


def load(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def gold_reading(row: dict[str, Any], quoted: NDArray[np.bool_]) -> Reading:
    """Return an annotator's reading of one article."""
    found = []
    for each in row["attributions"]:
        content = [tuple(span) for span in each["content"]]
        cue = " ".join(row["text"][start:end] for start, end in each["cue"])
        kind = _kind(each["quoted_frac"])
        found.append(Attribution(content, [tuple(span) for span in each["source"]], kind, cue))
    return Reading(found, len(row["text"]), quoted)


def _kind(share: float) -> int:
    return DIRECT if share >= 0.8 else INDIRECT if share <= 0.2 else MIXED


def batches(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[Sequence[dict[str, Any]], Batch]]:
    """Yield the articles in batches of columns that share a vocabulary."""
    vocabulary = None
    for first in range(0, len(rows), BATCH):
        part = rows[first : first + BATCH]
        batch = build_batch([(None, row["text"]) for row in part], vocabulary)
        vocabulary = batch.vocabulary
        yield part, batch


def readings(rows: Sequence[dict[str, Any]], trained: bool) -> list[Reading]:
    """Return what the library reads in each article."""
    found: list[Reading] = []
    for part, batch in batches(rows):
        voices = read_voices(batch, trained=trained)
        merged = _statements(voices, batch)
        for number, row in enumerate(part):
            offset = int(batch.segment_offset[number])
            quoted = _quoted(batch, offset, len(row["text"]))
            mine = [_shift(each, offset) for each in merged if _inside(each, offset, len(row["text"]))]
            found.append(Reading([_with_kind(each, quoted) for each in mine], len(row["text"]), quoted))
    return found


def _statements(voices: Voices, batch: Batch) -> list[Attribution]:
    """Put the spans of one statement together: a split quotation is one attribution in the gold annotation."""
    parts: dict[tuple[int, int], list[int]] = {}
    leader: dict[int, int] = {}
    for number in range(len(voices.start)):
        group, cue = int(voices.group[number]), int(voices.cue_start[number])
        if cue < 0:
            cue = leader.get(group, -1)
        leader[group] = cue
        parts.setdefault((group, cue), []).append(number)
    return [_statement(voices, batch, rows) for rows in parts.values()]


def _statement(voices: Voices, batch: Batch, rows: list[int]) -> Attribution:
    def characters(start: NDArray[np.int32], end: NDArray[np.int32]) -> Spans:
        spans = {(int(start[row]), int(end[row])) for row in rows if start[row] >= 0}
        return sorted((int(batch.start[low]), int(batch.end[high - 1])) for low, high in spans)

    content = characters(voices.start, voices.end)
    return Attribution(content, characters(voices.speaker_start, voices.speaker_end), INDIRECT)


def _inside(each: Attribution, offset: int, length: int) -> bool:
    return offset <= each.content[0][0] < offset + length


def _shift(each: Attribution, offset: int) -> Attribution:
    def back(spans: Spans) -> Spans:
        return [(start - offset, end - offset) for start, end in spans]

    return each._replace(content=back(each.content), source=back(each.source))


def _with_kind(each: Attribution, quoted: NDArray[np.bool_]) -> Attribution:
    inside = sum(int(quoted[start:end].sum()) for start, end in each.content)
    return each._replace(kind=_kind(inside / max(1, _size(each.content))))


def _quoted(batch: Batch, offset: int, length: int) -> NDArray[np.bool_]:
    mask = np.zeros(length, bool)
    for start, end in zip(batch.quote_start.tolist(), batch.quote_end.tolist(), strict=True):
        low, high = int(batch.start[start]) - offset, int(batch.end[end - 1]) - offset
        if high > 0 and low < length:
            mask[max(0, low) : high] = True
    return mask


def _size(spans: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in spans)


def _shared(one: Spans, other: Spans) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def matches(gold: Reading, found: Reading, *, speaker: bool = True) -> dict[int, int]:
    """Return {gold number: found number}: content Jaccard of at least one half and a speaker that touches gold's."""
    pairs = []
    for i, mine in enumerate(gold.attributions):
        for j, yours in enumerate(found.attributions):
            shared = _shared(mine.content, yours.content)
            if not shared or (speaker and mine.source and not _shared(mine.source, yours.source)):
                continue
            jaccard = shared / (_size(mine.content) + _size(yours.content) - shared)
            if jaccard >= 0.5:
                pairs.append((jaccard, i, j))
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(pairs, reverse=True):
        if i not in chosen and j not in used:
            chosen[i] = j
            used.add(j)
    return chosen


@cache
def _speech_verbs() -> frozenset[str]:
    return frozenset(cue_words(thought=False))


def is_speech(cue: str) -> bool:
    """Tell whether a cue holds a form of a reporting verb of `lexicons/cues.toml`."""
    return any(word in _speech_verbs() for word in re.findall(r"[a-z]+", cue.lower()))


# name of each row: (index of hits, of found, of gold) in the counts of an article, for F1; gold alone for recall
_F1 = {
    "F1, all attributions, content and speaker": (0, 1, 2),
    "direct": (3, 4, 5),
    "indirect": (6, 7, 8),
    "mixed": (9, 10, 11),
    "F1, content alone": (12, 1, 2),
    "direct, content alone": (13, 4, 5),
    "F1 by characters, reported or not": (16, 17, 18),
    "the same inside quotation marks": (19, 20, 21),
    "the same outside": (22, 23, 24),
}
_SPEECH = "speech only: recall of content and speaker"
_SHARE = "article's reported share, Pearson r with gold"


def counts(gold: Reading, found: Reading) -> Counts:
    """Return the sums of one article on which every figure rests."""
    out = np.zeros(27)
    both, content = matches(gold, found), matches(gold, found, speaker=False)
    out[0:3] = len(both), len(found.attributions), len(gold.attributions)
    for kind in (DIRECT, INDIRECT, MIXED):
        hits = sum(gold.attributions[i].kind == kind for i in both)
        kinds = [sum(each.kind == kind for each in side.attributions) for side in (found, gold)]
        out[3 + 3 * kind : 6 + 3 * kind] = hits, *kinds
    out[12] = len(content)
    out[13] = sum(gold.attributions[i].kind == DIRECT for i in content)
    speech = [i for i, each in enumerate(gold.attributions) if is_speech(each.cue)]
    out[14:16] = sum(i in both for i in speech), len(speech)
    mine, yours = _mask(gold), _mask(found)
    for place, where in ((16, np.ones(gold.length, bool)), (19, gold.quoted), (22, ~gold.quoted)):
        out[place : place + 3] = (mine & yours & where).sum(), (yours & where).sum(), (mine & where).sum()
    out[25:27] = mine.mean(), yours.mean()
    return out


def _mask(reading: Reading) -> NDArray[np.bool_]:
    mask = np.zeros(reading.length, bool)
    for each in reading.attributions:
        for start, end in each.content:
            mask[start:end] = True
    return mask


def figures(table: Counts) -> dict[str, float]:
    """Return every figure, in percent, from the counts of the articles (one row each)."""
    total = table.sum(axis=0)
    out = {name: 200 * total[a] / max(1, total[b] + total[c]) for name, (a, b, c) in _F1.items()}
    out[_SPEECH] = 100 * total[14] / max(1, total[15])
    constant = table[:, 25].std() == 0 or table[:, 26].std() == 0
    out[_SHARE] = float("nan") if constant else 100 * float(np.corrcoef(table[:, 25], table[:, 26])[0, 1])
    return out


def intervals(
    table: Counts, measure: Callable[[Counts], dict[str, float]], runs: int, seed: int
) -> dict[str, tuple[float, float]]:
    """Return percentile intervals of every figure from `runs` resamples of the articles."""
    chance = np.random.default_rng(seed)
    runs_of = [measure(table[chance.integers(0, len(table), len(table))]) for _ in range(runs)]
    return {name: tuple(np.nanpercentile([run[name] for run in runs_of], [2.5, 97.5])) for name in runs_of[0]}


# CofeNet: exact matches of the flat spans, on its own tokens

ROLES = ("source", "cue", "content")
_ESCAPES = {
    "``": '"',
    "''": '"',
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
    "--": "—",
    "`": "‘",
}


def token_counts(rows: Sequence[dict[str, Any]], trained: bool) -> Counts:
    """Return hits, found and gold spans of each role, one row per article, on CofeNet's tokens."""
    articles: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        articles.setdefault(row["id"], []).append(row)
    texts = [_join(parts) for parts in articles.values()]
    out = []
    for first in range(0, len(texts), BATCH):
        part = texts[first : first + BATCH]
        batch = build_batch([(None, text) for text, _ in part])
        voices = read_voices(batch, trained=trained)
        for number, (_, places) in enumerate(part):
            sentences = list(articles.values())[first + number]
            out.append(_article_spans(voices, batch, int(batch.segment_offset[number]), places, sentences))
    return np.asarray(out, float)


def _join(parts: Sequence[dict[str, Any]]) -> tuple[str, list[NDArray[np.int64]]]:
    """Write tokens as a text, one paragraph per row, and tell where each token stands."""
    text: list[str] = []
    places: list[NDArray[np.int64]] = []
    length = 0
    for row in parts:
        spots = []
        previous, inside = "``", False
        for number, token in enumerate(row["tokens"]):
            if token == "''" and not inside:
                token = "``"  # some papers open with two apostrophes
            inside = token == "``" or (inside and token != "''")
            plain = "“" if token == "``" else "”" if token == "''" else _ESCAPES.get(token, token)
            glued = previous in ("``", "-LRB-", "-LSB-", "$", "#") or re.fullmatch(
                r"''|[.,:;?!%]|'s|'re|'ve|'ll|'d|'m|'|n't|-RRB-|-RSB-|\.\.\.", token
            )
            if number and not glued:
                text.append(" ")
                length += 1
            spots.append((length, length + len(plain)))
            text.append(plain)
            length += len(plain)
            previous = token
        text.append("\n\n")
        length += 2
        places.append(np.asarray(spots))
    return "".join(text), places


def _article_spans(
    voices: Voices, batch: Batch, offset: int, places: list[NDArray[np.int64]], rows: Sequence[dict[str, Any]]
) -> list[int]:
    tokens = np.concatenate(places) + offset
    limits = np.cumsum([0] + [len(place) for place in places])
    out: list[int] = []
    for role, (start, end) in zip(ROLES, _flat_spans(voices), strict=True):
        gold = {
            (int(low) + a, int(low) + b)
            for low, row in zip(limits, rows, strict=False)
            for a, b in _label_spans(row["labels"], role)
        }
        found = set()
        for low, high in zip(batch.start[start].tolist(), batch.end[np.maximum(end, 1) - 1].tolist(), strict=True):
            if low < tokens[0, 0] or low >= tokens[-1, 1]:
                continue
            a = int(np.searchsorted(tokens[:, 1], low, side="right"))
            b = int(np.searchsorted(tokens[:, 0], high, side="left"))
            cuts = limits[(limits > a) & (limits < b)].tolist()
            found |= set(zip([a, *cuts], [*cuts, b], strict=True))
        out += [len(gold & found), len(found), len(gold)]
    return out


def _flat_spans(voices: Voices) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32]]]:
    columns = (
        (voices.speaker_start, voices.speaker_end),
        (voices.cue_start, voices.cue_end),
        (voices.start, voices.end),
    )
    for start, end in columns:
        spans = np.unique(np.stack([start, end])[:, start >= 0], axis=1)
        yield spans[0], spans[1]


def _label_spans(labels: Sequence[str], role: str) -> Iterator[tuple[int, int]]:
    begin = -1
    for number, label in enumerate([*labels, "O"]):
        if begin >= 0 and label != f"I-{role}":
            yield begin, number
            begin = -1
        if label == f"B-{role}":
            begin = number


def token_figures(table: Counts) -> dict[str, float]:
    """Return F1 by role, in percent."""
    total = table.sum(axis=0)
    sums = {role: total[3 * n : 3 * n + 3] for n, role in enumerate(ROLES)}
    return {f"exact {role}": 200 * hits / max(1, found + gold) for role, (hits, found, gold) in sums.items()}


def ceiling(rows: Sequence[dict[str, Any]], quoted: dict[str, NDArray[np.bool_]]) -> Counts:
    """Return the counts of second annotators read as if they were a program."""
    first = {row["id"]: row for row in rows if row["primary"]}
    second = [row for row in rows if not row["primary"] and row["id"] in first]
    return np.array([counts(*(gold_reading(r, quoted[r["id"]]) for r in (first[row["id"]], row))) for row in second])


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table; with `--write`, put it into a Markdown page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path, nargs="?", default=DATA / "polnear.dev.jsonl.gz")
    parser.add_argument("--tokens", type=Path, default=DATA / "polnear_tokens.dev.jsonl.gz")
    parser.add_argument("--rules", action="store_true", help="rules alone, without the trained tagger")
    parser.add_argument("--runs", type=int, default=1000, help="bootstrap resamples")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help="Markdown page with the marks for the table")
    options = parser.parse_args(arguments)
    if is_missing(options.polnear, options.tokens):
        return
    lines = [*report(options)]
    sys.stdout.write("\n".join(lines) + "\n")
    if options.write:
        _write(options.write, lines, "rules" if options.rules else "trained")


def report(options: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of the Markdown table."""
    rows = load(options.polnear)
    primary = [row for row in rows if row["primary"]]
    began = time.perf_counter()
    found = readings(primary, not options.rules)
    seconds = time.perf_counter() - began
    table = np.array([counts(gold_reading(r, f.quoted), f) for r, f in zip(primary, found, strict=True)])
    quoted = {row["id"]: each.quoted for row, each in zip(primary, found, strict=True)}
    human = ceiling(rows, quoted)
    people = figures(human) if len(human) else {}
    yield f"| measured on {len(primary)} articles | figure | 95 % | second annotator ({len(human)} articles) |"
    yield "|---|---|---|---|"
    yield from _lines(figures(table), intervals(table, figures, options.runs, options.seed), people)
    exact = token_counts(load(options.tokens), not options.rules)
    yield from _lines(token_figures(exact), intervals(exact, token_figures, options.runs, options.seed), {})
    words = sum(len(row["text"].split()) for row in primary)
    yield f"\n{len(primary) / seconds:.0f} articles a second ({words / seconds:,.0f} words), columns and voices, one core."


def _lines(values: dict[str, float], ranges: dict[str, tuple[float, float]], people: dict[str, float]) -> Iterator[str]:
    for name, value in values.items():
        low, high = ranges[name]
        human = f"{people[name]:.1f}" if name in people else "–"
        yield f"| {name} | {value:.1f} | {low:.1f}–{high:.1f} | {human} |"


def _write(page: Path, lines: Sequence[str], name: str) -> None:
    mark = MARK.replace("figures", f"figures {name}")
    before, _, after = page.read_text("utf-8").split(mark)
    body = "\n".join(line for line in lines if line.startswith("|"))
    page.write_text(f"{before}{mark}\n{body}\n{mark}{after}", "utf-8")


if __name__ == "__main__":
    main()
