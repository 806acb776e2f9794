"""Collect what is wrong with content files, with the line to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from knowledge_base.content import Problem


@dataclass
class Report:
    """The problems found in one folder of content; paths are shown relative to `root`."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def add(self, path: Path, text: str, near: str, message: str) -> None:
        """Note a problem in `path`, at the first line of `text` that contains `near`."""
        lines = text.splitlines()
        line = next((n for n, row in enumerate(lines, 1) if near and near in row), 1)
        self.add_at(path, line, message)

    def add_at(self, path: Path, line: int, message: str) -> None:
        """Note a problem in `path` at a line (1-based)."""
        shown = path.relative_to(self.root) if path.is_relative_to(self.root) else path
        self.problems.append(Problem(str(shown), line, message))
