"""The life of a fresh process, told on standard output: an answer first, then the full search.

Run as `python -m eval.bench.cold`; each line is written the moment that it becomes true.
"""

from __future__ import annotations

import json

from eval.bench.memory import rss_mb

ANSWERED = "answered"
SEARCH_READY = "search_ready"
_MESSAGE = "Een leerling tekent al weken hakenkruizen en zegt dat Hitler gelijk had. Wat doe ik?"


def main() -> None:
    """Build the product, answer once, and wait until search by meaning is there too."""
    from assistant.build import build
    from assistant.machine import ask_line
    from assistant.settings import Settings

    product = build(Settings())
    product.start()
    ask_line(product, {"id": "cold", "message": _MESSAGE})
    _tell(ANSWERED, "")
    ready = product.retriever.wait()
    _tell(SEARCH_READY, "" if ready else product.retriever.problem)


def _tell(event: str, problem: str) -> None:
    print(json.dumps({"event": event, "rss_mb": rss_mb(), "problem": problem}), flush=True)


if __name__ == "__main__":
    main()
