"""Where the data of the measurements are: the folder in FRAMING_DATA, or shared/data beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["DATA", "is_missing"]

DATA = Path(os.environ.get("FRAMING_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


def is_missing(*files: Path) -> bool:
    """Tell whether a file is not there, and say so."""
    absent = [str(file) for file in files if not file.is_file()]
    if absent:
        print(f"SKIPPED: {' and '.join(absent)} not there. Give the file, or set FRAMING_DATA to the folder that holds it.")
    return bool(absent)
