"""Reads the gold sentences and tells in what a reading departs from them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from framing.scorers.attribution import KINDS, SOURCE_TYPES, STANCES, STATUSES, Voices, read_voices
from framing.scorers.evidence import Coded
from framing.text.batch import Batch, build_batch

GOLD = Path(__file__).parent.parent / "gold" / "attributions.jsonl"

Row = dict[str, Any]


@cache
def sentences() -> list[Row]:
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def rows_of(text: str, trained: bool, headline: bool = False) -> list[Row]:
    """Return the attributions of a text as plain rows."""
    batch = build_batch([(text, "Nothing else.")] if headline else [(None, text)])
    voices = read_voices(batch, trained=trained)
    return [_row(batch, voices, number) for number in range(len(voices.start))]


def _row(batch: Batch, voices: Voices, number: int) -> Row:
    def name(column: Coded) -> str:
        code = int(column.codes[number])
        return column.names[code] if code >= 0 else ""

    kind = int(voices.source_type[number])
    return {
        "start": int(batch.start[voices.start[number]]),
        "end": int(batch.end[voices.end[number] - 1]),
        "kind": KINDS[voices.kind[number]],
        "speaker": name(voices.speaker),
        "actor": name(voices.actor),
        "relay": name(voices.relay),
        "stance": STANCES[voices.stance[number]],
        "status": STATUSES[voices.status[number]],
        "source_type": SOURCE_TYPES[kind] if kind >= 0 else "",
        "named": bool(voices.named[number]),
        "thought": bool(voices.thought[number]),
        "group": int(voices.group[number]),
    }


def departures(sentence: Row, trained: bool) -> list[str]:
    """Return what a reading gets wrong: rows missed, rows too many, fields that differ."""
    found = rows_of(sentence["text"], trained, sentence["construction"] == "headline")
    wrong: list[str] = []
    for gold in sentence["rows"]:
        best = max(found, key=lambda row, gold=gold: _jaccard(gold, row), default=None)
        if best is None or _jaccard(gold, best) < 0.5:
            wrong.append(f"missed {gold['content']!r}")
            continue
        found.remove(best)
        fields = set(gold) - {"content", "start", "end"}
        wrong += [f"{name} {best[name]!r}, not {gold[name]!r}" for name in sorted(fields) if best[name] != gold[name]]
    wrong += [f"too many: {sentence['text'][row['start'] : row['end']]!r} by {row['speaker']!r}" for row in found]
    return wrong


def _jaccard(one: Row, other: Row) -> float:
    shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
    total = max(one["end"], other["end"]) - min(one["start"], other["start"])
    return max(0, shared) / total
