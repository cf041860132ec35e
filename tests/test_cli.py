"""The command line as people and machines use it."""

import json
import shutil
import subprocess
from importlib import import_module

import pandas as pd
import pytest

from framing.cli import doctor, main
from framing.cli.completion import SHELLS, script, words_of
from framing.cli.parser import build_parser

FILLER = "The delegates met again in the afternoon and spoke about the next steps. " * 20


@pytest.fixture
def articles(tmp_path):
    rows = [
        (outlet, f"e{number}", f"The so-called government met {number} times. {FILLER}")
        for number in range(3)
        for outlet in ("Post", "Herald")
    ]
    path = tmp_path / "articles.csv"
    pd.DataFrame(rows, columns=["outlet", "event", "text"]).to_csv(path, index=False)
    return str(path)


def test_help_shows_commands_and_exit_codes(capsys):
    assert main([]) == 0
    shown = capsys.readouterr().out
    for word in ("report", "analyze", "compare", "show", "lexicon", "validate", "demo", "doctor", "completion", "exit codes"):
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
        (["analyze", "{articles}", "-o", "out", "--column", "text=story"], "no column 'story' for text. Columns seen: outlet"),
        (["analyze", "{articles}", "-o", "out", "--stream", "--column", "txt=text"], "Did you mean 'text'"),
    ],
)
def test_bad_input_is_one_and_says_what_to_do(arguments, message, articles, capsys):
    assert main([each.format(articles=articles) for each in arguments]) == 1
    assert message in capsys.readouterr().err


def test_columns_are_named_and_wrong_ids_left_out(tmp_path, capsys):
    path = tmp_path / "articles.csv"
    rows = [("1", "Post", f"The so-called government met. {FILLER}"), ("1", "Herald", f"The regime met. {FILLER}")]
    pd.DataFrame(rows, columns=["id", "outlet", "story"]).to_csv(path, index=False)
    told = ["--column", "text=story"]
    assert main(["analyze", str(path), "-o", str(tmp_path / "one"), *told]) == 1
    assert "--column id= on the command line" in capsys.readouterr().err
    for folder, more in (("two", []), ("three", ["--stream"])):
        assert main(["analyze", str(path), "-o", str(tmp_path / folder), *told, "--column", "id=", *more]) == 0
        assert "2 articles" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["show", str(path), "--column", "story"])
    assert ended.value.code == 2
    assert "FIELD=NAME" in capsys.readouterr().err


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
    shown = capsys.readouterr().out
    assert "Herald 3, Post 3" in shown and "The [so-called] government" in shown
    assert main(["lexicon", "show", "russia_ukraine", "--on", articles]) == 0
    assert "0 of 6 articles are about the topic" in capsys.readouterr().out
    assert main(["lexicon", "show", "russia_ukraine", "--on", str(tmp_path / "nowhere")]) == 1
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


def test_demo_and_report_write_a_page(articles, tmp_path, capsys, monkeypatch):
    sections = import_module("framing.report.sections")
    monkeypatch.setattr(sections, "_drawn", lambda wanted, folder: [])  # tests/report looks at the pictures
    assert main(["demo", "-o", str(tmp_path / "demo")]) == 0
    assert main(["report", articles, "-o", str(tmp_path / "own")]) == 0
    assert capsys.readouterr().out.count("index.html") == 2
    assert (tmp_path / "demo" / "index.html").stat().st_size > 10_000


def test_quiet_says_nothing_and_a_pipe_sees_no_progress(articles, tmp_path, capsys):
    options = ["analyze", articles, "-o", str(tmp_path / "out"), "--rules-only", "--lexicon", "legitimacy_doubt"]
    assert main([*options, "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(options) == 0
    told = capsys.readouterr().err
    assert told.startswith("Corpus of 6 articles") and "Analysing" not in told and "\x1b" not in told


def test_a_terminal_sees_what_is_being_done(articles, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["analyze", articles, "-o", str(tmp_path / "out"), "--rules-only", "--lexicon", "legitimacy_doubt"]) == 0
    assert "Analysing 6 articles" in capsys.readouterr().err


def test_the_doctor_finds_a_sound_installation(capsys):
    assert main(["doctor", "--json"]) == 0
    found = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    assert found["trial run"]["state"] == "good" and "rows of evidence" in found["trial run"]["found"]
    assert found["embedded corpus"]["found"] == "30 articles of 5 outlets"
    assert "Cyrillic" in found["letters of charts"]["found"]
    assert "only training needs torch" in found["torch"]["found"]
    assert found["numpy"]["state"] == "good"


def test_the_doctor_says_what_is_missing_and_what_to_do(capsys, monkeypatch):
    monkeypatch.setattr(doctor, "_installed", lambda name: "" if name == "scipy" else "1.0")
    monkeypatch.setattr(doctor, "_trial", lambda: doctor._told(90, 3, False, 1.0))
    assert main(["doctor"]) == 1
    shown = capsys.readouterr().out
    assert "!! scipy" in shown and "pip install scipy" in shown
    assert "3 of 90 rows are not what stands at their place; the names of Ukraine's capital" in shown


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_knows_every_command_and_option(shell, capsys):
    assert main(["completion", shell]) == 0
    shown = capsys.readouterr().out
    for path, words in words_of(build_parser()).items():
        assert all(name in shown for name in path)
        assert all(word.text.lstrip("-") in shown for word in words)
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script(build_parser(), shell), text=True, check=True)


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [("framing le", "lexicon"), ("framing lexicon sh", "show"), ("framing report --work", "--workers"), ("framing completion f", "fish")],
)
def test_bash_completes(typed, expected):
    words = " ".join(f"'{word}'" for word in typed.split())
    code = f"{script(build_parser(), 'bash')}\nCOMP_WORDS=({words}); COMP_CWORD={len(typed.split()) - 1}; _framing; echo \"${{COMPREPLY[@]}}\""
    done = subprocess.run(["bash", "--norc", "-c", code], capture_output=True, text=True, check=True)
    assert expected in done.stdout.split()


def test_what_was_recognised_and_left_out_is_shown_unless_quiet(tmp_path, capsys):
    path = tmp_path / "articles.csv"
    path.write_text("publisher,body\nPost,A farce.\nHerald,\n", encoding="utf-8")
    options = ["analyze", str(path), "--rules-only", "--lexicon", "legitimacy_doubt", "-o", str(tmp_path / "out")]
    assert main(options) == 0
    shown = capsys.readouterr().err
    assert "outlet ← publisher" in shown and "left out: 1 empty text" in shown
    assert main([*options, "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_show_says_that_there_are_more_articles(articles, capsys):
    assert main(["show", articles]) == 0
    told = capsys.readouterr().err
    assert "The first of 6 articles" in told
    other = told.split("another: ")[1].split(",")[0]
    assert main(["show", articles, "--id", other]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("extra", "hint"), [([], False), (["--stream"], True)])
def test_an_interrupt_says_whether_the_run_can_go_on(articles, tmp_path, capsys, monkeypatch, extra, hint):
    def interrupted(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("framing.analysis.analyze_to" if extra else "framing.analysis.analyze", interrupted)
    assert main(["analyze", articles, "-o", str(tmp_path / "out"), *extra]) == 130
    assert ("goes on where it stopped" in capsys.readouterr().err) is hint
