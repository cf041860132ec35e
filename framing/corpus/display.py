"""How a corpus shows itself: a few lines in a terminal, a small table in a notebook."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from framing.corpus.article import shortened

if TYPE_CHECKING:
    from framing.corpus.corpus import Corpus

__all__ = ["page", "summary"]

SHOWN = ("id", "outlet", "published", "event", "headline", "text")
N_ROWS = 5


def summary(corpus: Corpus) -> list[str]:
    """Say in a few lines how much there is, where it was read from and what was left out."""
    days = sorted(f"{each.published:%Y-%m-%d}" for each in corpus if each.published)
    span = (f", {days[0]}" + (f" to {days[-1]}" if days[-1] != days[0] else "")) if days else ""
    counts = [_counted(len(corpus.outlets), "outlet"), _counted(len(corpus.events), "event")]
    lines = [f"Corpus of {_counted(len(corpus), 'article')}, {', '.join(counts)}{span}"]
    nameless = sum(each.outlet is None for each in corpus)
    if nameless and corpus.outlets:
        lines.append(f"without an outlet: {_counted(nameless, 'article')}, in no comparison of outlets")
    if corpus.recognised:
        origins = (_origin(name, column, corpus.ambiguous) for name, column in corpus.recognised.items())
        lines.append(f"read from: {', '.join(origins)}")
    notes = [each.reason for each in corpus.left_out if each.what == "note"]
    missing = [each.reason for each in corpus.left_out if each.what != "note"]
    lines += [f"left out: {_tally(missing)} (see .exclusions)"] if missing else []
    lines += [f"noted: {_tally(notes)} (see .notes)"] if notes else []
    return lines


def page(corpus: Corpus) -> str:
    """Return the summary and the first articles as escaped HTML."""
    head = "".join(f"<th>{name}</th>" for name in SHOWN)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_shown(getattr(each, name)))}</td>" for name in SHOWN) + "</tr>"
        for each in corpus[:N_ROWS]
    )
    more = f"<p>… and {len(corpus) - N_ROWS:,} more</p>" if len(corpus) > N_ROWS else ""
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in summary(corpus))
    return f"{lines}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _tally(reasons: list[str]) -> str:
    return ", ".join(f"{number:,} {reason}" for reason, number in Counter(reasons).most_common())


def _origin(name: str, column: str, ambiguous: Mapping[str, tuple[str, ...]]) -> str:
    others = f" (not {', '.join(ambiguous[name])})" if name in ambiguous else ""
    return f"{name} ← {column}{others}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _shown(value: Any) -> str:
    return (
        "" if value is None else shortened(f"{value:%Y-%m-%d}" if hasattr(value, "year") else str(value), 80)
    )
