"""A crash leaves no picture of the memory on the disk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_LIMITS = "import resource; resource.setrlimit(resource.RLIMIT_CORE, (-1, -1))"
_ASK = """
import ctypes, resource
from assistant.web.memory_dump import forbid_memory_dumps
forbid_memory_dumps()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
_CRASH = """
import os
from assistant.web.memory_dump import forbid_memory_dumps
{}
secret = "Zwartkoplijster" * 1000
os.abort()
"""


def _run(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"{_LIMITS}\n{program}"],
        cwd=folder,
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the second answer is of Linux")
def test_no_core_file_is_allowed_and_the_process_is_not_to_be_dumped(tmp_path: Path) -> None:
    assert _run(_ASK, tmp_path).stdout.strip() == "(0, 0) 0"


def test_a_crash_leaves_no_core_file_where_one_would_be_left(tmp_path: Path) -> None:
    pattern = Path("/proc/sys/kernel/core_pattern")
    if not pattern.exists() or "/" in pattern.read_text() or pattern.read_text().startswith("|"):
        pytest.skip("this machine puts core files elsewhere")
    (tmp_path / "without").mkdir()
    assert _run(_CRASH.format(""), tmp_path / "without").returncode < 0
    if not list((tmp_path / "without").iterdir()):
        pytest.skip("this machine leaves no core files")
    (tmp_path / "with").mkdir()
    assert _run(_CRASH.format("forbid_memory_dumps()"), tmp_path / "with").returncode < 0
    assert list((tmp_path / "with").iterdir()) == []
