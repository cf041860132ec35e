"""The tone model as torch trains it; `framing.scorers.portrayal.model` evaluates the same in numpy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from framing.scorers.portrayal.encode import N_BUCKETS, SPECIAL, Windows

WIDTH, CHANNELS, HIDDEN, DROP, WORD_DROP = 64, 64, 48, 0.3, 0.1
EPOCHS, SIZE, RATE, LONGEST = 5, 64, 3e-3, 66
GOLD_SHARE, SMOOTHING, MORE_WEIGHT = 0.5, 0.1, 0.5
INSTEAD = 4  # the symbol of an unknown word, put in for words that are left out in training

Floats = NDArray[np.float32]


class Lesson(NamedTuple):
    """Labelled windows (those chosen), the teacher's scores for them and for further windows."""

    gold: Windows
    label: NDArray[np.integer]
    chosen: NDArray[np.bool_]
    taught: Floats
    more: Windows
    taught_more: Floats


class Student(torch.nn.Module):
    """Words in a row of three make channels, channels are pooled by position, and a small layer decides."""

    def __init__(self, static: Floats) -> None:
        super().__init__()
        self.words = torch.nn.Embedding(len(static) + len(SPECIAL), WIDTH, padding_idx=0)
        self.taps = torch.nn.Conv1d(WIDTH, CHANNELS, 3, padding=1)
        self.weight = torch.nn.Embedding(N_BUCKETS + 1, CHANNELS)
        self.hidden = torch.nn.Linear(2 * CHANNELS, HIDDEN)
        self.out = torch.nn.Linear(HIDDEN, 3)
        self.skip = torch.nn.Linear(2 * CHANNELS, 3)
        self.shift = torch.nn.Embedding(N_BUCKETS + 1, CHANNELS)
        torch.nn.init.normal_(self.words.weight, 0, 0.1)
        torch.nn.init.normal_(self.weight.weight, 0.3, 0.1)
        torch.nn.init.normal_(self.shift.weight, 0, 0.3)
        with torch.no_grad():
            self.words.weight[len(SPECIAL) :] = torch.tensor(static) * 0.5
            self.words.weight[0] = 0
        self.drop = torch.nn.Dropout(DROP)

    def forward(self, symbol: torch.Tensor, bucket: torch.Tensor) -> torch.Tensor:
        """Return the scores of a batch."""
        inside = (bucket < N_BUCKETS)[..., None].float()
        if self.training:
            left_out = (torch.rand(symbol.shape) < WORD_DROP) & (symbol > 2)
            symbol = torch.where(left_out, torch.tensor(INSTEAD), symbol)
        channels = self.taps(self.drop(self.words(symbol)).transpose(1, 2)).transpose(1, 2)
        total = (torch.relu(channels) * inside * self.weight(bucket)).sum(1) / 3
        peak = torch.where(inside > 0, torch.relu(channels + self.shift(bucket)), torch.tensor(0.0)).amax(1)
        pooled = self.drop(torch.cat([total, peak], 1))
        return self.out(self.drop(torch.relu(self.hidden(pooled)))) + self.skip(pooled)

    def arrays(self) -> dict[str, Floats]:
        """Return the weights under the names of the model file."""
        tensors = {
            "words": self.words.weight,
            "taps": self.taps.weight.permute(2, 1, 0),
            "taps_bias": self.taps.bias,
            "weight": self.weight.weight,
            "shift": self.shift.weight,
            "hidden": self.hidden.weight.T,
            "hidden_bias": self.hidden.bias,
            "out": self.out.weight.T,
            "skip": self.skip.weight.T,
            "out_bias": self.out.bias + self.skip.bias,
        }
        return {name: tensor.detach().numpy() for name, tensor in tensors.items()}


