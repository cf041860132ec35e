"""The same story in different outlets: events that articles share, and articles that are copies."""

from framing.events.copies import duplicates, keep_one, mark_copies
from framing.events.match import match_events
from framing.events.table import EventTable, read_events

__all__ = ["EventTable", "duplicates", "keep_one", "mark_copies", "match_events", "read_events"]
