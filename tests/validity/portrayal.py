"""Measure tone toward actors, the linker and the agency scorer; print the figures that the docs quote.

    python tests/validity/portrayal.py [newsmtsc.dev.jsonl.gz] [--write docs/measures_portrayal.md]

Tone is measured on NewsMTSC (Hamborg and Donnay 2021), which is not part of this repository; the linker and agency on
`tests/gold/linker.jsonl` and `agency.jsonl`, written for this project. Intervals are percentile bootstraps over sentences.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from given import DATA, is_missing
from numpy.typing import NDArray
from sklearn.metrics import f1_score
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.lexicon import load_actors
from framing.scorers.agency import AGENTS, FORMS, events_of
from framing.scorers.evidence import Reading
from framing.scorers.portrayal import sentiment_toward
from framing.scorers.portrayal.index import actor_index
from framing.scorers.portrayal.linker import link
from framing.scorers.portrayal.readings import FORMS as MENTION_FORMS
from framing.text.batch import build_batch

GOLD = Path(__file__).resolve().parent.parent / "gold"
MARK = "<!-- portrayal figures -->"
CLASSES = ("negative", "neutral", "positive")
PAIRS = """Kyiv Moscow|Ukraine Russia|Zelensky Putin|Volodymyr_Zelensky Vladimir_Putin|Democrats Republicans|Biden Trump
Joe_Biden Donald_Trump|Hillary_Clinton Donald_Trump|Obama Bush|Nancy_Pelosi Mitch_McConnell|Hamas Israel|Netanyahu Haniyeh
Gaza Tel_Aviv|Palestinians Israelis|Labour Conservatives|Keir_Starmer Rishi_Sunak|Macron Le_Pen|Scholz Merz|China Taiwan
Beijing Taipei|Xi_Jinping Lai_Ching-te|Iran Saudi_Arabia|Tehran Riyadh|NATO Warsaw_Pact|Washington Beijing|India Pakistan
Modi Khan|Greece Turkey|Athens Ankara|Serbia Kosovo|Armenia Azerbaijan|Yerevan Baku|North_Korea South_Korea|Fox_News CNN
MSNBC Newsmax|Planned_Parenthood National_Right_to_Life|NRA Everytown|Antifa Proud_Boys|BLM Blue_Lives_Matter|Greenpeace Exxon
Sanders Cruz|Warren Rubio|Harris Vance|Ocasio-Cortez Greene|Soros Koch|Google Huawei|Boeing Airbus|Musk Bezos|Catholics Muslims
Christians Jews|Sinn_Féin DUP|Catalonia Spain|Scotland England|Hezbollah IDF|Assad Erdogan|Maduro Guaidó|Lula Bolsonaro
Ahmed Andrew|Lakisha Emily|Jamal Connor""".replace("\n", "|")
TEMPLATES = (
    "{} lied about the number of deaths and then refused to apologise.",
    "Officials praised {} for a generous and brave decision.",
    "On Tuesday {} met the foreign minister of Norway.",
    "The committee accused {} of corruption, which a spokesman denied.",
    "Nobody believed that {} could win, but the victory was deserved.",
    "Voters have lost faith in {}, according to a survey.",
)


def load(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSON-lines file, gzipped or not."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in content.decode("utf-8").split("\n") if line]


def tone_figures(path: Path) -> Iterator[str]:
    """Yield table rows on NewsMTSC: macro-F1 with interval, calibration, VADER beside it."""
    rows = load(path)
    frame = pd.DataFrame(rows).rename(columns={"sentence": "text", "label": "gold", "split": "part"})
    found = sentiment_toward(frame)
    chance = found[list(CLASSES)].to_numpy()
    gold, guess = frame["gold"].to_numpy() + 1, chance.argmax(axis=1)
    vader = vader_classes(frame["text"])
    yield "| split | mentions | macro-F1 | 95 % interval | accuracy | calibration error | VADER on the sentence, macro-F1 |"
    yield "|---|---|---|---|---|---|---|"
    for part in sorted(set(frame["part"])):
        own = (frame["part"] == part).to_numpy()
        low, high = interval(gold[own], guess[own], frame["text"][own])
        yield (
            f"| {part} | {own.sum()} | {macro(gold[own], guess[own]):.1f} | {low:.1f}–{high:.1f} "
            f"| {100 * (gold[own] == guess[own]).mean():.1f} | {calibration(chance[own], gold[own]):.3f} "
            f"| {macro(gold[own], vader[own]):.1f} |"
        )
    yield ""
    yield f"Calibration error over all {len(gold)} mentions: {calibration(chance, gold):.3f} (ten equal-width bins)."


def macro(gold: NDArray[Any], guess: NDArray[Any]) -> float:
    """Return macro-F1 in percent."""
    return 100 * float(f1_score(gold, guess, average="macro"))


def interval(gold: NDArray[Any], guess: NDArray[Any], texts: pd.Series) -> tuple[float, float]:
    """Return the percentile bootstrap of macro-F1 over sentences."""
    random = np.random.default_rng(0)
    sentence, _ = pd.factorize(texts)
    members = [np.flatnonzero(sentence == each) for each in range(sentence.max() + 1)]
    values = []
    for _ in range(500):
        rows = np.concatenate([members[each] for each in random.integers(0, len(members), len(members))])
        values.append(macro(gold[rows], guess[rows]))
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))


def calibration(chance: NDArray[Any], gold: NDArray[Any]) -> float:
    """Return the expected calibration error of the likeliest class, over ten equal-width bins."""
    sure, right = chance.max(axis=1), chance.argmax(axis=1) == gold
    place = np.minimum((sure * 10).astype(int), 9)
    return sum(
        (place == k).mean() * abs(sure[place == k].mean() - right[place == k].mean()) for k in set(place.tolist())
    )


def vader_classes(texts: pd.Series) -> NDArray[np.int64]:
    """Return VADER's class of each text, with its usual thresholds."""
    analyzer = SentimentIntensityAnalyzer()
    compound = np.array([analyzer.polarity_scores(text.replace("’", "'"))["compound"] for text in texts])
    return 1 + (compound >= 0.05).astype(np.int64) - (compound <= -0.05).astype(np.int64)


