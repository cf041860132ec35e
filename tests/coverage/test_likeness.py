"""What makes two sentences alike: sentences in, features and statements out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

import framing
from framing.corpus import Article, Corpus
from framing.coverage import weights
from framing.coverage.features import FEATURES, features
from framing.coverage.likeness import alike, sentence_pairs
from framing.coverage.run import read_event
from framing.coverage.sentences import Sentences
from framing.coverage.terms import denies
from framing.coverage.weights import Pairs
from framing.coverage.wording import letters, one_denies, words_in_a_row

ONE = Pairs(np.asarray([0]), np.asarray([1]))


def sentences_of(*texts: str) -> Sentences:
    articles = [Article(text, id=f"report {number}", outlet=f"Outlet {number}", event="e") for number, text in enumerate(texts)]
    return read_event(framing.analyze(Corpus(articles)), "e")


def pair(sentences: Sentences, one: str, other: str) -> dict[str, float]:
    """Return the features of the pair whose sentences hold these words."""
    texts = [each.text for each in sentences.rows]
    ends = sorted(next(number for number, text in enumerate(texts) if words in text) for words in (one, other))
    both = Pairs(np.asarray(ends[:1]), np.asarray(ends[1:]))
    return dict(zip(FEATURES, features(sentences, both)[0].tolist(), strict=True))


@pytest.mark.parametrize(("one", "other", "length"), [
    ("Both sides agreed to meet again.", "They said that both sides agreed to meet in May.", 5),
    ("Both sides agreed.", "Agreed both sides.", 2),  # "both sides"
    ("Both sides agreed.", "Sides both agreed.", 0),
    ("one two three four five six seven", "zero one two three four five six seven eight", 6),  # runs of six, no runs of eight
])
def test_words_in_a_row(one, other, length):
    assert words_in_a_row([one, other], ONE)[0] == pytest.approx(np.log1p(length))


@given(st.lists(st.text(alphabet="abcdé ’\"", min_size=1), min_size=2, max_size=6))
def test_letters_are_the_cosine_that_scikit_learn_finds(texts):
    texts = [f"{each} word" for each in texts]
    table = TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 4), sublinear_tf=True).fit_transform(texts)
    oracle = (table @ table.T).toarray()
    left, right = np.triu_indices(len(texts), 1)
    assert letters(texts, Pairs(left, right)) == pytest.approx(oracle[left, right])


@pytest.mark.parametrize(("text", "expected"), [
    ("Moscow did not agree.", True),
    ("Moscow didn’t agree.", True),
    ("“No,” she said.", True),
    ("Kyiv rejected the plan,", True),
    ("Nobody knows the notes of November.", False),
    ("Both sides agreed.", False),
])
def test_denies(text, expected):
    assert denies(text) is expected


def test_one_denies_only_where_the_two_differ():
    pairs = Pairs(np.asarray([0, 0, 1]), np.asarray([1, 2, 2]))
    assert one_denies(["He agreed.", "He did not agree.", "He refused."], pairs).tolist() == [1.0, 1.0, 0.0]


def test_another_quotation_of_one_speaker_is_another_statement():
    sentences = sentences_of(
        'The negotiators met in Geneva. "We will sell the old ferry by autumn," minister Anna Keller said.',
        'Minister Anna Keller said: "The orchestra deserves a concert hall." "We will sell the old ferry," said Anna Keller.',
    )
    apart = pair(sentences, "by autumn", "concert hall")
    together = pair(sentences, "by autumn", "ferry,\" said")
    assert (apart["other_quotation"], together["other_quotation"]) == (1.0, 0.0)
    assert together["quotation"] > 0.5 > apart["quotation"]
    assert apart["same_speaker"] == together["same_speaker"] == 1.0


def test_leads_stand_out_from_what_comes_later():
    lead = "A ferry sank off Valmouth on Monday."
    later = "The owner paid a fine of 300 crowns in 1998. A storm was expected."
    sentences = sentences_of(f"{lead} {later}", f"A ferry sank near Valmouth. {later}")
    assert pair(sentences, "off Valmouth", "near Valmouth")["both_leads"] == 1.0
    assert pair(sentences, "off Valmouth", "A storm")["both_leads"] == pytest.approx(np.exp(-1))


def test_no_pairs_no_features():
    none = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))
    assert features(sentences_of("The ferry sank on Monday.", "Prices of bread rose again."), none).shape == (0, len(FEATURES))


def test_pairs_are_summed_in_portions_without_a_difference(monkeypatch):
    analysis = framing.analyze(framing.demo_corpus())
    sentences = read_event(analysis, "dobbs")
    pairs = sentence_pairs(sentences)
    whole = alike(sentences, pairs)
    monkeypatch.setattr(weights, "AT_ONCE", 7)
    assert alike(sentences, pairs) == pytest.approx(whole)


def test_a_repeated_sentence_is_likelier_the_same_than_one_on_the_same_matter():
    analysis = framing.analyze(framing.demo_corpus())
    sentences = read_event(analysis, "swiss-summit")  # one report is wire copy of another
    pairs = sentence_pairs(sentences)
    likeness = alike(sentences, pairs)
    texts = [each.text for each in sentences.rows]
    same = np.asarray([texts[a] == texts[b] for a, b in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)])
    assert same.sum() > 2
    assert likeness[same].min() > 0.9 > np.median(likeness[~same])
