"""Diversity, divergence, maps, distinctive words."""

from __future__ import annotations

from itertools import combinations

import logodds
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from scipy.spatial.distance import jensenshannon
from sklearn.feature_extraction.text import CountVectorizer

from framing.errors import NotEnoughData
from framing.stats import (
    correspondence,
    distinctive_words,
    excess_divergence,
    gini_simpson,
    hill_number,
    jensen_shannon,
    log_odds,
    outlet_map,
    rarefied_richness,
    source_diversity,
)

counts = st.lists(st.integers(0, 4), min_size=2, max_size=5).filter(lambda n: 2 <= sum(n) <= 12)


@given(counts)
def test_rarefied_richness_and_gini_simpson_are_averages_over_all_subsets(n: list[int]) -> None:
    sources = np.repeat(np.arange(len(n)), n)
    pairs = list(combinations(sources, 2))
    assert gini_simpson(n) == pytest.approx(np.mean([a != b for a, b in pairs]))
    assert rarefied_richness(n, 2) == pytest.approx(np.mean([len({*each}) for each in pairs]))
    assert rarefied_richness(n, sum(n)) == pytest.approx(np.count_nonzero(n))


@pytest.mark.parametrize("order", [0, 1, 2, 3])
def test_equally_common_kinds_are_counted(order: float) -> None:
    assert hill_number([5, 5, 5, 5, 0], order) == pytest.approx(4)


def test_hill_numbers_fall_with_their_order() -> None:
    assert hill_number([20, 3, 1], 0) > hill_number([20, 3, 1], 1) > hill_number([20, 3, 1], 2)


def test_refusals_of_diversity() -> None:
    with pytest.raises(NotEnoughData, match="10 attributions; there are 9"):
        hill_number([4, 5])
    with pytest.raises(NotEnoughData, match="thinned"):
        rarefied_richness([2, 1], 4)
    assert np.isnan(gini_simpson([1]))


def test_articles_without_sources_change_nothing() -> None:
    table = [[2, 0, 1], [1, 1, 0], [0, 2, 0]]
    assert source_diversity(table) == source_diversity([*table, [0, 0, 0]])
    assert np.isnan(source_diversity(table[:2]).low)


def test_jensen_shannon_agrees_with_scipy() -> None:
    rng = np.random.default_rng(0)
    p, q = rng.poisson(2, (2, 50))
    assert jensen_shannon(p, q) == pytest.approx(jensenshannon(p, q, base=2) ** 2, abs=1e-10)


def zipf(seed: int, articles: int, words: int = 300, types: int = 400) -> np.ndarray:
    rng = np.random.default_rng(seed)
    share = 1 / np.arange(1, types + 1)
    return np.stack([rng.multinomial(words, rng.dirichlet(60 * share / share.sum())) for _ in range(articles)])


def test_halves_of_one_outlet_show_no_excess() -> None:
    p = [excess_divergence(zipf(seed, 16), np.arange(16) < 8, n_permutations=99, seed=seed).p for seed in range(60)]
    assert np.mean(np.array(p) <= 0.05) <= 0.12


def test_different_outlets_show_excess() -> None:
    table = zipf(1, 20)
    table[:10] = table[:10, ::-1]
    found = excess_divergence(sparse.csr_array(table), np.arange(20) < 10, n_permutations=99)
    assert found.excess > found.high
    assert found.p <= 0.02
    with pytest.raises(NotEnoughData, match="5 articles"):
        excess_divergence(table[:8], np.arange(8) < 4)


def test_correspondence_analysis_rebuilds_the_table() -> None:
    table = np.random.default_rng(0).poisson(8, (5, 7))
    found = correspondence(table)
    p = table / table.sum()
    r, c = p.sum(1), p.sum(0)
    singular = np.sqrt(found.inertia * found.total_inertia)
    rebuilt = np.outer(r, c) * (1 + (found.rows / singular) @ found.columns.T)
    assert rebuilt == pytest.approx(p, abs=1e-12)
    chi2 = np.sum((p - np.outer(r, c)) ** 2 / np.outer(r, c))
    assert found.total_inertia == pytest.approx(chi2)
    assert found.row_contribution.sum(0) == pytest.approx(np.ones(4))
    assert r @ found.rows**2 / singular**2 == pytest.approx(np.ones(4))


def test_an_empty_category_changes_nothing() -> None:
    table = np.random.default_rng(1).poisson(8, (4, 5))
    assert correspondence(np.column_stack([table, np.zeros(4)])).rows[:, :3] == pytest.approx(
        correspondence(table).rows, abs=1e-9)