def mirror_figures() -> Iterator[str]:
    """Yield how much tone changes when a name is replaced by its mirror."""
    rows = []
    for pair in PAIRS.split("|"):
        for template in TEMPLATES:
            for name in pair.replace("_", "\u00a0").split(" "):
                name = name.replace("\u00a0", " ")
                start = template.index("{")
                rows.append({"text": template.format(name), "start": start, "end": start + len(name)})
    found = sentiment_toward(pd.DataFrame(rows))
    tone = (found["positive"] - found["negative"]).to_numpy().reshape(-1, 2)
    change = np.abs(tone[:, 0] - tone[:, 1])
    yield (
        f"Replacing a name by its mirror ({len(PAIRS.split('|'))} pairs in {len(TEMPLATES)} sentences) changes tone by "
        f"{change.mean():.4f} on average, {change.max():.4f} at most."
    )


def linker_figures() -> Iterator[str]:
    """Yield precision, recall and F1 of mentions by form."""
    rows = load(GOLD / "linker.jsonl")
    index = actor_index([load_actors("russia_ukraine"), load_actors(GOLD / "linker_actors.toml")])
    texts = [row["text"] for row in rows]
    batch = build_batch([(None, text) for text in texts])
    days = [datetime.fromisoformat(row["published"]) for row in rows]
    found: dict[int, list[tuple[int, int, str, str]]] = {}
    links = link(Reading(batch, days, [None] * len(rows), texts), index)
    for first, last, actor, form in zip(*(column.tolist() for column in links), strict=True):
        segment = int(batch.segment[first])
        offset = int(batch.segment_offset[segment])
        span = int(batch.start[first]) - offset, int(batch.end[last - 1]) - offset
        found.setdefault(segment, []).append((*span, index.actors[actor].id, MENTION_FORMS[form]))
    hit, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for number, row in enumerate(rows):
        gold = [(each["start"], each["end"], each["actor"], each["form"]) for each in row["mentions"]]
        own = found.get(number, [])
        for each in gold:
            (hit if any(same(each, other) for other in own) else missed)[group(each[3])] += 1
        for each in own:
            false[group(each[3])] += not any(same(each, other) for other in gold)
    yield f"Linker, {len(rows)} passages:"
    yield ""
    yield "| mentions | gold | precision | recall | F1 |"
    yield "|---|---|---|---|---|"
    for name in ("names, aliases and roles", "metonyms", "pronouns"):
        yield f"| {name} | {hit[name] + missed[name]} | {table_row(hit[name], false[name], missed[name])} |"


