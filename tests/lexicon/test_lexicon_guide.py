"""The examples of docs/lexicons.md work as they stand there."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from framing.lexicon import CATEGORIES, Entry, Lexicon, VariantSet, read_lexicon_text
from framing.lexicon.check import check
from framing.lexicon.fields import ENTRY, LEXICON, SET

GUIDE = (Path(__file__).parents[2] / "docs" / "lexicons.md").read_text(encoding="utf-8")


def blocks(kind):
    return re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)


def test_the_full_example_is_in_order():
    (text,) = blocks("toml")
    lexicon = read_lexicon_text(text, "harbour.toml")
    assert [str(problem) for problem in check(lexicon)] == []
    assert [entry.id for entry in lexicon.entries] == ["stoppage.strike", "stoppage.walkout"]


def test_the_table_is_read():
    (text,) = blocks("text")
    lexicon = read_lexicon_text(text, "mine.csv")
    assert lexicon.entry("alien").forms == ("illegal alien", "illegals")
    assert lexicon.entry("swarm").guards == ("swarm of bees", "swarm robotics")


def test_the_dictionary_is_read():
    (code,) = [block for block in blocks("python") if "from_dict" in block]
    scope = {"Lexicon": Lexicon}
    exec(code[code.index("mine =") : code.index("analysis =")], scope)
    assert scope["mine"].n_forms == 5


@pytest.mark.parametrize("known", [LEXICON, SET, ENTRY])
def test_every_field_is_explained(known):
    assert [name for name in known if f"`{name}`" not in GUIDE] == []


@pytest.mark.parametrize(
    ("known", "row", "ours"),
    [
        (LEXICON, Lexicon, {"sets", "entries", "file", "sha256"}),
        (SET, VariantSet, {"line"}),
        (ENTRY, Entry, {"line"}),
    ],
)
def test_files_may_hold_exactly_the_fields_of_the_values(known, row, ours):
    assert {each.name for each in fields(row)} - ours == set(known)


def test_every_category_is_explained():
    for category in CATEGORIES:
        head, _, tail = category.partition(".")
        assert f"`{category}`" in GUIDE or (f"`{head}." in GUIDE and (tail == "*" or f".{tail}" in GUIDE)), (
            category
        )
