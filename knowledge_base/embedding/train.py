"""Train the embedding model that comes with the product: `python -m knowledge_base.embedding.train`.

A static model: one vector for each piece of a word, learned so that a question lies near what
answers it. One thread and fixed seeds, so that the same examples give the same model.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import StaticEmbedding
from tokenizers import Tokenizer
from torch import Tensor

from knowledge_base.embed import BUNDLED
from knowledge_base.embedding.examples import Examples, Group, read_examples
from knowledge_base.embedding.slips import misspelt
from knowledge_base.embedding.tokens import train_tokenizer
from knowledge_base.load import load

_CONTENT: Final = Path(__file__).resolve().parent.parent
_NOTHING: Final = 1  # the piece that stands for a text without any known piece


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the model is trained; the values were chosen on questions held out of the training."""

    pieces: int = 16_000
    size: int = 384
    rounds: int = 12
    batch: int = 256
    rate: float = 5e-3
    sharpness: float = 12.0
    alike_share: float = 3.0
    alike_batch: int = 128
    slips: float = 0.25
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A text and one that belongs with it; those of one group are no counter-examples."""

    group: int
    one: str
    other: str


class _Encoder:
    """The table of vectors in training, with the pieces of known texts looked up once."""

    def __init__(self, tokenizer: Tokenizer, texts: Sequence[str], size: int) -> None:
        self._tokenizer = tokenizer
        found = tokenizer.encode_batch(list(texts))
        self._pieces = {text: one.ids for text, one in zip(texts, found, strict=True)}
        self.table = torch.nn.EmbeddingBag(tokenizer.get_vocab_size(), size, mode="mean")
        torch.nn.init.normal_(self.table.weight, 0.0, size**-0.5)

    def __call__(self, texts: Sequence[str]) -> Tensor:
        """Give a vector of length 1 for each text."""
        rows = [self._of(text) or [_NOTHING] for text in texts]
        starts = [0]
        for row in rows[:-1]:
            starts.append(starts[-1] + len(row))
        flat = torch.tensor([piece for row in rows for piece in row])
        found: Tensor = self.table(flat, torch.tensor(starts))
        return torch.nn.functional.normalize(found)

    def _of(self, text: str) -> list[int]:
        known = self._pieces.get(text)
        return self._tokenizer.encode(text).ids if known is None else known


def train(examples: Examples, recipe: Recipe) -> StaticEmbedding:
    """Give the trained model; the same examples and recipe give the same."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(1)
    chance = random.Random(recipe.seed)
    tokenizer = train_tokenizer(examples.texts, recipe.pieces)
    encoder = _Encoder(tokenizer, examples.texts, recipe.size)
    optimiser = torch.optim.AdamW(encoder.table.parameters(), lr=recipe.rate, weight_decay=0.0)
    steps = max(1, recipe.rounds * len(list(_matches(examples.groups, chance))) // recipe.batch)
    step = 0
    for _ in range(recipe.rounds):
        for batch in _batches(examples.groups, chance, recipe):
            for group in optimiser.param_groups:
                group["lr"] = recipe.rate * max(0.05, 1 - step / steps)
            loss = _matching(encoder, batch, recipe) + _likeness(encoder, examples, recipe, chance)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            step += 1
    return StaticEmbedding(tokenizer, embedding_weights=encoder.table.weight.detach().numpy())


def _matching(encoder: _Encoder, batch: Sequence[Match], recipe: Recipe) -> Tensor:
    """The loss of picking, for each text, its match from among all of the batch; both ways."""
    ones, others = encoder([m.one for m in batch]), encoder([m.other for m in batch])
    scores = ones @ others.T * recipe.sharpness
    groups = torch.tensor([m.group for m in batch])
    friends = (groups[:, None] == groups[None]) & ~torch.eye(len(batch), dtype=torch.bool)
    scores = scores.masked_fill(friends, -1e4)
    right = torch.arange(len(batch))
    pick = torch.nn.functional.cross_entropy
    return pick(scores, right) + pick(scores.T, right)


def _likeness(
    encoder: _Encoder, examples: Examples, recipe: Recipe, chance: random.Random
) -> Tensor:
    """The loss of likeness as people judged it: keeps words that the cards lack in order."""
    if not examples.alike:
        return torch.zeros(())
    pairs = chance.sample(examples.alike, min(recipe.alike_batch, len(examples.alike)))
    ones, others = encoder([p.one for p in pairs]), encoder([p.other for p in pairs])
    judged = torch.tensor([p.likeness for p in pairs])
    return recipe.alike_share * (((ones * others).sum(dim=1) - judged) ** 2).mean()


def _batches(
    groups: Sequence[Group], chance: random.Random, recipe: Recipe
) -> Iterator[Sequence[Match]]:
    """Give all matches in a new order; a share of them with slips of typing."""
    found = [
        replace(match, one=misspelt(match.one, chance)) if chance.random() < recipe.slips else match
        for match in _matches(groups, chance)
    ]
    chance.shuffle(found)
    for start in range(0, len(found), recipe.batch):
        yield found[start : start + recipe.batch]


def _matches(groups: Sequence[Group], chance: random.Random) -> Iterator[Match]:
    """Match every asked text with an answer or, as often, with another way of asking."""
    for number, group in enumerate(groups):
        for text in group.asked:
            ways = [other for other in group.asked if other != text]
            answer = not ways or (bool(group.answers) and chance.random() < 0.5)
            yield Match(number, text, chance.choice(group.answers if answer else ways))


def save(model: StaticEmbedding, folder: Path) -> None:
    """Save a model as sentence-transformers reads it, with half the digits: 12 MB, not 24."""
    model.half()
    SentenceTransformer(modules=[model], device="cpu").save(str(folder), create_model_card=False)


def main() -> None:
    """Train on the content and the data of this folder, and replace the model in the product."""
    save(train(read_examples(load(_CONTENT)), Recipe()), BUNDLED)


if __name__ == "__main__":
    main()
