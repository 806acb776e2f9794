"""What every system is in its own process: a function from a text to what is left of it."""

from __future__ import annotations

from collections.abc import Callable

# gives the text with placeholders, and of each removed piece the type and its two offsets in the
# text as given
Remove = Callable[[str], tuple[str, list[tuple[str, int, int]]]]
