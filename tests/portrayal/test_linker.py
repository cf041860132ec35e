"""Mentions: a sentence in, linked mentions out."""

from datetime import datetime
from pathlib import Path

import pytest

from framing.errors import LexiconError
from framing.lexicon import Actor, ActorFile, Role, load_actors
from framing.scorers.evidence import Reading
from framing.scorers.portrayal.index import actor_index
from framing.scorers.portrayal.linker import link
from framing.scorers.portrayal.readings import FORMS
from framing.text.batch import build_batch

GOLD = Path(__file__).parent.parent / "gold"
FILES = [load_actors("russia_ukraine"), load_actors(GOLD / "linker_actors.toml")]
INDEX = actor_index(FILES)


def mentions(text: str, day: str | None = "2025-05-17", headline: str | None = None) -> list[tuple[str, str, str]]:
    batch = build_batch([(headline, text)])
    published = None if day is None else datetime.fromisoformat(day)
    found = link(Reading(batch, [published], [headline], [text]), INDEX)
    return [
        (batch.slice(first, last), INDEX.actors[actor].id, FORMS[form])
        for first, last, actor, form in zip(*(column.tolist() for column in found), strict=True)
    ]


def file_of(*actors: Actor) -> ActorFile:
    return ActorFile(id="mine", actors=actors)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kyiv rejected the plan.", [("Kyiv", "ukraine_government", "metonym")]),
        ("It rained in Kyiv.", []),
        ("He flew from Moscow to Baku.", []),
        (
            "Talks between Kyiv and Moscow failed.",
            [("Kyiv", "ukraine_government", "metonym"), ("Moscow", "russia_government", "metonym")],
        ),
        (
            "Moscow, for its part, declined.",
            [("Moscow", "russia_government", "metonym"), ("its", "russia_government", "pronoun")],
        ),
        ("The army left Ukrainian territory.", []),
        ("The deal was signed with Russia traders.", []),
        ("They met between the Ukraine summit and the vote.", []),
        ("They sent aid to Ukraine yesterday.", [("Ukraine", "ukraine_government", "metonym")]),
        ("Talks with Moscow failed.", [("Moscow", "russia_government", "metonym")]),
        ("He read The Moscow Times.", []),
        ("Vera Putina gardens.", []),
        ("Street lamps on Zelensky Street went out.", []),
        ("Ukrainian President Volodymyr Zelenskyy spoke.", [("Volodymyr Zelenskyy", "zelensky", "name")]),
        ("ZELENSKY SPEAKS IN BERLIN", [("ZELENSKY", "zelensky", "name")]),
        ("The former Polish president spoke.", []),
        (
            "Ukrainian and Russian negotiators met.",
            [("Ukrainian", "ukraine_delegation", "name"), ("Russian negotiators", "russia_delegation", "name")],
        ),
        (
            "Both Russian and Ukrainian troops withdrew.",
            [("Russian", "russia_forces", "name"), ("Ukrainian troops", "ukraine_forces", "name")],
        ),
    ],
)
def test_names_and_places(text: str, found: list[tuple[str, str, str]]) -> None:
    assert mentions(text) == found


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Georgia's secretary of state said the vote was fair.", []),
        ("Ohio Secretary of State LaRose resigned; the secretary of state of Maine did not.", []),
        ("Zelensky listened. The president of Chile spoke.", ["zelensky"]),
        ("Zelensky listened. The president of the republic spoke.", ["zelensky", "zelensky"]),
        ("The secretary of state warned Moscow on Friday the talks might end.", ["rubio", "russia_government"]),
        ("Trump's secretary of state left.", ["trump", "rubio"]),
    ],
)
def test_an_office_that_many_places_have_is_not_that_of_another_place(text: str, meant: list[str]) -> None:
    assert [actor for _, actor, _ in mentions(text)] == meant


def test_a_role_is_held_for_a_time() -> None:
    text = "The German chancellor called Moscow's offer a trick."
    assert mentions(text, "2010-03-01")[0][1] == "merkel"
    assert mentions(text, "2023-03-01")[0][1] == "scholz"


def test_a_surname_needs_its_full_name_when_two_share_it() -> None:
    assert mentions("Clinton spoke.") == []
    assert mentions("Bill Clinton came. Clinton spoke.")[1][:2] == ("Clinton", "bill")
    assert mentions("Bill Clinton came. Hillary Clinton left. Clinton spoke.")[2][1] == "hillary"
    assert mentions("Bill Clinton came. Hillary Clinton left. Mr. Clinton spoke.")[2][1] == "bill"


