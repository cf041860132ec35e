"""What each outlet carries of an event, in which words and in which place."""

from framing.coverage.edits import read_coverage
from framing.coverage.result import Coverage
from framing.coverage.run import coverage

__all__ = ["Coverage", "coverage", "read_coverage"]
