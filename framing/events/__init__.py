"""The same story in different outlets: events that articles share, and articles that are copies."""

from framing.events.match import match_events
from framing.events.table import EventTable, read_events

__all__ = ["EventTable", "match_events", "read_events"]
