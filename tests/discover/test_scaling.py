"""Latent semantic scaling on texts whose two poles are known."""

import numpy as np
import pandas as pd
import pytest

from framing.corpus import Corpus
from framing.discover.scaling import scale
from framing.errors import FramingError, NotEnoughData

WARM = ["praise", "honour", "hope", "progress", "courage", "peace", "joy", "trust"]
COLD = ["blame", "shame", "fear", "decline", "anger", "war", "grief", "doubt"]
BOTH = ["table", "window", "street", "river", "paper", "market", "bridge", "garden"]


def corpus(n=60):
    """Return articles that are warm to a known degree."""
    rng = np.random.default_rng(2)
    rows = []
    for number in range(n):
        degree = number / (n - 1)
        lines = []
        for _ in range(20):
            pole = WARM if rng.random() < degree else COLD
            lines.append(f"The {' and '.join([*rng.choice(pole, 3, replace=False), *rng.choice(BOTH, 2, replace=False)])} came.")
        rows.append((f"a{number}", "Post", " ".join(lines)))
    return Corpus.from_frame(pd.DataFrame(rows, columns=["id", "outlet", "text"]))


@pytest.fixture(scope="module")
def found():
    return scale(corpus(), (["praise", "honour"], ["blame", "shame"]), dimensions=8, trained=False, force=True)


def test_words_of_the_poles_are_told_apart(found):
    polarity = found.words.set_index("word")["polarity"]
    assert polarity[WARM].min() > max(polarity[COLD].max(), polarity[BOTH].max())
    assert polarity[COLD].max() < polarity[BOTH].min()


def test_positions_follow_the_degree(found):
    position = found.articles["position"].to_numpy()
    assert np.corrcoef(position, np.arange(len(position)))[0, 1] > 0.95
    assert position.mean() == pytest.approx(0, abs=1e-9) and position.std() == pytest.approx(1)


def test_turning_the_seeds_around_turns_positions_around(found):
    other = scale(corpus(), {"praise": -1, "honour": -1, "blame": 1, "shame": 1}, dimensions=8, trained=False, force=True)
    np.testing.assert_allclose(other.articles["position"], -found.articles["position"], atol=1e-9)


def test_cohesion_is_low_for_seeds_that_span_nothing(found):
    mixed = scale(corpus(), (["praise", "blame"], ["honour", "shame"]), dimensions=8, trained=False, force=True)
    assert found.cohesion > 0.5 > mixed.cohesion


def test_few_articles_are_refused_and_forced_output_is_stamped(found):
    with pytest.raises(NotEnoughData, match="1,000 articles; there are 60"):
        scale(corpus(), (["praise"], ["blame"]))
    assert "FORCED" in repr(found)


@pytest.mark.parametrize(
    ("seeds", "error", "message"),
    [
        ((["praise"], ["praise"]), FramingError, "both poles"),
        ((["praise"], ["no such"]), FramingError, "single words"),
        ({"praise": 0, "blame": 1}, FramingError, r"\+1 or -1"),
        ((["praise"], ["zebulon"]), NotEnoughData, "No negative seed occurs 5 times"),
    ],
)
def test_bad_seeds(seeds, error, message):
    with pytest.raises(error, match=message):
        scale(corpus(10), seeds, trained=False, force=True)
