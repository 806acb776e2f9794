"""Understanding, rule by rule: each has a sentence that fires it and a look-alike that does not."""

from __future__ import annotations

import pytest

from assistant.answer import Intent
from assistant.rulebook import load_rulebook
from assistant.situation import Status
from assistant.understand import Told
from guardrails.text import AgeBand, restored

_URGENCY = {
    "U1": (
        "Er wordt nu geschoten op het schoolplein van onze school.",
        "In het spel wordt er nu geschoten op het schoolplein, zegt mijn leerling.",
    ),
    "U2": (
        "Een leerling heeft een mes bij zich en loopt nu naar het gemeentehuis.",
        "Een leerling loopt nu naar het gemeentehuis om een formulier te halen.",
    ),
    "U3": (
        "Hij gaat straks iedereen op school doodschieten.",
        "Hij zei vandaag dat hij een aanslag wil plegen.",
    ),
    "U4": (
        "Mijn leerling heeft nu een mes in zijn tas.",
        "Mijn leerling heeft altijd een mes in zijn tas, ook vandaag.",
    ),
    "U5": (
        "Mijn cliënt wil vanavond een einde aan zijn leven maken.",
        "Mijn cliënt zei vanochtend dat hij niet meer wil leven.",
    ),
    "U6": ("Mijn dochter heeft pillen geslikt.", "Mijn oma slikt elke dag pillen voor haar hart."),
    "U7": (
        "Een jongen in mijn groep heeft een mes in zijn tas.",
        "Een jongen in mijn groep heeft een boek in zijn tas.",
    ),
    "U8": (
        "Hij heeft een dodenlijst met namen van leraren.",
        "Hij heeft een boodschappenlijst met namen van kazen.",
    ),
    "U9": (
        "Ze wil naar Syrië vertrekken om daar te vechten.",
        "Ze gaat met haar ouders op vakantie naar Turkije.",
    ),
    "U10": (
        "Mijn zoon zegt dat hij niet meer wil leven.",
        "Mijn zoon zegt dat hij van het leven geniet.",
    ),
    "U11": (
        "Een meisje uit mijn klas wordt afgeperst door mensen online.",
        "Een meisje uit mijn klas wordt geholpen door mensen online.",
    ),
    "U12": (
        "Hij heeft afscheid genomen van iedereen en praat een aanslag goed.",
        "Ze schreef een afscheidskaart voor de juf.",
    ),
    "U13": (
        "Hij zegt: ga vrijdag niet naar school. En hij praat over complotten.",
        "Hij gaat vrijdag niet naar school, hij heeft een bruiloft.",
    ),
    "U14": (
        "Een man op het plein probeert jongens te ronselen.",
        "Een man op het plein leert jongens schaken.",
    ),
    "U15": (
        "Ze zetten het adres van mijn collega online en sturen hem dreigmails.",
        "Ze zetten het adres van het feest in de groepsapp.",
    ),
    "U16": (
        "Mijn leerling deelt racistische memes in de klassenapp.",
        "Mijn leerling deelt grappige memes over katten in de klassenapp.",
    ),
    "U17": (
        "Mijn leerling draagt sinds kort een hoofddoek.",
        "Mijn leerling noemt anderen ongelovigen en vijanden.",
    ),
}


@pytest.mark.parametrize("rule", _URGENCY)
def test_an_urgency_rule_fires_on_its_sentence_and_not_on_a_look_alike(
    understand, rule: str
) -> None:
    fires, look_alike = _URGENCY[rule]
    assert understand(fires).urgency_reason.rule == rule
    assert understand(look_alike).urgency_reason.rule != rule


def test_every_urgency_rule_has_a_sentence_that_fires_it() -> None:
    assert {rule.id for rule in load_rulebook().urgency} == set(_URGENCY)


def test_the_urgency_rules_go_from_most_to_least_pressing_and_the_last_always_holds() -> None:
    rules = load_rulebook().urgency
    order = ["acuut", "dringend", "zorg", "informatie"]
    ranks = [order.index(rule.urgency) for rule in rules]
    assert ranks == sorted(ranks)
    assert rules[-1].holds(frozenset())


@pytest.mark.xfail(
    strict=True, reason="a threat is missed when its verb comes last or a word for time is between"
)
@pytest.mark.parametrize(
    "announced",
    [
        "Hij zegt dat hij zijn docent vanmiddag gaat neersteken.",
        "Een cliënt zegt dat hij vanavond zijn buurman gaat vermoorden.",
        "Hij wil zijn buurman vanavond vermoorden.",
        "Ze zegt dat ze vandaag haar vader wil doodsteken.",
    ],
)
def test_violence_announced_for_today_is_acute_in_any_word_order(
    understand, announced: str
) -> None:
    assert understand(announced).urgency == "acuut"


