"""Tone toward a mention: names carry no weight, probabilities are probabilities, errors name the row."""

import numpy as np
import pandas as pd
import pytest

from framing.errors import CorpusError
from framing.scorers.portrayal import sentiment_toward

MIRRORS = [
    ("Kyiv", "Moscow"), ("Ukraine", "Russia"), ("Zelensky", "Putin"), ("Volodymyr Zelensky", "Vladimir Putin"),
    ("Democrats", "Republicans"), ("Biden", "Trump"), ("Hamas", "Israel"), ("Labour", "Reform"), ("Macron", "Orban"),
    ("Hillary Clinton", "Donald Trump"), ("Pelosi", "McConnell"), ("China", "Taiwan"), ("Iran", "Saudi Arabia"),
    ("Planned Parenthood", "Heartbeat International"), ("Fox News", "MSNBC"), ("Washington", "Beijing"),
]  # fmt: skip
SENTENCES = [
    "{} lied to the public about the deaths.",
    "Critics of {} welcomed the verdict.",
    "The committee praised {} for a brave decision.",
    "On Tuesday {} held talks with the envoy of Norway.",
    "Nobody accused {} of wrongdoing, but the damage was done.",
]


def toward(sentence: str, name: str) -> dict[str, float]:
    text = sentence.format(name)
    start = sentence.index("{")
    frame = pd.DataFrame({"text": [text], "start": [start], "end": [start + len(name)]})
    return sentiment_toward(frame).iloc[0].to_dict()


@pytest.mark.parametrize(("one", "other"), MIRRORS)
def test_a_name_has_no_tone_of_its_own(one: str, other: str) -> None:
    for sentence in SENTENCES:
        first, second = toward(sentence, one), toward(sentence, other)
        assert first["positive"] - first["negative"] == pytest.approx(second["positive"] - second["negative"], abs=1e-5)


@pytest.mark.parametrize(("one", "other"), MIRRORS)
def test_other_names_in_the_sentence_have_no_tone(one: str, other: str) -> None:
    text = "Mr Doe blamed {} for the failure of the talks."
    tones = []
    for name in (one, other):
        frame = pd.DataFrame({"text": [text.format(name)], "start": [3], "end": [6]})
        tones.append(sentiment_toward(frame).iloc[0][["negative", "neutral", "positive"]].astype(float).to_numpy())
    assert np.allclose(*tones, atol=1e-5)


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Mr Doe lied, cheated and stole from widows.", "Doe", "negative"),
        ("The governor condemned Doe as a corrupt and dangerous man.", "Doe", "negative"),
        ("Doe is widely admired for her courage and honesty.", "Doe", "positive"),
        ("Voters praised Doe, who won a great victory.", "Doe", "positive"),
        ("Doe arrived at the airport on Tuesday.", "Doe", "neutral"),
    ],
)
def test_plain_cases(text: str, name: str, label: str) -> None:
    start = text.index(name)
    frame = pd.DataFrame({"text": [text], "start": [start], "end": [start + len(name)]})
    assert sentiment_toward(frame)["label"].tolist() == [label]


def test_who_does_it_matters() -> None:
    text = "Doe brutally murdered Smith, a beloved teacher."
    frame = pd.DataFrame({"text": [text] * 2, "start": [0, 22], "end": [3, 27]})
    doer, victim = sentiment_toward(frame)["negative"]
    assert doer > victim


def test_rows_and_columns_are_kept() -> None:
    frame = pd.DataFrame({"text": ["Doe left.", "Roe lost."], "start": [0, 0], "end": [3, 3], "mine": ["a", "b"]}, index=[7, 9])
    found = sentiment_toward(frame)
    assert found.index.tolist() == [7, 9]
    assert list(found.columns) == ["text", "start", "end", "mine", "negative", "neutral", "positive", "label"]
    assert np.allclose(found[["negative", "neutral", "positive"]].sum(axis=1), 1, atol=1e-5)
    assert list(frame.columns) == ["text", "start", "end", "mine"]


def test_no_rows_have_all_columns() -> None:
    found = sentiment_toward(pd.DataFrame({"text": [], "start": [], "end": []}))
    assert len(found) == 0
    assert {"negative", "neutral", "positive", "label"} <= set(found.columns)


def test_offsets_point_into_long_texts_with_odd_characters() -> None:
    text = "😀 Ζ. The crowd — “calm” — cheered Doe for the heroic rescue.\n\nNext."
    start = text.index("Doe")
    alone = sentiment_toward(pd.DataFrame({"text": [text], "start": [start], "end": [start + 3]}))
    again = sentiment_toward(pd.DataFrame({"text": ["Something else.", text], "start": [0, start], "end": [9, start + 3]}))
    assert alone["positive"].iloc[0] == pytest.approx(again["positive"].iloc[1], abs=1e-6)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"text": ["Doe left."], "start": [0]}, "'end'"),
        ({"text": ["Doe left."], "start": [0], "end": [99]}, "Row 0"),
        ({"text": ["Doe left."], "start": [-1], "end": [3]}, "Row 0"),
        ({"text": ["Doe left."], "start": [5], "end": [5]}, "Row 0"),
        ({"text": ["Doe left."], "start": [3], "end": [4]}, "no word"),
        ({"text": [None], "start": [0], "end": [3]}, "'text' is empty"),
        ({"text": [5], "start": [0], "end": [1]}, "no string"),
        ({"text": ["Doe left."], "start": ["a"], "end": [3]}, "'start'"),
    ],
)
def test_errors_name_row_or_column(columns: dict[str, list[object]], says: str) -> None:
    with pytest.raises(CorpusError, match=says):
        sentiment_toward(pd.DataFrame(columns))
