"""A content that says something against one that only names what is spoken of."""

from __future__ import annotations

import numpy as np
import pytest

from framing.scorers.attribution import read_voices
from framing.scorers.attribution.clauses import are_clauses
from framing.text.batch import build_batch

OUTLET = 0


@pytest.mark.parametrize(
    ("cue", "content", "clause"),
    [
        ("said", "the roof was gone", True),
        ("said", "prices rise", True),
        ("claimed", "that the roof was gone", True),
        ("asked", "whether the bridge would hold", True),
        ("promised", "to rebuild the school", True),
        ("urged", "the mayor to engage personally in the talks", True),
        ("accused", "the firm of hiding the accident", True),
        ("described", "the plan as a step back", True),
        ("called", "the offer a bad joke", True),
        ("feared", "it's too late", True),
        ("rejected", "this costly initiative", False),
        ("criticised", "the format and level of the talks", False),
        ("demanded", "an unconditional ceasefire", False),
        ("called for", "sanctions that had been announced in May", False),
        ("discussed", "its commitment to peace", False),
        ("attacked", "the plan proposed by the city", False),
    ],
)
def test_clause_or_topic(cue: str, content: str, clause: bool) -> None:
    batch = build_batch([(None, f"Ana Petrova {cue} {content}.")])
    first = int(np.searchsorted(batch.start, batch.text.index(content)))
    columns = [np.array([each], np.int32) for each in (first, len(batch.start) - 1, 2, first)]
    assert are_clauses(batch, *columns).tolist() == [clause]


def test_what_a_speech_act_is_about_keeps_the_outlets_voice() -> None:
    text = "Ukrainian officials gathered. The Kremlin rejected this Western-backed initiative, and Ana Petrova said that talks would go on."
    batch = build_batch([(None, text)])
    voices = read_voices(batch)
    heard = {word: int(voices.token_voice[np.searchsorted(batch.start, text.index(word))]) for word in ("initiative", "talks")}
    assert heard["initiative"] == OUTLET
    assert heard["talks"] != OUTLET
    rows = {
        batch.slice(first, last): bool(said) for first, last, said in zip(voices.start, voices.end, voices.clause, strict=True)
    }
    assert rows == {"this Western-backed initiative": False, "that talks would go on": True}


def test_quoted_words_are_said_without_a_verb() -> None:
    voices = read_voices(build_batch([(None, "Keir Lind denounced the position as “unacceptable”.")]))
    assert voices.clause.tolist() == [True]