@pytest.mark.parametrize(
    ("text", "rule", "status"),
    [
        ("Hij heeft geen plan voor een aanslag.", "plan-of-voorbereiding", Status.DENIED),
        ("Hij heeft niet gedreigd met geweld.", "dreigt-met-geweld", Status.DENIED),
        ("Vroeger had hij een mes in zijn tas.", "wapen", Status.PAST),
        ("Jaren geleden had hij een mes in zijn tas.", "wapen", Status.PAST),
        ("Stel dat een leerling een mes in zijn tas heeft.", "wapen", Status.IMAGINED),
        ("Wat als een leerling een mes in zijn tas heeft?", "wapen", Status.IMAGINED),
        ("In GTA heeft hij een pistool bij zich.", "wapen", Status.FICTION),
        ("Voor het toneelstuk heeft hij een zwaard bij zich.", "wapen", Status.FICTION),
        ("Ik hoorde van een collega dat hij een mes in zijn tas heeft.", "wapen", Status.HEARSAY),
        ("Volgens klasgenoten heeft hij een mes in zijn tas.", "wapen", Status.HEARSAY),
        ("Hij heeft een mes in zijn tas.", "wapen", Status.REAL),
    ],
)
def test_a_fact_is_told_as_real_denied_past_imagined_fiction_or_hearsay(
    understand, text: str, rule: str, status: Status
) -> None:
    facts = [fact for fact in understand(text).facts if fact.rule == rule]
    assert {fact.status for fact in facts} == {status}


@pytest.mark.parametrize(
    "text",
    [
        "Hij heeft niet gedreigd met geweld.",
        "Vroeger had hij een mes in zijn tas.",
        "Stel dat een leerling een mes in zijn tas heeft, wat doe ik dan?",
        "In GTA heeft hij een pistool bij zich en gaat hij iedereen doodschieten.",
    ],
)
def test_what_is_denied_past_imagined_or_fiction_does_not_make_it_urgent(
    understand, text: str
) -> None:
    situation = understand(text)
    assert situation.urgency in ("informatie", "zorg")
    assert situation.criteria == ()


def test_hearsay_counts_and_is_known_as_hearsay(understand) -> None:
    situation = understand("Ik hoorde van een collega dat hij een mes in zijn tas heeft.")
    assert situation.urgency == "dringend"


@pytest.mark.xfail(strict=True, reason="a negation inside the match itself is not seen")
@pytest.mark.parametrize("text", ["Hij heeft geen mes.", "Hij heeft geen wapen in zijn tas."])
def test_a_weapon_that_is_denied_within_the_match_does_not_count(understand, text: str) -> None:
    assert understand(text).urgency == "informatie"


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


def test_a_second_message_adds_to_what_was_told_of_the_same_person(understand) -> None:
    before = (Told(restored("Mijn leerling deelt racistische memes."), (), Intent.CASE),)
    situation = understand("Nu heeft hij ook een mes in zijn tas.", before=before)
    assert situation.urgency == "acuut"
    assert {"propaganda", "wapen"} <= {fact.rule for fact in situation.facts}


def test_the_newest_word_on_a_thing_holds(understand) -> None:
    before = (Told(restored("Mijn leerling heeft een plan voor een aanslag."), (), Intent.CASE),)
    assert understand("Hij is boos.", before=before).urgency == "dringend"
    situation = understand("Hij heeft toch geen plan voor een aanslag.", before=before)
    assert not any(fact.counts for fact in situation.facts if fact.rule == "plan-of-voorbereiding")


def test_an_age_told_earlier_is_kept_until_a_new_one_is_told(understand) -> None:
    before = (Told(restored("Mijn leerling spijbelt."), (AgeBand.FROM_16_TO_17,), Intent.CASE),)
    assert understand("Hij deelt haatfilmpjes.", before=before).minor
    assert not understand("Hij is meerderjarig.", ages=(AgeBand.ADULT,), before=before).minor


def test_a_fact_points_to_its_place_in_the_text(understand) -> None:
    text = "Café! Mijn leerling draagt een mes bij zich."
    fact = next(fact for fact in understand(text).facts if fact.rule == "wapen")
    assert text[fact.start : fact.end] == "draagt een mes"
    assert "draagt een mes" in fact.quote
