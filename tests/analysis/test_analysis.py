"""Corpus in, tables and measures out."""

import json
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

import framing
from framing.errors import FramingError, OutputError, UnknownName
from framing.lexicon import Entry, Lexicon
from framing.measure import rate

CIRCUS = Lexicon("mine", version="1", entries=(Entry("circus", "figurative.ridicule", ("circus", "farce")),))
FILLER = "The delegates met again in the afternoon and spoke about the next steps. " * 20


@pytest.fixture(scope="module")
def analysis():
    rows = [
        ("Post", "e1", "2025-05-16", "The circus went on. A farce. " + FILLER),
        ("Post", "e2", "2025-06-16", "Nothing to see. " + FILLER),
        ("Post", "e3", "2025-06-17", "“It was a circus from beginning to end,” Ana Petrova said. " + FILLER),
        ("Herald", "e1", "2025-05-16", "A circus. " + FILLER),
    ]
    frame = pd.DataFrame(rows, columns=["outlet", "event", "published", "text"]).assign(shift=["a", "b", "a", "b"])
    return framing.analyze(frame, lexicons=[CIRCUS], actors=[])


def test_the_outlets_own_voice_is_counted_by_default(analysis):
    table = analysis.by("outlet", measures=["loaded_rate"]).set_index("outlet")
    assert table.loc["Post", "count"] == 2
    assert analysis.by("outlet", measures=["loaded_rate"], voice="all").set_index("outlet").loc["Post", "count"] == 3
    assert analysis.by("outlet", measures=["loaded_rate"], voice="direct").set_index("outlet").loc["Post", "count"] == 1


def test_a_rate_is_a_ratio_of_sums_over_words_outside_direct_quotation(analysis):
    row = analysis.by("outlet", measures=["loaded_rate"]).set_index("outlet").loc["Post"]
    post = analysis.articles[analysis.articles["outlet"] == "Post"]
    assert row["exposure"] == post["n_words_outlet"].sum() == post["n_words"].sum() - post["n_words_direct"].sum()
    assert row["value"] == pytest.approx(1000 * 2 / row["exposure"])
    assert row["low"] < row["value"] < row["high"] and "unstable" in row["note"]


def test_two_articles_have_no_interval(analysis):
    row = analysis.by("outlet", measures=["loaded_rate"]).set_index("outlet").loc["Herald"]
    assert np.isnan(row["low"]) and row["note"] == "no interval: fewer than 3 articles"


def test_keys_may_be_metadata_periods_and_evidence(analysis):
    assert analysis.by("shift", measures=["loaded_rate"])["count"].tolist() == [2, 1]
    assert analysis.by("month", measures=["loaded_rate"])["month"].tolist() == ["2025-05", "2025-06"]
    by_voice = analysis.by("voice", measures=["loaded_rate"]).set_index("voice")
    assert by_voice["count"].to_dict() == {"direct": 1, "outlet": 3}
    assert by_voice.loc["direct", "exposure"] == analysis.articles["n_words_direct"].sum()
    both = analysis.by("outlet", "entry", measures=["loaded_rate"])
    assert both[["outlet", "entry", "count"]].values.tolist() == [["Herald", "circus", 1], ["Post", "circus", 2]]


def test_levels_add_up_to_the_whole(demo):
    whole = demo.by("outlet", measures=["loaded_rate"]).set_index("outlet")["count"]
    parts = demo.by("outlet", "category", measures=["loaded_rate"]).groupby("outlet")["count"].sum()
    assert parts.to_dict() == whole.to_dict()
    voices = demo.by("outlet", "voice", measures=["loaded_rate"]).groupby("outlet")["count"].sum()
    assert (
        voices.to_dict()
        == demo.by("outlet", measures=["loaded_rate"], voice="all").set_index("outlet")["count"].to_dict()
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda a: a.by("outlt"), "Did you mean 'outlet'"),
        (lambda a: a.by("outlet", measures=["loded_rate"]), "Did you mean 'loaded_rate'"),
        (lambda a: a.by("outlet", voice="narrator"), "Unknown voice 'narrator'"),
        (lambda a: a.table("trms"), "Did you mean 'terms'"),
        (lambda a: a.variants("outlt"), "Unknown column of articles"),
    ],
)
def test_unknown_names_are_answered_with_the_nearest(analysis, call, message):
    with pytest.raises(UnknownName, match=message):
        call(analysis)


