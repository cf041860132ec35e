"""Simple formats: tables, word lists, LIWC and quanteda dictionaries."""

import pytest

from framing.errors import LexiconError
from framing.lexicon import Lexicon, load_lexicon, read_lexicon_text
from framing.lexicon.yaml_subset import YamlError, parse_yaml


def entries(text, file):
    return [(entry.category, *entry.forms) for entry in read_lexicon_text(text, file).entries]


def test_a_table_needs_only_the_column_form():
    assert entries("form\ncircus\npublicity stunt\n", "ridicule.csv") == [
        ("ridicule", "circus"),
        ("ridicule", "publicity stunt"),
    ]


def test_rows_of_one_entry_are_gathered_and_typed():
    text = (
        "# my terms\n"
        "form\tcategory\tside\tvalence\tentry\tguards\tsince\n"
        "special operation\teuphemism\tB\t1\toperation\tpolice special operation|rescue special operation\t2022-02-24\n"
        "operation\t\t\t\toperation\tsurgical operation\t\n"
        "onslaught\tdysphemism\tA\t−1\t\t\t\n"
    )
    lexicon = read_lexicon_text(text, "mine.tsv")
    first = lexicon.entry("operation")
    assert first.forms == ("special operation", "operation")
    assert first.guards == ("police special operation", "rescue special operation", "surgical operation")
    assert (first.side, first.valence, str(first.since), first.line) == ("B", 1, "2022-02-24", 3)
    assert lexicon.entry("dysphemism.onslaught").valence == -1


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("word,side\ncircus,A\n", 1, 'must name the columns, "form" among them'),
        ("form,sides\ncircus,A\n", 1, "unknown column 'sides'"),
        ("form,side\ncircus,X\n", 2, "side must be one of 'A', 'B', 'N', not 'X'"),
        ("form,valence\ncircus,good\n", 2, "valence must be a whole number, not 'good'"),
        ("form,side\ncircus,A,B\n", 2, "3 cells, but the header has 2"),
        ("form,side\n,A\n", 2, "the column form is empty"),
        ("form,side,entry\na,A,x\nb,B,x\n", 3, "side 'B' differs from 'A'"),
        ("form\n*ism\n", 2, "* may only end a word"),
    ],
)
def test_a_mistake_in_a_table_is_named_with_its_line(text, line, message):
    with pytest.raises(LexiconError) as error:
        read_lexicon_text(text, "mine.csv")
    assert f"mine.csv:{line}: " in str(error.value)
    assert message in str(error.value)


def test_quoted_cells_may_hold_separators():
    assert entries('form,gloss\n"crisis, what crisis","a, b"\n', "x.csv") == [("x", "crisis, what crisis")]


def test_a_word_list_takes_its_category_from_the_file_name():
    assert entries("# weak words\ncircus\n\nflood of  # phrase\n", "ridicule.txt") == [
        ("ridicule", "circus"),
        ("ridicule", "flood of"),
    ]


@pytest.mark.parametrize("file", ["x.txt", "x.csv", "x.yml", "x.dic"])
def test_an_empty_file_is_refused(file):
    head = {"x.csv": "form\n", "x.dic": "%\n1 a\n%\n"}.get(file, "\n")
    with pytest.raises(LexiconError, match="holds no forms"):
        read_lexicon_text(head, file)


LIWC = "%\n1\tposemo (Positive Emotion)\n2\tnegemo\n%\nhappy\t1\nhate*\t2\nthank you\t1\n"


def test_liwc_dictionaries_are_read():
    assert entries(LIWC, "liwc.dic") == [("posemo", "happy"), ("negemo", "hate*"), ("posemo", "thank you")]


def test_liwc_lines_may_be_separated_by_spaces():
    assert entries("%\n1 pos\n2 neg\n%\nhappy 1\nof course 1\nbad   2\n", "liwc.dic") == [
        ("pos", "happy"), ("pos", "of course"), ("neg", "bad"),
    ]  # fmt: skip


def test_a_word_in_two_categories_is_reported_and_can_be_split():
    with pytest.warns(UserWarning, match=r"1 forms stand in several categories \(bittersweet\).*by_category"):
        lexicon = read_lexicon_text(LIWC + "bittersweet\t1\t2\n", "both.dic")
    parts = lexicon.by_category()
    assert {
        name: [form for entry in part.entries for form in entry.forms] for name, part in parts.items()
    } == {
        "posemo": ["happy", "thank you", "bittersweet"],
        "negemo": ["hate*", "bittersweet"],
    }


def test_patterns_that_cannot_be_matched_are_left_out_with_a_count():
    with pytest.warns(UserWarning, match=r"2 forms left out.*'kind \(02 134\)125/464' \(line 9\)"):
        found = entries(LIWC + "*ness\t1\nkind (02 134)125/464\t1\n", "patterns.dic")
    assert len(found) == 3


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (LIWC + "sad\t7\n", 8, "category '7' is not in the list at the top"),
        (LIWC + "sad\n", 8, "no category"),
        ("happy\t1\n", 1, "no list of categories"),
    ],
)
def test_a_mistake_in_a_liwc_dictionary_is_named_with_its_line(text, line, message):
    with pytest.raises(LexiconError) as error:
        read_lexicon_text(text, "liwc.dic")
    assert f"liwc.dic:{line}: " in str(error.value)
    assert message in str(error.value)


