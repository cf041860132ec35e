"""A corpus: frozen, unique, findable, and the same after a table and back."""

from __future__ import annotations

import dataclasses
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import FIELDS, Article, Corpus
from framing.corpus.columns import recognise
from framing.corpus.records import MISSING_WORDS
from framing.errors import CorpusError, UnknownName

ARTICLES = [
    Article(
        "Talks in Kyiv went on.",
        id="p1",
        outlet="Post",
        event="talks",
        published=datetime(2025, 5, 16),
        meta={"leaning": "left"},
    ),
    Article(
        "Talks in Kiev failed.",
        id="h1",
        outlet="Herald",
        event="talks",
        published=datetime(2025, 5, 17),
        meta={"leaning": "right"},
    ),
    Article("It rained.", id="p2", outlet="Post", section="weather"),
]


def test_an_article_needs_nothing_but_text_and_makes_its_id_of_content() -> None:
    first, again, elsewhere = Article("One."), Article("One."), Article("One.", outlet="Post")
    assert first == again and first.id == again.id and len(first.id) == 16
    assert elsewhere.id != first.id
    assert (first.outlet, first.published, first.meta) == (None, None, {})


def test_an_article_is_frozen_and_keeps_its_own_metadata() -> None:
    meta = {"leaning": "left"}
    article = Article("One.", meta=meta)
    meta["leaning"] = "right"
    assert article.meta == {"leaning": "left"}
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.text = "Two."  # type: ignore[misc]
    assert hash(article) == hash(Article("One."))


@pytest.mark.parametrize("text", [None, 5, b"One.", float("nan")])
def test_a_text_that_is_no_string_is_refused(text: Any) -> None:
    with pytest.raises(CorpusError, match="must be a string, not"):
        Article(text)


def test_half_a_surrogate_pair_becomes_the_replacement_character_at_the_same_place() -> None:
    article = Article("a\ud83d b \U0001f600")
    assert article.text == "a\ufffd b \U0001f600"
    article.text.encode()


def test_a_date_becomes_midnight_and_a_time_zone_is_kept() -> None:
    assert Article("One.", published=date(2025, 5, 16)).published == datetime(2025, 5, 16)  # type: ignore[arg-type]
    moment = datetime(2025, 5, 16, 9, tzinfo=timezone(timedelta(hours=-7)))
    (article,) = Corpus.from_frame(pd.DataFrame({"text": ["One."], "date": [pd.Timestamp(moment)]}))
    assert article.published is not None and article.published.isoformat() == "2025-05-16T09:00:00-07:00"
    assert type(article.published) is datetime


def test_short_representations() -> None:
    article = Article("word " * 500, id="a", outlet="Post")
    assert len(repr(article)) < 120 and repr(article).startswith("Article('a', Post, no date, 'word word")
    shown = repr(Corpus(ARTICLES))
    assert shown == "Corpus of 3 articles, 2 outlets, 1 event, 2025-05-16 to 2025-05-17"


