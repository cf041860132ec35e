"""Trees of phrases, and the lists that new words are looked up in."""

import numpy as np
import pytest

from framing.lexicon.matcher import Form, Phrases
from framing.lexicon.trie import Trie, pieces_of, symbols_of
from framing.text.batch import build_batch
from framing.text.vocabulary import Vocabulary, WordNumbers


@pytest.mark.parametrize(
    ("phrase", "pieces"),
    [
        ("so-called * govern*", ["so", "-", "called", "*", "govern*"]),
        ("*", ["*"]),
        ("a** b", ["a**", "b"]),
        ("Putin’s “war”", ["Putin", "'s", '"', "war", '"']),
        ("", []),
        ("U.S. don't", ["U.S.", "don't"]),
    ],
)
def test_phrases_are_cut_as_texts_are(phrase, pieces):
    assert pieces_of(["before", phrase, "after"]).by_phrase() == [["before"], pieces, ["after"]]


def tree(phrases):
    pieces = pieces_of(phrases)
    symbols, symbol = symbols_of(pieces)
    return Trie(symbol, pieces.first, pieces.length, len(symbols)), symbols


def test_phrases_that_end_at_one_node_are_all_told():
    trie, symbols = tree(["one two", "One", "ONE TWO", "one two three"])
    node = np.zeros(1, np.int32)
    for word, ending in (("one", [1]), ("two", [0, 2]), ("three", [3])):
        place, node = trie.along(node, np.array([symbols.index(word)], np.int32))
        assert place.tolist() == [0]
        assert trie.ends(node)[1].tolist() == ending


def test_no_edge_leads_where_no_phrase_goes():
    """Keys of edges that end alike share a slot: every pair of node and symbol is told apart all the same."""
    words = [f"w{number}" for number in range(400)]
    phrases = [f"{one} {words[(7 * number) % 400]}" for number, one in enumerate(words)]
    trie, spellings = tree(phrases)
    expected = {tuple(spellings.index(word) for word in phrase.split()) for phrase in phrases}
    symbols = np.arange(trie.size, dtype=np.int32)
    found = set()
    for first in range(1, trie.size):
        root = trie.roots[first]
        place, _ = trie.along(np.full(trie.size, root, np.int32), symbols)
        found |= {(first, each) for each in place.tolist()}
    assert found == expected


@pytest.mark.parametrize("forms", [[], [""], ["*"], ["* *"]])
def test_empty_and_starry_phrases_are_fine(forms):
    batch = build_batch([(None, "One two. Three")])
    hits = Phrases([Form(form) for form in forms]).find(batch)
    found = [batch.slice(start, end) for start, end in zip(hits.start.tolist(), hits.end.tolist(), strict=True)]
    assert found == {"*": ["One", "two", ".", "Three"], "* *": ["One two", "two."]}.get("".join(forms), [])


def test_listed_words_have_their_numbers():
    listed = WordNumbers.of({"Kyiv": 3, "it's": 0, "x" * 80: 7})
    vocabulary = Vocabulary()
    vocabulary.intern_all(["kyiv", "Kyiv", "x" * 80, "x" * 79, "it's", ""])
    assert vocabulary.numbers(listed).tolist() == [-1, 3, 7, -1, 0, -1]
    vocabulary.intern("it’s new")
    assert vocabulary.numbers(WordNumbers.of({})).tolist() == [-1] * 7
    assert vocabulary.numbers(listed).tolist() == [-1, 3, 7, -1, 0, -1, -1]


def test_beginnings_are_told_for_new_words_too():
    vocabulary = Vocabulary()
    vocabulary.intern_all(["governor", "go", "gov"])
    prefix = WordNumbers.of({"gov": 1})
    assert prefix[vocabulary.beginnings(0, 3)].tolist() == [1, -1, 1]
    vocabulary.intern("Govern")
    vocabulary.intern("government")
    assert prefix[vocabulary.beginnings(3, 3)].tolist() == [-1, 1]