def test_keys_that_no_table_has_together_are_refused(demo):
    with pytest.raises(FramingError, match="No measure can be divided by variant_set, kind"):
        demo.by("variant_set", "kind")
    with pytest.raises(FramingError, match="Name at least one key"):
        demo.by()


def test_offsets_open_every_row_of_every_table(demo):
    for name, table in demo.tables.items():
        if not {"segment", "start", "end", "text"} <= set(table):
            continue
        assert len(table), name
        for row in table.itertuples():
            article = demo.corpus.article(row.article)
            own = article.headline if row.segment == "headline" else article.text
            assert own[row.start : row.end] == row.text


def test_an_analysis_is_read_back_as_it_was(demo, tmp_path):
    demo.save(tmp_path)
    again = framing.read_analysis(tmp_path)
    for name, table in demo.tables.items():
        pd.testing.assert_frame_equal(table, again.tables[name])
    pd.testing.assert_frame_equal(demo.by("outlet"), again.by("outlet"))
    assert again.corpus.sha256 == demo.corpus.sha256
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert {each["id"] for each in manifest["lexicons"]} >= {"russia_ukraine"}
    assert manifest["corpus"]["articles"] == 30


def test_texts_can_stay_out_of_what_is_saved(analysis, tmp_path):
    analysis.save(tmp_path, texts=False)
    assert framing.read_analysis(tmp_path).corpus is None


def test_what_cannot_be_read_or_written_says_so(analysis, tmp_path):
    with pytest.raises(OutputError, match=r"holds no manifest\.json"):
        framing.read_analysis(tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="Choose a folder"):
        analysis.save(tmp_path / "file")
    analysis.save(tmp_path / "out")
    (tmp_path / "out" / "terms.parquet").unlink()
    with pytest.raises(OutputError, match=r"lacks the table terms\.parquet"):
        framing.read_analysis(tmp_path / "out")


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_workers_do_not_change_the_result(demo):
    again = framing.analyze(demo.corpus, workers=2)
    for name, table in demo.tables.items():
        pd.testing.assert_frame_equal(table, again.tables[name])
    with pytest.raises(FramingError, match="give 1 or more"):
        framing.analyze(demo.corpus, workers=0)


def test_a_scorer_of_ones_own_reads_one_document_at_a_time():
    @dataclass(frozen=True)
    class Question:
        article: str
        segment: str
        start: int
        end: int
        text: str
        words: int

    class Questions:
        table = "questions"
        row = Question
        measures = (rate("question_rate", "questions", "questions per 1,000 words", voiced=False),)

        def __call__(self, document):
            for each in document.sentences:
                if each.text.endswith("?"):
                    yield Question("", each.segment, each.start, each.end, each.text, len(each.text.split()))

    found = framing.analyze(["Who knows? " + FILLER, FILLER], scorers=[Questions()], lexicons=[CIRCUS])
    assert found.table("questions")[["text", "words"]].values.tolist() == [["Who knows?", 2]]
    assert found.articles["question_rate"].round(2).tolist()[1] == 0
    with pytest.raises(FramingError, match="Two scorers fill the table 'questions'"):
        framing.analyze(["x"], scorers=[Questions(), Questions()])


def test_furniture_and_duplicates_are_listed():
    frame = pd.DataFrame({"outlet": ["Post", "Post"], "text": ["Talks ended.\n\nNo comments:"] * 2})
    exclusions = framing.analyze(frame, lexicons=[CIRCUS], actors=[]).exclusions
    assert set(exclusions["what"]) == {"article", "furniture"}


