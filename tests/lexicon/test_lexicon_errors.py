"""Every mistake in a lexicon file is named with its line and what to do."""

import pytest

from framing.errors import LexiconError, UnknownName
from framing.lexicon import available_lexicons, load_actors, load_lexicon, read_lexicon_text

GOOD = """\
id = "war"
title = "War"
kind = "topic"
version = "1"
about = ["Ukrain*"]
sides = { A = "north", B = "south" }

[[set]]
id = "capital"
kind = "toponym"
exchangeable = true
rulings = [ { authority = "AP", ruling = "Kyiv", date = "2019-08-14", certainty = "sure" } ]

[[entry]]
id = "capital.kyiv"
set = "capital"
category = "naming.toponym"
forms = ["Kyiv"]
side = "A"
yes = ["Talks in Kyiv."]

[[entry]]
id = "capital.kiev"
set = "capital"
category = "naming.toponym"
forms = ["Kiev"]
side = "B"
"""


def test_the_unspoilt_file_is_read():
    assert [entry.line for entry in read_lexicon_text(GOOD).entries] == [15, 23]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('kind = "topic"', 'kind = "topical"', 3, "kind must be one of 'topic', 'general', not 'topical'"),
        ('kind = "topic"\n', "", 0, "kind is missing"),
        ('id = "war"\n', "", 0, "id is missing"),
        ('title = "War"', "titel = 'War'", 2, "unknown key 'titel'. Did you mean 'title'?"),
        ('about = ["Ukrain*"]', 'about = "Ukrain*"', 5, "about must be a list of texts"),
        ('about = ["Ukrain*"]', "", 3, "needs about"),
        ('A = "north"', 'C = "north"', 6, "sides must name the sides"),
        ('version = "1"', "version = 1", 4, "version must be text in quotation marks, not 1"),
        ('version = "1"', 'about_min = 0', 4, "about_min must be a whole number from 1"),
        ("exchangeable = true", 'exchangeable = "yes"', 11, "exchangeable must be true or false"),
        ("exchangeable = true", 'mirror = "capitol"', 11, "mirror 'capitol' is not a set of this file. Did you mean"),
        ('authority = "AP", ', "", 12, "lacks 'authority'"),
        ('authority = "AP"', 'author = "AP"', 12, "unknown key 'author'. Did you mean 'authority'?"),
        ('certainty = "sure"', 'certainty = "very"', 12, "certainty must be one of"),
        ('id = "capital.kyiv"\n', "", 14, "id is missing"),
        ('id = "capital.kiev"', 'id = "capital.kyiv"', 23, "this id is taken by the entry on line 15"),
        ('set = "capital"\n', 'set = "capitol"\n', 16, "set 'capitol' is not in this file. Did you mean 'capital'?"),
        ('forms = ["Kyiv"]\n', "", 14, "forms is missing"),
        ('forms = ["Kyiv"]', 'forms = "Kyiv"', 18, "forms must be a list of texts"),
        ('forms = ["Kyiv"]', "forms = []", 15, "forms is empty"),
        ('forms = ["Kyiv"]', 'forms = ["Kyiv", " "]', 18, "empty form"),
        ('forms = ["Kyiv"]', 'forms = ["Ky*v"]', 18, "* may only end a word"),
        ('forms = ["Kyiv"]', 'forms = ["* Kyiv"]', 18, "begins with *"),
        ('side = "A"', 'side = "C"', 19, "side must be one of 'A', 'B', 'N', not 'C'"),
        ('side = "A"', "side = 1", 19, "side must be one of"),
        ('side = "A"', "valence = 2", 19, "valence must be a whole number from -1 to 1, not 2"),
        ('side = "A"', "valence = true", 19, "valence must be a whole number"),
        ('side = "A"', "intensity = 0.5", 19, "intensity must be a whole number from 1 to 3"),
        ('side = "A"', 'inflect = "adverb"', 19, "inflect must be one of"),
        ('side = "A"', 'case = "upper"', 19, "case must be one of"),
        ('side = "A"', 'requires_near = ["x"]\nwindow = 0', 20, "window must be a whole number from 1"),
        ('side = "A"', 'heads = ["government"]', 15, 'target is not "head"'),
        ('side = "A"', 'since = "last year"', 19, "since must be a date like 2022-02-24"),
        ('side = "A"', "since = 2024-01-01\nuntil = 2023-01-01", 15, "since (2024-01-01) is later than until"),
        ('side = "A"', 'requires_near = ["x"]\nunless_near = ["x"]', 15, "could never count"),
        ('side = "A"', 'rulings = "AP"', 19, "rulings must be a list of tables"),
        ('yes = ["Talks in Kyiv."]', 'yes = "Talks in Kyiv."', 20, "yes must be a list of texts"),
        ('side = "A"', 'exampels = []', 19, "unknown key 'exampels'"),
        ("[[set]]", "[set]", 0, "write [[set]] (two brackets)"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(old, new, line, message):
    assert old in GOOD
    with pytest.raises(LexiconError) as error:
        read_lexicon_text(GOOD.replace(old, new, 1), "war.toml")
    assert message in str(error.value)
    place = f"war.toml:{line}: " if line else "war.toml: "
    assert any(row.startswith(place) and message in row for row in str(error.value).split("\n")), str(
        error.value
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('forms = ["Kyiv"]', 'forms = ["Kyiv" "Kiev"]', 18),
        ('forms = ["Kyiv"]', "forms = [Kyiv]", 18),
        ('side = "A"', 'side = "A"\nside = "B"', 20),
        ('side = "A"', "side", 19),
    ],
)
def test_broken_toml_names_the_line(old, new, line):
    with pytest.raises(LexiconError, match=rf"^war\.toml:{line}: not valid TOML"):
        read_lexicon_text(GOOD.replace(old, new, 1), "war.toml")


