"""Who speaks before the colon of a headline, and who does not."""

from __future__ import annotations

import pytest

from framing.scorers.attribution import read_voices
from framing.text.batch import HEADLINE, build_batch

BODY = (
    "The council met on Monday. Mayor Halas said the harbour would stay open until the spring. Trade in the port fell by a "
    "third last year. Critics of the plan want the quay to be sold. The vote comes after months of delay and two inquiries. "
) * 4


def speakers(headline: str, body: str = BODY) -> list[str]:
    """Return who speaks in a headline."""
    batch = build_batch([(headline, body)])
    voices = read_voices(batch)
    inside = batch.segment_kind[batch.segment[voices.start]] == HEADLINE
    return [voices.speaker.names[code] if code >= 0 else "" for code in voices.speaker.codes[inside].tolist()]


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [
        ("Halas: Harbour will stay open", "Halas"),  # speaks in the article
        ("Critics: Harbour will close in spring", "Critics"),  # people
        ("Port Department: Trade fell by a third", "Port Department"),  # a body
        ("Anna Lind: Harbour must be sold", "Anna Lind"),  # a given name
        ("Lind: 'The harbour must be sold'", "Lind"),  # in quotation marks
        ("Lind: We will not sell the harbour", "Lind"),  # in the first person
    ],
)
def test_names_before_a_colon_speak(headline: str, speaker: str) -> None:
    assert [each.lower() for each in speakers(headline)] == [speaker.lower()]


@pytest.mark.parametrize(
    "headline",
    [
        "Panic: Trade in the port falls again",
        "Lind Rejects Harbour Plan: Trade falls again",
        "After Lind: Trade in the port falls",
        "Harbour Vote Fallout: Trade in the port falls",
        "Halas: What does the harbour cost?",
    ],
)
def test_kickers_and_clauses_before_a_colon_do_not(headline: str) -> None:
    label = headline.partition(":")[0].lower()
    assert label not in [each.lower() for each in speakers(headline)]


def test_a_short_article_cannot_tell() -> None:
    assert speakers("Lind: Harbour will stay open", "Nothing else.") == ["Lind"]
