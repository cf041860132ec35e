"""Whom "it" stands for when it speaks."""

from __future__ import annotations

import pytest

from framing.scorers.attribution import read_voices
from framing.text.batch import build_batch


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The ministry said on Friday that prices had fallen. The report came out on Monday. It said that rents had risen.",
            "report",
        ),
        (
            "The ministry said on Friday that prices had fallen. The study was published on Monday. It said that rents had risen.",
            "study",
        ),
        (
            "The ministry said on Friday that prices had fallen. The roof of the town hall leaks. It said that rents had risen.",
            "ministry",
        ),
        ("The report came out on Monday, the ministry said. It said that rents had risen.", "ministry"),
    ],
)
def test_it_is_the_document_of_the_sentence_before(text: str, speaker: str) -> None:
    voices = read_voices(build_batch([(None, text)]))
    assert [voices.speaker.names[code] for code in voices.speaker.codes.tolist()][-1] == speaker
