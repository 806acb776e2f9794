"""One de-identifier for all tests of this folder: loading takes about a second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from guardrails.deidentify import Deidentifier, build_deidentifier
from guardrails.text import Deidentified, RawText


@pytest.fixture(scope="session")
def deidentifier() -> Deidentifier:
    return build_deidentifier(today=lambda: date(2026, 1, 15))


@pytest.fixture(scope="session")
def clean(deidentifier: Deidentifier) -> Callable[[str], Deidentified]:
    """De-identify one message in a conversation of its own."""

    def run(message: str) -> Deidentified:
        return deidentifier.session().deidentify(RawText(message))

    return run
