"""Comparison: on the same events, with refusals."""

import numpy as np
import pandas as pd
import pytest

import framing
from framing.errors import FramingError, NotEnoughData, UnknownName
from framing.lexicon import Entry, Lexicon

CIRCUS = Lexicon(
    "mine",
    version="1",
    entries=(Entry("circus", "figurative.ridicule", ("circus",)), Entry("farce", "figurative.ridicule", ("farce",))),
)
FILLER = "The delegates met again in the afternoon and spoke about the next steps. " * 20


def corpus(loud, quiet, *, events=True):
    """Return a frame in which Loud and Quiet cover the same events with so many loaded words each."""
    rows = []
    for number, (many, few) in enumerate(zip(loud, quiet, strict=True)):
        rows.append(("Loud", f"e{number}", f"Event {number}. " + "A circus. " * many + FILLER))
        rows.append(("Quiet", f"e{number}", f"Event {number}. " + "A farce. " * few + FILLER))
    frame = pd.DataFrame(rows, columns=["outlet", "event", "text"])
    return frame if events else frame.drop(columns="event")


@pytest.fixture(scope="module")
def eight():
    frame = corpus([4, 6, 3, 8, 5, 6, 7, 5], [2, 2, 3, 3, 1, 2, 1, 2])
    return framing.analyze(frame, lexicons=[CIRCUS], actors=[])


def test_matched_comparison(eight):
    gap = framing.compare(eight, target="Loud", reference="Quiet", measures=["loaded_rate"])
    row = gap.finding("loaded_rate")
    assert gap.design.n_events == row["n_units"] == 8
    assert row["low"] < row["ratio"] < row["high"] and row["low"] > 1
    assert row["p"] == pytest.approx(2 / 2**8 * 2, abs=0.02)
    assert "Loud" in gap.sentence("loaded_rate") and "8 events both covered" in gap.sentence("loaded_rate")


def test_contributions_add_up_to_the_difference(eight):
    gap = framing.compare(eight, target="Loud", reference="Quiet")
    assert gap.words["contribution"].sum() == pytest.approx(gap.finding("loaded_rate")["difference"])
    assert gap.words["entry"].tolist() == ["circus", "farce"]


def test_contributions_add_up_on_the_demonstration_corpus(demo):
    gap = framing.compare(demo, target="Eastern Banner", reference="Meridian Wire")
    assert gap.words["contribution"].sum() == pytest.approx(gap.finding("loaded_rate")["difference"])


def test_means_have_differences_and_no_ratios(demo):
    rows = framing.compare(demo, target="Eastern Banner", reference="Meridian Wire").measures.set_index("measure")
    means = ["tone", "reading_ease", "vader_compound"]
    assert rows.loc[means, "ratio"].isna().all() and rows.loc[means, "difference"].notna().all()
    assert rows.loc[["loaded_rate", "direct_share"], "ratio"].notna().all()


def test_exchanging_target_and_reference_turns_everything_around(eight):
    one = framing.compare(eight, target="Loud", reference="Quiet").measures.set_index("measure")
    other = framing.compare(eight, target="Quiet", reference="Loud").measures.set_index("measure")
    assert one.loc["loaded_rate", "ratio"] == pytest.approx(1 / other.loc["loaded_rate", "ratio"])
    assert one.loc["loaded_rate", "low"] == pytest.approx(1 / other.loc["loaded_rate", "high"])
    np.testing.assert_allclose(one["difference"], -other["difference"])
    np.testing.assert_allclose(one["p"], other["p"])


def test_a_test_that_cannot_be_significant_is_refused_and_forced_output_is_stamped():
    analysis = framing.analyze(corpus([4, 6, 3], [2, 2, 3]), lexicons=[CIRCUS], actors=[])
    gap = framing.compare(analysis, target="Loud", reference="Quiet")
    assert gap.measures["p"].isna().all()
    assert "At least 6 matched events are needed" in gap.refusals["primary"]
    assert "no test: 3 matched events" in gap.sentence("loaded_rate")
    forced = framing.compare(analysis, target="Loud", reference="Quiet", force=True)
    assert forced.finding("loaded_rate")["p"] >= 0.25
    assert forced.sentence("loaded_rate").startswith("[FORCED")
    assert forced.caption().startswith("FORCED") and "FORCED" in repr(forced)


