"""Train the attribution tagger on PolNeAR and write its weights.

    python training/attribution.py polnear.train.jsonl.gz polnear_corenlp.train.jsonl.gz -o models

PolNeAR 1.0 (Newell, Margolin and Ruths 2018) gives the roles source, cue and content; CoreNLP's parts of speech,
dependencies and entities of the same articles are learnt beside them, so that the layers see syntax. `--dev` prints
exact-match F1 of the spans after each epoch, as the library finds them. Needs torch (CPU) and onnx; the library itself does not.
"""

from __future__ import annotations

import argparse
import copy
import sys
import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from attribution_corpus import ROLES, Array, Corpus, read
from attribution_graphs import Layers, far_graph, near_graph, out_scale, scales_of
from attribution_network import DILATIONS, LABELS, POOL_AFTER, Tagger, Words
from torch import Tensor, nn
from torch.nn import functional as F

from framing.scorers.attribution.embeddings import weights_from
from framing.scorers.attribution.tagger import Network
from framing.scorers.attribution.tags import CONTENT, inside_of, items_of
from framing.scorers.graphs import graph_from
from framing.text.batch import Batch
from framing.text.vocabulary import Vocabulary

RATE, WARM_UP, DECAY = 3e-3, 200, 1e-2
AVERAGE = 0.995  # of the running mean of the weights
AUXILIARY = 3.0  # weight of parts of speech, dependencies and entities
ARTICLES = 8  # in a step
ROWS = 0.25  # of articles are cut into single sentences, as some users' files are
LONGEST = 160
SHOWN = 100  # articles from which the steps of whole numbers are taken


@dataclass(frozen=True)
class Step:
    """Some articles, set apart by empty rows: token of each row (-1: none), and the rows of each sequence."""

    token: Array
    rows: Array
    state: Array


def step_of(corpus: Corpus, articles: Array, rows: float, chance: np.random.Generator) -> Step:
    """Lay out some articles; with probability `rows` one is cut into single sentences."""
    batch, gap = corpus.batch, max(DILATIONS)
    token: list[Array] = []
    sequences: list[tuple[int, int]] = []
    begins: list[int] = []
    size = 0
    for number in articles.tolist():
        first, last = int(batch.segment_start[number]), int(batch.segment_end[number])
        token += [np.full(gap, -1), np.arange(first, last)]
        size += gap
        single = chance.random() < rows
        cuts = _sentence_cuts(corpus, first, last) if single else _paragraph_cuts(batch, first, last)
        placed = [(low - first + size, high - first + size) for low, high in cuts]
        sequences += placed
        begins += [low for low, _ in placed] if single else []
        size += last - first
    token.append(np.full(gap, -1))
    flat = np.concatenate(token)
    table = np.full((len(sequences), max(high - low for low, high in sequences)), -1)
    for place, (low, high) in enumerate(sequences):
        table[place, : high - low] = np.arange(low, high)
    state = np.where(flat >= 0, corpus.state[np.maximum(flat, 0)], 0)
    state[begins] |= 1
    return Step(flat, table, state)


def _paragraph_cuts(batch: Batch, first: int, last: int) -> list[tuple[int, int]]:
    starts = batch.block_start[(batch.block_start >= first) & (batch.block_start < last)].tolist()
    cuts: list[tuple[int, int]] = []
    for low, high in pairwise([*starts, last]):
        while high - low > LONGEST:
            inner = batch.sentence_start[(batch.sentence_start > low) & (batch.sentence_start <= low + LONGEST)]
            middle = int(inner[-1]) if len(inner) else low + LONGEST
            cuts.append((low, middle))
            low = middle
        cuts.append((low, high))
    return cuts


def _sentence_cuts(corpus: Corpus, first: int, last: int) -> list[tuple[int, int]]:
    """Cut at sentences, but not inside a content."""
    starts = corpus.batch.sentence_start
    starts = starts[(starts >= first) & (starts < last)]
    starts = starts[(corpus.tags[starts] != inside_of(CONTENT)) | (starts == first)]
    cuts: list[tuple[int, int]] = []
    for low, high in zip(starts.tolist(), [*starts[1:].tolist(), last], strict=True):
        bounds = [*range(low, high, LONGEST), high]
        cuts += list(pairwise(bounds))
    return cuts


def run(net: Tagger, table: tuple[Tensor, Tensor], corpus: Corpus, step: Step) -> Tensor:
    """Return the last layer for the rows of a step."""
    token = np.maximum(step.token, 0)
    word = torch.from_numpy(corpus.batch.word[token]).long()
    real = torch.from_numpy(step.token >= 0).float()
    sentence = np.where(step.token >= 0, corpus.batch.sentence[token], -1)
    numbered = torch.from_numpy(np.unique(sentence, return_inverse=True)[1])
    rows, seen = table
    return net(rows[word], seen[word], torch.from_numpy(step.state), real, numbered)


