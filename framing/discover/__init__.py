"""Discovery of terms: the words and phrases that set outlets apart on the same events."""

from framing.discover.result import Discovery
from framing.discover.run import discover

__all__ = ["Discovery", "discover"]
