"""What is asked about words: lists as bits, endings as columns, the same as asking each word itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.scorers.portrayal.words import Endings, bits_at, is_among, listed, mask_of, words
from framing.text.batch import build_batch

ENDINGS = ("s", "ed", "ly", "ing", "ical", "icted")


@given(st.lists(st.one_of(st.text(max_size=6), st.sampled_from(["", "s", "convicted", "icted", "cted", "going", "İs"]))))
def test_endings_are_those_of_each_word(spellings: list[str]) -> None:
    endings = Endings(spellings)
    for ending in ENDINGS:
        assert endings.are(ending).tolist() == [word.endswith(ending) for word in spellings]
    assert endings.are(*ENDINGS).tolist() == [word.endswith(ENDINGS) for word in spellings]


@pytest.mark.parametrize("name", ["articles", "prepositions", "finite_verbs", "titles", "joiners"])
def test_a_list_has_its_words_in_any_case_and_no_others(name: str) -> None:
    some = sorted(word for word in words(name) if word.isalpha())[:40]
    batch = build_batch([(None, " ".join([*some, *map(str.upper, some), "gizmo"]))])
    tokens = np.arange(len(batch.word), dtype=np.int32)
    assert listed(batch, tokens, name).tolist() == [True] * (2 * len(some)) + [False]


def test_beyond_the_batch_there_is_nothing() -> None:
    batch = build_batch([(None, "the")])
    tokens = np.array([-1, 0, 1], np.int32)
    assert listed(batch, tokens, "articles", "titles").tolist() == [False, True, False]
    assert (bits_at(build_batch([(None, "")]), tokens) & mask_of("articles")).tolist() == [0, 0, 0]


def test_which_tokens_are_among_others() -> None:
    tokens, some = np.array([5, 0, 3, 9], np.int32), np.array([0, 3, 4], np.int32)
    assert is_among(tokens, some).tolist() == [False, True, True, False]
    assert is_among(tokens, some[:0]).tolist() == [False] * 4