def train(corpus: Corpus, dev: Corpus | None, words: Words, *, epochs: int, seed: int) -> Tagger:
    """Return the running mean of the weights after `epochs` passes over the corpus."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    net = Tagger(words, list(corpus.silver))
    mean: Tagger | None = None
    table = words.table(corpus.batch.vocabulary.spellings)
    silver = {name: _numbered(values) for name, values in corpus.silver.items()}
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    n_articles = len(corpus.batch.segment_start)
    total, done = epochs * -(-n_articles // ARTICLES), 0
    for epoch in range(epochs):
        began, order = time.perf_counter(), chance.permutation(n_articles)
        for first in range(0, n_articles, ARTICLES):
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1, (done + 1) / WARM_UP) * max(0.02, 1 - done / total)
            step = step_of(corpus, order[first : first + ARTICLES], ROWS, chance)
            loss = _step_loss(net, table, corpus, silver, step)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            done += 1
            mean = _averaged(mean, net) if done > WARM_UP // 2 else None
        sys.stderr.write(f"epoch {epoch}: {time.perf_counter() - began:.0f} s {_report(mean or net, words, corpus, dev)}\n")
    return mean or net


def _step_loss(net: Tagger, table: tuple[Tensor, Tensor], corpus: Corpus, silver: dict[str, Array], step: Step) -> Tensor:
    hidden = run(net, table, corpus, step)
    rows, inside = torch.from_numpy(np.maximum(step.rows, 0)), torch.from_numpy(step.rows >= 0)
    tags = torch.from_numpy(np.where(step.rows >= 0, corpus.tags[step.token[np.maximum(step.rows, 0)]], 0))
    loss = net.loss(net.out(net.drop(hidden))[rows], tags, inside) / 100
    for name, values in silver.items():
        target = torch.from_numpy(np.where(step.token >= 0, values[np.maximum(step.token, 0)], -100))
        loss = loss + AUXILIARY * F.cross_entropy(net.beside[name](net.drop(hidden)), target, ignore_index=-100)
    return loss


def _numbered(values: Array) -> Array:
    """Number the most frequent labels; -100 (not learnt) for others and for tokens without one."""
    frequent = [label for label, _ in Counter(values[values != ""].tolist()).most_common(LABELS)]
    number = {label: place for place, label in enumerate(frequent)}
    return np.array([number.get(label, -100) for label in values.tolist()])


def _averaged(mean: Tagger | None, net: Tagger) -> Tagger:
    if mean is None:
        return copy.deepcopy(net)
    with torch.no_grad():
        for kept, new in zip(mean.parameters(), net.parameters(), strict=True):
            kept.mul_(AVERAGE).add_(new, alpha=1 - AVERAGE)
    return mean


def _report(net: Tagger, words: Words, corpus: Corpus, dev: Corpus | None) -> str:
    """Return exact-match F1 of sources, cues and contents on the dev articles."""
    if dev is None:
        return ""
    arrays, graphs = exported(net, words, corpus)
    network = Network(weights_from(arrays), *map(graph_from, graphs))
    items = [items_of(each) for each in (dev.tags.astype(np.int8), network.tags(dev.batch))]
    parts = []
    for name, role in ROLES:
        gold, found = ({*zip(e.start[e.role == role], e.end[e.role == role], strict=True)} for e in items)
        parts.append(f"{name} {200 * len(gold & found) / max(1, len(gold) + len(found)):.1f}")
    return ", ".join(parts)


def exported(net: Tagger, words: Words, corpus: Corpus) -> tuple[dict[str, Array], tuple[bytes, bytes]]:
    """Return the tables as arrays, the embeddings in eight bits with a scale for each column, and the two graphs."""
    kept = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    transition, initial = (value.detach().numpy() for value in net.chain())
    out = {
        "forms": np.frombuffer("\n".join(words.forms).encode("utf-8"), np.uint8),
        "traits": np.frombuffer("\n".join(words.traits).encode("utf-8"), np.uint8),
        "gap": np.array(max(DILATIONS)),
        "entry": kept["entry.weight"].transpose(2, 1, 0),
        "entry_bias": kept["entry.bias"],
        "transition": transition,
        "initial": initial,
    }
    for name in ("form", "trait", "shape", "state"):
        weight = kept[f"{name}.weight"]
        scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / 127
        out[name] = np.round(weight / scale).astype(np.int8)
        out[f"{name}_scale"] = scale.astype(np.float32)
    layers, scales = _layers(kept), scales_of(_seen(net, words, corpus))
    out["out"], out["out_bias"] = out_scale(layers, scales), kept["out.bias"]
    near, far = DILATIONS[: POOL_AFTER + 1], DILATIONS[POOL_AFTER + 1 :]
    return out, (near_graph(layers, near, scales), far_graph(layers, far, len(near), scales))


def _layers(kept: dict[str, Array]) -> Layers:
    numbers = range(len(DILATIONS))
    return {
        "layer": np.stack([kept[f"layers.{n}.weight"].transpose(2, 1, 0) for n in numbers]),
        "layer_bias": np.stack([kept[f"layers.{n}.bias"] for n in numbers]),
        "pool": kept["pool.weight"].T,
        "pool_bias": kept["pool.bias"],
        "out": kept["out.weight"].T,
    }


def _seen(net: Tagger, words: Words, corpus: Corpus) -> dict[str, list[Array]]:
    """Return samples of what each layer gives on some of the articles."""
    chance, table = np.random.default_rng(0), words.table(corpus.batch.vocabulary.spellings)
    training, seen = net.training, dict[str, list[Array]]()
    net.eval()
    net.seen = seen
    with torch.no_grad():
        for first in range(0, SHOWN, ARTICLES):
            run(net, table, corpus, step_of(corpus, np.arange(first, first + ARTICLES), ROWS, chance))
    net.seen = None
    net.train(training)
    return seen


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("corenlp", type=Path)
    parser.add_argument("--dev", type=Path, help="PolNeAR's dev file, to watch")
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder of the models")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    vocabulary = Vocabulary()
    corpus = read(options.polnear, options.corenlp, vocabulary)
    words = Words(corpus)
    dev = read(options.dev, None, vocabulary) if options.dev else None
    net = train(corpus, dev, words, epochs=options.epochs, seed=options.seed)
    arrays, graphs = exported(net, words, corpus)
    np.savez_compressed(options.out / "attribution.npz", **arrays)
    for name, graph in zip(("near", "far"), graphs, strict=True):
        (options.out / f"attribution_{name}.onnx").write_bytes(graph)


if __name__ == "__main__":
    main()
