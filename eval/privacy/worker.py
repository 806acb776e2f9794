"""One system in a process of its own: a line of JSON in, a line out.

Run as `python -m eval.privacy.worker SYSTEM [PART ...]`, a part being what to leave out. A line in
is `{"text": ...}`; a line out is `{"text", "spans", "ms"}`, a span being a type with two offsets in
the text as given, or `{"error": ...}` with no more than the kind of error. The first line out, `{}`,
says that the system is loaded and warm. Each system is imported only where it is asked for, so
that this also runs where nothing but that system is installed.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from typing import TextIO

from eval.privacy.remove import Remove

_WARM_UP = "Bel Jan de Vries op 06-12345678 of mail jan@voorbeeld.nl, hij is 16 jaar."


def main(system: str, *leave_out: str) -> None:
    """Load the system and answer until the input ends. Raises ValueError for an unknown system."""
    answers = sys.stdout
    # what a library prints must not come between the answers
    with contextlib.redirect_stdout(sys.stderr):
        remove = _load(system, frozenset(leave_out))
        remove(_WARM_UP)
        _tell({}, answers)
        for line in sys.stdin:
            _tell(answer_to(remove, json.loads(line)["text"]), answers)


def answer_to(remove: Remove, text: str) -> dict[str, object]:
    """Give the line for one text. A failure says its kind alone: its words may quote the text."""
    began = time.perf_counter()
    try:
        left, spans = remove(text)
    except Exception as error:  # noqa: BLE001 - how often a system fails is measured too
        return {"error": type(error).__name__}
    return {"text": left, "spans": spans, "ms": (time.perf_counter() - began) * 1000}


def _load(system: str, leave_out: frozenset[str]) -> Remove:
    if system == "signaalwijzer":
        from eval.privacy.ours import load

        return load(leave_out)
    if system == "presidio":
        from eval.privacy.presidio_stock import load as load_presidio

        return load_presidio()
    if system == "deduce":
        from eval.privacy.deduce_peer import load as load_deduce

        return load_deduce()
    raise ValueError(f"no system {system!r}")


def _tell(answer: dict[str, object], answers: TextIO) -> None:
    print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
