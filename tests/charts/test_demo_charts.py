"""What a reader finds in the demonstration corpus, a reader of its charts finds too."""

from __future__ import annotations

import pytest
from drawn import bars, heading, names, texts
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

import framing
from framing import charts
from framing.charts.look import PETROFF


def pieces(ax: Axes, hatch: str) -> dict[str, float]:
    """Return the length of hatched pieces by the name of their row."""
    found: dict[str, float] = {}
    for patch in ax.patches:
        if isinstance(patch, Rectangle) and patch.get_hatch() == hatch:
            row = names(ax)[round(patch.get_y() + patch.get_height() / 2)]
            found[row] = found.get(row, 0.0) + patch.get_width()
    return found


def test_the_capital_has_two_names(demo: framing.Analysis) -> None:
    ax = charts.variant_shares(demo, "russia_ukraine.capital")
    spans = {names(ax)[round(at)]: [] for _, _, at in bars(ax)}
    for start, end, at in bars(ax):
        spans[names(ax)[round(at)]].append((start, end))
    assert spans["Eastern Banner"] == [(-1, 0)]
    assert spans["Meridian Wire"] == spans["Western Standard"] == spans["Civic Radio News"] == [(0, 1)]
    assert len(spans["Daily Spark"]) == 2


def test_the_tabloid_quotes_speakers_without_a_name(demo: framing.Analysis) -> None:
    unnamed = pieces(charts.quoted(demo), "////")
    assert max(unnamed, key=lambda name: unnamed[name]) == "Daily Spark"


def test_each_partisan_doubts_the_other_side_and_the_wire_nobody(demo: framing.Analysis) -> None:
    ax = charts.stances(demo, actors="russia_ukraine")
    doubted = {
        (names(ax)[round(patch.get_y() + patch.get_height() / 2)], "A" if (patch.get_y() + 0.17) % 1 > 0.5 else "B")
        for patch in ax.patches
        if isinstance(patch, Rectangle) and patch.get_hatch() == "xx"
    }
    assert ("Eastern Banner", "A") in doubted and ("Western Standard", "B") in doubted
    assert ("Eastern Banner", "B") not in doubted and ("Western Standard", "A") not in doubted
    assert not {("Meridian Wire", "A"), ("Meridian Wire", "B")} & doubted


def test_rates_show_all_six_articles_of_every_outlet(demo: framing.Analysis) -> None:
    ax = charts.outlet_rates(demo)
    assert [len(each.get_offsets()) for each in ax.collections if each.get_label() == "articles"] == [6] * 5
    assert "30 articles on 6 events" in charts.caption(ax)


@pytest.mark.parametrize("event", ["istanbul-talks", "dobbs"])
def test_every_outlet_has_a_strip_of_voices(demo: framing.Analysis, event: str) -> None:
    ax = charts.voice_strip(demo, event)
    assert names(ax) == ["Civic Radio News", "Daily Spark", "Eastern Banner", "Meridian Wire", "Western Standard"]
    assert sum(to_hex(patch.get_facecolor()) == PETROFF["blue"] for patch in ax.patches) >= 10  # direct quotations
    assert "words" in texts(ax)


def test_actors_are_drawn_on_their_sides(demo: framing.Analysis) -> None:
    said = heading(charts.visibility(demo))
    assert "side A" in said and "side B" in said