def test_an_unclosed_list_is_reported_at_the_end():
    with pytest.raises(LexiconError, match=r"^war\.toml:\d+: not valid TOML"):
        read_lexicon_text(GOOD + 'no = ["never closed"', "war.toml")


@pytest.mark.parametrize("kind", ["general", "topic"])
def test_a_lexicon_without_entries_is_refused(kind):
    head = f'id = "war"\nkind = "{kind}"\nabout = ["war"]\n'
    with pytest.raises(LexiconError, match=r"^war\.toml: holds no entries\. Write \[\[entry\]\]"):
        read_lexicon_text(head, "war.toml")


def test_all_mistakes_are_told_at_once():
    spoilt = GOOD.replace('side = "A"', 'side = "X"').replace('side = "B"', 'side = "Y"')
    with pytest.raises(LexiconError) as error:
        read_lexicon_text(spoilt, "war.toml")
    assert [row.split(" ")[0] for row in str(error.value).split("\n")] == ["war.toml:19:", "war.toml:27:"]


def test_a_flood_of_mistakes_is_cut_short():
    entries = "".join(f'[[entry]]\nid = "e{n}"\nforms = ["f{n}"]\n' for n in range(50))
    with pytest.raises(LexiconError, match="… and 30 more"):
        read_lexicon_text('id = "x"\nkind = "general"\n' + entries, "x.toml")


def test_wrong_encoding_names_line_and_remedy(tmp_path):
    file = tmp_path / "war.toml"
    file.write_bytes('id = "war"\ntitle = "Türkiye"\n'.encode("latin-1"))
    with pytest.raises(LexiconError, match=r"war\.toml:2: not UTF-8 .* Save the file as UTF-8"):
        load_lexicon(file)


def test_a_byte_order_mark_and_windows_lines_do_no_harm(tmp_path):
    file = tmp_path / "war.toml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_lexicon(file) == read_lexicon_text(GOOD)
    assert load_lexicon(file).entry("capital.kiev").line == 23


def test_a_missing_file_lists_the_packaged_ones(tmp_path):
    with pytest.raises(LexiconError, match=r"there is no such file\. Packaged: .*russia_ukraine"):
        load_lexicon(tmp_path / "nowhere.toml")


