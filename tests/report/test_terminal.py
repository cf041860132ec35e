"""Articles in the terminal."""

import re

import pytest

import framing
from framing.errors import UnknownName
from framing.report.terminal import coloured

TEXT = "The so-called Ukrainian government met. “We are ready,” Ana Petrova said. Officials claimed that talks failed."


@pytest.fixture(scope="module")
def analysis():
    return framing.analyze(framing.Corpus([framing.Article(TEXT, id="a", headline="Talks in Kyiv"), framing.Article("B.", id="b")]))


@pytest.mark.parametrize("marked", ["[so-called", "«“We are ready,”»", "/said/", "/claimed/"])
def test_marks_without_colours(analysis, marked):
    assert marked in coloured(analysis, "a", colours=False)


def test_colours_change_nothing_but_colours(analysis):
    plain = re.sub(r"\x1b\[[\d;]*m", "", coloured(analysis, "a"))
    assert plain.endswith(f"Talks in Kyiv\n\n{TEXT}")
    assert "\x1b[36m“We are ready,”" in coloured(analysis, "a")


def test_control_characters_of_a_text_are_not_obeyed():
    found = framing.analyze(framing.Corpus([framing.Article("Red \x1b[31malert in Kyiv.", id="a")]))
    assert "\x1b" not in coloured(found, "a", colours=False)


def test_an_unknown_article_is_named(analysis):
    with pytest.raises(UnknownName, match="article"):
        coloured(analysis, "c")
