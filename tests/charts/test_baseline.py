"""Charts look as they looked when somebody last looked at them: compared with images, within a tolerance."""

from __future__ import annotations

import numpy as np
import pytest
from cases import BASELINE, CASES, drawn, names
from PIL import Image

from framing import charts

CELL = 6  # pixels that are compared together, so that no edge of a letter decides
MOST, MEAN = 48.0, 1.6  # differences of brightness (of 255) that are let pass, in one cell and on the whole


def difference(one: Image.Image, two: Image.Image) -> tuple[float, float]:
    """Return the largest and the mean difference of two pictures, cell by cell; another size is a difference of its own."""
    if max(abs(a - b) for a, b in zip(one.size, two.size, strict=True)) > 2:
        return 255.0, 255.0
    size = (one.width // CELL, one.height // CELL)
    first, second = (np.asarray(each.resize(size, Image.Resampling.BOX), float) for each in (one, two))
    apart = np.abs(first - second).max(axis=2)
    return float(apart.max()), float(apart.mean())


@pytest.mark.parametrize(("name", "look"), names(), ids=lambda each: each or "light")
def test_charts_look_as_they_did(name: str, look: str) -> None:
    with Image.open(BASELINE / f"{name}{look}.png") as image:
        most, mean = difference(drawn(CASES[name], look), image.convert("RGB"))
    assert most < MOST and mean < MEAN, f"{name} looks different ({most:.0f}, {mean:.2f}): look at it, then `make baseline`"


def test_every_chart_has_a_baseline_and_every_baseline_a_chart() -> None:
    tools = {"caption", "save", "size", "style"}
    assert set(CASES) == set(charts.__all__) - tools
    assert {each.stem for each in BASELINE.glob("*.png")} == {name + look for name, look in names()}
    assert sum(each.stat().st_size for each in BASELINE.glob("*.png")) < 400_000


def test_a_row_that_moves_is_a_difference() -> None:
    with Image.open(BASELINE / "outlet_rates.png") as image:
        before = image.convert("RGB")
    pixels = np.asarray(before)
    middle = pixels.shape[0] // 2
    moved = pixels.copy()
    moved[middle:-5] = pixels[middle - 5 : -10]
    most, mean = difference(before, Image.fromarray(moved))
    assert most >= MOST or mean >= MEAN
    assert difference(before, before) == (0.0, 0.0)
    assert difference(before, before.resize((before.width, before.height - 20)))[0] == 255.0
