"""One drawing of every chart on data made by hand; `python tests/charts/cases.py` (`make baseline`) draws their baseline anew.

Look at every image before you commit it: a baseline says how a chart is meant to look.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from chart_data import loaded, made
from matplotlib import pyplot
from matplotlib.axes import Axes
from PIL import Image

import framing
from framing import charts

BASELINE = Path(__file__).parent / "baseline"
DOTS = 80  # per inch: enough to see a letter, little enough for a repository
OUTLETS = {"The Morning Post": 6, "Herald": 6, "Українська газета": 6}
STATEMENTS = [(f"Talks number {number} went on in the capital", outlet, status)
              for number, row in enumerate((("carried", "carried", "partly"), ("carried", "not found", "could not have known"),
                                            ("partly", "carried", "not found"))) for outlet, status in zip(OUTLETS, row, strict=True)]  # fmt: skip


def evidence() -> framing.Analysis:
    """Return an analysis whose outlets differ in every table."""
    terms, said, mentions = [], [], []
    for place, (outlet, n) in enumerate(OUTLETS.items()):
        for number in range(n):
            id = f"{outlet}-{number}"
            names = [("Kyiv", "A")] * (3 - place) + [("Kiev", "B")] * place
            terms += [{"article": id, "text": text, "side": side, "start": 9 * each} for each, (text, side) in enumerate(names)]
            terms += [{"article": id, "text": "regime", "loaded": True, "exchangeable": False, "entry": "regime", "variant_set": None, "start": 90 + 7 * each}
                      for each in range((number + place) % 4)]  # fmt: skip
            said += [
                {"article": id, "kind": kind, "named": named, "stance": stance, "actor": actor, "start": start, "end": start + 80}
                for start, kind, named, stance, actor in (
                    (100, "direct", True, "neutral", "Dmitry Peskov"),
                    (260, "indirect", number > place, "doubting" if place else "neutral", "Dmitry Peskov"),
                    (420, "mixed", True, "endorsing" if place else "emotive", "Volodymyr Zelensky"),
                )
            ]
            mentions += [{"article": id, "actor": actor, "tone": tone, "negative": max(-tone, 0), "positive": max(tone, 0)}
                         for times, actor, tone in ((2, "putin", -0.4 + 0.3 * place), (1, "zelensky", 0.3 - 0.2 * place), (3, "russia_government", -0.1))
                         for _ in range(times + number % 3)]  # fmt: skip
    return made(OUTLETS, terms=terms, statements=said, mentions=mentions)


def kinds() -> framing.Analysis:
    """Return an analysis of four outlets, each with a category of terms of its own."""
    terms = [
        {"article": f"Outlet {outlet}-{number}", "category": f"category.{category}"}
        for outlet in range(4)
        for number in range(10)
        for category in (outlet, outlet, (outlet * number) % 4, number % 4)
    ]
    return made({f"Outlet {outlet}": 10 for outlet in range(4)}, terms=terms)


def worded() -> framing.Analysis:
    """Return an analysis with texts, in which one outlet has a vocabulary of its own."""
    rng = np.random.default_rng(0)
    words = {"Post": "regime elite agenda traitor", "Wire": "said told added wrote", "Herald": "said told added asked"}
    rows = [(f"{outlet}-{number}", outlet, " ".join(rng.choice(said.split(), 80)) + ".") for outlet, said in words.items() for number in range(6)]
    corpus = framing.Corpus.from_frame(pd.DataFrame(rows, columns=["id", "outlet", "text"]))
    return framing.Analysis(made(dict.fromkeys(words, 6)).tables, (), {}, corpus)


def gap() -> framing.Comparison:
    """Return a comparison with several terms on both sides."""
    analysis = loaded({"Post": [4, 0, 7, 2, 5, 1], "Wire": [1, 1, 0, 2, 0, 3]})
    words = ("regime", "puppet", "so-called government", "heroic", "thugs")
    analysis.terms["entry"] = analysis.terms["text"] = [words[(number * number) % 5] for number in range(len(analysis.terms))]
    return framing.compare(analysis, target="Post", reference="Wire", measures=["loaded_rate"])


def _distinctive() -> Axes:
    words = ["regime", "elite", "puppet", "told", "added", "said"]
    frame = pd.DataFrame({"word": words, "zeta": [4.8, 3.9, 1.2, -0.8, -2.6, -4.4], "n_articles": [9, 7, 4, 8, 11, 12]})
    return charts.distinctive(frame, band=3.7, target="Banner", reference="Wire")


def _coverage() -> Axes:
    return charts.coverage_matrix(pd.DataFrame(STATEMENTS, columns=["statement", "outlet", "status"]))


def _passages() -> Axes:
    said = "The minister said that the Russian side had presented several demands that were unacceptable."
    other = "According to the ministry, several unacceptable demands had been presented by the Russian side."
    rows = [("Herald", said, ["several demands that were unacceptable"]), ("Wire", other, ["several unacceptable demands"])]
    return charts.passages(pd.DataFrame(rows, columns=["outlet", "text", "bold"]))


def _sensitivity() -> Axes:
    frame = pd.DataFrame({"left_out": ["event 1", "event 2", "event 3"], "value": [2.1, 0.9, 2.6], "low": [1.0, 0.4, 1.7], "high": [4.0, 1.9, 4.1]})
    return charts.sensitivity(frame, value=2.2, none=1)


CASES: Mapping[str, Callable[[], Axes]] = {
    "coverage_matrix": _coverage,
    "distinctive": _distinctive,
    "outlet_map": lambda: charts.outlet_map(kinds()),
    "outlet_rates": lambda: charts.outlet_rates(evidence()),
    "passages": _passages,
    "quoted": lambda: charts.quoted(evidence()),
    "sensitivity": _sensitivity,
    "shift": lambda: charts.shift(gap()),
    "similarity": lambda: charts.similarity(worded()),
    "stances": lambda: charts.stances(evidence(), actors="russia_ukraine"),
    "tone": lambda: charts.tone(evidence()),
    "trend": lambda: charts.trend(evidence()),
    "variant_choice": lambda: charts.variant_choice(evidence(), "russia_ukraine.capital"),
    "variant_shares": lambda: charts.variant_shares(evidence()),
    "visibility": lambda: charts.visibility(evidence()),
    "voice_strip": lambda: charts.voice_strip(evidence(), "event 1"),
}
LOOKS: Mapping[str, dict[str, Any]] = {
    "": {"medium": "print", "width": 89},
    "_dark": {"medium": "screen", "dark": True},
}
DARK = ("outlet_rates", "tone", "variant_shares", "stances")  # charts whose colours depend on the ground


def drawn(chart: Callable[[], Axes], look: str = "") -> Image.Image:
    """Return a chart as a picture."""
    with charts.style(**LOOKS[look]):
        figure: Any = chart().get_figure(root=True)
        file = BytesIO()
        figure.savefig(file, format="png", dpi=DOTS)
        pyplot.close(figure)
    return Image.open(file).convert("RGB")


def names() -> list[tuple[str, str]]:
    """Return every chart with every look in which it has a baseline."""
    return [(name, "") for name in CASES] + [(name, "_dark") for name in DARK]


def main() -> int:
    """Draw the baseline anew."""
    import matplotlib

    matplotlib.use("agg")
    BASELINE.mkdir(exist_ok=True)
    for name, look in names():
        drawn(CASES[name], look).save(BASELINE / f"{name}{look}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
