"""Keep the memory of the process off the disk: in it stands what users typed."""

from __future__ import annotations

import ctypes
import sys

_PR_SET_DUMPABLE = 4


def forbid_memory_dumps() -> None:
    """Let a crash leave no core file, and other users' programs not read this one's memory.

    As far as the system knows how: POSIX for the first, Linux for the second.
    """
    try:
        import resource
    except ImportError:  # no POSIX, no core files
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # an error is harmless: the limit above still holds
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
