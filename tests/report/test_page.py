"""What stands on the page: the numbers of the analysis, the sentences behind them, nothing else."""

import csv
import dataclasses
import re
from importlib import import_module

import pytest
from report_pages import HOSTILE, data, read

import framing
from framing.errors import OutputError
from framing.report.findings import rungs
from framing.report.index import TABLES, index_of
from framing.report.model import Query
from framing.report.prepare import MOST
from framing.report.sheets import role_sheet
from framing.report.texts import read_texts


def test_rates_on_the_page_are_those_of_the_analysis(demo, demo_report):
    rows = [row for row, keys, _ in read(demo_report).sheets["loaded_terms_by_outlet"] if keys.get("data-voice") == "outlet"]
    by = demo.by("outlet", measures=["loaded_rate"]).set_index("outlet")
    assert {row[0] for row in rows} == set(by.index)
    for outlet, _, articles, words, count, rate, *_ in rows:
        expected = by.loc[outlet]
        assert (int(articles), int(words.replace(",", "")), int(count)) == (
            expected["n_articles"],
            expected["exposure"],
            expected["count"],
        )
        assert rate.split()[0] == f"{expected['value']:.1f}"


@pytest.mark.parametrize("sheet", ["loaded_terms_by_outlet", "loaded_terms", "sides", "variants", "attribution_by_outlet", "speakers", "cues", "actors", "roles", "who_of_whom"])
def test_a_number_opens_as_many_rows_as_it_says(demo, demo_report, sheet):
    queries = data(demo_report, "queries")
    indexes = {name: index_of(demo, name) for name in TABLES}
    opened = 0
    for row, _, asked in read(demo_report).sheets[sheet]:
        for column, number in asked.items():
            table, title, where = queries[number]
            assert indexes[table].count(Query(table, where, title)) == int(row[column].replace(",", ""))
            opened += 1
    assert opened > 3


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_evidence_lies_in_its_sentences(demo, demo_report, table):
    articles, index, meta = data(demo_report, "articles-0"), data(demo_report, table), data(demo_report, "meta")
    rows = demo.table(table).iloc[index_of(demo, table).order]
    assert index["n"] == len(rows)
    place = 0
    for number, (text, sentences) in enumerate(zip(rows["text"], rows["sentence"], strict=True)):
        while index["at"][place + 1] <= number:
            place += 1
        body, headline, bounds, *_ = articles[place]
        columns = index["columns"]
        string = body if columns["segment"][number] else meta["headline"][place]
        start, end = columns["start"][number], columns["end"][number]
        assert string[start:end] == text
        low, high = bounds[2 * sentences : 2 * sentences + 2]
        assert low <= start < high
        assert (sentences >= headline) == bool(columns["segment"][number])


def test_actors_go_by_the_same_ids_in_mentions_statements_and_filters(demo, demo_report):
    actors = {keys.get("data-actor"): (row[0], row[-1]) for row, keys, _ in read(demo_report).sheets["actors"] if "data-actor" in keys}
    assert actors["zelensky"] == ("Volodymyr Zelensky", "A")
    assert actors["putin"] == ("Vladimir Putin", "B")
    for table in ("mentions", "attributions"):
        assert {"zelensky", "putin"} <= set(data(demo_report, table)["lists"]["actor"])


def test_counts_are_written_without_decimals(demo_report):
    rows = [row for row, *_ in read(demo_report).sheets["measures"] if row and row[0] == "attributed statements per 1,000 words"]
    assert rows
    assert all(row[4].isdigit() and row[5].replace(",", "").isdigit() for row in rows)


def test_forms_are_spelt_as_in_the_texts(demo_report):
    forms = " ".join(row[0] for row, *_ in read(demo_report).sheets["loaded_terms"] if row)
    assert "so-called Ukrainian government" in forms
    assert "kremlin" not in forms


def test_comparisons_stand_in_one_table_with_what_they_rest_on(demo_report):
    rows = [row for row, *_ in read(demo_report).sheets["comparisons"] if len(row) > 3]
    assert {row[0] for row in rows[1:]} == {"Civic Radio News", "Daily Spark", "Eastern Banner", "Meridian Wire", "Western Standard"}
    assert all("6 and 24 articles on the 6 events" in " ".join(row) for row in rows[1:])


def test_stretches_of_voices_agree_with_the_terms(demo):
    voices = {"direct": 1, "indirect": 2, "outlet": 0}
    texts = {text.article.id: text for text in read_texts(demo)}
    for row in demo.terms.itertuples():
        segment = int(row.segment == "body")
        found = [voice for where, a, b, voice in texts[row.article].voices if where == segment and a <= row.start < b]
        assert (found or [0])[0] == voices[row.voice], row.text


