"""Tests by permutation."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as oracle

from framing.errors import NotEnoughData
from framing.stats import between_test, label_test, permuted_labels, swap_test

cell = st.tuples(st.integers(0, 9), st.integers(1, 900), st.integers(0, 9), st.integers(1, 900))


def draw(seed: int, events: int, runs: int, ratio: float = 1.0, rate: float = 0.0025) -> list[np.ndarray]:
    """Cells of two outlets: events × runs, overdispersed, correlated within events."""
    rng = np.random.default_rng(seed)
    words = rng.lognormal(np.log(600), 0.3, (2, events, runs)).round()
    news = rng.gamma(4, 1 / 4, (events, runs))
    hits = rng.poisson(np.array([ratio, 1])[:, None, None] * rate * words * news * rng.gamma(2, 1 / 2, words.shape))
    return [hits[0], words[0], hits[1], words[1]]


def test_paired_means_agree_with_scipy() -> None:
    rng = np.random.default_rng(4)
    one, two = rng.normal(size=(2, 9)) + np.array([[0.6], [0]])
    mine = swap_test(one, np.ones(9), two, np.ones(9), linear=True)
    theirs = oracle.permutation_test((one - two,), np.mean, permutation_type="samples", n_resamples=np.inf)
    assert mine.p[0] == pytest.approx(theirs.pvalue, abs=1e-12)
    assert mine.exact


def test_unmatched_means_agree_with_scipy() -> None:
    rng = np.random.default_rng(4)
    one, two = rng.normal(1.2, 1, 5), rng.normal(size=5)
    mine = label_test([*one, *two], np.ones(10), [True] * 5 + [False] * 5, linear=True)
    theirs = oracle.permutation_test((one, two), lambda a, b: abs(a.mean() - b.mean()), vectorized=False,
                                     n_resamples=np.inf, alternative="greater")
    assert mine.p[0] == pytest.approx(theirs.pvalue, abs=1e-12)


def enumerated_p(y1: np.ndarray, w1: np.ndarray, y2: np.ndarray, w2: np.ndarray) -> float:
    """All swaps of a studentised log ratio, by its definition."""

    def statistic(swapped: int) -> float:
        flip = (swapped >> np.arange(len(y1))) & 1 == 1
        (a, b), (c, d) = ((np.where(flip, u, v), np.where(flip, x, z)) for u, v, x, z in
                          ((y2, y1, w2, w1), (y1, y2, w1, w2)))
        rates = (a.sum() + 0.5) / b.sum(), (c.sum() + 0.5) / d.sum()
        influence = (a - rates[0] * b) / (a.sum() + 0.5) - (c - rates[1] * d) / (c.sum() + 0.5)
        variance = max(np.sum(influence**2), 1 / (a.sum() + 0.5) + 1 / (c.sum() + 0.5))
        return float(np.log(rates[0] / rates[1]) / np.sqrt(variance))

    every = np.abs([statistic(each) for each in range(2 ** len(y1))])
    return float(np.mean(every >= every[0] - 1e-9))


@pytest.mark.parametrize("seed", range(4))
def test_ratio_by_enumeration(seed: int) -> None:
    cells = [each[:, 0] for each in draw(seed, 7, 1, ratio=3)]
    assert swap_test(*cells).p[0] == pytest.approx(enumerated_p(*cells))


def test_random_swaps_come_near_the_enumeration() -> None:
    cells = [each[:, 0] for each in draw(5, 13, 1, ratio=1.8, rate=0.006)]
    random = swap_test(*cells)
    assert not random.exact
    assert random.p[0] == pytest.approx(enumerated_p(*cells), abs=0.015)


@given(st.lists(cell, min_size=6, max_size=9))
def test_exchanging_the_outlets_flips_the_sign_and_keeps_p(rows: list[tuple[int, int, int, int]]) -> None:
    y1, w1, y2, w2 = (np.array(each) for each in zip(*rows, strict=True))
    one, other = swap_test(y1, w1, y2, w2), swap_test(y2, w2, y1, w1)
    assert one.statistic[0] == pytest.approx(-other.statistic[0], nan_ok=True)
    assert one.p[0] == pytest.approx(other.p[0], nan_ok=True)


@given(st.lists(cell, min_size=6, max_size=9), st.integers(0, 900))
def test_an_event_of_one_outlet_alone_changes_nothing(rows: list[tuple[int, int, int, int]], words: int) -> None:
    first, second = (swap_test(*(np.array(each) for each in zip(*some, strict=True)))
                     for some in (rows, [*rows, (3, words, 0, 0)]))
    np.testing.assert_equal(first.p, second.p)


def test_articles_without_words_change_nothing() -> None:
    rng = np.random.default_rng(1)
    y, w, first = rng.poisson(3, 30), rng.integers(100, 900, 30), np.arange(30) < 14
    more = np.append(y, [4, 0]), np.append(w, [0, 0]), np.append(first, [True, False])
    np.testing.assert_equal(label_test(y, w, first).p, label_test(*more).p)
    outlets = np.arange(30) % 3
    np.testing.assert_equal(between_test(y, w, outlets).p, between_test(*more[:2], np.append(outlets, [0, 1])).p)


@pytest.mark.parametrize(("events", "needed"), [(0, "6 matched"), (5, "6 matched")])
def test_too_few_events_are_refused(events: int, needed: str) -> None:
    with pytest.raises(NotEnoughData, match=f"{events} matched events.*{needed}"):
        swap_test([5] * events, [500] * events, [1] * events, [500] * events)


def test_a_stricter_level_needs_more_events() -> None:
    with pytest.raises(NotEnoughData, match="At least 8"):
        swap_test([5] * 7, [500] * 7, [1] * 7, [500] * 7, alpha=0.01)
    assert swap_test([5] * 8, [500] * 8, [1] * 8, [500] * 8, alpha=0.01).p[0] == pytest.approx(2 / 256)


def test_a_measure_with_too_few_events_has_no_p_and_does_not_count() -> None:
    y = np.array([[5, 5]] * 7)
    w = np.array([[500, 500]] * 5 + [[500, 0]] * 2)
    test = swap_test(y, w, np.ones((7, 2)), w)
    assert test.n.tolist() == [7, 5]
    assert np.isnan(test.p).tolist() == [False, True]
    assert test.adjusted[0] == test.p[0]


@pytest.mark.parametrize("sizes", [(3, 3), (1, 18)])
def test_too_few_articles_are_refused(sizes: tuple[int, int]) -> None:
    with pytest.raises(NotEnoughData, match="articles"):
        label_test(np.arange(sum(sizes)), np.ones(sum(sizes)), np.arange(sum(sizes)) < sizes[0])


def test_few_rows_between_outlets_are_refused() -> None:
    with pytest.raises(NotEnoughData, match="2 events"):
        between_test([1, 2, 3, 4, 5, 6], [500] * 6, [0, 1, 2] * 2, [0, 0, 0, 1, 1, 1])


def test_no_hits_have_no_p() -> None:
    assert np.isnan(swap_test([0] * 6, [500] * 6, [0] * 6, [600] * 6).p[0])


def test_labels_stay_within_their_stratum() -> None:
    label, stratum = np.array([0, 1, 2, 0, 0, 1, 2]), np.array([5, 5, 5, 2, 2, 2, 9])
    for piece in permuted_labels(label, stratum, 400, seed=1):
        for each in (5, 2, 9):
            assert (np.sort(piece[:, stratum == each]) == np.sort(label[stratum == each])).all()
        assert len(np.unique(piece, axis=0)) == 18


def test_between_outlets_agrees_with_enumeration() -> None:
    y, w = np.array([9.0, 2, 3, 7, 1, 4]), np.array([500.0, 600, 400, 300, 500, 700])
    labels, strata = np.array([0, 1, 2] * 2), np.array([0] * 3 + [1] * 3)
    y, w, labels, strata = np.tile(y, 2), np.tile(w, 2), np.tile(labels, 2), np.concatenate([strata, strata + 2])

    def deviance(label: np.ndarray) -> float:
        hits, words = np.bincount(label, y), np.bincount(label, w)
        return float(2 * np.sum(hits * np.log(hits / (words * y.sum() / w.sum()))))

    orders = list(permutations(range(3)))
    every = [deviance(np.concatenate([a, b, c, d])) for a in orders for b in orders for c in orders for d in orders]
    expected = np.mean(np.array(every) >= deviance(labels) - 1e-9)
    assert between_test(y, w, labels, strata).p[0] == pytest.approx(expected, abs=0.02)


def test_same_seed_same_answer() -> None:
    cells = [each[:, 0] for each in draw(1, 20, 1)]
    assert swap_test(*cells, seed=7).p == swap_test(*cells, seed=7).p
    assert swap_test(*cells, seed=7).p != swap_test(*cells, seed=8).p


@pytest.mark.parametrize("events", [6, 10, 20])
def test_size_of_the_swap_test(events: int) -> None:
    p = swap_test(*draw(events, events, 2000), n_swaps=999).p
    assert np.mean(p <= 0.05) <= 0.06


@pytest.mark.parametrize("longer", [3, 10])
def test_size_where_one_side_has_much_more_text(longer: int) -> None:
    rng = np.random.default_rng(longer)
    words = rng.lognormal(np.log(600), 0.3, (1 + longer, 10, 1200)).round()
    hits = rng.poisson(0.0025 * words * rng.gamma(3, 1 / 3, words.shape))
    sides = hits[:1].sum(0), words[:1].sum(0), hits[1:].sum(0), words[1:].sum(0)
    assert np.mean(swap_test(*sides).p <= 0.05) <= 0.06


def test_power_of_the_swap_test_at_a_ratio_of_two() -> None:
    p = swap_test(*draw(1, 40, 500, ratio=2), n_swaps=999).p
    assert np.mean(p <= 0.05) > 0.8


def test_size_of_the_label_test() -> None:
    rng = np.random.default_rng(2)
    words = rng.lognormal(np.log(600), 0.3, (18, 1500)).round()
    hits = rng.poisson(0.004 * words * rng.gamma(2, 1 / 2, words.shape))
    assert np.mean(label_test(hits, words, np.arange(18) < 6, n_permutations=999).p <= 0.05) <= 0.06


def test_size_between_outlets() -> None:
    rng = np.random.default_rng(3)
    outlets, events = np.tile(np.arange(4), 8), np.repeat(np.arange(8), 4)
    words = rng.lognormal(np.log(600), 0.3, (32, 4000)).round()
    news = rng.gamma(4, 1 / 4, (8, 4000))[events]
    hits = rng.poisson(0.004 * words * news * rng.gamma(2, 1 / 2, words.shape))
    assert np.mean(between_test(hits, words, outlets, events, n_permutations=999).p <= 0.05) <= 0.06


def test_family_error_is_kept() -> None:
    wrong = []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        words = rng.integers(300, 900, (2, 8, 1)).astype(float)
        hits = rng.poisson(words * 0.01 * rng.gamma(3, 1 / 3, (2, 8, 6)))
        wrong.append(np.nanmin(swap_test(hits[0], words[0], hits[1], words[1]).adjusted) <= 0.05)
    assert np.mean(wrong) <= 0.08  # 200 draws at .05: two standard errors
