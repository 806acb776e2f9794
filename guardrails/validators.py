"""Checks of what a pattern matched: True proves it, False rejects it, None leaves the score."""

from __future__ import annotations

import re
from collections.abc import Callable

from guardrails.keep import KeepList
from guardrails.lexicon import Lexicon
from guardrails.normalise import fold

Validator = Callable[[str], bool | None]

_FUNCTION_WORDS = frozenset(
    "en of is in op om er te ze we ik je nu al zo na me re jr km kg cm mm ml gr st eu uu pk mb gb"
    " kb tv om pm am et an by to at as it no so vn ns ap de ca nl be us uk kw go ah if my hz".split()
)
_PUBLIC_PHONE = re.compile(r"(?:0800|0900|0906|0909|144|14\d{3})")
_PUBLIC_SITE = re.compile(
    r"(?:https?://)?(?:www\.)?(?:[\w-]+\.)*(?:politie|rijksoverheid|overheid|aivd|nctv|om|cbs|vng|"
    r"landelijksteunpuntextremisme|veiligthuis|ggd|schoolenveiligheid|onderwijsinspectie|"
    r"meldmisdaadanoniem|113|kindertelefoon|slachtofferhulp|wetten|inspectie-jenv|"
    r"autoriteitpersoonsgegevens|socialestabiliteit|atkm)\.nl(?:/.*)?",
    re.IGNORECASE,
)
_NUMBERS = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien"
    " zestien zeventien achttien negentien twintig"
).split()
_ENGLISH = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_TENS = {"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70}
_TENS |= {"tachtig": 80, "negentig": 90}
_ORDINALS = (
    "zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende vijftiende"
    " zestiende zeventiende achttiende negentiende twintigste eenentwintigste"
).split()


def digits(text: str) -> str:
    """Only the digits of a text."""
    return "".join(c for c in text if c.isdigit())


def bsn(text: str) -> bool | None:
    """The eleven-test; a number that fails needs the word beside it."""
    number = digits(text)
    if len(number) not in (8, 9) or not number.isascii() or int(number) == 0:
        return None
    total = sum(
        w * int(d) for w, d in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), number.zfill(9), strict=True)
    )
    return True if total % 11 == 0 else None


def iban(text: str) -> bool | None:
    """Mod 97; an account number that fails needs the word beside it."""
    compact = re.sub(r"[^A-Za-z0-9]", "", text).upper()
    if not (compact.isascii() and 14 <= len(compact) <= 34) or len(digits(compact)) < 8:
        return False
    number = "".join(str(int(c, 36)) for c in compact[4:] + compact[:4])
    return True if int(number) % 97 == 1 else None


def private_phone(text: str) -> bool | None:
    """Not a number of public service."""
    number = digits(text)
    if _PUBLIC_PHONE.match(number) or number in ("0882080080", "112", "113"):
        return False
    return None if 7 <= len(number) <= 15 else False


def mobile_part(text: str) -> bool | None:
    """Part of a mobile number: '06-123456', '06 12xx xx78'."""
    return None if text.startswith("06") or len(digits(text)) == 9 else False


def private_url(text: str) -> bool | None:
    """Not a page of a public body."""
    return False if _PUBLIC_SITE.fullmatch(text.strip()) else None


def postcode(text: str) -> bool | None:
    """Not a year or a count and a short word ('2013 en', '1500 km')."""
    letters = text[-2:].lower()
    return False if letters in _FUNCTION_WORDS and not text[-2:].isupper() else _year(text)


def _year(text: str) -> bool | None:
    """A year before an abbreviation in capitals is no postcode ('2024 OM')."""
    year = text[:2] in ("19", "20") and text[-2:].lower() in _FUNCTION_WORDS
    return False if year else None


def plate(text: str) -> bool | None:
    """Six letters and digits in three groups, as Dutch plates have."""
    compact = re.sub(r"[^a-z0-9]", "", text.lower())
    groups = re.findall(r"[a-z]+|\d+", compact)
    form = "".join("A" if c.isalpha() else "9" for c in compact)
    if len(compact) != 6 or not 2 <= len(groups) <= 3 or (form.isalpha() and "9" not in form):
        return False
    return None if form in _SIDE_CODES else False


_SIDE_CODES = frozenset(
    "AA9999 9999AA 99AA99 AA99AA AAAA99 99AAAA 99AAA9 9AAA99 AA999A A999AA AAA99A A99AAA 9AA999"
    " 999AA9".split()
)


def number_value(text: str) -> int | None:
    """The number that digits or words say: '16', 'zestien', 'drieëntwintig', 'sixteen', '14e'."""
    found = re.search(r"\d{1,2}", text)
    if found:
        return int(found[0])
    word = re.sub(r"[\s-]*(?:jaar|jr|jarigen?|years?|plusser).*$", "", fold(text).strip())
    if word in _NUMBERS:
        return _NUMBERS.index(word)
    if word in _ENGLISH.split():
        return 10 + _ENGLISH.split().index(word)
    if word in _ORDINALS:
        return 6 + _ORDINALS.index(word)
    for tens, value in _TENS.items():
        if word.endswith(tens):
            unit = word.removesuffix(tens).removesuffix("en")
            return value + (_NUMBERS.index(unit) if unit in _NUMBERS else 0)
    return None


def age(text: str) -> bool | None:
    """A number that can be somebody's age; under five it must say so ('3 jaar oud')."""
    value = number_value(text)
    if value is None or value > 104:
        return False
    return None if value >= 5 or "oud" in text or "old" in text or "jarig" in text else False


def age_letter(text: str) -> bool | None:
    """'m16', 'v/15', '17m'; not a distance in lower case letters alone ('50 m')."""
    value = number_value(text)
    if value is None or not 10 <= value <= 90:
        return False
    return False if re.fullmatch(r"\d+\s?m", text) and value % 5 == 0 else None


def has_digits(text: str) -> bool | None:
    """At least three digits."""
    return None if len(digits(text)) >= 3 else False


def id_number(text: str) -> bool | None:
    """At least three digits and no year alone ('kenmerk 2024')."""
    return False if len(digits(text)) < 3 or re.fullmatch(r"(?:19|20)\d{2}", text) else None


def lexical_validators(lexicon: Lexicon, keep: KeepList) -> dict[str, Validator]:
    """The checks that need to know ordinary words."""

    def handle(text: str) -> bool | None:
        folded = fold(text).strip("._-")
        if keep.holds(folded) or folded.isdigit():
            return False
        return False if lexicon.is_word(folded) and not re.search(r"[\d_.]", text) else None

    def handle_strict(text: str) -> bool | None:
        return handle(text) if re.search(r"[\d_.]", text) else False

    def private_date(text: str) -> bool | None:
        return False if keep.is_public_date(fold(text).rstrip(". ")) else None

    return {"handle": handle, "handle_strict": handle_strict, "private_date": private_date}


def validators(lexicon: Lexicon, keep: KeepList) -> dict[str, Validator]:
    """Every check by the name that `patterns.toml` uses."""
    plain: dict[str, Validator] = {
        "bsn": bsn,
        "iban": iban,
        "private_phone": private_phone,
        "mobile_part": mobile_part,
        "private_url": private_url,
        "postcode": postcode,
        "plate": plate,
        "age": age,
        "age_in_brackets": age,
        "age_letter": age_letter,
        "has_digits": has_digits,
        "id_number": id_number,
    }
    return plain | lexical_validators(lexicon, keep)
