"""The labels of the machine interface as types: an unknown label is refused."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from knowledge_base.content import CRITERIA, FORMS, ROLES, TOPICS

ROUTES = (
    "112", "politie", "wijkagent", "gemeente_meldpunt", "eigen_organisatie", "lse",
    "veilig_thuis", "school_veiligheid", "vertrouwensinspecteur", "meld_misdaad_anoniem", "aivd",
    "atkm", "113", "ess", "ggz_huisarts", "discriminatie", "slachtofferhulp",
    "autoriteit_persoonsgegevens", "fg", "kindertelefoon", "kmar",
)  # fmt: skip
ENTITY_TYPES = (
    "PERSON", "LOCATION", "POSTCODE", "PHONE_NUMBER", "EMAIL_ADDRESS", "URL", "USERNAME", "BSN",
    "IBAN", "LICENSE_PLATE", "DATE_OF_BIRTH", "DATE", "AGE", "SCHOOL", "ORGANIZATION",
    "ID_NUMBER", "IP_ADDRESS",
)  # fmt: skip
GROUPS = ("zorg", "geen_signaal", "kennis", "weigeren")


def _one_of(allowed: tuple[str, ...]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"unknown label {value!r}")
        return value

    return AfterValidator(check)


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"no regular expression: {value!r} ({error})") from None
    return value


Form = Annotated[str, _one_of(FORMS)]
Criterion = Annotated[str, _one_of(CRITERIA)]
Topic = Annotated[str, _one_of(TOPICS)]
Role = Annotated[str, _one_of(("", *ROLES))]
EntityType = Annotated[str, _one_of(ENTITY_TYPES)]
Group = Annotated[str, _one_of(GROUPS)]
Route = Annotated[str, _one_of(ROUTES)]
Pattern = Annotated[str, AfterValidator(_pattern)]
