"""Simulations of what the estimators promise: coverage of intervals, size and power of tests.

    python tests/validity/simulations.py                                     prints the tables
    python tests/validity/simulations.py --write docs/validity_simulations.md    writes them
    python tests/validity/simulations.py --only rates shares --runs 1000     a quick look

Texts are simulated, so the truth is known: article lengths are log-normal around 600 words, counts negative binomial
(shape 2 to 3, as in hand-marked news), levels of events gamma-distributed.
"""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from framing.stats import (
    between_test,
    cliffs_delta,
    cluster_bootstrap,
    difference_in_differences,
    distinctive_words,
    excess_divergence,
    grouped_mean_ratios,
    grouped_rates,
    grouped_shares,
    label_test,
    mantel_haenszel,
    matched_contrasts,
    outlet_event_design,
    planned_detectable_ratio,
    quasi_poisson,
    rao_scott_wilson,
    swap_test,
    unmatched_contrasts,
)

SIZES = (5, 10, 20, 50)
SEED = 20261122
BAR = r"\|"  # a bar inside a cell of a Markdown table


class Row(NamedTuple):
    """One measured figure with its bar: it holds between `least` and `most`."""

    design: str
    what: str
    figure: float
    least: float
    most: float

    @property
    def holds(self) -> bool:
        return self.least <= round(self.figure, 3) <= self.most


Table = Iterable[Row]


def covered(design: str, what: str, low: np.ndarray, high: np.ndarray, true: float, *, most: float = 0.97) -> Row:
    return Row(design, what, float(np.mean((low <= true) & (true <= high))), 0.92, most)


def size(design: str, what: str, p: np.ndarray, *, most: float = 0.06) -> Row:
    return Row(design, what, float(np.mean(np.asarray(p) <= 0.05)), 0.0, most)


def lengths(rng: np.random.Generator, shape: tuple[int, ...], *, middle: float = 600) -> np.ndarray:
    return rng.lognormal(np.log(middle), 0.35, shape).round()


def hits(rng: np.random.Generator, means: np.ndarray, shape: float) -> np.ndarray:
    return rng.poisson(means * rng.gamma(shape, 1 / shape, means.shape)).astype(float)


def rates(runs: int) -> Table:
    """Coverage of the 95 % interval of a rate; counts negative binomial with shape 2."""
    rng = np.random.default_rng(SEED)
    for per_thousand in (10.0, 2.5, 1.0):
        for n in SIZES:
            words = lengths(rng, (runs, n), middle=550)
            counts = hits(rng, per_thousand / 1000 * words, 2)
            found = grouped_rates(counts.ravel(), words.ravel(), np.repeat(np.arange(runs), n), runs)
            design = f"{n} articles, {per_thousand:g} per 1,000"
            yield covered(design, "jackknife-t", found.low, found.high, per_thousand)


def shares(runs: int) -> Table:
    """Coverage of the 95 % interval of a share; four tokens an article, correlation within articles .8 (house style).

    The article share is held against the expected share of articles by their majority, not against the share of
    tokens; its interval is conservative at few articles (of which half the samples agree completely) and dips near
    shares of .95, as Jeffreys' interval is known to do.
    """
    rng = np.random.default_rng(SEED + 1)
    for true in (0.5, 0.7, 0.9, 0.95):
        drawn = rng.binomial(4, rng.beta(true / 4, (1 - true) / 4, 1_000_000))
        majority = float(np.mean((drawn > 2) + 0.5 * (drawn == 2)))
        for n in SIZES:
            style = rng.beta(true / 4, (1 - true) / 4, (runs, n))
            taken, chances = rng.binomial(4, style), np.full((runs, n), 4)
            found = grouped_shares(taken.ravel(), chances.ravel(), np.repeat(np.arange(runs), n), runs)
            design = f"{n} articles, share {true:g}"
            yield covered(design, "token share (default)", found.low, found.high, true)
            yield covered(design, "article share, Jeffreys", found.article_low, found.article_high, majority,
                          most=0.995)
            old = np.array([rao_scott_wilson(*each) for each in zip(taken[:2000], chances[:2000], strict=True)])
            yield covered(design, "Rao–Scott–Wilson as published", old[:, 0], old[:, 1], true, most=1.0)


