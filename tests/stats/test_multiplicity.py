"""Adjusted p values."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import false_discovery_control
from statsmodels.stats.multitest import multipletests

from framing.stats import benjamini_hochberg, holm, westfall_young


@pytest.mark.parametrize("seed", range(4))
def test_agreement_with_statsmodels_and_scipy(seed: int) -> None:
    p = np.random.default_rng(seed).beta(0.5, 2, 12).round(2)
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1], abs=1e-12)
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1], abs=1e-12)
    assert benjamini_hochberg(p) == pytest.approx(false_discovery_control(p), abs=1e-12)


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
def test_undefined_p_values_do_not_count(adjust: object) -> None:
    with_hole = adjust([0.01, np.nan, 0.04])  # type: ignore[operator]
    assert np.isnan(with_hole[1])
    assert with_hole[[0, 2]] == pytest.approx(adjust([0.01, 0.04]))  # type: ignore[operator]
    assert adjust([]).size == 0  # type: ignore[operator]
    assert np.isnan(adjust([np.nan])).all()  # type: ignore[operator]


def test_westfall_young_by_hand() -> None:
    permuted = np.array([[3.0, 0.1, 1.0], [0.2, 2.0, 0.5], [1.0, 0.4, 0.3], [0.1, 0.2, 0.1]])
    # strongest first: 2.5 against the maximum of all, 1.5 against that of the other two, 0.2 against the last alone
    assert westfall_young([2.5, 1.5, 0.2], permuted) == pytest.approx([2 / 5, 2 / 5, 4 / 5])


def test_westfall_young_lies_between_unadjusted_and_bonferroni() -> None:
    rng = np.random.default_rng(0)
    permuted, observed = rng.normal(size=(4000, 5)), np.array([2.6, 2.2, -2.4, 0.5, 1.0])
    single = (1 + np.sum(np.abs(permuted) >= np.abs(observed), axis=0)) / 4001
    adjusted = westfall_young(observed, permuted)
    assert (adjusted >= single).all()
    assert (adjusted <= 5 * single + 0.02).all()


def test_dependent_measures_cost_less_than_holm() -> None:
    rng = np.random.default_rng(0)
    permuted = np.repeat(rng.normal(size=(4000, 1)), 5, axis=1)
    observed = np.full(5, 2.3)
    assert westfall_young(observed, permuted)[0] < 0.03 < holm(np.full(5, 0.021))[0]
