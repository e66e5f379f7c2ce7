"""Trains the event model and writes its weights: multinomial logistic regression on hashed features, L-BFGS.

    PYTHONPATH=. .venv/bin/python bench/reading_model.py --data ../shared/data/event_coding  # writes model_weights.npz
    PYTHONPATH=. .venv/bin/python bench/reading_model.py --data ../shared/data/event_coding --folds

Examples: the training part of the PLOVER records; acts and sentences without an act in our own words
(reading_examples.py); headlines of the shipped events; and, as weak ones, the verbs and patterns of the dictionaries.
The test part is never read here.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from bench.event_split import plover_records
from bench.reading_examples import STATES, no_event_sentences, phrase_sentences, varied_sentences
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_matrix

from multifront.reading.coder_actors import find_mentions, places_of
from multifront.reading.coder_verbs import find_acts
from multifront.reading.codes import TYPES, type_of
from multifront.reading.model_features import SIZE, featurise
from multifront.reading.words import cut_words

PACKAGE = Path(__file__).parents[1] / "src" / "multifront"
NONE = "none"
LABELS = (*TYPES, NONE)
"""What the model tells apart: the types, and no act."""
ITERATIONS = 40
FOLDS = 3
"""Parts of the records; margins come from models that saw two thirds of them, which errs on the careful side."""
WANTED = 0.85
"""Share of accepted types that shall be right, on folds of the training part."""
LOST = 0.03
"""Share of the records, all with an event, that may be taken for sentences without one, on folds."""


@dataclass(frozen=True)
class Example:
    """One training sentence: text, type, weight, whether the acts found in it may be seen, where it is from."""

    text: str
    kind: str
    weight: float
    acts: bool
    origin: str


@dataclass(frozen=True)
class Settings:
    """Weights of the origins and of the penalty."""

    records: float = 3.0
    phrases: float = 1.0
    varied: float = 0.5
    none: float = 1.0
    headlines: float = 0.1
    patterns: float = 0.1
    penalty: float = 0.15
    variants: int = 2
    framed: int = 60


def record_examples(data: Path, weight: float) -> list[Example]:
    """The training part of the PLOVER records."""
    return [Example(r.text, r.events[0][2], weight, True, "records") for r in plover_records(data) if r.part == "train"]


def own_examples(settings: Settings) -> Iterator[Example]:
    """Acts in our own words, plain and varied, and sentences that tell no act."""
    for text, kind in phrase_sentences(settings.variants):
        yield Example(text, kind, settings.phrases, True, "phrases")
    for text, kind in varied_sentences(settings.framed):
        yield Example(text, kind, settings.varied, True, "varied")
    for text in no_event_sentences(settings.variants):
        yield Example(text, NONE, settings.none, True, "none")


def headline_examples(weight: float) -> list[Example]:
    """Headlines of the events that the package ships, each once."""
    query = (
        "SELECT DISTINCT headline, plover_type FROM read_parquet(?) "
        "WHERE event_id LIKE 'EV%' AND headline IS NOT NULL ORDER BY 1, 2"
    )
    rows = duckdb.execute(query, [str(PACKAGE / "starter" / "data" / "event.parquet")]).fetchall()
    return [
        Example(text, kind, weight, True, "headlines") for text, kind in rows if kind in TYPES and len(text.split()) > 3
    ]


def pattern_examples(weight: float) -> Iterator[Example]:
    """Verbs with their patterns as bare clauses; acts hidden, for they would give the answer away."""
    forms: dict[str, list[str]] = {}
    with (PACKAGE / "reading" / "lexicon_verbs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            forms.setdefault(row["block"], []).append(row["form"])
            if kind := type_of(row["code"]):
                yield Example(f"China {row['form']} Japan", kind, weight / 2, False, "verbs")
    with (PACKAGE / "reading" / "lexicon_patterns.csv").open(encoding="utf-8", newline="") as file:
        for place, row in enumerate(csv.DictReader(file)):
            kind = type_of(row["code"])
            some = forms.get(row["block"])
            if kind and some:
                verb = some[place % len(some)]
                text = f"China {row['before']} {verb} {row['after']} Japan".replace("&", "").replace("_", " ")
                yield Example(
                    " ".join(word if word in STATES else word.lower() for word in text.split()),
                    kind,
                    weight,
                    False,
                    "patterns",
                )


def examples(data: Path, settings: Settings) -> list[Example]:
    """All training examples in a fixed order."""
    return [
        *record_examples(data, settings.records),
        *own_examples(settings),
        *headline_examples(settings.headlines),
        *pattern_examples(settings.patterns),
    ]


def matrix(some: list[Example]) -> csr_matrix:
    """Examples as rows of features."""
    rows, columns, values = [], [], []
    for place, example in enumerate(some):
        words = cut_words(example.text)
        mentions = find_mentions(words, "")
        acts = find_acts([word.key for word in words], places_of(mentions)) if example.acts else []
        slots, weights = featurise(words, mentions, acts)
        rows.append(np.full(len(slots), place))
        columns.append(slots)
        values.append(weights)
    shape = (len(some), SIZE)
    return csr_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=shape)


def fit(x: csr_matrix, y: np.ndarray, weight: np.ndarray, penalty: float) -> tuple[np.ndarray, np.ndarray]:
    """Weights and offsets that minimise weighted cross-entropy plus penalty / 2 times the squared weights."""
    kinds = len(LABELS)
    used = np.unique(x.indices)
    small = x[:, used].tocsr()
    goal = np.zeros((len(y), kinds))
    goal[np.arange(len(y)), y] = 1.0

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat[: len(used) * kinds].reshape(len(used), kinds)
        b = flat[len(used) * kinds :]
        score = small @ w + b
        score -= score.max(axis=1, keepdims=True)
        total = np.exp(score)
        norm = total.sum(axis=1, keepdims=True)
        gap = (total / norm - goal) * weight[:, None]
        value = float(np.sum(weight * (np.log(norm[:, 0]) - np.sum(score * goal, axis=1)))) + penalty / 2 * float(
            np.sum(w**2)
        )
        return value, np.concatenate([(small.T @ gap + penalty * w).ravel(), gap.sum(axis=0)])

    found = minimize(
        loss,
        np.zeros((len(used) + 1) * kinds),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": ITERATIONS, "maxcor": 10},
    )
    w = np.zeros((SIZE, kinds))
    w[used] = found.x[: len(used) * kinds].reshape(len(used), kinds)
    return w, found.x[len(used) * kinds :]


def balanced(some: list[Example]) -> np.ndarray:
    """Example weights, types brought half-way to equal totals."""
    weight = np.array([one.weight for one in some])
    kind = np.array([LABELS.index(one.kind) for one in some])
    total = np.bincount(kind, weights=weight, minlength=len(LABELS))
    return weight * np.sqrt(total.mean() / np.maximum(total, 1e-9))[kind]


def fold_scores(
    some: list[Example], settings: Settings, seen: csr_matrix | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Scores and truth of the training part of the records, each sentence scored by a model that has not seen it."""
    x, weight = matrix(some) if seen is None else seen, balanced(some)
    y = np.array([LABELS.index(one.kind) for one in some])
    texts = [one.text if one.origin == "records" else "" for one in some]
    order = {text: place for place, text in enumerate(dict.fromkeys(filter(None, texts)))}
    fold = np.array([order[text] % FOLDS if text else -1 for text in texts])
    scores = np.zeros((len(y), len(LABELS)))
    for part in range(FOLDS):
        w, b = fit(x[fold != part], y[fold != part], weight[fold != part], settings.penalty)
        scores[fold == part] = x[fold == part] @ w + b
    return scores[fold >= 0], y[fold >= 0]


