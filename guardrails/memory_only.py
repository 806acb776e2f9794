"""What may live in the memory of the process and nowhere else."""

from __future__ import annotations

from typing import NoReturn, SupportsIndex


class MemoryOnly:
    """Base of what no pickle, copy, checkpoint or log line may open.

    Not for dataclasses: a generic serialiser reads the fields of those by itself.
    """

    __slots__ = ()

    def __reduce_ex__(self, _protocol: SupportsIndex) -> NoReturn:
        """Refuse to be pickled or copied: a pickle is a way to a disk."""
        raise TypeError(f"{type(self).__name__} lives in memory only")

    def __reduce__(self) -> NoReturn:
        """Refuse, for serialisers that ask by this name."""
        raise TypeError(f"{type(self).__name__} lives in memory only")

    def __getstate__(self) -> NoReturn:
        """Refuse, for serialisers that ask for the state alone."""
        raise TypeError(f"{type(self).__name__} lives in memory only")

    def __repr__(self) -> str:
        return f"<{type(self).__name__}, in memory only>"