def test_empty_tables_are_fine():
    nothing = framing.analyze("Hm.", lexicons=[CIRCUS], actors=[])
    assert len(nothing.terms) == 0 and len(nothing.articles) == 1
    assert nothing.articles["loaded_rate"].isna().all()


def test_kwic_shows_the_words_around(demo):
    found = framing.kwic(demo, "so-called *", window=3)
    assert len(found) and found["text"].str.lower().str.startswith("so-called").all()
    assert framing.kwic("A b c d e.", "c", window=1)[["before", "after"]].values.tolist() == [["b", "d"]]


def test_sides_of_several_topics_are_never_added_up(demo):
    assert demo.articles["topics"].str.split(", ").explode().nunique() > 1
    assert "side_a_rate" not in demo.articles and "variant_share" not in set(demo.by("outlet")["measure"])
    with pytest.raises(FramingError, match="Add one of the keys lexicon"):
        demo.by("outlet", measures=["side_a_rate"])
    assert "side_a_rate" in set(demo.by("outlet", "lexicon")["measure"])
    war = framing.analyze(demo.corpus.filter(event="istanbul-talks"), trained=False)
    assert "side_a_rate" in war.articles


def test_names_are_shown_as_each_outlet_writes_them():
    filler = "War in Ukraine went on in the Donbas. "
    rows = [("Post", "KYIV waits. Kyiv asks, and Kyiv hopes."), ("Herald", "Kiev waits. Kyiv asks.")]
    frame = pd.DataFrame({"outlet": [outlet for outlet, _ in rows], "text": [filler + text for _, text in rows]})
    table = framing.analyze(frame, lexicons=["russia_ukraine"], actors=[], trained=False).variants("outlet")
    capital = table[table["variant_set"] == "russia_ukraine.capital"].set_index(["outlet", "entry"])["forms"].to_dict()
    assert capital == {("Herald", "capital.kiev"): "Kiev", ("Herald", "capital.kyiv"): "Kyiv", ("Post", "capital.kyiv"): "Kyiv, KYIV"}


def test_source_diversity_counts_statements_by_speaker(demo):
    found = demo.source_diversity("outlet").set_index("outlet")
    rows = demo.attributions.query("outlet == 'Meridian Wire' and counted").dropna(subset="speaker")
    counts = rows["speaker"].value_counts()
    expected = 1 - (counts * (counts - 1)).sum() / (len(rows) * (len(rows) - 1))
    assert found.loc["Meridian Wire", "value"] == pytest.approx(expected)
    assert found.loc["Meridian Wire", "low"] < expected < found.loc["Meridian Wire", "high"]
    one = pd.DataFrame({"outlet": ["Post"], "text": ["“We will go there very soon,” Ana Roe said."]})
    thin = framing.analyze(one, lexicons=[], actors=[]).source_diversity()
    assert thin["count"].tolist() == [1] and thin["value"].isna().all() and "fewer than 10" in thin["note"][0]
    with pytest.raises(UnknownName, match="outlt"):
        demo.source_diversity("outlt")


def test_sides_of_several_topics_are_added_up_with_a_warning(demo):
    mixed = demo.by("outlet", "side", measures=["loaded_rate"])
    assert len(mixed) and mixed["note"].str.contains("sides of several topics").all()
    apart = demo.by("lexicon", "side", measures=["loaded_rate"])
    assert not apart["note"].str.contains("sides of several topics").any()