def test_a_corpus_is_a_sequence_with_names() -> None:
    corpus = Corpus(ARTICLES)
    assert len(corpus) == 3 and list(corpus) == ARTICLES and corpus[-1] == ARTICLES[2]
    assert corpus["h1"] == corpus.article("h1") == ARTICLES[1]
    assert "h1" in corpus and "x" not in corpus and ARTICLES[0] in corpus
    assert [each.id for each in corpus[1:]] == ["h1", "p2"] and isinstance(corpus[1:], Corpus)
    assert (corpus.outlets, corpus.events) == (("Herald", "Post"), ("talks",))
    with pytest.raises(UnknownName, match=r"Unknown article 'h2'. Known: p1, h1, p2"):
        corpus["h2"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        corpus.articles = ()  # type: ignore[misc]


@pytest.mark.parametrize(
    ("values", "ids"),
    [
        ({"outlet": "Post"}, ["p1", "p2"]),
        ({"outlet": ["Post", "Herald"]}, ["p1", "h1", "p2"]),
        ({"outlet": "Post", "event": "talks"}, ["p1"]),
        ({"leaning": "right"}, ["h1"]),
        ({"event": None}, ["p2"]),
        ({"published": datetime(2025, 5, 17)}, ["h1"]),
    ],
)
def test_filter_by_values(values: dict[str, Any], ids: list[str]) -> None:
    corpus = Corpus(ARTICLES)
    assert [each.id for each in corpus.filter(**values)] == ids
    assert len(corpus) == 3


def test_filter_by_a_function_may_find_nothing() -> None:
    assert [each.id for each in Corpus(ARTICLES).filter(lambda each: "Kiev" in each.text)] == ["h1"]
    empty = Corpus(ARTICLES).filter(lambda each: False)
    assert (len(empty), empty.outlets, list(empty.to_frame().columns)) == (0, (), list(FIELDS))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"outlet": "Pots"}, "Unknown outlet 'Pots'. Did you mean 'Post'"),
        ({"leaning": "center"}, "Unknown leaning 'center'"),
        ({"otlet": "Post"}, "Unknown column 'otlet'. Did you mean 'outlet'"),
    ],
)
def test_filter_refuses_what_no_article_has(values: dict[str, Any], told: str) -> None:
    with pytest.raises(UnknownName, match=told):
        Corpus(ARTICLES).filter(**values)


def test_ids_are_unique_and_duplicates_are_listed() -> None:
    corpus = Corpus(
        [
            *ARTICLES,
            Article("It rained.", id="p3", outlet="Post"),
            Article("It rained.", id="h3", outlet="Herald"),
        ]
    )
    assert [each.id for each in corpus] == ["p1", "h1", "p2", "h3"]
    assert corpus.exclusions[["article", "place", "reason"]].values.tolist() == [
        ["p3", "article 4", "duplicate"]
    ]
    with pytest.raises(CorpusError, match="id 'p1': article 1 and article 4"):
        Corpus([*ARTICLES, Article("It snowed.", id="p1")])


def test_exclusions_are_a_table_with_columns_also_when_empty() -> None:
    for table in (Corpus(ARTICLES).exclusions, Corpus(ARTICLES).notes):
        assert list(table.columns) == ["article", "place", "what", "reason", "detail"] and table.empty


def test_the_hash_depends_on_content_and_not_on_order() -> None:
    first = Corpus(ARTICLES).sha256
    assert Corpus(ARTICLES[::-1]).sha256 == first and len(first) == 64
    changed = [dataclasses.replace(ARTICLES[0], outlet="Times"), *ARTICLES[1:]]
    assert Corpus(changed).sha256 != first
    assert Corpus(ARTICLES[:2]).sha256 != first
    # Text must not be able to move from one field to the next.
    assert (
        Corpus([Article("a", id="1", outlet="bc")]).sha256
        != Corpus([Article("ab", id="1", outlet="c")]).sha256
    )


def test_a_corpus_can_be_pickled_for_other_processes() -> None:
    again = pickle.loads(pickle.dumps(Corpus(ARTICLES)))
    assert list(again) == ARTICLES and again["h1"].meta == {"leaning": "right"}


def test_the_page_of_a_notebook_is_escaped_and_short() -> None:
    many = [
        Article(f"<script>alert({n})</script> & more", outlet="<b>Post</b>", headline="A < B")
        for n in range(30)
    ]
    page = Corpus(many)._repr_html_()
    assert "<script>" not in page and "<b>" not in page
    assert "&lt;script&gt;alert(0)" in page and "A &lt; B" in page and "25 more" in page
    assert page.count("<tr>") == 6


# Tables


