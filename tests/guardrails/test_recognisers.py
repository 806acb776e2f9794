"""Each kind of personal data: what is removed and what must stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from guardrails.text import Deidentified

Clean = Callable[[str], Deidentified]

REMOVED = [
    ("PHONE_NUMBER", "bel 06-12345678", "06-12345678"),
    ("PHONE_NUMBER", "bel +31 (0)6 1234 5678", "+31 (0)6 1234 5678"),
    ("PHONE_NUMBER", "tel. 020.123.45.67", "020.123.45.67"),
    ("PHONE_NUMBER", "gsm +32 470 12 34 56", "+32 470 12 34 56"),
    ("PHONE_NUMBER", "nul zes twaalf vierendertig zesenvijftig achtenzeventig", "nul zes twaalf"),
    ("EMAIL_ADDRESS", "mail j.smit@voorbeeld.nl even", "j.smit@voorbeeld.nl"),
    ("EMAIL_ADDRESS", "joost at gmail punt com", "joost at gmail punt com"),
    ("EMAIL_ADDRESS", "mail joost (at) gmail (punt) com", "joost (at) gmail (punt) com"),
    ("URL", "zie https://t.me/kanaal_x.", "https://t.me/kanaal_x"),
    ("URL", "kom op discord.gg/abc", "discord.gg/abc"),
    ("IP_ADDRESS", "vanaf 83.12.4.201 gepost", "83.12.4.201"),
    ("IBAN", "naar NL91ABNA0417164300", "NL91ABNA0417164300"),
    ("IBAN", "iban NL00 INGB 0001 2345 67", "NL00 INGB 0001 2345 67"),
    ("BSN", "nummer 111222333 staat er", "111222333"),
    ("BSN", "zijn bsn is 123456789", "123456789"),
    ("LICENSE_PLATE", "een auto met 12-XKB-3", "12-XKB-3"),
    ("LICENSE_PLATE", "kenteken XK 123 B", "XK 123 B"),
    ("POSTCODE", "postcode 3514AB", "3514AB"),
    ("POSTCODE", "Kerklaan 1, 2274 jk", "2274 jk"),
    ("DATE_OF_BIRTH", "geboren op 12 maart 2008", "12 maart 2008"),
    ("DATE_OF_BIRTH", "geb. 12-03-2008", "12-03-2008"),
    ("DATE", "op 14 februari gebeurde het", "14 februari"),
    ("DATE", "op 12-03-2024 gebeurde het", "12-03-2024"),
    ("AGE", "hij is 16 jaar", "16 jaar"),
    ("AGE", "een jongen van 16 dus", "16"),
    ("AGE", "een jongen (16) uit de klas", "16"),
    ("AGE", "een 16-jarige leerling", "16-jarige"),
    ("AGE", "zij is zestien.", "zestien"),
    ("AGE", "hij is 16", "16"),
    ("AGE", "hij wordt vrijdag 17.", "17"),
    ("ID_NUMBER", "leerlingnummer 118273", "118273"),
    ("ID_NUMBER", "zaaknummer: ZK-88341", "ZK-88341"),
    ("USERNAME", "zijn account @wolf_88 dus", "@wolf_88"),
    ("USERNAME", "zijn tiktok is wolfje2008", "wolfje2008"),
    ("USERNAME", "insta: kleine.beer_07", "kleine.beer_07"),
    ("USERNAME", "heet DeathRider#4821 daar", "DeathRider#4821"),
    ("LOCATION", "woont in de Lijsterstraat 12", "Lijsterstraat 12"),
    ("LOCATION", "woont in Lutjebroek", "Lutjebroek"),
    ("SCHOOL", "zit op het Calvijn College", "Calvijn College"),
    ("SCHOOL", "hij zit op het kandinsky", "kandinsky"),
    ("SCHOOL", "basisschool De Regenboog", "Regenboog"),
    ("ORGANIZATION", "hij traint bij FC Lienden", "Lienden"),
    ("ORGANIZATION", "bidt in moskee El Tawheed", "El Tawheed"),
    ("PERSON", "mevrouw Bakker belde", "Bakker"),
    ("PERSON", "yassine bouzid was er", "yassine bouzid"),
    ("PERSON", "J. de Vries tekende", "J. de Vries"),
    ("PERSON", "Latifa B. was er", "Latifa B"),
    ("PERSON", "hij noemt zich Abu Dujana", "Abu Dujana"),
    ("PERSON", "Storm zei niets", "Storm"),
    ("PERSON", "محمد الحسن schreef mij", "محمد الحسن"),
    ("PERSON", "Jihad (16) is gepest", "Jihad"),
    ("PERSON", "Groetjes Roos", "Roos"),
    ("PERSON", "de jongen heet Mohamed\nBouchikhi dus", "Bouchikhi"),
]

STAYS = [
    "kinderen onder 16 jaar",
    "vanaf 12 jaar mag het",
    "Hij is twee maanden ziek en zit in groep 8 met 16 leerlingen.",
    "Zie Stb. 2025, 78 en vorige week in 2019.",
    "De jihad en de islam in mei.",
    "Hitler, Breivik, Tate, Wilders, Trump en Erdoğan.",
    "IS, Hamas, NVU en de Grijze Wolven.",
    "Bel 112 of 0900-8844.",
    "TikTok, Discord en Telegram.",
    "Ik werk in Utrecht.",
    "In 2013 en 2000 was er niets.",
    "Wat is een roos en wat kost een mark?",
    "De docent Engels uit Marokko spreekt Arabisch.",
    "De AIVD, de NCTV en Veilig Thuis.",
    "Op 7 oktober en 11 september.",
]


@pytest.mark.parametrize(("kind", "message", "value"), REMOVED)
def test_personal_data_is_removed(clean: Clean, kind: str, message: str, value: str) -> None:
    result = clean(message)
    assert value not in result.text.value
    assert kind in {item.entity_type for item in result.removed}


@pytest.mark.parametrize("message", STAYS)
def test_what_the_answer_needs_stays(clean: Clean, message: str) -> None:
    assert clean(message).text.value == message
