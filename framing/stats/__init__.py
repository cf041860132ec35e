"""Estimators and tests on arrays: the article or the event is the unit, never the token."""

from framing.stats.agreement import (
    PrecisionRecall,
    b_cubed,
    krippendorff_alpha,
    pairwise_f1,
    precision_recall,
    roc_auc,
)
from framing.stats.between import between_test
from framing.stats.bootstrap import Interval, cluster_bootstrap
from framing.stats.contrast import (
    Contrast,
    Contrasts,
    cell_sums,
    mantel_haenszel,
    matched_contrasts,
    unmatched_contrasts,
)
from framing.stats.correspondence import Ellipse, OutletMap, correspondence, outlet_map
from framing.stats.divergence import ExcessDivergence, excess_divergence, jensen_shannon
from framing.stats.diversity import gini_simpson, hill_number, rarefied_richness, source_diversity
from framing.stats.effects import (
    Effect,
    cliffs_delta,
    detectable_ratio,
    equivalent,
    events_won,
    odds_ratio,
    planned_detectable_ratio,
    rank_intervals,
    risk_difference,
)
from framing.stats.estimates import Estimate, Estimates
from framing.stats.ladder import FORCED, LADDER, MIN_WORDS, Rung, allowed, ladder_table, require
from framing.stats.logodds import DistinctiveWords, distinctive_words, log_odds
from framing.stats.measurement import Audit, corrected_rate, tipping_recall
from framing.stats.mixed import MixedModel, mixed_model
from framing.stats.models import Design, RateModel, negative_binomial, outlet_event_design, quasi_poisson
from framing.stats.multiplicity import benjamini_hochberg, holm, westfall_young
from framing.stats.permutation import (
    Permutations,
    attainable_matched_p,
    attainable_unmatched_p,
    label_test,
    permuted_labels,
    swap_test,
)
from framing.stats.rates import grouped_mean_ratios, grouped_rates, mean_ratio, rate
from framing.stats.shares import Share, Shares, grouped_shares, jeffreys, rao_scott_wilson, share, wilson
from framing.stats.shrinkage import Shrunken, pooled_dispersion, shrink_rates, shrink_shares
from framing.stats.trends import difference_in_differences

__all__ = [
    "FORCED",
    "LADDER",
    "MIN_WORDS",
    "Audit",
    "Contrast",
    "Contrasts",
    "Design",
    "DistinctiveWords",
    "Effect",
    "Ellipse",
    "Estimate",
    "Estimates",
    "ExcessDivergence",
    "Interval",
    "MixedModel",
    "OutletMap",
    "Permutations",
    "PrecisionRecall",
    "RateModel",
    "Rung",
    "Share",
    "Shares",
    "Shrunken",
    "allowed",
    "attainable_matched_p",
    "attainable_unmatched_p",
    "b_cubed",
    "benjamini_hochberg",
    "between_test",
    "cell_sums",
    "cliffs_delta",
    "cluster_bootstrap",
    "corrected_rate",
    "correspondence",
    "detectable_ratio",
    "difference_in_differences",
    "distinctive_words",
    "equivalent",
    "events_won",
    "excess_divergence",
    "gini_simpson",
    "grouped_mean_ratios",
    "grouped_rates",
    "grouped_shares",
    "hill_number",
    "holm",
    "jeffreys",
    "jensen_shannon",
    "krippendorff_alpha",
    "label_test",
    "ladder_table",
    "log_odds",
    "mantel_haenszel",
    "matched_contrasts",
    "mean_ratio",
    "mixed_model",
    "negative_binomial",
    "odds_ratio",
    "outlet_event_design",
    "outlet_map",
    "pairwise_f1",
    "permuted_labels",
    "planned_detectable_ratio",
    "pooled_dispersion",
    "precision_recall",
    "quasi_poisson",
    "rank_intervals",
    "rao_scott_wilson",
    "rarefied_richness",
    "rate",
    "require",
    "risk_difference",
    "roc_auc",
    "share",
    "shrink_rates",
    "shrink_shares",
    "source_diversity",
    "swap_test",
    "tipping_recall",
    "unmatched_contrasts",
    "westfall_young",
    "wilson",
]
