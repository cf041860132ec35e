"""Vectors of single words, from which the attribution tagger's word forms start.

    python training/attribution_vectors.py polnear.train.jsonl.gz ENCODER -o vectors.npz

ENCODER is a folder with sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0). A word's vector is the mean of what the
untuned encoder makes of the word on its own, on its first principal components. The words are those of the training
articles and the whole words of the encoder's own vocabulary. Needs torch and transformers.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer

from framing.text.batch import build_batch
from attribution import load

COMPONENTS = 64
_SHORTEST = 3  # letters of a word that is taken from the encoder's vocabulary alone


def words_of(path: Path, pieces: Any) -> list[str]:
    """Return the lower-case words of the articles, then the encoder's own."""
    batch = build_batch([(None, row["text"]) for row in load(path)])
    seen = dict.fromkeys(batch.vocabulary.spellings[each].lower() for each in np.unique(batch.word).tolist())
    own = [word for word in pieces.get_vocab() if word.isascii() and word.isalpha() and len(word) >= _SHORTEST]
    return list(seen | dict.fromkeys(sorted(own)))


@torch.no_grad()
def encoded(words: list[str], pieces: Any, encoder: Any) -> NDArray[np.float32]:
    """Return the mean of the encoder's last layer for each word on its own."""
    parts = []
    for first in range(0, len(words), 256):
        batch = pieces(words[first : first + 256], return_tensors="pt", padding=True)
        mask = batch["attention_mask"][..., None]
        parts.append(((encoder(**batch).last_hidden_state * mask).sum(1) / mask.sum(1)).numpy())
    return np.concatenate(parts)


def main() -> None:
    """Write words and vectors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    pieces, encoder = AutoTokenizer.from_pretrained(options.encoder), AutoModel.from_pretrained(options.encoder).eval()
    words = words_of(options.polnear, pieces)
    vectors = encoded(words, pieces, encoder)
    vectors -= vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(vectors[:20000], full_matrices=False)
    vectors = vectors @ axes[:COMPONENTS].T
    listed = np.frombuffer("\n".join(words).encode("utf-8"), np.uint8)
    np.savez_compressed(options.out, words=listed, vectors=(vectors / vectors.std()).astype(np.float32))


if __name__ == "__main__":
    main()
