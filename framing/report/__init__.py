"""The report: one page in which every number opens to the sentences behind it."""

from framing.report.build import report

__all__ = ["report"]
