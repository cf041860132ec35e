"""The measures of portrayal per outlet and actor, counted by hand; who says what about whom."""

import math

import pandas as pd
import pytest

import framing
from framing.errors import FramingError
from framing.lexicon import Actor, ActorFile, Entry, Lexicon

PUTIN, ZELENSKY = "Vladimir Putin", "Volodymyr Zelensky"
PAD = " The hall was empty and nobody had opened the windows for weeks."
ROWS = [
    ("Herald", "Zelensky speaks", "Volodymyr Zelensky spoke to a small crowd in the old town hall on Monday." + PAD),
    (
        "Herald",
        "A quiet day",
        "Nothing much happened in the town on Monday, people in the market said." + PAD + "\n\nPutin left.",
    ),
    ("Herald", "Zelensky and Zelensky", "The crowd in the old town hall waited for an hour, for nobody in the end." + PAD),
    ("Globe", "Talks", "Vladimir Putin met Volodymyr Zelensky in the town hall of a small port on Monday." + PAD),
]


def analysed(rows: list[tuple[str, str | None, str]], **options: object) -> framing.Analysis:
    frame = pd.DataFrame(rows, columns=["outlet", "headline", "text"])
    given = {"lexicons": [], "actors": ["russia_ukraine"], "trained": False, **options}
    return framing.analyze(framing.Corpus.from_frame(frame), **given)  # type: ignore[arg-type]


def value(
    analysis: framing.Analysis, measure: str, outlet: str, actor: str, column: str = "value", voice: str = "outlet"
) -> float:
    table = analysis.by("outlet", "actor", measures=[measure], voice=voice).set_index(["outlet", "actor"])
    return float(table.loc[(outlet, actor), column])


@pytest.fixture(scope="module")
def seen() -> framing.Analysis:
    return analysed(ROWS)


def test_headlines_count_once_however_often_they_name_the_actor(seen: framing.Analysis) -> None:
    assert value(seen, "headline_share", "Herald", ZELENSKY) == pytest.approx(2 / 3)
    assert value(seen, "headline_share", "Globe", ZELENSKY) == 0


def test_articles_without_a_headline_are_not_among_the_headlines() -> None:
    found = analysed([("Herald", None, "It rained in the port." + PAD), ("Herald", "Zelensky speaks", "It rained." + PAD)])
    assert value(found, "headline_share", "Herald", ZELENSKY) == 1
    assert value(found, "headline_share", "Herald", ZELENSKY, "exposure") == 1


def test_leads_are_first_paragraphs(seen: framing.Analysis) -> None:
    assert value(seen, "lead_share", "Herald", ZELENSKY) == pytest.approx(1 / 3)
    assert value(seen, "lead_share", "Herald", PUTIN) == 0
    assert value(seen, "lead_share", "Globe", PUTIN) == 1


def test_shares_of_all_mentions_need_an_actor(seen: framing.Analysis) -> None:
    assert not {"visibility", "voice_share"} & set(seen.by("outlet")["measure"])
    with pytest.raises(FramingError, match="Add the key 'actor'"):
        seen.by("outlet", measures=["visibility"])


def test_such_shares_cannot_be_compared_between_outlets(demo: framing.Analysis) -> None:
    with pytest.raises(FramingError, match=r"See analysis.by\('outlet', 'actor'\)"):
        framing.compare(demo, "outlet", target="Eastern Banner", reference="Meridian Wire", measures=["voice_share"])


def test_visibility_of_all_actors_adds_up_to_one(seen: framing.Analysis) -> None:
    table = seen.by("outlet", "actor", measures=["visibility"])
    assert table.groupby("outlet")["value"].sum().tolist() == pytest.approx([1, 1])


HARM = [
    (
        "Herald",
        None,
        "Russian troops shelled the town. Putin poisoned Zelensky. Putin was arrested. Zelensky rescued Putin." + PAD,
    )
]


@pytest.mark.parametrize(
    ("measure", "actor", "share", "exposure"),
    [
        ("harm_agent_share", PUTIN, 1 / 2, 2),
        ("harm_patient_share", PUTIN, 1 / 2, 2),
        ("harm_agent_share", ZELENSKY, 0, 1),
        ("harm_patient_share", ZELENSKY, 1, 1),
        ("harm_agent_share", "Armed forces of Russia", 1, 1),
        ("help_agent_share", ZELENSKY, 1, 1),
        ("help_patient_share", PUTIN, 1, 1),
    ],
)
def test_parts_in_events(measure: str, actor: str, share: float, exposure: int) -> None:
    found = analysed(HARM)
    assert value(found, measure, "Herald", actor) == share
    assert value(found, measure, "Herald", actor, "exposure") == exposure


def test_parts_in_quotations_are_not_the_outlets() -> None:
    found = analysed([("Herald", None, "“Putin attacked us,” Volodymyr Zelensky said." + PAD)])
    assert not len(found.by("outlet", "actor", measures=["harm_agent_share"]))
    assert value(found, "harm_agent_share", "Herald", PUTIN, voice="direct") == 1


def test_voice_is_the_share_of_attributed_words() -> None:
    text = "“We are ready to talk,” Volodymyr Zelensky said.\n\n“No,” Vladimir Putin said.\n\n“Rain is near here,” Ana Roe said."
    found = analysed([("Herald", None, text)])
    assert value(found, "voice_share", "Herald", ZELENSKY) == pytest.approx(5 / 10)
    assert value(found, "voice_share", "Herald", PUTIN) == pytest.approx(1 / 10)


