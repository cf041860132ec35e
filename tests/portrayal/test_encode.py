"""Sequences in which names cannot be told apart."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.scorers.portrayal.encode import N_BUCKETS, SPECIAL, Symbols, mask_names, windows
from framing.text.batch import build_batch

SYMBOLS = Symbols([",", ".", "the", "president", "praised", "attack", "said", "of", "party", '"', "but"])
NAMES = [*SPECIAL, *SYMBOLS.words]


def sequence(text: str, mention: str) -> list[str]:
    batch = build_batch([(None, text)])
    start = text.index(mention)
    first = np.searchsorted(batch.end, [start], side="right").astype(np.int32)
    last = np.searchsorted(batch.start, [start + len(mention)]).astype(np.int32)
    found = windows(batch, mask_names(batch, SYMBOLS), SYMBOLS, first, last)
    return [NAMES[symbol] for symbol in found.symbol]


@pytest.mark.parametrize(
    ("text", "mention", "symbols"),
    [
        ("The party praised Ana Petrova.", "Ana Petrova", ["the", "party", "praised", "<target>", "."]),
        ("The party praised President Ana Petrova.", "Petrova", ["the", "party", "praised", "<target>", "."]),
        ("Sen. Ana Petrova attacked Gov. Roe.", "Petrova", ["<target>", "attack", "<name>", "."]),
        ("The party praised 12 of Kyiv.", "Kyiv", ["the", "party", "praised", "<number>", "of", "<target>", "."]),
        ("THE PARTY PRAISED ROE", "ROE", ["the", "party", "praised", "<target>"]),
        ("The gizmo praised Roe.", "Roe", ["the", "<unknown>", "praised", "<target>", "."]),
    ],
)
def test_masking(text: str, mention: str, symbols: list[str]) -> None:
    assert sequence(text, mention) == symbols


@pytest.mark.parametrize(
    ("word", "row"),
    [
        ("Attacks", "attack"), ("ATTACKED", "attack"), ("attacking", "attack"), ("attack's", "attack"), ("parties", "party"),
        ("thes", "<unknown>"), ("12s", "<number>"), ("attacky", "<unknown>"), ("", "<unknown>"),
    ],
)  # fmt: skip
def test_rare_words_are_rows_of_their_shorter_forms(word: str, row: str) -> None:
    assert NAMES[SYMBOLS.row(word)] == row
    assert not SYMBOLS.is_known(word)


def test_only_its_own_sentence_is_seen() -> None:
    assert sequence("The party said. Roe praised the party.", "Roe") == ["<target>", "praised", "the", "party", "."]


def test_places_tell_side_distance_and_clause() -> None:
    text = "The party praised Roe, but the party said the attack."
    batch = build_batch([(None, text)])
    one = np.array([3], np.int32)
    found = windows(batch, mask_names(batch, SYMBOLS), SYMBOLS, one, one + 1)
    bucket = dict(zip(range(len(found.symbol)), found.bucket.tolist(), strict=True))
    assert bucket[3] == 0
    assert bucket[2] != bucket[4]  # sides
    assert len({bucket[2], bucket[1], bucket[0]}) == 3  # distances
    assert max(bucket.values()) < N_BUCKETS


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(["Roe", "praised", "the", "party", ",", ".", ";", "Kyiv", "12", "“", "”", "-", "said", "gizmo"]),
        min_size=1,
        max_size=40,
    )
)
def test_any_mention_has_a_window_with_one_target(words: list[str]) -> None:
    batch = build_batch([(None, " ".join(words))])
    first = np.arange(len(batch.lower), dtype=np.int32)
    found = windows(batch, mask_names(batch, SYMBOLS), SYMBOLS, first, first + 1)
    assert len(found.start) == len(first)
    assert (np.add.reduceat(found.symbol == 1, found.start) == 1).all()
    assert (found.bucket >= 0).all() and (found.bucket < N_BUCKETS).all()
