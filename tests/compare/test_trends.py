"""Trends and change around a date."""

import numpy as np
import pandas as pd
import pytest

import framing
from framing.compare import change_around, trend
from framing.errors import FramingError, NotEnoughData, UnknownName
from framing.lexicon import Entry, Lexicon

CIRCUS = Lexicon("mine", version="1", entries=(Entry("circus", "figurative.ridicule", ("circus",)),))
FILLER = "The delegates met again in the afternoon and spoke about the next steps. " * 20


def analyzed(loud, quiet, *, events=True, step=7, start="2022-01-03"):
    """Return an analysis of two outlets that publish every `step` days with so many loaded words each."""
    rows = []
    for number, counts in enumerate(zip(loud, quiet, strict=True)):
        day = pd.Timestamp(start) + pd.Timedelta(days=step * number)
        for outlet, many in zip(("Loud", "Quiet"), counts, strict=True):
            rows.append((outlet, f"e{number}", day, f"Event {number}. " + "A circus. " * many + FILLER))
    frame = pd.DataFrame(rows, columns=["outlet", "event", "published", "text"])
    return framing.analyze(frame if events else frame.drop(columns="event"), lexicons=[CIRCUS], actors=[], trained=False)


STEADY = [2, 3, 2, 2, 3, 2, 2, 3, 2, 2]
JUMP = [2, 2, 3, 2, 2, 6, 8, 7, 6, 7]
DAY = "2022-02-07"  # the Monday of the sixth event


def test_trend_has_a_row_for_every_month():
    table = trend(analyzed(JUMP, STEADY, step=31), "month")
    months = ["2022-01", "2022-02", "2022-03", "2022-04", "2022-05", "2022-06", "2022-07", "2022-08", "2022-09", "2022-10"]
    assert table.query("outlet == 'Loud'")["month"].tolist() == months
    assert table.query("outlet == 'Quiet'")["count"].tolist() == STEADY


def test_periods_without_articles_are_there_and_empty():
    table = trend(analyzed([1, 2], [1, 1], step=70), "month", None)
    assert table["month"].tolist() == ["2022-01", "2022-02", "2022-03"]
    assert table["n_articles"].tolist() == [2, 0, 2]
    assert np.isnan(table["value"].iloc[1]) and table["note"].iloc[1] == "no article"


def test_trend_agrees_with_by():
    analysis = analyzed(JUMP, STEADY)
    table = trend(analysis, "month").set_index(["outlet", "month"])
    direct = analysis.by("outlet", "month", measures=["loaded_rate"]).set_index(["outlet", "month"])
    np.testing.assert_allclose(table["value"], direct["value"].loc[table.index])
    np.testing.assert_allclose(table["low"], direct["low"].loc[table.index])


def test_a_jump_of_one_outlet_is_found():
    change = change_around(analyzed(JUMP, STEADY), DAY, target="Loud", reference="Quiet")
    assert (change.n_before, change.n_after, change.unit) == (5, 5, "event")
    late, early = (34.5 / 1378) / (11.5 / 1332), (11.5 / 1332) / (12.5 / 1334)  # (hits + ½) per words, by hand
    assert change.value == pytest.approx(late / early, rel=1e-9)
    assert change.low > 1.5
    said = change.sentence()
    assert "5 and 5 events in which both published" in said and "ratio of ratios 3.15" in said
    assert not any(word in said.lower() for word in ("because", "effect", "caused", "bias"))


def test_a_jump_of_both_is_no_change():
    change = change_around(analyzed(JUMP, [2, 3, 2, 2, 2, 7, 6, 8, 7, 6]), DAY, target="Loud", reference="Quiet")
    assert change.low < 1 < change.high


def test_exchanging_the_outlets_turns_the_change_around():
    analysis = analyzed(JUMP, STEADY)
    one = change_around(analysis, DAY, target="Loud", reference="Quiet")
    other = change_around(analysis, DAY, target="Quiet", reference="Loud")
    assert one.value == pytest.approx(1 / other.value) and one.low == pytest.approx(1 / other.high)


def test_weeks_are_the_units_where_there_are_no_events():
    change = change_around(analyzed(JUMP, STEADY, events=False), DAY, target="Loud", reference="Quiet")
    assert (change.unit, change.n_before, change.n_after) == ("week", 5, 5)
    by_event = change_around(analyzed(JUMP, STEADY), DAY, target="Loud", reference="Quiet")
    assert (change.value, change.low) == pytest.approx((by_event.value, by_event.low))


def test_the_window_is_kept_and_the_date_itself_is_after():
    change = change_around(analyzed(JUMP, STEADY), DAY, target="Loud", reference="Quiet", window_days=21)
    assert (change.n_before, change.n_after) == (3, 3)
    assert change.after[0] > change.before[0]


def test_an_event_on_both_sides_of_the_date_is_left_out():
    analysis = analyzed(JUMP, STEADY)
    day = pd.Timestamp("2022-02-08")
    tables = dict(analysis.tables)
    articles = tables["articles"].copy()
    late = (articles["event"] == "e5") & (articles["outlet"] == "Quiet")
    articles.loc[late, "published"] = day + pd.Timedelta(days=1)
    moved = framing.Analysis({**tables, "articles": articles}, analysis.measures, analysis.manifest, analysis.corpus)
    change = change_around(moved, day.date(), target="Loud", reference="Quiet")
    assert (change.n_straddling, change.n_before, change.n_after) == (1, 5, 4)


def test_too_few_events_are_refused_and_forced_output_is_stamped():
    analysis = analyzed(JUMP, STEADY)
    with pytest.raises(NotEnoughData, match="there are 2 and 2"):
        change_around(analysis, DAY, target="Loud", reference="Quiet", window_days=14)
    forced = change_around(analysis, DAY, target="Loud", reference="Quiet", window_days=14, force=True)
    assert forced.sentence().startswith("[FORCED") and np.isnan(forced.low)
    with pytest.raises(NotEnoughData, match="there are 0 and 0"):
        change_around(analysis, "2030-01-01", target="Loud", reference="Quiet", force=True)


def test_a_share_changes_by_a_difference(demo):
    change = change_around(demo, "2023-11-01", target="Eastern Banner", measure="direct_share", window_days=700)
    expected = (change.after[0] - change.after[1]) - (change.before[0] - change.before[1])
    assert change.value == pytest.approx(expected)
    assert change.table["n_events"].tolist() == [3, 3, 3, 3]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"date": "in May"}, FramingError, "is no date"),
        ({"unit": "month"}, UnknownName, "Unknown unit 'month'"),
        ({"target": "Laud"}, UnknownName, "Did you mean 'Loud'"),
        ({"window_days": 0}, FramingError, "at least 1"),
        ({"measure": "loded_rate"}, UnknownName, "Did you mean 'loaded_rate'"),
    ],
)
def test_bad_requests(options, error, message):
    options = {"date": DAY, "target": "Loud", "reference": "Quiet", **options}
    with pytest.raises(error, match=message):
        change_around(analyzed(JUMP, STEADY), **options)


def test_articles_without_dates_have_no_trend():
    analysis = framing.analyze(["One text.", "Another text."], lexicons=[CIRCUS], actors=[], trained=False)
    with pytest.raises(NotEnoughData, match="No article has a date"):
        trend(analysis)
    with pytest.raises(UnknownName, match="Did you mean 'month'"):
        trend(analysis, "months")