def without(table, *columns):
    pd.read_parquet(table).drop(columns=list(columns)).to_parquet(table, index=False)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda folder: (folder / "manifest.json").write_text(""), "manifest.json is damaged"),
        (lambda folder: (folder / "manifest.json").write_text("[]"), "manifest.json is damaged"),
        (lambda folder: (folder / "manifest.json").write_text("{}"), r"it lacks 'tables'"),
        (lambda folder: (folder / "manifest.json").write_bytes(b"\xff\xfe\x80"), "manifest.json is damaged"),
        (lambda folder: (folder / "terms.parquet").write_bytes(b"PAR1"), "terms.parquet is damaged"),
        (lambda folder: (folder / "terms.parquet").write_bytes(b""), "terms.parquet is damaged"),
        (lambda folder: (folder / "corpus.parquet").write_bytes(b"no"), "corpus.parquet is damaged"),
        (lambda folder: without(folder / "corpus.parquet", "text"), "corpus.parquet is damaged .*No column of texts"),
        (lambda folder: without(folder / "terms.parquet", "voice"), "terms.parquet lacks the column 'voice'"),
        (lambda folder: without(folder / "articles.parquet", "event", "n_words"), "articles.parquet lacks the column 'event'"),
    ],
)
def test_a_damaged_folder_is_refused_by_the_name_of_the_file(analysis, tmp_path, damage, told):
    analysis.save(tmp_path)
    damage(tmp_path)
    with pytest.raises(OutputError, match=told):
        framing.read_analysis(tmp_path).by("outlet", "category")
    with pytest.raises(OutputError, match=told):
        repr(framing.read_analysis(tmp_path))


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ((["outlet", "shift"],), "one after the other"),
        ((5,), "5 is no key"),
        (("outlet", "outlet"), "'outlet' stands twice"),
        (("nope",), "Known: outlet, event"),
    ],
)
def test_keys_that_are_no_names_are_refused(analysis, keys, told):
    with pytest.raises(FramingError, match=told):
        analysis.by(*keys)


def test_one_name_stands_for_a_list_of_one(analysis):
    assert analysis.by("outlet", measures="loaded_rate").equals(analysis.by("outlet", measures=["loaded_rate"]))
    with pytest.raises(FramingError, match="measures is empty"):
        analysis.by("outlet", measures=[])
    text = "The so-called government met."
    one = framing.analyze(text, lexicons="legitimacy_doubt", actors="world", trained=False)
    assert one.manifest == framing.analyze(text, lexicons=["legitimacy_doubt"], actors=["world"], trained=False).manifest


@pytest.mark.parametrize("options", [{"lexicons": [5]}, {"actors": [5]}, {"workers": "x"}, {"workers": 1.5}])
def test_options_of_a_wrong_kind_are_refused(options):
    with pytest.raises(FramingError, match=r"Give its name|whole number"):
        framing.analyze("Some text.", **options)


class _Bare:
    table = "bare"


class _NoRow:
    table, row, measures = "norow", dict, ()

    def __call__(self, document):
        return []


@pytest.mark.parametrize(
    ("scorer", "told"),
    [
        (_NoRow, "is a class"),
        ("terms", "it lacks table"),
        (lambda document: [], "it lacks table, row, measures"),
        (_Bare(), "it lacks row, measures"),
        (_NoRow(), "must be a dataclass"),
    ],
)
def test_what_is_no_scorer_is_refused_with_what_it_lacks(scorer, told):
    with pytest.raises(FramingError, match=told):
        framing.analyze("Some text.", scorers=[scorer])


def test_half_surrogate_pairs_stop_nothing(tmp_path):
    bad = "x\ud800"
    article = framing.Article("A circus.", id=bad, outlet=bad, headline=bad, section=bad, meta={"desk": bad})
    found = framing.analyze([article], lexicons=[CIRCUS], actors=[], trained=False)
    assert found.by("outlet", "desk", measures=["loaded_rate"])["desk"].tolist() == ["x\N{REPLACEMENT CHARACTER}"]
    found.save(tmp_path)
    assert framing.read_analysis(tmp_path).corpus[0] == found.corpus[0]


@dataclass(frozen=True)
class _Place:
    article: str
    segment: str
    start: int
    end: int
    text: str


def _scorer(rows):
    class Places:
        table, row = "places", _Place
        measures = (rate("place_rate", "places", "places per 1,000 words", voiced=False),)

        def __call__(self, document):
            return rows(document)

    return Places()