def shares_other(runs: int) -> Table:
    """The default interval of a token share at other correlations, with one to eight tokens an article."""
    rng = np.random.default_rng(SEED + 2)
    for icc in (0.5, 0.2):
        for true in (0.5, 0.9):
            for n in SIZES:
                spread = 1 / icc - 1
                chances = 1 + rng.poisson(3, (runs, n))
                taken = rng.binomial(chances, rng.beta(true * spread, (1 - true) * spread, (runs, n)))
                found = grouped_shares(taken.ravel(), chances.ravel(), np.repeat(np.arange(runs), n), runs)
                yield covered(f"{n} articles, share {true:g}, correlation {icc:g}", "token share (default)",
                              found.low, found.high, true, most=1.0)


def means(runs: int) -> Table:
    """Coverage of the 95 % interval of tone (a mean over mentions, some articles more negative than others)."""
    rng = np.random.default_rng(SEED + 3)
    for n in SIZES:
        mentions = 1 + rng.poisson(3, (runs, n))
        level = rng.normal(-0.1, 0.3, (runs, n))
        sums = np.clip(level * mentions + rng.normal(0, 0.4, (runs, n)) * np.sqrt(mentions), -mentions, mentions)
        true = float(sums.sum() / mentions.sum())
        found = grouped_mean_ratios(sums.ravel(), mentions.ravel(), np.repeat(np.arange(runs), n), runs, bounds=(-1, 1))
        yield covered(f"{n} articles", "jackknife-t", found.low, found.high, true)


def pairs(rng: np.random.Generator, events: int, runs: int, *, ratio: float = 1.0, rate: float = 0.0025,
          articles: tuple[int, int] = (1, 1), middle: tuple[float, float] = (600, 600), shape: float = 3.0,
          news: bool = True) -> list[np.ndarray]:
    """Return y1, w1, y2, w2 (events × runs) of two outlets on the same events."""
    level = rng.gamma(4, 1 / 4, (events, runs)) if news else np.ones((events, runs))
    sides = []
    for number, words_at, times in zip(articles, middle, (ratio, 1.0), strict=True):
        words = lengths(rng, (number, events, runs), middle=words_at)
        sides += [hits(rng, times * rate * words * level, shape).sum(axis=0), words.sum(axis=0)]
    return sides


def contrasts(runs: int) -> Table:
    """Coverage of the 95 % interval of a rate ratio (true ratio 2; 4 per 1,000 in the second outlet)."""
    rng = np.random.default_rng(SEED + 4)
    for events in SIZES:
        cells = pairs(rng, events, runs, ratio=2, rate=0.004, shape=2)
        found = matched_contrasts(*cells)
        yield covered(f"{events} events", "matched, jackknife-t", found.low, found.high, 2)
        weighted = mantel_haenszel(*cells)
        kept = np.isfinite(weighted.low)
        yield covered(f"{events} events", "Mantel–Haenszel", weighted.low[kept], weighted.high[kept], 2)
        y1, w1, y2, w2 = pairs(rng, events, runs, ratio=2, rate=0.004, shape=2, news=False)
        first = np.arange(2 * events) < events
        apart = unmatched_contrasts(np.vstack([y1, y2]), np.vstack([w1, w2]), first)
        yield covered(f"{events} and {events} articles", "unmatched", apart.low, apart.high, 2)


UNEQUAL = ((1, 1), (600, 600)), ((1, 1), (300, 1200)), ((1, 3), (600, 600)), ((1, 10), (600, 600))


def tests(runs: int) -> Table:
    """Size of the tests at .05 (no outlet differs)."""
    rng = np.random.default_rng(SEED + 5)
    for events in (6, 8, 10, 12, 20, 40):
        for articles, middle in UNEQUAL:
            for rate in (0.0025, 0.01):
                design = (f"{events} events, {articles[0]} v {articles[1]} articles of {middle[0]} v {middle[1]} "
                          f"words, {1000 * rate:g} per 1,000")
                cells = pairs(rng, events, runs, rate=rate, articles=articles, middle=middle)
                yield size(design, "swap test", swap_test(*cells, n_swaps=1999).p)
    for events in (6, 12, 30):
        mentions = 1 + rng.poisson(2, (2, events, runs))
        tone = rng.normal(0, 0.3, (2, events, runs)) + rng.normal(-0.1, 0.3, (events, runs))
        found = swap_test(tone[0] * mentions[0], mentions[0], tone[1] * mentions[1], mentions[1], linear=True,
                          n_swaps=1999)
        yield size(f"{events} events, tone", "swap test", found.p)
    for n1, n2 in ((4, 4), (5, 5), (10, 10), (5, 40), (30, 30)):
        words = lengths(rng, (n1 + n2, runs))
        found = label_test(hits(rng, 0.004 * words, 2), words, np.arange(n1 + n2) < n1, n_permutations=1999)
        yield size(f"{n1} v {n2} articles", "label test", found.p)
    yield from several(rng, runs)


