"""`python -m eval.forensics`: plant canaries in bad weather, search every byte that is left."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from eval.forensics.report import render
from eval.forensics.run import SITUATIONS, run


def main() -> None:
    """Play the situations and print the table; exit 1 when a canary was found."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="forensics-") as temporary:
        root = options.keep or Path(temporary)
        outcomes = run(options.only or list(SITUATIONS), options.canaries, root, options.seed)
    print(render(outcomes))
    sys.exit(any(outcome.found for outcome in outcomes))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.forensics", description=__doc__)
    parser.add_argument("--canaries", type=int, default=2000, metavar="N", help="in all")
    parser.add_argument("--only", nargs="+", choices=list(SITUATIONS), metavar="SITUATION")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder in which what is left may stay")
    return parser.parse_args()


if __name__ == "__main__":
    main()
