"""One look for all charts: type, lines and colours, on screen and in print, on light and on dark ground."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

from framing.charts.wanted import checked
from framing.errors import UnknownName

__all__ = ["PETROFF", "Mark", "Style", "colour", "house", "ink", "mixed", "paper", "side_mark", "style"]

P = ParamSpec("P")
R = TypeVar("R")

#: Petroff 2021 (arXiv:2107.02270): ten colours that remain apart for colour-blind readers.
PETROFF = {
    "blue": "#3f90da",
    "orange": "#ffa90e",
    "red": "#bd1f01",
    "grey": "#94a4a2",
    "purple": "#832db6",
    "brown": "#a96b59",
    "vermilion": "#e76300",
    "khaki": "#b9ac70",
    "slate": "#717581",
    "cyan": "#92dadd",
}
SALT = "framing"  # makes SVG identical on re-run, and tells that this style is in force
MILLIMETRES = 25.4
_MEDIA = {"screen": (10.0, 183.0, 144.0), "print": (7.0, 183.0, 300.0)}  # type size, width in mm, dots per inch
_GROUND = {False: ("#ffffff", "#1d2126"), True: ("#15181d", "#e9e8e4")}  # paper, ink


class Mark(NamedTuple):
    """How a side is drawn: colour, marker and hatch, so that it is told apart in greyscale too."""

    colour: str
    marker: str
    hatch: str


class Style(dict[str, Any]):
    """Settings for `matplotlib.rcParams.update`, and a context manager that applies them for a while."""

    _contexts: list[AbstractContextManager[Any]]

    def __enter__(self) -> Style:
        context = settings_in_force(self)
        context.__enter__()
        self._contexts = [*getattr(self, "_contexts", []), context]
        return self

    def __exit__(self, *problem: Any) -> None:
        self._contexts.pop().__exit__(*problem)


def style(medium: str = "screen", *, dark: bool = False, width: float | None = None) -> Style:
    """Return the look of all charts, as settings and as a context manager.

    Parameters
    ----------
    medium
        "screen" or "print" (type of 7 points, thinner lines, 300 dots per inch).
    dark
        Light on dark ground.
    width
        Width in millimetres of figures that charts make themselves: 183 by default, 89 for one column.

    Examples
    --------
    >>> from framing import charts
    >>> with charts.style("print", width=89) as settings:
    ...     round(settings["figure.figsize"][0], 2), settings["font.size"]
    (3.5, 7.0)
    """
    if medium not in _MEDIA:
        raise UnknownName("medium", medium, _MEDIA)
    size, usual, dpi = _MEDIA[medium]
    ground, letters = _GROUND[dark]
    inches = (width or usual) / MILLIMETRES
    line = size / 10
    return Style(
        {
            "figure.figsize": (inches, inches * 0.6),
            "figure.dpi": dpi,
            "figure.facecolor": ground,
            "figure.constrained_layout.use": True,
            "savefig.facecolor": "auto",
            "savefig.dpi": "figure",
            "font.family": ["DejaVu Sans"],
            "font.size": size,
            "text.color": letters,
            "text.parse_math": False,
            "axes.facecolor": ground,
            "axes.edgecolor": letters,
            "axes.labelcolor": letters,
            "axes.labelsize": size,
            "axes.titlesize": size * 1.2,
            "axes.titlelocation": "left",
            "axes.titleweight": "bold",
            "axes.linewidth": 0.8 * line,
            "axes.axisbelow": True,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.prop_cycle": _cycle(),
            "axes.formatter.use_mathtext": False,
            "axes.unicode_minus": True,
            "xtick.color": letters,
            "ytick.color": letters,
            "xtick.labelsize": size * 0.9,
            "ytick.labelsize": size * 0.9,
            "grid.color": mixed(letters, ground, 0.86),
            "grid.linewidth": 0.7 * line,
            "lines.linewidth": 1.6 * line,
            "hatch.linewidth": 0.9 * line,
            "legend.frameon": False,
            "svg.hashsalt": SALT,
            "svg.fonttype": "path",
            "pdf.fonttype": 42,
        }
    )


def _cycle() -> Any:
    from cycler import cycler

    return cycler(color=[PETROFF[name] for name in ("blue", "vermilion", "slate", "purple", "khaki", "brown", "cyan")])


def house(chart: Callable[P, R]) -> Callable[P, R]:
    """Refuse what a chart cannot draw; draw it in the house style unless axes are given or the style is in force already."""
    check = checked(chart)

    @wraps(chart)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        import matplotlib

        check(*args, **kwargs)
        foreign = matplotlib.rcParams["svg.hashsalt"] != SALT and kwargs.get("ax") is None
        with settings_in_force({**(style() if foreign else {}), "text.parse_math": False}):
            return chart(*args, **kwargs)

    return drawn


@contextmanager
def settings_in_force(settings: Mapping[str, Any]) -> Iterator[None]:
    """Let settings of matplotlib hold for a while.

    Whether drawing is interactive stays as it is in the end: in a notebook the first figure switches that on, and
    switching it off again would hide every later chart.
    """
    import matplotlib

    interactive = matplotlib.is_interactive()
    try:
        with matplotlib.rc_context(dict[Any, Any](settings)):
            try:
                yield
            finally:
                interactive = matplotlib.is_interactive()
    finally:
        matplotlib.interactive(interactive)


def mixed(first: str, second: str, part: float) -> str:
    """Return the colour that lies `part` of the way from the first to the second.

    Examples
    --------
    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    from matplotlib.colors import to_hex, to_rgb

    pairs = zip(to_rgb(first), to_rgb(second), strict=True)
    one, two, three = ((1 - part) * a + part * b for a, b in pairs)
    return to_hex((one, two, three))


def ink(strength: float = 1.0) -> str:
    """Return the colour of type, or a weaker one: 0 is the paper."""
    import matplotlib

    return mixed(paper(), matplotlib.rcParams["text.color"], strength)


def paper() -> str:
    """Return the colour of the ground."""
    import matplotlib
    from matplotlib.colors import to_hex

    return to_hex(matplotlib.rcParams["axes.facecolor"])


def colour(name: str) -> str:
    """Return a colour of the palette, lightened where it would drown in a dark ground."""
    from matplotlib.colors import to_rgb

    chosen = PETROFF[name]
    dark_ground = _luminance(to_rgb(paper())) < 0.2
    return mixed(chosen, "#ffffff", 0.4) if dark_ground and _luminance(to_rgb(chosen)) < 0.2 else chosen


def _luminance(rgb: tuple[float, float, float]) -> float:
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def side_mark(side: str) -> Mark:
    """Return how a side is drawn: never in the colours of parties, and told apart in greyscale.

    Examples
    --------
    >>> side_mark("A").marker, side_mark("B").marker
    ('o', 'D')
    """
    if side == "A":
        return Mark(colour("purple"), "o", "")
    if side == "B":
        return Mark(colour("orange"), "D", "////")
    return Mark(ink(0.35), "s", "")
