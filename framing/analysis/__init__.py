"""The whole pass: corpus in, evidence and measures out."""

from framing.analysis.cluster import PartitionWriter
from framing.analysis.concordance import kwic
from framing.analysis.engine import Engine
from framing.analysis.lexicon_use import lexicon_hits
from framing.analysis.parts import analyze_to
from framing.analysis.result import Analysis
from framing.analysis.run import analyze, analyze_frame
from framing.analysis.store import read_analysis

__all__ = [
    "Analysis",
    "Engine",
    "PartitionWriter",
    "analyze",
    "analyze_frame",
    "analyze_to",
    "kwic",
    "lexicon_hits",
    "read_analysis",
]
