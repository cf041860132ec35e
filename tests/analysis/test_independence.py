"""An article's rows are the same, to the last bit, whatever else is read with it."""

import dataclasses
import random
import re

import pandas as pd
import pytest

import framing
from framing.analysis.run import set_up
from framing.analysis.tables import to_frame


@pytest.fixture(scope="module")
def engine():
    return set_up().engine


def rows(engine, groups):
    """Return each article's rows of each table."""
    found = {}
    for group in groups:
        for name, table in engine.read(group).items():
            for article, part in to_frame(table).groupby("article"):
                found[name, article] = part.reset_index(drop=True)
    return found


@pytest.mark.parametrize("size", [1, 7])
def test_rows_do_not_hang_on_the_batch(engine, size):
    articles = list(framing.demo_corpus())
    together = rows(engine, [articles])
    random.Random(size).shuffle(articles)
    apart = rows(engine, [articles[low : low + size] for low in range(0, len(articles), size)])
    assert together.keys() == apart.keys()
    for key, part in together.items():
        pd.testing.assert_frame_equal(part, apart[key], check_exact=True, obj=str(key))


def pieces(seed, number):
    """Return short articles that begin and end anywhere: quotations left open, names cut off, sentences that go on."""
    chance, demo = random.Random(seed), list(framing.demo_corpus())
    found = []
    for place in range(number):
        article = chance.choice(demo)
        parts = re.split(r"(?<=[.!?:,\"”])\s+", article.text)
        low = chance.randrange(len(parts))
        text = chance.choice([" ", "\n\n"]).join(parts[low : low + chance.randrange(1, 4)])
        headline = chance.choice([None, article.headline, chance.choice(parts)[:90]])
        found.append(dataclasses.replace(article, id=str(place), headline=headline, text=text))
    return found


@pytest.mark.parametrize("seed", [0, 1])
def test_rows_of_pieces_do_not_hang_on_what_stands_beside_them(engine, seed):
    articles = pieces(seed, 150)
    apart = rows(engine, [[article] for article in articles])
    together = rows(engine, [articles])
    assert together.keys() == apart.keys()
    for key, part in together.items():
        pd.testing.assert_frame_equal(part, apart[key], check_exact=True, obj=str(key))


def test_rows_do_not_hang_on_the_words_still_known(engine, monkeypatch):
    """Rare words are forgotten when there are too many; what is read after that is the same."""
    articles = list(framing.demo_corpus())
    groups = [articles[low : low + 5] for low in range(0, len(articles), 5)]
    known = rows(engine, groups)
    monkeypatch.setattr("framing.analysis.engine._MOST_WORDS", 500)
    forgetful = rows(set_up().engine, groups)
    assert known.keys() == forgetful.keys()
    for key, part in known.items():
        pd.testing.assert_frame_equal(part, forgetful[key], check_exact=True, obj=str(key))


def test_a_name_ends_with_its_text():
    """The last word of one article and the first of the next are not one name."""
    article, following = framing.Article("“We left,” said Ana Roe"), framing.Article("Ukraine agreed.", id="b")
    names = framing.analyze(framing.Corpus([article, following]), trained=False).attributions["speaker"]
    assert names.tolist() == ["Ana Roe"]
