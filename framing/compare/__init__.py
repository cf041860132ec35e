"""Comparison of outlets, matched by event, with uncertainty that is honest at five articles."""

from framing.compare.comparison import Comparison
from framing.compare.design import Design
from framing.compare.run import compare

__all__ = ["Comparison", "Design", "compare"]
