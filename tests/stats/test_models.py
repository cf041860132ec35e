"""Regression, shrinkage and the bootstrap."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import integrate
from scipy import stats as oracle

from framing.errors import FramingError, NotEnoughData
from framing.stats import (
    cluster_bootstrap,
    negative_binomial,
    outlet_event_design,
    pooled_dispersion,
    quasi_poisson,
    shrink_rates,
    shrink_shares,
)


def cells(seed: int = 0) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    outlets, events = np.tile(np.arange(3), 14), np.repeat(np.arange(14), 3)
    words = rng.integers(300, 900, 42)
    means = 0.006 * words * np.array([1, 2, 0.7])[outlets] * rng.gamma(4, 1 / 4, 14)[events]
    return rng.poisson(means * rng.gamma(2, 1 / 2, 42)), words, outlets, events


def test_quasi_poisson_agrees_with_statsmodels() -> None:
    hits, words, outlets, events = cells()
    design = outlet_event_design(hits, outlets, events)
    rows = design.rows
    mine = quasi_poisson(hits[rows], words[rows], design.matrix)
    theirs = sm.GLM(hits[rows], design.matrix, family=sm.families.Poisson(), offset=np.log(words[rows])).fit(
        scale="X2", use_t=True, tol=1e-12)
    assert mine.coefficient == pytest.approx(theirs.params, abs=1e-8)
    assert mine.dispersion > 1
    assert mine.dispersion == pytest.approx(theirs.scale, rel=1e-8)
    assert mine.se == pytest.approx(theirs.bse, rel=1e-7)
    assert mine.p == pytest.approx(theirs.pvalues, abs=1e-8)
    assert np.column_stack([mine.low, mine.high]) == pytest.approx(theirs.conf_int(), rel=1e-7)
    assert mine.converged


def test_leaving_out_events_gives_the_standard_error() -> None:
    hits, words, outlets, events = cells(1)
    design = outlet_event_design(hits, outlets, events)
    x, rows = design.matrix, design.rows
    fit = quasi_poisson(hits[rows], words[rows], x, events=events[rows])
    left = []
    for event in np.unique(events[rows]):
        kept = events[rows] != event
        some = outlet_event_design(hits[rows][kept], outlets[rows][kept], events[rows][kept])
        model = sm.GLM(hits[rows][kept], some.matrix, family=sm.families.Poisson(), offset=np.log(words[rows][kept]))
        left.append(model.fit(tol=1e-12).params[:2])
    k = len(left)
    assert fit.se[:2] == pytest.approx(np.sqrt((k - 1) ** 2 / k * np.var(left, axis=0, ddof=1)), rel=1e-6)
    assert fit.df == k - 1


def test_dependent_columns_are_refused() -> None:
    with pytest.raises(NotEnoughData, match="depend on each other"):
        quasi_poisson([1, 2, 3, 4], [100] * 4, np.ones((4, 2)))


def test_two_outlets_alone_give_the_ratio_of_rates() -> None:
    design = outlet_event_design([3, 5, 9, 1], [0, 0, 1, 1])
    fit = quasi_poisson([3, 5, 9, 1], [500, 300, 400, 900], design.matrix)
    assert np.exp(fit.coefficient[0]) == pytest.approx((10 / 1300) / (8 / 800))


def test_less_than_poisson_variation_is_not_believed() -> None:
    x = np.ones((8, 1))
    fit = quasi_poisson([5] * 8, [500] * 8, x)
    assert fit.dispersion == pytest.approx(0, abs=1e-12)
    assert fit.se[0] == pytest.approx(1 / np.sqrt(40))


def test_an_outlet_without_hits_is_refused() -> None:
    with pytest.raises(NotEnoughData, match="Outlet 1 has no hit"):
        outlet_event_design([3, 0, 4, 0], [0, 1, 0, 1], [0, 0, 1, 1])


def test_outlets_without_common_events_are_refused() -> None:
    with pytest.raises(NotEnoughData, match="not connected"):
        outlet_event_design([3, 2, 4, 1], [0, 0, 1, 1], [0, 1, 2, 3])


def test_negative_binomial_estimates_its_dispersion() -> None:
    rng = np.random.default_rng(3)
    group = np.repeat([0, 1], 400)
    hits = rng.poisson(np.array([3, 6])[group] * rng.gamma(2, 1 / 2, 800))
    fit = negative_binomial(hits, np.full(800, 500), np.column_stack([np.ones(800), group]))
    assert fit.dispersion == pytest.approx(0.5, abs=0.12)
    assert fit.low[1] < np.log(2) < fit.high[1]


def test_without_statsmodels_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "statsmodels.discrete.discrete_model", None)
    with pytest.raises(FramingError, match=r"framing\[models\]"):
        negative_binomial([1, 2, 3], [100] * 3, np.ones((3, 1)))


def test_shrunken_rate_is_the_posterior_mean() -> None:
    y, w = np.array([80.0, 6, 25, 31, 52]), np.array([9000.0, 300, 9000, 9000, 9000])
    found = shrink_rates(y, w, dispersion=2.0)
    b = found.weight[0] / (1 - found.weight[0]) * w[0] / 2
    a = found.level / 1000 * b
    density = oracle.gamma(a, scale=1 / b).pdf

    def moment(power: int) -> float:
        return float(integrate.quad(lambda r: r ** (power + y[1] / 2) * density(r) * np.exp(-r * w[1] / 2), 0, 0.05,
                                    epsabs=0)[0])

    assert found.value[1] == pytest.approx(1000 * moment(1) / moment(0), rel=1e-5)
    assert found.low[1] < found.value[1] < found.high[1]
    assert 1000 * 25 / 9000 < found.value[2] < found.level


def test_prior_maximises_the_marginal_likelihood() -> None:
    rng = np.random.default_rng(4)
    words = rng.integers(2000, 20000, 40).astype(float)
    hits = rng.poisson(rng.gamma(4, 0.004 / 4, 40) * words)
    found = shrink_rates(hits, words, dispersion=1.0)
    b = found.weight / (1 - found.weight) * words
    a = found.level / 1000 * b[0]
    assert b == pytest.approx(b[0])

    def likelihood(a: float, b: float) -> float:
        return float(oracle.nbinom.logpmf(hits, a, b / (b + words)).sum())

    best = likelihood(a, b[0])
    assert all(likelihood(a * p, b[0] * q) <= best + 1e-6 for p in (0.9, 1, 1.1) for q in (0.9, 1, 1.1))
    assert a == pytest.approx(4, rel=0.6)


def test_shares_are_drawn_toward_the_middle_the_more_the_fewer() -> None:
    found = shrink_shares([10, 1, 30, 20, 12], [10, 1, 40, 40, 40], design_effect=1.0)
    raw = np.array([10, 1, 30, 20, 12]) / np.array([10, 1, 40, 40, 40])
    assert (np.abs(found.value - found.level) < np.abs(raw - found.level)).all()
    assert found.weight[1] > found.weight[0] > found.weight[2]
    assert (found.low < found.value).all()


def test_few_outlets_are_not_shrunken() -> None:
    with pytest.raises(NotEnoughData, match="5 outlets"):
        shrink_rates([1, 2, 3], [100, 100, 100])


def test_pooled_dispersion_finds_the_overdispersion() -> None:
    rng = np.random.default_rng(0)
    group = np.repeat(np.arange(10), 100)
    hits = rng.poisson(4 * rng.gamma(2, 1 / 2, 1000))
    assert pooled_dispersion(hits, np.full(1000, 500), group, 10) == pytest.approx(3, rel=0.2)
    assert pooled_dispersion([1, 1, 1], [5, 5, 5], [0, 0, 0], 1) == 1


def ratio(sums: np.ndarray) -> np.ndarray:
    return sums[..., 0] / sums[..., 1]


def test_bootstrap_agrees_with_scipy() -> None:
    sample = np.random.default_rng(1).exponential(size=40)
    mine = cluster_bootstrap(np.column_stack([sample, np.ones(40)]), ratio, n_resamples=20000, method="bca")
    theirs = oracle.bootstrap((sample,), np.mean, n_resamples=20000, method="BCa", rng=5).confidence_interval
    assert (mine.low, mine.high) == pytest.approx((theirs.low, theirs.high), abs=0.02)
    plain = cluster_bootstrap(np.column_stack([sample, np.ones(40)]), ratio, n_resamples=20000, method="percentile")
    theirs = oracle.bootstrap((sample,), np.mean, n_resamples=20000, method="percentile", rng=5).confidence_interval
    assert (plain.low, plain.high) == pytest.approx((theirs.low, theirs.high), abs=0.02)
    assert mine.se == pytest.approx(sample.std(ddof=1) / np.sqrt(40))


def test_bootstrap_needs_twenty_clusters() -> None:
    with pytest.raises(NotEnoughData, match="20 clusters; there are 19"):
        cluster_bootstrap(np.ones((19, 2)), ratio)


@pytest.mark.parametrize("method", ["bca", "studentised"])
def test_bootstrap_covers(method: str) -> None:
    rng = np.random.default_rng(6)
    inside = []
    for _ in range(400):
        words = rng.integers(300, 900, 25)
        table = np.column_stack([rng.poisson(0.01 * words * rng.gamma(2, 1 / 2, 25)), words])
        found = cluster_bootstrap(table, ratio, method=method, n_resamples=399)  # type: ignore[arg-type]
        inside.append(found.low <= 0.01 <= found.high)
    assert 0.88 <= np.mean(inside) <= 0.99
