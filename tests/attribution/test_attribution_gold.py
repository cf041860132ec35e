"""Single sentences of every construction, and look-alikes that report nothing, against the rows they should give."""

from __future__ import annotations

from typing import Any

import pytest
from attribution_gold import departures, sentences


def _cases() -> list[Any]:
    """Every sentence with both readers; what a reader is known to get wrong is listed in the file itself."""
    cases = []
    for sentence in sentences():
        for reader in ("trained", "rules"):
            known = reader in sentence.get("fails", ())
            marks = [pytest.mark.xfail(strict=True, reason="listed in the gold file")] if known else []
            cases.append(pytest.param(sentence, reader == "trained", id=f"{sentence['id']}-{reader}", marks=marks))
    return cases


@pytest.mark.parametrize(("sentence", "trained"), _cases())
def test_sentence_gives_its_rows(sentence: dict[str, Any], trained: bool) -> None:
    assert departures(sentence, trained) == []


def test_gold_covers_constructions_and_look_alikes() -> None:
    constructions = {sentence["construction"] for sentence in sentences()}
    assert len(sentences()) >= 150
    assert sum(not sentence["rows"] for sentence in sentences()) >= 40
    assert {"negated", "questioned", "conditional", "relay", "list", "transcript", "headline"} <= constructions


@pytest.mark.parametrize(("trained", "share"), [(True, 0.85), (False, 0.78)], ids=["trained", "rules"])
def test_most_sentences_are_read_without_a_fault(trained: bool, share: float) -> None:
    good = [sentence for sentence in sentences() if not departures(sentence, trained)]
    assert len(good) / len(sentences()) >= share