@pytest.mark.parametrize(
    ("columns", "chosen"),
    [
        (
            ["Source", "Date", "Title", "Body"],
            {"outlet": "Source", "published": "Date", "headline": "Title", "text": "Body"},
        ),
        (
            ["publisher", "pub_date", "content"],
            {"outlet": "publisher", "published": "pub_date", "text": "content"},
        ),
        (
            ["newspaper", "publishedAt", "full_text"],
            {"outlet": "newspaper", "published": "publishedAt", "text": "full_text"},
        ),
        (
            ["media", "timestamp", "article", "link"],
            {"outlet": "media", "published": "timestamp", "text": "article", "url": "link"},
        ),
        (
            ["site", "maintext", "byline", "lang"],
            {"outlet": "site", "text": "maintext", "author": "byline", "language": "lang"},
        ),
        (
            ["text", "category", "topic", "event_id"],
            {"text": "text", "section": "category", "event": "event_id"},
        ),
        (["TEXT", "Story", "authors"], {"text": "TEXT", "event": "Story", "author": "authors"}),
        (
            ["text", "cluster", "published_at"],
            {"text": "text", "event": "cluster", "published": "published_at"},
        ),
    ],
)
def test_column_names_as_people_have_them(columns: list[str], chosen: dict[str, str]) -> None:
    assert recognise(columns).chosen == chosen


def test_of_two_columns_the_better_known_is_taken_and_the_other_reported_and_kept() -> None:
    frame = pd.DataFrame({"source": ["Reuters"], "outlet": ["Post"], "content": ["x"], "text": ["One."]})
    corpus = Corpus.from_frame(frame)
    assert (corpus[0].outlet, corpus[0].text) == ("Post", "One.")
    assert corpus.recognised == {"text": "text", "outlet": "outlet"}
    assert corpus.ambiguous == {"text": ("content",), "outlet": ("source",)}
    assert corpus[0].meta == {"source": "Reuters", "content": "x"}
    assert "outlet ← outlet (not source)" in repr(corpus)


def test_the_caller_names_columns_and_leaves_out_fields() -> None:
    frame = pd.DataFrame({"id": ["1", "1"], "story": ["One.", "Two."], "pub": ["Post", "Herald"]})
    corpus = Corpus.from_frame(frame, text="story", outlet="pub", id=None)
    assert corpus.outlets == ("Herald", "Post") and len({each.id for each in corpus}) == 2
    assert corpus[0].meta == {"id": "1"}
    with pytest.raises(CorpusError, match=r"no column 'body' for text. Columns seen: id, story, pub"):
        Corpus.from_frame(frame, text="body")
    with pytest.raises(UnknownName, match=r"field of an article 'outlte'. Did you mean 'outlet'"):
        Corpus.from_frame(frame, outlte="pub")


def test_a_table_without_texts_says_what_it_has_and_what_to_do() -> None:
    with pytest.raises(CorpusError, match=r"Columns seen: sentence, label.*text='story'"):
        Corpus.from_frame(pd.DataFrame({"sentence": ["One."], "label": [1]}))
    with pytest.raises(CorpusError, match=r"None of the 2 rows.*row 1: empty text"):
        Corpus.from_frame(pd.DataFrame({"text": [None, " "]}))
    assert len(Corpus.from_frame(pd.DataFrame({"text": []}))) == 0


@pytest.mark.parametrize(
    "nothing",
    [None, np.nan, pd.NA, pd.NaT, "", "  ", "nan", "NULL", np.float32("nan"), np.datetime64("NaT", "s")],
)
def test_cells_that_hold_nothing(nothing: Any) -> None:
    frame = pd.DataFrame(
        {
            "text": ["One.", nothing],
            "outlet": [nothing, "Post"],
            "date": [nothing, None],
            "leaning": [nothing, 1],
        }
    )
    corpus = Corpus.from_frame(frame.astype(object))
    (article,) = corpus
    assert (article.outlet, article.published, article.meta) == (None, None, {})
    assert corpus.exclusions[["place", "reason"]].values.tolist() == [["row 2", "empty text"]]


