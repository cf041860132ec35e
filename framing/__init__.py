"""framing shows how news outlets frame the same events, and opens every number to the sentences behind it."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing import charts as charts
    from framing.analysis import Analysis as Analysis
    from framing.analysis import analyze as analyze
    from framing.analysis import analyze_frame as analyze_frame
    from framing.analysis import analyze_to as analyze_to
    from framing.analysis import kwic as kwic
    from framing.analysis import read_analysis as read_analysis
    from framing.compare import Comparison as Comparison
    from framing.compare import compare as compare
    from framing.corpus import Article as Article
    from framing.corpus import Corpus as Corpus
    from framing.corpus import demo_corpus as demo_corpus
    from framing.corpus import read_corpus as read_corpus
    from framing.coverage import Coverage as Coverage
    from framing.coverage import coverage as coverage
    from framing.coverage import read_coverage as read_coverage
    from framing.discover import Discovery as Discovery
    from framing.discover import discover as discover
    from framing.errors import FramingError as FramingError
    from framing.errors import NotEnoughData as NotEnoughData
    from framing.events import duplicates as duplicates
    from framing.events import match_events as match_events
    from framing.events import read_events as read_events
    from framing.lexicon import Lexicon as Lexicon
    from framing.lexicon import load_lexicon as load_lexicon
    from framing.report import report as report
    from framing.scorers.portrayal import discover_actors as discover_actors
    from framing.scorers.portrayal import sentiment_toward as sentiment_toward

_HOME = {
    "Analysis": "framing.analysis",
    "Article": "framing.corpus",
    "Comparison": "framing.compare",
    "Corpus": "framing.corpus",
    "Coverage": "framing.coverage",
    "Discovery": "framing.discover",
    "FramingError": "framing.errors",
    "Lexicon": "framing.lexicon",
    "NotEnoughData": "framing.errors",
    "analyze": "framing.analysis",
    "analyze_frame": "framing.analysis",
    "analyze_to": "framing.analysis",
    "compare": "framing.compare",
    "coverage": "framing.coverage",
    "demo_corpus": "framing.corpus",
    "duplicates": "framing.events",
    "discover": "framing.discover",
    "discover_actors": "framing.scorers.portrayal",
    "kwic": "framing.analysis",
    "load_lexicon": "framing.lexicon",
    "match_events": "framing.events",
    "read_analysis": "framing.analysis",
    "read_corpus": "framing.corpus",
    "read_coverage": "framing.coverage",
    "read_events": "framing.events",
    "report": "framing.report",
    "sentiment_toward": "framing.scorers.portrayal",
}

__all__ = [
    "Analysis",
    "Article",
    "Comparison",
    "Corpus",
    "Coverage",
    "Discovery",
    "FramingError",
    "Lexicon",
    "NotEnoughData",
    "analyze",
    "analyze_frame",
    "analyze_to",
    "charts",
    "compare",
    "coverage",
    "demo_corpus",
    "discover",
    "discover_actors",
    "duplicates",
    "kwic",
    "load_lexicon",
    "match_events",
    "read_analysis",
    "read_corpus",
    "read_coverage",
    "read_events",
    "report",
    "sentiment_toward",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that the import costs little."""
    if name == "charts":
        return import_module("framing.charts")
    if name not in _HOME:
        raise AttributeError(f"module 'framing' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])


class _Package(ModuleType):
    """The functions `compare`, `discover` and `report` win over the packages that hold them, whichever is imported first."""

    def __setattr__(self, name: str, value: Any) -> None:
        hidden = isinstance(value, ModuleType) and name in _HOME
        super().__setattr__(name, getattr(value, name) if hidden else value)


sys.modules[__name__].__class__ = _Package
