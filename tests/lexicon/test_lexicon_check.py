"""The checks find what is wrong in a lexicon, and say nothing about one that is in order."""

import pytest

from framing.lexicon import ActorFile, load_actors, read_lexicon_text
from framing.lexicon.check import check, check_actors, main
from framing.lexicon.parity import parity

HEAD = """\
id = "war"
title = "War"
kind = "topic"
version = "1"
license = "MIT"
authors = ["somebody"]
source = "written for this test"
description = "Words for a war."
axis = "A = north; B = south"
sides = { A = "north", B = "south" }
about = ["war"]
caveat = "Invented."

[[set]]
id = "capital"
kind = "toponym"
exchangeable = true
rulings = [ { authority = "AP", ruling = "Kyiv", url = "https://example.org", certainty = "checked" } ]

[[set]]
id = "north_label"
kind = "actor"
mirror = "south_label"

[[set]]
id = "south_label"
kind = "actor"
mirror = "north_label"
"""


def entry(id, forms, side="N", category="euphemism", more=""):
    listed = ", ".join(f'"{form}"' for form in forms)
    return (
        f'\n[[entry]]\nid = "{id}"\ncategory = "{category}"\nforms = [{listed}]\nside = "{side}"\n'
        f'yes = ["They spoke of {forms[0].rstrip("*")} again."]\nno = ["Another."]\n{more}\n'
    )


def in_set(id, forms, side, set, category="naming.actor"):
    return entry(id, forms, side, category, f'set = "{set}"\n')


GOOD = (
    HEAD
    + in_set("kyiv", ["Kyiv"], "A", "capital", "naming.toponym")
    + in_set("kiev", ["Kiev"], "B", "capital", "naming.toponym")
    + in_set("thugs", ["southern thugs"], "A", "north_label")
    + in_set("brutes", ["northern brutes"], "B", "south_label")
)


def problems(text, file="war.toml"):
    return [
        (each.line, each.entry, each.severity, each.message) for each in check(read_lexicon_text(text, file))
    ]


def test_a_lexicon_in_order_has_no_problems():
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("text", "entry_id", "severity", "message"),
    [
        (GOOD.replace('license = "MIT"\n', ""), "", "error", "license is missing"),
        (GOOD.replace('id = "war"', 'id = "peace"'), "", "error", "not the name of the file"),
        (GOOD.replace('caveat = "Invented."\n', ""), "", "error", "needs caveat"),
        (GOOD + entry("x", ["a pact"], more='guards = ["pact of steel", "steel deal"]'), "x", "warning", "guard 'steel deal' can never cancel"),
        (GOOD.replace('exchangeable = true', 'exchangeable = true\nguards = ["chicken Lviv"]', 1), "capital", "warning", "guard 'chicken Lviv'"),
        (GOOD + entry("x", ["x"], category="euphemisms"), "x", "warning", "Did you mean 'euphemism'?"),
        (GOOD + entry("x", ["x", "X"]), "x", "error", "form 'X' stands twice"),
        (GOOD + entry("x", ["don't", "don’t"]), "x", "error", "form 'don’t' stands twice"),
        (GOOD + entry("x", ["x"]).replace('no = ["Another."]', ""), "x", "error", "no example in no"),
        (GOOD + entry("x", ["x"]).replace('yes = ["They spoke of x again."]', ""), "x", "error", "no example in yes"),
        (GOOD + in_set("x", ["kyiv"], "N", "capital", "naming.toponym"), "x", "error", "form 'kyiv' can never count"),
        (GOOD + entry("x", ["pact"]) + entry("y", ["pact"], more='requires_near = ["z"]'), "y", "error", "never count"),
        (GOOD + entry("x", ["terror*"]) + entry("y", ["terrorist"]), "y", "error", "x (line 71) takes it first"),
        (GOOD + entry("x", ["claims"]) + entry("y", ["claim"], more='inflect = "verb"'),
         "y", "warning", "inflected form 'claims'"),
        (GOOD.replace('url = "https://example.org", ', ""), "capital", "error", "marked checked but has no url"),
        (GOOD.replace(', certainty = "checked"', ""), "capital", "warning", "has no certainty"),
        (GOOD.replace('mirror = "south_label"', ""), "north_label", "error", "labels of side A only"),
        (GOOD + '[[set]]\nid = "lone"\n', "lone", "error", "no entry belongs to this set"),
        (GOOD.replace('side = "B"\nyes = ["They spoke of Kiev again."]\nno = ["Another."]\nset = "capital"',
                      'side = "B"\nyes = ["They spoke of Kiev again."]\nno = ["Another."]'),
         "capital", "error", "only one entry belongs to it"),
        (GOOD + entry("x", ["x"], category="naming.event"), "x", "warning", "a naming entry without a set"),
        (GOOD + entry("x", list("defgh"), side="A"), "", "error", "unbalanced sides: n_forms A 7, B 2 (ratio 3.50"),
    ],
)  # fmt: skip
def test_a_problem_is_found(text, entry_id, severity, message):
    found = problems(text)
    assert any(each[1:3] == (entry_id, severity) and message in each[3] for each in found), found


