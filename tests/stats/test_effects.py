"""Effect sizes and what a design can detect."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as oracle
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import confint_proportions_2indep

from framing.errors import NotEnoughData
from framing.stats import (
    Audit,
    cliffs_delta,
    corrected_rate,
    detectable_ratio,
    equivalent,
    events_won,
    matched_contrasts,
    odds_ratio,
    planned_detectable_ratio,
    rank_intervals,
    risk_difference,
    swap_test,
    tipping_recall,
)

values = st.lists(st.integers(0, 6), min_size=3, max_size=15)


@given(values, values)
def test_cliffs_delta_is_the_rank_sum_rescaled(first: list[int], second: list[int]) -> None:
    statistic = oracle.mannwhitneyu(first, second).statistic if len({*first, *second}) > 1 else None
    expected = 0 if statistic is None else 2 * statistic / (len(first) * len(second)) - 1
    found = cliffs_delta(first, second)
    assert found.value == pytest.approx(expected, abs=1e-12)
    assert found.low - 1e-9 <= found.value <= found.high + 1e-9
    mirrored = cliffs_delta(second, first)
    assert (mirrored.low, mirrored.high) == pytest.approx((-found.high, -found.low), abs=1e-9)


def test_cliffs_interval_by_its_definition() -> None:
    x, y = np.array([3.0, 4, 5, 2, 6]), np.array([1.0, 3, 2, 0, 4, 2])
    sign = np.sign(x[:, None] - y)
    d, n1, n2 = sign.mean(), 5, 6
    rows, columns = sign.mean(1) - d, sign.mean(0) - d
    variance = (n2**2 * (rows**2).sum() + n1**2 * (columns**2).sum() - ((sign - d) ** 2).sum()) / (
        n1 * n2 * (n1 - 1) * (n2 - 1))
    t = oracle.t.ppf(0.975, 9)
    half = t * np.sqrt(variance) * np.sqrt((1 - d**2) ** 2 + t**2 * variance)
    expected = (np.array([-half, half]) + d - d**3) / (1 - d**2 + t**2 * variance)
    found = cliffs_delta(x, y)
    assert (found.low, found.high) == pytest.approx(tuple(expected))


def test_cliffs_delta_covers() -> None:
    rng = np.random.default_rng(0)
    true = 2 * oracle.norm.cdf(0.8 / np.sqrt(2)) - 1
    inside = [(lambda e: e.low <= true <= e.high)(cliffs_delta(rng.normal(0.8, 1, 15), rng.normal(size=15)))
              for _ in range(1500)]
    assert 0.92 <= np.mean(inside) <= 0.98


@pytest.mark.parametrize(("k1", "n1", "k2", "n2"), [(8, 10, 3, 10), (5, 30, 9, 22), (0, 8, 4, 9)])
def test_risk_difference_agrees_with_statsmodels(k1: int, n1: int, k2: int, n2: int) -> None:
    found = risk_difference(k1, n1, k2, n2)
    assert (found.low, found.high) == pytest.approx(
        confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff"), abs=1e-8)


def test_odds_ratio_agrees_with_statsmodels() -> None:
    found, table = odds_ratio(8, 10, 3, 10), Table2x2(np.array([[8, 2], [3, 7]]))
    assert found.value == pytest.approx(table.oddsratio)
    assert (found.low, found.high) == pytest.approx(table.oddsratio_confint())
    assert np.isfinite(odds_ratio(5, 5, 2, 6)[:3]).all()


def test_events_won_counts_events_and_halves_ties() -> None:
    won = events_won([[4], [1], [2], [0]], [[100], [100], [100], [0]], [[2], [3], [2], [5]], [[100]] * 4)[0]
    assert (won.value, won.n) == (0.5, 3)
    assert won.low < 0.5 < won.high


def test_equivalence_needs_both_ends() -> None:
    assert equivalent(np.array([0.7, 0.6, 0.9, np.nan]), np.array([1.4, 1.2, 1.6, 1.0])).tolist() == [
        True, False, False, False]


@pytest.mark.parametrize("events", [20, 40])
def test_the_planned_ratio_is_detected_four_times_in_five(events: int) -> None:
    ratio_sought = planned_detectable_ratio(events, 3.0, shape=3.0)
    rng = np.random.default_rng(events)
    hits = rng.poisson(np.array([ratio_sought, 1])[:, None, None] * 3 * rng.gamma(3, 1 / 3, (2, events, 600)))
    words = np.full((events, 600), 500.0)
    assert np.mean(swap_test(hits[0], words, hits[1], words, n_swaps=999).p <= 0.05) == pytest.approx(0.8, abs=0.06)


def test_the_observed_error_tells_what_was_detectable() -> None:
    rng = np.random.default_rng(1)
    hits, words = rng.poisson(3 * rng.gamma(3, 1 / 3, (2, 20, 300))), np.full((20, 300), 500.0)
    found = detectable_ratio(matched_contrasts(hits[0], words, hits[1], words).se, 20)
    assert np.median(found) == pytest.approx(planned_detectable_ratio(20, 3.0, shape=3.0), rel=0.12)


def test_a_correction_by_a_perfect_audit_changes_nothing() -> None:
    assert corrected_rate(4, 3, 5, Audit(80, 80, 80, 80)) == pytest.approx((4, 3, 5))


def test_corrected_rates_cover_the_truth() -> None:
    rng = np.random.default_rng(0)
    inside = []
    for _ in range(1000):
        rate = np.exp(rng.normal(np.log(0.8 / 0.9 * 5), 0.1))  # recall .8, precision .9, truth 5
        audit = Audit(int(rng.binomial(60, 0.9)), 60, int(rng.binomial(60, 0.8)), 60)
        _, low, high = corrected_rate(rate, rate * np.exp(-0.196), rate * np.exp(0.196), audit)
        inside.append(low <= 5 <= high)
    assert 0.93 <= np.mean(inside) <= 0.97


def test_small_audits_correct_nothing() -> None:
    with pytest.raises(NotEnoughData, match="there are 49 and 60"):
        corrected_rate(4, 3, 5, Audit(40, 49, 50, 60))


def test_the_tipping_point_makes_the_ratio_one() -> None:
    ratio = 1.6
    assert ratio * (1 - tipping_recall(ratio)) == pytest.approx(1)
    assert tipping_recall(ratio) == pytest.approx(tipping_recall(1 / ratio))


def test_ranks_of_equal_outlets_are_open() -> None:
    rng = np.random.default_rng(2)
    outlets = np.repeat(np.arange(5), 20)
    hits = rng.poisson(1.5 * rng.gamma(2, 1 / 2, 100))
    rank, low, high = rank_intervals(hits, np.full(100, 500), outlets, 5)
    assert sorted(rank.tolist()) == [1, 2, 3, 4, 5]
    assert (high - low >= 2).all()
    with pytest.raises(NotEnoughData, match="20 articles"):
        rank_intervals(hits[:99], np.full(99, 500), outlets[:99], 5)
    assert len(rank_intervals(hits[:99], np.full(99, 500), outlets[:99], 5, force=True)[0]) == 5
