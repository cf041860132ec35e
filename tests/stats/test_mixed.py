"""Mixed models: where theory gives the answer, they give it."""

import numpy as np
import pytest
from scipy import stats as scipy_stats

from framing.errors import NotEnoughData
from framing.stats import mixed_model

EVENT, OUTLET = np.repeat(np.arange(12), 2), np.tile([0, 1], 12)


def test_a_balanced_design_gives_the_paired_t_test():
    rng = np.random.default_rng(3)
    values = rng.normal(0, 2, 12)[EVENT] + 0.7 * OUTLET + rng.normal(0, 0.5, 24)
    fit = mixed_model(values, OUTLET, EVENT)
    paired = scipy_stats.ttest_rel(values[1::2], values[::2])
    interval = paired.confidence_interval()
    assert fit.converged and fit.outlets.tolist() == [1] and fit.n == 24
    assert fit.p[0] == pytest.approx(paired.pvalue, rel=5e-3)
    assert (fit.low[0], fit.high[0]) == pytest.approx((interval.low, interval.high), rel=5e-3)
    assert fit.event_sd > fit.residual_sd


def test_exchanging_the_reference_turns_the_sign():
    values = np.random.default_rng(4).normal(0, 1, 24) + OUTLET
    one, two = mixed_model(values, OUTLET, EVENT), mixed_model(values, OUTLET, EVENT, reference=1)
    assert one.coefficient[0] == pytest.approx(-two.coefficient[0])
    assert one.low[0] == pytest.approx(-two.high[0])


def test_an_article_without_a_value_changes_nothing():
    values = np.random.default_rng(5).normal(0, 1, 24) + OUTLET
    more = mixed_model([*values, np.nan], [*OUTLET, 1], [*EVENT, 3])
    assert more.coefficient[0] == pytest.approx(mixed_model(values, OUTLET, EVENT).coefficient[0]) and more.n == 24


@pytest.mark.parametrize(
    ("rows", "words"), [(slice(0, 6), "needs 5 of them; there are 3"), (slice(0, None, 2), "at least one other")]
)
def test_too_little_is_refused(rows, words):
    values = np.arange(24.0)
    with pytest.raises(NotEnoughData, match=words):
        mixed_model(values[rows], OUTLET[rows], EVENT[rows])
