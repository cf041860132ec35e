"""The network of the attribution tagger in torch, as it is trained.

A word is the sum of embeddings of its form, its traits (`framing.scorers.attribution.features`) and its shape; a layer
over three words; three layers over words 1, 3 and 9 apart, with a residual connection each; after the second one every
token also sees the maxima of its sentence; a linear chain over seven tags on top.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import torch
from attribution_corpus import Array, Corpus
from torch import Tensor, nn
from torch.nn import functional as F

from framing.scorers.attribution.features import N_SHAPES, N_STATES, shape_of, traits
from framing.scorers.attribution.tags import CONTENT, CUE, N_TAGS, SOURCE, begin_of, inside_of

__all__ = ["DILATIONS", "LABELS", "POOL_AFTER", "Tagger", "Words"]

EMBEDDING, HIDDEN = 96, 64
DILATIONS = (1, 3, 9)
POOL_AFTER = 1
DROPOUT, UNKNOWN = 0.2, 0.12  # of activations; of word forms, so that traits are learnt too
LABELS = 48  # parts of speech, dependencies and entities: the most frequent of each
TRAITS = 12
_IMPOSSIBLE = -1e4


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
