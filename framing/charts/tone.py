"""How actors are spoken of: a heat map of tone, and visibility against tone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.analysis import Analysis
from framing.charts.actors import actor_names, only_actors
from framing.charts.bars import readable
from framing.charts.captions import plural, tell, words_of
from framing.charts.groups import group_sizes, headline_of, shown, subtitle_of
from framing.charts.heading import SMALL, Key
from framing.charts.lettering import base, text_width, wrapped
from framing.charts.look import house, ink, paper
from framing.charts.panel import empty_panel, labelled_rows, open_panel, room_for

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap

__all__ = ["tone"]

MODEL = "Tone comes from a model that reads one sentence at a time"
_STRONG = 0.6  # the tone at which the colour is full
_CELL = 4.4  # width of the narrowest cell, in units of the base
_FEWEST = 3  # columns that are drawn even if their names have to be cut
_WIDE = 7.0  # width from which the number of mentions is written with its noun
_PLOT = 0.68  # part of the width that is left for the cells, about


@house
def tone(
    analysis: Analysis,
    *,
    by: str = "outlet",
    actors: Sequence[str] | None = None,
    top: int = 8,
    voice: str = "outlet",
    ax: Axes | None = None,
) -> Axes:
    """Draw the mean tone toward actors by outlet as a heat map, with the number of mentions in every cell.

    Colour runs from negative (brown) through neutral to positive (teal) and is the same in every chart, so that charts
    may be compared. A cell that rests on a single article of an outlet with several shows its mentions and no tone.
    Tone is read sentence by sentence and is often wrong for one mention; it says how the words speak of the actor,
    not whether the report is fair.

    Parameters
    ----------
    actors
        Ids of actors (column `actor` of `analysis.mentions`), in the order of the columns; by default those with
        most mentions, the first `top` that fit.

    Examples
    --------
    >>> import framing
    >>> analysis = framing.analyze(framing.demo_corpus().filter(event="grain-deal"), lexicons=["russia_ukraine"])
    >>> ax = framing.charts.tone(analysis, top=3)
    >>> len(ax.get_xticklabels()), len(ax.get_yticklabels())
    (3, 5)
    """
    sizes = group_sizes(analysis, by)
    largest = max(sizes.values(), default=0)
    title = headline_of(f"Tone toward actors, by {by}", largest)
    subtitle = f"Mean tone and number of mentions. {subtitle_of(analysis, voice)}"
    told = words_of(analysis, what=f"{MODEL}; mentions {_whose(voice)}")
    mentions = analysis.mentions
    spoken = mentions if voice == "all" else mentions[mentions["voice"] == voice]
    if not len(spoken) or not sizes:
        message = "No actor is mentioned in this voice." if sizes else f"No article names its {by}."
        return tell(empty_panel(ax, title, subtitle, message), told)
    known = spoken["actor"].value_counts()
    names = actor_names(analysis)
    chosen = list(actors) if actors is not None else _chosen(known, names, top, ax)
    table = only_actors(analysis, chosen).by(by, "actor", measures=["tone"], voice=voice).set_index([by, "actor"])
    left = len(known) - len(chosen)
    notes = f"{left} more actors were mentioned less often." if left > 0 and actors is None else ""
    ax = open_panel(ax, title, subtitle, rows=len(sizes) + 1, key=_key(), notes=notes)
    labelled_rows(ax, [str(name) for name in sizes], part=0.25)
    _name_columns(ax, [_name(names, each) for each in chosen])
    for row, group in enumerate(sizes):
        for column, actor in enumerate(chosen):
            cell = table.loc[(group, actor)] if (group, actor) in table.index else None
            _cell(ax, row, column, cell, alone=largest == 1)
    return tell(ax, told)


def _whose(voice: str) -> str:
    from framing.compare.wording import VOICES

    return VOICES[voice]


def _chosen(known: pd.Series, names: Mapping[str, str], top: int, ax: Axes | None) -> list[str]:
    """Return the actors with most mentions, as many as have room for the longest word of their names."""
    order = sorted(known.index, key=lambda actor: (-int(known[actor]), str(actor)))[:top]
    for number in range(len(order), _FEWEST, -1):
        longest = max(text_width(word, SMALL * base()) for actor in order[:number] for word in _name(names, actor).split())
        if max(longest + 0.3 * base(), _CELL * base()) <= room_for(ax, _PLOT) / number:
            return order[:number]
    return order[:_FEWEST]


def _name(names: Mapping[str, str], actor: str) -> str:
    return names.get(actor, actor)


def colours() -> Colormap:
    """Return the colours of tone: brown, nearly the paper, teal (told apart by colour-blind readers)."""
    from matplotlib.colors import LinearSegmentedColormap

    light = readable(paper()) != "#ffffff"
    ends = ["#9a5b13", "#dfc27d", ink(0.06), "#80cdc1", "#0b6f66"] if light else ["#f0a848", ink(0.06), "#46c9b8"]
    return LinearSegmentedColormap.from_list("tone", ends)


def _shade(value: float) -> str:
    from matplotlib.colors import to_hex

    return to_hex(colours()(0.5 + 0.5 * max(-1.0, min(1.0, value / _STRONG))))


def _key() -> list[Key]:
    third = _STRONG / 3
    shades = (("negative ", -_STRONG), ("", -third), ("neutral ", 0.0), ("", third), ("positive ", _STRONG))
    return [Key(f"{word}{shown(value, 'mean')}", _shade(value)) for word, value in shades]


def _name_columns(ax: Axes, names: Sequence[str]) -> None:
    room = room_for(ax, _PLOT) / len(names)
    broken = ["\n".join(wrapped(name, room - 0.3 * base(), SMALL * base(), lines=4)) for name in names]
    ax.xaxis.tick_top()
    ax.set_xticks(range(len(names)), broken)
    for label in ax.get_xticklabels():
        label.set_parse_math(False)
        label.set_color(ink())
    ax.tick_params(axis="x", labelcolor=ink())
    ax.set_xlim(-0.5, len(names) - 0.5)


def _cell(ax: Axes, row: int, column: int, found: Any, *, alone: bool) -> None:
    from matplotlib.patches import Rectangle

    mentions = 0 if found is None else int(found["exposure"])
    told = mentions > 0 and (alone or found["n_articles"] > 1) and not math.isnan(found["value"])
    face = _shade(found["value"]) if told else ink(0.03)
    ax.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=face, edgecolor=paper(), linewidth=1.5))
    letters = readable(face)
    if told:
        ax.text(column, row + 0.02, shown(found["value"], "mean"), ha="center", va="bottom", color=letters, label="tone")
    small: dict[str, Any] = {"ha": "center", "size": 0.8 * base()}
    count = plural(mentions, "mention") if _WIDE * base() < room_for(ax, _PLOT) / ax.get_xlim()[1] else f"n {mentions}"
    ax.text(column, row + (0.1 if told else 0), count if mentions else "–", va="top" if told else "center",
            color=letters if told else ink(0.6), label="mentions", **small)  # fmt: skip
