"""Agreement, the ladder, trends."""

from __future__ import annotations

from itertools import pairwise

import krippendorff
import numpy as np
import pytest
from sklearn.metrics import roc_auc_score
from sklearn.metrics.cluster import pair_confusion_matrix

from framing.errors import NotEnoughData, UnknownName
from framing.stats import (
    LADDER,
    allowed,
    b_cubed,
    difference_in_differences,
    krippendorff_alpha,
    ladder_table,
    pairwise_f1,
    precision_recall,
    require,
    roc_auc,
)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
@pytest.mark.parametrize("seed", range(3))
def test_alpha_agrees_with_krippendorff(level: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 5, 40)
    table = np.where(rng.random((3, 40)) < 0.7, truth, rng.integers(0, 5, (3, 40))).astype(float)
    table[rng.random((3, 40)) < 0.15] = np.nan
    assert krippendorff_alpha(table, level=level) == pytest.approx(  # type: ignore[arg-type]
        krippendorff.alpha(table, level_of_measurement=level), abs=1e-10)


def test_alpha_of_one_value_is_undefined() -> None:
    assert np.isnan(krippendorff_alpha([[1, 1], [1, 1]]))


def test_auc_agrees_with_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    label, score = rng.random(80) < 0.4, rng.integers(0, 6, 80)
    assert roc_auc(score, label) == pytest.approx(roc_auc_score(label, score))
    assert np.isnan(roc_auc([1, 2], [True, True]))


def test_pairs_agree_with_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    gold, found = rng.integers(0, 6, (2, 40))
    matrix = pair_confusion_matrix(gold, found)
    assert pairwise_f1(gold.tolist(), found.tolist()) == pytest.approx(
        precision_recall(matrix[1, 1], matrix[0, 1], matrix[1, 0]))


def test_b_cubed_by_hand() -> None:
    score = b_cubed(["a", "a", "a", "b", "b"], [1, 1, 2, 2, 2])
    assert score.precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert score.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)


def test_a_perfect_clustering_scores_one() -> None:
    assert b_cubed("aabbc", "xxyyz") == (1, 1, 1)
    assert pairwise_f1("aabbc", "xxyyz") == (1, 1, 1)
    with pytest.raises(ValueError, match="5 and 4"):
        b_cubed("aabbc", "xxyy")


@pytest.mark.parametrize(("what", "n", "events", "outlets", "missing"), [
    ("counts", 1, 0, 1, None),
    ("interval", 2, 0, 1, "3 articles"),
    ("matched_test", 1, 5, 2, "6 matched events (there are 5)"),
    ("matched_test", 1, 6, 2, None),
    ("unmatched_test", 4, 0, 2, "5 articles"),
    ("ranking", 19, 40, 5, "20 articles"),
    ("quasi_poisson", 25, 4, 3, "5 matched events"),
    ("outlet_map", 12, 0, 3, "4 outlets (there are 3)"),
    ("negative_binomial", 50, 0, 2, None),
])
def test_ladder(what: str, n: int, events: int, outlets: int, missing: str | None) -> None:
    reason = allowed(what, n, events, outlets)
    assert (reason is None) if missing is None else (missing in (reason or ""))
    if reason:
        with pytest.raises(NotEnoughData, match="needs"):
            require(what, n, events, outlets)
        assert require(what, n, events, outlets, force=True).startswith("FORCED")
    else:
        assert require(what, n, events, outlets) == ""


def test_more_data_never_allows_less() -> None:
    sizes = [(1, 0), (2, 0), (5, 3), (10, 6), (20, 12), (50, 40)]
    open_ = [{what for what, reason in ladder_table(n, k, 5) if not reason} for n, k in sizes]
    assert all(small <= large for small, large in pairwise(open_))
    assert open_[-1] == set(LADDER)


def test_unknown_claims_are_named() -> None:
    with pytest.raises(UnknownName, match="ranking"):
        allowed("rankings", 5)


def test_change_against_the_others() -> None:
    rng = np.random.default_rng(0)
    after = np.arange(24) >= 12
    words = np.full(24, 600.0)
    runs = [difference_in_differences(rng.poisson(np.where(after, 6, 3)), words, rng.poisson(4, 24), words, after).at(0)
            for _ in range(400)]
    assert np.median([each.value for each in runs]) == pytest.approx(2, rel=0.1)
    assert 0.92 <= np.mean([each.low <= 2 <= each.high for each in runs]) <= 0.98


def test_a_common_change_is_no_difference_in_differences() -> None:
    after = np.arange(8) >= 4
    hits = np.where(after, 8, 4) + np.tile([0, 1, 2, 1], 2)
    found = difference_in_differences(hits, [500] * 8, hits, [500] * 8, after).at(0)
    assert found.value == pytest.approx(1)
