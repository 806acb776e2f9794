"""Understanding, rule by rule: each has a sentence that fires it and a look-alike that does not."""

from __future__ import annotations

import pytest

from assistant.answer import Intent
from assistant.rulebook import load_rulebook
from assistant.situation import Status
from assistant.understand import Told
from guardrails.text import AgeBand, restored


def missed(text: str) -> object:
    """A sentence that is read wrongly now; to be mended, then it stands without this."""
    return pytest.param(text, marks=[pytest.mark.xfail(strict=True, reason="read wrongly")])


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


@pytest.mark.parametrize(
    "announced",
    [
        "Hij zegt dat hij zijn docent vanmiddag gaat neersteken.",
        "Een cliënt zegt dat hij vanavond zijn buurman gaat vermoorden.",
        "Hij wil zijn buurman vanavond vermoorden.",
        "Ze zegt dat ze vandaag haar vader wil doodsteken.",
        "My student wants to kill everyone at school today.",
        "Hij stuurt net dat hij vannacht voor de trein gaat.",
        "Mijn broer staat op het dak en wil springen.",
        "Hij staat met een bijl voor de deur van de moskee.",
        "Een jongen belt dat hij over een uur het azc in brand steekt.",
        "Ik ga mezelf nu wat aandoen.",
        "Er is een bom in de school.",
    ],
)
def test_danger_for_now_or_today_is_acute_in_any_word_order(understand, announced: str) -> None:
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


@pytest.mark.parametrize(
    "text",
    [
        "Mijn patiënt zegt dat hij dood wil.",
        "Mijn cliënt denkt erover om er een einde aan te maken.",
        "Hij is gisteren gezien met een vuurwapen.",
        "Zij heeft geld gespaard om naar Syrië te reizen.",
    ],
)
def test_a_concrete_danger_is_urgent_in_any_word_order(understand, text: str) -> None:
    assert understand(text).urgency == "dringend"


@pytest.mark.parametrize(
    "text",
    [
        "Hij heeft geen mes.",
        "Hij heeft geen wapen in zijn tas.",
        "Hij had geen vuurwapen bij zich, blijkt nu.",
        "Hij wil niemand vermoorden, zegt hij.",
        "Hij heeft nog nooit een wapen gehad.",
        "Mijn dochter zegt dat ze geen zelfmoordgedachten heeft.",
    ],
)
def test_a_danger_that_is_denied_is_no_danger(understand, text: str) -> None:
    assert understand(text).urgency == "informatie"


@pytest.mark.parametrize(
    "text",
    [
        "Mijn leerling snijdt brood met een mes in de keuken.",
        "Hij doodt de tijd met gamen.",
        "Hij gaat morgen een presentatie over de aanslag op Charlie Hebdo doen.",
        "Mijn leerling schrijft een werkstuk over zelfmoord.",
        "Hij schiet vandaag een foto op school.",
        "De leerling heeft vandaag een waterpistool mee.",
        "Mijn leerling is naar Syrië op familiebezoek geweest.",
        missed("Mijn zoon moet van de groep online alles leren voor zijn examen."),
    ],
)
def test_ordinary_life_with_a_dangerous_word_in_it_is_no_concern(understand, text: str) -> None:
    assert understand(text).urgency == "informatie"


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
