"""A headline on top of a text: found where it is one, never where it is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import Corpus, find_headline

BODY = "The delegations of both countries met in a palace on Friday. They talked for less than two hours."

FOUND = [
    (
        "Talks resume after three years without progress\n\n{}",
        "Talks resume after three years without progress",
    ),
    (
        "26 May 2025\n\nGovernment rejects plan at meeting\n\nAnna Gray\n\n{}",
        "Government rejects plan at meeting",
    ),
    (
        "Monday, May 26, 2025\nGovernment Rejects the Plan for Truce\n{}",
        "Government Rejects the Plan for Truce",
    ),
    ("\n\n  Talks resume in the old palace  \n \n{}", "Talks resume in the old palace"),
    ("Ministers Meet in Istanbul for Talks\n{}", "Ministers Meet in Istanbul for Talks"),
    ("‘No deal’: minister leaves the talks early\n\n{}", "‘No deal’: minister leaves the talks early"),
    ("# Talks resume in the palace\n{}", "Talks resume in the palace"),
    ("Will the Talks Resume in June?\n\n{}", "Will the Talks Resume in June?"),
    ("1,000 prisoners come home\n\nMinister Anna Gray\n\n{}", "1,000 prisoners come home"),
]
NONE = [
    "{}",
    "The talks ended without a result on Friday.\n\n{}",
    "The talks ended on Friday, and both sides said that\n{}",
    "16 May 2025 – Istanbul – Delegations of both countries have convened for talks\n\n{}",
    "ISTANBUL (Herald). On May 16 both countries held their first talks in three years\n\n{}",
    "LONDON — The prime minister said on Friday that she would go\n\n{}",
    "By Anna Gray and Bert Reed\n\n{}",
    "Anna Gray and Bert Reed\n\n{}",
    "Anna Gray\n\n{}",
    "Anna Gray, Bert Reed and Carl B. Stone and Dora O'Hare\n\n{}",
    "Breaking news\n\n{}",
    "Photo: Anna Gray / Agency of the ministry\n\n{}",
    "The palace where the delegations met on Friday. (Anna Gray/Reuters)\n\n{}",
    "Sign up for our newsletter and never miss a story\n\n{}",
    "What did the ministers want from this?\n\n{}",
    "He left early. Nobody Knows Why He Did\n\n{}",
    "the talks resumed after three years without progress\n\n{}",
    "Read it at www.example.org or in the printed paper\n\n{}",
    "Talks resume after three years without progress",
    "Talks resume after three years without progress\n\nNo deal yet\n\nMore soon",
    " ".join(["Talks"] * 21) + "\n\n{}",
    "",
    "\n\n",
]  # fmt: skip


@pytest.mark.parametrize(("text", "headline"), FOUND)
def test_headlines_that_are_found(text: str, headline: str) -> None:
    assert find_headline(text.format(BODY)) == headline


@pytest.mark.parametrize("text", NONE)
def test_first_lines_that_are_no_headlines(text: str) -> None:
    assert find_headline(text.format(BODY)) is None


@given(st.text("Aa .,\n“”!?-#1", max_size=200))
def test_a_headline_is_a_line_of_the_text(text: str) -> None:
    headline = find_headline(text)
    assert headline is None or any(headline in line for line in text.split("\n"))


def test_the_text_keeps_its_headline_and_a_given_headline_wins() -> None:
    text = FOUND[0][0].format(BODY)
    (article,) = Corpus.from_texts([text])
    assert (article.text, article.headline) == (text, FOUND[0][1])
    import pandas as pd

    (article,) = Corpus.from_frame(pd.DataFrame({"text": [text], "title": ["Another"]}))
    assert article.headline == "Another"