def test_balance_of_stances_is_endorsing_less_doubting() -> None:
    text = "Volodymyr Zelensky confirmed that the port was closed. Vladimir Putin claimed that the port was open. Putin said it was late."
    found = analysed([("Herald", None, text + PAD)])
    assert value(found, "stance_balance", "Herald", ZELENSKY) == 1
    assert value(found, "stance_balance", "Herald", PUTIN) == pytest.approx(-1 / 2)


def test_loaded_terms_count_for_their_target() -> None:
    crook = Entry(id="crook", category="epithet.person", forms=("the butcher of Omsk",), valence=-1, target="x")
    files = [ActorFile(id="mine", actors=(Actor("x", "Ruth Okafor", "person"), Actor("y", "Ida Sand", "person")))]
    text = "Ruth Okafor, the butcher of Omsk, met Ida Sand. Ruth Okafor left. “The butcher of Omsk is here,” Ida Sand said." + PAD
    found = analysed([("Herald", None, text)], lexicons=[Lexicon(id="mine", entries=(crook,))], actors=files)
    assert value(found, "loaded_per_100_mentions", "Herald", "Ruth Okafor") == 50
    assert value(found, "loaded_per_100_mentions", "Herald", "Ida Sand") == 0
    row = found.by("outlet", "actor", measures=["loaded_per_100_mentions"]).iloc[0]
    assert row["unit"] == "per 100 mentions"


def test_no_mentions_no_rows() -> None:
    found = analysed([("Herald", "Rain", "It rained in the port all day long." + PAD)])
    table = found.by("outlet", "actor")
    assert not len(table)
    assert not len(found.who_about_whom("outlet"))


def test_measures_are_the_same_after_reading_back(tmp_path: object) -> None:
    found = analysed(HARM)
    found.save(str(tmp_path))
    pd.testing.assert_frame_equal(framing.read_analysis(str(tmp_path)).by("outlet", "actor"), found.by("outlet", "actor"))


def test_who_about_whom() -> None:
    text = "“Putin lied to us,” Volodymyr Zelensky said. “Zelensky is a brave man,” Vladimir Putin said. Putin left."
    rows = [("Herald", None, text), ("Globe", None, "“Putin is a liar,” Volodymyr Zelensky said.")]
    table = analysed(rows).who_about_whom()
    assert table[["speaker", "actor", "n_mentions", "n_articles"]].values.tolist() == [
        [ZELENSKY, PUTIN, 2, 2],
        [PUTIN, ZELENSKY, 1, 1],
    ]
    assert table["tone"].iloc[0] < 0 < table["tone"].iloc[1]
    assert math.isnan(table["low"].iloc[1]) and "fewer" in table["note"].iloc[1]


def test_who_about_whom_opens_to_the_text() -> None:
    found = analysed([("Herald", None, "It is late. “Putin lied to us,” Volodymyr Zelensky said.")])
    row = found.who_about_whom("outlet").iloc[0]
    assert found.corpus is not None
    article = next(each for each in found.corpus if each.id == row["article"])
    assert article.text[row["start"] : row["end"]] == "Putin"
    assert row["example"] == "It is late. “Putin lied to us,” Volodymyr Zelensky said."
    assert row["outlet"] == "Herald"


# ---------------------------------------------------------------- what the outlets of the embedded corpus were written to do


def by_outlet(demo: framing.Analysis, measure: str, actor: str) -> dict[str, float]:
    table = demo.by("outlet", "actor", measures=[measure])
    return dict(table[table["actor"] == actor].set_index("outlet")["value"])


@pytest.mark.parametrize("actor", ["Dmitry Peskov", "Government of Russia"])
def test_partisans_weigh_moscow_in_opposite_ways(demo: framing.Analysis, actor: str) -> None:
    balance = by_outlet(demo, "stance_balance", actor)
    assert balance["Eastern Banner"] > 0 > balance["Western Standard"]
    assert balance["Meridian Wire"] == 0


def test_the_banner_doubts_kyiv_and_the_standard_does_not(demo: framing.Analysis) -> None:
    balance = by_outlet(demo, "stance_balance", ZELENSKY)
    assert balance["Eastern Banner"] < 0 <= balance["Western Standard"]


def test_the_banner_has_loaded_terms_for_kyiv(demo: framing.Analysis) -> None:
    loaded = by_outlet(demo, "loaded_per_100_mentions", "Government of Ukraine")
    assert loaded.pop("Eastern Banner") > max(loaded.values())
    assert loaded["Meridian Wire"] == 0


def test_partisans_give_voice_to_opposite_sides(demo: framing.Analysis) -> None:
    moscow, kyiv = by_outlet(demo, "voice_share", "Dmitry Peskov"), by_outlet(demo, "voice_share", ZELENSKY)
    assert moscow["Eastern Banner"] > kyiv["Eastern Banner"]
    assert kyiv["Western Standard"] > moscow["Western Standard"]


def test_the_standard_is_harder_on_moscow_than_the_banner(demo: framing.Analysis) -> None:
    tone = by_outlet(demo, "tone", "Government of Russia")
    assert tone["Western Standard"] < tone["Eastern Banner"]


def test_headlines_with_a_name_are_those_that_have_it(demo: framing.Analysis) -> None:
    assert demo.corpus is not None
    for outlet, found in by_outlet(demo, "headline_share", ZELENSKY).items():
        headlines = [article.headline or "" for article in demo.corpus if article.outlet == outlet]
        assert found == sum("Zelensk" in headline for headline in headlines) / len(headlines)


def test_who_about_whom_in_the_demo_corpus(demo: framing.Analysis) -> None:
    table = demo.who_about_whom()
    spoken = demo.mentions.dropna(subset=["speaker_actor"])
    assert table["n_mentions"].sum() == len(spoken)
    assert not spoken["voice"].eq("outlet").any()
