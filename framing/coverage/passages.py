"""Matched passages: one statement in the words of each outlet, with what differs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.coverage.marks import differing, marked, parted
from framing.coverage.rows import each_row
from framing.coverage.terms import plain_terms

if TYPE_CHECKING:
    import pandas as pd

    from framing.coverage.result import Coverage

__all__ = ["passages"]

COLUMNS = (
    "rank", "statement", "event", "outlet", "article", "segment", "start", "end", "text", "marked", "differs", "cue",
    "stance", "voice", "speaker", "side_terms", "loaded", "agency", "likeness", "difference", "why",
)
WEIGHTS = {"side": 0.3, "stance": 0.25, "agency": 0.2, "voice": 0.1, "loaded": 0.1, "cue": 0.05}  # add up to one

_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|got)\s+(?:\w+ly\s+|just\s+|also\s+|not\s+)?"
    r"(?!said\b|expected\b|supposed\b|based\b|born\b|interested\b|called\b)"
    r"(\w+(?:ed|awn|own|ught|aken|iven|ung|orn|ut\b|old\b|hot\b|eld\b|eft\b|ent\b)(?:\s+(?:off|away|out|up|down))?)\b"
    r"(?P<by>[^,.;:“”\"]{0,40}?\bby\s+(?P<agent>(?:the\s+|an?\s+)?[\w’'-]+(?:\s+(?!in\b|on\b|at\b|of\b|to\b|for\b|and\b|with\b|from\b|after\b|before\b|near\b|who\b|which\b|that\b)"
    r"[\w’'-]+)?))?"
)


class _Wording(NamedTuple):
    """What an analysis found in one sentence."""

    cue: str
    stance: str
    voice: str
    speaker: str
    side_terms: str
    loaded: str
    agency: str
    side: float
    telling: list[tuple[int, int]]  # offsets in the sentence: cue, terms of a side, loaded terms, the act and who did it


_SHOWN = 7  # columns of a table of passages that a wording fills


def passages(coverage: Coverage) -> pd.DataFrame:
    """Return the outlets' wordings of every statement, those that differ most, and surely are one statement, first."""
    import pandas as pd

    tables = _Tables(coverage)
    chosen = _chosen(coverage.statements)
    terms = iter(plain_terms([str(each) for each in chosen["text"]]))
    blocks = []
    for _, own in chosen.groupby("statement", sort=False):
        marks = parted([next(terms) for _ in range(len(own))])
        speaker, acts = tables.main_speaker(own), tables.common_acts(own)
        wordings = [
            tables.wording(row, spans.shared, speaker, acts) for row, spans in zip(each_row(own), marks, strict=True)
        ]
        difference, why = _difference(wordings)
        blocks.append((difference * own["likeness"].mean() ** 2, [
            _row(row, wording, differing(spans, wording.telling), difference, why)
            for row, wording, spans in zip(each_row(own), wordings, marks, strict=True)
        ]))
    blocks.sort(key=lambda each: -each[0])
    ranked = [(rank, *row) for rank, block in enumerate(_once([rows for _, rows in blocks]), 1) for row in block]
    frame = pd.DataFrame(ranked, columns=list(COLUMNS))
    types = {"rank": "int64", "start": "int64", "end": "int64", "likeness": "float64", "difference": "float64"}
    return frame.astype({name: types.get(name, "str") for name in COLUMNS if name != "differs"})


def _once(blocks: Sequence[list[tuple[Any, ...]]]) -> list[list[tuple[Any, ...]]]:
    """Leave out blocks whose sentences all stand in one that ranks higher."""
    place = [COLUMNS.index(name) - 1 for name in ("article", "segment", "start")]
    seen: list[set[tuple[Any, ...]]] = []
    found = []
    for block in blocks:
        own = {tuple(row[each] for each in place) for row in block}
        if not any(own <= other for other in seen):
            seen.append(own)
            found.append(block)
    return found


