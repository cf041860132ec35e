"""Equal to the package, sentence by sentence."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.scorers.vader import sentence_compounds
from framing.scorers.vader.words import analyzer
from framing.text.batch import build_batch
from framing.text.characters import straighten

SENTENCES = [
    "VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!",
    "The plot was good, but the characters are uncompelling and the dialog is not great.",
    "At least it isn't a horrible book.",
    "It was the least good of all, never so bad, never this nice.",
    "Without a doubt a great, great day; no good, no very good, no or bad.",
    "The book was only kind of good.",
    "Today only kinda sux! But I'll get by, lol",
    "Catch emoji such as 💘 and 😁 today",
    "No war, no peace?! Really??",
    "It isn’t “good”; they won’t help, nor love.",
    "He was hardly ever EXTREMELY happy, but the crisis, the crisis, the crisis was over.",
    "The kiss of death, yeah right.",
    "They kept a kind of terrible peace; it was just enough of a good win, a beating heart.",
    "A self-confident, short-sighted cover-up: “V.V” good—bad, :-D the x-d O_o; not-so-good (8).",
    "They were SORT OF nice, it is just enough of that great help, kind of.",
    "A great kind man had good sort, of friends. It was a win to die for.",
]
ODD_WORDS = [
    "good", "Bad", "WAR", "didn't", "no", "so", "but", "self-confident", "SHORT-sighted", "V.V", "o.O", "8", "d", ":-D", "x-d",
    "s:", "kind", "of", "sort", "just", "enough", "to", "die", "for", "the", "bomb", "U.S.", "it", "Ana", "great's",
]  # fmt: skip
JOINS = [" ", " ", " ", ", ", ". ", "! ", "? ", "-", "—", "’s ", "'", "...", "/", ")", " (", "”", " “", " 😀 ", "&", ":", " *"]
WORDS = [
    "good",
    "bad",
    "not",
    "never",
    "so",
    "this",
    "very",
    "but",
    "no",
    "least",
    "at",
    "without",
    "doubt",
    "WAR",
    "peace",
    "isn't",
]


def both(text):
    batch = build_batch([(None, text)])
    spans = zip(batch.sentence_start, batch.sentence_end, strict=True)
    expected = [analyzer().polarity_scores(straighten(batch.slice(a, b)))["compound"] for a, b in spans]
    return sentence_compounds(batch).tolist(), expected


@pytest.mark.parametrize("text", SENTENCES)
def test_equal_to_the_package(text):
    found, expected = both(text)
    assert found == expected


def test_equal_over_many_sentences_at_once():
    found, expected = both(" ".join(SENTENCES))
    assert found == expected and any(found)


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*WORDS, *(f"{word}," for word in WORDS), "great!", "ok?"]), min_size=1, max_size=12))
def test_equal_on_any_order_of_its_words(words):
    found, expected = both(" ".join(words))
    assert found == expected


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(ODD_WORDS), st.sampled_from(JOINS)), min_size=1, max_size=12))
def test_equal_whatever_marks_stand_between_its_words(words):
    found, expected = both("".join(f"{word}{join}" for word, join in words))
    assert found == expected


def test_an_empty_text_has_no_sentences():
    assert sentence_compounds(build_batch([(None, "")])).tolist() == []


def test_an_endless_sentence_takes_no_endless_time():
    began = time.process_time()
    assert sentence_compounds(build_batch([(None, "😀 great regime " * 5000)])).tolist() == [1.0]
    assert time.process_time() - began < 5
