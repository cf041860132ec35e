"""Sensitivity: leaving a part out gives what a comparison without that part gives."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import framing
from framing.errors import FramingError, UnknownName
from framing.lexicon import Entry, Lexicon

MINE = Lexicon(
    "mine",
    version="1",
    entries=(
        Entry("circus", "figurative.ridicule", ("circus",)),
        Entry("farce", "figurative.ridicule", ("farce",)),
        Entry("sham", "figurative.ridicule", ("sham",)),
    ),
)
FILLER = "The delegates met again in the afternoon and spoke about the next steps. " * 20
LOUD, QUIET, MILD = [4, 6, 3, 8, 5, 6, 7, 5], [2, 2, 3, 3, 1, 2, 1, 2], [1, 2, 1, 0, 2, 1, 1, 1]


def rows(events=True):
    """Return a frame of three outlets on the same eight events."""
    found = []
    for number, counts in enumerate(zip(LOUD, QUIET, MILD, strict=True)):
        for outlet, many, word in zip(("Loud", "Quiet", "Mild"), counts, ("circus", "farce", "sham"), strict=True):
            text = f"Event {number}. " + f"A {word}. " * many + "A sham. " * (number % 3 == 0) + FILLER
            found.append((f"{outlet}{number}", outlet, f"e{number}", f"A sham at {outlet} {number}", text))
    frame = pd.DataFrame(found, columns=["id", "outlet", "event", "headline", "text"])
    return frame if events else frame.drop(columns="event")


def analyzed(frame, entries=MINE.entries):
    return framing.analyze(frame, lexicons=[Lexicon("mine", version="1", entries=entries)], actors=[], trained=False)


@pytest.fixture(scope="module")
def analysis():
    return analyzed(rows())


def compared(analysis, reference="Quiet", **options):
    options = {"measures": ["loaded_rate", "attribution_rate"], **options}
    return framing.compare(analysis, target="Loud", reference=reference, **options)


def one(frame, variation, left_out):
    found = frame[(frame["variation"] == variation) & (frame["left_out"] == left_out)]
    assert len(found) == 1
    return found.iloc[0]


def same(row, finding):
    got = [row[name] for name in ("value", "low", "high", "p")]
    np.testing.assert_allclose(got, [finding[name] for name in ("ratio", "low", "high", "p")], rtol=1e-9)


def test_a_term_left_out_is_a_lexicon_without_it(analysis):
    row = one(compared(analysis).sensitivity("loaded_rate"), "term", "circus")
    without = tuple(entry for entry in MINE.entries if entry.id != "circus")
    same(row, compared(analyzed(rows(), without)).finding("loaded_rate"))
    assert not row["same_sign"]


def test_an_event_left_out_is_a_corpus_without_it(analysis):
    row = one(compared(analysis).sensitivity("loaded_rate"), "event", "e3")
    frame = rows()
    same(row, compared(analyzed(frame[frame["event"] != "e3"])).finding("loaded_rate"))
    assert row["n_units"] == 7 and row["same_sign"] and row["still_excludes_no_effect"]


def test_an_outlet_of_a_pooled_reference_left_out_is_a_corpus_without_it(analysis):
    row = one(compared(analysis, None).sensitivity("loaded_rate"), "outlet", "Mild")
    frame = rows()
    same(row, compared(analyzed(frame[frame["outlet"] != "Mild"]), None).finding("loaded_rate"))


def test_no_outlet_is_left_out_where_the_reference_is_one_outlet(analysis):
    assert "outlet" not in set(compared(analysis).sensitivity("loaded_rate")["variation"])


def test_an_article_left_out_without_events():
    frame = rows(events=False)
    found = compared(analyzed(frame)).sensitivity("loaded_rate")
    row = one(found, "article", "Loud3")
    wanted = compared(analyzed(frame[frame["id"] != "Loud3"])).finding("loaded_rate")
    np.testing.assert_allclose([row["value"], row["low"], row["high"]], [wanted["ratio"], wanted["low"], wanted["high"]])
    assert row["p"] == pytest.approx(wanted["p"], abs=0.02)
    assert "event" not in set(found["variation"])


def test_headlines_and_bodies_are_counted_apart(analysis):
    found = compared(analysis).sensitivity("loaded_rate")
    frame = rows()
    bodies = compared(analyzed(frame.drop(columns="headline"))).finding("loaded_rate")
    row = one(found, "segment", "bodies only")
    assert row["value"] == pytest.approx(bodies["ratio"], rel=1e-6)
    assert one(found, "segment", "headlines only")["value"] == pytest.approx(1, abs=0.1)


def test_all_voices_counted_is_the_comparison_of_all_voices(analysis):
    row = one(compared(analysis).sensitivity("loaded_rate"), "voices", "all voices counted")
    same(row, compared(analysis, voice="all").finding("loaded_rate"))


def test_another_version_of_a_lexicon_is_the_comparison_made_with_it(analysis):
    older = analyzed(rows(), entries=MINE.entries[:2])
    found = compared(analysis).sensitivity("loaded_rate", others={"mine 0": older})
    assert one(found, "analysis", "mine 0")["value"] == pytest.approx(compared(older).finding("loaded_rate")["ratio"])


def test_an_analysis_of_other_articles_is_refused(analysis):
    with pytest.raises(FramingError, match="lacks 8 compared articles: Quiet0, Quiet1, Quiet2"):
        compared(analysis).sensitivity("loaded_rate", others={"loud": analyzed(rows().query("outlet == 'Loud'"))})


def test_what_moves_the_result_most_stands_first(analysis):
    gap = compared(analysis)
    found = gap.sensitivity("loaded_rate")
    for _, part in found.groupby("variation"):
        moved = np.abs(np.log(part["value"] / gap.finding("loaded_rate")["ratio"]))
        assert (np.diff(moved) <= 1e-12).all()


def test_too_few_events_give_no_test_and_say_so():
    gap = compared(analyzed(rows()[lambda frame: frame["event"].isin(["e0", "e1", "e2", "e3", "e4", "e5"])]))
    found = gap.sensitivity("loaded_rate")
    left = found[found["variation"] == "event"]
    assert left["p"].isna().all() and left["note"].str.contains("At least 6 matched events").all()
    assert left["same_sign"].all()


def test_two_events_left_have_no_interval():
    gap = compared(analyzed(rows()[lambda frame: frame["event"].isin(["e0", "e1", "e2"])]))
    left = gap.sensitivity("loaded_rate")[lambda frame: frame["variation"] == "event"]
    assert left["low"].isna().all() and left["still_excludes_no_effect"].isna().all()


def test_copies_are_left_out_together():
    frame = rows().assign(copy_of=lambda table: np.where(table["id"].isin(["Quiet0", "Quiet1"]), "Loud0", ""))
    found = compared(analyzed(frame)).sensitivity("loaded_rate")
    assert one(found, "copies", "copies of other articles")["n_units"] == 6


def test_all_primary_measures_by_default_and_unknown_ones_refused(analysis):
    gap = compared(analysis)
    assert gap.sensitivity()["measure"].unique().tolist() == ["attribution_rate", "loaded_rate"]
    with pytest.raises(UnknownName, match="Did you mean 'loaded_rate'"):
        gap.sensitivity("loaded_rat")


def test_shares_are_taken_apart_too(demo):
    gap = framing.compare(demo, target="Eastern Banner", reference="Meridian Wire")
    found = gap.sensitivity("unnamed_share")
    assert set(found["scale"]) == {"difference"}
    assert {"cue", "article", "event"} <= set(found["variation"])


def test_an_article_that_counts_once_counts_while_another_actor_is_left(demo):
    both = {"target": "Eastern Banner", "reference": "Meridian Wire"}
    found = framing.compare(demo, **both).sensitivity("headline_share")
    actors = found.loc[found["variation"] == "actor", "left_out"]
    for actor in actors[:4]:
        mentions = demo.table("mentions")
        without = replace(demo, tables={**demo.tables, "mentions": mentions[mentions["actor"] != actor]})
        expected = framing.compare(without, **both).finding("headline_share")["difference"]
        assert one(found, "actor", actor)["value"] == pytest.approx(expected)


def test_the_chart_takes_it(analysis):
    gap = compared(analysis)
    found = gap.sensitivity("loaded_rate").query("variation == 'term'")
    ax = framing.charts.sensitivity(found, value=gap.finding("loaded_rate")["ratio"], none=1)
    assert len(ax.get_yticklabels()) == 3
