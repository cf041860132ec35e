"""Discovery: articles in, phrases out."""

import re

import numpy as np
import pandas as pd
import pytest

import framing
from framing.corpus import Article, Corpus
from framing.discover.phrases import count_phrases
from framing.discover.stream import read_stream
from framing.discover.tables import surface
from framing.errors import FramingError, NotEnoughData, OutputError, UnknownName
from framing.lexicon import load_lexicon
from framing.stats import log_odds

NOUNS = ["meeting", "table", "window", "paper", "house", "garden", "river", "bridge", "street", "market", "school", "doctor", "teacher", "lawyer", "farmer", "worker", "driver", "engine", "machine", "letter", "number", "colour", "voice", "music", "picture", "story", "lesson", "answer", "question", "reason", "moment", "summer", "winter", "mountain", "valley", "forest", "field", "animal", "horse", "bird", "water", "bread", "butter", "sugar", "coffee", "bottle", "glass", "knife", "plate", "kitchen"]
VERBS = ["opened", "closed", "moved", "changed", "followed", "carried", "reached", "showed", "kept", "held", "brought", "found", "built", "watched", "touched"]


def sentence(rng):
    one, two, three = rng.choice(NOUNS, 3, replace=False)
    return f"The {one} near the {two} {rng.choice(VERBS)} the {three}."


def article(rng, extra=(), n=60):
    """Return a text of neutral sentences with some others strewn in."""
    lines = [sentence(rng) for _ in range(n)]
    for line in extra:
        lines.insert(int(rng.integers(5, n - 5)), line)
    return " ".join(lines)


def corpus(loud=(), quiet=(), *, n=14, n_events=14, seed=0, **columns):
    """Return a corpus of two outlets on common events; each article of an outlet holds one of its lines per use."""
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(n):
        for outlet, lines in (("Loud Times", loud), ("Quiet Post", quiet)):
            extra = [line.format(n=number, noun=rng.choice(NOUNS)) for line in lines]
            rows.append((f"{outlet}-{number}", outlet, f"e{number % n_events}", article(rng, extra)))
    return Corpus.from_frame(pd.DataFrame(rows, columns=["id", "outlet", "event", "text"]).assign(**columns))


def discovered(articles, **options):
    options = {"target": "Loud Times", "reference": "Quiet Post", "permutations": 199, "trained": False, **options}
    return framing.discover(articles, **options)


ALIENS = ["The {noun} met illegal aliens near the old wall.", "The {noun} and more illegal aliens came."]
MIGRANTS = ["The {noun} met undocumented migrants near the old wall.", "The {noun} and more undocumented migrants came."]


@pytest.fixture(scope="module")
def found():
    return discovered(corpus(ALIENS, MIGRANTS))


def test_choices_of_words_are_found_on_both_sides(found):
    assert set(found.words["phrase"]) == {"illegal aliens", "undocumented migrants"}
    rows = found.words.set_index("phrase")
    assert rows.loc["illegal aliens", ["side", "count_target", "count_reference", "n_articles", "n_events"]].tolist() == [
        "Loud Times", 28, 0, 14, 14,
    ]  # fmt: skip
    assert rows.loc["undocumented migrants", "side"] == "Quiet Post"
    assert (rows["p_adjusted"] <= found.alpha).all()
    assert rows.loc["illegal aliens", "zeta"] > found.band > -found.band > rows.loc["undocumented migrants", "zeta"]


def test_parts_that_say_no_more_are_folded_in(found):
    folded = set(found.words.set_index("phrase").loc["illegal aliens", "folded"])
    assert {"illegal", "aliens", "met illegal aliens", "aliens near the old"} <= folded


def test_a_part_that_is_used_more_widely_stays():
    more = [*ALIENS, "The {noun} was illegal.", "The {noun} is illegal too.", "The {noun} seemed illegal."]
    words = discovered(corpus(more, MIGRANTS)).words.set_index("phrase")
    assert {"illegal", "illegal aliens"} <= set(words.index)
    assert "aliens" in words.loc["illegal aliens", "folded"] and "illegal" not in words.loc["illegal aliens", "folded"]


def test_contexts_show_the_phrase_as_it_stands(found):
    contexts = found.words.set_index("phrase").loc["illegal aliens", "contexts"]
    assert len(contexts) == 3 and all("[illegal aliens]" in each for each in contexts)


def test_exchanging_the_sides_turns_the_signs_around(found):
    other = discovered(corpus(ALIENS, MIGRANTS), target="Quiet Post", reference="Loud Times")
    one, two = found.words.set_index("phrase")["zeta"], other.words.set_index("phrase")["zeta"]
    np.testing.assert_allclose(one, -two.loc[one.index])


