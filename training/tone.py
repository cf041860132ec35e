"""Train the tone model: a masked teacher reads news sentences, a small network of look-ups learns from it.

    python training/tone.py prepare --data DIR --work WORK       # vocabulary and masked sentences
    python training/tone.py teach   --work WORK --encoder DIR    # fine-tune the encoder, label further mentions
    python training/tone.py learn   --work WORK --out models/tone.npz

DIR holds newsmtsc.train.jsonl.gz (labels) and polnear.train.jsonl.gz (more sentences, no labels). The encoder is a
folder with sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0); `teach` and `learn` need torch and transformers,
the library itself needs neither. A tenth of the articles is held out from everything and sets the temperature.
Every mention and every name is masked before any model sees it, the teacher included.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.scorers.portrayal.encode import (
    SPECIAL,
    Symbols,
    Windows,
    mask_names,
    name_tokens,
    windows,
)
from framing.text.batch import Batch, build_batch
from framing.text.tokens import NUMBER, WORD
from framing.text.vocabulary import Vocabulary

FOLDS, SEED = 10, 0
PRONOUNS = frozenset(["he", "she", "they", "him", "his", "her", "who", "them"])
PER_SENTENCE, SHORTEST, LONGEST = 3, 6, 90
BATCH = 500


def load(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def texts_of(data: Path) -> list[str]:
    """Return the sentences of NewsMTSC's and the articles of PolNeAR's train files, each once."""
    sentences = sorted({row["sentence"] for row in load(data / "newsmtsc.train.jsonl.gz")})
    articles = {row["id"]: row["text"] for row in load(data / "polnear.train.jsonl.gz")}
    return [*sentences, *articles.values()]


def batches(texts: Sequence[str]) -> Iterator[Batch]:
    """Yield texts as batches with one vocabulary."""
    vocabulary = Vocabulary()
    for low in range(0, len(texts), BATCH):
        yield build_batch([(None, text) for text in texts[low : low + BATCH]], vocabulary)


def common_words(texts: Sequence[str]) -> list[str]:
    """Return the words and marks that are written small more often than not, most frequent first: no names."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for batch in batches(texts):
        spellings = batch.vocabulary.spellings
        upper = np.array([word[:1].isupper() and word != "I" for word in spellings])[batch.word] & (batch.kind == WORD)
        initial = np.zeros(len(upper), bool)
        initial[batch.sentence_start] = True
        opens = np.array([word in set(".?!\":-\u2014'([") for word in spellings])
        initial[1:] |= opens[batch.lower[:-1]]
        for chosen, count in ((upper & ~initial, capital), (~upper & (batch.kind != NUMBER), small)):
            for word, number in zip(*np.unique(batch.lower[chosen], return_counts=True), strict=True):
                count[spellings[word]] += int(number)
    kept = (word for word in small if small[word] >= 2 and small[word] > capital[word] and not word[0].isdigit())
    return sorted(kept, key=lambda word: (-small[word], word))


def labelled(rows: Sequence[dict[str, Any]], symbols: Symbols) -> Windows:
    """Return the windows of annotated mentions."""
    batch = build_batch([(None, row["sentence"]) for row in rows])
    start = batch.segment_offset + np.array([row["start"] for row in rows])
    end = batch.segment_offset + np.array([row["end"] for row in rows])
    first = np.searchsorted(batch.end, start, side="right").astype(np.int32)
    last = np.maximum(np.searchsorted(batch.start, end), first + 1).astype(np.int32)
    return windows(batch, mask_names(batch, symbols), symbols, first, last)


def unlabelled(texts: Sequence[str], symbols: Symbols) -> Windows:
    """Return the windows of up to three names or pronouns of every sentence."""
    random = np.random.default_rng(SEED)
    parts = []
    for batch in batches(texts):
        name = name_tokens(batch, symbols)
        head = name.copy()
        head[1:] &= ~name[:-1]
        pronoun = batch.vocabulary.column(PRONOUNS.__contains__, bool)[batch.lower]
        chosen = np.flatnonzero((head | pronoun) & ~batch.excluded)
        size = (batch.sentence_end - batch.sentence_start)[batch.sentence[chosen]]
        chosen = chosen[(size >= SHORTEST) & (size < LONGEST)]
        chosen = chosen[random.permutation(len(chosen))]
        chosen = chosen[np.argsort(batch.sentence[chosen], kind="stable")].astype(np.int32)
        sentence = batch.sentence[chosen]
        rank = np.arange(len(chosen)) - np.searchsorted(sentence, sentence)
        chosen = chosen[rank < PER_SENTENCE]
        parts.append(windows(batch, mask_names(batch, symbols), symbols, chosen, chosen + 1))
    return joined(parts)


