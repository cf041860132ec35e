"""Train the attribution tagger on PolNeAR and write its weights.

    python training/attribution.py polnear.train.jsonl.gz polnear_corenlp.train.jsonl.gz -o models

PolNeAR 1.0 (Newell, Margolin and Ruths 2018) gives the roles source, cue and content; CoreNLP's parts of speech,
dependencies and entities of the same articles are learnt beside them, so that the layers see syntax. `--dev` prints
exact-match F1 of the spans after each epoch, as the library finds them. Needs torch (CPU) and onnx; the library itself does not.

The network: a word is the sum of embeddings of its form, its traits (`framing.scorers.attribution.features`) and its
shape; a layer over three words; three layers over words 1, 3 and 9 apart, with a residual connection each; after the
second one every token also sees the maxima of its sentence; a linear chain over seven tags on top.
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
from torch import Tensor, nn
from torch.nn import functional as F

from framing.scorers.attribution.embeddings import weights_from
from framing.scorers.attribution.features import N_SHAPES, N_STATES, shape_of, traits
from framing.scorers.attribution.tagger import Network
from framing.scorers.attribution.tags import CONTENT, CUE, N_TAGS, SOURCE, begin_of, inside_of, items_of
from framing.scorers.graphs import graph_from
from framing.text.batch import Batch
from framing.text.vocabulary import Vocabulary

EMBEDDING, HIDDEN = 96, 64
DILATIONS = (1, 3, 9)
POOL_AFTER = 1
DROPOUT, UNKNOWN = 0.2, 0.12  # of activations; of word forms, so that traits are learnt too
RATE, WARM_UP, DECAY = 3e-3, 200, 1e-2
AVERAGE = 0.995  # of the running mean of the weights
AUXILIARY, LABELS = 3.0, 48  # weight of parts of speech, dependencies and entities; labels of each
ARTICLES = 8  # in a step
ROWS = 0.25  # of articles are cut into single sentences, as some users' files are
LONGEST = 160
TRAITS = 12
SHOWN = 100  # articles from which the steps of whole numbers are taken
_IMPOSSIBLE = -1e4


@dataclass(frozen=True)
class Step:
    """Some articles, set apart by empty rows: token of each row (-1: none), and the rows of each sequence."""

    token: Array
    rows: Array
    state: Array


class Words:
    """The rows of the embeddings that a spelling adds up."""

    def __init__(self, corpus: Corpus) -> None:
        spellings = corpus.batch.vocabulary.spellings
        count: Counter[str] = Counter()
        for spelling, seen in zip(spellings, np.bincount(corpus.batch.word, minlength=len(spellings)), strict=True):
            count[spelling.lower()] += int(seen)
        self.count = count
        forms = [word for word, seen in count.items() if seen >= 2]
        found = Counter(trait for word, seen in count.items() if seen for trait in traits(word))
        self.forms = {word: number for number, word in enumerate(forms, start=1)}
        self.traits = {name: number for number, name in enumerate((n for n, c in found.items() if c >= 3), start=1)}

    def table(self, spellings: list[str]) -> tuple[Tensor, Tensor]:
        """Return form, traits and shape of each spelling as embedding rows, and how often its form was seen."""
        rows = np.zeros((len(spellings), TRAITS + 2), np.int64)
        for number, spelling in enumerate(spellings):
            lower = spelling.lower()
            known = [self.traits[each] for each in traits(lower) if each in self.traits][-TRAITS:]
            rows[number, 0] = self.forms.get(lower, 0)
            rows[number, 1 : 1 + len(known)] = known
            rows[number, -1] = shape_of(spelling)
        seen = [self.count[spelling.lower()] for spelling in spellings]
        return torch.from_numpy(rows), torch.tensor(seen, dtype=torch.float32)


class Tagger(nn.Module):
    """The network of the module's description."""

    def __init__(self, words: Words, labels: list[str]) -> None:
        super().__init__()
        self.form = nn.Embedding(len(words.forms) + 1, EMBEDDING)
        self.trait = nn.Embedding(len(words.traits) + 1, EMBEDDING, padding_idx=0)
        self.shape = nn.Embedding(N_SHAPES, EMBEDDING)
        self.state = nn.Embedding(N_STATES, EMBEDDING)
        for table in (self.form, self.trait, self.shape, self.state):
            nn.init.normal_(table.weight, std=0.1)
        nn.init.zeros_(self.trait.weight[0])
        self.entry = nn.Conv1d(EMBEDDING, HIDDEN, 3, padding=1)
        self.layers = nn.ModuleList(nn.Conv1d(HIDDEN, HIDDEN, 3, padding=d, dilation=d) for d in DILATIONS)
        self.pool = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, N_TAGS)
        self.beside = nn.ModuleDict({name: nn.Linear(HIDDEN, LABELS) for name in labels})
        self.transition = nn.Parameter(torch.zeros(N_TAGS, N_TAGS))
        self.initial = nn.Parameter(torch.zeros(N_TAGS))
        self.drop = nn.Dropout(DROPOUT)
        self.register_buffer("barred", _barred())
        self.register_buffer("barred_first", _barred()[0])
        self.seen: dict[str, list[Array]] | None = None  # samples of what the layers give, while they are wanted

    def note(self, name: str, values: Tensor) -> Tensor:
        """Keep a sample of the values, if wanted."""
        if self.seen is not None:
            self.seen.setdefault(name, []).append(values.detach().numpy().ravel()[::7].copy())
        return values

    def forward(self, word: Tensor, seen: Tensor, state: Tensor, real: Tensor, sentence: Tensor) -> Tensor:
        """Return the last layer, rows × hidden."""
        form = word[:, 0]
        if self.training:
            unknown = UNKNOWN + 0.5 / (1 + seen)
            form = torch.where(torch.rand(len(form)) < unknown, torch.zeros_like(form), form)
        vector = self.form(form) + self.trait(word[:, 1:-1]).sum(1) + self.shape(word[:, -1]) + self.state(state)
        mask = real[None, None]
        hidden = self.note("entry", F.relu(self.entry(self.drop(vector * real[:, None]).t()[None])) * mask)
        for number, layer in enumerate(self.layers):
            mixed = self.note(f"mixed{number}", F.relu(layer(self.drop(hidden) if number else hidden)))
            hidden = self.note(f"hidden{number}", (hidden + mixed) * mask)
            if number == POOL_AFTER:
                rows = hidden[0].t()
                top = rows.new_zeros((int(sentence.max()) + 1, HIDDEN))
                top = top.scatter_reduce(0, sentence[:, None].expand_as(rows), rows, "amax")
                shown = self.note("pool", self.pool(self.drop(top)))
                hidden = self.note("seen", F.relu(hidden + shown.t()[None][:, :, sentence]) * mask)
        return hidden[0].t()

    def chain(self) -> tuple[Tensor, Tensor]:
        """Return transition and initial scores with what cannot be barred."""
        return self.transition + self.barred, self.initial + self.barred_first

    def loss(self, scores: Tensor, tags: Tensor, inside: Tensor) -> Tensor:
        """Return the negative log-likelihood of the tags of all sequences (linear-chain CRF)."""
        transition, initial = self.chain()
        forward = scores[:, 0] + initial
        for step in range(1, scores.shape[1]):
            following = torch.logsumexp(forward[:, :, None] + transition[None], 1) + scores[:, step]
            forward = torch.where(inside[:, step, None], following, forward)
        emitted = scores.gather(2, tags[:, :, None])[:, :, 0]
        moved = transition[tags[:, :-1], tags[:, 1:]]
        gold = (emitted * inside).sum(1) + (moved * inside[:, 1:]).sum(1) + initial[tags[:, 0]]
        return (torch.logsumexp(forward, 1) - gold).sum()


def _barred() -> Tensor:
    """Bar an inside tag after anything but its own begin or inside; row 0 also serves for the first token."""
    barred = torch.zeros(N_TAGS, N_TAGS)
    for role in (SOURCE, CUE, CONTENT):
        for tag in range(N_TAGS):
            if tag not in (begin_of(role), inside_of(role)):
                barred[tag, inside_of(role)] = _IMPOSSIBLE
    return barred


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