class Padded(NamedTuple):
    """Windows as rectangles."""

    symbol: NDArray[np.int64]
    bucket: NDArray[np.int64]
    size: NDArray[np.integer]

    def take(self, rows: NDArray[np.integer]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return some rows as tensors, as wide as the longest of them."""
        width = int(self.size[rows].max())
        return torch.tensor(self.symbol[rows, :width]), torch.tensor(self.bucket[rows, :width])


def padded(windows: Windows) -> Padded:
    """Return windows as rectangles; what is beyond the end has a bucket of its own."""
    size = np.diff(np.append(windows.start, len(windows.symbol)))
    owner = np.repeat(np.arange(len(size)), size)
    column = np.arange(len(windows.symbol)) - windows.start[owner]
    symbol = np.zeros((len(size), LONGEST), np.int64)
    bucket = np.full((len(size), LONGEST), N_BUCKETS, np.int64)
    symbol[owner, column], bucket[owner, column] = windows.symbol, windows.bucket
    return Padded(symbol, bucket, size)


def softmax(scores: Floats) -> Floats:
    """Return scores as probabilities."""
    power = np.exp(scores - scores.max(axis=1, keepdims=True))
    return power / power.sum(axis=1, keepdims=True)


def principal(static: Floats, n_first: int = 6000) -> Floats:
    """Return the word vectors on their first components, those of the frequent words."""
    centred = static - static.mean(0)
    _, _, axes = np.linalg.svd(centred[:n_first], full_matrices=False)
    found = centred @ axes[:WIDTH].T
    return (found / found.std()).astype(np.float32)


def fit(lesson: Lesson, static: Floats, *, seed: int) -> Student:
    """Train one network on half annotation, half teacher for labelled rows, and the teacher alone for the others."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    network = Student(principal(static))
    gold, more = padded(lesson.gold), padded(lesson.more)
    rows = np.flatnonzero(lesson.chosen)
    annotated = np.eye(3)[lesson.label[rows]] * (1 - SMOOTHING) + SMOOTHING / 3
    wanted = np.concatenate([GOLD_SHARE * annotated + (1 - GOLD_SHARE) * softmax(lesson.taught[rows]),
                             softmax(lesson.taught_more)]).astype(np.float32)  # fmt: skip
    weight = np.concatenate([np.ones(len(rows)), np.full(len(more.size), MORE_WEIGHT)]).astype(np.float32)
    every = Padded(*(np.concatenate([one[rows], other]) for one, other in zip(gold, more, strict=True)))
    others = [value for name, value in network.named_parameters() if name != "words.weight"]
    optimizer = torch.optim.AdamW(
        [
            {"params": [network.words.weight], "lr": RATE / 2, "weight_decay": 0.02},
            {"params": others, "lr": RATE, "weight_decay": 0.03},
        ]
    )
    total = EPOCHS * (len(weight) // SIZE + 1) + 5
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [RATE / 2, RATE], total_steps=total, pct_start=0.15)
    for _ in range(EPOCHS):
        network.train()
        for part in grouped(every.size, random):
            likely = torch.log_softmax(network(*every.take(part)), 1)
            loss = (-(torch.tensor(wanted[part]) * likely).sum(1) * torch.tensor(weight[part])).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return network


def grouped(size: NDArray[np.integer], random: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """Yield batches of rows of similar length, in random order."""
    order = random.permutation(len(size))
    parts = []
    for low in range(0, len(order), 20 * SIZE):
        near = order[low : low + 20 * SIZE]
        near = near[np.argsort(size[near])]
        parts += [near[place : place + SIZE] for place in range(0, len(near), SIZE)]
    for number in random.permutation(len(parts)).tolist():
        yield parts[number]


@torch.no_grad()
def scores(network: Student, windows: Windows) -> Floats:
    """Return a network's scores for each window."""
    network.eval()
    every = padded(windows)
    rows = np.arange(len(every.size))
    return np.concatenate([network(*every.take(rows[low : low + 512])).numpy() for low in range(0, len(rows), 512)])


def temperature(found: Floats, label: NDArray[np.integer]) -> float:
    """Return the divisor of scores under which the labels are likeliest."""
    from scipy.optimize import minimize_scalar

    rows = np.arange(len(label))
    loss = minimize_scalar(
        lambda degree: -np.log(softmax(found / degree)[rows, label]).mean(), bounds=(0.3, 4), method="bounded"
    )
    return float(loss.x)


def figures(found: Floats, label: NDArray[np.integer]) -> str:
    """Return macro-F1 and the expected calibration error (ten equal-width bins) of scores."""
    from sklearn.metrics import f1_score

    chance = softmax(found)
    sure, right = chance.max(1), chance.argmax(1) == label
    place = np.minimum((sure * 10).astype(int), 9)
    gaps = [(place == k).mean() * abs(sure[place == k].mean() - right[place == k].mean()) for k in set(place.tolist())]
    return f"macro-F1 {f1_score(label, chance.argmax(1), average='macro'):.3f}, calibration error {sum(gaps):.3f}"
