"""The tagger: the best tag sequences against every sequence tried out, its short cuts against the long way."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from framing.scorers.attribution import tagger
from framing.scorers.attribution.decode import LONGEST, Chain, best_tags, sequences
from framing.scorers.attribution.embeddings import Words, load_weights
from framing.scorers.attribution.features import Traits, shape_of, traits
from framing.scorers.attribution.tagger import maxima, trained_tags
from framing.scorers.attribution.tags import N_TAGS, items_of
from framing.text.batch import build_batch

ARTICLES = [
    "“We will not sign,” Jana Kral told CNN. She said it was over.\n\nAccording to the ministry, talks failed. It rained.",
    "The mayor claimed that nobody knew. “Nonsense,” a spokesman for Omega said. “They were told in May.”",
    "Prices rose.\n\nAnalysts expect them to fall; the bank hopes so too. A report on housing was late.",
]


def barred(scores: np.ndarray) -> np.ndarray:
    """Bar an inside tag after anything but its own begin or inside."""
    for tag in range(2, N_TAGS, 2):
        others = [each for each in range(N_TAGS) if each not in (tag - 1, tag)]
        scores[others, tag] = -1e4
    return scores


@pytest.mark.parametrize("seed", range(5))
def test_best_tags_are_the_best_of_all(seed: int) -> None:
    chance = np.random.default_rng(seed)
    start, length = np.array([0, 4, 5]), np.array([4, 1, 3], np.int32)
    scores = chance.normal(size=(N_TAGS, 8)).astype(np.float32)
    transition = barred(chance.normal(size=(N_TAGS, N_TAGS)).astype(np.float32))
    initial = np.where(np.arange(N_TAGS) % 2 + (np.arange(N_TAGS) == 0), 0.0, -1e4).astype(np.float32)
    chain = Chain(np.ones(N_TAGS, np.float32), np.zeros(N_TAGS, np.float32), transition, initial)
    found = best_tags(scores.T, start, length, chain)

    def value(first: int, path: tuple[int, ...]) -> float:
        emitted = sum(scores[tag, first + place] for place, tag in enumerate(path))
        moved = sum(transition[a, b] for a, b in pairwise(path))
        return float(initial[path[0]] + emitted + moved)

    for first, size in zip(start.tolist(), length.tolist(), strict=True):
        best = max(product(range(N_TAGS), repeat=size), key=lambda path, first=first: value(first, path))
        assert found[first : first + size].tolist() == list(best)


@pytest.mark.parametrize("seed", range(5))
def test_maxima_are_those_of_every_stretch(seed: int) -> None:
    chance = np.random.default_rng(seed)
    first = np.cumsum(chance.integers(1, 40, 30))
    rows = chance.integers(0, 256, (int(first[-1]) + 1 + seed, 3)).astype(np.uint8)
    assert maxima(rows, first).tolist() == np.maximum.reduceat(rows, first, axis=0).tolist()
    assert maxima(rows, first[:0]).shape == (0, 3)


def test_long_paragraphs_are_cut_at_sentences() -> None:
    batch = build_batch([(None, "The road was long and the night was dark. " * 60 + "\n\nShort.")])
    start, length = sequences(batch)
    assert length.max() <= LONGEST
    assert length.sum() == len(batch.start)
    assert set(start.tolist()) <= set(batch.sentence_start.tolist())


def test_a_sentence_without_end_is_cut_too() -> None:
    batch = build_batch([(None, "and so on " * 400)])
    _, length = sequences(batch)
    assert length.max() <= LONGEST
    assert length.sum() == len(batch.start)


def test_tags_never_go_on_with_what_did_not_begin() -> None:
    batch = build_batch([("Talks fail", "“We will not sign,” Jana Kral told CNN. She said it was over. " * 5)])
    tags = trained_tags(batch)
    inside = np.flatnonzero((tags > 0) & (tags % 2 == 0))
    assert len(inside) > 0
    assert np.isin(tags[inside - 1] - tags[inside], (-1, 0)).all()
    assert (items_of(tags).end > items_of(tags).start).all()


def test_weights_fit_the_features() -> None:
    weights = load_weights()
    assert weights.form.shape[0] == len(weights.forms) + 1
    assert weights.trait.shape[0] == len(weights.traits) + 1
    assert weights.shape.shape[0] > max(shape_of(word) for word in ("a", "G7", "UN", "McCain", "5"))
    assert any(trait in weights.traits for trait in traits("said"))


@pytest.mark.parametrize("place", range(len(ARTICLES)))
def test_an_article_is_read_alike_in_any_company(place: int) -> None:
    alone = trained_tags(build_batch([(None, ARTICLES[place])]))
    assert alone.any()
    others = ["Ana said no. " * 40, *ARTICLES, "He denied it. " * 300]
    batch = build_batch([("She claims it", text) for text in others])
    body = np.flatnonzero((batch.segment_article == place + 1) & (batch.segment_kind == 1))[0]
    together = trained_tags(batch)[batch.segment_start[body] : batch.segment_end[body]]
    assert together.tolist() == alone.tolist()


@pytest.mark.parametrize("rows", [1, 100, 10**6])
def test_the_size_of_groups_changes_nothing(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = build_batch([("It is said", text * 5) for text in ARTICLES])
    usual = trained_tags(batch)
    monkeypatch.setattr(tagger, "_GROUP", rows)
    assert trained_tags(batch).tolist() == usual.tolist()


def test_traits_of_many_words_are_those_of_each() -> None:
    words = ["minister", "said", "anna", "2016", "\u201c", "ministry", "denied", "spokeswoman", "of", "x", ""]
    numbers = {name: place for place, name in enumerate(sorted({n for word in words for n in traits(word)}), start=1)}
    found = Traits(numbers).of(words)
    for place, word in enumerate(words):
        mine = [*found.known[found.word == place].tolist(), *(number for number in found.affixes[place].tolist() if number)]
        assert sorted(mine) == sorted(numbers[name] for name in traits(word)), word


def test_a_word_gives_the_same_with_whatever_words_it_is_met() -> None:
    weights = load_weights()
    spellings = sorted({word for article in ARTICLES for word in article.split()})
    together = Words(weights, Traits(weights.traits)).table(spellings)
    growing = Words(weights, Traits(weights.traits))
    for size in range(1, len(spellings) + 1):
        alone = growing.table(spellings[:size])
    size = len(spellings) + 1
    assert np.array_equal(together[:, :size], alone[:, :size])
