"""Train the model of what can be answered: `python -m knowledge_base.answerable.train`.

Asked of the cards: their questions, the phrasings of `embedding/data`, and `data/present.jsonl.gz`.
Not answered: `embedding/data/absent.jsonl.gz`, and everyday sentences of SICK-NL.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from knowledge_base.answerable.judge import MODEL, Answerable, features
from knowledge_base.embedding.examples import DATA, alike, by_key
from knowledge_base.load import Content, load

_CONTENT: Final = Path(__file__).resolve().parent.parent
_STRENGTH: Final = 10.0
_SENTENCES: Final = 800
_TINY: Final = 0.01  # weights below this change nothing and only make the file larger


def asked(content: Content) -> list[str]:
    """Give what people ask that the knowledge base answers."""
    questions = [question for card in content.cards for question in card.questions]
    phrasings = by_key(DATA / "phrasings.jsonl.gz", "card").values()
    return [*questions, *(text for texts in phrasings for text in texts)]


def not_answered() -> list[str]:
    """Give what people ask that it does not answer."""
    absent = by_key(DATA / "absent.jsonl.gz", "category").values()
    sentences = [pair.one for pair in alike(DATA / "sick_nl.jsonl.gz")]
    return [*(text for texts in absent for text in texts), *sentences[:_SENTENCES]]


def train(answered: Sequence[str], other: Sequence[str]) -> Answerable:
    """Fit the model; both kinds weigh as much, however many there are."""
    rows = features([*answered, *other])
    model = LogisticRegression(C=_STRENGTH, max_iter=500, class_weight="balanced")
    model.fit(rows, [1] * len(answered) + [0] * len(other))
    weights = np.where(np.abs(model.coef_[0]) < _TINY, 0, model.coef_[0])
    return Answerable(weights.astype(np.float32), float(model.intercept_[0]))


def main() -> None:
    """Train on the content and the data, and replace the model in the product."""
    model = train(asked(load(_CONTENT)), not_answered())
    np.savez_compressed(MODEL, weights=model.weights.astype(np.float16), bias=np.array(model.bias))


if __name__ == "__main__":
    main()