def test_zeta_is_log_odds_with_at_most_two_uses_an_article(found):
    rng = np.random.default_rng(0)
    del rng
    words = found.ranked.set_index("word")
    whole = corpus(ALIENS, MIGRANTS)
    stream = read_stream(list(whole), trained=False)
    tokens = np.bincount(stream.article[stream.own], minlength=len(whole))
    first = np.array([each.outlet == "Loud Times" for each in whole])
    said = [float(tokens[first].sum()), float(tokens[~first].sum())]
    _, zeta = log_odds([28, said[0] - 28], [0, said[1]])
    assert words.loc["illegal aliens", "zeta"] == pytest.approx(zeta[0], rel=1e-9)


def test_one_article_that_repeats_a_word_is_no_finding():
    rng = np.random.default_rng(3)
    rows = [(o, f"e{n}", article(rng, ["A most peculiar nuisance came."] * 40 if (o, n) == ("Loud Times", 3) else ()))
            for n in range(12) for o in ("Loud Times", "Quiet Post")]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["outlet", "event", "text"])
    assert not len(discovered(Corpus.from_frame(frame)).words)


def test_a_word_of_one_event_is_no_finding():
    rng = np.random.default_rng(4)
    rows = []
    for number in range(24):
        event = f"e{max(0, number - 12)}"
        for outlet in ("Loud Times", "Quiet Post"):
            line = [f"The nuisance grew by the {NOUNS[number]}."] if outlet == "Loud Times" and event == "e0" else []
            rows.append((outlet, event, article(rng, line)))
    found = discovered(Corpus.from_frame(pd.DataFrame(rows, columns=["outlet", "event", "text"])), force=True)
    assert "nuisance" not in set(found.ranked["word"])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("The {noun} met Zebulon there.", "name"),
        ("The {noun} cost 4711 coins.", "number or date"),
        ("The {noun} came on tuesday.", "number or date"),
        ("Please subscribe to the {noun}.", "boilerplate"),
    ],
)
def test_names_numbers_dates_and_furniture_are_set_aside(line, reason):
    found = discovered(corpus([line] * 2))
    word = {"name": "zebulon", "boilerplate": "subscribe"}.get(reason, "4711" if "4711" in line else "tuesday")
    assert reason in set(found.aside.query("word == @word")["reason"])
    assert word not in set(found.ranked["word"])


def test_names_are_compared_on_request_but_not_the_outlets_own():
    lines = ["The {noun} met Zebulon there.", "The {noun} stood at the Loud Times building."]
    found = discovered(corpus(lines, ["The {noun} came again."] * 2), names=True)
    assert any("zebulon" in phrase for phrase in found.words["phrase"])
    assert found.aside.set_index("word").loc["loud", "reason"] == "name of an outlet"
    assert not any("loud" in phrase for phrase in found.words["phrase"])


def test_repeated_sentences_are_set_aside():
    found = discovered(corpus(["This newspaper stands by its gardener."]))
    assert found.aside.set_index("word").loc["newspaper", "reason"] == "boilerplate"
    assert not len(found.words)


def test_standing_phrases_at_the_edges_of_texts_are_set_aside():
    rng = np.random.default_rng(5)
    rows = []
    for number in range(14):
        for outlet in ("Loud Times", "Quiet Post"):
            text = article(rng)
            if outlet == "Loud Times":
                text = f"The main points: the {NOUNS[number]} and the {NOUNS[number + 1]}. {text}"
            rows.append((outlet, f"e{number}", text))
    found = discovered(Corpus.from_frame(pd.DataFrame(rows, columns=["outlet", "event", "text"])))
    assert not len(found.words)
    assert found.aside.set_index("word").loc["main", "reason"] == "standing phrase"


def test_quotations_do_not_count_unless_asked_for():
    quoted = ["“The illegal aliens of the {noun} came,” the mayor said.", "“More illegal aliens at the {noun},” she said."]
    articles = corpus(quoted, ["The mayor said nothing of the {noun}.", "She said nothing of the {noun}."])
    assert "illegal aliens" not in set(discovered(articles).ranked["word"])
    assert "illegal aliens" in set(discovered(articles, voice="all").words["phrase"])


