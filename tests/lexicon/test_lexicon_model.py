"""Lexicons are values: filtered, swapped, written and read back."""

import pickle
import string
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import UnknownName
from framing.lexicon import (
    Actor,
    ActorFile,
    Entry,
    Lexicon,
    Role,
    Ruling,
    VariantSet,
    lane,
    load_actors,
    read_lexicon_text,
    to_toml,
)

WAR = Lexicon(
    id="war", title="War & <peace>", kind="topic", about=("Ukrain*",), sides={"A": "north", "B": "south"},
    sets=(VariantSet("capital", exchangeable=True, guards=("chicken Kiev",)), VariantSet("left", mirror="right"),
          VariantSet("right", mirror="left")),
    entries=(
        Entry("kyiv", "naming.toponym", ("Kyiv",), set="capital", side="A", guards=("Kyiv Post",)),
        Entry("kiev", "naming.toponym", ("Kiev",), set="capital", side="B"),
        Entry("thugs", "naming.actor", ("<thugs>",), set="left", side="A", valence=-1),
        Entry("brutes", "naming.actor", ("brutes",), set="right", side="B", valence=-1),
        Entry("circus", "figurative.ridicule", ("circus", "farce"), valence=-1),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("naming.toponym", "share"), ("naming.anything", "share"), ("legal_status", "share"),
        ("cue.doubting", "cue"), ("cue.noun", "cue"), ("orthography", "descriptive"),
        ("frame.victim", "lexical"), ("legitimacy.delegitimise", "lexical"), ("source.vague", "lexical"),
        ("my_own", "lexical"), ("named", "lexical"),
    ],
)  # fmt: skip
def test_the_category_decides_the_lane(category, expected):
    assert lane(category) == expected
    assert Entry("x", category, ("x",)).lane == expected


def test_an_unknown_entry_shows_the_nearest():
    with pytest.raises(UnknownName, match=r"Unknown entry 'kyev'\. Did you mean 'kyiv'"):
        WAR.entry("kyev")
    with pytest.raises(UnknownName, match=r"Unknown variant set 'capitol'\. Did you mean 'capital'"):
        WAR.variant_set("capitol")


def test_guards_of_the_set_hold_for_its_entries():
    assert WAR.guards(WAR.entry("kyiv")) == ("Kyiv Post", "chicken Kiev")
    assert WAR.guards(WAR.entry("circus")) == ()
    assert [entry.id for entry in WAR.members("capital")] == ["kyiv", "kiev"]


def test_swapping_exchanges_sides_and_keeps_valence():
    swapped = WAR.swapped()
    assert [entry.side for entry in swapped.entries] == ["B", "A", "B", "A", "N"]
    assert [entry.valence for entry in swapped.entries] == [entry.valence for entry in WAR.entries]
    assert swapped.sides == {"B": "north", "A": "south"}
    assert swapped.swapped() == WAR and swapped != WAR
    assert swapped.sha256 != WAR.sha256


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"side": "A"}, ["kyiv", "thugs"]),
        ({"side": ["A", "N"], "valence": -1}, ["thugs", "circus"]),
        ({"category": "naming.*"}, ["kyiv", "kiev", "thugs", "brutes"]),
        ({"category": "naming.actor"}, ["thugs", "brutes"]),
        ({"keep": lambda entry: len(entry.forms) > 1}, ["circus"]),
        ({"id": "nothing"}, []),
    ],
)
def test_filtering_gives_a_smaller_lexicon(fields, expected):
    kept = WAR.filter(**fields)
    assert [entry.id for entry in kept.entries] == expected
    assert len(WAR) == 5


def test_filtering_leaves_no_set_without_entries_and_no_dangling_mirror():
    kept = WAR.filter(side="A")
    assert [(each.id, each.mirror) for each in kept.sets] == [("capital", ""), ("left", "")]


def test_an_unknown_field_is_refused():
    with pytest.raises(UnknownName, match="Did you mean 'side'"):
        WAR.filter(sied="A")


def test_the_table_for_notebooks_is_escaped():
    html = WAR._repr_html_()
    assert "&lt;thugs&gt;" in html and "<thugs>" not in html and "War &amp; &lt;peace&gt;" in html
    assert html.count("<tr>") == 6


def test_a_long_table_is_cut_short():
    many = Lexicon.from_dict({"a": [f"form{n}" for n in range(100)]})
    assert "and 80 more entries" in many._repr_html_()


def test_lexicons_can_be_pickled_hashed_and_compared():
    copy = pickle.loads(pickle.dumps(WAR))
    assert copy == WAR and hash(copy) == hash(WAR) and copy.entry("kiev") == WAR.entry("kiev")


