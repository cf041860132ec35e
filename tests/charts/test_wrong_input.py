"""Charts refuse what they cannot draw, and say what they take."""

import matplotlib.pyplot as plt
import pytest

import framing
from framing import charts
from framing.charts.look import house
from framing.errors import FramingError


@pytest.fixture(scope="module")
def analysis():
    return framing.analyze(framing.demo_corpus().filter(event="grain-deal"), lexicons=["russia_ukraine"])


@pytest.fixture(scope="module")
def gap(analysis):
    return framing.compare(analysis, target="Eastern Banner", reference="Meridian Wire", measures=["loaded_rate"], force=True)


OF_ANALYSES = ["outlet_rates", "quoted", "stances", "tone", "trend", "outlet_map", "similarity", "variant_shares", "visibility"]


@pytest.mark.parametrize("name", OF_ANALYSES)
@pytest.mark.parametrize("wrong", ["articles/", None, 7, ["a text"]])
def test_charts_of_analyses_refuse_other_things(name, wrong):
    with pytest.raises(FramingError, match=rf"^charts\.{name} draws what framing\.analyze returns, not .*{type(wrong).__name__}"):
        getattr(charts, name)(wrong)


def test_an_analysis_is_no_comparison_nor_the_other_way_round(analysis, gap):
    with pytest.raises(FramingError, match=r"shift draws what framing\.compare returns, not what framing\.analyze returns"):
        charts.shift(analysis)
    with pytest.raises(FramingError, match=r"tone draws what framing\.analyze returns, not what framing\.compare returns"):
        charts.tone(analysis=gap)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("coverage_matrix", r"framing\.coverage returns or a pandas DataFrame"),
        ("passages", r"framing\.coverage returns or a pandas DataFrame"),
        ("distinctive", r"framing\.discover returns or a pandas DataFrame"),
    ],
)
def test_charts_of_tables_name_both_that_they_take(name, made, analysis):
    with pytest.raises(FramingError, match=f"draws what {made}, not what framing"):
        getattr(charts, name)(analysis)


@pytest.mark.parametrize("top", [0, -1, 2.5, "5", True, None])
def test_top_is_a_whole_number_above_zero(gap, analysis, top):
    for chart, drawn in ((charts.shift, gap), (charts.tone, analysis), (charts.visibility, analysis)):
        with pytest.raises(FramingError, match=r"top= takes a whole number from 1"):
            chart(drawn, top=top)


def test_a_chart_of_ones_own_takes_what_its_annotation_says():
    def plain(analysis, *, ax=None):
        return "drawn"

    def exact(analysis: framing.Analysis, *, ax=None):
        return "drawn"

    assert house(plain)("anything") == "drawn"
    with pytest.raises(FramingError, match=r"charts\.exact draws what framing\.analyze returns"):
        house(exact)("anything")


def test_axes_are_axes(analysis):
    figure, axes = plt.subplots(1, 2)
    with pytest.raises(FramingError, match=r"axes\[0\]"):
        charts.quoted(analysis, ax=axes)
    with pytest.raises(FramingError, match="Axes of matplotlib"):
        charts.quoted(analysis, ax=figure)
    assert charts.quoted(analysis, ax=axes[1]) is axes[1]
    plt.close(figure)


@pytest.mark.parametrize("wrong", ["rates.svg", None])
def test_only_charts_are_saved_and_have_captions(wrong, tmp_path):
    with pytest.raises(FramingError, match=r"charts\.save takes a chart"):
        charts.save(wrong, tmp_path / "rates.svg")
    with pytest.raises(FramingError, match=r"charts\.caption takes a chart"):
        charts.caption(wrong)
