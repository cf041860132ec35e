"""Phrases found in batches, against a slow and obvious matcher."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicon.matcher import Form, Hits, Phrases, leftmost_longest
from framing.text.batch import build_batch


def found(text, *forms):
    batch = build_batch([(None, text)])
    hits = Phrases([form if isinstance(form, Form) else Form(form) for form in forms]).find(batch)
    return [(batch.slice(a, b), int(form)) for a, b, form in zip(*hits, strict=True)]


@pytest.mark.parametrize(
    ("text", "forms", "expected"),
    [
        ("The so-called deal", ["so-called *"], ["so-called deal"]),
        ("Ukrainian, Ukraine", ["ukrain*"], ["Ukrainian", "Ukraine"]),
        ("ukrainians", ["ukrain*", "ukrainian*", "ukrainians"], ["ukrainians"] * 3),
        ("Putin’s regime", ["Putin's regime"], ["Putin’s regime"]),
        ("a b. c d", ["b c", "b"], ["b"]),
        ("U.S. troops", ["U.S. troops"], ["U.S. troops"]),
        ("nothing here", ["kyiv"], []),
    ],
)
def test_forms(text, forms, expected):
    assert [each for each, _ in found(text, *forms)] == expected


def test_capitals():
    text = "Kyiv KYIV kyiv US us Us"
    assert [each for each, _ in found(text, Form("Kyiv", "sensitive"))] == ["Kyiv", "KYIV"]
    assert [each for each, _ in found(text, Form("US", "sensitive"))] == ["US"]
    assert [each for each, _ in found(text, Form("us", "initial"))] == ["US", "Us"]
    assert [each for each, _ in found("New York, new York", Form("New York", "sensitive"))] == ["New York"]


WORDS = ["a", "b", "ab", "abc", "c"]
FORMS = st.lists(st.lists(st.sampled_from([*WORDS, "a*", "ab*", "*"]), min_size=1, max_size=3), min_size=1, max_size=5)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), FORMS)
def test_equal_to_the_obvious_matcher(words, forms):
    def fits(word, piece):
        return piece == "*" or (word.startswith(piece[:-1]) if piece.endswith("*") else word == piece)

    expected = sorted(
        (" ".join(words[start : start + len(form)]), number)
        for number, form in enumerate(forms)
        for start in range(len(words) - len(form) + 1)
        if all(map(fits, words[start:], form))
    )
    assert sorted(found(" ".join(words), *(" ".join(form) for form in forms))) == expected


SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 4), st.integers(0, 1)), max_size=12)


@given(SPANS)
def test_longest_wins_and_a_token_counts_once(spans):
    start = np.array([each[0] for each in spans], np.int32)
    end = start + np.array([each[1] for each in spans], np.int32)
    group = np.array([each[2] for each in spans], np.int32)
    keep = leftmost_longest(Hits(start, end, np.arange(len(spans), dtype=np.int32)), group)
    expected = np.zeros(len(spans), bool)
    for owner in (0, 1):
        until = -1
        for number in sorted(np.flatnonzero(group == owner), key=lambda n: (start[n], -end[n], n)):
            if start[number] >= until:
                expected[number], until = True, end[number]
    assert keep.tolist() == expected.tolist()