QUANTEDA = """\
# populism
---
populism:
  elite: [elit*, 'the establishment', "so-called #experts"]  # a comment
  people:
    - "ordinary people"
    - the people's will
    - 'it''s'
tax: high tax
long: [one,
       two]
"""


def test_quanteda_dictionaries_are_read():
    assert entries(QUANTEDA, "populism.yml") == [
        ("populism.elite", "elit*"),
        ("populism.elite", "the establishment"),
        ("populism.elite", "so-called #experts"),
        ("populism.people", "ordinary people"),
        ("populism.people", "the people's will"),
        ("populism.people", "it's"),
        ("tax", "high tax"),
        ("long", "one"),
        ("long", "two"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("tax:\n\t- low\n", 2, "Use spaces"),
        ("tax:\n  low\n", 2, "cannot read 'low'"),
        ("tax: {low: high}\n", 1, "Write a list of forms"),
        ("a: [one, two\n", 1, "has no ]"),
        ("a: 'one\n", 1, "Close the quotation mark"),
        ('a: ["one" two]\n', 1, "commas between"),
    ],
)
def test_what_is_outside_the_subset_is_named_with_its_line(text, line, message):
    with pytest.raises(YamlError) as error:
        list(parse_yaml(text))
    assert (error.value.line, message in error.value.message) == (line, True), error.value.message
    with pytest.raises(LexiconError, match=rf"x\.yml:{line}: "):
        read_lexicon_text(text, "x.yml")


def test_quanteda_reads_like_a_yaml_parser():
    yaml = pytest.importorskip("yaml")
    expected = yaml.safe_load(QUANTEDA)
    found = {}
    for _, path, text in parse_yaml(QUANTEDA):
        found.setdefault(".".join(path), []).append(text)
    assert found["populism.elite"] == expected["populism"]["elite"]
    assert found["populism.people"] == expected["populism"]["people"]
    assert found["tax"] == [expected["tax"]]
    assert found["long"] == expected["long"]


def test_files_on_disk_carry_their_digest(tmp_path):
    import hashlib

    file = tmp_path / "ridicule.txt"
    file.write_text("circus\n", encoding="utf-8")
    assert load_lexicon(str(file)).sha256 == hashlib.sha256(b"circus\n").hexdigest()


def test_endings_in_capitals_are_known(tmp_path):
    (tmp_path / "MINE.TOML").write_text(
        'id = "mine"\nkind = "general"\n[[entry]]\nid = "a"\ncategory = "ridicule"\nforms = ["circus", "farce"]\n', encoding="utf-8"
    )
    (tmp_path / "MINE.TXT").write_text("circus\n", encoding="utf-8")
    assert [load_lexicon(tmp_path / name).n_forms for name in ("MINE.TOML", "MINE.TXT")] == [2, 1]


def test_a_changed_file_is_read_anew(tmp_path):
    file = tmp_path / "ridicule.txt"
    file.write_text("circus\n", encoding="utf-8")
    assert load_lexicon(file).n_forms == 1
    file.write_text("circus\nfarce\n", encoding="utf-8")
    assert load_lexicon(file).n_forms == 2


def test_a_dictionary_in_python():
    lexicon = Lexicon.from_dict({"alarm": ["chaos", "spiral*", "chaos"], "calm": "all quiet"}, id="mine")
    assert [entry.id for entry in lexicon.entries] == ["alarm.chaos", "alarm.spiral", "calm.all_quiet"]
    assert lexicon.entry("calm.all_quiet").forms == ("all quiet",)


@pytest.mark.parametrize("forms", [{"a": []}, {"a": [""]}, {"a": [3]}, {"a": ["*x"]}])
def test_a_wrong_dictionary_is_refused(forms):
    with pytest.raises(LexiconError, match="'a'"):
        Lexicon.from_dict(forms)


@pytest.mark.parametrize(
    ("forms", "told"),
    [
        (["circus"], "Give a dictionary"),
        ({}, "Give a dictionary"),
        ({"": ["circus"]}, "has no name"),
        ({"a": {"b": ["circus"]}}, "must hold a list of forms"),
        ({"a": None}, "must hold a list of forms"),
    ],
)
def test_what_is_no_dictionary_of_lists_is_refused_with_an_example(forms, told):
    with pytest.raises(LexiconError, match=told) as error:
        Lexicon.from_dict(forms)
    assert "collateral damage" in str(error.value)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_may_be_separated_as_spreadsheets_do(mark):
    text = f"form{mark}category{mark}side\ncircus{mark}euphemism{mark}A\n"
    assert read_lexicon_text(text, "mine.csv").entries[0].side == "A"


def test_a_folder_and_an_unknown_format_are_told_as_such(tmp_path):
    with pytest.raises(LexiconError, match="this is a folder"):
        load_lexicon(tmp_path)
    (tmp_path / "terms.docx").write_text("circus")
    with pytest.raises(LexiconError, match=r"unknown format '\.docx'"):
        load_lexicon(tmp_path / "terms.docx")


def test_dictionaries_differ_in_their_digest():
    one, two = Lexicon.from_dict({"a": ["x"]}), Lexicon.from_dict({"a": ["y"]})
    assert one.sha256 != two.sha256 and one != two