def joined(parts: Sequence[Windows]) -> Windows:
    """Put windows one after the other."""
    shift = np.cumsum([0, *(len(part.symbol) for part in parts[:-1])])
    start = np.concatenate([part.start + by for part, by in zip(parts, shift, strict=True)])
    columns = (np.concatenate([part.symbol for part in parts]), np.concatenate([part.bucket for part in parts]))
    return Windows(*columns, start.astype(np.int32))


def fold_of(row: dict[str, Any]) -> int:
    """Return the fold of a row: that of its article."""
    return zlib.crc32("_".join(row["id"].split("_")[:3]).encode()) % FOLDS


def prepare(options: argparse.Namespace) -> None:
    """Write the vocabulary and all windows to the work folder."""
    options.work.mkdir(parents=True, exist_ok=True)
    texts = texts_of(options.data)
    words = common_words(texts)
    symbols = Symbols(words)
    rows = load(options.data / "newsmtsc.train.jsonl.gz")
    gold, more = labelled(rows, symbols), unlabelled(texts, symbols)
    np.savez_compressed(
        options.work / "windows.npz",
        words=np.frombuffer("\n".join(words).encode(), np.uint8),
        label=np.array([row["label"] + 1 for row in rows]),
        fold=np.array([fold_of(row) for row in rows]),
        **{f"gold_{name}": value for name, value in gold._asdict().items()},
        **{f"more_{name}": value for name, value in more._asdict().items()},
    )
    print(len(words), "words,", len(gold.start), "labelled and", len(more.start), "further mentions")


class Prepared:
    """What `prepare` wrote."""

    def __init__(self, work: Path) -> None:
        with np.load(work / "windows.npz") as archive:
            self.words = bytes(archive["words"]).decode().split("\n")
            self.label, self.fold = archive["label"], archive["fold"]
            self.gold = Windows(*(archive[f"gold_{name}"] for name in Windows._fields))
            self.more = Windows(*(archive[f"more_{name}"] for name in Windows._fields))


def teach(options: argparse.Namespace) -> None:
    """Fine-tune the encoder on all folds but the first and write its scores for every mention."""
    from tone_teacher import label, tune

    prepared = Prepared(options.work)
    names = [*SPECIAL, *prepared.words]
    teacher = tune(options.encoder, names, prepared.gold, prepared.label, prepared.fold != 0)
    np.savez_compressed(
        options.work / "taught.npz",
        gold=label(teacher, names, prepared.gold),
        more=label(teacher, names, prepared.more),
        static=teacher.static(names),
    )


def learn(options: argparse.Namespace) -> None:
    """Train the networks, set the temperature on the held-out fold, write the model."""
    from tone_student import Lesson, figures, fit, scores, temperature

    prepared = Prepared(options.work)
    with np.load(options.work / "taught.npz") as taught:
        lesson = Lesson(
            prepared.gold, prepared.label, prepared.fold != 0, taught["gold"], prepared.more, taught["more"]
        )
        networks = [fit(lesson, taught["static"], seed=seed) for seed in range(options.networks)]
    held = prepared.fold == 0
    found = np.mean([scores(network, prepared.gold)[held] for network in networks], axis=0)
    degree = temperature(found, prepared.label[held])
    print("held-out tenth:", figures(found / degree, prepared.label[held]))
    np.savez_compressed(options.out, **archive(networks, degree, prepared.words))


def archive(networks: Sequence[Any], degree: float, words: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Return the arrays of the model file: word tables in 8 bits with a scale per word, the rest in 16."""
    arrays: dict[str, NDArray[Any]] = {
        "vocabulary": np.frombuffer("\n".join(words).encode(), np.uint8),
        "n_networks": np.array(len(networks)),
        "temperature": np.array(degree, np.float32),
    }
    for number, network in enumerate(networks):
        for name, value in network.arrays().items():
            if name == "words":
                scale = np.abs(value).max(axis=1, keepdims=True) / 127 + 1e-9
                arrays[f"words_{number}"] = np.round(value / scale).astype(np.int8)
                arrays[f"words_scale_{number}"] = scale.astype(np.float32)
            else:
                arrays[f"{name}_{number}"] = value.astype(np.float16)
    return arrays


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["prepare", "teach", "learn"])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("models/tone.npz"))
    parser.add_argument("--networks", type=int, default=1)
    options = parser.parse_args(arguments)
    {"prepare": prepare, "teach": teach, "learn": learn}[options.step](options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
