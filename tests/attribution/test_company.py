"""What stands at the end of one article and at the start of the next has nothing to do with each other."""

from __future__ import annotations

import pytest

from framing.scorers.attribution import read_voices
from framing.text.batch import build_batch

ENDS = [
    "The envoy said the harbour was closed. The news service adds:",
    "Lind said that the devices were being inspected,",
    "Anna Lind told the council that the harbour was closed and the port was shut.",
    "The paper asked whether the minister was going to",
    "The minister",
    "He hosts “The Harbour Hour” called",
]
STARTS = [
    ("“Darkest winter in modern history” ahead", "Ships waited."),
    (None, "which was the “best-ever year in overall performance.”"),
    ("“The harbour was closed and the port was shut,” Anna Lind said", "It rained."),
    (None, "raised prices, the council said. “It is what it is,” it added."),
    (None, "Lind claims that raised prices hurt. Resign, she was told."),
]


def rows(texts: list[tuple[str | None, str]], article: int) -> list[object]:
    """Return what is found in one article, counted from its own start."""
    batch = build_batch(texts)
    voices = read_voices(batch)
    own = (batch.segment_article[batch.segment] == article).nonzero()[0]
    first, last = int(own[0]), int(own[-1]) + 1
    chosen = ((voices.start >= first) & (voices.start < last)).nonzero()[0]
    speakers = [voices.speaker.names[code] if code >= 0 else None for code in voices.speaker.codes[chosen].tolist()]
    places = [*zip((voices.start[chosen] - first).tolist(), (voices.end[chosen] - first).tolist(), speakers, strict=True)]
    cues = [
        batch.slice(low, high) if low >= 0 else None
        for low, high in zip(voices.cue_start[chosen].tolist(), voices.cue_end[chosen].tolist(), strict=True)
    ]
    groups = voices.group[chosen]
    return [places, cues, (groups - groups[:1]).tolist(), voices.clause[chosen].tolist(), voices.token_voice[first:last].tolist()]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("start", STARTS)
def test_neighbours_change_nothing(end: str, start: tuple[str | None, str]) -> None:
    assert rows([(None, end), start], 1) == rows([start], 0)
    assert rows([(None, end), start], 0) == rows([(None, end)], 0)
