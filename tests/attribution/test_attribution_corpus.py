"""Ten articles of the embedded corpus, annotated by hand: two of each outlet, none of them on US politics."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attribution_gold import rows_of

import framing

GOLD = Path(__file__).parent.parent / "gold" / "attributions_corpus.jsonl"


@cache
def articles() -> dict[str, tuple[str, list[dict[str, Any]]]]:
    texts = {article.id: article.text for article in framing.demo_corpus()}
    lines = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    return {line["article"]: (texts[line["article"]], line["rows"]) for line in lines}


def jaccard(one: dict[str, Any], other: dict[str, Any]) -> float:
    shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return max(0, shared) / (max(one["end"], other["end"]) - min(one["start"], other["start"]))


@cache
def pairs(trained: bool) -> tuple[list[tuple[dict[str, Any], dict[str, Any]]], int, int]:
    """Return the gold rows found with what was found, and the numbers of found and gold rows."""
    matched, n_found, n_gold = [], 0, 0
    for text, gold in articles().values():
        found = rows_of(text, trained)
        n_found, n_gold = n_found + len(found), n_gold + len(gold)
        for row in gold:
            best = max(found, key=lambda each, row=row: jaccard(row, each), default=None)
            if best is not None and jaccard(row, best) >= 0.5:
                found.remove(best)
                matched.append((row, best))
    return matched, n_found, n_gold


def test_gold_agrees_with_the_texts() -> None:
    for text, rows in articles().values():
        for row in rows:
            assert text[row["start"] : row["end"]] == row["content"]


@pytest.mark.parametrize(("trained", "f1", "speakers"), [(True, 0.78, 0.85), (False, 0.6, 0.75)], ids=["trained", "rules"])
def test_contents_and_speakers_are_found(trained: bool, f1: float, speakers: float) -> None:
    matched, n_found, n_gold = pairs(trained)
    assert 2 * len(matched) / (n_found + n_gold) >= f1
    right = [gold["speaker"].lower() == found["speaker"].lower() for gold, found in matched]
    assert sum(right) / len(right) >= speakers


@pytest.mark.parametrize("trained", [True, False], ids=["trained", "rules"])
def test_quotations_are_found_almost_without_fail(trained: bool) -> None:
    matched, _, _ = pairs(trained)
    direct = [row for _, rows in articles().values() for row in rows if row["kind"] == "direct"]
    found = [row for row, _ in matched if row["kind"] == "direct"]
    assert len(found) / len(direct) >= 0.9
