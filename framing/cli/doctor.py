"""`framing doctor`: is everything in place, and does it find in the embedded corpus what stands there?"""

from __future__ import annotations

import argparse
import json
import platform
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from framing.cli.commands import OK, REFUSED
from framing.errors import FramingError

__all__ = ["Check", "checks", "run_doctor"]

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([\w-]+)['\"]")
_LETTERS = {"Latin": "Aé", "Cyrillic": "Жї", "Greek": "Ωζ", "Arabic": "صحف", "signs": "−–…→"}
_MARKS = {"good": "ok", "optional": "--", "bad": "!!"}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: `state` is good, optional (may be missing) or bad; `remedy` says what to do."""

    name: str
    state: str
    found: str
    remedy: str = ""


def run_doctor(options: argparse.Namespace) -> int:
    """Print what was found, as lines or as JSON; the exit code is 1 if something is bad."""
    found = list(checks())
    if options.json:
        print(json.dumps([asdict(each) for each in found], indent=2, ensure_ascii=False))
    else:
        print("\n".join(_line(each, colours=sys.stdout.isatty()) for each in found))
    return REFUSED if any(each.state == "bad" for each in found) else OK


def _line(check: Check, *, colours: bool) -> str:
    mark = _MARKS[check.state]
    if colours:
        mark = f"\x1b[{ {'good': '32', 'optional': '2', 'bad': '1;31'}[check.state] }m{mark}\x1b[0m"
    return f"{mark} {check.name:28} {check.found}" + (f"\n   {check.remedy}" if check.remedy else "")


def checks() -> Iterator[Check]:
    """Yield what was looked at: versions, what is installed, packaged data, letters of the charts, a trial run.

    Examples
    --------
    >>> next(check.state for check in checks() if check.name == "python")
    'good'
    """
    yield _python()
    yield Check("framing", "good", version("framing"))
    yield from _packages()
    for name, look in (("lexicons", _lexicons), ("embedded corpus", _corpus), ("models", _models),
                       ("letters of charts", _letters), ("trial run", _trial)):  # fmt: skip
        yield _tried(name, look)


def _python() -> Check:
    found = f"{platform.python_version()} ({platform.system()}, {platform.machine()})"
    good = sys.version_info >= (3, 11)
    return Check("python", "good" if good else "bad", found, "" if good else "framing needs Python 3.11 or newer.")


def _packages() -> Iterator[Check]:
    """Yield the required packages, then those of the extras, which may be missing."""
    extras: dict[str, list[str]] = {}
    for line in requires("framing") or ():
        required, optional = _NAME.match(line), _EXTRA.search(line)
        if required is None or required[0] == "framing":
            continue
        if optional is None:
            yield _package(required[0])
        else:
            extras.setdefault(optional[1], []).append(required[0])
    for extra, names in sorted(extras.items()):
        held = {name: _installed(name) for name in dict.fromkeys(names)}
        there = ", ".join(f"{name} {number}" for name, number in held.items() if number)
        missing = ", ".join(name for name, number in held.items() if not number)
        found = " · ".join(filter(None, [there, f"not installed: {missing}" if missing else ""]))
        yield Check(f"extra [{extra}]", "optional" if missing else "good", found)
    yield Check(
        "torch", "optional", f"{_installed('torch') or 'not installed'}; only training needs torch, models are read with numpy"
    )


def _package(name: str) -> Check:
    number = _installed(name)
    remedy = "" if number else f"pip install {name}"
    return Check(name, "good" if number else "bad", number or "not installed", remedy)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _tried(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except (FramingError, OSError, ImportError) as problem:
        return Check(name, "bad", str(problem), "Install framing again: pip install --force-reinstall framing")


def _lexicons() -> Check:
    from framing.lexicon import available_actors, available_lexicons, load_actors, load_lexicon

    forms = sum(load_lexicon(name).n_forms for name in available_lexicons())
    actors = sum(len(load_actors(name).actors) for name in available_actors())
    found = f"{len(available_lexicons())} with {forms:,} forms; {actors:,} actors in {len(available_actors())} files"
    return Check("lexicons", "good", found)


def _corpus() -> Check:
    from framing.corpus import demo_corpus

    corpus = demo_corpus()
    outlets = {each.outlet for each in corpus}
    return Check("embedded corpus", "good", f"{len(corpus)} articles of {len(outlets)} outlets")


def _models() -> Check:
    from framing.resources import data

    names = sorted(each.name for each in data("models").iterdir() if each.name.endswith(".npz"))
    wanted = {"attribution.npz", "tone.npz"}
    missing = ", ".join(sorted(wanted - set(names)))
    return Check("models", "bad" if missing else "good", f"missing: {missing}" if missing else ", ".join(names))


def _letters() -> Check:
    """Tell the scripts that the letters of the charts have; others are drawn as boxes."""
    from matplotlib.font_manager import findfont, get_font

    font = get_font(findfont("DejaVu Sans"))
    held = [name for name, letters in _LETTERS.items() if all(font.get_char_index(ord(letter)) for letter in letters)]
    missing = [name for name in _LETTERS if name not in held]
    remedy = f"No letters for: {', '.join(missing)}. Install the font DejaVu Sans." if missing else ""
    return Check("letters of charts", "bad" if missing else "good", f"{font.family_name}: {', '.join(held)}", remedy)


def _trial() -> Check:
    """Analyse the embedded corpus: every row must be what stands at its place, the outlets must name the capital as they do."""
    from time import perf_counter

    from framing.analysis import analyze
    from framing.corpus import demo_corpus

    began = perf_counter()
    analysis = analyze(demo_corpus())
    spent = perf_counter() - began
    assert analysis.corpus is not None
    sources = {(each.id, "body"): each.text for each in analysis.corpus}
    sources |= {(each.id, "headline"): each.headline or "" for each in analysis.corpus}
    columns = ["article", "segment", "start", "end", "text"]
    rows = [row for table in ("terms", "attributions", "mentions") for row in analysis.table(table)[columns].to_numpy().tolist()]
    astray = sum(sources[article, segment][start:end] != text for article, segment, start, end, text in rows)
    named = analysis.variants("outlet").query("variant_set == 'russia_ukraine.capital'")
    chosen = named.sort_values("n").drop_duplicates("outlet", keep="last").set_index("outlet")["side"].to_dict()
    as_written = chosen.get("Eastern Banner") == "B" and chosen.get("Meridian Wire") == "A"
    return _told(len(rows), astray, as_written, spent)


def _told(rows: int, astray: int, as_written: bool, spent: float) -> Check:
    problems: Sequence[str] = [
        *([f"{astray} of {rows} rows are not what stands at their place"] if astray else []),
        *([] if as_written else ["the names of Ukraine's capital are not found as they were written"]),
    ]
    if problems:
        remedy = "The installed files belong to different versions: install framing again."
        return Check("trial run", "bad", "; ".join(problems), remedy)
    return Check("trial run", "good", f"{rows:,} rows of evidence, each where it says it is ({spent:.1f} s)")