OBAMAS = [
    Actor("barack", "Barack Obama", "person", gender="male", names=("Barack Obama", "Obama", "President Obama")),
    Actor("michelle", "Michelle Obama", "person", gender="female", names=("Michelle Obama", "Mrs. Obama")),
    Actor("other", "Auma Obama", "person", gender="female", names=("Auma Obama", "Obama")),
]


@pytest.mark.parametrize(
    ("text", "headline", "meant"),
    [
        ("Obama spoke. Michelle Obama left.", None, ["barack", "michelle"]),  # named in full later: the first in the file
        ("Obama spoke.", None, ["barack"]),
        ("Michelle Obama left. Obama spoke.", None, ["michelle", "michelle"]),  # named in full before
        ("Michelle Obama left.", "Obama spoke", ["michelle", "michelle"]),  # a headline knows its article
        ("President Obama spoke. Michelle Obama left.", "Obama spoke", ["barack", "barack", "michelle"]),
        ("Barack Obama came. Mrs. Obama left.", None, ["barack", "michelle"]),
        ("Barack Obama came. Ms. Obama left. Mr. Obama spoke.", None, ["barack", "other", "barack"]),
        ("Michelle Obama came. Mr. Obama left.", None, ["michelle", "barack"]),
        ("Malia Obama came. Obama left.", None, []),  # somebody whom no file has
        ("Malia Obama came with Barack Obama. Obama left.", None, ["barack", "barack"]),
        ("Nothing but the Team Obama shirts. Obama left.", None, ["barack", "barack"]),
    ],
)
def test_who_a_shared_surname_means(text: str, headline: str | None, meant: list[str]) -> None:
    index = actor_index([file_of(*OBAMAS)])
    found = link(Reading(build_batch([(headline, text)]), [None], [headline], [text]), index)
    assert [index.actors[number].id for number in found.actor] == meant


@pytest.mark.parametrize("text", ["Mrs. Putin spoke.", "Paul Putin came. Putin spoke.", "Ms. Rubio spoke."])
def test_a_surname_alone_is_not_that_of_somebody_else(text: str) -> None:
    assert mentions(text) == []


def test_a_place_that_is_also_a_surname() -> None:
    files = [
        file_of(
            Actor("lincoln", "Abraham Lincoln", "person", gender="male", names=("Abraham Lincoln", "Lincoln")),
            Actor("city", "City of Lincoln", "government", metonyms=("Lincoln",)),
        )
    ]
    index = actor_index(files)
    texts = ["Abraham Lincoln spoke. Lincoln left.", "The road to Lincoln was closed.", "It rained in Lincoln."]
    batch = build_batch([(None, text) for text in texts])
    found = link(Reading(batch, [None] * 3, [None] * 3, texts), index)
    assert [index.actors[number].id for number in found.actor[:2]] == ["lincoln", "lincoln"]
    assert "city" not in {index.actors[number].id for number in found.actor}


def test_aliases_that_overlap_count_once_and_the_longest_wins() -> None:
    union = Actor("union", "Dockers", "group", aliases=("dockers' union", "union of dockers"))
    council = Actor("council", "Council", "organisation", aliases=("dockers of the port council", "port council"))
    text = "The union of dockers of the port council met."
    index = actor_index([file_of(union, council)])
    batch = build_batch([(None, text)])
    found = link(Reading(batch, [None], [None], [text]), index)
    spans = [(batch.slice(first, last), index.actors[actor].id) for first, last, actor, _ in zip(*found, strict=True)]
    assert spans == [("union of dockers", "union"), ("port council", "council")]


def test_an_alias_of_two_bodies_is_neither() -> None:
    index = actor_index(
        [file_of(Actor("a", "Aa", "group", aliases=("the guild",)), Actor("b", "Bb", "group", aliases=("guild",)))]
    )
    found = link(Reading(build_batch([(None, "The guild met.")]), [None], [None], ["The guild met."]), index)
    assert len(found.first) == 0


def test_a_surname_in_the_headline_finds_the_full_name_in_the_body() -> None:
    assert mentions("Bill Clinton came.", headline="Clinton speaks")[0][:2] == ("Clinton", "bill")


