"""Text in, tokens out; the columns agree with each other whatever the text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text.batch import build_batch
from framing.text.vocabulary import Vocabulary

CASES = [
    ("so-called", ["so", "-", "called"]),
    ("Ukraine’s people’s", ["Ukraine", "’s", "people", "’s"]),
    ("don't he'll we’re I'm", ["don't", "he", "'ll", "we", "’re", "I", "'m"]),
    ("U.S.-led 1,000 3.5 AT&T", ["U.S.", "-", "led", "1,000", "3.5", "AT&T"]),
    ("Эрдоған Erdoğan naïve", ["Эрдоған", "Erdoğan", "naïve"]),
    ("end.Next", ["end", ".", "Next"]),
]


@pytest.mark.parametrize(("text", "tokens"), CASES)
def test_tokens(text, tokens):
    batch = build_batch([(None, text)])
    assert [batch.slice(i, i + 1) for i in range(len(batch.start))] == tokens


def test_words_are_counted_as_readers_count_them():
    batch = build_batch([("Talks end", "The so-called deal isn't Ukraine's, said 2 men.")])
    assert batch.words_per_article().tolist() == [2 + 8]


@given(st.lists(st.tuples(st.none() | st.text(max_size=20), st.text(max_size=120)), min_size=1, max_size=4))
def test_columns_agree(articles):
    batch = build_batch(articles)
    assert (batch.start < batch.end).all() and (batch.start[1:] >= batch.end[:-1]).all()
    assert batch.n_articles == len(articles)
    for number, (start, end) in enumerate(zip(batch.segment_start, batch.segment_end, strict=True)):
        article = articles[batch.segment_article[number]]
        own = article[0] if batch.segment_kind[number] == 0 else article[1]
        offset = batch.segment_offset[number]
        assert all(
            batch.text[a:b] == own[a - offset : b - offset]
            for a, b in zip(batch.start[start:end], batch.end[start:end], strict=True)
        )
    assert sorted(batch.sentence.tolist()) == batch.sentence.tolist()
    assert (batch.block[batch.sentence_start] == batch.block[batch.sentence_end - 1]).all()


def test_the_same_word_has_the_same_id_in_every_batch():
    vocabulary = Vocabulary()
    words = [f"word{number}" for number in range(40_000)]
    first = build_batch([(None, " ".join(words))], vocabulary)
    second = build_batch([(None, " ".join(reversed(words)))], vocabulary)
    assert first.word.tolist() == second.word.tolist()[::-1]
    assert [vocabulary.spellings[each] for each in first.word] == words


def test_columns_of_properties_grow_with_the_vocabulary():
    vocabulary = Vocabulary()
    vocabulary.intern("one")
    assert vocabulary.column(len, int).tolist() == [3]
    vocabulary.intern("seven")
    assert vocabulary.column(len, int).tolist() == [3, 5]


def test_characters_beyond_the_basic_plane_are_words_of_their_own():
    batch = build_batch([(None, "😀 😁 😀")])
    assert [batch.vocabulary.spellings[each] for each in batch.word] == ["😀", "😁", "😀"]


@pytest.mark.parametrize("length", [1, 3, 4, 5, 8, 63, 64, 65, 5000])
def test_spellings_of_any_length_are_told_apart(length):
    words = ["a" * (length - 1) + last for last in "abé"]
    batch = build_batch([(None, " ".join(words * 2))])
    assert [batch.vocabulary.spellings[each] for each in batch.word] == words * 2


def test_a_wrapped_file_is_read_alike_alone_and_before_another():
    wrapped = "\n".join(f"The line with number {number} of the file goes on until here" for number in range(4))
    alone, followed = build_batch([(None, wrapped)]), build_batch([(None, wrapped), (None, "Next.")])
    assert len(alone.block_start) == 1
    assert followed.block_start.tolist() == [0, len(alone.start)]


def test_a_vocabulary_keeps_the_words_used_often_and_what_is_known_of_them():
    vocabulary = Vocabulary()
    build_batch([(None, "The talks went on.")], vocabulary)
    build_batch([(None, "The talks of Kyiv.")], vocabulary)
    lengths = vocabulary.column(len, np.int8)
    smaller = vocabulary.within(8)
    assert vocabulary.within(len(vocabulary)) is vocabulary
    assert {"The", "the", "talks", "."} <= set(smaller.spellings) and "Kyiv" not in smaller.spellings
    assert smaller.column(len, np.int8).tolist() == [len(each) for each in smaller.spellings]
    assert [smaller.spellings[each] for each in smaller.lower] == [each.lower() for each in smaller.spellings]
    assert smaller.spellings[smaller.intern("talks")] == "talks" and smaller.spellings[smaller.intern("Kyiv")] == "Kyiv"
    assert len(lengths) == len(vocabulary)
