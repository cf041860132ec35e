"""Agency: a sentence in; the event, its form and its agent out."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.lexicon import load_actors
from framing.scorers.agency import AGENTS, FORMS, Agency, events_of
from framing.scorers.evidence import Reading
from framing.scorers.portrayal import Portrayal
from framing.text.batch import build_batch

GOLD = Path(__file__).parent.parent / "gold" / "agency.jsonl"


def events(text: str) -> list[tuple[str, str, str, str, str]]:
    batch = build_batch([(None, text)])
    found = events_of(batch)
    rows = zip(
        found.token, found.form, found.place, zip(*found.agent, strict=True), zip(*found.patient, strict=True), strict=True
    )
    return [
        (
            batch.slice(token, token + 1),
            FORMS[form],
            AGENTS[place],
            batch.slice(*agent) if agent[0] >= 0 else "",
            batch.slice(*patient) if patient[0] >= 0 else "",
        )
        for token, form, place, agent, patient in rows
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Soldiers shot a fisherman.", [("shot", "active", "subject", "Soldiers", "a fisherman")]),
        ("A fisherman was shot.", [("shot", "passive", "none", "", "A fisherman")]),
        ("A fisherman was shot by soldiers.", [("shot", "passive", "by_phrase", "soldiers", "A fisherman")]),
        ("Russia’s attack on the port failed.", [("attack", "noun", "possessor", "Russia", "the port")]),
        ("The shelling of the town went on.", [("shelling", "noun", "none", "", "the town")]),
        ("He was killed by noon.", [("killed", "passive", "none", "", "He")]),
        ("He had a heart attack.", []),
        ("Three nurses slept.", []),
        ("She dismissed the idea.", []),
        ("She dismissed the minister.", [("dismissed", "active", "subject", "She", "the minister")]),
        ("The law was struck down by a court.", []),
        ("We must hold the president accountable.", []),
        ("She suffered a seizure on Monday.", []),
        ("He denied the allegations.", []),
        ("He denied he asked for it.", []),
        ("They denied refugees a meal.", [("denied", "active", "subject", "They", "refugees a meal")]),
        ("The cashier threatened to call the police.", []),
        ("The residents she cared for have moved.", []),
        ("They endorsed the assault-weapons ban and left.", [("ban", "noun", "none", "", "")]),
        ("It is meant to help persecuted minorities.", []),
        ("It is hard to put things back together.", []),
        ("They'll support the senator.", [("support", "active", "subject", "They", "the senator")]),
        ("Police released a report.", []),
        ("Police held him", [("held", "active", "subject", "Police", "him")]),
        ("The senator attacked his record on trade.", []),
        ("Mr. Doe attacked Clinton’s plan.", []),
        ("His remarks were attacked by Republicans.", []),
        ("The attack on his policies went on.", []),
        ("Sales hit a new high on Monday.", []),
        ("The party killed the bill.", []),
        ("He attacked Clinton over the plan.", [("attacked", "active", "subject", "He", "Clinton")]),
        ("Soldiers attacked the records office.", [("attacked", "active", "subject", "Soldiers", "the records office")]),
        ("Gunmen killed her husband.", [("killed", "active", "subject", "Gunmen", "her husband")]),
        ("Gunmen killed her on Monday.", [("killed", "active", "subject", "Gunmen", "her")]),
        ("The judge treated her very differently.", [("treated", "active", "subject", "The judge", "her")]),
        ("Gunmen killed his brother.", [("killed", "active", "subject", "Gunmen", "his brother")]),
        ("Trump’s attacks on the judge went on.", [("attacks", "noun", "possessor", "Trump", "the judge")]),
        ("The release of the hostages began.", [("release", "noun", "none", "", "the hostages")]),
        ("Congress sent aid to Ukraine.", [("aid", "noun", "none", "", "Ukraine")]),
        ("It has enough support to pass.", [("support", "noun", "none", "", "")]),
        ("The guards stood up and beat a prisoner.", [("beat", "active", "subject", "", "a prisoner")]),
        (
            "A policeman shot and killed a man.",
            [("shot", "active", "subject", "A policeman", "a man"), ("killed", "active", "subject", "", "a man")],
        ),
    ],
)
def test_forms(text: str, found: list[tuple[str, str, str, str, str]]) -> None:
    assert events(text) == found


def test_most_gold_events_are_found_as_annotated() -> None:
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    found = [{(word, form, place) for word, form, place, _, _ in events(row["text"])} for row in rows]
    gold = [
        {(row["text"][each["start"] : each["end"]], each["form"], each["agent_place"]) for each in row["events"]} for row in rows
    ]
    hits = sum(len(one & other) for one, other in zip(found, gold, strict=True))
    assert 2 * hits / (sum(map(len, found)) + sum(map(len, gold))) >= 0.90


def test_rows_name_actors_and_sides() -> None:
    text = "Russian troops shelled a town near Kherson in Ukraine. Putin was poisoned."
    batch = build_batch([(None, text)])
    scorer = Agency(Portrayal([load_actors("russia_ukraine")]))
    columns = scorer.score(Reading(batch, [None], [None], [text])).columns
    sides = [columns["agent_side"].names[code] if code >= 0 else "" for code in columns["agent_side"].codes]
    patients = [columns["patient_actor"].names[code] if code >= 0 else "" for code in columns["patient_actor"].codes]
    assert sides == ["B", ""]
    assert patients == ["", "Vladimir Putin"]
    assert columns["agentless"].tolist() == [False, True]


@pytest.mark.parametrize(
    ("text", "patient"),
    [
        ("Thieves robbed Vladimir Putin.", "Vladimir Putin"),
        ("Thieves robbed Putin's aides.", ""),
        ("Thieves robbed critics of Putin.", ""),
        ("Thieves robbed Putin supporters.", ""),
        ("Thieves robbed five men, including Putin.", ""),
        ("Thieves robbed Putin quickly.", "Vladimir Putin"),
    ],
)
def test_an_actor_is_the_head_of_the_phrase(text: str, patient: str) -> None:
    scorer = Agency(Portrayal([load_actors("russia_ukraine")]))
    columns = scorer.score(Reading(build_batch([(None, text)]), [None], [None], [text])).columns
    (code,) = columns["patient_actor"].codes
    assert (columns["patient_actor"].names[code] if code >= 0 else "") == patient


def test_no_events_no_rows() -> None:
    batch = build_batch([(None, "Nothing happened.")])
    found = Agency(Portrayal([])).score(Reading(batch, [None], [None], ["Nothing happened."]))
    assert len(found.first) == 0
    assert set(found.columns) >= {"event", "form", "agentless", "patient_side"}


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "killed",
                "held",
                "attack",
                "help",
                "blow",
                "up",
                "her",
                "his",
                "record",
                "the",
                "by",
                "of",
                "to",
                "and",
                "'s",
                "was",
                ",",
                ".",
                '"',
                "Doe",
            ]
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_words_have_events_within_their_sentences(words: list[str]) -> None:
    batch = build_batch([(None, " ".join(words))])
    found = events_of(batch)
    for first, last in (found.agent, found.patient):
        named = first >= 0
        assert (named == (last >= 0)).all() and (first[named] < last[named]).all()
        assert (batch.sentence[first[named]] == batch.sentence[found.token[named]]).all()
        assert (batch.sentence[last[named] - 1] == batch.sentence[found.token[named]]).all()