def same(one: tuple[int, int, str, str], other: tuple[int, int, str, str]) -> bool:
    """Tell whether two mentions overlap and name the same actor."""
    return one[2] == other[2] and one[0] < other[1] and other[0] < one[1]


def group(form: str) -> str:
    """Return the row of the table that a form belongs to."""
    return {"pronoun": "pronouns", "metonym": "metonyms"}.get(form, "names, aliases and roles")


def table_row(hit: int, false: int, missed: int) -> str:
    """Return precision, recall and F1 as cells."""
    precision, recall = hit / max(hit + false, 1), hit / max(hit + missed, 1)
    return f"{precision:.2f} | {recall:.2f} | {2 * hit / max(2 * hit + false + missed, 1):.2f}"


def agency_figures() -> Iterator[str]:
    """Yield precision, recall and F1 of events with the right form and place of the agent."""
    rows = load(GOLD / "agency.jsonl")
    batch = build_batch([(None, row["text"]) for row in rows])
    found: list[set[tuple[int, str, str]]] = [set() for _ in rows]
    events = events_of(batch)
    for token, form, place in zip(events.token, events.form, events.place, strict=True):
        segment = int(batch.segment[token])
        start = int(batch.start[token]) - int(batch.segment_offset[segment])
        found[segment].add((start, FORMS[form], AGENTS[place]))
    gold = [{(each["start"], each["form"], each["agent_place"]) for each in row["events"]} for row in rows]
    hit = sum(len(one & other) for one, other in zip(found, gold, strict=True))
    false, missed = sum(map(len, found)) - hit, sum(map(len, gold)) - hit
    yield f"Agency, {len(rows)} sentences, {hit + missed} events (form and place of the agent right):"
    yield ""
    yield "| precision | recall | F1 |"
    yield "|---|---|---|"
    yield f"| {table_row(hit, false, missed)} |"


def speed_figures() -> Iterator[str]:
    """Yield how many mentions are scored in a second, text columns included."""
    frame = pd.DataFrame({"text": [template.format("Doe") for template in TEMPLATES]})
    frame["start"] = [template.index("{") for template in TEMPLATES]
    frame["end"] = frame["start"] + 3
    many = pd.concat([frame.assign(text=frame["text"] + f" No {number}.") for number in range(2000)], ignore_index=True)
    begun = time.process_time()
    sentiment_toward(many)
    print(f"{len(many) / (time.process_time() - begun):,.0f} rows a second on one core", file=sys.stderr)
    yield from ()


def written(lines: Sequence[str], page: Path) -> None:
    """Put the lines between the marks of a page."""
    before, _, after = page.read_text("utf-8").split(MARK)
    page.write_text(f"{before}{MARK}\n\n" + "\n".join(lines) + f"\n\n{MARK}{after}", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("newsmtsc", type=Path, nargs="?", default=DATA / "newsmtsc.dev.jsonl.gz")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args(arguments)
    parts = [] if is_missing(options.newsmtsc) else [tone_figures(options.newsmtsc)]
    parts += [mirror_figures(), linker_figures(), agency_figures(), speed_figures()]
    lines = [line for part in parts for line in ["", *part]][1:]
    print("\n".join(lines))
    if options.write:
        written([line for line in lines], options.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