def test_halves_of_one_outlet_show_nothing():
    nothing = 0
    for seed in range(20):
        nothing += not len(discovered(corpus(seed=seed + 100, n=12), permutations=99).words)
    assert nothing >= 18


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("The war on terror grew", 4, {"war", "terror", "grew", "war on terror", "terror grew", "war on terror grew"}),
        ("A same-sex marriage", 3, {"same-sex", "marriage", "same-sex marriage"}),
        ("A pro-life group", 2, {"pro-life", "group"}),
        ("Talks, peace", 2, {"peace", "talks"}),
        ("The regime's army", 2, {"regime", "army"}),
        ("The of and", 3, set()),
    ],
)
def test_phrases(text, longest, expected):
    texts = [f"{text}. The {noun} came." for noun in ("cat", "dog", "hen")]
    stream = read_stream([Article(f"{each} So the {n} went.") for n, each in enumerate(texts)], trained=False, names=True)
    stream = stream.without(np.zeros(len(stream.lower), bool), 3)
    plain = read_stream([Article(each) for each in texts[:1]], trained=False, names=True)
    assert len(plain.lower)
    free = stream.__class__(**{**vars(stream), "reason": np.zeros_like(stream.reason)})
    phrases = count_phrases(free, longest)
    found = {surface(free, phrases, i) for i in range(len(phrases.n_words))}
    assert found - {"came", "went"} == expected


def test_counts_agree_with_a_count_by_hand():
    rng = np.random.default_rng(8)
    texts = [article(rng, n=12) for _ in range(6)]
    stream = read_stream([Article(each) for each in texts], voice="all")
    phrases = count_phrases(stream, 1)
    counts = {surface(stream, phrases, i): phrases.table[:, [i]].sum() for i in range(len(phrases.n_words))}
    assert counts
    for word, n in counts.items():
        assert n == sum(len(re.findall(rf"\b{word}\b", each.lower())) for each in texts)


def test_too_little_is_refused_and_forced_output_is_stamped(tmp_path):
    few = corpus(ALIENS, MIGRANTS, n=6)
    with pytest.raises(NotEnoughData, match="10 articles and 5,000 words a side; there are 6 and 6 articles"):
        discovered(few)
    found = discovered(few, force=True)
    assert "FORCED" in repr(found) and found.caption().startswith("FORCED")
    lexicon = found.accept(["illegal aliens"], tmp_path / "mine.toml", category="naming.actor")
    assert lexicon.entries[0].note.startswith("FORCED")


def test_an_analysis_gives_what_its_corpus_gives(found):
    analysis = framing.analyze(corpus(ALIENS, MIGRANTS), lexicons=[], actors=[], trained=False)
    again = framing.discover(analysis, target="Loud Times", reference="Quiet Post", permutations=199)
    pd.testing.assert_frame_equal(again.words, found.words)
    bare = framing.Analysis(analysis.tables, analysis.measures, analysis.manifest)
    with pytest.raises(FramingError, match="without its articles"):
        framing.discover(bare, target="Loud Times", reference="Quiet Post")


def test_accepted_phrases_become_a_lexicon_that_hits(found, tmp_path):
    file = tmp_path / "migration.toml"
    found.accept(["illegal aliens"], file, category="naming.actor", side="A", title="Migration")
    lexicon = found.accept(["undocumented migrants"], file, category="naming.actor", side="B")
    assert [(each.forms, each.side) for each in load_lexicon(file).entries] == [
        (("illegal aliens",), "A"), (("undocumented migrants",), "B"),
    ]  # fmt: skip
    assert lexicon.title == "Migration"
    terms = framing.analyze("The illegal aliens came.", lexicons=[lexicon], actors=[], trained=False).terms
    assert terms["text"].tolist() == ["illegal aliens"]


@pytest.mark.parametrize(
    ("phrases", "options", "error", "message"),
    [
        (["illegal alien"], {}, UnknownName, "Did you mean 'illegal aliens'"),
        (["illegal aliens"], {"side": "left"}, UnknownName, "Unknown side"),
        (["illegal aliens"], {"path": "mine.csv"}, OutputError, "ends in .toml"),
        (["illegal aliens"], {"path": "no/such/folder/mine.toml"}, OutputError, "Could not write"),
    ],
)
def test_what_cannot_be_accepted(found, tmp_path, phrases, options, error, message):
    options = dict(options)
    path = tmp_path / options.pop("path", "mine.toml")
    with pytest.raises(error, match=message):
        found.accept(phrases, path, category="naming.actor", **options)


def test_a_phrase_is_accepted_once(found, tmp_path):
    file = tmp_path / "mine.toml"
    found.accept(["illegal aliens"], file, category="naming.actor")
    with pytest.raises(FramingError, match="already"):
        found.accept(["illegal aliens"], file, category="naming.actor")


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"n": 5}, FramingError, "1 to 4 words"),
        ({"voice": "direct"}, UnknownName, "Unknown voice"),
        ({"target": "Loud Time"}, UnknownName, "Did you mean 'Loud Times'"),
        ({"match": "evnt"}, UnknownName, "Did you mean 'event'"),
    ],
)
def test_bad_requests(options, error, message):
    with pytest.raises(error, match=message):
        discovered(corpus(n=3), **options)


