"""Tables for a write-up: CSV, LaTeX and Markdown."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import OutputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MOST", "WORDS", "shown", "to_latex", "to_markdown", "write_csv", "write_table"]

NOTHING = "–"
MOST = 200  # rows of a table for LaTeX and Markdown
WORDS = ("text", "side", "label")  # kinds of columns that hold no numbers
_DIGITS = {"rate": 1, "number": 2, "tone": 2, "p": 3}


def shown(value: Any, kind: str = "text") -> str:
    """Return a value as a reader wants it; what is undefined is a dash.

    Parameters
    ----------
    kind
        "text", "side", "label" (an id in words), "count", "amount" (a decimal where there is one), "rate" (one
        decimal), "number" and "tone" (two), "p" (three), "share" (per cent).

    Examples
    --------
    >>> shown(0.571, "share"), shown(1234, "count"), shown(-0.214, "tone"), shown(float("nan"), "rate")
    ('57 %', '1,234', '−0.21', '–')
    """
    if value is None or (isinstance(value, float) and math.isnan(value)) or value != value:
        return NOTHING
    if kind in WORDS:
        return _word(str(value), kind)
    if kind == "share":
        return f"{100 * value:.0f} %"
    digits = 1 if kind == "amount" and value != round(value) else _DIGITS.get(kind, 0)
    text = f"{value:,.{digits}f}"
    zero = not any(digit in text for digit in "123456789")
    return text.lstrip("-") if zero else text.replace("-", "−")


def _word(value: str, kind: str) -> str:
    if kind == "side":
        return "neither" if value == "N" else value
    return value.replace(".", ": ").replace("_", " ") if kind == "label" else value


def to_markdown(frame: pd.DataFrame) -> str:
    """Return a table in Markdown, numbers to the right.

    Examples
    --------
    >>> import pandas as pd
    >>> print(to_markdown(pd.DataFrame({"outlet": ["Post | Mail"], "rate": [2.5]})))
    | outlet       | rate  |
    |:-------------|------:|
    | Post \\| Mail | 2.500 |
    <BLANKLINE>
    """
    heads = [_cell(name) for name in frame]
    columns = [[_cell(_plain(value)) for value in frame[name].tolist()] for name in frame]
    wide = [max(map(len, [head, *column, "---"])) for head, column in zip(heads, columns, strict=True)]
    number = [frame[name].dtype.kind in "iuf" for name in frame]
    rule = ["-" * (width + 1) + ":" if right else ":" + "-" * (width + 1) for width, right in zip(wide, number, strict=True)]
    lines = [_line(heads, wide), f"|{'|'.join(rule)}|"]
    lines += [_line(row, wide) for row in zip(*columns, strict=True)]
    return "\n".join(lines) + "\n"


def to_latex(frame: pd.DataFrame, caption: str = "") -> str:
    """Return a table in LaTeX (package booktabs), every special character escaped.

    Examples
    --------
    >>> import pandas as pd
    >>> "R\\\\&D" in to_latex(pd.DataFrame({"outlet": ["R&D"]}))
    True
    """
    plain = frame.map(_plain).rename(columns=_tex)
    text = plain.to_latex(index=False, escape=False, caption=_tex(caption) or None, formatters=[_tex] * frame.shape[1])
    return str(text)


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV, texts in quotation marks, numbers in full."""
    import pyarrow as pa
    from pyarrow import csv

    csv.write_csv(pa.Table.from_pandas(frame, preserve_index=False), path)


def write_table(frame: pd.DataFrame, folder: Path, name: str, caption: str = "") -> None:
    """Write a table as `name`.csv, .tex and .md; only the first holds more than `MOST` rows.

    Raises
    ------
    OutputError
        The folder cannot be written to.
    """
    try:
        write_csv(frame, folder / f"{name}.csv")
        frame = frame.head(MOST)
        (folder / f"{name}.md").write_text(to_markdown(frame) + (f"\n{_cell(caption)}\n" if caption else ""), "utf-8")
        (folder / f"{name}.tex").write_text(to_latex(frame, caption), "utf-8")
    except OSError as problem:
        raise OutputError(f"The table {name} cannot be written to {folder}: {problem.strerror or problem}.") from problem


def _line(cells: Any, wide: list[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, wide, strict=True)) + " |"


def _plain(value: Any) -> str:
    """Return a value with at most four significant digits after the point; a dash where there is none."""
    if isinstance(value, float) and not math.isnan(value):
        return f"{value:.0f}" if value == round(value) else f"{value:.3f}" if abs(value) < 10 else f"{value:.2f}"
    return shown(value)


def _cell(text: Any) -> str:
    flat = " ".join(str(text).split())
    for mark, safe in (("\\", "\\\\"), ("|", "\\|"), ("<", "&lt;"), (">", "&gt;"), ("`", "\\`")):
        flat = flat.replace(mark, safe)
    return flat


_TEX = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def _tex(text: Any) -> str:
    return "".join(_TEX.get(mark, mark) for mark in " ".join(str(text).split()))
