"""Errors of the knowledge base.

KnowledgeError
├── IngestError   an original document cannot be read
│   ├── LockedFileError  it is protected with a password, or of an old kind that hides its text
│   └── ScannedFileError it holds pictures of text
├── ModelError    the embedding model cannot be loaded
└── StoreError    the index or the store of originals cannot be read or written

The text of each is Dutch and fit for the page: what happened, and what to do now.
"""

from __future__ import annotations


class KnowledgeError(Exception):
    """Base of all errors of the knowledge base; `str()` gives what users may read."""


class IngestError(KnowledgeError):
    """Raised when an original is of an unknown kind, empty, broken or not readable as text."""


class LockedFileError(IngestError):
    """Raised when a password, or an old kind of file, keeps the text of a document shut."""


class ScannedFileError(IngestError):
    """Raised when a document holds pictures of text and no text."""


class ModelError(KnowledgeError):
    """Raised when the embedding model is missing or cannot be loaded."""


class StoreError(KnowledgeError):
    """Raised when the index or the originals cannot be kept on the disk."""
