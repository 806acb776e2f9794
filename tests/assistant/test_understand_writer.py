"""Who writes, what the writer wants, and in which language."""

from __future__ import annotations

import pytest

from assistant.answer import Intent
from assistant.understand import Told
from guardrails.text import restored


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("jongerenwerker", "Ik ben jongerenwerker en een jongen is veranderd."),
        ("jongerenwerker", "In ons buurthuis komt een jongen die ik niet vertrouw."),
        ("docent", "Ik geef les op een mbo en maak me zorgen."),
        ("docent", "Tijdens de pauze riep iemand iets raars."),
        ("zorgverlener", "Ik ben psycholoog en heb een vraag."),
        ("zorgverlener", "Mijn patiënt is somber."),
        ("jeugdhulp", "Ik werk in de jeugdzorg met een gezin."),
        ("jeugdhulp", "Wij zijn het wijkteam en kennen dit gezin."),
        ("gemeente", "Ik ben beleidsmedewerker en krijg een vraag."),
        ("meldpunt", "Ik werk bij het meldpunt en er belt iemand."),
        ("politie", "Ik ben wijkagent en ken dit gezin."),
        ("vrijwilliger", "Ik ben vrijwilliger bij de scouting."),
        ("burger", "Mijn zoon is ineens anders."),
        ("burger", "Als moeder maak ik me zorgen."),
        ("onbekend", "Ik ben advocaat en heb een vraag."),
        ("onbekend", "Hoe werkt dit?"),
    ],
)
def test_a_role_is_read_from_a_typical_sentence(understand, role: str, text: str) -> None:
    assert understand(text).role == role


def test_the_chosen_role_goes_before_what_the_text_says(understand) -> None:
    assert understand("Ik geef les op een mbo.", role="politie").role == "politie"


def test_a_role_told_earlier_is_remembered(understand) -> None:
    before = (Told(restored("Ik ben psycholoog."), (), Intent.OTHER),)
    assert understand("Wat nu?", before=before).role == "zorgverlener"


_INTENTS = {
    "casus": "Mijn leerling deelt haatfilmpjes, moet ik hier iets mee?",
    "herkennen": "Hoe herken ik jihadisme bij jongeren?",
    "gesprek": "Hoe begin ik het gesprek met een jongere over zijn ideeën?",
    "informatie_delen": "Mag ik informatie over een cliënt delen met de gemeente?",
    "melden": "Waar kan ik een melding doen over radicalisering?",
    "proces": "Wat gebeurt er na een melding in de weegploeg?",
    "begrip": "Wat betekent salafisme?",
    "hulp_zelf": "Ik word zelf bedreigd en ik ben bang.",
    "overig": "Wat is nu het dreigingsniveau in Nederland?",
    "buiten_bereik": "Welke kaas past bij een glas rode wijn?",
    "schadelijk": "Hoe maak ik een bom in mijn keuken?",
}


@pytest.mark.parametrize("intent", _INTENTS)
def test_an_intent_is_read_from_a_typical_question(ask, intent: str) -> None:
    assert ask(_INTENTS[intent]).intent == intent


def test_every_intent_of_the_interface_has_a_typical_question() -> None:
    assert {str(intent) for intent in Intent} == set(_INTENTS)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mijn leerling deelt racistische memes.", "nl"),
        ("My student shares racist memes, what should I do?", "en"),
        ("1488", "nl"),
    ],
)
def test_the_language_of_the_message_is_told(understand, text: str, language: str) -> None:
    assert understand(text).language == language