@pytest.mark.parametrize(
    "more",
    [
        entry("x", ["pact"], more='requires_near = ["z"]') + entry("y", ["pact"]),  # the first has a condition
        entry("x", ["US"], more='case = "sensitive"') + entry("y", ["us"]),  # other capitals
        entry("x", ["terrorist"]) + entry("y", ["terror*"]),  # the wider one comes later
        entry("x", ["terror*"]) + entry("y", ["terrorist attack"]),  # longer wins
        entry("x", ["kyiv"]),  # place names are matched apart
        entry("x", ["terror*"], more='guards = ["terrorist film"]'),
        entry("x", ["war machine"], more='guards = ["machin* gun"]'),
        entry("x", ["x"], category="frame.my_own"),
        entry("x", ["a", "b"], side="A"),  # a difference of two says nothing
        entry("x", list("defgh"), side="A"),  # with a written reason
    ],
)  # fmt: skip
def test_what_is_in_order_is_not_reported(more):
    text = GOOD + more
    if '"d", "e"' in more:
        text = text.replace("caveat =", 'parity_reason = "the south uses fewer"\ncaveat =')
    assert problems(text) == []


def test_problems_stand_on_the_line_of_their_entry():
    text = GOOD + entry("x", ["brutes"]) + entry("y", ["Brutes"])
    (line, *_), *rest = problems(text)
    assert text.split("\n")[line - 1] == 'id = "y"' and not rest


def test_simple_formats_are_not_asked_for_a_head_or_examples():
    assert [each[2] for each in problems("circus\nfarce\n", "euphemism.txt")] == ["warning"]


def test_the_parity_table_counts_forms_as_written():
    text = GOOD + entry("x", ["claim", "insist"], "A", more='inflect = "verb"\nvalence = -1\nintensity = 3')
    table = parity(read_lexicon_text(text, "war.toml"))
    assert table.loc["n_forms", ["A", "B"]].tolist() == [4, 2]
    assert table.loc["n_negative", ["A", "B"]].tolist() == [2, 0]
    assert table.loc["intensity", ["A", "B"]].tolist() == [8, 2]
    assert table.loc["n_forms", "ratio"] == 2 and table["ratio"].isna()["n_negative"]
    assert table["even"].to_dict() == {
        "n_entries": True, "n_forms": True, "n_negative": True, "n_positive": True, "intensity": False,
    }  # fmt: skip


def test_swapping_the_sides_mirrors_the_parity_table():
    lexicon = read_lexicon_text(GOOD + entry("x", ["a", "b", "c"], "A", more="valence = -1"), "war.toml")
    assert (
        parity(lexicon.swapped())[["B", "A"]].to_numpy().tolist()
        == parity(lexicon)[["A", "B"]].to_numpy().tolist()
    )


def test_examples_are_run_by_what_is_handed_in():
    from framing.lexicon.problems import Problem

    told = Problem("war.toml", 1, "kyiv", "error", "no example is hit")
    assert check(read_lexicon_text(GOOD, "war.toml"), examples=lambda lexicon: [told]) == [told]


@pytest.mark.parametrize(
    ("name", "text", "code", "shown"),
    [
        (
            "war.toml",
            GOOD,
            0,
            ["0 errors, 0 warnings", "parity A:B  n_entries 2:2", "<Lexicon war 1: 4 entries"],
        ),
        (
            "war.toml",
            GOOD + entry("x", ["northern brutes"]),
            1,
            ["error: x: form 'northern", "x: yes example is not hit (there: brutes)", "2 errors, 0 warnings"],
        ),
        ("war.toml", GOOD.replace('side = "A"', 'side = "X"'), 1, ["side must be one of"]),
        ("euphemism.txt", "incident\n", 0, ["0 errors, 1 warnings"]),
        ("mine.txt", "incident\nfarce\n", 0, ["mine.txt:1: warning: unknown category 'mine'", "0 errors, 2 warnings"]),
        ("euphemism.txt", "incident\nin*ent\n", 0, ["1 form left out", "0 errors, 2 warnings"]),
        ("mine.tsv", "form\tcategory\tside\n" + "".join(f"{each}\teuphemism\tB\n" for each in "abc"), 0,
         ["warning: unbalanced sides: n_forms A 0, B 3", "0 errors"]),
    ],
)
def test_the_command_reports_and_returns_a_code(tmp_path, capsys, name, text, code, shown):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert main([str(tmp_path / name)]) == code
    output = capsys.readouterr().out
    assert all(each in output for each in shown), output


def test_the_worst_of_several_files_decides(tmp_path):
    (tmp_path / "euphemism.txt").write_text("incident\n", encoding="utf-8")
    assert main([str(tmp_path / "euphemism.txt"), str(tmp_path / "nowhere.toml")]) == 1
    assert main([]) == 2 and main(["--help"]) == 0


ACTORS = """\
id = "war"

[[actor]]
id = "ann"
name = "Ann Example"
kind = "person"
gender = "female"
names = ["Ann Example", "Example"]
members = "north"

[[actor]]
id = "north"
name = "North"
kind = "government"
aliases = ["the North"]
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ('gender = "female"\n', "", ["warning: ann: a person without gender"]),
        (
            'aliases = ["the North"]',
            'aliases = ["example"]',
            ["warning: north: name 'example' belongs to ann too"],
        ),
    ],
)
def test_actor_files_are_checked(tmp_path, old, new, expected):
    folder = tmp_path / "actors"
    folder.mkdir()
    file = folder / "war.toml"
    file.write_text(ACTORS.replace(old, new, 1), encoding="utf-8")
    actors = load_actors(file)
    assert isinstance(actors, ActorFile)
    found = [str(problem) for problem in check_actors(actors)]
    assert len(found) == len(expected)
    assert all(part in each for part, each in zip(expected, found, strict=True))
    assert main([str(file)]) == int(any("error" in each for each in expected))
