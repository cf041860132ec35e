"""Every packaged lexicon is in order, does what its examples say, and treats its sides alike."""

import time
from collections import Counter
from functools import cache

import pytest
from mirrored import recall

from framing.lexicon import (
    available_actors,
    available_lexicons,
    load,
    load_actors,
    load_lexicon,
    read_lexicon_text,
    to_toml,
)
from framing.lexicon.check import check, check_actors
from framing.lexicon.guards import idle_guards
from framing.lexicon.parity import side_counts
from framing.scorers.examples import failing_examples, hits_of

PACKS = available_lexicons()
SIDED = [name for name in PACKS if any(entry.side != "N" for entry in load_lexicon(name).entries)]
SIGN = {"A": 1, "B": -1, "N": 0}


@pytest.mark.parametrize("name", PACKS)
def test_the_pack_is_in_order(name):
    assert [str(problem) for problem in check(load_lexicon(name)) if problem.severity == "error"] == []


@pytest.mark.parametrize("name", PACKS)
def test_all_categories_are_known(name):
    assert [str(each) for each in check(load_lexicon(name)) if "unknown category" in each.message] == []


@pytest.mark.parametrize("name", [name for name in PACKS if name != "cues"])
def test_every_guard_can_cancel_something(name):
    assert [guard for _, guard in idle_guards(load_lexicon(name))] == []


@pytest.mark.parametrize("name", PACKS)
def test_every_example_does_what_it_is_there_for(name):
    assert [str(problem) for problem in failing_examples(load_lexicon(name))] == []


@pytest.mark.parametrize("name", PACKS)
def test_the_pack_is_written_and_read_back_equal(name):
    lexicon = load_lexicon(name)
    assert read_lexicon_text(to_toml(lexicon), f"{name}.toml") == lexicon


@cache
def signed_counts(lexicon):
    """Side A minus side B, by category, over all example sentences."""
    texts = [text for entry in lexicon.entries for text in (*entry.yes, *entry.no)]
    counts = Counter()
    for entry in (lexicon.entry(id) for ids in hits_of(lexicon, texts) for id in ids if id != "scare_quote"):
        counts[entry.category] += SIGN[entry.side]
        counts["valence", entry.side] += entry.valence
    return counts


@pytest.mark.parametrize("name", SIDED)
def test_swapping_the_sides_flips_every_signed_count_exactly(name):
    lexicon = load_lexicon(name)
    plain, swapped = signed_counts(lexicon), signed_counts(lexicon.swapped())
    categories = {entry.category for entry in lexicon.entries}
    assert any(plain[category] for category in categories)
    assert {category: swapped[category] for category in categories} == {
        category: -plain[category] for category in categories
    }
    assert swapped["valence", "A"] == plain["valence", "B"]
    assert swapped["valence", "B"] == plain["valence", "A"]


@pytest.mark.parametrize("name", SIDED)
def test_swapping_exchanges_the_parity_of_the_sides(name):
    lexicon = load_lexicon(name)
    counts, swapped = side_counts(lexicon), side_counts(lexicon.swapped())
    assert (swapped["A"], swapped["B"]) == (counts["B"], counts["A"])
    assert lexicon.swapped().swapped() == lexicon


@pytest.mark.parametrize("name", SIDED)
def test_both_sides_are_found_equally_well_in_mirrored_sentences(name):
    shares = {side: found / asked for side, (found, asked) in recall(load_lexicon(name)).items()}
    assert abs(shares["A"] - shares["B"]) < 0.0201, shares


@pytest.mark.parametrize("name", available_actors())
def test_the_actor_file_is_in_order(name):
    actors = load_actors(name)
    assert [str(problem) for problem in check_actors(actors) if problem.severity == "error"] == []
    assert actors.topic == "" or actors.topic in PACKS


@pytest.mark.parametrize("name", [name for name in available_actors() if name in PACKS])
def test_what_entries_are_said_of_is_an_actor(name):
    known = {actor.id for file in map(load_actors, available_actors()) for actor in file.actors}
    targets = {entry.target for entry in load_lexicon(name).entries} - {"", "head"}
    assert targets <= known, sorted(targets - known)


def test_all_packs_load_fast():
    load._lexicon.cache_clear()
    began = time.process_time()
    lexicons = [load_lexicon(name) for name in PACKS]
    spent = time.process_time() - began
    n_forms = sum(lexicon.n_forms for lexicon in lexicons)
    assert n_forms > 2500
    assert spent < 0.4 * max(1, n_forms / 5000), f"{spent:.2f} s for {n_forms} forms"