def test_a_lexicon_cannot_be_changed():
    with pytest.raises(AttributeError):
        WAR.id = "peace"
    with pytest.raises(AttributeError):
        WAR.entries[0].side = "B"


LINE = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
NAME = st.text(st.sampled_from(string.ascii_letters + string.digits + "._-äЖ"), min_size=1, max_size=8)
WORD = st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters="*"), min_size=1, max_size=8)
FORM = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
FORMS = st.lists(st.one_of(FORM, FORM.map(lambda form: form + "*")), max_size=3).map(tuple)
DAY = st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
RULINGS = st.lists(
    st.builds(Ruling, LINE, LINE, LINE, LINE, st.sampled_from(["", "checked", "sure", "recheck", "unsure"])),
    max_size=2,
).map(tuple)
TEXTS = st.lists(LINE, max_size=3).map(tuple)


@st.composite
def lexicons(draw):
    names = draw(st.lists(NAME, min_size=1, max_size=4, unique=True))
    sets = tuple(
        VariantSet(name, draw(LINE), draw(LINE), draw(st.booleans()), draw(st.sampled_from(["", *names])), draw(FORMS),
                   draw(RULINGS), draw(LINE))
        for name in names
    )  # fmt: skip
    entries = []
    for name in draw(st.lists(NAME, min_size=1, max_size=5, unique=True)):
        since, until = draw(DAY), draw(DAY)
        if since and until and since > until:
            since, until = until, since
        target = draw(st.sampled_from(["", "head", "somebody"]))
        entries.append(
            Entry(
                id=name, category=draw(NAME), forms=(draw(FORM), *draw(FORMS)), set=draw(st.sampled_from(["", *names])),
                inflect=draw(st.sampled_from(["", "noun", "verb", "adjective"])),
                case=draw(st.sampled_from(["insensitive", "sensitive", "initial"])),
                side=draw(st.sampled_from("ABN")), valence=draw(st.integers(-1, 1)), intensity=draw(st.integers(1, 3)),
                target=target, heads=draw(TEXTS) if target == "head" else (), guards=draw(FORMS),
                requires_near=draw(FORMS), window=draw(st.integers(1, 100)), since=since, until=until, gloss=draw(LINE),
                rulings=draw(RULINGS), note=draw(LINE), yes=draw(TEXTS), no=draw(TEXTS),
            )
        )  # fmt: skip
    kind = draw(st.sampled_from(["general", "topic"]))
    return Lexicon(
        id=draw(NAME), title=draw(LINE), kind=kind, version=draw(LINE), authors=draw(TEXTS), source=draw(LINE),
        sides=draw(st.dictionaries(st.sampled_from("AB"), LINE)), about=(draw(FORM), *draw(FORMS)),
        about_min=draw(st.integers(1, 9)), caveat=draw(LINE), sets=sets, entries=tuple(entries),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(lexicons())
def test_a_written_lexicon_is_read_back_equal(lexicon):
    assert read_lexicon_text(to_toml(lexicon), "x.toml") == lexicon


@settings(max_examples=30, deadline=None)
@given(lexicons())
def test_swapping_twice_gives_the_same_lexicon(lexicon):
    assert lexicon.swapped().swapped() == lexicon
    sides = [
        (entry.side, other.side)
        for entry, other in zip(lexicon.entries, lexicon.swapped().entries, strict=True)
    ]
    assert set(sides) <= {("A", "B"), ("B", "A"), ("N", "N")}


def test_written_actors_are_read_back_equal(tmp_path):
    roles = (Role("president", date(2019, 5, 20), None), Role('"boss"'))
    ann = Actor(
        "ann", "Ann Example", "person", gender="female", side="A", names=("Ann Example",), roles=roles
    )
    actors = ActorFile(
        "war", topic="war", actors=(ann, Actor("body", "Body", "organisation", aliases=("the body",)))
    )
    file = tmp_path / "war.toml"
    file.write_text(to_toml(actors), encoding="utf-8")
    assert load_actors(file) == actors
    assert [actor.side for actor in actors.swapped().actors] == ["B", "N"]


def test_accepting_a_term_into_a_file_keeps_the_rest():
    text = to_toml(WAR)
    longer = read_lexicon_text(
        text + '\n[[entry]]\nid = "new"\ncategory = "euphemism"\nforms = ["incident"]\n'
    )
    assert longer.entries[:-1] == WAR.entries and longer.entries[-1].id == "new"
