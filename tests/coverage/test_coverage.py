"""Events in; statements, cells, passages, order and speakers out."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import framing
from framing import Article, Corpus
from framing.coverage.cells import CELLS
from framing.errors import CorpusError, NotEnoughData, UnknownName

GOLD = Path(__file__).parent.parent / "gold"


@pytest.fixture(scope="module")
def coverage(demo):
    return framing.coverage(demo)


def cells_of(coverage, text):
    """Return the cell of every outlet for the statement that a sentence belongs to."""
    own = coverage.statements[coverage.statements["text"].str.contains(text, regex=False)]
    name = own.sort_values("likeness").iloc[-1]["statement"]
    row = coverage.matrix.set_index("statement").loc[name]
    return {outlet: row[outlet] for outlet in coverage.analysis.articles["outlet"].unique()}


@pytest.mark.parametrize(("text", "outlet", "cell"), [
    ("lasted less than two hours, according", "Meridian Wire", "carried"),
    ("lasted less than two hours, according", "Civic Radio News", "carried"),
    ("lasted less than two hours, according", "Daily Spark", "could not have known"),
    ("passed a Republican bill", "Daily Spark", "not found"),
    ("said the decision was \"completely", "Eastern Banner", "carried"),
    ("said the decision was \"completely", "Daily Spark", "carried"),
    ("The last vessel", "Civic Radio News", "omitted"),
    ("the small island developing states were not in the room,\" said", "Daily Spark", "carried"),
])
def test_cells(coverage, text, outlet, cell):
    assert cells_of(coverage, text)[outlet] == cell


def test_offsets_lead_to_the_sentences(coverage):
    corpus = coverage.analysis.corpus
    for row in coverage.statements.itertuples():
        source = corpus[row.article].headline if row.segment == "headline" else corpus[row.article].text
        assert source[row.start : row.end] == row.text


def test_cells_use_the_five_words_only(coverage):
    assert set(coverage.cells["cell"]) <= set(CELLS)


def test_omitted_only_by_the_rule(coverage):
    omitted = coverage.cells[coverage.cells["cell"] == "omitted"]
    assert len(omitted) and (omitted["n_others"] >= 3).all()


def test_most_gold_pairs_of_the_other_events_stand_in_one_statement(coverage):
    rows = [json.loads(line) for line in (GOLD / "alignment.jsonl").read_text("utf-8").splitlines()]
    names = {}
    for row in coverage.statements[coverage.statements["cell"] == "carried"].itertuples():
        names.setdefault((row.article, row.segment, row.start), set()).add(row.statement)

    def joined(row):
        one, other = (names.get((side[0], "body", side[1]), set()) for side in (row["left"], row["right"]))
        return bool(one & other)

    for label, low, high in (("same", 0.7, 1.0), ("different", 0.0, 0.2)):
        own = [joined(row) for row in rows if row["label"] == label and row["event"] in ("grain-deal", "swiss-summit", "title-42")]
        assert low <= sum(own) / len(own) <= high


TALKS = (
    "Negotiators met in Geneva on Tuesday. Foreign minister Anna Keller said the talks were “a step forward”. "
    "The two sides exchanged 350 prisoners at the bridge of Saint Morel."
)
FILLER = {
    0: "The hotel lies above the lake. Its owner, Rosa Wirth, had the curtains washed and forty chairs carried upstairs.",
    1: "Swans were counted in the harbour. A baker in the Rue du Mont sold more rolls than on any market day of the spring.",
    2: "Trams ran late. Students at the conservatory went on with their rehearsal of a mass by Haydn behind closed shutters.",
    9: "The interpreters ate sandwiches in a corridor. Gardeners covered the roses because frost had been forecast again.",
}


def small(*parts):
    days = {"early": 4, "late": 6}
    return framing.analyze(Corpus([
        Article(text, id=outlet, outlet=outlet, event="talks", published=datetime(2024, 3, days.get(when, 5)))
        for outlet, text, when in parts
    ]))


WORDINGS = [
    TALKS,
    "At Saint Morel 350 prisoners crossed the bridge in a swap. It was “a step forward”, according to Anna Keller in Geneva.",
    "Keller praised “a step forward” in Geneva. Buses took 350 prisoners to the Saint Morel bridge to be exchanged.",
]


def outlets(*extra):
    """Return three independent reports and others: (outlet, text, when)."""
    return [(f"Outlet {number}", f"{text} {FILLER[number]}", "") for number, text in enumerate(WORDINGS)] + list(extra)


def silent(coverage, outlet):
    own = coverage.cells[(coverage.cells["outlet"] == outlet) & (coverage.cells["gist"].str.contains("350"))]
    return own["cell"].tolist()


@pytest.mark.parametrize(("text", "when", "cell"), [
    ("A dog show opened in Rome with poodles and whippets. " * 25, "late", "omitted"),
    ("A dog show opened in Rome with poodles and whippets. " * 25, "early", "could not have known"),
    ("A dog show opened in Rome with poodles and whippets. " * 5, "late", "not found"),  # below 200 words
    ("A dog show opened in Rome with poodles and whippets. " * 25 + "More of it…", "late", "not found"),  # cut off
])
def test_what_the_absence_of_a_statement_may_be_called(text, when, cell):
    found = framing.coverage(small(*outlets(("Quiet", text, when))))
    assert silent(found, "Quiet") == [cell]


def test_two_outlets_are_too_few_for_the_word_omitted():
    dogs = "A dog show opened in Rome with poodles and whippets. " * 25
    found = framing.coverage(small(*outlets()[:2], ("Quiet", dogs, "late")))
    assert set(silent(found, "Quiet")) == {"not found"}


def test_figures_that_differ_are_flagged():
    other = ("Outlet 9", TALKS.replace("350", "270") + " " + FILLER[9], "")
    rows = framing.coverage(small(*outlets(other))).statements
    flags = rows.loc[(rows["outlet"] == "Outlet 9") & rows["text"].str.contains("270"), "flag"].tolist()
    assert flags and "270 here, 350 elsewhere" in flags[0]


def test_passages_mark_the_verbs_that_differ(coverage):
    rows = coverage.passages[coverage.passages["text"].str.contains("completely unjustified")].set_index("outlet")
    assert rows.loc["Eastern Banner", ["cue", "stance"]].tolist() == ["claimed", "doubting"]
    assert "**blasted**" in rows.loc["Daily Spark", "marked"]
    assert "unjustified**" not in rows.loc["Daily Spark", "marked"]
    assert rows["difference"].nunique() == 1


def test_passages_tell_who_did_it(coverage):
    rows = coverage.passages[coverage.passages["text"].str.contains("captured")].set_index("outlet")
    assert rows.loc["Meridian Wire", "agency"].startswith("deleted")
    assert rows.loc["Western Standard", "agency"].startswith("named: the invaders")


def test_passage_offsets_mark_words_of_the_article(coverage):
    corpus = coverage.analysis.corpus
    for row in coverage.passages.head(40).itertuples():
        source = corpus[row.article].headline if row.segment == "headline" else corpus[row.article].text
        assert row.marked.replace("**", "") == row.text == source[row.start : row.end]
        assert all(f"{source[first:last]}" in row.marked for first, last in row.differs)


def test_ranks_follow_difference_and_likeness(coverage):
    own = coverage.passages.groupby("rank").agg(difference=("difference", "first"), likeness=("likeness", "mean"))
    assert (own["difference"] * own["likeness"] ** 2).is_monotonic_decreasing


def test_order_names_headline_lead_and_last_word(coverage):
    rows = coverage.order
    own = rows[(rows["article"] == "swiss-summit-meridian-wire") & (rows["what"] == "speaker")]
    assert own["first_word"].sum() == 1 and own["last_word"].sum() == 1
    headline = rows[(rows["what"] == "statement") & rows["in_headline"]]
    assert len(headline) and (headline["position"] == 0).all()


@pytest.mark.parametrize(("event", "speaker", "outlet", "cell"), [
    ("istanbul-talks", "Vladimir Medinsky", "Daily Spark", "indirect"),
    ("istanbul-talks", "Vladimir Medinsky", "Eastern Banner", "direct"),
    ("cop28", "Anne Rasmussen", "Eastern Banner", "absent"),
    ("dobbs", "Marguerite Ashdonnell", "Meridian Wire", "direct"),
])
def test_speakers(coverage, event, speaker, outlet, cell):
    rows = coverage.speakers.set_index(["event", "speaker"])
    assert rows.loc[(event, speaker), outlet] == cell


def test_speeches_tell_which_sentences_were_chosen(coverage):
    rows = coverage.speeches
    own = rows[(rows["event"] == "cop28") & (rows["speaker"] == "Anne Rasmussen") & rows["text"].str.contains("not been secured")]
    assert set(own["outlet"]) == {"Western Standard", "Civic Radio News"}


def test_edits_are_kept_when_the_corpus_grows(tmp_path, demo):
    before = framing.coverage(demo, "title-42")
    path = tmp_path / "coverage.csv"
    before.to_csv(path)
    table = framing.read_coverage(path)
    line = table.index[(table["cell"] == "carried") & (table["outlet"] == "Daily Spark")][0]
    name = table.loc[line, "statement"]
    table.loc[(table["statement"] == name) & (table["outlet"] == "Daily Spark"), "cell"] = "not found"
    table.loc[table["statement"] == name, "gist"] = "in my words"
    table.to_csv(path, index=False)
    grown = Corpus([*demo.corpus, Article("Another report on something else.", outlet="Globe", event="title-42", id="globe")])
    after = framing.coverage(framing.analyze(grown), "title-42", edits=framing.read_coverage(path))
    row = after.matrix.set_index("statement").loc[name]
    assert row["Daily Spark"] == "not found" and row["gist"] == "in my words"
    assert set(before.matrix["statement"]) <= set(after.matrix["statement"])


def test_sentence_moved_to_another_statement_stays_there(tmp_path, demo):
    before = framing.coverage(demo, "dobbs")
    table = before.cells.copy()
    line = table.index[(table["cell"] == "carried") & (table["outlet"] == "Daily Spark")][0]
    other = next(each for each in table["statement"].unique() if each != table.loc[line, "statement"])
    article, start = table.loc[line, "article"], table.loc[line, "start"]
    table.loc[(table["article"] == article) & (table["start"] == start), "statement"] = other
    after = framing.coverage(demo, "dobbs", edits=table).cells
    assert set(after.loc[(after["article"] == article) & (after["start"] == start), "statement"]) == {other}


def test_outlet_shares_lie_between_zero_and_one(coverage):
    table = coverage.outlets
    assert table["coverage"].between(0, 1).all()
    assert (table["n_knowable"] <= table["n_statements"]).all()
    pairs = coverage.pairs
    assert (pairs["n_both"] + pairs["n_only_outlet"] + pairs["n_only_other"] == pairs["n_joint"]).all()


def test_what_cannot_be_aligned_is_refused(demo):
    with pytest.raises(UnknownName, match="Unknown event 'dobs'"):
        framing.coverage(demo, "dobs")
    with pytest.raises(NotEnoughData, match="match_events"):
        framing.coverage(framing.analyze(["One text.", "Another text."]))
    with pytest.raises(NotEnoughData, match="without its texts"):
        framing.coverage(replace(demo, corpus=None))


def test_damaged_coverage_tables_are_refused(tmp_path, demo):
    path = tmp_path / "coverage.csv"
    framing.coverage(demo, "dobbs").to_csv(path)
    path.write_text(path.read_text("utf-8").replace("carried", "has it"), "utf-8")
    with pytest.raises(UnknownName, match="Unknown cell 'has it'"):
        framing.read_coverage(path)
    path.write_text("event,statement\na,b\n")
    with pytest.raises(CorpusError, match="needs the column"):
        framing.read_coverage(path)


def test_comparison_offers_coverage(demo):
    gap = framing.compare(demo, "outlet", target="Eastern Banner", reference="Meridian Wire")
    assert gap.coverage.matrix["event"].nunique() == 6


@pytest.mark.parametrize(("hours", "who", "cell"), [
    (5, "Anna Keller", "not found"),  # of one moment, and the outlet quotes her
    (7, "Anna Keller", "could not have known"),
    (5, "Boris Maran", "could not have known"),  # a speaker whom it does not quote may have spoken later
])
def test_what_an_older_report_could_have_known(hours, who, cell):
    late = datetime(2024, 3, 5, 20)
    first = 'Negotiators met in Geneva. Foreign minister Anna Keller said: "We have come to talk." The swans were counted in the harbour.'
    said = f'Negotiators met in Geneva. "We have come to talk," said Anna Keller. "The ferry will be sold by autumn," {who} said.'
    also = f'Anna Keller said in Geneva: "We have come to talk." {who} said that "the ferry will be sold by autumn" at the latest.'
    parts = [("Early", first, late - timedelta(hours=hours)), ("Late", said, late), ("Later", also, late)]
    found = framing.coverage(framing.analyze(Corpus([
        Article(text, id=outlet, outlet=outlet, event="talks", published=day) for outlet, text, day in parts
    ])))
    own = found.cells[(found.cells["outlet"] == "Early") & found.cells["gist"].str.contains("ferry")]
    assert own["cell"].tolist() == [cell]


def test_sentence_that_makes_two_statements_stands_in_two_rows(coverage):
    long = coverage.statements[coverage.statements["text"].str.startswith("At the first direct talks in more than three years")]
    gists = coverage.matrix.set_index("statement")["gist"]
    told = {gists[each] for each in long["statement"]}
    assert any("unacceptable" in each for each in told) and any("unacceptable" not in each for each in told)


def test_one_statement_is_one_row(coverage):
    carried = coverage.statements[coverage.statements["cell"] == "carried"]
    places = carried.groupby("statement").apply(
        lambda own: frozenset(zip(own["article"], own["segment"], own["start"], strict=True)), include_groups=False
    ).tolist()
    assert not any(one < other for one in places for other in places)


def test_expressions_of_a_side_are_marked_whole(coverage):
    rows = coverage.passages.set_index("outlet")
    own = rows[rows["text"].str.contains("Tykhyi") & rows["text"].str.contains("unacceptable")]
    assert own.loc[["Eastern Banner"], "marked"].str.contains("**so-called Ukrainian government**", regex=False).any()
    assert own.loc[["Western Standard"], "marked"].str.contains("**denounced as**", regex=False).any()


def test_no_passage_is_told_twice(coverage):
    places = coverage.passages.groupby("rank").apply(
        lambda own: frozenset(zip(own["article"], own["segment"], own["start"], strict=True)), include_groups=False
    ).tolist()
    assert not any(later <= earlier for number, later in enumerate(places) for earlier in places[:number])


def test_agency_is_compared_for_acts_that_several_wordings_report(coverage):
    rows = coverage.passages[coverage.passages["text"].str.contains("Zaporizhzhia nuclear")]
    assert not rows["why"].str.contains("agency").any()  # a threat here, a capture there


def test_governments_speak_by_one_name(coverage):
    names = set(coverage.speakers.loc[coverage.speakers["event"] == "grain-deal", "speaker"])
    assert "Government of Russia" in names and not names & {"Moscow", "Kremlin", "Russia"}


def test_grid_and_passages_suit_the_charts(coverage):
    grid = coverage.grid(top=5)
    assert len(grid) == 5 and set(grid.to_numpy().ravel()) <= {"carried", "partly", "not found", "could not have known"}
    blocks = coverage.side_by_side(top=2)
    assert blocks["statement"].nunique() == 2
    assert all(word in row.text for row in blocks.itertuples() for word in row.bold)


def test_a_higher_least_likeness_finds_fewer_statements(demo, coverage):
    sure = framing.coverage(demo, "dobbs", least=0.9)
    assert 0 < len(sure.matrix) < (coverage.matrix["event"] == "dobbs").sum()


def test_sentence_like_only_one_of_the_others_does_not_carry_the_statement(coverage):
    names = coverage.statements.loc[coverage.statements["text"].str.contains("we are satisfied with"), "statement"]
    early = coverage.cells[coverage.cells["statement"].isin(names) & (coverage.cells["outlet"] == "Daily Spark")]
    assert len(early) and "carried" not in set(early["cell"])  # it printed before the talks


def test_an_edited_table_yields_itself(demo):
    table = framing.coverage(demo, "cop28").cells.copy()
    second, first = table["statement"].unique()[:2]
    table.loc[table["statement"] == first, "statement"] = second  # two statements made one
    once = framing.coverage(demo, "cop28", edits=table)
    again = framing.coverage(demo, "cop28", edits=once.cells)
    assert first not in set(once.matrix["statement"])
    assert again.matrix.equals(once.matrix)
