"""Serve the page around the real product, as a process that a test can kill.

The search model is not loaded: reading all passages takes minutes of computing on a fresh folder,
and until it is there the product answers by key words, which is enough here.
"""

from __future__ import annotations

from dataclasses import fields

from assistant.build import Product, build
from assistant.settings import Settings
from assistant.web.server import serve


class WithoutModel(Product):
    """The real product, but it never begins to load the search model."""

    def start(self, wait: bool = False) -> None:
        """Leave the model alone."""


if __name__ == "__main__":
    chosen = Settings()
    whole = build(chosen)
    serve(
        chosen, WithoutModel(**{each.name: getattr(whole, each.name) for each in fields(Product)})
    )
