"""The phrases of all kinds that attributions look for, and what is asked of ranges of tokens."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import framing
from framing.lexicon import load_actors
from framing.lexicon.matcher import Form, Hits, Phrases
from framing.scorers.attribution.actors import packaged_actors
from framing.scorers.attribution.found import attribution_forms
from framing.scorers.attribution.ranges import Inside, total_before
from framing.scorers.attribution.roles import media
from framing.scorers.attribution.words import cue_forms, words
from framing.text.batch import Batch, build_batch

TEXT = (
    "According to Reuters, Volodymyr Zelensky told The Guardian that talks had begun. “We are ready,” the Kremlin said. "
    "Nobody claimed the lives were lost in Kyiv, the foreign ministry was quoted as saying by the BBC."
)


@pytest.fixture(scope="module")
def batch() -> Batch:
    return build_batch([("Zelensky: Talks Go On", TEXT), (None, TEXT.replace("Reuters", "the report"))])


def as_list(hits: Hits) -> list[tuple[int, int, int]]:
    return list(zip(*(column.tolist() for column in hits), strict=True))


@pytest.mark.parametrize(
    ("kind", "forms"),
    [
        ("cues", cue_forms().forms),
        ("sourced", [Form(phrase) for phrase in sorted(words("sourced"))]),
        ("media", [Form(name, "sensitive") for name in media().names]),
        ("actors", attribution_forms(packaged_actors()).actors.forms),
    ],
)
def test_each_kind_is_found_as_if_it_were_looked_for_alone(batch: Batch, kind: str, forms: list[Form]) -> None:
    found = getattr(attribution_forms(packaged_actors()).find(batch), kind)
    alone = Phrases(forms).find(batch)
    assert as_list(found) == as_list(alone)
    assert len(found.start)


def test_the_forms_of_the_same_files_are_made_once() -> None:
    assert attribution_forms(packaged_actors()) is attribution_forms([*packaged_actors()])
    assert attribution_forms(packaged_actors()) is not attribution_forms(packaged_actors()[:1])


def test_a_changed_copy_of_a_file_has_names_of_its_own() -> None:
    file = load_actors("russia_ukraine")
    other = replace(file, actors=tuple(replace(each, name="Vova Z.") if each.id == "zelensky" else each for each in file.actors))
    text = "“We are ready,” Zelensky said."
    speakers = [framing.analyze(text, actors=[each]).attributions["speaker"].tolist() for each in (file, other)]
    assert speakers == [["Volodymyr Zelensky"], ["Vova Z."]]


def test_first_and_last_marked_tokens_of_ranges() -> None:
    inside = Inside(np.array([0, 4, 6]), np.array([3, 4, 9]))
    marked = np.isin(inside.token, [1, 2, 6, 8])
    assert inside.first(marked).tolist() == [1, -1, 6]
    assert inside.last(marked).tolist() == [2, -1, 8]


def test_sums_before_each_token_tell_what_ranges_hold() -> None:
    total = total_before(np.array([2, 0, 3, 1]))
    assert total.tolist() == [0, 2, 2, 5, 6]
    assert (total[[3, 4]] - total[[1, 1]]).tolist() == [3, 4]
