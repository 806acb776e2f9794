"""A PostgreSQL of one run's own, that can be stopped in mid-sentence."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from eval.forensics.server import free_port

_BIN = Path("/usr/lib/postgresql/15/bin")
_USER = "postgres"


class Postgres:
    """A cluster in a folder below the folder for temporary files; RuntimeError where there is none."""

    def __init__(self) -> None:
        if not (_BIN / "initdb").exists():
            raise RuntimeError("PostgreSQL 15 is not installed")
        self.home = Path(tempfile.mkdtemp(prefix="forensics-pg-"))
        shutil.chown(self.home, _USER, _USER)
        self.home.chmod(0o755)
        self._port = free_port()
        self._run(f"initdb -D {self.home}/data -U {_USER} --auth=trust -E UTF8 --locale=C.UTF-8")

    @property
    def address(self) -> str:
        return f"postgresql+asyncpg://{_USER}@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = (
            f"-p {self._port} -c listen_addresses=127.0.0.1 "
            f"-c unix_socket_directories={self.home} -c log_min_duration_statement=0"
        )
        self._run(f"pg_ctl -D {self.home}/data -w -l {self.home}/log -o '{options}' start")

    def stop(self, how: str = "immediate") -> None:
        """Stop; `immediate` is a crash."""
        self._run(f"pg_ctl -D {self.home}/data -m {how} stop", check=False)

    def dump(self) -> bytes:
        """Give all that the database holds as text, also what its files hold packed."""
        return self._run(f"pg_dump -h 127.0.0.1 -p {self._port} -U {_USER} {_USER}")

    def remove(self) -> None:
        """Stop and delete everything."""
        self.stop("fast")
        shutil.rmtree(self.home, ignore_errors=True)

    def _run(self, command: str, check: bool = True) -> bytes:
        line = ["su", _USER, "-s", "/bin/bash", "-c", f"{_BIN}/{command}"]
        return subprocess.run(line, check=check, capture_output=True, timeout=60).stdout
