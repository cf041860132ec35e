"""What the guide says about matching holds: sentence in, entries out."""

import pytest

from framing.lexicon import Entry, Lexicon, VariantSet, load_actors
from framing.scorers.examples import failing_examples, hits_of


def term(*forms, **fields):
    return Entry("term", fields.pop("category", "euphemism"), forms, **fields)


@pytest.mark.parametrize(
    ("entry", "text", "hit"),
    [
        (term("collateral damage"), "There was Collateral  damage.", True),
        (term("collateral damage"), "There was collateral. Damage followed.", False),
        (term("collateral damage"), "There was collateral material damage.", False),
        (term("collateral * damage"), "There was collateral material damage.", True),
        (term("barbar*"), "A barbaric, barbarous act.", True),
        (term("barbar*"), "A rhubarb act.", False),
        (term("people's republic"), "The People’s Republic spoke.", True),
        (term("Kyiv"), "Kyiv's mayor spoke.", True),
        (term("so-called"), "The so-called deal.", True),
        (term("so-called"), "The so called deal.", False),
        (term("so-called"), "The so‑called deal.", True),
        (term("US", case="sensitive"), "They told us so.", False),
        (term("US", case="sensitive"), "The US left.", True),
        (term("Kyiv", case="sensitive"), "TALKS IN KYIV END", True),
        (term("Allies", case="initial"), "The Allies landed.", True),
        (term("allies", case="initial"), "Their allies landed.", False),
        (term("strike", inflect="verb"), "They were striking at dawn and struck at noon.", True),
        (term("strike"), "They struck at noon.", False),
        (term("puppet regime", inflect="noun"), "Two puppet regimes fell.", True),
        (term("regime", guards=("sanctions regime",)), "The sanctions regime was extended.", False),
        (term("regime", guards=("sanctions regime",)), "The regime fell.", True),
        (term("regime", guards=("regime chang*",)), "They wanted regime change.", False),
        (term("strike", requires_near=("dock*",)), "The dockers went on strike.", True),
        (term("strike", requires_near=("dock*",)), "The miners went on strike.", False),
        (term("strike", requires_near=("dock*",)), "The strike began. Dockers cheered.", False),
        (
            term("strike", requires_near=("dock*",), window=2),
            "The dockers of the old town went on strike.",
            False,
        ),
        (term("strike", unless_near=("bargain",)), "They strike a hard bargain.", False),
        (term("strike", unless_near=("bargain",)), "They strike again.", True),
        (
            term("so-called", target="head", heads=("government",)),
            "The so-called provisional government met.",
            True,
        ),
        (
            term("so-called", target="head", heads=("government",)),
            "The so-called quantum dots glowed.",
            False,
        ),
        (
            term("so-called", target="head", heads=("government",)),
            "It is so-called. The government met.",
            False,
        ),
    ],
)
def test_an_entry_hits_what_the_guide_says(entry, text, hit):
    assert hits_of(Lexicon("mine", entries=(entry,)), [text]) == [{"term"} if hit else set()]


def test_a_listed_actor_is_a_head(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(
        'id = "mine"\n[[actor]]\nid = "b"\nname = "Bund"\nkind = "organisation"\nnames = ["Bund"]\n'
    )
    lexicon = Lexicon("mine", entries=(term("so-called", target="head", heads=("government",)),))
    assert hits_of(lexicon, ["The so-called Bund met."], [load_actors(file)]) == [{"term"}]
    assert hits_of(lexicon, ["The so-called Bund met."]) == [set()]


def test_the_longest_form_wins_and_a_token_counts_once():
    entries = (
        Entry("short", "euphemism", ("operation",)),
        Entry("long", "euphemism", ("special operation",)),
    )
    lexicon = Lexicon("mine", entries=entries)
    assert hits_of(lexicon, ["A special operation.", "An operation."]) == [{"long"}, {"short"}]


def test_of_equals_the_first_wins_unless_its_condition_fails():
    entries = (
        Entry("first", "euphemism", ("pact",), requires_near=("suicide",)),
        Entry("second", "euphemism", ("pact",)),
    )
    lexicon = Lexicon("mine", entries=entries)
    assert hits_of(lexicon, ["A suicide pact.", "A trade pact."]) == [{"first"}, {"second"}]


def test_guards_of_a_set_hold_for_its_entries():
    lexicon = Lexicon("mine", sets=(VariantSet("capital", guards=("chicken Kiev",)),),
                      entries=(term("Kiev", set="capital", category="naming.toponym"),))  # fmt: skip
    assert hits_of(lexicon, ["He ate chicken Kiev.", "He flew to Kiev."]) == [set(), {"term"}]


def test_examples_are_read_as_articles_about_the_topic():
    lexicon = Lexicon(
        "mine",
        kind="topic",
        about=("Ukraine",),
        about_min=9,
        entries=(term("incident", yes=("An incident.",)),),
    )
    assert failing_examples(lexicon) == []


def test_failing_examples_are_told_with_their_line():
    entry = Entry(
        "circus",
        "figurative.ridicule",
        ("circus",),
        yes=("The circus.", "A farce."),
        no=("A flying circus.",),
        line=7,
    )
    found = [
        str(problem) for problem in failing_examples(Lexicon("mine", entries=(entry,), file="mine.toml"))
    ]
    remedy = "Add the form, or loosen guards and requirements."
    assert found == [
        f"mine.toml:7: error: circus: yes example is not hit: 'A farce.'. {remedy}",
        "mine.toml:7: error: circus: no example is hit: 'A flying circus.'. Add a guard or a requirement.",
    ]


def test_a_missed_example_names_the_entries_that_took_the_place():
    entries = (
        Entry("a", "euphemism", ("terror*",)),
        Entry("b", "euphemism", ("terrorist",), yes=("A terrorist.",)),
    )
    (problem,) = failing_examples(Lexicon("mine", entries=entries))
    assert "not hit (there: a)" in problem.message


def test_a_lexicon_without_examples_has_no_failing_ones():
    assert failing_examples(Lexicon.from_dict({"a": ["b"]})) == []
