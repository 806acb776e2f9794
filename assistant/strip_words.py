"""What was removed from a document and what was left closed, in sentences for users."""

from __future__ import annotations

from assistant.counted import counted
from assistant.strip import Stripped
from prompts.load import texts


def removed_told(stripped: Stripped, language: str) -> str:
    """Say how many things of each kind were taken out, or that nothing was found."""
    words = texts("strip", language)
    counts = ", ".join(str(each) for each in counted(stripped.removed, language))
    return words["preview.removed"].format(counts=counts) if counts else words["preview.nothing"]


def attachments_told(stripped: Stripped, language: str) -> str:
    """Say which kinds of attachments were not opened; empty when there were none."""
    words = texts("strip", language)
    counts = ", ".join(
        f"{count} " + words[f"attached.{kind}.one" if count == 1 else f"attached.{kind}.many"]
        for kind, count in stripped.document.attachments
    )
    return words["preview.attachments"].format(counts=counts) if counts else ""
