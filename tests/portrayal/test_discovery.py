"""Frequent names that no actor file lists: found, merged, told apart, usable at once."""

import pytest

from framing.corpus import Corpus
from framing.lexicon import load_actors
from framing.scorers.evidence import Reading
from framing.scorers.portrayal import Portrayal
from framing.scorers.portrayal.discovery import actors_from, discover_actors
from framing.text.batch import build_batch

TEXTS = [
    "Mayor Ruth Okafor opened the bridge. Okafor said she was proud. The Lakeside Union objected in Merrow.",
    "The council met in Merrow. Ms. Okafor, who chairs it, spoke. The Lakeside Union and Putin were mentioned.",
    "Ruth Okafor praised the workers of Merrow. The Lakeside Union praised Okafor. Rain fell near Merrow on Monday.",
]


@pytest.fixture(scope="module")
def table():
    return discover_actors(Corpus.from_texts(TEXTS), actors=[load_actors("russia_ukraine")])


def test_surname_and_full_name_are_one_actor(table) -> None:
    row = table.set_index("name").loc["Ruth Okafor"]
    assert row["forms"].split("; ") == ["Ruth Okafor", "Okafor"]
    assert (row["n_mentions"], row["n_articles"]) == (5, 3)
    assert (row["kind"], row["gender"]) == ("person", "female")


def test_organisations_and_places_are_told_from_people(table) -> None:
    kinds = dict(zip(table["name"], table["kind"], strict=True))
    assert kinds["Lakeside Union"] == "organisation"
    assert kinds["Merrow"] == "place"
    assert not table.set_index("name").loc["Merrow", "keep"]


def test_known_actors_days_and_common_words_are_left_out(table) -> None:
    assert not {"Putin", "Monday", "Rain", "Mayor", "The"} & set(table["name"])


def test_rare_names_are_left_out() -> None:
    assert len(discover_actors(Corpus.from_texts(TEXTS), actors=[], least_articles=4)) == 0


def test_the_table_can_be_used_at_once(table) -> None:
    file = actors_from(table)
    assert "Merrow" not in [actor.name for actor in file.actors]
    batch = build_batch([(None, TEXTS[0])])
    columns = Portrayal([file]).score(Reading(batch, [None], [None], TEXTS[:1])).columns
    found = [columns["actor"].names[code] for code in columns["actor"].codes]
    assert found == ["Ruth Okafor", "Ruth Okafor", "Ruth Okafor", "Lakeside Union"]