def test_without_events_articles_are_compared_and_it_is_said():
    frame = corpus([4, 6, 3, 8, 5], [2, 2, 3, 3, 1], events=False)
    analysis = framing.analyze(frame, lexicons=[CIRCUS], actors=[])
    gap = framing.compare(analysis, target="Loud", reference="Quiet")
    assert gap.design.matched_by is None
    assert "not matched by event" in gap.sentence("loaded_rate")
    assert "differences in the news covered" in gap.methods()


def test_all_others_are_the_reference_when_none_is_named(demo):
    gap = framing.compare(demo, target="Daily Spark")
    assert gap.design.reference == "all others"
    assert gap.design.n_articles == (6, 24)


def test_matching_by_another_column(demo):
    gap = framing.compare(demo, target="Daily Spark", reference="Meridian Wire", match="month")
    assert gap.design.matched_by == "month"


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"target": "Loudd", "reference": "Quiet"}, UnknownName, "Did you mean 'Loud'"),
        ({"target": "Loud", "reference": "Loud"}, FramingError, "Name two different ones"),
        ({"target": "Loud", "key": "outlett"}, UnknownName, "Did you mean 'outlet'"),
        ({"target": "Loud", "match": "evnt"}, UnknownName, "Did you mean 'event'"),
        ({"target": "Loud", "measures": ["bias"]}, UnknownName, "Unknown measure 'bias'"),
    ],
)
def test_bad_names(eight, options, error, message):
    with pytest.raises(error, match=message):
        framing.compare(eight, **options)


def test_no_common_event_is_refused():
    frame = corpus([4], [2]).assign(event=["one", "two"])
    analysis = framing.analyze(frame, lexicons=[CIRCUS], actors=[])
    with pytest.raises(NotEnoughData, match="have no event in common"):
        framing.compare(analysis, target="Loud", reference="Quiet")


def test_texts_claim_no_causes_and_name_versions(eight):
    gap = framing.compare(eight, target="Loud", reference="Quiet")
    said = " ".join([gap.sentence(), gap.caption(), gap.methods()]).lower()
    for word in ("because", "bias", "propaganda", "manipulat", "intent"):
        assert word not in said
    assert "mine@1" in gap.caption() and "descriptive of these texts" in gap.caption()
    assert r"\begin{table}" in gap.to_latex()
    assert "<table" in gap._repr_html_()


def test_sides_of_several_topics_are_not_compared(demo):
    with pytest.raises(FramingError, match="compare one topic at a time"):
        framing.compare(demo, target="Eastern Banner", reference="Meridian Wire", measures=["variant_share"])
    war = framing.analyze(demo.corpus.filter(event=["istanbul-talks", "grain-deal", "swiss-summit"]), trained=False)
    gap = framing.compare(war, target="Eastern Banner", reference="Meridian Wire")
    assert gap.finding("variant_share")["difference"] == -1


def test_one_outlet_alone_has_nothing_to_compare_with():
    frame = corpus([1] * 4, [0] * 4).query("outlet == 'Loud'")
    with pytest.raises(NotEnoughData, match="nothing to compare with"):
        framing.compare(framing.analyze(frame, lexicons=[CIRCUS], actors=[], trained=False), target="Loud")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"alpha": 2}, "between 0 and 1"),
        ({"alpha": "x"}, "between 0 and 1"),
        ({"measures": []}, "measures is empty"),
        ({"match": 5}, "5 is no key"),
        ({"key": ["outlet"]}, "is no key"),
    ],
)
def test_options_of_a_wrong_kind_are_refused(eight, options, told):
    with pytest.raises(FramingError, match=told):
        framing.compare(eight, target="Loud", reference="Quiet", **options)
