"""Real events whose pairs of sentences were read by hand: texts of public research data, labels as offsets kept with them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from framing.corpus import Article, Corpus

Place = tuple[str, str, int]  # article, segment, start
Labels = dict[frozenset[Place], str]


def real_pairs(data: Path, pairs: Path) -> tuple[Corpus, Labels]:
    """Read the events of `pairs` (JSON lines with event, file, articles and pairs as [left, right, label]).

    Each article is an outlet of its own.
    """
    events = _rows(pairs)
    texts = {name: _texts(data / name) for name in sorted({each["file"] for each in events})}
    articles, labels = [], Labels()
    for each in events:
        for name in each["articles"]:
            headline, text = texts[each["file"]][name]
            id_ = f"{each['event']}/{name}"
            articles.append(Article(text, id=id_, outlet=id_, headline=headline, event=each["event"]))
        for left, right, label in each["pairs"]:
            ends = [(f"{each['event']}/{name}", segment, start) for name, segment, start, _ in (left, right)]
            labels[frozenset(ends)] = label
    return Corpus(articles), labels


def _texts(path: Path) -> dict[str, tuple[str | None, str]]:
    """Return headline and text of each article by its id, or by its number in the file, whose leads have no headline here."""
    return {
        str(row.get("id", number)): (row.get("headline") if "id" in row else None, row["text"])
        for number, row in enumerate(_rows(path))
    }


def _rows(path: Path) -> list[dict[str, Any]]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
