"""Articles in, events out."""

from dataclasses import replace
from datetime import datetime

import pytest

import framing
from framing import Article, Corpus
from framing.errors import CorpusError
from framing.events.vectors import closed_words

FIRE = "A fire destroyed the cathedral of Lindenau on {day}. Mayor Hedwig Brandauer said the roof of the cathedral had burnt down."
STRIKE = "Dockers in Port Varna walked out on {day}. Union leader Iva Koleva said the strike of the dockers would go on."
BANK = "The central bank of Norland raised interest rates on {day}. Governor Odd Fjeldsen said inflation in Norland was too high."


def article(text, outlet, day, event=None):
    return Article(
        text.format(day="Monday"), id=f"{outlet}-{day}-{text[:6]}", outlet=outlet, event=event,
        published=datetime(2024, 3, day), headline=text[:40],
    )


def three_events():
    return Corpus([
        article(text, outlet, 4) for text in (FIRE, STRIKE, BANK) for outlet in ("Post", "Herald", "Echo")
    ])


def groups(table):
    rows = table.frame.dropna(subset=["event"])
    return {frozenset(own["article"]) for _, own in rows.groupby("event")}


def test_demonstration_corpus_is_grouped_without_an_error():
    demo = framing.demo_corpus()
    bare = Corpus([replace(each, event=None) for each in demo])
    found = framing.match_events(bare).apply(bare)
    for event in demo.events:
        own = {found[each.id].event for each in demo if each.event == event}
        assert len(own) == 1 and None not in own
    assert len(found.events) == len(demo.events)


def test_the_same_event_in_three_outlets_is_one_event():
    assert {len(each) for each in groups(framing.match_events(three_events()))} == {3}


def test_reports_far_apart_in_time_are_two_events():
    corpus = Corpus([article(FIRE, "Post", 4), article(FIRE + " ", "Herald", 20), article(STRIKE, "Echo", 4)])
    assert framing.match_events(corpus).frame["event"].isna().all()


def test_later_report_of_the_same_outlet_is_a_follow_up_kept_apart():
    later = FIRE + " On Tuesday the cathedral was still smoking, firemen said."
    corpus = Corpus([*three_events(), article(later, "Post", 5), article(later + " ", "Herald", 5)])
    frame = framing.match_events(corpus).frame.set_index("article")
    first, second = frame.loc["Post-4-A fire"], frame.loc["Post-5-A fire"]
    assert first["event"] != second["event"]
    assert second["follows"] == first["event"]


def test_own_event_always_wins():
    articles = list(three_events())
    articles[0] = replace(articles[0], event="mine")
    articles[3] = replace(articles[3], event="other")
    corpus = framing.match_events(Corpus(articles)).apply(Corpus(articles))
    assert corpus[0].event == "mine"
    assert {each.event for each in corpus[:3]} == {"mine"}
    assert {each.event for each in corpus[3:6]} == {"other"}


def test_two_own_events_are_never_joined():
    corpus = Corpus([article(FIRE, "Post", 4, "one"), article(FIRE + " ", "Herald", 4, "two"), article(STRIKE, "Echo", 4)])
    assert framing.match_events(corpus).frame["event"].tolist()[:2] == ["one", "two"]


def test_reason_names_what_is_shared():
    frame = framing.match_events(three_events()).frame
    assert "Lindenau" in frame.loc[0, "reason"] and "3 articles" in frame.loc[0, "reason"]
    assert 0 < frame.loc[0, "score"] <= 1


def test_edited_table_is_read_back_and_kept_when_the_corpus_grows(tmp_path):
    corpus = three_events()
    table = framing.match_events(corpus)
    path = tmp_path / "events.csv"
    edited = replace(table, frame=table.frame.assign(event=["fire"] * 3 + ["strike"] * 3 + [None] * 3))
    edited.to_csv(path)
    again = framing.read_events(path)
    assert again.events == {each.id: name for each, name in zip(corpus[:6], ["fire"] * 3 + ["strike"] * 3, strict=True)}
    grown = Corpus([*corpus, article(FIRE + " It was arson.", "Globe", 4)])
    assert framing.match_events(grown, known=again).events["Globe-4-A fire"] == "fire"


@pytest.mark.parametrize(("content", "told"), [
    ("id,event\na,b\n", "needs the column 'article'"),
    ("article,event\na,b\na,c\n", "'a' stands there with two events"),
])
def test_damaged_tables_are_refused(tmp_path, content, told):
    path = tmp_path / "events.csv"
    path.write_text(content)
    with pytest.raises(CorpusError, match=told):
        framing.read_events(path)


def test_articles_without_dates_are_grouped():
    corpus = Corpus([replace(each, published=None) for each in three_events()])
    assert {len(each) for each in groups(framing.match_events(corpus))} == {3}


def test_articles_without_words_and_empty_corpora():
    assert len(framing.match_events(Corpus([]))) == 0
    frame = framing.match_events(Corpus([Article("…"), Article("— — —")])).frame
    assert frame["event"].isna().all()


@pytest.mark.parametrize("word", ["war", "election", "children", "declined", "refused", "party", "ruling", "first", "delegation"])
def test_words_that_tell_an_event_are_not_closed_words(word):
    assert word not in closed_words()


@pytest.mark.parametrize("word", ["the", "whether", "could", "said", "mrs", "n't"])
def test_words_of_grammar_are_closed_words(word):
    assert word in closed_words()


PIER = "Fishermen in Port Varna want a new pier with a crane, a lamp and a shed for nets. Dockers may help to build it."


@pytest.mark.parametrize(("text", "dated", "joins"), [(FIRE, False, True), (PIER, True, True), (PIER, False, False)])
def test_article_without_a_date_joins_only_what_is_very_like_it(text, dated, joins):
    other = article(text, "Globe", 4)
    other = other if dated else replace(other, published=None)
    frame = framing.match_events(Corpus([*three_events(), other])).frame.set_index("article")
    assert isinstance(frame.loc[other.id, "event"], str) == joins


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00\x81"])
def test_a_file_that_is_no_table_of_events_is_refused_by_name(tmp_path, content):
    path = tmp_path / "events.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CorpusError, match=r"events\.csv cannot be read"):
        framing.read_events(path)


def test_a_table_of_events_of_other_articles_is_refused(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("article,event\nzz,e1\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="'zz'"):
        framing.read_events(path).apply(framing.demo_corpus())
