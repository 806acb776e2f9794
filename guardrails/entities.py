"""Kinds of personal data and the Dutch family name that each has in a placeholder."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

FAMILIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "PERSON": "PERSOON",
        "LOCATION": "PLAATS",
        "POSTCODE": "POSTCODE",
        "PHONE_NUMBER": "TELEFOON",
        "EMAIL_ADDRESS": "EMAIL",
        "URL": "URL",
        "USERNAME": "GEBRUIKERSNAAM",
        "BSN": "BSN",
        "IBAN": "IBAN",
        "LICENSE_PLATE": "KENTEKEN",
        "DATE_OF_BIRTH": "GEBOORTEDATUM",
        "DATE": "DATUM",
        "AGE": "LEEFTIJD",
        "SCHOOL": "SCHOOL",
        "ORGANIZATION": "ORGANISATIE",
        "ID_NUMBER": "NUMMER",
        "IP_ADDRESS": "IP",
    }
)
