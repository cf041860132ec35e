"""What a vocabulary keeps in mind of words."""

from __future__ import annotations

from framing.text.vocabulary import Vocabulary


def test_a_word_is_asked_about_once_and_only_if_it_comes_up() -> None:
    asked: list[str] = []

    def is_short(word: str) -> bool:
        asked.append(word)
        return len(word) < 4

    vocabulary = Vocabulary()
    ids = vocabulary.intern_all(["sea", "harbour", "port", "sea"])
    assert vocabulary.ask(is_short, ids[[0, 1, 3]]).tolist() == [True, False, True]
    assert sorted(asked) == ["harbour", "sea"]
    more = vocabulary.intern_all(["bay", "sea", "port"])
    assert vocabulary.ask(is_short, more).tolist() == [True, True, False]
    assert sorted(asked) == ["bay", "harbour", "port", "sea"]


def test_answers_go_along_into_a_smaller_vocabulary() -> None:
    vocabulary = Vocabulary()
    ids = vocabulary.intern_all(["sea", "Harbour", "port"])
    vocabulary.ask(str.istitle, ids)
    small = vocabulary.within(3)
    kept = small.intern_all(["sea", "Harbour", "port"])
    assert small.ask(str.istitle, kept).tolist() == [False, True, False]
    assert small.intern("Harbour") == kept[1]
