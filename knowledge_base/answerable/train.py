"""Train the model of what can be answered: `python -m knowledge_base.answerable.train`.

Asked of the cards: their questions and phrasings, and `data/present.jsonl.gz`.
Not answered: `embedding/data/absent.jsonl.gz`, and everyday sentences of SICK-NL.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from knowledge_base.answerable.judge import MODEL, Answerable, counted, weighted
from knowledge_base.embedding.examples import DATA, alike
from knowledge_base.load import Content, load
from knowledge_base.packed import by_key, rows

OWN: Final = Path(__file__).with_name("data")
_CONTENT: Final = Path(__file__).resolve().parent.parent
_STRENGTH: Final = 10.0
_SENTENCES: Final = 800
_TINY: Final = 0.01  # weights below this change nothing and only make the file larger


def asked(content: Content) -> list[str]:
    """Give what people ask that the knowledge base answers."""
    cards = [text for card in content.cards for text in (*card.questions, *card.phrasings)]
    written = [row["text"] for row in rows(OWN / "present.jsonl.gz")]
    return [*cards, *written]


def not_answered() -> list[str]:
    """Give what people ask that it does not answer."""
    absent = by_key(DATA / "absent.jsonl.gz", "category").values()
    sentences = [pair.one for pair in alike(DATA / "sick_nl.jsonl.gz")]
    return [*(text for texts in absent for text in texts), *sentences[:_SENTENCES]]


def train(answered: Sequence[str], other: Sequence[str]) -> Answerable:
    """Fit the model; both kinds weigh as much, however many there are."""
    counts = counted([*answered, *other])
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = (np.log((1 + counts.shape[0]) / (1 + seen)) + 1).astype(np.float32)
    model = LogisticRegression(C=_STRENGTH, max_iter=500, class_weight="balanced")
    model.fit(weighted(counts, rarity), [1] * len(answered) + [0] * len(other))
    weights = np.where(np.abs(model.coef_[0]) < _TINY, 0, model.coef_[0]).astype(np.float32)
    return Answerable(weights, rarity, float(model.intercept_[0]))


def main() -> None:
    """Train on the content and the data, and replace the model in the product."""
    model = train(asked(load(_CONTENT)), not_answered())
    half = {name: getattr(model, name).astype(np.float16) for name in ("weights", "rarity")}
    np.savez_compressed(MODEL, bias=np.array(model.bias), **half)


if __name__ == "__main__":
    main()
