"""Two outlets on the same events."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as oracle

from framing.stats import cell_sums, mantel_haenszel, matched_contrasts, unmatched_contrasts

cell = st.tuples(st.integers(0, 9), st.integers(1, 900), st.integers(0, 9), st.integers(1, 900))
events = st.lists(cell, min_size=3, max_size=15)


def table(rows: list[tuple[int, int, int, int]]) -> list[np.ndarray]:
    return [np.array(each, dtype=float) for each in zip(*rows, strict=True)]


def test_cells_add_up_articles() -> None:
    sums = cell_sums([[1, 10], [2, 20], [4, np.nan]], [0, 0, 1], [1, 1, 0], 2, 2)
    assert sums.tolist() == [[[0, 0], [3, 30]], [[4, 0], [0, 0]]]


def test_log_ratio_by_its_definition() -> None:
    y1, w1 = np.array([4, 6, 3.0]), np.array([500, 450, 600.0])
    y2, w2 = np.array([2, 2, 3.0]), np.array([510, 400, 500.0])

    def log_ratio(kept: slice | list[int]) -> float:
        return float(np.log((y1[kept].sum() + 0.5) / w1[kept].sum()) - np.log((y2[kept].sum() + 0.5) / w2[kept].sum()))

    theta, left = log_ratio(slice(None)), np.array([log_ratio([i for i in range(3) if i != each]) for each in range(3)])
    pseudo = 3 * theta - 2 * left
    margin = oracle.t.ppf(0.975, 2) * pseudo.std(ddof=1) / np.sqrt(3)
    found = matched_contrasts(y1, w1, y2, w2).at(0)
    assert (found.value, found.low, found.high) == pytest.approx(tuple(np.exp([theta, theta - margin, theta + margin])))
    assert found.note.startswith("unstable")


def test_differences_of_equal_weights_give_the_paired_t_interval() -> None:
    rng = np.random.default_rng(0)
    one, two = rng.normal(size=(2, 9))
    found = matched_contrasts(one, np.ones(9), two, np.ones(9), linear=True).at(0)
    expected = oracle.ttest_rel(one, two).confidence_interval()
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-8)


def test_unmatched_differences_of_equal_weights_give_welchs_interval() -> None:
    rng = np.random.default_rng(0)
    one, two = rng.normal(size=7), rng.normal(size=11)
    found = unmatched_contrasts([*one, *two], np.ones(18), [True] * 7 + [False] * 11, linear=True).at(0)
    expected = oracle.ttest_ind(one, two, equal_var=False).confidence_interval()
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-8)


@given(events)
def test_exchanging_the_outlets_inverts_the_ratio(rows: list[tuple[int, int, int, int]]) -> None:
    y1, w1, y2, w2 = table(rows)
    one, other = matched_contrasts(y1, w1, y2, w2).at(0), matched_contrasts(y2, w2, y1, w1).at(0)
    assert 1 / one.value == pytest.approx(other.value, nan_ok=True)
    with np.errstate(divide="ignore", over="ignore"):
        assert 1 / np.float64(one.low) == pytest.approx(other.high, nan_ok=True)
    linear = [matched_contrasts(*each, linear=True).at(0).value for each in ((y1, w1, y2, w2), (y2, w2, y1, w1))]
    assert linear[0] == pytest.approx(-linear[1])


@given(events, st.integers(0, 9), st.integers(0, 900))
def test_an_event_that_one_outlet_left_out_changes_nothing(rows: list[tuple[int, int, int, int]], hits: int,
                                                          words: int) -> None:
    more = [*rows, (hits, words, 3, 0)]
    for function in (matched_contrasts, mantel_haenszel):
        one, other = function(*table(more)).at(0), function(*table(rows)).at(0)
        np.testing.assert_allclose(one[:-1], other[:-1], rtol=1e-9, atol=1e-12)
        assert one.note == other.note


def test_measures_are_compared_as_if_alone() -> None:
    rng = np.random.default_rng(5)
    y1, y2 = rng.poisson(3, (2, 8, 4)).astype(float)
    w1, w2 = rng.integers(100, 900, (2, 8, 4)) * rng.integers(0, 3, (2, 8, 4)).clip(0, 1)
    linear = np.array([False, True, False, True])
    together = matched_contrasts(y1, w1, y2, w2, linear=linear)
    for j in range(4):
        alone = matched_contrasts(y1[:, j], w1[:, j], y2[:, j], w2[:, j], linear=bool(linear[j]))
        assert together.at(j)[:-1] == pytest.approx(alone.at(0)[:-1])


@pytest.mark.parametrize(("y1", "y2", "note"), [
    ([0, 0, 0], [0, 0, 0], "no hit on either side"),
    ([1, 1], [2, 3], "no interval: fewer than 3 events"),
])
def test_notes(y1: list[int], y2: list[int], note: str) -> None:
    found = matched_contrasts(y1, [500] * len(y1), y2, [510] * len(y2)).at(0)
    assert found.note == note
    assert np.isnan(found.low)


def test_no_common_event_has_no_ratio() -> None:
    found = matched_contrasts([1, 2], [500, 0], [1, 2], [0, 500]).at(0)
    assert (found.n, found.note) == (0, "no events to compare")
    assert np.isnan(found.value)


def test_mantel_haenszel_by_hand() -> None:
    y1, w1, y2, w2 = [4, 6], [500, 300], [2, 2], [250, 700]
    expected = (4 * 250 / 750 + 6 * 700 / 1000) / (2 * 500 / 750 + 2 * 300 / 1000)
    assert mantel_haenszel(y1, w1, y2, w2).value[0] == pytest.approx(expected)


def test_mantel_haenszel_is_not_fooled_by_an_event_one_outlet_covers_more() -> None:
    rate, words = np.array([0.02, 0.001]), np.array([[9000.0, 500.0], [500.0, 9000.0]])
    hits = rate * words
    assert mantel_haenszel(hits[0], words[0], hits[1], words[1]).value[0] == pytest.approx(1.0)
    assert matched_contrasts(hits[0], words[0], hits[1], words[1]).value[0] > 5


def test_matched_interval_covers_the_ratio() -> None:
    rng = np.random.default_rng(8)
    events, runs = 12, 1500
    words = rng.lognormal(np.log(600), 0.35, (2, events, runs))
    news = rng.gamma(4, 1 / 4, (events, runs))
    hits = rng.poisson(np.array([0.008, 0.004])[:, None, None] * words * news * rng.gamma(2, 1 / 2, words.shape))
    found = matched_contrasts(hits[0], words[0], hits[1], words[1])
    assert 0.92 <= np.mean((found.low <= 2) & (found.high >= 2)) <= 0.97
