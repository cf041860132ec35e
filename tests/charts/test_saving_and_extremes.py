"""Files that are the same on every run; sizes, names and corpora at their extremes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib
import pandas as pd
import pytest
from chart_data import loaded, made
from drawn import heading, names, texts
from matplotlib import pyplot
from matplotlib.axes import Axes

import framing
from framing import charts
from framing.errors import OutputError, UnknownName

LONG = "The Independent Evening Chronicle of the Northern Provinces"
ARABIC, CYRILLIC = "صحيفة الشرق الأوسط", "Украинская правда"
COUNTS = {"Post": [4, 0, 7, 2, 5, 1], "Herald": [1, 1, 0, 2, 0, 1]}


@pytest.mark.parametrize("kind", ["svg", "pdf", "png"])
def test_files_are_the_same_bytes_on_every_run(kind: str, tmp_path: Path) -> None:
    files = [charts.save(charts.variant_shares(named(3)), tmp_path / f"{run}.{kind}") for run in (1, 2)]
    first, second = (path.read_bytes() for path in files)
    assert first == second and len(first) > 5000


def named(n: int) -> framing.Analysis:
    sides = [("Kyiv", "A"), ("Kiev", "B")]
    terms = [{"article": f"Post-{number}", "text": text, "side": side} for number in range(n) for text, side in sides]
    return made({"Post": n}, terms=terms)


def test_files_hold_their_caption(tmp_path: Path) -> None:
    ax = charts.outlet_rates(loaded(COUNTS))
    content = charts.save(ax, tmp_path / "rates.svg").read_text(encoding="utf-8")
    assert "12 articles on 6 events" in content and "dc:date" not in content


def test_other_formats_and_places_are_refused(tmp_path: Path) -> None:
    ax = charts.outlet_rates(loaded(COUNTS))
    with pytest.raises(UnknownName, match="format 'docx'"):
        charts.save(ax, tmp_path / "rates.docx")
    with pytest.raises(OutputError, match="cannot be written"):
        charts.save(ax, tmp_path / "nowhere" / "rates.svg")


def test_captions_say_whose_words_how_many_and_what_may_be_concluded() -> None:
    said = charts.caption(charts.outlet_rates(loaded(COUNTS)))
    for part in ("own voice (quotations excluded)", "12 articles on 6 events", "6,000 words", "russia_ukraine@2026.11",
                 "jackknife-t", "Detector errors uncorrected", "descriptive of these texts"):  # fmt: skip
        assert part in said


def test_captions_name_the_sampling_rule() -> None:
    analysis = loaded(COUNTS)
    sampled = framing.Analysis(analysis.tables, analysis.measures, {**analysis.manifest, "sampling": "every tenth"})
    said = charts.caption(charts.outlet_rates(sampled))
    assert "every tenth" in said and "descriptive of these texts" not in said


def test_a_figure_has_the_captions_of_its_panels() -> None:
    analysis = loaded(COUNTS)
    figure, axes = pyplot.subplots(1, 2, figsize=charts.size(4, width=183), layout="constrained")
    charts.outlet_rates(analysis, ax=axes[0])
    charts.quoted(analysis, ax=axes[1])
    assert charts.caption(figure).count("\n") == 1


def test_charts_draw_into_the_axes_they_are_given() -> None:
    figure, ax = pyplot.subplots()
    assert charts.outlet_rates(loaded(COUNTS), ax=ax) is ax
    assert pyplot.get_fignums() == [figure.number]


def test_style_applies_for_a_while_and_dark_ground_turns_the_ink() -> None:
    before = matplotlib.rcParams["font.size"]
    with charts.style("print", dark=True):
        assert matplotlib.rcParams["font.size"] == 7
        ax = charts.outlet_rates(loaded(COUNTS))
    assert matplotlib.rcParams["font.size"] == before
    letters = matplotlib.colors.to_rgb(ax.get_yticklabels()[0].get_color())
    assert max(ax.get_facecolor()[:3]) < 0.2 and min(letters) > 0.8
    with pytest.raises(UnknownName, match="medium"):
        charts.style("paper")


def test_dollars_are_no_formulas() -> None:
    ax = charts.outlet_rates(loaded({"The $1 $2 Post_x": [1, 2, 3]}))
    ax.figure.canvas.draw()
    assert names(ax) == ["The $1 $2 Post_x"]


def test_importing_charts_loads_no_matplotlib() -> None:
    import subprocess
    import sys

    code = "import sys, framing.charts; print('matplotlib' in sys.modules, 'sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


SIZES: dict[str, dict[str, int]] = {
    "one outlet": {"Post": 3},
    "one article": {"Post": 1},
    "one article each": {"Post": 1, "Herald": 1, "Wire": 1},
    "forty outlets": {f"Outlet number {number}": 2 for number in range(40)},
    "long names": {f"{LONG} {number}": 3 for number in range(4)},
    "scripts": {ARABIC: 3, CYRILLIC: 3, "Post": 3},
}


def full(sizes: dict[str, int]) -> framing.Analysis:
    """Return an analysis in which every article holds something of everything."""
    ids = [f"{outlet}-{number}" for outlet, n in sizes.items() for number in range(n)]
    terms = [{"article": id, "text": text, "side": side, "loaded": True} for id in ids
             for text, side in (("Kyiv", "A"), ("Kiev", "B"))]  # fmt: skip
    statements = [{"article": id, "kind": kind, "named": kind == "direct", "stance": stance, "actor": actor}
                  for id in ids for kind, stance, actor in (("direct", "doubting", "Dmitry Peskov"),
                  ("indirect", "endorsing", "Volodymyr Zelensky"), ("mixed", "emotive", None))]  # fmt: skip
    mentions = [{"article": id, "actor": actor} for id in ids
                for actor in ("putin", "zelensky", "russia_government", LONG)]  # fmt: skip
    return made(sizes, terms=terms, statements=statements, mentions=mentions)


CHARTS: dict[str, Callable[..., Axes]] = {
    "rates": charts.outlet_rates,
    "names": charts.variant_shares,
    "choice": lambda analysis: charts.variant_choice(analysis, "russia_ukraine.capital"),
    "tone": charts.tone,
    "visibility": charts.visibility,
    "quoted": charts.quoted,
    "stances": charts.stances,
    "trend": charts.trend,
    "strip": lambda analysis: charts.voice_strip(analysis, "event 0"),
}


def overlaps(ax: Axes) -> list[tuple[str, str]]:
    """Return the names of rows and columns that cover each other, and all words that leave the page."""
    figure: Any = ax.get_figure()
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    found, boxes = [], [(text.get_text(), text.get_window_extent(renderer)) for text in ax.texts if text.get_text()]
    for axis, limits in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
        labels = [tick.label1 if tick.label1.get_visible() else tick.label2 for tick in axis.get_major_ticks()
                  if min(limits) <= tick.get_loc() <= max(limits)]  # fmt: skip
        placed = [(label.get_text(), label.get_window_extent(renderer).padded(-1)) for label in labels]
        found += [(one, two) for (one, a), (two, b) in pairwise(placed) if one and two and a.overlaps(b)]
        boxes += placed
    page = figure.bbox.padded(2)
    return found + [(text, "page") for text, box in boxes if box.x0 < page.x0 or box.x1 > page.x1 or box.y1 > page.y1]


@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_nothing_overlaps_and_nothing_crashes_in_one_column(chart: Callable[..., Axes], sizes: dict[str, int]) -> None:
    with charts.style("print", width=89):
        assert overlaps(chart(full(sizes))) == []


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_an_empty_analysis_is_said_in_words(chart: Callable[..., Axes]) -> None:
    if chart in (CHARTS["choice"], CHARTS["strip"]):
        with pytest.raises(UnknownName):
            chart(made({}))
        return
    ax = chart(made({"Post": 1}, outlet=None, n_words=0, published=None))
    assert len([text for text in texts(ax) if text.endswith(".")]) == 1
    assert heading(ax)


FORTY = [f"Outlet number {number}" for number in range(40)]
LONGS = [f"{LONG} {number}" for number in range(4)]
SCRIPTS = [ARABIC, CYRILLIC, "Post", "Wire"]


def _matrix(names: list[str]) -> Axes:
    found = ("carried", "partly", "not found", "could not have known")
    cells = [(f"{LONG} {row}", name, found[(7 * row + column) % 4]) for row in range(5) for column, name in enumerate(names)]
    return charts.coverage_matrix(pd.DataFrame(cells, columns=["statement", "outlet", "status"]))


def _map(names: list[str]) -> Axes:
    terms = [{"article": f"{name}-{number}", "category": f"category.{kind}"} for place, name in enumerate(names)
             for number in range(10) for kind in (place % 6, place % 6, (place * number) % 6, number % 6)]  # fmt: skip
    return charts.outlet_map(made(dict.fromkeys(names, 10), terms=terms))


def _shift(names: list[str]) -> Axes:
    analysis = loaded({name: [4, 0, 7, 2, 5, 1] for name in names[:2]})
    analysis.terms["entry"] = analysis.terms["text"] = [f"so-called {LONG} {(each * each) % 30}" for each in range(len(analysis.terms))]
    return charts.shift(framing.compare(analysis, target=names[0], reference=names[1], measures=["loaded_rate"]))


def _words(names: list[str]) -> Axes:
    words = [f"{name} {LONG}" for name in names]
    zeta = [5 - 10 * each / len(words) for each in range(len(words))]
    frame = pd.DataFrame({"word": words, "zeta": zeta, "n_articles": range(3, 3 + len(words))})
    return charts.distinctive(frame, band=3.7, target=names[0], reference=names[1])


def _left_out(names: list[str]) -> Axes:
    value = [0.5 + 0.1 * each for each in range(len(names))]
    frame = pd.DataFrame({"left_out": names, "value": value, "low": [each / 2 for each in value], "high": [each * 2 for each in value]})
    return charts.sensitivity(frame, value=2.2, none=1)


COMPARING = {"matrix": _matrix, "map": _map, "shift": _shift, "words": _words, "sensitivity": _left_out}


@pytest.mark.parametrize("outlets", [FORTY, LONGS, SCRIPTS], ids=["forty outlets", "long names", "scripts"])
@pytest.mark.parametrize("chart", COMPARING.values(), ids=COMPARING)
def test_nothing_overlaps_in_charts_that_compare(chart: Callable[[list[str]], Axes], outlets: list[str]) -> None:
    with charts.style("print", width=89):
        ax = chart(outlets)
        assert overlaps(ax) == []
        points = [text.get_window_extent() for text in ax.texts if text.get_label() == "name" and text.get_text()]
        assert len({text.get_text() for text in ax.get_xticklabels()}) == len(ax.get_xticklabels())
    if chart is _map:
        assert len(points) >= 4


def test_columns_that_do_not_fit_are_counted() -> None:
    with charts.style("print", width=89):
        ax = _matrix(FORTY)
    drawn = len(ax.get_xticklabels())
    assert 5 < drawn < 40
    assert f"{40 - drawn} more outlets" in heading(ax)


@pytest.mark.parametrize("styled", [False, True])
def test_drawing_stays_interactive_in_a_notebook(styled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first figure of a notebook switches interactive drawing on; were it off again, later charts would not be shown."""
    subplots = pyplot.subplots

    def first(*args: Any, **kwargs: Any) -> Any:
        matplotlib.interactive(True)  # as the backend of notebooks does when it is loaded
        return subplots(*args, **kwargs)

    monkeypatch.setattr(pyplot, "subplots", first)
    matplotlib.interactive(False)
    try:
        with charts.style("print") if styled else nullcontext():
            charts.outlet_rates(loaded(COUNTS))
        assert matplotlib.is_interactive()
    finally:
        matplotlib.interactive(False)
