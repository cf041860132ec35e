"""How many terms of either side the packaged lexicons find in the same sentences.

    python tests/validity/mirrors.py [--write docs/validity_lexicons.md]

Needs no data: the sentences are those of `tests/lexicon/mirrored.py`, at most 100 a side and pack.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lexicon"))

from mirrored import recall

from framing.lexicon import available_lexicons, load_lexicon

MARK = "<!-- recall -->"


def table() -> Iterator[str]:
    """Yield the lines of the Markdown table."""
    yield "| pack | side A found | side B found | difference in points |"
    yield "|---|---|---|---|"
    total = {"A": [0, 0], "B": [0, 0]}
    for name in available_lexicons():
        lexicon = load_lexicon(name)
        if all(entry.side == "N" for entry in lexicon.entries):
            continue
        counts = recall(lexicon)
        for side, (found, asked) in counts.items():
            total[side][0] += found
            total[side][1] += asked
        yield _line(name, counts)
    yield _line("all", {side: (found, asked) for side, (found, asked) in total.items()})


def _line(name: str, counts: dict[str, tuple[int, int]]) -> str:
    shares = {side: found / asked for side, (found, asked) in counts.items()}
    shown = " | ".join(f"{found} of {asked}" for found, asked in counts.values())
    return f"| {name} | {shown} | {100 * (shares['A'] - shares['B']):+.1f} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; with `--write`, put it between the marks of a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args(arguments)
    lines = [*table()]
    print("\n".join(lines))
    if options.write:
        before, _, after = options.write.read_text("utf-8").split(MARK)
        options.write.write_text("\n".join([before + MARK, *lines, MARK + after]), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
