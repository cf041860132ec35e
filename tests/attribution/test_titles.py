"""Quotation marks around titles, which nobody says, and around words with capitals that somebody does."""

from __future__ import annotations

import numpy as np
import pytest

from framing.scorers.attribution import read_voices
from framing.scorers.attribution.quotes import Quotes
from framing.text.batch import build_batch


def contents(text: str) -> list[str]:
    """Return what is reported in a text."""
    batch = build_batch([(None, text)])
    voices = read_voices(batch)
    return [batch.slice(first, last) for first, last in zip(voices.start.tolist(), voices.end.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Sunday on the channel’s “Morning Futures,” Rep. Anna Lind talked about the harbour.", "“Morning Futures,”"),
        ("Halas, who hosts the popular weekly show “Last Week Tonight,” laughed.", "“Last Week Tonight,”"),
        ("The party launched the “Expulsion Initiative.” It failed in June.", "“Expulsion Initiative.”"),
        ("Lind was a guest on “Meet the Press,” the talk show.", "“Meet the Press,”"),
    ],
)
def test_titles_before_a_comma_are_nobodys_words(text: str, title: str) -> None:
    batch = build_batch([(None, text)])
    quotes = batch.derive(Quotes)
    marked = zip(quotes.start[quotes.title].tolist(), quotes.end[quotes.title].tolist(), strict=True)
    assert [batch.slice(first, last) for first, last in marked] == [title]
    assert title not in contents(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“Build The Wall,” Anna Lind said.", "“Build The Wall,”"),
        ("Anna Lind shouted “Build The Wall!”", "“Build The Wall!”"),
        ("Anna Lind told him “Good Night.”", "“Good Night.”"),
    ],
)
def test_words_with_capitals_may_be_said(text: str, said: str) -> None:
    assert contents(text) == [said]


@pytest.mark.parametrize("before", [[], ["He hosts “The Harbour Hour” in May."]])
def test_words_that_end_in_a_title_are_no_title_in_any_company(before: list[str]) -> None:
    batch = build_batch([(None, text) for text in [*before, "Lind Says Papers Hid “Harbour Money Scandal”"]])
    first, last = int(batch.segment_start[-1]), int(batch.segment_end[-1])
    found = batch.derive(Quotes).titles_at(np.array([first + 2, first + 4]), np.array([last, last]))
    assert found.tolist() == [False, True]
