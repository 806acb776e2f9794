"""Ask the product each message of each group of twins, as in the task `ask`."""

from eval.ask.generate import generate

__all__ = ["generate"]
