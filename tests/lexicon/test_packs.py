"""Every packaged lexicon is in order, does what its examples say, and treats its sides alike."""

import time

import pytest

from framing.lexicon import (
    available_actors,
    available_lexicons,
    forms_of,
    load,
    load_actors,
    load_lexicon,
    read_lexicon_text,
    to_toml,
)
from framing.lexicon.check import check, check_actors
from framing.lexicon.parity import side_counts
from framing.resources import lexicon_folder
from framing.scorers.examples import failing_examples

PACKS = available_lexicons()


@pytest.mark.parametrize("name", PACKS)
def test_the_pack_is_in_order(name):
    assert [str(problem) for problem in check(load_lexicon(name)) if problem.severity == "error"] == []


@pytest.mark.parametrize("name", PACKS)
def test_all_categories_are_known(name):
    assert [str(each) for each in check(load_lexicon(name)) if "unknown category" in each.message] == []


@pytest.mark.parametrize("name", PACKS)
def test_every_example_does_what_it_is_there_for(name):
    assert [str(problem) for problem in failing_examples(load_lexicon(name))] == []


@pytest.mark.parametrize("name", PACKS)
def test_swapping_exchanges_the_sides_of_every_count(name):
    lexicon = load_lexicon(name)
    counts, swapped = side_counts(lexicon), side_counts(lexicon.swapped())
    assert (swapped["A"], swapped["B"]) == (counts["B"], counts["A"])
    assert lexicon.swapped().swapped() == lexicon


@pytest.mark.parametrize("name", PACKS)
def test_swapping_changes_no_place_where_the_pack_hits(name):
    lexicon = load_lexicon(name)
    assert failing_examples(lexicon.swapped()) == failing_examples(lexicon)


@pytest.mark.parametrize("name", PACKS)
def test_the_pack_is_written_and_read_back_equal(name):
    lexicon = load_lexicon(name)
    assert read_lexicon_text(to_toml(lexicon), f"{name}.toml") == lexicon


@pytest.mark.parametrize("name", available_actors())
def test_the_actor_file_is_in_order(name):
    actors = load_actors(name)
    assert [str(problem) for problem in check_actors(actors) if problem.severity == "error"] == []
    assert actors.topic == "" or actors.topic in PACKS


def test_all_packs_load_fast():
    files = [lexicon_folder().joinpath(f"{name}.toml") for name in PACKS]
    load._lexicon.cache_clear()
    began = time.process_time()
    lexicons = [load_lexicon(name) for name in PACKS]
    spent = time.process_time() - began
    size = sum(len(file.read_bytes()) for file in files)
    assert spent < 0.4 + size / 1e6, f"{spent:.2f} s for {size / 1e6:.2f} MB"
    assert sum(len(forms_of(entry)) for lexicon in lexicons for entry in lexicon.entries) > 2500
