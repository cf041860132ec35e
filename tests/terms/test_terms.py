"""Sentence in, terms out: guards, context, heads, dates, voice, longest match."""

from datetime import datetime

import pytest

from framing.analysis import Engine
from framing.corpus import Article
from framing.lexicon import Actor, ActorFile, Entry, Lexicon, VariantSet
from framing.scorers.terms import Terms

CAPITAL = VariantSet("capital", exchangeable=True, guards=("chicken Kiev", "Kyiv Post"))
SPELLING = VariantSet("president", kind="transliteration", exchangeable=True)
WAR = Lexicon(
    "war",
    kind="topic",
    about=("Kyiv", "Kiev", "Ukrain*"),
    about_min=1,
    sets=(CAPITAL, SPELLING),
    entries=(
        Entry("kyiv", "naming.toponym", ("Kyiv",), set="capital", side="A", case="sensitive"),
        Entry("kiev", "naming.toponym", ("Kiev",), set="capital", side="B", case="sensitive"),
        Entry("regime", "legitimacy.delegitimise", ("Kiev regime", "regime"), side="B", valence=-1),
        Entry("zelensky", "naming.person", ("Zelensky",), set="president", side="B"),
        Entry(
            "smo",
            "naming.event",
            ("special military operation",),
            side="B",
            valence=1,
            since=datetime(2022, 2, 24).date(),
        ),
    ),
)
GENERAL = Lexicon(
    "legitimacy_doubt",
    entries=(
        Entry(
            "so_called",
            "legitimacy.delegitimise",
            ("so-called", "so called"),
            target="head",
            heads=("government", "talks", "leader", "leaders", "republic"),
            valence=-1,
        ),
        Entry("regime", "legitimacy.delegitimise", ("regime",), valence=-1, unless_near=("sanctions", "tax*")),
        Entry("stunt", "figurative.ridicule", ("stunt",), requires_near=("political", "public*")),
    ),
)
ACTORS = ActorFile(
    "people", actors=(Actor("unis", "Unis", "group", names=("Unis",)), Actor("ukraine", "Ukraine", "government", names=("Ukraine", "Ukrainian government")),)
)


def terms(text, *lexicons, published=None, headline=None):
    engine = Engine([Terms(lexicons or (WAR, GENERAL), [ACTORS])], trained=False)
    article = Article(text, outlet="Post", headline=headline, published=published)
    return engine.read([article])["terms"].to_pandas()


def entries(text, *lexicons, **known):
    return terms(text, *lexicons, **known)["entry"].tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks in Kyiv went on.", ["kyiv"]),
        ("KYIV was calm.", ["kyiv"]),
        ("Kiev's mayor spoke.", ["kiev"]),
        ("He ate chicken Kiev in Ukraine.", []),
        ("She writes for the Kyiv Post in Ukraine.", []),
        ("kiev in small letters, Ukraine.", []),
    ],
)
def test_names_and_guards(text, expected):
    assert entries(text, WAR) == expected


def test_a_topic_lexicon_counts_only_in_articles_about_its_topic():
    assert entries("The regime fell in Rome.", WAR) == []
    assert entries("The regime fell in Ukraine.", WAR) == ["regime"]


def test_the_longest_form_wins_but_a_place_name_stays_a_choice_of_its_own():
    found = terms("The Kiev regime spoke.", WAR)
    assert found["text"].tolist() == ["Kiev regime", "Kiev"]
    assert found["loaded"].tolist() == [True, False]