def _chosen(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the best sentence of each outlet that carries a statement, where two outlets do."""
    carried = statements[statements["cell"] == "carried"].sort_values(
        ["statement", "outlet", "likeness"], ascending=[True, True, False], kind="stable"
    )
    best = carried.drop_duplicates(subset=["statement", "outlet"])
    return best[best.groupby("statement")["outlet"].transform("size") > 1]


def _row(row: Any, wording: _Wording, spans: list[tuple[int, int]], difference: float, why: str) -> tuple[Any, ...]:
    differs = tuple((row.start + first, row.start + last) for first, last in spans)
    return (
        row.statement, row.event, row.outlet, row.article, row.segment, row.start, row.end, row.text,
        marked(row.text, spans), differs, *wording[:_SHOWN], row.likeness, difference, why,
    )


def _difference(wordings: Sequence[_Wording]) -> tuple[float, str]:
    """Return how far the wordings lie apart, 0 to 1, and in what."""
    sides = [each.side for each in wordings]
    told = [each for each in wordings if each.cue]
    parts = {
        "side": (max(sides) - min(sides)) / 2,
        "stance": _spread([each.stance for each in told]),
        "agency": float(len({each.agency.split(":")[0] for each in wordings if each.agency}) > 1),
        "voice": _spread([each.voice for each in wordings]),
        "loaded": min(1.0, len({each.loaded for each in wordings}) - 1),
        "cue": _spread([each.cue for each in told]),
    }
    total = sum(WEIGHTS[name] * value for name, value in parts.items())
    return total, ", ".join(name for name, value in parts.items() if value > 0)


def _spread(values: Sequence[str]) -> float:
    """Return 0 when all are alike and 1 when each is another.

    Examples
    --------
    >>> _spread(["neutral", "neutral", "doubting"]), _spread(["said", "said"])
    (0.5, 0.0)
    """
    counts = Counter(values)
    return (len(counts) - 1) / (len(values) - 1) if len(values) > 1 else 0.0


class _Tables:
    """The evidence of an analysis by article and segment."""

    def __init__(self, coverage: Coverage) -> None:
        articles = set(coverage.statements["article"])
        analysis = coverage.analysis
        self.attributions = _grouped(analysis.attributions, articles)
        self.terms = _grouped(analysis.terms, articles)
        agency = analysis.tables.get("agency")
        self.agency = None if agency is None else _grouped(agency, articles)

    def main_speaker(self, rows: pd.DataFrame) -> str:
        """Return whom most outlets let say the statement."""
        names = Counter(
            name for row in each_row(rows)
            for name in {_surname(each.speaker) for each in _overlapping(self.attributions, row)} if name
        )
        return names.most_common(1)[0][0] if names else ""

    def common_acts(self, rows: pd.DataFrame) -> set[str]:
        """Return the kinds of acts that more than one wording reports: only there can agency be compared."""
        if self.agency is None:
            return set()
        held = Counter(name for row in each_row(rows) for name in {each.event_class for each in _overlapping(self.agency, row)})
        return {name for name, count in held.items() if count > 1}

    def wording(self, row: Any, shared: Sequence[tuple[int, int]], speaker: str, acts: set[str]) -> _Wording:
        """Return what was found in one sentence; of several reports in it, the one that holds the statement."""
        main = max(_overlapping(self.attributions, row), key=_holding(row, shared, speaker), default=None)
        named = _overlapping(self.terms, row)
        terms = [each for each in named if each.scored]
        sided = [each for each in terms if each.side in ("A", "B")]
        signs = [1.0 if each.side == "A" else -1.0 for each in sided if each.voice != "direct"]
        agency, doing = self._agency(row, acts)
        telling = [(each.start, each.end) for each in named if each.scored or isinstance(each.variant_set, str)] + doing
        telling += [(main.cue_start, main.cue_end)] if main else []
        telling = [each for each in telling if row.start <= each[0] and each[1] <= row.end]
        return _Wording(
            cue=_word(main.cue) if main else "",
            stance=_word(main.stance) if main else "",
            voice=_voice(main.kind) if main else "outlet",
            speaker=_word(main.speaker) if main else "",
            side_terms="; ".join(f"{each.side}: {each.text}" for each in sided),
            loaded="; ".join(each.text for each in terms if each.loaded and each.voice != "direct"),
            agency=agency,
            side=sum(signs) / len(signs) if signs else 0.0,
            telling=[(first - row.start, last - row.start) for first, last in telling],
        )

    def _agency(self, row: Any, acts: set[str]) -> tuple[str, list[tuple[int, int]]]:
        """Say whether the doer of a shared act is named or deleted; without the table of agency, by the look of a passive."""
        if self.agency is None:
            return _passive(row.text), []
        for each in _overlapping(self.agency, row):
            if each.event_class in acts:
                text, agent = _word(each.text), _word(each.agent)
                named = not each.agentless and bool(agent)
                told = f"named: {agent} ({text})" if named else f"deleted: {text}"
                return told, [(each.start, each.end), (each.agent_start, each.agent_end)]
        return "", []


def _holding(row: Any, shared: Sequence[tuple[int, int]], speaker: str) -> Callable[[Any], tuple[bool, bool, int, int]]:
    """Return how well an attribution holds the statement: by its speaker, its cue, and the shared words in its content."""
    places = [(row.start + first, row.start + last) for first, last in shared]

    def holds(each: Any) -> tuple[bool, bool, int, int]:
        inside = sum(each.start <= first and last <= each.end for first, last in places)
        common = any(first < each.cue_end and each.cue_start < last for first, last in places)
        return _surname(each.speaker) == speaker, not common, inside, each.start - each.end

    return holds


def _passive(text: str) -> str:
    """Tell what a passive does with its agent; empty without a passive.

    Examples
    --------
    >>> _passive("He was taken to a camp."), _passive("He was captured by the invaders in Mariupol.")
    ('deleted: was taken', 'named: the invaders (was captured)')
    """
    found = _PASSIVE.search(text)
    if not found:
        return ""
    verb = " ".join(found[0].removesuffix(found["by"] or "").split())
    return f"named: {found['agent']} ({verb})" if found["by"] else f"deleted: {verb}"


def _grouped(table: pd.DataFrame, articles: set[str]) -> dict[tuple[str, str], list[Any]]:
    found: dict[tuple[str, str], list[Any]] = {}
    for row in each_row(table[table["article"].isin(articles)]):
        found.setdefault((row.article, row.segment), []).append(row)
    return found


def _overlapping(table: dict[tuple[str, str], list[Any]], row: Any) -> list[Any]:
    return [each for each in table.get((row.article, row.segment), ()) if each.start < row.end and row.start < each.end]


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _surname(name: Any) -> str:
    return name.split()[-1].lower() if isinstance(name, str) and name.strip() else ""


def _voice(kind: str) -> str:
    return "indirect" if kind == "indirect" else "direct"