@pytest.mark.parametrize(
    ("text", "pronoun", "actor"),
    [
        ("Putin stayed at home. He sent an aide.", "He", "putin"),
        ("Ursula von der Leyen met Putin. She left early.", "She", "von_der_leyen"),
        ("Putin praised Xi Jinping. Ivan Sidorov said he was bored.", "he", None),
        ("For his part, Starmer laughed.", "his", "starmer"),
        ("The minister left. He was tired.", "He", None),
    ],
)
def test_pronouns(text: str, pronoun: str, actor: str | None) -> None:
    linked = {word: who for word, who, form in mentions(text) if form == "pronoun"}
    assert linked.get(pronoun) == actor


def test_who_speaks_is_not_the_he_of_the_quotation() -> None:
    text = "Putin arrived. “He is afraid,” Zelensky said."
    assert ("He", "zelensky", "pronoun") not in mentions(text)


@pytest.mark.parametrize(
    "actors",
    [
        [Actor("a", "Aa", "group", members="a")],
        [Actor("a", "Aa", "group", members="b"), Actor("b", "Bb", "group", members="c"), Actor("c", "Cc", "group", members="b")],
    ],
)
def test_circles_of_other_lengths_are_refused(actors: list[Actor]) -> None:
    with pytest.raises(LexiconError, match="members of each other"):
        actor_index([file_of(*actors)])


def test_members_in_a_circle_are_refused() -> None:
    with pytest.raises(LexiconError, match="a -> b -> a"):
        actor_index([file_of(Actor("a", "Aa", "group", members="b"), Actor("b", "Bb", "group", members="a"))])


def test_the_first_file_has_an_actor() -> None:
    one, other = Actor("x", "Ruth Okafor", "person"), Actor("x", "Someone Else", "person")
    assert [each.name for each in actor_index([file_of(one), file_of(other)]).actors] == ["Ruth Okafor"]


def test_a_longer_name_wins_over_a_shorter_inside_it() -> None:
    files = [file_of(Actor("city", "Lagos", "government", names=("Lagos",)), Actor("club", "Lagos Club", "organisation"))]
    batch = build_batch([(None, "The Lagos Club won.")])
    found = link(Reading(batch, [None], [None], ["The Lagos Club won."]), actor_index(files))
    assert [actor_index(files).actors[number].id for number in found.actor] == ["club"]


def test_no_actors_no_mentions() -> None:
    batch = build_batch([(None, "Putin spoke. He left.")])
    assert len(link(Reading(batch, [None], [None], ["Putin spoke. He left."]), actor_index([])).first) == 0


def test_a_role_with_an_end_needs_a_date() -> None:
    actor = Actor("x", "Ruth Okafor", "person", roles=(Role("harbour master"),))
    batch = build_batch([(None, "The harbour master spoke.")])
    found = link(Reading(batch, [None], [None], [""]), actor_index([file_of(actor)]))
    assert batch.slice(int(found.first[0]), int(found.last[0])) == "The harbour master"


MIRRORS = [
    ("Kyiv", "Moscow"),
    ("Ukraine", "Russia"),
    ("Zelensky", "Putin"),
    ("Volodymyr Zelensky", "Vladimir Putin"),
    ("Ukrainian officials", "Russian officials"),
    ("Ukrainian forces", "Russian forces"),
    ("The Ukrainian delegation", "The Russian delegation"),
    ("The Ukrainian president", "The Russian president"),
    ("The Ukrainian Foreign Ministry", "The Russian Foreign Ministry"),
]
FRAMES = [
    "{} rejected the plan.",
    "{} has not answered.",
    "{} was accused of lying.",
    "{}, for its part, declined.",
    "Talks with {} went on.",
    "Pressure on {} is growing.",
    "A message to {} was sent.",
    "The plan was backed by {}.",
    "The road to {} was closed.",
    "{}'s demands are known.",
    "{}'s streets were empty.",
    "Critics of {} cheered.",
    "It was quiet in {}.",
    "Weapons for {} are late.",
    "Nobody trusts {} any more.",
    "“{} is to blame,” an expert said.",
]


@pytest.mark.parametrize(("one", "other"), MIRRORS)
def test_both_sides_are_linked_alike(one: str, other: str) -> None:
    for frame in FRAMES:
        found = [[form for _, _, form in mentions(frame.format(name))] for name in (one, other)]
        assert found[0] == found[1], frame
