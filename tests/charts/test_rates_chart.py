"""Rates by outlet: what is drawn is what `analysis.by` says, and no more than the ladder allows."""

from __future__ import annotations

import pytest
from chart_data import loaded, made
from drawn import heading, lines, names, texts

from framing import charts
from framing.errors import UnknownName

COUNTS = {"Post": [4, 0, 7, 2, 5, 1], "Herald": [1, 1, 0, 2, 0, 1], "Argus": [0, 3, 2, 6, 1, 1]}


def test_values_and_interval_ends_are_those_of_by() -> None:
    analysis = loaded(COUNTS)
    ax = charts.outlet_rates(analysis)
    table = analysis.by("outlet", measures=["loaded_rate"]).set_index("outlet")
    assert names(ax) == ["Argus", "Herald", "Post"]
    values, intervals = lines(ax, "value"), lines(ax, "interval")
    for row, name in enumerate(names(ax)):
        assert values[row].tolist() == [[table.loc[name, "value"], row]]
        assert intervals[row][:, 0].tolist() == [table.loc[name, "low"], table.loc[name, "high"]]


def test_every_article_is_a_dot() -> None:
    ax = charts.outlet_rates(loaded(COUNTS))
    dots = [each.get_offsets()[:, 0].tolist() for each in ax.collections if each.get_label() == "articles"]
    assert dots == [[2 * hit for hit in COUNTS[name]] for name in ("Argus", "Herald", "Post")]  # 500 words each


@pytest.mark.parametrize(("n", "intervals"), [(1, 0), (2, 0), (3, 2), (5, 2)])
def test_intervals_begin_at_three_articles(n: int, intervals: int) -> None:
    ax = charts.outlet_rates(loaded({"Post": [2] * n, "Herald": [1] * n}))
    assert len(lines(ax, "interval")) == intervals


@pytest.mark.parametrize(("n", "unstable"), [(4, True), (5, False)])
def test_unstable_intervals_are_dashed_and_said_to_be(n: int, unstable: bool) -> None:
    ax = charts.outlet_rates(loaded({"Post": [2, 0, 1, 3, 1][:n]}))
    interval = next(line for line in ax.lines if line.get_label() == "interval")
    assert interval.is_dashed() is unstable
    assert ("unstable" in heading(ax)) is unstable


def test_one_article_per_outlet_is_called_an_article_and_not_pooled() -> None:
    ax = charts.outlet_rates(loaded({"Post": [2], "Herald": [5]}))
    assert "single articles" in ax.get_label()
    assert lines(ax, "value") == []


@pytest.mark.parametrize(("n", "order"), [(19, ["Argus", "Post"]), (20, ["Post", "Argus"])])
def test_rows_are_ranked_from_twenty_articles_on(n: int, order: list[str]) -> None:
    ax = charts.outlet_rates(loaded({"Argus": [1] * n, "Post": [3] * n}))
    assert names(ax) == order


def test_an_interval_that_says_nothing_does_not_press_the_others_together() -> None:
    analysis = loaded({"Post": [0, 0, 30, 0, 0], "Herald": [2, 3, 2, 3, 2]})
    high = analysis.by("outlet", measures=["loaded_rate"]).set_index("outlet").loc["Post", "high"]
    ax = charts.outlet_rates(analysis)
    assert ax.get_xlim()[1] < high
    assert f"to {high:.1f}" in texts(ax)


def test_short_articles_have_no_dot_and_the_column_says_how_many_counted() -> None:
    ax = charts.outlet_rates(loaded({"Post": [2, 1]}, words=150))
    assert [len(each.get_offsets()) for each in ax.collections] == [0]


def test_n_and_events_stand_in_every_chart() -> None:
    assert "18 articles on 6 events" in heading(charts.outlet_rates(loaded(COUNTS)))


def test_a_share_runs_from_nothing_to_all() -> None:
    said = [{"article": f"Post-{number}", "kind": kind} for number in range(5) for kind in ("direct", "indirect")]
    ax = charts.outlet_rates(made({"Post": 5}, statements=said), "direct_share")
    assert ax.get_xlim()[0] < 0 < 1 < ax.get_xlim()[1] < 1.1
    assert "50 %" in texts(ax)


def test_nothing_to_count_in_is_said_in_words() -> None:
    ax = charts.outlet_rates(made({"Post": 3}), "direct_share")
    assert "There is nothing to count in." in texts(ax)


def test_articles_without_an_outlet_are_said_in_words() -> None:
    ax = charts.outlet_rates(made({"Post": 2}, outlet=None))
    assert "No article names its outlet." in texts(ax)


def test_no_hits_draw_zeros_with_an_upper_bound() -> None:
    analysis = made({"Post": 5})
    ax = charts.outlet_rates(analysis)
    assert lines(ax, "value")[0].tolist() == [[0, 0]]
    assert lines(ax, "interval")[0][1, 0] == analysis.by("outlet", measures=["loaded_rate"])["high"].iloc[0] > 0


@pytest.mark.parametrize("call", [{"by": "outlets"}, {"measure": "loaded"}, {"voice": "newsroom"}])
def test_unknown_names_are_refused(call: dict[str, str]) -> None:
    with pytest.raises(UnknownName):
        charts.outlet_rates(loaded(COUNTS), **call)


def test_a_caption_speaks_of_intervals_only_where_there_are_some() -> None:
    assert "Intervals" not in charts.caption(charts.outlet_rates(loaded({"Post": [3], "Herald": [1]})))
    assert "Intervals: 95 % jackknife-t" in charts.caption(charts.outlet_rates(loaded({"Post": [3, 1, 2, 4, 2]})))
