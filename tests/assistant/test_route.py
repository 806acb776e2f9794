"""Routing: each rule of the table fires in its situation and not in one that looks like it."""

from __future__ import annotations

import pytest

from assistant.route import Routed
from assistant.rulebook import read_toml
from assistant.situation import Situation
from prompts.load import texts

ROUTES = set(
    "112 politie wijkagent gemeente_meldpunt eigen_organisatie lse veilig_thuis school_veiligheid "
    "vertrouwensinspecteur meld_misdaad_anoniem aivd atkm 113 ess ggz_huisarts discriminatie "
    "slachtofferhulp autoriteit_persoonsgegevens fg kindertelefoon kmar".split()
)
BESIDE_112 = {"112", "113", "politie"}

_MEMES = "Mijn leerling deelt racistische memes."
_KNIFE = "Een jongen heeft een mes in zijn tas."
_SLEEP = "Hij slaapt slecht en spijbelt."
_VEIL = "Een leerling draagt een hoofddoek."
_SHARE = "Mag ik deze informatie delen met de gemeente?"
_REPORT = "Waar kan ik een melding doen?"
_KNOW = "Hoe herken ik rechtsextremisme?"
_THREAT = "Ik word bedreigd door een groep."
_SUICIDE = "Hij heeft zelfmoordgedachten."

# rule: (role, a situation that fires it), (role, one that looks like it and does not)
_CASES = {
    "R1": (("", "Hij wil vanavond een eind aan zijn leven maken."), ("", _SUICIDE)),
    "R2": (("", "Er wordt nu geschoten op onze school."), ("", _KNIFE)),
    "R3": (("", "Ik wil niet meer leven."), ("", _THREAT)),
    "R3a": (("", "Ik zit zelf in zo'n groep en ik wil eruit."), ("docent", _THREAT)),
    "R4": (("docent", _THREAT), ("burger", _THREAT)),
    "R5": (("burger", _THREAT), ("docent", _THREAT)),
    "R6": (("zorgverlener", _SUICIDE), ("burger", _SUICIDE)),
    "R6a": (("burger", _SUICIDE), ("zorgverlener", _SUICIDE)),
    "R7": (
        ("docent", "Ze wordt afgeperst door een groep online."),
        ("docent", "Ze wordt geholpen door een groep online."),
    ),
    "R8": (("zorgverlener", _KNIFE), ("docent", _KNIFE)),
    "R9": (("burger", _KNIFE), ("docent", _KNIFE)),
    "R10": (("gemeente", _KNIFE), ("docent", _KNIFE)),
    "R11": (("docent", _KNIFE), ("burger", _KNIFE)),
    "R12": (("docent", _VEIL), ("jongerenwerker", _VEIL)),
    "R14": (("burger", _SLEEP), ("docent", _SLEEP)),
    "R15": (("docent", _SLEEP), ("docent", _MEMES)),
    "R16": (("docent", _MEMES), ("burger", _MEMES)),
    "R17": (("burger", _MEMES), ("docent", _MEMES)),
    "R18": (("vrijwilliger", _MEMES), ("burger", _MEMES)),
    "R19": (("gemeente", _MEMES), ("politie", _MEMES)),
    "R20": (("politie", _MEMES), ("gemeente", _MEMES)),
    "R21": (("jeugdhulp", _MEMES), ("docent", _MEMES)),
    "R22": (("burger", _SHARE), ("docent", _SHARE)),
    "R23": (("docent", _SHARE), ("burger", _SHARE)),
    "R24": (("burger", _REPORT), ("docent", _REPORT)),
    "R25": (("docent", _REPORT), ("burger", _REPORT)),
    "R26": (("docent", _KNOW), ("jeugdhulp", _KNOW)),
    "R27": (("jeugdhulp", _KNOW), ("docent", _KNOW)),
    "R28": (
        ("", "Wat gebeurt er in het casusoverleg?"),
        ("", "Wat gebeurt er in het museum?"),
    ),
    "X1": (
        ("zorgverlener", "Hij heeft zelfmoordgedachten en een pistool in huis."),
        ("zorgverlener", "Hij heeft een pistool in huis."),
    ),
    "X2": (
        ("jeugdhulp", "De vader verheerlijkt geweld en er is kindermishandeling."),
        ("jeugdhulp", "De vader verheerlijkt geweld."),
    ),
    "X3": (
        ("docent", "Ze snijdt zichzelf en bewondert Breivik."),
        ("docent", "Ze tekent zichzelf en bewondert Breivik."),
    ),
    "X4": (("docent", "Kan ik anoniem melden?"), ("docent", "Kan ik morgen melden?")),
    "X5": (
        ("", "Hoe krijg ik een terroristische video offline?"),
        ("", "Hoe krijg ik een leuke video online?"),
    ),
    "X6": (
        ("docent", "Mijn leerling wordt gediscrimineerd, wat kan ik doen?"),
        ("docent", "Mijn leerling wordt geplaagd, wat kan ik doen?"),
    ),
    "X7": (("", "Wij hebben een datalek met een signaal."), ("", "Wij hebben een signaal.")),
    "X8": (
        ("", "Waar kan ik een klacht indienen over privacy?"),
        ("", "Waar kan ik een cursus volgen over privacy?"),
    ),
    "X9": (
        ("docent", "Mijn collega doet extreme uitspraken over joden."),
        ("docent", "Mijn leerling doet extreme uitspraken over joden."),
    ),
    "X10": (("", "Wat doet de AIVD met een melding?"), ("", "Wat doet de NCTV met een melding?")),
    "X11": (
        ("", "Moet ik de marechaussee op Schiphol bellen?"),
        ("", "Moet ik de huisarts bellen?"),
    ),
    "X12": (
        ("docent", "Kan een leerling de kindertelefoon bellen?"),
        ("docent", "Kan een leerling de huisarts bellen?"),
    ),
    "X13": (("", "Ik ben zelf slachtoffer en word bedreigd."), ("", _THREAT)),
    "X14": (("", "Wat doet de ESS?"), ("", "Wat doet het LSE?")),
    "X15": (
        ("docent", f"{_MEMES} Moet ik de wijkagent bellen?"),
        ("docent", f"{_MEMES} Moet ik de mentor bellen?"),
    ),
}
# rules that advise nobody give no reason
_SILENT = {"R13": ("jongerenwerker", _VEIL), "R29": ("", "Wat betekent accelerationisme?")}