def test_no_common_event_is_refused():
    frame = corpus(n=4).to_frame()
    frame["event"] = frame["outlet"] + frame["event"]
    with pytest.raises(NotEnoughData, match="have no event in common"):
        discovered(Corpus.from_frame(frame))


def test_the_chart_takes_it(found):
    ax = framing.charts.distinctive(found, top=5)
    assert "illegal aliens" in [label.get_text() for label in ax.get_yticklabels()]


def test_pairs_that_fill_the_same_slots_are_variants():
    loud = ["The {noun} of same-sex marriage came.", "The {noun} of same-sex couples came."]
    quiet = ["The {noun} of gay marriage came.", "The {noun} of gay couples came."]
    row = discovered(corpus(loud, quiet)).variants.iloc[0]
    assert {row["first"], row["second"]} == {"gay", "same-sex"} and set(row["slots"]) == {"_ marriage", "_ couples"}
    assert (row["share_target"], row["share_reference"], row["n_articles_target"]) == (0, 1, 14)
    assert row["p_adjusted"] <= 0.02 and any("[gay" in each for each in row["contexts"])


def test_pairs_used_alike_on_both_sides_are_no_variants():
    both = ["The {noun} of same-sex marriage came.", "The {noun} of same-sex couples came."]
    both += ["The {noun} of gay marriage came.", "The {noun} of gay couples came."]
    variants = discovered(corpus(both, both)).variants
    assert not (variants["p_adjusted"] <= 0.05).any()


def test_forms_of_one_word_are_no_variants():
    loud, quiet = ["The {noun} of free worker camps.", "An old worker came."], ["The {noun} of free workers came.", "Old workers came."]
    pairs = discovered(corpus(loud, quiet)).variants
    assert not any({"worker", "workers"} == {one, two} for one, two in zip(pairs["first"], pairs["second"], strict=True))


TOPIC = ["The {noun} of asylum and visas and deportation came."]
ILLEGAL = [*TOPIC, "The border law on illegal immigrants and the {noun} came."]
UNDOCUMENTED = [*TOPIC, "The border law on undocumented immigrants and the {noun} came."]


def test_names_of_a_variant_set_are_compared_among_themselves():
    found = discovered(corpus(ILLEGAL, UNDOCUMENTED)).choices
    row = found.set_index("name").loc["illegal immigrants"]
    assert (row["share_target"], row["share_reference"], row["variant_set"]) == (1, 0, "immigration.person")
    assert row["others"] == ("undocumented immigrants",) and row["p_adjusted"] <= 0.01
    assert (row["n_articles_target"], row["n_articles_reference"]) == (14, 14)
    assert all("[illegal immigrants]" in each for each in row["contexts"])


def test_names_used_alike_on_both_sides_are_no_choices():
    found = discovered(corpus(ILLEGAL + UNDOCUMENTED, ILLEGAL + UNDOCUMENTED)).choices
    assert not (found["p_adjusted"] <= 0.05).any()


def test_names_in_quotations_are_the_speakers_choice():
    said = [*TOPIC, '"The border law on illegal immigrants and the {noun} is here," Ann Smith said.']
    assert not len(discovered(corpus(said, UNDOCUMENTED)).choices)
    assert len(discovered(corpus(said, UNDOCUMENTED), voice="all").choices)


def test_words_of_reporting_are_set_aside_and_words_of_doubt_are_not():
    loud = ["The {noun} claimed a reported price, a spokesman said."] * 3
    found = discovered(corpus(loud, ["The {noun} had an old price."] * 3))
    aside = found.aside.set_index("word")["reason"]
    assert {aside["said"], aside["spokesman"], aside["reported"]} == {"word of reporting"}
    assert "claimed" in set(found.words["phrase"]) | {part for each in found.words["folded"] for part in each}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"permutations": 48}, r"permutations=48 the smallest p is 0\.0204, above alpha=0\.02.*Ask for 49 or more"),
        ({"permutations": 199, "alpha": 0.001}, "Ask for 999 or more"),
        ({"alpha": 0}, "alpha is a chance between 0 and 1, not 0"),
        ({"alpha": 5}, "alpha is a chance between 0 and 1, not 5"),
    ],
)
def test_a_run_that_could_find_nothing_is_refused(options, told):
    with pytest.raises(FramingError, match=told):
        discovered([Article("One.")], **options)