def several(rng: np.random.Generator, runs: int) -> Table:
    for events in (6, 10, 20):
        for middle in ((600,) * 4, (300, 600, 600, 1200)):
            outlets, strata = np.tile(np.arange(4), events), np.repeat(np.arange(events), 4)
            words = rng.lognormal(np.log(np.array(middle)[outlets])[:, None], 0.35, (4 * events, runs)).round()
            counts = hits(rng, 0.004 * words * rng.gamma(4, 1 / 4, (events, runs))[strata], 3)
            found = between_test(counts, words, outlets, strata, n_permutations=999)
            design = f"4 outlets of {'/'.join(map(str, middle))} words, {events} events"
            yield size(design, "between-outlet test", found.p)


def families(runs: int) -> Table:
    """Chance of any false finding among several measures, none of which differs (max-|T|, at .05)."""
    rng = np.random.default_rng(SEED + 6)
    for events in (8, 20):
        for measures in (5, 30):
            wrong = []
            for seed in range(max(200, runs // 2)):
                words = lengths(rng, (2, events, 1))
                shared = rng.gamma(3, 1 / 3, (2, events, 1))
                counts = rng.poisson(0.006 * words * shared * rng.gamma(5, 1 / 5, (2, events, measures)))
                found = swap_test(counts[0], words[0], counts[1], words[1], n_swaps=999, seed=seed)
                wrong.append(np.nanmin(found.adjusted))
            yield size(f"{events} events, {measures} correlated measures", "swap test, max-|T|", np.array(wrong))


PUBLISHED = {(2.0, 10): 0.31, (2.0, 20): 0.60, (2.0, 40): 0.90, (1.5, 20): 0.24, (1.5, 40): 0.44, (1.5, 80): 0.78,
             (3.0, 10): 0.70, (3.0, 20): 0.94}


def power(runs: int) -> Table:
    """Power of the swap test at .05.

    2.5 hits per 1,000 words in the less loaded outlet, one 600-word article per outlet and event, counts negative
    binomial with shape 3. "Published" are the figures that the method was chosen by; the bar is five points around
    them.
    """
    rng = np.random.default_rng(SEED + 7)
    for (ratio, events), expected in PUBLISHED.items():
        found = swap_test(*pairs(rng, events, runs, ratio=ratio, news=False), n_swaps=1999)
        yield Row(f"ratio {ratio:g}, {events} events (published {expected:.2f})", "swap test",
                  float(np.mean(found.p <= 0.05)), round(expected - 0.05, 2), round(expected + 0.05, 2))
    for events in (20, 40):
        ratio = planned_detectable_ratio(events, 1.5)
        found = swap_test(*pairs(rng, events, runs, ratio=ratio, news=False), n_swaps=1999)
        yield Row(f"{events} events, at the planned detectable ratio {ratio:.2f}", "swap test",
                  float(np.mean(found.p <= 0.05)), 0.75, 0.85)


def models(runs: int) -> Table:
    """Quasi-Poisson with event effects, cluster bootstrap, Cliff's δ, difference in differences.

    Quasi-Poisson's interval by the dispersion alone is short where counts vary more in events of high level, and the
    BCa interval is short at twenty clusters: hence `events=` and the studentised bootstrap.
    """
    rng = np.random.default_rng(SEED + 8)
    some = max(300, runs // 2)
    for events in (10, 20):
        inside, p, robust, robust_p = [], [], [], []
        outlets, strata = np.tile([0, 1, 2], events), np.repeat(np.arange(events), 3)
        for _ in range(some):
            words = lengths(rng, (3 * events,))
            level = 0.006 * rng.gamma(4, 1 / 4, events)[strata] * np.array([1, 1, 2])[outlets]
            counts = hits(rng, words * level, 3)
            design = outlet_event_design(counts, outlets, strata)
            fit = quasi_poisson(counts[design.rows], words[design.rows], design.matrix)
            inside.append(fit.low[1] <= np.log(2) <= fit.high[1])
            p.append(fit.p[0])
            fit = quasi_poisson(counts[design.rows], words[design.rows], design.matrix, events=strata[design.rows])
            robust.append(fit.low[1] <= np.log(2) <= fit.high[1])
            robust_p.append(fit.p[0])
        name = f"3 outlets, {events} events"
        yield Row(f"{name}, ratio 2", "quasi-Poisson, dispersion", float(np.mean(inside)), 0.92, 0.97)
        yield Row(f"{name}, ratio 2", "quasi-Poisson, events left out", float(np.mean(robust)), 0.92, 0.97)
        yield size(name, "quasi-Poisson test, dispersion", np.array(p))
        yield size(name, "quasi-Poisson test, events left out", np.array(robust_p))
    for n in (20, 50):
        tables = [np.column_stack([hits(rng, 0.01 * words, 2), words]) for words in lengths(rng, (some, n))]
        for method in ("bca", "studentised"):
            found = [cluster_bootstrap(each, lambda s: s[..., 0] / s[..., 1], method=method, n_resamples=999)
                     for each in tables]
            yield covered(f"{n} articles, 10 per 1,000", f"bootstrap, {method}", np.array([each.low for each in found]),
                          np.array([each.high for each in found]), 0.01)
    for n in (5, 10, 20):
        true = 0.4283923550466684  # 2Φ(0.8/√2) − 1
        effects = [cliffs_delta(rng.normal(0.8, 1, n), rng.normal(size=n)) for _ in range(runs)]
        yield covered(f"{n} v {n} articles", "Cliff's δ", np.array([each.low for each in effects]),
                      np.array([each.high for each in effects]), true, most=0.99)
    for events in (10, 24):
        after = np.arange(events) >= events // 2
        y1, w1, y2, w2 = pairs(rng, events, runs, rate=0.005)
        y1 = np.where(after[:, None], hits(rng, 0.01 * w1, 3), y1)
        y2 = np.where(after[:, None], hits(rng, 0.005 * w2, 3), y2)
        change = difference_in_differences(y1, w1, y2, w2, after)
        yield covered(f"{events} events", "difference in differences", change.low, change.high, 2)


def words(runs: int) -> Table:
    """False findings among the words of one outlet, its articles halved at random (whole vocabulary at once)."""
    rng = np.random.default_rng(SEED + 9)
    share = 1 / np.arange(1, 1501)
    share /= share.sum()
    for n in (20, 60):
        best, apart = [], []
        for seed in range(max(200, runs // 5)):
            table = np.stack([rng.multinomial(500, rng.dirichlet(120 * share)) for _ in range(n)])
            side = rng.permutation(n) < n // 2
            best.append(np.nanmin(distinctive_words(table, side, n_permutations=199, seed=seed).p))
            apart.append(excess_divergence(table, side, n_permutations=199, seed=seed).p)
        design = f"halves of {n} articles, 1,500 words"
        yield size(design, "any distinctive word, max-|ζ|", np.array(best), most=0.07)
        yield size(design, "excess Jensen–Shannon divergence", np.array(apart), most=0.07)


SECTIONS: dict[str, Callable[[int], Table]] = {
    each.__name__: each
    for each in (rates, shares, shares_other, means, contrasts, tests, families, power, models, words)
}


def as_markdown(section: Callable[[int], Table], rows: list[Row]) -> str:
    title, _, remark = inspect.cleandoc(section.__doc__ or section.__name__).partition("\n")
    lines = [f"## {title.rstrip('.')}", "", *([" ".join(remark.split()), ""] if remark else []), "| design | what | measured | bar | holds |", "|---|---|---|---|---|"]
    lines += [f"| {row.design} | {row.what.replace('|', BAR)} | {row.figure:.3f} | {row.least:.2f}–{row.most:.2f} | "
              f"{'yes' if row.holds else '**no**'} |" for row in rows]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Simulate coverage, size and power of the estimators.")
    parser.add_argument("--runs", type=int, default=4000)
    parser.add_argument("--only", nargs="*", choices=sorted(SECTIONS), default=list(SECTIONS))
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    parts, every = [], []
    for name in options.only:
        rows = list(SECTIONS[name](options.runs))
        every += rows
        parts.append(as_markdown(SECTIONS[name], rows))
        print(parts[-1], flush=True)
    failed = [row for row in every if not row.holds]
    held = len(every) - len(failed)
    summary = f"{held} of {len(every)} figures hold their bar ({options.runs} runs each, seed {SEED})."
    print(summary)
    if options.write:
        head = "# Simulations of the estimators\n\nWritten by `python tests/validity/simulations.py --write " \
               "docs/validity_simulations.md`.\n\n"
        options.write.write_text(f"{head}{summary}\n\n" + "\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