@pytest.fixture(scope="session")
def route(product, understand):
    def routed(role: str, text: str) -> tuple[Situation, Routed]:
        situation = understand(text, role=role)
        return situation, product.corridor._rooms.table.route(situation)

    return routed


@pytest.mark.parametrize("rule", _CASES)
def test_a_routing_rule_fires_in_its_situation_and_not_in_a_look_alike(route, rule: str) -> None:
    fires, look_alike = _CASES[rule]
    assert rule in {reason.rule for reason in route(*fires)[1].reasons}
    assert rule not in {reason.rule for reason in route(*look_alike)[1].reasons}


@pytest.mark.parametrize("rule", _SILENT)
def test_a_rule_that_advises_nobody_gives_no_route_and_no_reason(route, rule: str) -> None:
    assert route(*_SILENT[rule])[1] == Routed((), ())


def test_every_rule_of_the_table_has_a_situation_that_fires_it() -> None:
    data = read_toml("routes.toml")
    ids = {line["id"] for line in (*data["rule"], *data["extra"])}
    assert ids == set(_CASES) | set(_SILENT)


@pytest.mark.parametrize(("role", "text"), [case for pair in _CASES.values() for case in pair])
def test_routes_are_each_named_once_with_a_reason_and_112_only_when_acute(
    route, role: str, text: str
) -> None:
    situation, routed = route(role, text)
    ids = [step.id for step in routed.steps]
    assert len(ids) == len(set(ids))
    assert all(step.why for step in routed.steps)
    if situation.urgency == "acuut":
        assert ids[0] == "112"
        assert set(ids) <= BESIDE_112


@pytest.mark.parametrize(
    "text",
    [
        "Er wordt nu geschoten op onze school, moet ik de AIVD of de wijkagent bellen?",
        "Hij wil vanavond een eind aan zijn leven maken, kan ik anoniem melden?",
        "Ze snijdt zichzelf, bewondert Breivik en heeft nu een mes in haar tas.",
    ],
)
def test_nothing_but_112_113_and_the_police_stands_in_the_routes_of_danger(
    route, text: str
) -> None:
    situation, routed = route("docent", text)
    assert situation.urgency == "acuut"
    assert routed.steps[0].id == "112"
    assert {step.id for step in routed.steps} <= BESIDE_112


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_route_of_the_tables_is_in_the_interface_and_has_a_text(language: str) -> None:
    data = read_toml("routes.toml")
    named = {step for line in data["rule"] for step in line["steps"]}
    named |= {line["step"] for line in data["extra"]}
    assert named <= ROUTES
    assert all(texts("routes", language)[f"why.{route}"].strip() for route in ROUTES)


def test_the_police_are_for_later_where_nothing_is_urgent(route) -> None:
    _, routed = route("gemeente", _MEMES)
    words = texts("routes", "nl")
    police = next(step for step in routed.steps if step.id == "politie")
    assert police.why == words["why.politie_later"]
    _, urgent = route("gemeente", _KNIFE)
    assert urgent.steps[0].why == words["why.politie"]