def test_frames_as_they_come() -> None:
    frame = pd.DataFrame({"id": [7.0, 8.0], "text": pd.array(["One.", "Two."], dtype="string"), 3: [1, 2]})
    frame["outlet"] = pd.Categorical(["Post", None])
    frame["when"] = pd.to_datetime(["2025-05-16", None])
    corpus = Corpus.from_frame(frame.set_index("id"), published="when")
    assert [(each.id, each.outlet, each.published) for each in corpus] == [
        ("7", "Post", datetime(2025, 5, 16)),
        ("8", None, None),
    ]
    assert corpus[1].meta == {"3": 2}
    twice = pd.DataFrame([["One.", "Two."]], columns=["text", "text"])
    assert Corpus.from_frame(twice)[0].text == "One." and Corpus.from_frame(twice)[0].meta == {
        "text_2": "Two."
    }


def test_the_table_has_the_fields_first_and_dates_as_dates() -> None:
    frame = Corpus(ARTICLES).to_frame()
    assert list(frame.columns) == [*FIELDS, "leaning"]
    assert frame["published"].dtype == "datetime64[us]" and frame["published"].isna().tolist() == [
        False,
        False,
        True,
    ]
    assert frame["outlet"].tolist() == ["Post", "Herald", "Post"]
    assert frame["leaning"].tolist() == ["left", "right", None]


def test_a_table_written_to_disk_comes_back(tmp_path: Any) -> None:
    from framing.corpus import read_corpus

    for name, write in (("a.csv", pd.DataFrame.to_csv), ("a.parquet", pd.DataFrame.to_parquet)):
        write(Corpus(ARTICLES).to_frame(), tmp_path / name)
        assert list(read_corpus(tmp_path / name)) == ARTICLES


NAME = st.none() | st.text("abcXYZ é-", min_size=1, max_size=12).map(
    lambda each: " ".join(each.split()) or "x"
)
ZONES = st.none() | st.sampled_from(
    [UTC, timezone(timedelta(hours=-7)), timezone(timedelta(hours=5, minutes=45))]
)
ARTICLE = st.builds(
    Article,
    st.text(min_size=1, max_size=80).filter(lambda each: each.strip() not in MISSING_WORDS),
    outlet=NAME,
    headline=NAME.filter(bool),
    published=st.none() | st.datetimes(datetime(1600, 1, 1), datetime(2100, 1, 1), timezones=ZONES),
    author=NAME,
    event=NAME,
    meta=st.dictionaries(
        st.sampled_from(["leaning", "title", "text", "Source", "n"]),
        st.integers() | st.text("ab", min_size=1),
    ),
)


@given(st.lists(ARTICLE, max_size=6, unique_by=lambda each: each.id))
def test_a_table_and_back_gives_the_same_articles(articles: list[Article]) -> None:
    corpus = Corpus(articles)
    again = Corpus.from_frame(corpus.to_frame())
    assert [dataclasses.replace(each, meta={}) for each in again] == [
        dataclasses.replace(each, meta={}) for each in corpus
    ]
    for before, after in zip(corpus, again, strict=True):
        renamed = {("meta.text" if key == "text" else key): value for key, value in before.meta.items()}
        assert after.meta == renamed
        assert before.published is None or before.published.isoformat() == after.published.isoformat()  # type: ignore[union-attr]
    assert again.sha256 == corpus.sha256


@given(
    st.lists(st.tuples(st.sampled_from(["Post", "Herald", None]), st.text("ab \n", max_size=4)), max_size=12)
)
def test_every_row_is_an_article_or_an_exclusion(rows: list[tuple[str | None, str]]) -> None:
    frame = pd.DataFrame(
        {"outlet": [each[0] for each in rows], "text": [each[1] for each in rows]}, dtype=object
    )
    try:
        corpus = Corpus.from_frame(frame)
    except CorpusError:
        assert rows and not any(each[1].strip() for each in rows)
        return
    assert len(corpus) + len(corpus.exclusions) == len(rows)
    assert len({each.id for each in corpus}) == len(corpus)
    assert {(each.outlet, each.text) for each in corpus} == {each for each in rows if each[1].strip()}
