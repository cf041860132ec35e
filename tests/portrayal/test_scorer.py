"""The table of mentions: voice, speaker, place, tone; and the same under exchanged sides."""

import numpy as np
import pandas as pd
import pytest

import framing
from framing.lexicon import Actor, ActorFile, load_actors
from framing.scorers.evidence import Reading
from framing.scorers.portrayal import Portrayal
from framing.text.batch import build_batch

SCORER = Portrayal([load_actors("russia_ukraine")])
HEADLINE = "Putin stays away"
TEXT = (
    "Vladimir Putin did not come to the talks in Istanbul, which ended after two hours without an agreement.\n\n"
    "“Putin is a liar,” Volodymyr Zelensky said.\n\nMarco Rubio praised Turkey’s government for its patience."
)


@pytest.fixture(scope="module")
def rows():
    corpus = framing.Corpus.from_frame(pd.DataFrame({"text": [TEXT], "headline": [HEADLINE], "outlet": ["Herald"]}))
    return framing.analyze(corpus, lexicons=[], actors=[load_actors("russia_ukraine")]).mentions


def test_offsets_open_to_the_words(rows) -> None:
    for row in rows.itertuples():
        source = HEADLINE if row.segment == "headline" else TEXT
        assert source[row.start : row.end] == row.text


def test_place_voice_and_speaker(rows) -> None:
    found = rows.set_index(["text", "segment"])
    assert found.loc[("Putin", "headline"), "headline"]
    assert not found.loc[("Putin", "headline"), "lead"]
    assert found.loc[("Vladimir Putin", "body"), "lead"]
    quoted = found.loc[("Putin", "body")]
    assert (quoted["voice"], quoted["speaker"]) == ("direct", "Volodymyr Zelensky")
    assert found.loc[("Volodymyr Zelensky", "body"), "voice"] == "outlet"
    assert not found.loc[("Volodymyr Zelensky", "body"), "lead"]


def test_tone_is_the_difference_of_probabilities(rows) -> None:
    assert np.allclose(rows["tone"], rows["positive"] - rows["negative"])
    assert rows.groupby("actor")["label"].first()["Government of Turkey"] == "positive"


def test_sides_are_exchanged_and_nothing_else() -> None:
    texts = [TEXT, "Kyiv accused Moscow of lying. Russia denied it. Zelensky praised Putin’s offer."]
    batch = build_batch([(None, text) for text in texts])
    reading = Reading(batch, [None, None], [None, None], texts)
    plain = SCORER.score(reading)
    swapped = Portrayal([load_actors("russia_ukraine").swapped()]).score(reading)
    exchange = {"A": "B", "B": "A"}

    def sides(evidence):
        return [evidence.columns["side"].names[code] for code in evidence.columns["side"].codes]

    assert [exchange.get(side, side) for side in sides(plain)] == sides(swapped)
    assert np.array_equal(plain.columns["tone"], swapped.columns["tone"])


def test_no_text_no_rows() -> None:
    evidence = SCORER.score(Reading(build_batch([(None, "")]), [None], [None], [""]))
    assert len(evidence.first) == 0
    assert set(evidence.columns) >= {"actor", "tone", "label", "voice", "speaker", "vader_compound"}


def test_the_order_of_articles_changes_nothing() -> None:
    texts = [TEXT, "Putin left. He was tired.", "Nothing.", "Zelensky won."]
    whole = SCORER.score(Reading(build_batch([(None, text) for text in texts]), [None] * 4, [None] * 4, texts))
    parts = [SCORER.score(Reading(build_batch([(None, text)]), [None], [None], [text])) for text in texts]
    tone = np.concatenate([part.columns["tone"] for part in parts])
    assert np.allclose(whole.columns["tone"], tone, atol=1e-5)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Xi Jinping spoke of Taiwan in Taipei. Taiwan listened.", "A"),
        ("Xi Jinping spoke of Ukraine in Kyiv. Ukraine listened.", "N"),
        ("Xi Jinping spoke of the weather at home.", "N"),
    ],
)
def test_sides_are_those_of_the_topic(text: str, side: str) -> None:
    scorer = Portrayal([load_actors(name) for name in ("china_taiwan", "russia_ukraine")])
    columns = scorer.score(Reading(build_batch([(None, text)]), [None], [None], [text])).columns
    assert columns["side"].names[columns["side"].codes[0]] == side


def test_sides_of_files_of_ones_own_hold_everywhere() -> None:
    own = ActorFile(id="mine", topic="no_such_lexicon", actors=(Actor("x", "Ruth Okafor", "person", side="B"),))
    columns = Portrayal([own]).score(Reading(build_batch([(None, "Ruth Okafor left.")]), [None], [None], [""])).columns
    assert columns["side"].names[columns["side"].codes[0]] == "B"