def test_every_figure_has_a_caption_and_its_files(demo_report):
    page = demo_report.read_text(encoding="utf-8")
    figures = re.findall(r'<figure id="f-([^"]+)">(.*?)</figure>', page, re.DOTALL)
    assert len(figures) >= 6
    for name, figure in figures:
        assert len(re.search(r"<figcaption>(.*?)</figcaption>", figure, re.DOTALL)[1]) > 80
        for kind in ("svg", "pdf", "png"):
            assert f"figures/{name}.{kind}" in figure
            assert (demo_report.parent / "figures" / f"{name}.{kind}").stat().st_size > 1000


def test_every_link_of_the_page_leads_somewhere(demo_report):
    tags = read(demo_report).tags
    ids = {known["id"] for _, known in tags if "id" in known}
    for tag, known in tags:
        target = known.get("href", "")
        if tag != "a" or not target or target.startswith("#article-"):
            continue
        assert target[1:] in ids if target.startswith("#") else (demo_report.parent / target).is_file(), target


def test_ids_are_unique_and_sections_are_listed(demo_report):
    tags = read(demo_report).tags
    ids = [known["id"] for _, known in tags if "id" in known]
    assert len(ids) == len(set(ids))
    sections = [known["id"] for tag, known in tags if tag == "section"]
    links = {known["href"] for tag, known in tags if tag == "a" and "href" in known}
    assert {f"#{each}" for each in sections} <= links


def test_summary_says_the_sentences_of_the_comparison(demo, demo_report):
    page = demo_report.read_text(encoding="utf-8")
    gap = framing.compare(demo, target="Eastern Banner")
    assert gap.sentence("loaded_rate") in page
    assert "No test" not in page


def test_own_comparisons_take_the_place_of_the_default(demo, tmp_path, undrawn):
    gap = framing.compare(demo, target="Eastern Banner", reference="Meridian Wire")
    page = framing.report(demo, tmp_path, comparisons=[gap], title="Two outlets")
    text = page.read_text(encoding="utf-8")
    assert gap.sentence("loaded_rate") in text
    sheet = read(page).sheets["comparisons"]
    assert {(row[0], *{"Meridian Wire", "all others"}.intersection(row)) for row, *_ in sheet[1:]} == {("Eastern Banner", "Meridian Wire")}
    assert "<title>Two outlets</title>" in text
    assert "against all others" not in text


def test_one_article_for_each_outlet_is_not_compared(hostile_report):
    page = hostile_report.read_text(encoding="utf-8")
    assert "one article for each" in page
    assert "in single articles" in page


def test_no_text_breaks_out_of_the_page(hostile_report):
    parser = read(hostile_report)
    page = hostile_report.read_text(encoding="utf-8")
    assert HOSTILE not in page
    assert sum(tag == "script" for tag, _ in parser.tags) == page.count("</script>")
    assert not [known for _, known in parser.tags if "onerror" in known or "onload" in known]
    assert {known["src"][:5] for tag, known in parser.tags if tag == "img" and "src" in known} == {"data:"}
    outlets = {known["data-outlet"] for tag, known in parser.tags if tag == "tr" and "data-outlet" in known}
    assert f'Her"ald {HOSTILE}' in outlets


def test_only_web_addresses_become_links(hostile_report):
    assert data(hostile_report, "meta")["url"] == ["", "https://example.org/two"]


def test_articles_beside_the_page_are_escaped_too(hostile, tmp_path, monkeypatch, undrawn):
    monkeypatch.setattr(import_module("framing.report.build"), "LARGEST", 0)
    page = framing.report(hostile, tmp_path)
    script = (tmp_path / "pages" / "articles-0.js").read_text(encoding="utf-8")
    assert "<" not in script and "\u2028" not in script
    assert data(page, "articles-0")[0][0] == hostile.corpus[0].text
    assert "articles-0" in data(page, "pages")


def test_furniture_and_exclusions_are_listed(hostile, hostile_report):
    assert data(hostile_report, "articles-0")[0][4]
    reasons = set(hostile.exclusions["reason"])
    assert reasons
    page = hostile_report.read_text(encoding="utf-8")
    assert all(reason.replace("_", " ") in page for reason in reasons)


