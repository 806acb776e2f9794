"""Train the second opinion from `data/`: `python -m assistant.opinion.train`.

Reads the labelled messages (JSON lines: message, intent, urgency, refusal), fits three logistic
regressions, and writes `model.npz`. Prints held-out figures, so that the model card can be checked.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import regex
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from assistant.opinion.features import features
from knowledge_base.load import load

FOLDER = Path(__file__).resolve().parent
_STRENGTH = 20.0
_TINY = 0.02  # weights below this change nothing and only make the file larger
_CONTENT = FOLDER.parent.parent / "knowledge_base"
_ASKING = regex.compile(
    r"(?:wat|hoe|wie|waar|wanneer|waarom|welke?|mag|mogen|is er|what|how|who|where|when|why|which|may)\b",
    regex.I,
)
_FOLDS = 5
_SEED = 7


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    label: str


def read_messages() -> list[dict[str, Any]]:
    """Read every labelled message of `data/`. Raises OSError or JSONDecodeError."""
    found: list[dict[str, Any]] = []
    for path in sorted((FOLDER / "data").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found += [json.loads(line) for line in lines]
    return found


def card_questions() -> Iterator[str]:
    """Give the questions of the cards that are put as a question, not as a concern."""
    for card in load(_CONTENT).cards:
        yield from (q for q in card.questions if _ASKING.match(q))


def fit(examples: list[Example]) -> LogisticRegression:
    """Fit one classifier; rare labels weigh as much as frequent ones."""
    model = LogisticRegression(C=_STRENGTH, max_iter=1000, class_weight="balanced")
    return model.fit(features([e.text for e in examples]), [e.label for e in examples])


def checked(examples: list[Example]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Give labels, classes and held-out probabilities by cross-validation."""
    labels = np.array([e.label for e in examples])
    model = LogisticRegression(C=_STRENGTH, max_iter=1000, class_weight="balanced")
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    rows = features([e.text for e in examples])
    found = cross_val_predict(model, rows, labels, cv=folds, method="predict_proba")
    return labels, np.unique(labels), found


def main() -> None:
    """Train, print the figures, and write the model."""
    messages = read_messages()
    urgency = [Example(m["message"], m["urgency"]) for m in messages]
    refusal = [Example(m["message"], m.get("refusal") or "geen") for m in messages]
    intent = [Example(m["message"], m["intent"]) for m in messages]
    written: dict[str, NDArray[Any]] = {}
    asked = list(card_questions())
    for name, examples in (("urgency", urgency), ("intent", intent), ("refusal", refusal)):
        labels, classes, found = checked(examples)
        right = float((classes[found.argmax(axis=1)] == labels).mean())
        print(f"{name}: {len(examples)} messages, held-out accuracy {right:.3f}")
        # what people ask of the cards is calm and not to be refused
        calm = {"urgency": "informatie", "refusal": "geen"}.get(name)
        model = fit(examples + [Example(text, calm) for text in asked if calm])
        written[f"{name}_labels"] = np.array(model.classes_, dtype=str)
        written[f"{name}_weights"] = np.where(np.abs(model.coef_) < _TINY, 0, model.coef_).astype(
            np.float16
        )
        written[f"{name}_bias"] = model.intercept_.astype(np.float32)
    np.savez_compressed(FOLDER / "model.npz", **cast("dict[str, Any]", written))


if __name__ == "__main__":
    main()
