"""Where the time goes, by module, and the parts that no rule can save: columns, phrases, networks, tables."""

from __future__ import annotations

import cProfile
import pstats
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import framing
from framing.analysis import engine as engine_module
from framing.analysis.engine import Engine, batches
from framing.lexicon.matcher import Phrases

__all__ = ["lines"]

SHOWN = 12
_ROUNDS = 6  # calls of packages within packages that are followed up to our own code
_HOME = str(Path(framing.__file__).parent)


def lines(corpus: framing.Corpus, engine: Engine, yardstick: float) -> Iterator[str]:
    """Yield two tables, of an engine that knows the words of the corpus."""
    total, spent = _parts(corpus, engine)
    yield "| what every analysis has to do, words known | yardsticks |"
    yield "|---|---|"
    for name, seconds in spent.items():
        yield f"| {name} | {seconds / yardstick:.2f} |"
    yield f"| all of these, the floor of this design | {sum(spent.values()) / yardstick:.2f} |"
    yield f"| the whole analysis in the same run | {total / yardstick:.2f} |"
    yield ""
    yield "| module, with what it calls outside the library | share of the time under the profiler |"
    yield "|---|---|"
    shares = _profile(corpus, engine)
    for name, seconds in shares.most_common(SHOWN):
        yield f"| `{name}` | {seconds / shares.total():.0%} |"


def _parts(corpus: framing.Corpus, engine: Engine) -> tuple[float, Counter[str]]:
    import onnxruntime

    spent: Counter[str] = Counter()
    places = (
        ("text columns", engine_module, "build_batch"),
        ("phrases of all lexicons", Phrases, "find"),
        ("networks", onnxruntime.InferenceSession, "run"),
        ("rows as Arrow tables", engine_module, "evidence_table"),
    )
    with ExitStack() as stack:
        for name, owner, attribute in places:
            stack.enter_context(_timed(owner, attribute, name, spent))
        began = time.process_time()
        for each in batches(corpus):
            engine.read(each)
        return time.process_time() - began, spent


@contextmanager
def _timed(owner: Any, attribute: str, name: str, spent: Counter[str]) -> Iterator[None]:
    function: Callable[..., Any] = getattr(owner, attribute)

    def timed(*given: Any, **named: Any) -> Any:
        began = time.process_time()
        found = function(*given, **named)
        spent[name] += time.process_time() - began  # type: ignore[assignment]
        return found

    with patch.object(owner, attribute, timed):
        yield


def _profile(corpus: framing.Corpus, engine: Engine) -> Counter[str]:
    """Return the seconds of each module of the library, those of numpy and built-in functions counted where they are called."""
    profile = cProfile.Profile()
    profile.enable()
    for each in batches(corpus):
        engine.read(each)
    profile.disable()
    stats: dict[Any, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    own = {function: row[2] for function, row in stats.items()}
    for _ in range(_ROUNDS):
        moved = dict.fromkeys(own, 0.0)
        for function, seconds in own.items():
            callers = stats[function][4]
            weight = sum(row[3] for row in callers.values())
            if function[0].startswith(_HOME) or not weight:
                moved[function] += seconds
                continue
            for caller, row in callers.items():
                moved[caller] += seconds * row[3] / weight
        own = moved
    shares: Counter[str] = Counter()
    for function, seconds in own.items():
        shares[_module(function[0])] += seconds  # type: ignore[assignment]
    return shares


def _module(file: str) -> str:
    return Path(file).relative_to(_HOME).with_suffix("").as_posix() if file.startswith(_HOME) else "elsewhere"
