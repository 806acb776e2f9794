"""`python -m eval.scale`: how search holds up as the library grows, written to a file."""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import json
import sys
from pathlib import Path

from eval.results import RESULTS
from eval.scale.report import render
from eval.scale.run import measured

_SIZES = (300, 3_000, 30_000, 300_000)


def main() -> None:
    """Measure each size in a process of its own, smallest first; keep and print the report."""
    options = _options()
    now = dt.datetime.now().astimezone()
    target = options.results / now.strftime("%Y%m%d-%H%M%S") / "scale"
    target.mkdir(parents=True)
    found = []
    for size in sorted(options.sizes):
        try:
            found.append(measured(size, options.questions, options.model))
        except RuntimeError as error:
            sys.exit(f"{size}: {error}")
        # written after each size: the largest takes long, and may not fit this machine
        text = json.dumps([dataclasses.asdict(f) for f in found], indent=2)
        (target / "scale.json").write_text(text + "\n", encoding="utf-8")
        (target / "scale.md").write_text(render(found, now.date()), encoding="utf-8")
    print(render(found, now.date()))
    print(target / "scale.md")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, metavar="N")
    parser.add_argument("--questions", type=int, default=200, metavar="N")
    parser.add_argument(
        "--model",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="the product's own model, or hashed words (quick, for trying out)",
    )
    parser.add_argument("--results", type=Path, default=RESULTS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
