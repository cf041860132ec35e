"""The sections of the page: one question each, with charts, tables and passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from framing.analysis import Analysis
from framing.charts.variants import concept_of, topic_of
from framing.compare import Comparison
from framing.report import drawings, sheets
from framing.report.figures import Drawing, draw
from framing.report.model import Figure, Passage, Section
from framing.report.prepare import largest, outlet_sizes
from framing.report.tables import shown
from framing.report.texts import Text

__all__ = ["comparison_section", "sections_of"]

_PASSAGES = 2  # of each outlet
_OUTLETS = 12


def sections_of(analysis: Analysis, texts: Sequence[Text], folder: Path) -> list[Section]:
    """Return the sections; their figures are written to the folder."""
    some, more = largest(analysis)
    return [
        _loaded(analysis, some, more, texts, folder),
        _variants(analysis, some, more, folder),
        _attribution(analysis, some, more, folder),
        _portrayal(analysis, some, more, folder),
        _readability(analysis, some, more, folder),
    ]


def _drawn(wanted: Iterable[Drawing], folder: Path) -> list[Figure]:
    """Draw figures and add their captions to those in the folder."""
    figures = [draw(each, folder) for each in wanted]
    with (folder / "captions.md").open("a", encoding="utf-8") as captions:
        captions.writelines(f"{each.name}: {each.title}. {each.caption}\n\n" for each in figures)
    return figures


def _whose(analysis: Analysis) -> str:
    """Return what the page may speak of: of articles only where there is one for each outlet."""
    return "outlets" if outlet_sizes(analysis).max() > 1 else "the articles"


def _loaded(analysis: Analysis, some: Analysis, more: str, texts: Sequence[Text], folder: Path) -> Section:
    return Section(
        "loaded",
        f"Which loaded terms do {_whose(analysis)} use in their own voice?",
        "Loaded terms are words and phrases of the lexicons that judge, doubt or colour what they name. Words inside "
        "quotation marks and reported speech are not charged to the outlet.",
        _drawn(drawings.loaded_drawings(some, more), folder),
        [sheets.loaded_sheet(analysis), sheets.term_sheet(analysis), sheets.side_sheet(analysis)],
        passages_of(analysis, texts),
    )


def _variants(analysis: Analysis, some: Analysis, more: str, folder: Path) -> Section:
    sets = analysis.terms["variant_set"].dropna().unique().tolist()
    concepts = {name: concept_of(name) for name in sorted(sets)}
    return Section(
        "variants",
        "Which name do they choose?",
        "Many places, people and events have several names, and choosing one is a matter of house style. A name is a "
        "choice, not a judgement: no set of names measures an outlet’s position on its own.",
        _drawn(drawings.variant_drawings(some, concepts, more), folder),
        [sheets.variant_sheet(analysis, concepts)],
    )


def _attribution(analysis: Analysis, some: Analysis, more: str, folder: Path) -> Section:
    return Section(
        "attribution",
        "Who is quoted, and with which verbs?",
        "Statements that an article attributes to somebody: quoted directly, in part, or reported. Verbs and phrases "
        "of saying can be neutral (said), doubting (claimed), endorsing (confirmed) or emotive (blasted).",
        _drawn(drawings.quoted_drawings(some, more), folder),
        [sheets.quoted_sheet(analysis), sheets.speaker_sheet(analysis), sheets.cue_sheet(analysis)],
    )


def _portrayal(analysis: Analysis, some: Analysis, more: str, folder: Path) -> Section:
    return Section(
        "actors",
        "How are actors portrayed?",
        "How often actors are mentioned, where, in what tone the sentence speaks of them, and who speaks of whom. Tone toward "
        "an actor is not the same as fairness: reporting a defeat is not an attack on the defeated.",
        _drawn(drawings.actor_drawings(some, more), folder),
        [each for each in (sheets.portrayal_sheet(analysis), sheets.role_sheet(analysis), sheets.spoken_sheet(analysis)) if each],
    )


def _readability(analysis: Analysis, some: Analysis, more: str, folder: Path) -> Section:
    return Section(
        "readability",
        "How easy are the texts to read?",
        "A description of the texts, not a measure of framing: high reading ease means short sentences and short "
        "words. The formulas are unstable below 100 words and after translation.",
        _drawn(drawings.readability_drawings(some, more), folder),
        [sheets.readability_sheet(analysis), sheets.measure_sheet(analysis)],
    )


def comparison_section(comparisons: Sequence[Comparison], folder: Path, *, most: int) -> Section | None:
    """Return the section on which terms make up the differences; None where there is nothing to show."""
    drawn = [each for each in comparisons if len(each.words)][:most]
    if not drawn:
        return None
    figures = _drawn([drawings.shift_drawing(each, number) for number, each in enumerate(drawn, 1)], folder)
    return Section(
        "differences",
        "Which terms make up the differences?",
        "The difference in loaded terms taken apart: the contributions of single terms add up to it exactly.",
        figures,
        [sheets.comparison_sheet(comparisons)],
    )


def passages_of(analysis: Analysis, texts: Sequence[Text]) -> list[Passage]:
    """Return some sentences of every outlet that hold a loaded term in its own voice, the strongest terms first."""
    if not texts:
        return []
    place = {text.article.id: number for number, text in enumerate(texts)}
    terms = analysis.terms
    rows = terms[terms["loaded"] & (terms["voice"] == "outlet") & (terms["segment"] == "body")]
    rows = rows.assign(strong=rows["valence"].abs() * rows["intensity"], place=rows["article"].map(place))
    rows = rows.sort_values(["strong", "place", "start"], ascending=[False, True, True], kind="stable")
    rows = rows.drop_duplicates(["article", "sentence"]).drop_duplicates(["outlet", "entry"])
    chosen = rows.groupby("outlet", sort=False).head(_PASSAGES)
    chosen = chosen[chosen["outlet"].isin(outlet_sizes(analysis).index[:_OUTLETS])].sort_values(["outlet", "place", "start"])
    return [_passage(each, texts[each["place"]]) for each in chosen.to_dict("records")]


def _passage(row: dict[Any, Any], text: Text) -> Passage:
    start, end = row["start"], row["end"]
    low, high = text.around(1, start, end)
    body = text.article.text
    note = f"{shown(row['category'], 'label')}; lexicon: {topic_of(row['lexicon'])}"
    return Passage(row["outlet"], body[low:start], body[start:end], body[end:high], note, row["place"], start)
