"""The teacher of the tone model: an encoder fine-tuned on masked sentences (torch, transformers)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer

from framing.scorers.portrayal.encode import SPECIAL, Windows

EPOCHS, SIZE, RATE, HEAD_RATE, WARM, SMOOTHING = 3, 16, 1.2e-4, 1e-3, 0.08, 0.05
START, STOP, UNKNOWN, TARGET, NAME = 101, 102, 100, 1, 2  # TARGET and NAME are unused pieces of the encoder
Item = tuple[list[int], int]


class Teacher(torch.nn.Module):
    """An encoder whose state at the masked mention, beside the mean of all, gives three classes."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.pieces = AutoTokenizer.from_pretrained(encoder)
        self.encoder = AutoModel.from_pretrained(encoder)
        self.plain = AutoModel.from_pretrained(encoder).eval()
        self.drop = torch.nn.Dropout(0.1)
        self.out = torch.nn.Linear(2 * self.encoder.config.hidden_size, 3)
        table = self.encoder.embeddings.word_embeddings.weight
        for place, words in ((TARGET, ["he", "someone", "person"]), (NAME, ["smith", "clinton", "company", "country"])):
            with torch.no_grad():
                table[place] = table[self.pieces.convert_tokens_to_ids(words)].mean(0)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, place: torch.Tensor) -> torch.Tensor:
        """Return the scores of a batch."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        target = states[torch.arange(len(states)), place]
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return self.out(self.drop(torch.cat([target, mean], 1)))

    def items(self, names: Sequence[str], windows: Windows) -> list[Item]:
        """Return windows as word pieces and the place of the mention."""

        @cache
        def spelled(symbol: int) -> list[int]:
            special = {1: [TARGET], 2: [NAME], 3: self.pieces.convert_tokens_to_ids(["10"]), 4: [UNKNOWN]}
            return special[symbol] if symbol in special else self.pieces.encode(names[symbol], add_special_tokens=False)

        found = []
        for symbols in np.split(windows.symbol, windows.start[1:]):
            ids, place = [START], 0
            for symbol in symbols.tolist():
                place = len(ids) if symbol == 1 else place
                ids += spelled(symbol)
            found.append(([*ids, STOP], place))
        return found

    @torch.no_grad()
    def static(self, names: Sequence[str]) -> NDArray[np.float32]:
        """Return what the encoder, before tuning, makes of each word on its own."""
        parts = []
        for low in range(len(SPECIAL), len(names), 256):
            batch = self.pieces(list(names[low : low + 256]), return_tensors="pt", padding=True)
            states, mask = self.plain(**batch).last_hidden_state, batch["attention_mask"][..., None]
            parts.append(((states * mask).sum(1) / mask.sum(1)).numpy())
        return np.concatenate(parts)


def collate(items: Sequence[Item]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return items as padded tensors."""
    width = max(len(ids) for ids, _ in items)
    ids = torch.zeros(len(items), width, dtype=torch.long)
    mask = torch.zeros(len(items), width)
    for row, (pieces, _) in enumerate(items):
        ids[row, : len(pieces)] = torch.tensor(pieces)
        mask[row, : len(pieces)] = 1
    return ids, mask, torch.tensor([place for _, place in items])


def tune(
    encoder: Path, names: Sequence[str], gold: Windows, label: NDArray[np.integer], chosen: NDArray[np.bool_]
) -> Teacher:
    """Fine-tune the encoder on the chosen rows."""
    torch.manual_seed(0)
    random = np.random.default_rng(0)
    teacher = Teacher(encoder)
    items, rows = teacher.items(names, gold), np.flatnonzero(chosen)
    groups = [
        {"params": teacher.encoder.parameters(), "lr": RATE},
        {"params": teacher.out.parameters(), "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    total = EPOCHS * (len(rows) // SIZE)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / (WARM * total)) * max(0, 1 - step / total)
    )
    for _ in range(EPOCHS):
        teacher.train()
        for part in grouped(rows, items, random):
            found = teacher(*collate([items[row] for row in part]))
            loss = torch.nn.functional.cross_entropy(found, torch.tensor(label[part]), label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1)
            optimizer.step()
            schedule.step()
    return teacher


def grouped(rows: NDArray[np.intp], items: Sequence[Item], random: np.random.Generator) -> Iterator[list[int]]:
    """Yield batches of rows of similar length, in random order."""
    order = random.permutation(rows)
    parts: list[list[int]] = []
    for low in range(0, len(order), 20 * SIZE):
        near = sorted(order[low : low + 20 * SIZE].tolist(), key=lambda row: len(items[row][0]))
        parts += [near[place : place + SIZE] for place in range(0, len(near), SIZE)]
    for number in random.permutation(len(parts)).tolist():
        yield parts[number]


@torch.no_grad()
def label(teacher: Teacher, names: Sequence[str], windows: Windows) -> NDArray[np.float32]:
    """Return the teacher's scores for each window."""
    teacher.eval()
    items = teacher.items(names, windows)
    order = np.argsort([len(ids) for ids, _ in items])
    found = np.zeros((len(items), 3), np.float32)
    for low in range(0, len(items), 64):
        part = order[low : low + 64]
        found[part] = teacher(*collate([items[row] for row in part])).numpy()
    return found
