"""Estimators and tests on arrays: the article or the event is the unit, never the token."""

from framing.stats.contrast import (
    Contrast,
    Contrasts,
    cell_sums,
    mantel_haenszel,
    matched_contrasts,
    unmatched_contrasts,
)
from framing.stats.estimates import Estimate, Estimates
from framing.stats.multiplicity import benjamini_hochberg, holm, westfall_young
from framing.stats.permutation import (
    Permutations,
    attainable_matched_p,
    attainable_unmatched_p,
    between_test,
    label_test,
    permuted_labels,
    swap_test,
)
from framing.stats.rates import grouped_mean_ratios, grouped_rates, mean_ratio, rate
from framing.stats.shares import Share, Shares, grouped_shares, jeffreys, rao_scott_wilson, share, wilson

__all__ = [
    "Contrast",
    "Contrasts",
    "Estimate",
    "Estimates",
    "Permutations",
    "Share",
    "Shares",
    "attainable_matched_p",
    "attainable_unmatched_p",
    "benjamini_hochberg",
    "between_test",
    "cell_sums",
    "grouped_mean_ratios",
    "grouped_rates",
    "grouped_shares",
    "holm",
    "jeffreys",
    "label_test",
    "mantel_haenszel",
    "matched_contrasts",
    "mean_ratio",
    "permuted_labels",
    "rao_scott_wilson",
    "rate",
    "share",
    "swap_test",
    "unmatched_contrasts",
    "westfall_young",
    "wilson",
]
