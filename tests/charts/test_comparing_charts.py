"""Charts of comparisons, tables and articles."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from chart_data import loaded, made
from drawn import bars, heading, lines, names, texts

import framing
from framing import charts, stats
from framing.charts.labels import placed, spread
from framing.discover import discover
from framing.errors import FramingError, NotEnoughData, UnknownName

GAP = {"Post": [4, 0, 7, 2, 5, 1], "Wire": [1, 1, 0, 2, 0, 1]}


def test_contributions_add_up_to_the_difference() -> None:
    gap = framing.compare(loaded(GAP), target="Post", reference="Wire", measures=["loaded_rate"])
    ax = charts.shift(gap)
    assert sum(end - start for start, end, _ in bars(ax)) == pytest.approx(gap.finding("loaded_rate")["difference"])
    assert names(ax) == ["regime"]
    assert {"19", "5"} <= set(texts(ax))
    assert "6 and 6 articles on the 6 events both covered" in heading(ax)


def test_terms_beyond_the_top_stand_in_one_row() -> None:
    analysis = loaded(GAP)
    analysis.terms["entry"] = [f"term {number % 5}" for number in range(len(analysis.terms))]
    analysis.terms["text"] = analysis.terms["entry"]
    gap = framing.compare(analysis, target="Post", reference="Wire", measures=["loaded_rate"])
    ax = charts.shift(gap, top=3)
    assert names(ax)[3:] == ["2 other terms"]
    assert sum(end - start for start, end, _ in bars(ax)) == pytest.approx(gap.words["contribution"].sum())


def test_a_comparison_without_terms_says_so() -> None:
    gap = framing.compare(loaded({"Post": [0] * 6, "Wire": [0] * 6}), target="Post", reference="Wire")
    assert "Neither side uses a loaded term." in texts(charts.shift(gap))


def test_a_forced_comparison_is_stamped() -> None:
    analysis = loaded({"Post": [1, 2], "Wire": [0, 1]})
    gap = framing.compare(analysis, target="Post", reference="Wire", force=True)
    ax = charts.shift(gap)
    assert stats.FORCED in heading(ax) and stats.FORCED in charts.caption(ax)


def test_trend_has_the_values_and_intervals_of_by() -> None:
    analysis = loaded(GAP)
    analysis.articles["published"] = pd.to_datetime(["2024-01-01"] * 3 + ["2024-03-01"] * 3 + ["2024-01-09"] * 6)
    ax = charts.trend(analysis)
    table = analysis.by("outlet", "month", measures=["loaded_rate"])
    post = table[table["outlet"] == "Post"]
    (line,) = lines(ax, "Post")
    assert line[[0, 2], 1].tolist() == post["value"].tolist()
    assert np.isnan(line[1, 1])  # no article in February: the line is broken
    drawn = sorted(each[:, 1].tolist() for each in lines(ax, "interval"))
    assert drawn == sorted(table[["low", "high"]].dropna().to_numpy().tolist())
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2024-01\nn 9", "2024-02\nn 0", "2024-03\nn 3"]


def test_trend_of_all_articles_and_without_dates() -> None:
    analysis = loaded(GAP)
    assert len(charts.trend(analysis, by=None, period="year").lines) > 0
    undated = charts.trend(made({"Post": 3}, published=pd.NaT))
    assert texts(undated) == ["No article has a date, or there is nothing to count in."]


def test_trend_draws_the_six_largest_outlets_and_says_so() -> None:
    ax = charts.trend(loaded({f"Outlet {number}": [1] * (number + 1) for number in range(9)}))
    assert len([line for line in ax.lines if str(line.get_label()).startswith("Outlet")]) == 6
    assert "3 more outlets with fewer articles are not drawn." in heading(ax)


WORDS = pd.DataFrame({"word": ["regime", "elite", "said"], "zeta": [4.8, 1.2, -4.0], "n_articles": [9, 4, 12]})


def test_words_within_the_band_are_grey() -> None:
    ax = charts.distinctive(WORDS, band=3.7, target="Banner", reference="Wire")
    shades = {line.get_xdata()[0]: line.get_color() for line in ax.lines if line.get_label() == "word"}
    assert len(set(shades.values())) == 3 and names(ax) == ["regime", "elite", "said"]
    red, green, blue = (int(shades[1.2][each : each + 2], 16) for each in (1, 3, 5))
    assert max(red, green, blue) - min(red, green, blue) < 10
    assert "±3.7" in charts.caption(ax)


def test_what_was_discovered_brings_its_articles_and_its_stamp() -> None:
    corpus = framing.demo_corpus()
    found = discover(corpus, target="Eastern Banner", reference="Meridian Wire", permutations=99, force=True)
    ax = charts.distinctive(found)
    assert "6 and 6 articles on the 6 events both covered" in heading(ax) and stats.FORCED in heading(ax)
    assert found.caption() in charts.caption(ax)


def test_words_without_the_needed_columns_are_refused() -> None:
    with pytest.raises(FramingError, match="no column 'zeta'"):
        charts.distinctive(WORDS.drop(columns="zeta"))


CELLS = pd.DataFrame(
    [("a", "Wire", "carried"), ("a", "Spark", "could not have known"), ("b", "Wire", "partly")],
    columns=["statement", "outlet", "status"],
)


def test_coverage_cells_say_what_was_found() -> None:
    ax = charts.coverage_matrix(CELLS)
    columns = [label.get_text() for label in ax.get_xticklabels()]
    drawn = {(names(ax)[int(y)], columns[int(x)]): line.get_label() for line in ax.lines
             for x, y in line.get_xydata()[:1] if line.get_label() in ("carried", "partly", "not found", "could not have known")}  # fmt: skip
    assert drawn == {
        ("a", "Wire"): "carried",
        ("a", "Spark"): "could not have known",
        ("b", "Wire"): "partly",
        ("b", "Spark"): "not found",
    }
    assert texts(ax)[:2] == ["1 of 1", "1 of 2"]
    assert "omit" not in (heading(ax) + charts.caption(ax)).lower()


def test_coverage_refuses_other_statuses_and_two_for_one_cell() -> None:
    with pytest.raises(UnknownName, match="status 'omitted'"):
        charts.coverage_matrix(CELLS.assign(status="omitted"))
    with pytest.raises(FramingError, match="two statuses"):
        charts.coverage_matrix(pd.concat([CELLS, CELLS.head(1)]))


def kinds(n: int) -> framing.Analysis:
    """Return an analysis of four outlets, each with a category of terms of its own."""
    terms = [
        {"article": f"Outlet {outlet}-{number}", "category": f"category.{category}"}
        for outlet in range(4)
        for number in range(n)
        for category in (outlet, outlet, outlet, number % 4)
    ]
    return made({f"Outlet {outlet}": n for outlet in range(4)}, terms=terms)


def test_the_map_places_outlets_where_the_analysis_does() -> None:
    analysis = kinds(10)
    ax = charts.outlet_map(analysis)
    table = analysis.terms.pivot_table("start", "article", "category", "count", fill_value=0)
    counts = table.reindex(analysis.articles["article"]).to_numpy(float)
    expected = stats.outlet_map(counts, np.repeat(np.arange(4), 10), 4)
    assert np.allclose([line[0] for line in lines(ax, "outlet")], expected.rows[:, :2])
    assert len([patch for patch in ax.patches if str(patch.get_label()).startswith("Outlet")]) == 4
    assert "category." in ax.get_xlabel() and "left" not in ax.get_xlabel()


def test_the_map_is_refused_below_ten_articles_and_stamped_when_forced() -> None:
    with pytest.raises(NotEnoughData, match="needs 10 articles"):
        charts.outlet_map(kinds(9))
    assert stats.FORCED in heading(charts.outlet_map(kinds(9), force=True))


def similar(n: int) -> framing.Analysis:
    rng = np.random.default_rng(0)
    words = {"Post": "regime elite agenda traitor", "Wire": "said told added wrote", "Herald": "said told added asked"}
    frame = pd.DataFrame(
        [
            {"id": f"{outlet}-{number}", "outlet": outlet, "text": " ".join(rng.choice(said.split(), 80)) + "."}
            for outlet, said in words.items()
            for number in range(n)
        ]
    )
    return framing.Analysis(made(dict.fromkeys(words, n)).tables, (), {}, framing.Corpus.from_frame(frame))


def test_similarity_tells_the_outlet_with_other_words() -> None:
    ax = charts.similarity(similar(6))
    excess = dict(zip(names(ax), (line[0, 0] for line in lines(ax, "excess")), strict=True))
    bands = {name: bar for name, bar in zip(names(ax), bars(ax), strict=True)}
    assert excess["Herald – Post"] > bands["Herald – Post"][1]
    assert excess["Herald – Wire"] < excess["Herald – Post"]
    assert names(charts.similarity(similar(6), target="Post")) == ["Herald", "Wire"]


def test_similarity_is_refused_below_five_articles() -> None:
    with pytest.raises(NotEnoughData, match="needs 5 articles"):
        charts.similarity(similar(4))


def test_sensitivity_begins_with_what_moves_the_result_most() -> None:
    frame = pd.DataFrame({"left_out": ["x", "y"], "value": [2.1, 0.9], "low": [1.0, 0.4], "high": [4.0, 1.9]})
    ax = charts.sensitivity(frame, value=2.2, none=1)
    assert names(ax) == ["y", "x"]
    assert [line[:, 0].tolist() for line in lines(ax, "interval")] == [[0.4, 1.9], [1.0, 4.0]]


def test_voices_and_terms_stand_where_they_stand_in_the_text() -> None:
    terms = [{"article": "Post-0", "start": 50, "end": 60, "loaded": True}]
    statements = [{"article": "Post-0", "start": 100, "end": 200, "kind": "direct"}]
    ax = charts.voice_strip(made({"Post": 1, "Wire": 1}, terms=terms, statements=statements), "event 0")
    assert names(ax) == ["Post", "Wire"]
    assert bars(ax) == [(0, 1, 0), (0.5, 1, 0)]  # the second article holds nothing: its length is not known
    assert lines(ax, "term")[0][0, 0] == pytest.approx(55 / 200)


def test_voice_strip_refuses_unknown_articles() -> None:
    with pytest.raises(UnknownName, match="article or event 'event 9'"):
        charts.voice_strip(made({"Post": 1}), "event 9")


def test_passages_set_words_in_bold_across_lines() -> None:
    text = (
        "said the Russian side had presented several side had presented several demands that were unacceptable and to its allies"
    )
    frame = pd.DataFrame(
        {"outlet": ["Wire"], "text": [text], "bold": [["side had presented several demands that were unacceptable"]]}
    )
    with charts.style("print", width=89):
        ax = charts.passages(frame)
    bold = [text.get_text() for text in ax.texts if text.get_weight() == "bold"]
    assert len(bold) == 2 and " ".join(bold) == "side had presented several demands that were unacceptable"
    assert " ".join(text.get_text() for text in ax.texts[1:]) == text


def test_names_of_points_do_not_cover_each_other() -> None:
    points = [(100.0, 100.0), (102.0, 101.0), (98.0, 99.0)]
    places = placed(points, ["Ukraine", "Russia", "Moscow"], 10, (300, 200))
    assert all(place is not None for place in places)
    assert len({(place.shift, place.ha) for place in places if place}) == 3


def test_heights_are_spread_in_their_order() -> None:
    assert spread([3, 1, 2], 10, 100) == pytest.approx([20, 0, 10])