def test_overlapping_hits_of_two_lexicons_count_once_as_loaded():
    found = terms("The Kiev regime spoke.")
    assert sorted(found["lexicon"]) == ["legitimacy_doubt", "war", "war"]
    assert found["loaded"].sum() == 1


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("The so-called Ukrainian government met.", ["Ukraine"]),
        ("The so called “government” met.", ["government"]),
        ("Russia and the so-called Ukrainian government held talks.", ["Ukraine"]),
        ("These so-called quantum dots glow.", []),
        ("He left, so called to say.", []),
        ("A so-called Ukraine leader spoke.", ["Ukraine leader"]),
        ("A so-called Ukraine lamp fell.", []),
        ("The so-called government shutdown ended.", []),
        ("The so-called government said nothing.", ["government"]),
        ("The so-called government in Ukraine met.", ["government"]),
        ("The so-called Donetsk People's republic met.", ["Donetsk People's republic"]),
        ("The so-called government number 3 met.", ["government"]),
        ("The so-called Unis memo leaked.", []),
        ("The so-called Ukraine emails by hackers spread.", []),
        ("The so-called leader claims that it is late.", ["leader"]),
        ("A so-called talks “epidemic” began.", ["talks"]),
        ("The so-called government PACs paid.", []),
        ("The so-called lamp Ukraine sold.", []),
        ("The so-called leader Ukraine had met.", ["Ukraine"]),
        ("The so-called leaders agree that it is late.", ["leaders"]),
        ("The so-called leader's house burned.", ["leader"]),
        ("The so-called “elected” government met.", ["elected” government"]),
    ],
)
def test_so_called_needs_a_head(text, targets):
    found = terms(text, GENERAL)
    assert found.loc[found["entry"] == "so_called", "target"].tolist() == targets


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Ann Smith alleged Ukraine was late.", []),
        ("She alleged Ukraine was late.", []),
        ("Ann Smith, 55, alleged Ukraine was late.", []),
        ("The alleged Ukraine met.", ["Ukraine"]),
        ("The alleged talks failed.", ["talks"]),
    ],
)
def test_a_verb_is_no_adjective_before_an_actor(text, targets):
    alleged = Entry("alleged", "doubt.marker", ("alleged",), target="head", heads=("talks",), valence=-1)
    assert terms(text, Lexicon("mine", entries=(alleged,)))["target"].tolist() == targets


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("They signed these “agreements” in May.", "agreements"),
        ("The “elected” leader of the town left.", "leader"),
        ("The “democratic” Ukrainian government met.", "Ukraine"),
        ("They came as “liberators”, and stayed.", "liberators"),
    ],
)
def test_scare_quotes_are_said_of_the_noun_that_follows_or_of_themselves(text, target):
    found = terms(text, GENERAL)
    assert found.loc[found["entry"] == "scare_quote", "target"].tolist() == [target]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("The regime fell.", True),
        ("The sanctions regime fell.", False),
        ("A new tax regime began.", False),
        ("The regime fell. Sanctions stayed.", True),
        ("It was a political stunt.", True),
        ("It was a publicity stunt.", True),
        ("The stunt man fell.", False),
    ],
)
def test_words_nearby_cancel_or_are_required(text, hit):
    assert bool(entries(text, GENERAL)) is hit


def test_entries_are_valid_from_their_date_on():
    text = "The special military operation in Ukraine."
    assert entries(text, WAR, published=datetime(2021, 5, 1)) == []
    assert entries(text, WAR, published=datetime(2022, 5, 1)) == ["smo"]
    assert entries(text, WAR) == ["smo"]


def test_words_in_a_quotation_are_the_speakers():
    found = terms("“The regime will fall very soon indeed,” Ana Petrova said. The regime stayed.", GENERAL)
    assert found["voice"].tolist() == ["direct", "outlet"]
    assert found["speaker"].tolist()[0] == "Ana Petrova"


def test_scare_quotes_are_rows_of_their_own():
    found = terms("There were no such “agreements,” but Russia wants them.", GENERAL)
    assert found[["entry", "category", "text"]].values.tolist() == [["scare_quote", "doubt.scare_quote", "agreements"]]


def test_without_the_lexicon_of_doubt_scare_quotes_are_not_looked_for():
    assert entries("Ukraine saw no such “agreements,” but Russia wants them.", WAR) == []


def test_transliterations_are_described_and_never_scored():
    found = terms("Zelensky spoke in Ukraine.", WAR)
    assert found[["lane", "scored", "loaded"]].values.tolist() == [["descriptive", False, False]]


def test_offsets_point_into_headline_and_body():
    found = terms("Kyiv said so.", WAR, headline="Kiev or Kyiv")
    assert found[["segment", "start", "end", "text", "sentence"]].values.tolist() == [
        ["headline", 0, 4, "Kiev", 0],
        ["headline", 8, 12, "Kyiv", 0],
        ["body", 0, 4, "Kyiv", 1],
    ]


def test_without_hits_the_table_keeps_its_columns_and_types():
    found = terms("Nothing.", GENERAL)
    assert len(found) == 0
    assert found.dtypes[["start", "valence", "text", "loaded"]].astype(str).tolist() == [
        "int64",
        "int64",
        "str",
        "bool",
    ]


def test_exchanging_the_sides_exchanges_the_rates():
    import framing

    texts = ["Kiev regime and the special military operation in Ukraine. " * 10, "Kyiv said so. " * 30]
    plain = framing.analyze(texts, lexicons=[WAR], actors=[])
    swapped = framing.analyze(texts, lexicons=[WAR.swapped()], actors=[])
    for one, other in (("side_a_rate", "side_b_rate"), ("side_b_rate", "side_a_rate")):
        assert plain.sums(one).numerator.tolist() == swapped.sums(other).numerator.tolist()
    share, mirrored = plain.sums("variant_share"), swapped.sums("variant_share")
    assert (share.numerator + mirrored.numerator).tolist() == share.denominator.tolist()
