"""The files of the demonstration corpus: complete, readable, and honest about who is real."""

import csv
import json
import re
import tomllib
from collections import Counter
from datetime import datetime
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[1] / "corpus"
OUTLETS = {"Meridian Wire", "Eastern Banner", "Western Standard", "Daily Spark", "Civic Radio News"}
COLUMNS = ["id", "file", "outlet", "published", "event", "headline", "section", "author"]
DOUBLE = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
SINGLE = re.compile(r"(?<!\w)‘((?:[^’]|’(?=\w))+)’(?!\w)")
UNNAMED = re.compile(r"[Ii]nsider|[Ss]ource|delegate|guard")
SCARE = {"B-team", "pasta panic", "tidal wave", "agreement", "30-day truce", "holiday camp", "invasion", "earthquake"}


def read_rows() -> list[dict[str, str]]:
    with (CORPUS / "articles.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = read_rows()
TEXTS = {row["id"]: (CORPUS / row["file"]).read_text(encoding="utf-8") for row in ROWS}
README = (CORPUS / "README.md").read_text(encoding="utf-8")
EXPECTED = tomllib.loads((CORPUS / "expected.toml").read_text(encoding="utf-8"))


def article_text(event: str, outlet: str) -> str:
    return next(TEXTS[row["id"]] for row in ROWS if (row["event"], row["outlet"]) == (event, outlet))


def table_after(heading: str) -> list[list[str]]:
    """Rows of the first Markdown table below a heading, without its header."""
    section = README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def normalise(words: str) -> str:
    return words.replace("’", "'").strip(" ,.").lower()


def real_words() -> set[str]:
    rows = table_after("Real people and documents, and their words")
    return {normalise(curly or straight) for row in rows for curly, straight in DOUBLE.findall(row[1])}


def fictional_names() -> list[str]:
    return [row[0] for row in table_after("Fictional people and organisations")]


def quotations(row: dict[str, str]) -> list[tuple[int, str]]:
    pattern = SINGLE if row["outlet"] == "Daily Spark" else DOUBLE
    found = pattern.finditer(TEXTS[row["id"]])
    return [(match.start(), next(group for group in match.groups() if group)) for match in found]


def test_thirty_articles_with_the_documented_columns() -> None:
    assert list(ROWS[0]) == COLUMNS
    assert len(ROWS) == len(TEXTS) == 30


def test_every_event_is_covered_by_the_five_outlets() -> None:
    events = {row["event"] for row in ROWS}
    assert len(events) == 6
    for event in events:
        assert sorted(row["outlet"] for row in ROWS if row["event"] == event) == sorted(OUTLETS)


def test_table_and_folder_hold_the_same_files() -> None:
    on_disk = {path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("texts/*/*.txt")}
    assert on_disk == {row["file"] for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_article_is_well_formed(row: dict[str, str]) -> None:
    text = TEXTS[row["id"]]
    slug = row["outlet"].lower().replace(" ", "-")
    assert row["id"] == f"{row['event']}-{slug}"
    assert row["file"] == f"texts/{row['event']}/{slug}.txt"
    assert datetime.fromisoformat(row["published"]).utcoffset() is not None
    assert 250 <= len(text.split()) <= 500
    assert text.endswith("\n")
    assert text.count("\n\n") >= 6
    assert not re.search(r"\n\n\n|[^\n]\n[^\n]|[ \t]+\n|\ufeff|\r", text)
    assert row["headline"] and row["headline"] not in text


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_quotation_marks_are_balanced(row: dict[str, str]) -> None:
    text = TEXTS[row["id"]]
    continued = len(re.findall(r"[^”]\n\n“", text)) if row["id"] == "grain-deal-civic-radio-news" else 0
    assert text.count('"') % 2 == 0
    opened = text.count("“") - text.count("”")
    assert opened == (1 if row["id"] == "grain-deal-civic-radio-news" else 0)
    assert continued >= opened


def test_only_the_marked_pair_is_wire_copy() -> None:
    pairs = combinations(TEXTS, 2)
    alike = [pair for pair in pairs if SequenceMatcher(None, *(TEXTS[i].split() for i in pair)).ratio() > 0.5]
    marked = [(copy["original"], copy["copy"]) for copy in EXPECTED["copy"]]
    assert [set(pair) for pair in alike] == [set(pair) for pair in marked]


@pytest.mark.parametrize("name", fictional_names())
def test_fictional_name_occurs(name: str) -> None:
    everything = " ".join(TEXTS.values()) + " ".join(row["author"] for row in ROWS)
    assert name in everything


@pytest.mark.parametrize("words", sorted(real_words()))
def test_words_of_real_people_occur(words: str) -> None:
    assert words in normalise(" ".join(TEXTS.values()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_quotation_has_a_documented_speaker(row: dict[str, str]) -> None:
    """Words in quotation marks are on record, a fictional person's, an unnamed voice's, or scare quotes."""
    text, recorded = TEXTS[row["id"]], real_words()
    surnames = [name.split()[-1] for name in fictional_names()] + ["clinic", "Shelter"]
    for start, words in quotations(row):
        on_record = any(normalise(words).removeprefix("will ") in known for known in recorded)
        before, after = text[:start].split("\n\n"), text[start:].split("\n\n")
        near = "\n".join(before[-2:]) + "".join(after[:1])
        fictional = any(name in near for name in surnames) or UNNAMED.search(near)
        assert on_record or fictional or words in SCARE, words


def test_every_author_is_declared_fictional() -> None:
    assert {row["author"] for row in ROWS} - OUTLETS <= set(fictional_names())


@pytest.mark.parametrize("count", EXPECTED["count"], ids=lambda count: f"{count['form']}-{count['outlet']}")
def test_expected_counts_match_the_texts(count: dict[str, object]) -> None:
    per_event = count["per_event"]
    assert isinstance(per_event, dict)
    for event in {row["event"] for row in ROWS}:
        own = DOUBLE.sub(" ", article_text(event, str(count["outlet"])))
        assert len(re.findall(rf"\b{count['form']}\b", own, re.IGNORECASE)) == per_event.get(event, 0), event


@pytest.mark.parametrize("variant", EXPECTED["variant"], ids=lambda variant: variant["set"])
def test_expected_variants_match_the_texts(variant: dict[str, object]) -> None:
    articles = variant["articles"]
    assert isinstance(articles, list) and len(articles) == 5
    for expected in articles:
        own = [DOUBLE.sub(" ", article_text(event, expected["outlet"])) for event in EXPECTED["war"]]
        for side in "AB":
            assert sum(bool(re.search(rf"\b{variant[side]}\b", text)) for text in own) == expected[side]


@pytest.mark.parametrize("statement", EXPECTED["statement"], ids=lambda s: f"{s['event']}-{s['id']}")
def test_statements_name_each_outlet_once(statement: dict[str, object]) -> None:
    named = [outlet for key in ("carried", "partly", "could_not_know") for outlet in statement.get(key, [])]  # type: ignore[attr-defined]
    assert len(named) == len(set(named)) >= 2
    assert set(named) <= OUTLETS


@pytest.mark.parametrize("wording", EXPECTED["wording"], ids=lambda wording: f"{wording['event']}-{wording['id']}")
def test_expected_wordings_stand_in_the_texts(wording: dict[str, object]) -> None:
    words = wording["words"]
    assert isinstance(words, list)
    for item in words:
        assert item["text"] in article_text(str(wording["event"]), item["outlet"])


@pytest.mark.parametrize("furniture", EXPECTED["furniture"], ids=lambda furniture: furniture["kind"])
def test_expected_furniture_stands_in_the_texts(furniture: dict[str, list[str]]) -> None:
    paragraphs = [paragraph for text in TEXTS.values() for paragraph in text.strip().split("\n\n")]
    for line in furniture["lines"]:
        at_start = any(paragraph.startswith(line) for paragraph in paragraphs)
        assert at_start if furniture["kind"] == "dateline" else line in paragraphs


GOLD = [
    json.loads(line)
    for line in (Path(__file__).parent / "gold" / "corpus_attributions.jsonl").read_text(encoding="utf-8").splitlines()
]


def quoted_share(row: dict[str, str], spans: list[list[int]]) -> float:
    pattern = SINGLE if row["outlet"] == "Daily Spark" else DOUBLE
    quoted = {i for match in pattern.finditer(TEXTS[row["id"]]) for i in range(*match.span())}
    inside = sum(i in quoted for start, end in spans for i in range(start, end))
    return inside / sum(end - start for start, end in spans)


def test_gold_attributions_cover_two_articles_of_each_outlet() -> None:
    outlets = {row["id"]: row["outlet"] for row in ROWS}
    assert Counter(outlets[article] for article in {line["article"] for line in GOLD}) == dict.fromkeys(OUTLETS, 2)


@pytest.mark.parametrize("line", GOLD, ids=lambda line: f"{line['article']}-{line['content'][0][0]}")
def test_gold_attribution_is_consistent(line: dict[str, object]) -> None:
    row = next(row for row in ROWS if row["id"] == line["article"])
    content, cue, speaker = line["content"], line["cue"], line["speaker"]
    assert isinstance(content, list) and content == sorted(content)
    spans = [*content, *(span for span in (cue, speaker) if span)]
    assert all(TEXTS[row["id"]][start:end].strip() == TEXTS[row["id"]][start:end] != "" for start, end in spans)
    assert all(cue[1] <= start or end <= cue[0] for start, end in content if isinstance(cue, list))
    assert line["stance"] in {"neutral", "doubting", "endorsing", "emotive", None}
    share = quoted_share(row, content)
    assert line["kind"] == ("direct" if share >= 0.8 else "indirect" if share <= 0.2 else "mixed")


def test_gold_attributions_are_not_repeated() -> None:
    keys = Counter((line["article"], str(line["content"])) for line in GOLD)
    assert max(keys.values()) == 1
