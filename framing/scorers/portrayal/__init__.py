"""How actors are portrayed: who is mentioned, in whose voice, and in what tone."""

from framing.scorers.portrayal.discovery import actors_from, discover_actors
from framing.scorers.portrayal.scorer import MentionRow, Portrayal
from framing.scorers.portrayal.tone import sentiment_toward

__all__ = ["MentionRow", "Portrayal", "actors_from", "discover_actors", "sentiment_toward"]