def temperature(scores: np.ndarray, y: np.ndarray) -> float:
    """The divisor of the scores under which the truth is most probable."""

    def loss(log_t: float) -> float:
        z = scores / np.exp(log_t)
        z = z - z.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]))

    return float(np.exp(minimize_scalar(loss, bounds=(-2.0, 2.0), method="bounded").x))


def chances(scores: np.ndarray) -> np.ndarray:
    """Scores as probabilities."""
    z = np.exp(scores - scores.max(axis=1, keepdims=True))
    return z / z.sum(axis=1, keepdims=True)


def floor_of(scores: np.ndarray, y: np.ndarray) -> float:
    """The least probability from which on the folds are right in `WANTED` of the cases, at any higher one too."""
    best = chances(scores).max(axis=1)
    right = scores.argmax(axis=1) == y
    order = np.argsort(-best)
    share = np.cumsum(right[order]) / np.arange(1, len(y) + 1)
    good = np.flatnonzero(share >= WANTED)
    return float(best[order][good[-1]]) if len(good) else 1.0


def act_floor_of(scores: np.ndarray) -> float:
    """The probability of an act below which `LOST` of the records fall on folds."""
    return float(np.quantile(1.0 - chances(scores)[:, -1], LOST))


def macro_f1(truth: np.ndarray, guess: np.ndarray) -> float:
    """Mean F1 over the types that occur in the truth."""
    scores = []
    for kind in np.unique(truth):
        hit = np.sum((truth == kind) & (guess == kind))
        scores.append(2 * hit / max(1, np.sum(truth == kind) + np.sum(guess == kind)))
    return float(np.mean(scores))


def quantised(
    some: list[Example], settings: Settings, seen: csr_matrix | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights in whole units, what a unit is worth for each type, offsets."""
    kinds = np.array([LABELS.index(one.kind) for one in some])
    w, b = fit(matrix(some) if seen is None else seen, kinds, balanced(some), settings.penalty)
    scale = np.abs(w).max(axis=0) / 127
    return np.rint(w / scale).astype(np.int8), np.round(scale, 9), np.round(b, 6)


def build(data: Path, target: Path, settings: Settings) -> None:
    """Train on all examples and write the quantised weights."""
    some = examples(data, settings)
    seen = matrix(some)
    scores, held_out = fold_scores(some, settings, seen)
    units, scale, offset = quantised(some, settings, seen)
    acts = scores[:, :-1]
    warmth = temperature(acts, held_out)
    margin = np.round([warmth, floor_of(acts / warmth, held_out), act_floor_of(scores)], 4)
    with target.open("wb") as file:
        np.savez_compressed(file, units=units, scale=scale, offset=offset, margin=margin)
    reached = macro_f1(held_out, acts.argmax(axis=1))
    print(f"{len(some)} examples; folds: macro-F1 {reached:.3f}; margin {margin}; {target.stat().st_size} bytes")


def main() -> None:
    """Train, or show the folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=PACKAGE / "reading" / "model_weights.npz")
    parser.add_argument("--folds", action="store_true")
    asked = parser.parse_args()
    settings = Settings()
    if asked.folds:
        scores, truth = fold_scores(examples(asked.data, settings), settings)
        guess = scores[:, :-1].argmax(axis=1)
        print(
            f"folds of the training part: macro-F1 {macro_f1(truth, guess):.3f}, accuracy {np.mean(truth == guess):.3f}"
        )
    else:
        build(asked.data, asked.out, settings)


if __name__ == "__main__":
    main()
