"""What the tests share: one wired product for the whole run, and small folders of content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.build import Product, build
from assistant.conversation import made_safe
from assistant.opinion.judge import Judged
from assistant.settings import Settings
from assistant.situation import Situation
from assistant.understand import Chosen, Told
from guardrails.text import AgeBand, RawText, SafeText, restored

MOMENT = datetime(2026, 11, 23, 10, 0)

_SOURCE = """\
[[source]]
id = "bron-een"
title = "Titel van de bron"
publisher = "Uitgever"
date = "2024-01-02"
url = "https://voorbeeld.invalid/bron"
licence = "CC0"
retrieved_on = "2026-11-01"
status = "geldig"
review_by = 2027-11-01
owner = "inhoudsredactie"
"""
_CARD = """\
---
id: kaart-een
title: Een kaart
questions:
  - wat is een kaart
  - waarvoor is een kaart
  - hoe lees ik een kaart
  - wie maakt een kaart
  - wanneer heb ik een kaart nodig
  - waar staat een kaart
topics: [begrippen]
forms: []
audience: [iedereen]
sources:
  - {id: bron-een, section: "§1"}
owner: inhoudsredactie
reviewed: 2026-11-01
review_by: 2027-11-01
language: nl
---
## Kort antwoord
Een kaart geeft kort antwoord op een vraag. [1]

## Uitleg
Een kaart heeft een kop en een paar stukken tekst. [1]
"""
_TERM = """\
[[term]]
id = "zwarte-ster"
term = "zwarte ster"
kind = "symbool"
patterns = ["zwarte ster*"]
forms = ["rechtsextremisme"]
criteria = ["identificatie"]
weight = "matig"
meaning = "Een verzonnen teken voor deze test."
innocent = "Een ster die zwart is."
certainty = "zeker"
sources = [{id = "bron-een", section = "§2"}]
reviewed = 2026-11-01
review_by = 2027-11-01
owner = "inhoudsredactie"
"""
_PLACES = """\
# de gemeenten van deze test
cbs_code,gemeente,provincie,politie_eenheid,veiligheidsregio
GM0546,Leiden,Zuid-Holland,Den Haag,Hollands Midden
GM0518,'s-Gravenhage,Zuid-Holland,Den Haag,Haaglanden
"""


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("data"), language="nl")


@pytest.fixture(scope="session")
def product(settings: Settings) -> Product:
    """The whole product as `build` wires it; it searches by keyword, as in its first minute."""
    return build(settings, clock=lambda: MOMENT)


Ask = Callable[..., Answer]
Understand = Callable[..., Situation]


@pytest.fixture(scope="session")
def ask(product: Product) -> Ask:
    """Ask one question of the real corridor, through the de-identifier."""

    def answer(
        message: str,
        role: str = "",
        gemeente: str = "",
        language: str = "",
        before: tuple[Told, ...] = (),
    ) -> Answer:
        safe = made_safe(product.deidentifier.session(), RawText(message), 10_000)
        return product.corridor.answer(safe, before, Chosen(role, gemeente, language))

    return answer


class Silent:
    """A second opinion that has none, so that the tables of rules are tested by themselves."""

    def judge(self, text: str) -> Judged:
        urgency = {"acuut": 0.0, "dringend": 0.0, "zorg": 0.5, "informatie": 0.5}
        return Judged(urgency, {"overig": 0.1}, {"geen": 1.0}, len(text.split()))


@pytest.fixture(scope="session")
def understand(product: Product) -> Understand:
    """Understand a text that holds no personal data, by the rules alone."""

    def situation(
        message: str,
        role: str = "",
        language: str = "",
        ages: tuple[AgeBand, ...] = (),
        before: tuple[Told, ...] = (),
    ) -> Situation:
        understander = replace(product.corridor._rooms.understander, opinion=Silent())
        return understander.understand(restored(message), ages, before, Chosen(role, "", language))

    return situation


@pytest.fixture(scope="session")
def safe(product: Product) -> Callable[[str], SafeText]:
    """De-identify a text in a conversation of its own."""
    return lambda text: made_safe(product.deidentifier.session(), RawText(text), 10_000).text


@pytest.fixture
def content_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with one of each kind of content, without a problem in it."""
    root = tmp_path / "content"
    for path, text in (
        ("cards/begrippen/kaart-een.md", _CARD),
        ("sources.toml", _SOURCE),
        ("lexicon/rechtsextremisme.toml", _TERM),
        ("contacts/landelijk.toml", ""),
        ("gemeenten.csv", _PLACES),
    ):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    yield root
