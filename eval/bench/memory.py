"""Resident memory of a process."""

from __future__ import annotations

from pathlib import Path

_KIB_IN_MIB = 1024


def rss_mb(pid: int | str = "self") -> float:
    """Give the resident memory in MiB; NaN where the system does not tell (no /proc)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return float("nan")
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(found[0]) / _KIB_IN_MIB if found else float("nan")