def test_ellipses_shrink_with_articles_and_overlap_for_equal_outlets() -> None:
    rng = np.random.default_rng(0)
    small, large = (outlet_map(rng.poisson(2, (4 * n, 6)), np.repeat(np.arange(4), n), 4, n_resamples=200)
                    for n in (6, 60))
    assert np.mean([each.width for each in large.ellipses]) < np.mean([each.width for each in small.ellipses]) / 2
    inside = [np.hypot(each.x / each.width, each.y / each.width) < 1 for each in small.ellipses]
    assert np.mean(inside) >= 0.75


def test_an_ellipse_surrounds_the_outlet_as_the_articles_vary() -> None:
    rng = np.random.default_rng(3)
    share = np.array([[8, 2, 2, 1, 1], [2, 8, 2, 1, 1], [2, 2, 8, 1, 1], [1, 1, 2, 6, 4]])
    outlets = np.repeat(np.arange(4), 30)
    found = outlet_map(rng.poisson(share[outlets] / 3), outlets, 4, n_resamples=300)
    far = [np.hypot(a.x - b.x, a.y - b.y) for a, b in combinations(found.ellipses, 2)]
    assert min(far) > max(each.width for each in found.ellipses) / 2


def test_maps_are_refused_for_few() -> None:
    with pytest.raises(NotEnoughData, match="4 outlets of 5 articles"):
        outlet_map(np.ones((12, 4)), np.repeat(np.arange(4), 3), 4)
    assert len(outlet_map(np.eye(4)[np.arange(12) // 3] + 1, np.arange(12) // 3, 4, n_resamples=9, force=True).ellipses) == 4
    with pytest.raises(NotEnoughData, match="three categories"):
        correspondence([[1, 2], [3, 4], [5, 6]])


def test_log_odds_agree_with_another_implementation() -> None:
    rng = np.random.default_rng(0)
    y1, y2, background = rng.integers(1, 60, (3, 30))
    delta, zeta = log_odds(y1, y2, background + 0.01)  # the other one adds .01 to each prior count
    tables = [{f"w{i}": int(n) for i, n in enumerate(each)} for each in (y1, y2, background)]
    details = logodds.log_odds_details(*tables)
    assert delta == pytest.approx([details[f"w{i}"]["delta"] for i in range(30)], abs=1e-10)
    assert zeta == pytest.approx([details[f"w{i}"]["z"] for i in range(30)], abs=1e-10)


def test_the_prior_can_be_given_a_size() -> None:
    delta, _ = log_odds([9, 1, 10], [2, 8, 10], [1, 1, 2], prior_size=40)
    assert delta == pytest.approx(log_odds([9, 1, 10], [2, 8, 10], [10, 10, 20])[0])


def test_exchanging_the_outlets_flips_the_words() -> None:
    table = zipf(3, 24, words=500)
    one = distinctive_words(table, np.arange(24) < 12, n_permutations=99)
    other = distinctive_words(table, np.arange(24) >= 12, n_permutations=99)
    assert one.zeta == pytest.approx(-other.zeta, nan_ok=True)


def test_identical_outlets_have_no_distinctive_words() -> None:
    found = [np.nanmin(distinctive_words(zipf(seed, 40), np.arange(40) < 20, n_permutations=99, seed=seed).p) <= 0.05
             for seed in range(60)]
    assert np.mean(found) <= 0.12


def test_a_word_of_one_article_is_no_mark() -> None:
    table = zipf(3, 40)
    table[0, 300] += 60
    table[:20, 50] += 6
    events = np.repeat(np.arange(20), 2)
    found = distinctive_words(sparse.csr_array(table), np.tile([True, False], 20), events, n_permutations=199)
    assert not found.eligible[300] or found.p[300] > 0.05
    marked = distinctive_words(table, np.arange(40) < 20, n_permutations=199)
    assert marked.p[50] <= 0.01
    assert marked.n_articles[50] == 20


def test_words_of_a_single_event_are_not_eligible() -> None:
    table = np.column_stack([np.full(24, 500), np.where(np.arange(24) < 6, 9, 0), np.full(24, 8)])
    found = distinctive_words(table, np.tile([True, False], 12), np.repeat([0, 1, 2, 3], 6), n_permutations=99)
    assert found.n_articles[1] >= 3
    assert found.n_events[1] == 1
    assert not found.eligible[1]


def test_distinctive_words_need_text() -> None:
    with pytest.raises(NotEnoughData, match="10 articles and 5,000 words"):
        distinctive_words(zipf(1, 24, words=50), np.arange(24) < 12)
    table = CountVectorizer().fit_transform(["a war here", "the war there"] * 5)
    assert len(distinctive_words(table, np.arange(10) < 5, n_permutations=9, force=True).zeta) == table.shape[1]
