"""Whose words the tokens are, which rows are one statement, and what odd text gives."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.scorers.attribution import Voices, read_voices
from framing.text.batch import Batch, build_batch

OUTLET, DIRECT, INDIRECT = range(3)
BOTH = pytest.mark.parametrize("trained", [True, False], ids=["trained", "rules"])


def read(text: str, *, trained: bool = True, headline: str | None = None) -> tuple[Batch, Voices]:
    batch = build_batch([(headline, text)])
    return batch, read_voices(batch, trained=trained)


def voice_of(text: str, word: str, *, trained: bool = True) -> int:
    batch, voices = read(text, trained=trained)
    token = int(np.searchsorted(batch.start, text.index(word)))
    return int(voices.token_voice[token])


@BOTH
@pytest.mark.parametrize(
    ("text", "word", "voice"),
    [
        ("“We will rebuild the school,” Tomas Lind said. The roof is gone.", "rebuild", DIRECT),
        ("“We will rebuild the school,” Tomas Lind said. The roof is gone.", "roof", OUTLET),
        ("“We will rebuild the school,” Tomas Lind said. The roof is gone.", "Tomas", OUTLET),
        ("Tomas Lind said that the school would open in May.", "open", INDIRECT),
        ("Tomas Lind said that the school would open in May.", "said", OUTLET),
        ("The “experts” of the firm had never seen a mine.", "experts", OUTLET),
        ("Her novel “The Salt Road” won a prize in 2012.", "Salt", OUTLET),
        ("The hall fell silent. “Nobody leaves this room until we have a deal.” Rain fell.", "leaves", DIRECT),
        ("Nadia Brandt said that the offer was “not serious” at all.", "serious", DIRECT),
        ("Northland has “taken note” of the offer.", "taken", DIRECT),
        ("The army has “liberated” the town.", "liberated", OUTLET),
        ("The minister said that the plan — a copy of last year's — would cost nothing.", "copy", OUTLET),
        ("The minister said that the plan — a copy of last year's — would cost nothing.", "cost", INDIRECT),
    ],
)
def test_voice_of_a_word(text: str, word: str, voice: int, trained: bool) -> None:
    assert voice_of(text, word, trained=trained) == voice


@BOTH
def test_parts_of_a_split_quotation_are_one_statement(trained: bool) -> None:
    _, voices = read("“The road,” Nadia Brandt said, “is open again.”", trained=trained)
    assert len(voices.group) == 2
    assert len(set(voices.group.tolist())) == 1


def test_paraphrase_and_the_quotation_it_sums_up_are_one_statement() -> None:
    text = (
        "Nadia Brandt said that the harbour would stay closed until spring. "
        "“The harbour will stay closed until the spring storms are over,” Brandt said."
    )
    _, voices = read(text)
    assert voices.kind.tolist() == [1, 0]
    assert len(set(voices.group.tolist())) == 1


def test_two_statements_of_one_speaker_stay_two() -> None:
    text = "Nadia Brandt said that taxes would rise. “My sister lives in Peru,” Brandt said."
    _, voices = read(text)
    assert len(set(voices.group.tolist())) == 2


@BOTH
def test_speaker_goes_on_in_the_next_paragraph(trained: bool) -> None:
    text = "“The first winter was hard,” Rosa Pinto said.\n\n“The second was worse. We had no coal and no bread.”"
    _, voices = read(text, trained=trained)
    names = {voices.speaker.names[code] for code in voices.speaker.codes.tolist()}
    assert len(voices.start) == 2
    assert names == {"Rosa Pinto"}


def test_speaker_at_is_nobody_in_the_outlets_own_voice() -> None:
    batch, voices = read("“We will rebuild the school,” Tomas Lind said. The roof is gone.")
    spoken = voices.speaker_at(np.arange(len(batch.start)))
    heard = spoken.codes >= 0
    assert (heard == (voices.token_voice != OUTLET)).all()


ODD = {
    "empty": "",
    "spaces": " \n\n \t ",
    "marks alone": "“”\"\"''«»„",
    "unclosed": "“We will not sign this paper, Jana Kral said. Nobody answered.",
    "unopened": "We will not sign this paper,” Jana Kral said.",
    "three marks": '"We will not" sign "this paper, Jana Kral said.',
    "two apostrophes": "''We will not sign this paper,'' Jana Kral said.",
    "all caps": "THE MINISTER SAID THAT THE TALKS HAD FAILED. “NO DEAL,” HE SAID.",
    "one word": "said",
    "cue without anything": "said said said, according to",
    "list": "- Bread, 2 kg\n- Milk, 1 l\n- Salt\n- “Sugar”",
    "table": "Party | Seats | Share\nBlue | 41 | 38.2\nGreen | 29 | 27.0",
    "tweet": "RT @halas: “We will open the border in June.” https://t.co/abc #border 🎉",
    "other script": "Министр сказал, что переговоры провалились. «Нет», — сказал он.",
}


@BOTH
@pytest.mark.parametrize("name", ODD)
def test_odd_text_gives_rows_inside_the_text(name: str, trained: bool) -> None:
    batch, voices = read(ODD[name], trained=trained)
    assert len(voices.token_voice) == len(batch.start)
    assert (voices.start < voices.end).all()
    assert (voices.end <= len(batch.start)).all()


@BOTH
def test_transcript_turns_have_their_speakers(trained: bool) -> None:
    text = "KRAL: Will you sign the treaty?\n\nHALAS: I will sign it when it is ready.\n\nKRAL: Thank you very much."
    _, voices = read(text, trained=trained)
    assert [voices.speaker.names[code] for code in voices.speaker.codes] == ["KRAL", "HALAS", "KRAL"]


@BOTH
def test_time_grows_with_the_text_not_with_its_square(trained: bool) -> None:
    sentence = "Jana Kral said that the talks would go on and that the “experts” had left, and "
    seconds = []
    for times in (40, 640):
        batch = build_batch([(None, sentence * times + "nobody knew.")])
        read_voices(batch, trained=trained)
        began = time.process_time()
        read_voices(batch, trained=trained)
        seconds.append(time.process_time() - began)
    assert seconds[1] < 100 * max(seconds[0], 0.002)


@BOTH
def test_an_article_reads_the_same_alone_and_among_others(trained: bool) -> None:
    texts = [
        "Jana Kral, the foreign minister, said the talks had failed. “We will not sign,” she told CNN.",
        "According to Anna Weiss, the dam will hold. She said it was built in 1931.",
        "Snow fell on the city for three days.",
    ]
    together = build_batch([("Kral: Talks have failed", text) for text in texts])
    both = read_voices(together, trained=trained)
    for number, text in enumerate(texts):
        alone = build_batch([("Kral: Talks have failed", text)])
        voices = read_voices(alone, trained=trained)
        mine = np.flatnonzero(together.article[both.start] == number)
        first = int(together.segment_start[2 * number])
        assert (both.start[mine] - first).tolist() == voices.start.tolist()
        assert (both.end[mine] - first).tolist() == voices.end.tolist()
        names = [both.speaker.names[code] if code >= 0 else "" for code in both.speaker.codes[mine].tolist()]
        assert names == [voices.speaker.names[code] if code >= 0 else "" for code in voices.speaker.codes.tolist()]


words = st.sampled_from(
    ["“", "”", '"', "'", "‘", "’", "said", "told", "that", "he", "Kral", "minister", ",", ".", "?", ":", "—", "\n\n", "not", "1"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=60).map(" ".join), st.booleans())
def test_any_text_gives_sound_columns(text: str, trained: bool) -> None:
    batch, voices = read(text, trained=trained)
    assert (np.diff(voices.start) >= 0).all()
    for low, high in ((voices.start, voices.end), (voices.cue_start, voices.cue_end), (voices.speaker_start, voices.speaker_end)):
        given_ = low >= 0
        assert (low[given_] < high[given_]).all()
        assert (high[given_] <= len(batch.start)).all()
    assert set(voices.token_voice.tolist()) <= {OUTLET, DIRECT, INDIRECT}
    assert len(voices.quote_kind) == len(batch.quote_start)


def test_a_telephone_call_is_no_attribution() -> None:
    _, voices = read("Ruiz called US President Ana Petrova and the leaders of Peru.")
    assert len(voices.start) == 0
    _, voices = read("Ruiz called President Petrova a liar.")
    assert len(voices.start) == 1
