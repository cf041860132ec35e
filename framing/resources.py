"""Where the lexicons and the embedded corpus lie: inside the wheel, or in the checkout beside the package."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["data", "lexicon_folder"]


def data(name: str) -> Traversable:
    """Return the packaged folder `name` ("lexicons", "corpus", "models").

    Examples
    --------
    >>> data("lexicons").joinpath("cues.toml").is_file()
    True
    """
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    return resources.files("framing").joinpath("_data", name)


def lexicon_folder() -> Traversable:
    """Return the folder of the lexicons that ship with the library."""
    return data("lexicons")