def _fails(_document):
    raise ValueError("mine")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (lambda document: [{"segment": "body"}], "which is no _Place"),
        (lambda document: [None], "yields None"),
        (lambda document: [_Place("", "foot", 0, 3, "")], "the segment 'foot'"),
        (lambda document: [_Place("", "body", 0, 99, "")], "0 to 99 of a body of 10 characters"),
        (lambda document: [_Place("", "body", -3, 2, "")], "-3 to 2"),
        (lambda document: [_Place("", "body", 4, 4, "")], "start below end"),
        (lambda document: [_Place("", "body", "a", 4, "")], "whole numbers"),
        (lambda document: [_Place("", "headline", 0, 3, "")], "a headline of 0 characters"),
    ],
)
def test_rows_of_ones_own_scorer_must_point_into_the_text(rows, told):
    with pytest.raises(FramingError, match=told) as caught:
        framing.analyze("Some text.", scorers=[_scorer(rows)], trained=False)
    assert "Places" in str(caught.value) and "'Some text.'" in str(caught.value)


def test_an_error_of_ones_own_scorer_tells_the_text_in_which_it_arose():
    with pytest.raises(ValueError, match="mine") as caught:
        framing.analyze("Some text.", scorers=[_scorer(_fails)], trained=False)
    assert caught.value.__notes__ == ["The scorer Places raised this in the text 'Some text.'."]


def test_a_scorer_that_finds_nothing_may_return_nothing():
    found = framing.analyze("Some text.", scorers=[_scorer(lambda document: None)], trained=False)
    assert found.tables["places"].empty


@pytest.mark.parametrize("phrase", ["", "  ", "*", "* *", "re*me"])
def test_a_phrase_that_can_find_nothing_is_refused(phrase):
    with pytest.raises(FramingError, match="finds nothing"):
        framing.kwic("The regime said so.", phrase)


def test_any_word_may_begin_a_phrase():
    assert framing.kwic("The old regime said so.", "* regime")["text"].tolist() == ["old regime"]


def test_kwic_refuses_windows_below_zero_and_analyses_without_texts(analysis, tmp_path):
    with pytest.raises(FramingError, match="0 or more tokens"):
        framing.kwic(analysis, "circus", window=-1)
    analysis.save(tmp_path, texts=False)
    with pytest.raises(FramingError, match="saved without its texts"):
        framing.kwic(framing.read_analysis(tmp_path), "circus")
    empty = framing.analyze(pd.DataFrame({"text": [], "outlet": []}), lexicons=[CIRCUS], actors=[])
    assert framing.kwic(empty, "circus").empty


@pytest.mark.parametrize("table", ["variants", "source_diversity", "who_about_whom"])
def test_a_list_is_no_key_of_any_table(analysis, table):
    with pytest.raises(FramingError, match="one after the other"):
        getattr(analysis, table)(["outlet", "shift"])


def test_metadata_of_several_kinds_in_one_column_can_be_saved(tmp_path):
    frame = pd.DataFrame({"text": ["One.", "Two.", "Three.", "Four."], "tags": [["a"], 5, None, "x"], "n": [1, 2, 3, 4]})
    found = framing.analyze(frame, lexicons=[CIRCUS], actors=[], trained=False)
    found.save(tmp_path)
    again = framing.read_analysis(tmp_path)
    assert [each.meta for each in again.corpus] == [{"tags": "['a']", "n": 1}, {"tags": "5", "n": 2}, {"n": 3}, {"tags": "x", "n": 4}]
    assert again.articles["tags"].fillna("").tolist() == found.articles["tags"].fillna("").tolist()


def test_a_frame_can_be_streamed(tmp_path):
    frame = pd.DataFrame({"text": ["A circus.", "Calm."], "outlet": ["Post", "Herald"]})
    found = framing.analyze_to(tmp_path / "out", frame, lexicons=[CIRCUS], actors=[], trained=False)
    assert sorted(found.articles["outlet"]) == ["Herald", "Post"] and len(found.terms) == 1