def test_an_unknown_format_is_refused(tmp_path):
    (tmp_path / "words.docx").write_bytes(b"x")
    with pytest.raises(LexiconError, match=r"unknown format '\.docx'\. Known: \.toml"):
        load_lexicon(tmp_path / "words.docx")


def test_a_misspelt_name_finds_the_nearest():
    with pytest.raises(
        UnknownName, match=r"Unknown lexicon 'russia_ukrain'\. Did you mean 'russia_ukraine'\?"
    ):
        load_lexicon("russia_ukrain")


def test_only_files_with_entries_are_offered():
    assert "russia_ukraine" in available_lexicons()
    assert "irregular" not in available_lexicons()


ACTORS = """\
id = "war"
topic = "war"

[[actor]]
id = "president"
name = "Ann Example"
kind = "person"
gender = "female"
names = ["Ann Example", "Example"]
roles = [ { form = "president of Exampleland", since = 2019-05-20, until = "" }, { form = "Exampleland's leader" } ]
"""


def _actors(tmp_path, text):
    file = tmp_path / "war.toml"
    file.write_text(text, encoding="utf-8")
    return load_actors(file)


def test_actors_are_read(tmp_path):
    actor = _actors(tmp_path, ACTORS).actor("president")
    assert (actor.gender, actor.names[1], len(actor.roles), actor.line) == ("female", "Example", 2, 5)
    assert (str(actor.roles[0].since), actor.roles[0].until, actor.roles[1].since) == (
        "2019-05-20",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('kind = "person"', 'kind = "man"', 7, "kind must be one of"),
        ('gender = "female"', 'gender = "f"', 8, "gender must be one of"),
        ('gender = "female"', 'sex = "f"', 8, "unknown key 'sex'"),
        ("since = 2019-05-20", 'since = "then"', 10, "since must be a date"),
        ('form = "president of Exampleland", ', "", 10, "lacks 'form'"),
        ('until = ""', "until = 2018-01-01", 5, "since is later than until"),
        ('name = "Ann Example"\n', "", 4, "name is missing"),
        ('topic = "war"', "topic = 3", 2, "topic must be text"),
        ('gender = "female"', 'members = "cabinet"', 8, "president: members 'cabinet' is not an actor of this file"),
        ('gender = "female"', 'members = "president"', 8, "members of each other: president -> president"),
    ],
)
def test_a_mistake_in_an_actor_file_is_named_with_its_line(tmp_path, old, new, line, message):
    assert old in ACTORS
    with pytest.raises(LexiconError) as error:
        _actors(tmp_path, ACTORS.replace(old, new, 1))
    assert f"war.toml:{line}: " in str(error.value)
    assert message in str(error.value)


def test_an_actor_without_any_name_is_refused(tmp_path):
    with pytest.raises(LexiconError, match="nothing would be found"):
        _actors(tmp_path, "\n".join(ACTORS.split("\n")[:7]))


def test_a_circle_of_members_is_named_once_with_its_file_and_line(tmp_path):
    bodies = "".join(
        f'\n[[actor]]\nid = "{one}"\nname = "{one}"\nkind = "group"\nnames = ["{one}"]\nmembers = "{other}"\n'
        for one, other in (("cabinet", "council"), ("council", "cabinet"))
    )
    with pytest.raises(LexiconError) as error:
        _actors(tmp_path, ACTORS.replace('gender = "female"', 'members = "cabinet"') + bodies)
    [told] = str(error.value).split("\n")
    assert "war.toml:8: president: actors are members of each other: cabinet -> council -> cabinet." in told


@pytest.mark.parametrize("text", ['id = "war"\n', 'id = "war"\nactor = []\n'])
def test_a_file_without_actors_is_refused(tmp_path, text):
    with pytest.raises(LexiconError, match=r"war\.toml: holds no actors\. Write \[\[actor\]\]"):
        _actors(tmp_path, text)


def test_an_unknown_actor_shows_the_nearest(tmp_path):
    with pytest.raises(UnknownName, match="Did you mean 'president'"):
        _actors(tmp_path, ACTORS).actor("presidnt")
