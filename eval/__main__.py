"""`python -m eval`."""

from eval.cli import app

app()
