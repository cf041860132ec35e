"""Rates per 1,000 words and means over mentions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as oracle

from framing.stats import grouped_mean_ratios, grouped_rates, mean_ratio, rate

articles = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 900)), min_size=3, max_size=25)


def pseudo_value_interval(counts: np.ndarray, words: np.ndarray) -> tuple[float, float]:
    """The interval by its definition: one pseudo-value per article."""
    n = len(counts)
    theta = np.log((counts.sum() + 0.5) / words.sum())
    left = [np.log((np.delete(counts, i).sum() + 0.5) / np.delete(words, i).sum()) for i in range(n)]
    pseudo = n * theta - (n - 1) * np.array(left)
    margin = oracle.t.ppf(0.975, n - 1) * pseudo.std(ddof=1) / np.sqrt(n)
    return 1000 * np.exp(theta - margin), 1000 * np.exp(theta + margin)


@pytest.mark.parametrize("n", [3, 5, 17, 200])
def test_interval_is_the_jackknife_of_pseudo_values(n: int) -> None:
    rng = np.random.default_rng(n)
    words = rng.integers(200, 900, n)
    counts = rng.negative_binomial(2, 0.25, n)
    found = rate(counts, words)
    assert (found.low, found.high) == pytest.approx(pseudo_value_interval(counts, words), rel=1e-10)
    assert found.value == pytest.approx(1000 * counts.sum() / words.sum())


def test_rate_is_a_ratio_of_sums() -> None:
    assert rate([1, 0], [100, 900]).value == pytest.approx(1.0)


@pytest.mark.parametrize(("n", "note"), [(0, "nothing to count in"), (1, "no interval: fewer than 3 articles"),
                                         (2, "no interval: fewer than 3 articles"),
                                         (3, "unstable: fewer than 5 articles"),
                                         (4, "unstable: fewer than 5 articles"), (5, "")])
def test_few_articles_are_noted(n: int, note: str) -> None:
    found = rate(np.arange(1, n + 1), [500] * n)
    assert found.note == note
    assert np.isnan(found.low) == (n < 3)
    assert np.isnan(found.value) == (n == 0)


def test_no_hit_has_an_upper_bound_only() -> None:
    found = rate([0] * 10, [600] * 10)
    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(1000 * 3 * 2 / 6000)
    assert "rule of three" in found.note


def test_no_hit_in_two_articles_has_no_bound() -> None:
    assert np.isnan(rate([0, 0], [600, 600]).high)


def test_articles_that_agree_exactly_still_have_an_interval_around_the_rate() -> None:
    found = rate([1, 1, 1, 1, 1], [500] * 5)
    assert found.low < found.value < found.high
    assert found.high / found.low > 3


@given(articles)
def test_value_lies_in_its_interval(rows: list[tuple[int, int]]) -> None:
    counts, words = zip(*rows, strict=True)
    found = rate(counts, words)
    assert found.low <= found.value <= found.high


@given(articles, st.integers(0, 9))
def test_an_article_without_words_changes_nothing(rows: list[tuple[int, int]], hits: int) -> None:
    counts, words = zip(*rows, strict=True)
    assert rate([*counts, hits], [*words, 0]) == rate(counts, words)
    assert mean_ratio([*counts, hits], [*words, 0], bounds=(0, 9)) == mean_ratio(counts, words, bounds=(0, 9))


@given(articles, st.randoms())
def test_order_of_articles_does_not_matter(rows: list[tuple[int, int]], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (rate(*zip(*each, strict=True)) for each in (rows, shuffled))
    assert first[:3] == pytest.approx(second[:3])


@given(articles)
def test_scale_multiplies_everything(rows: list[tuple[int, int]]) -> None:
    counts, words = zip(*rows, strict=True)
    per_thousand, per_word = rate(counts, words), rate(counts, words, scale=1)
    assert per_thousand[:3] == pytest.approx([1000 * each for each in per_word[:3]])


def test_groups_are_estimated_as_if_alone() -> None:
    rng = np.random.default_rng(3)
    group = rng.integers(0, 7, 120)
    counts, words = rng.poisson(2, 120), rng.integers(100, 900, 120)
    together = grouped_rates(counts, words, group, 8)
    tones = grouped_mean_ratios(counts - 2, words, group, 8, bounds=(-1, 1))
    for each in range(7):
        mine = group == each
        assert together.at(each)[:-1] == pytest.approx(rate(counts[mine], words[mine])[:-1])
        assert tones.at(each)[:-1] == pytest.approx(mean_ratio(counts[mine] - 2, words[mine], bounds=(-1, 1))[:-1])
    assert together.at(7).note == "nothing to count in"


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="mean_ratio"):
        rate([-1, 2, 3], [100, 100, 100])


def test_one_group_per_article_is_demanded() -> None:
    with pytest.raises(ValueError, match="3 articles"):
        grouped_rates([1, 2, 3], [100, 100, 100], [0, 1], 2)


def test_equal_weights_give_the_t_interval_of_a_mean() -> None:
    tone = np.array([-0.4, 0.1, -0.9, 0.3, -0.2, 0.0])
    found = mean_ratio(tone * 3, np.full(6, 3))
    expected = oracle.t.interval(0.95, 5, tone.mean(), oracle.sem(tone))
    assert (found.low, found.high) == pytest.approx(expected, rel=1e-8)


def test_tone_stays_within_its_bounds() -> None:
    found = mean_ratio([-1.0, -1.0, -0.9, -0.2, -1.0], [1] * 5, bounds=(-1, 1))
    assert found.low == -1


def test_articles_of_one_tone_get_a_cautious_interval() -> None:
    found = mean_ratio([-3.0, -2.0, -1.0, -1.0, -1.0], [3, 2, 1, 1, 1], bounds=(-1, 1))
    assert found.low == -1
    assert found.high > -0.5
    assert "agree" in found.note
    assert np.isnan(mean_ratio([1.0, 1.0, 1.0], [1, 1, 1]).low)


@pytest.mark.parametrize("n", [5, 10, 20, 50])
def test_overdispersed_rates_are_covered(n: int) -> None:
    rng = np.random.default_rng(n)
    words = rng.lognormal(np.log(550), 0.35, (3000, n)).round()
    counts = rng.poisson(0.01 * words * rng.gamma(2, 1 / 2, (3000, n)))
    found = grouped_rates(counts.ravel(), words.ravel(), np.repeat(np.arange(3000), n), 3000)
    assert 0.92 <= np.mean((found.low <= 10) & (found.high >= 10)) <= 0.97
