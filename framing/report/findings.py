"""What the page says first: what was read, what stands out, what was refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from framing import stats
from framing.analysis import Analysis
from framing.charts.captions import plural
from framing.compare import Comparison, compare
from framing.errors import NotEnoughData
from framing.report.prepare import MOST, NAMELESS, outlet_sizes
from framing.stats.ladder import LADDER

__all__ = ["Finding", "Findings", "Rung", "comparisons_of", "extent_of", "findings_of", "rungs"]


@dataclass(frozen=True)
class Finding:
    """A sentence on one measure of one comparison."""

    target: str
    text: str
    stands_out: bool
    tested: bool


@dataclass(frozen=True)
class Findings:
    """Sentences on the comparisons, and what was refused."""

    findings: Sequence[Finding]
    refused: Sequence[str]
    comparisons: Sequence[Comparison]

    @property
    def standing_out(self) -> list[Finding]:
        """The findings that pass their test."""
        return [each for each in self.findings if each.stands_out]


@dataclass(frozen=True)
class Rung:
    """What the number of articles allows."""

    title: str
    reason: str


def extent_of(analysis: Analysis) -> list[tuple[str, str]]:
    """Return what was read, as numbers with their nouns."""
    articles = analysis.table("articles")
    numbers = [
        (len(articles), "article"),
        (int(articles["outlet"].nunique()), "outlet"),
        (int(articles["event"].nunique()), "event"),
        (int(articles["n_words"].sum()), "word"),
    ]
    tiles = [(f"{number:,}", plural(number, noun).split(" ", 1)[1]) for number, noun in numbers if number]
    days = articles["published"].dropna()
    if len(days):
        first, last = f"{days.min():%-d %b %Y}", f"{days.max():%-d %b %Y}"
        tiles.append((first if first == last else f"{first} – {last}", "published"))
    return tiles


def comparisons_of(analysis: Analysis, *, force: bool = False) -> tuple[list[Comparison], list[str]]:
    """Compare every outlet with all others on the declared measures; return what was refused too."""
    sizes = outlet_sizes(analysis).drop(index=NAMELESS, errors="ignore")
    if len(sizes) < 2:
        return [], ["No comparison: the articles name fewer than two outlets."]
    if sizes.max() < 2 and not force:
        return [], [
            "No comparison of outlets: there is one article for each. One article allows counts, highlighted text and "
            "passages; it says nothing on how its outlet usually writes."
        ]
    slim = replace(analysis, measures=tuple(each for each in analysis.measures if each.primary))
    done: list[Comparison] = []
    refused: list[str] = []
    for name in sizes.index[:MOST]:
        if sizes[name] < 2 and not force:
            refused.append(f"{name}: one article, which is not compared.")
            continue
        try:
            done.append(compare(slim, target=str(name), force=force))
        except NotEnoughData as refusal:
            refused.append(f"{name}: {refusal}")
    if len(sizes) > MOST:
        refused.append(f"The {MOST} outlets with most articles were compared; {len(sizes) - MOST} others were not.")
    return done, refused


def findings_of(comparisons: Sequence[Comparison], refused: Sequence[str]) -> Findings:
    """Return a sentence for each primary measure of each comparison, and the refusals."""
    found = [finding for each in comparisons for finding in _findings(each)]
    said = [
        f"{each.design.target}: {reason}" for each in comparisons for name, reason in each.refusals.items() if name == "primary"
    ]
    return Findings(found, [*refused, *_shortened(said)], comparisons)


def _findings(comparison: Comparison) -> list[Finding]:
    rows = comparison.measures[comparison.measures["family"] == "primary"]
    found = []
    for name, p in zip(rows["measure"].tolist(), rows["p"].tolist(), strict=True):
        tested = p == p
        out = tested and p <= comparison.alpha and not comparison.stamp
        found.append(Finding(comparison.design.target, comparison.sentence(name), out, tested))
    return found


def _shortened(said: list[str]) -> list[str]:
    """Return refusals, those with the same reason in one sentence."""
    reasons: dict[str, list[str]] = {}
    for each in said:
        target, _, reason = each.partition(": ")
        reasons.setdefault(reason, []).append(target)
    return [f"Tests for {', '.join(targets)}: {reason}" for reason, targets in reasons.items()]


def rungs(analysis: Analysis) -> tuple[list[Rung], str]:
    """Return what the ladder of the method allows for the outlets that are drawn, and for which sizes it was read."""
    every = outlet_sizes(analysis).drop(index=NAMELESS, errors="ignore")
    sizes = every.head(MOST)
    least = int(sizes.min()) if len(sizes) else 0
    articles = analysis.table("articles")
    shared = int((articles.groupby("event")["outlet"].nunique() > 1).sum())
    outlets = plural(len(sizes), "outlet") if len(sizes) == len(every) else f"the {MOST} outlets with most articles"
    size = f"{plural(least, 'article')} in the smallest of {outlets}, {plural(shared, 'event')} that several cover"
    found = []
    for name, reason in stats.ladder_table(least, shared, len(sizes)):
        title = LADDER[name].title
        found.append(Rung(title[:1].upper() + title[1:], reason.partition(" needs ")[2]))
    return found, size
