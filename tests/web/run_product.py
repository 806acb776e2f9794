"""Serve the page around the real product, as a process that a test can kill."""

from __future__ import annotations

from assistant.settings import Settings
from assistant.web.server import serve

if __name__ == "__main__":
    serve(Settings())
