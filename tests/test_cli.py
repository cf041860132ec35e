"""The command line as people and machines use it."""

import json

import pandas as pd
import pytest

from framing.cli import main

FILLER = "The delegates met again in the afternoon and spoke about the next steps. " * 20


@pytest.fixture
def articles(tmp_path):
    rows = [
        (outlet, f"e{number}", f"The so-called government number {number} met. {FILLER}")
        for number in range(3)
        for outlet in ("Post", "Herald")
    ]
    path = tmp_path / "articles.csv"
    pd.DataFrame(rows, columns=["outlet", "event", "text"]).to_csv(path, index=False)
    return str(path)


def test_help_shows_commands_and_exit_codes(capsys):
    assert main([]) == 0
    shown = capsys.readouterr().out
    for word in ("report", "analyze", "compare", "show", "lexicon", "validate", "demo", "exit codes"):
        assert word in shown


def test_wrong_usage_is_two(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["compare"])
    assert ended.value.code == 2
    assert "PATH" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["analyze", "nowhere/at/all", "-o", "out"], "nowhere/at/all"),
        (["lexicon", "show", "rusia_ukraine"], "Did you mean 'russia_ukraine'"),
        (["compare", "{articles}", "--target", "Pots"], "Did you mean 'Post'"),
        (["show", "{articles}", "--id", "x"], "Unknown article 'x'"),
        (["validate", "{articles}"], "lack the column 'start'"),
    ],
)
def test_bad_input_is_one_and_says_what_to_do(arguments, message, articles, capsys):
    assert main([each.format(articles=articles) for each in arguments]) == 1
    assert message in capsys.readouterr().err


def test_analyze_writes_tables_and_a_manifest(articles, tmp_path, capsys):
    assert (
        main(["analyze", articles, "-o", str(tmp_path / "out"), "--rules-only", "--lexicon", "legitimacy_doubt"]) == 0
    )
    assert "Analysis of 6 articles" in capsys.readouterr().out
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert [each["id"] for each in manifest["lexicons"]] == ["legitimacy_doubt"] and manifest["trained"] is False


def test_analyze_streams_articles_into_parts(articles, tmp_path, capsys):
    assert main(["analyze", articles, "-o", str(tmp_path / "out"), "--rules-only", "--stream"]) == 0
    assert (tmp_path / "out" / "terms" / "000000.parquet").is_file()
    assert "Analysis of 6 articles" in capsys.readouterr().out


def test_compare_speaks_to_people_and_to_machines(articles, capsys):
    options = ["compare", articles, "--target", "Post", "--reference", "Herald", "--lexicon", "legitimacy_doubt"]
    assert main(options) == 0
    assert "3 events both covered" in capsys.readouterr().out
    assert main([*options, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["measure"] for row in rows} >= {"loaded_rate", "attribution_rate"}


def test_show_marks_an_article_or_prints_its_evidence(articles, capsys):
    assert main(["show", articles]) == 0
    assert "so-called" in capsys.readouterr().out
    assert main(["show", articles, "--json"]) == 0
    assert "so-called" in [row["text"] for row in json.loads(capsys.readouterr().out)["terms"]]


def test_lexicons_are_listed_shown_checked_and_tried(articles, tmp_path, capsys):
    assert main(["lexicon", "list"]) == 0
    assert "russia_ukraine" in capsys.readouterr().out
    assert main(["lexicon", "show", "legitimacy_doubt"]) == 0
    assert "so-called" in capsys.readouterr().out
    assert main(["lexicon", "show", "legitimacy_doubt", "--on", articles]) == 0
    assert "Herald, Post" in capsys.readouterr().out
    bad = tmp_path / "bad.toml"
    bad.write_text('id = "bad"\n[[entry]]\nid = "x"\n', encoding="utf-8")
    assert main(["lexicon", "check", str(bad)]) != 0


def test_validate_prints_figures(tmp_path, capsys):
    path = tmp_path / "gold.csv"
    rows = [("Critics slammed Ruiz as a liar.", 16, 20, -1), ("Ruiz spoke in May.", 0, 4, 0)] * 20
    pd.DataFrame(rows, columns=["text", "start", "end", "label"]).to_csv(path, index=False)
    assert main(["validate", str(path)]) == 0
    assert "macro_f1" in capsys.readouterr().out
    assert main(["validate", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["n"] == 40


def test_demo_and_report_write_a_page(articles, tmp_path, capsys):
    assert main(["demo", "-o", str(tmp_path / "demo")]) == 0
    assert main(["report", articles, "-o", str(tmp_path / "own")]) == 0
    assert capsys.readouterr().out.count("index.html") == 2
    assert (tmp_path / "demo" / "index.html").stat().st_size > 10_000
