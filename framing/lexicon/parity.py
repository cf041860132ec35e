"""Are both sides of a lexicon built alike? Counts per side and their ratios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.lexicon.model import Lexicon

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["parity", "side_counts", "unbalanced"]

#: A side may have at most half as many again as the other (method: parity report).
LOW, HIGH = 0.67, 1.5
#: Below this difference a ratio says nothing: 2 against 1.
_SMALL = 2

_JUDGED = ("n_forms", "n_negative", "n_positive", "intensity")


def side_counts(lexicon: Lexicon) -> dict[str, dict[str, int]]:
    """Return `{side: {measure: count}}`; forms count as written, what is only described is left out."""
    spellings = {each.id for each in lexicon.sets if each.kind == "transliteration"}
    counts = {side: dict.fromkeys(("n_entries", *_JUDGED), 0) for side in ("A", "B")}
    for entry in lexicon.entries:
        if entry.side in counts and entry.lane != "descriptive" and entry.set not in spellings:
            row, forms = counts[entry.side], len(entry.forms)
            row["n_entries"] += 1
            row["n_forms"] += forms
            row["n_negative"] += forms * (entry.valence < 0)
            row["n_positive"] += forms * (entry.valence > 0)
            row["intensity"] += forms * entry.intensity
    return counts


def unbalanced(lexicon: Lexicon) -> list[tuple[str, int, int]]:
    """Return the measures in which side A and side B differ too much, with both counts."""
    counts = side_counts(lexicon)
    pairs = [(name, counts["A"][name], counts["B"][name]) for name in _JUDGED]
    return [(name, a, b) for name, a, b in pairs if abs(a - b) > _SMALL and not (b and LOW <= a / b <= HIGH)]


def parity(lexicon: Lexicon) -> pd.DataFrame:
    """Return how evenly a lexicon is built: one row per measure, with side A, side B, A / B and whether it is even.

    Even-handed *building* is all this shows; whether both sides are *found* equally well needs texts of both.

    Returns
    -------
    DataFrame
        Index: n_entries, n_forms, n_negative and n_positive (forms with valence toward their target), intensity
        (its sum over forms). Columns: A, B, ratio (NaN where B has none), even (0.67 ≤ ratio ≤ 1.5, or a
        difference of at most two).

    Examples
    --------
    >>> from framing.lexicon import Entry
    >>> table = parity(Lexicon("x", entries=(Entry("a", "euphemism", ("a", "b"), side="A"),)))
    >>> int(table.loc["n_forms", "A"]), int(table.loc["n_forms", "B"])
    (2, 0)
    """
    import pandas as pd

    table = pd.DataFrame(side_counts(lexicon))
    table["ratio"] = table["A"] / table["B"].where(table["B"] > 0)
    uneven = {name for name, _, _ in unbalanced(lexicon)}
    table["even"] = [name not in uneven for name in table.index]
    return table
