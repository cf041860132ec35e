"""Comparison of outlets, matched by event, with uncertainty that is honest at five articles."""

from framing.compare.comparison import Comparison
from framing.compare.design import Design
from framing.compare.run import compare
from framing.compare.trends import Change, change_around, trend

__all__ = ["Change", "Comparison", "Design", "change_around", "compare", "trend"]