def test_the_same_analysis_gives_the_same_bytes(hostile, hostile_report, tmp_path):
    framing.report(hostile, tmp_path)
    first = hostile_report.parent
    files = sorted(each.relative_to(first) for each in first.rglob("*") if each.is_file())
    assert len(files) > 30
    for name in files:
        assert (tmp_path / name).read_bytes() == (first / name).read_bytes(), name


def test_a_second_report_replaces_the_first(hostile, tmp_path, undrawn):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "old.svg").write_text("old")
    framing.report(hostile, tmp_path)
    assert not (tmp_path / "figures" / "old.svg").exists()


def test_the_page_of_the_demonstration_is_small(demo_report):
    assert demo_report.stat().st_size < 3_000_000
    assert not (demo_report.parent / "pages").exists()


def test_the_page_asks_for_nothing_from_the_network(demo_report):
    for tag, known in read(demo_report).tags:
        address = known.get("src") or (known.get("href", "") if tag == "link" else "")
        assert not address or address.startswith("data:"), address
    assert "default-src 'none'" in demo_report.read_text(encoding="utf-8")


def test_evidence_tables_are_written_whole(demo, demo_report):
    with (demo_report.parent / "evidence" / "terms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == demo.terms["text"].tolist()
    assert list(rows[0]) == list(demo.terms)


def test_an_analysis_without_texts_still_shows_its_hits(hostile, tmp_path, undrawn):
    page = framing.report(dataclasses.replace(hostile, corpus=None), tmp_path)
    assert data(page, "terms")["texts"] == hostile.terms["text"].iloc[index_of(hostile, "terms").order].tolist()
    assert data(page, "articles-0") == []


@pytest.mark.parametrize("text", ["Nothing happened.", " "])
def test_a_text_without_any_hit_gives_a_page(text, tmp_path, request):
    if text.strip():  # every chart says once that there is nothing to draw
        request.getfixturevalue("undrawn")
    page = framing.report([text, "Another text, just as calm."], tmp_path)
    assert "None was found." in page.read_text(encoding="utf-8")
    assert [article[0] for article in data(page, "articles-0")] == [each for each in (text, "Another text, just as calm.") if each.strip()]


def test_articles_without_outlet_are_shown_under_a_name(tmp_path, undrawn):
    page = framing.report("The so-called government met in Kiev.", tmp_path)
    assert "outlet not named" in page.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_refused_with_a_remedy(hostile, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="Choose a folder"):
        framing.report(hostile, tmp_path / "file")


def test_every_outlet_that_is_drawn_is_compared(undrawn, tmp_path):
    texts = [f"The so-called government met {number} times. " + "It was a day like others. " * 40 for number in range(20)]
    articles = [
        framing.Article(f"{text} {letter}", outlet=f"Outlet {letter}") for letter in "ABCDEFGHIJ" for text in texts[: 2 + (letter == "A")]
    ]
    page = framing.report(framing.Corpus(articles), tmp_path).read_text(encoding="utf-8")
    assert all(f"Outlet {letter} against all others" in page or f": Outlet {letter} " in page for letter in "ABCDEFGHIJ")
    assert "with most articles were compared" not in page


def test_what_was_found_nowhere_has_no_column(demo):
    sheet = role_sheet(demo)
    assert sheet is not None
    for column in sheet.columns:
        if column.kind in ("share", "number"):
            assert sheet.frame[column.name].fillna(0).any(), column.name
    bodies = demo.mentions[demo.mentions["segment"] == "body"].reset_index(drop=True)
    found = role_sheet(dataclasses.replace(demo, tables={**demo.tables, "mentions": bodies}))
    assert found is not None and "headline_share" not in [column.name for column in found.columns]
    assert "headline_share" in [column.name for column in sheet.columns]


def test_the_ladder_is_that_of_the_outlets_that_are_drawn():
    sizes = {f"Outlet {number}": 3 for number in range(MOST)} | {"Rare Gazette": 1}
    texts = [framing.Article(f"{outlet} {n}. It was calm.", outlet=outlet) for outlet, size in sizes.items() for n in range(size)]
    found, size = rungs(framing.analyze(framing.Corpus(texts), lexicons=[], trained=False))
    assert size.startswith(f"3 articles in the smallest of the {MOST} outlets with most articles")
    assert {rung.title: rung.reason for rung in found}["An interval"] == ""
    few, size = rungs(framing.analyze(framing.Corpus(texts[-4:]), lexicons=[], trained=False))
    assert size.startswith("1 article in the smallest of 2 outlets") and any(rung.reason for rung in few)
