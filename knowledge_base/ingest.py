"""Take in an original document: a file becomes passages that can be found and quoted."""

from __future__ import annotations

from pathlib import Path

from knowledge_base.chunks import chunks, is_notes
from knowledge_base.content import Source, SourceRef
from knowledge_base.errors import IngestError
from knowledge_base.pages import contents_title
from knowledge_base.passages import Kind, Passage, checksum
from knowledge_base.reading import read_paragraphs


def ingest(path: Path, source: Source) -> tuple[Passage, ...]:
    """Give the passages of the document `path`, of which `source` tells what it is.

    The text is word for word that of the document, with its whitespace made single. Raises
    `IngestError` when the file cannot be read or the source has no licence.
    """
    if not source.licence.strip():
        raise IngestError(
            f"Bron «{source.id}» heeft geen licentie. Vul die eerst in bij de bronnen."
        )
    found = chunks(read_paragraphs(path))
    return tuple(
        Passage(
            id=f"orig:{source.id}#{number}",
            kind=Kind.ORIGINAL,
            card="",
            source=source.id,
            title=source.title,
            section=chunk.section,
            page=chunk.page,
            url=source.url,
            text=chunk.text,
            language="nl",
            forms=(),
            audience=(),
            refs=(SourceRef(source.id, chunk.section, chunk.page),),
            checksum=checksum(chunk.section, chunk.page, chunk.text),
        )
        for number, chunk in enumerate(found, 1)
    )


def quotable(passage: Passage) -> bool:
    """Tell whether an original's passage is running text: no footnotes and no table of contents."""
    return not is_notes(passage.section) and not contents_title(passage.section.split(": ")[-1])
