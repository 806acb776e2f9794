"""The product's search with one part left out, to see what each part earns."""

from __future__ import annotations

from dataclasses import replace

from assistant.build import Product
from eval.retrieval.systems import Ours
from knowledge_base.answerable.judge import load_answerable
from knowledge_base.embed import SentenceEmbedder
from knowledge_base.ranking import SearchSettings, load_search_settings
from knowledge_base.retrieve import Retriever, build_library
from knowledge_base.words import Words, load_words


def variants(product: Product) -> list[Ours]:
    """Give the searches, each named after what it lacks."""
    settings, words = load_search_settings(), load_words()
    none = replace(settings.weights, told=0.0, asked=0.0)
    weights = {f"without {name}": replace(settings.weights, **{name: 0.0}) for name in
               ("words", "letters", "told", "asked")}  # fmt: skip
    weights |= {
        "without vectors": none,
        "without keywords": replace(settings.weights, words=0.0, letters=0.0),
    }
    flat = replace(
        settings.boost,
        same_form=1.0, other_form=1.0, same_audience=1.0, other_audience=1.0,
    )  # fmt: skip
    return [
        *(_without(product, name, replace(settings, weights=w), words)
          for name, w in weights.items()),
        _without(product, "without words alike", replace(settings, alike=0.0), words),
        _without(product, "without own word families", settings, _bare(words)),
        _without(product, "without form and role", replace(settings, boost=flat), words),
        _without(product, "without the message before", replace(settings, few_words=0), words),
    ]  # fmt: skip


def _bare(words: Words) -> Words:
    return replace(words, whole={}, prefixes={}, longest=0)


def _without(product: Product, name: str, settings: SearchSettings, words: Words) -> Ours:
    content = product.content
    library = build_library(content.cards, content.terms, content.sources, (), words)
    search = Retriever(library, settings, load_answerable())
    search.warm_up(product.settings.data_dir / "index", SentenceEmbedder())
    return Ours(name, replace(product, corridor=product.corridor.searching_with(search)))
