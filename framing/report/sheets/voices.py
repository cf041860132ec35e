"""What several tables share: the columns of outlets and articles, and the voices in words."""

from __future__ import annotations

from framing.report.model import Column

__all__ = ["ARTICLES", "OUTLET", "VOICE_WORDS", "in_voice"]

OUTLET = Column("outlet", "Outlet")
ARTICLES = Column("n_articles", "Articles", "count")
VOICE_WORDS = {
    "outlet": "outlet’s own",
    "direct": "direct quotation",
    "indirect": "reported speech",
    "all": "all voices",
}


def in_voice(voice: str) -> dict[str, str]:
    """Return the condition of a query for a voice: none for all of them."""
    return {} if voice == "all" else {"voice": voice}
