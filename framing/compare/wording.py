"""Sentences, captions and methods paragraphs, from templates that claim no more than the data carry."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.compare.comparison import Comparison

__all__ = ["VOICES", "caption", "lexicons_used", "methods", "scope", "sentence"]

VOICES = {
    "outlet": "in the outlet's own voice (quotations excluded)",
    "direct": "inside direct quotations",
    "indirect": "in reported speech",
    "all": "in all voices (sources' words included)",
}
_REFERENCES = (
    "Phipson & Smyth (2010); Westfall & Young (1993); Benjamini & Hochberg (1995); jackknife-t intervals over events"
)


def sentence(comparison: Comparison, measure: str) -> str:
    """Return what was found for one measure, in one sentence."""
    row = comparison.finding(measure)
    design = comparison.design
    what = comparison.analysis.measure(measure).description
    if math.isnan(row["target"]) or math.isnan(row["reference"]):
        return f"{_capital(what)}: nothing to count in for one of the two ({design.describe()})."
    said = (
        f"{_capital(what)}: {design.target} {_number(row['target'])}, {design.reference} {_number(row['reference'])}"
        f"{_effect(row)}; {design.describe()}{_test(comparison, row)}."
    )
    return f"[{comparison.stamp}] {said}" if comparison.stamp else said


def _effect(row: Any) -> str:
    if row["scale"] == "ratio":
        if math.isnan(row["ratio"]):
            return ""
        return f" (ratio {row['ratio']:.2f}{_interval(row)})"
    return f" (difference {row['difference']:+.2f}{_interval(row)})"


def _interval(row: Any) -> str:
    if math.isnan(row["low"]) or math.isnan(row["high"]):
        return f"; {row['note']}" if row["note"] else ""
    unstable = f"; {row['note']}" if row["note"] else ""
    return f", 95 % {row['low']:.2f} to {row['high']:.2f}{unstable}"


def _test(comparison: Comparison, row: Any) -> str:
    if math.isnan(row["p"]):
        refusal = comparison.refusals.get(row["family"])
        return f"; no test: {refusal.rstrip('.')}" if refusal else "; no test"
    size = int((comparison.measures["family"] == row["family"]).sum())
    kind = "adjusted p" if row["family"] == "primary" else "exploratory, q"
    p = f"= {row['p']:.3f}" if row["p"] >= 0.001 else "< 0.001"
    found = f"; {kind} {p} among {size} measures"
    if row["p"] > comparison.alpha and not math.isnan(row["detectable"]):
        found += f"; this design finds ratios from {row['detectable']:.1f} on in 80 % of cases"
    return found


def caption(comparison: Comparison) -> str:
    """Return the caption: whose words, how many, which lexicons, what the intervals are, what may be concluded."""
    manifest = comparison.analysis.manifest
    design = comparison.design
    unit = f"jackknife-t over {design.matched_by}s" if design.matched_by else "jackknife-t over articles"
    text = (
        f"{design.target} against {design.reference}; {design.describe()}. Counts {VOICES[comparison.voice]}. "
        f"Lexicons {lexicons_used(manifest)}. Intervals: 95 % {unit}; {len(comparison.measures)} measures, of which "
        f"{int((comparison.measures['family'] == 'primary').sum())} declared primary. Detector errors uncorrected. "
        f"Differences are {scope(manifest)}."
    )
    return f"{comparison.stamp}. {text}" if comparison.stamp else text


def lexicons_used(manifest: Mapping[str, Any]) -> str:
    """Return the lexicons that applied to any article, with their versions."""
    used = [f"{each['id']}@{each['version']}" for each in manifest.get("lexicons", ()) if each["articles"]]
    return ", ".join(used) or "none"


def scope(manifest: Mapping[str, Any]) -> str:
    """Return what differences may be taken to describe: these texts, unless a sampling rule was stated."""
    sampling = manifest.get("sampling") or ""
    return f"to be read with the sampling ({sampling})" if sampling else "descriptive of these texts (no sampling rule stated)"


def methods(comparison: Comparison) -> str:
    """Return a paragraph for the methods section."""
    manifest = comparison.analysis.manifest
    design = comparison.design
    software = ", ".join(f"{name} {version}" for name, version in manifest.get("software", {}).items())
    matched = (
        f"Articles were matched by {design.matched_by}; {design.n_unmatched} articles on events that only one side "
        "covered were left out. "
        if design.matched_by
        else "Articles were not matched by event, so that differences may be differences in the news covered. "
    )
    return (
        f"Articles were analysed with framing {manifest.get('framing', '')} ({software}). Rates count words "
        f"{VOICES[comparison.voice]}, per 1,000 words. {matched}"
        "Rates are ratios of sums; ratios of rates and differences of shares carry jackknife-t intervals over "
        f"{design.matched_by or 'article'}s. Hypotheses were tested by permuting the labels of the two sides"
        f"{' within events' if design.matched_by else ''}; p values of primary measures are adjusted by step-down "
        "max-T, those of exploratory measures by the false discovery rate. "
        f"References: {_REFERENCES}. Corpus sha256 {str(manifest.get('corpus', {}).get('sha256', ''))[:16]}."
    )


def _number(value: float) -> str:
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
