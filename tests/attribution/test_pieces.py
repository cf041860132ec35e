"""Contents in one piece or several, who speaks them, and what links them."""

from __future__ import annotations

import pytest
from attribution_gold import rows_of

from framing.scorers.attribution.link import scales_by_hand, trained_scales
from framing.scorers.attribution.pairs import BUCKETS

BOTH = pytest.mark.parametrize("trained", [True, False], ids=["trained", "rules"])


def found(text: str, trained: bool = True) -> list[tuple[str, str]]:
    return [(text[row["start"] : row["end"]], row["speaker"]) for row in rows_of(text, trained)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Nadia Brandt called the plan “a mistake.” “It will cost us the harbour,” Tomas Lind said.",
            [("the plan “a mistake.”", "Nadia Brandt"), ("“It will cost us the harbour,”", "Tomas Lind")],
        ),
        ("“It is over,” Nadia Brandt said of the strike at the harbour in Lima.", [("“It is over,”", "Nadia Brandt")]),
        (
            "According to Nadia Brandt, the northern delegation also asked for a second meeting.",
            [("the northern delegation also asked for a second meeting", "Nadia Brandt")],
        ),
        (
            "Nadia Brandt remarked at the harbour gathering that the city was losing patience.",
            [("that the city was losing patience", "Nadia Brandt")],
        ),
        (
            "Peru, the host country, said that both sides had agreed to meet again.",
            [("that both sides had agreed to meet again", "Peru")],
        ),
    ],
    ids=["two sentences", "after the tag", "according to", "at that", "description"],
)
def test_contents_and_speakers(text: str, rows: list[tuple[str, str]]) -> None:
    assert found(text) == rows


@BOTH
def test_words_inside_a_quotation_are_the_quoted_persons(trained: bool) -> None:
    text = "“In my first meeting with him, he said that the old approach had failed,” Nadia Brandt recalled in an interview."
    assert found(text, trained) == [("“In my first meeting with him, he said that the old approach had failed,”", "Nadia Brandt")]


def test_the_medium_that_quotes_somebody_is_no_speaker() -> None:
    text = "Nadia Brandt arrived on Monday. “It is more like a play than a serious effort,” she was quoted as saying by The Guardian."
    (row,) = rows_of(text, True)
    assert (row["speaker"], row["relay"]) == ("Nadia Brandt", "The Guardian")


def test_the_noun_of_a_phrase_decides_whether_it_names_a_speaker() -> None:
    assert found("The prisoner exchange may show that the harbour can be reopened.") == []
    assert found("One of the doctors said that the ward was closed.") == [("that the ward was closed", "one of the doctors")]


@pytest.mark.parametrize("scales", [trained_scales, scales_by_hand])
def test_weights_fit_the_properties_they_are_looked_up_by(scales) -> None:  # type: ignore[no-untyped-def]
    for chosen in scales().values():
        for scale in chosen:
            size = 1
            for name in scale.by:
                size *= BUCKETS[name]
            assert len(scale.weights) == size
