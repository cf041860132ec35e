"""Shares of opportunities: which name was chosen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as oracle
from statsmodels.stats.proportion import proportion_confint

from framing.stats import grouped_shares, jeffreys, rao_scott_wilson, share, wilson

articles = st.lists(st.integers(1, 8).flatmap(lambda m: st.tuples(st.integers(0, m), st.just(m))),
                    min_size=3, max_size=20)


@pytest.mark.parametrize(("k", "n"), [(1, 5), (4, 5), (7, 20), (0, 8), (8, 8)])
def test_intervals_agree_with_other_libraries(k: int, n: int) -> None:
    exact = oracle.binomtest(k, n).proportion_ci(method="wilson")
    assert wilson(k, n) == pytest.approx((exact.low, exact.high), abs=1e-10)
    assert wilson(k, n) == pytest.approx(proportion_confint(k, n, method="wilson"), abs=1e-10)
    low, high = proportion_confint(k, n, method="jeffreys")
    assert jeffreys(k, n) == pytest.approx((0 if k == 0 else low, 1 if k == n else high), abs=1e-8)


def test_boundary_rule() -> None:
    assert jeffreys(0, 6)[0] == 0
    assert jeffreys(6, 6)[1] == 1


def test_four_of_five_articles() -> None:
    found = share([3, 1, 5, 2, 0], [3, 1, 5, 2, 4])
    assert found.article_share == pytest.approx(0.8)
    assert (round(float(found.article_low), 2), round(float(found.article_high), 2)) == (0.37, 0.98)
    assert found.value == pytest.approx(11 / 15)


def test_a_tie_is_half_an_article() -> None:
    assert share([1, 2], [2, 2]).article_share == pytest.approx(0.75)


def test_rao_scott_wilson_by_hand() -> None:
    k, m = np.array([3, 0, 2, 4]), np.array([4, 3, 2, 5])
    p = 9 / 14
    effect = (4 / 3 * np.sum((k - p * m) ** 2) / 14**2) / (p * (1 - p) / 14)
    size = 14 / effect * (oracle.norm.ppf(0.975) / oracle.t.ppf(0.975, 3)) ** 2
    assert effect > 1
    assert rao_scott_wilson(k, m) == pytest.approx([float(each) for each in wilson(p * size, size)])


@pytest.mark.parametrize("n", [1, 2])
def test_one_or_two_articles_have_counts_but_no_interval(n: int) -> None:
    found = share([2] * n, [3] * n)
    assert (found.total, found.exposure, found.n) == (2 * n, 3 * n, n)
    assert np.isnan([found.low, found.high, found.article_low, found.article_high]).all()
    assert found.note == "no interval: fewer than 3 articles"


def test_articles_that_all_agree_weigh_as_articles_not_tokens() -> None:
    assert share([9, 9, 9, 9, 9], [9] * 5).n_effective < 6


@given(articles)
def test_share_lies_in_its_intervals(rows: list[tuple[int, int]]) -> None:
    found = share(*zip(*rows, strict=True))
    assert found.low - 1e-12 <= found.value <= found.high + 1e-12
    assert found.article_low <= found.article_share <= found.article_high


@given(articles)
def test_an_article_without_opportunity_changes_nothing(rows: list[tuple[int, int]]) -> None:
    taken, chances = zip(*rows, strict=True)
    assert share([*taken, 0], [*chances, 0]) == share(taken, chances)


@given(articles)
def test_the_other_form_has_the_mirrored_share(rows: list[tuple[int, int]]) -> None:
    taken, chances = (np.array(each) for each in zip(*rows, strict=True))
    one, other = share(taken, chances), share(chances - taken, chances)
    assert (one.value, one.low, one.article_low) == pytest.approx(
        (1 - other.value, 1 - other.high, 1 - other.article_high), abs=1e-9)


def test_groups_are_estimated_as_if_alone() -> None:
    rng = np.random.default_rng(2)
    group, m = rng.integers(0, 5, 90), rng.integers(0, 6, 90)
    k = rng.binomial(m, 0.6)
    together = grouped_shares(k, m, group, 5)
    for each in range(5):
        mine = group == each
        assert together.at(each)[:-1] == pytest.approx(share(k[mine], m[mine])[:-1])


def test_more_taken_than_possible_is_refused() -> None:
    with pytest.raises(ValueError, match="opportunities"):
        share([3], [2])


@pytest.mark.parametrize("n", [5, 10, 20, 50])
@pytest.mark.parametrize("true", [0.7, 0.9])
def test_house_style_shares_are_covered(n: int, true: float) -> None:
    rng = np.random.default_rng(n)
    style = rng.beta(true / 4, (1 - true) / 4, (3000, n))  # intra-article correlation .8
    k = rng.binomial(4, style)
    found = grouped_shares(k.ravel(), np.full(k.size, 4), np.repeat(np.arange(3000), n), 3000)
    assert 0.92 <= np.mean((found.low <= true) & (true <= found.high)) <= 0.98
