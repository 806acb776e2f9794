"""Checks of what a pattern matched: True proves it, False rejects it, None leaves the score."""

from __future__ import annotations

import re
from collections.abc import Callable

from guardrails.keep import KeepList
from guardrails.lexicon import Lexicon
from guardrails.normalise import fold
from guardrails.number_words import number_value
from guardrails.public_sites import private_email, private_url

Validator = Callable[[str], bool | None]

_FUNCTION_WORDS = frozenset(
    "en of is in op om er te ze we ik je nu al zo na me re jr km kg cm mm ml gr st eu uu pk mb gb"
    " kb tv om pm am et an by to at as it no so vn ns ap de ca nl be us uk kw go ah if my hz or and on and the".split()
)
_PUBLIC_PHONE = re.compile(r"(?:0800|0900|0906|0909|144|14\d{3})")
_PUBLIC_NUMBERS = frozenset(("0882080080", "112", "113"))
_UNITS = frozenset("km kg cm mm ml gr jr pk mb gb kb tv pm am hz kw ha er en st de ers".split())
_MONTH_NAMES = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
_MONTHS = {name[:3]: month for month, name in enumerate(_MONTH_NAMES, start=1)}
_MONTHS |= {"mrt": 3, "mar": 3, "may": 5, "oct": 10}
_WEEKDAY = re.compile(r"\b(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun|\w+dag|\w+day)\b")
_NAMED_DATE = re.compile(r"\b(\d{1,2})\D{1,8}?\b([a-z]{3,9})\b\.?(?:\D{1,3}((?:19|20)\d{2}))?")
_NAMED_DATE_EN = re.compile(r"\b([a-z]{3,9})\s(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s((?:19|20)\d{2}))?")
_NUMBER_DATE = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?((?:19|20)\d{2})")
# days that are known by their numbers alone: 11 September, 7 October, 20 April
_PUBLIC_SHORT = frozenset(("9/11", "11/9", "7/10", "4/20"))


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
    if _PUBLIC_PHONE.match(number) or number in _PUBLIC_NUMBERS:
        return False
    return None if 7 <= len(number) <= 15 else False


def mobile_part(text: str) -> bool | None:
    """Part of a mobile number: '06-123456', '06 12xx xx78'."""
    return None if text.startswith("06") or len(digits(text)) == 9 else False


def mobile_letters(text: str) -> bool | None:
    """A mobile number with letters for digits: 'o6 43 o7 91 58'."""
    return None if len(digits(text)) >= 6 else False


def spoken_phone(text: str) -> bool | None:
    """'06 twaalf vierendertig zesenvijftig': words among the digits."""
    return None if re.search(r"[a-z]{3}", text, re.IGNORECASE) else False


def seven_digits(text: str) -> bool | None:
    """A number with at most two letters in the place of digits ('1O4938275')."""
    return None if len(digits(text)) >= 7 else False


def nine_digits(text: str) -> bool | None:
    """As long as a BSN, for a table with that heading."""
    return None if len(digits(text)) == 9 else False


def bsn_grouped(text: str) -> bool | None:
    """Nine digits in groups that pass the eleven-test."""
    return len(digits(text)) == 9 and bool(bsn(text))


def postcode(text: str) -> bool | None:
    """Not a year or a count and a short word ('2013 en', '1500 km', '1500km')."""
    letters = text[-2:].lower()
    if text[-2:].isupper():
        return _year(text)
    joined = re.fullmatch(r"\d{4}-?[A-Za-z]{2}", text)
    return False if letters in (_UNITS if joined else _FUNCTION_WORDS) else _year(text)


def _year(text: str) -> bool | None:
    """A year before an abbreviation in capitals is no postcode ('2024 OM')."""
    spaced = text[4:5] == " " and text[-2:].lower() in _FUNCTION_WORDS
    year = text[:2] in ("19", "20") and spaced
    return False if year else None


def plate(text: str) -> bool | None:
    """Six letters and digits in three groups, as Dutch plates have."""
    word = re.search(r"(?<= )[a-z]+(?= )", text)
    if word and word[0] in _FUNCTION_WORDS:
        return False
    compact = re.sub(r"[^a-z0-9]", "", text.lower())
    groups = re.findall(r"[a-z]+|\d+", compact)
    form = "".join("A" if c.isalpha() else "9" for c in compact)
    if len(compact) != 6 or not 2 <= len(groups) <= 3 or (form.isalpha() and "9" not in form):
        return False
    return None if form in _SIDE_CODES else False


def plate_joined(text: str) -> bool | None:
    """Six capitals and digits as plates in use have them ('GB381K'); apart no words ('8 MET 24')."""
    if " " in text and re.search("[AEIOU]", text):
        return False  # Dutch plates have no vowels
    form = "".join("A" if c.isalpha() else "9" for c in text if c != " ")
    return None if form in _JOINED_CODES else False


def foreign_plate(text: str) -> bool | None:
    """Letters and digits with no word among them ('HK 4417 AB', not 'IN 2019 EN')."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return False if any(word in _FUNCTION_WORDS for word in words) else None


def has_letter(text: str) -> bool | None:
    """A letter and a digit at the least."""
    return None if re.search(r"[^\W\d_]", text) and re.search(r"\d", text) else False


_JOINED_CODES = frozenset("99AAA9 9AAA99 AA999A A999AA AAA99A A99AAA 9AA999 999AA9".split())
_SIDE_CODES = frozenset(
    "AA9999 9999AA 99AA99 AA99AA AAAA99 99AAAA 99AAA9 9AAA99 AA999A A999AA AAA99A A99AAA 9AA999"
    " 999AA9".split()
)


def age(text: str) -> bool | None:
    """A number that can be somebody's age; under five it must say so ('3 jaar oud')."""
    value = number_value(text)
    if value is None or value > 104:
        return False
    return None if value >= 5 or "oud" in text or "old" in text or "jarig" in text else False


def any_age(text: str) -> bool | None:
    """A number that can be somebody's age, of the smallest child too."""
    value = number_value(text)
    return None if value is not None and value <= 104 else False


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


def id_code(text: str) -> bool | None:
    """A number as above, or a short code of capitals and digits ('X7K2')."""
    code = re.sub(r"[^\w]", "", text)
    short = len(digits(code)) == 2 and len(code) >= 4 and code.isupper()
    return None if short else id_number(text)


def no_year(text: str) -> bool | None:
    """A number that is no year, for the first column of a table."""
    return False if re.fullmatch(r"(?:19|20)\d{2}", text) else None


def leet(text: str) -> bool | None:
    """A word with digits for letters ('w0lfj3'), no unit or code ('4x4', 'mp3', 'a4tje')."""
    letters, numbers = re.findall(r"[^\W\d_]+", text), re.findall(r"\d+", text)
    odd = len(letters) >= 2 and len(numbers) >= 2 and len(text) >= 5
    return None if odd and not text.isupper() else False


def short_date(text: str) -> bool | None:
    """Not a day that is known by its numbers ('9/11')."""
    return False if text.strip() in _PUBLIC_SHORT else None


def _day(text: str) -> str:
    """A date in the form of the keep list ('7 oktober 2023'), or nothing."""
    if found := _NUMBER_DATE.search(text):
        day, month, year = found.groups()
        number = int(month)
        return f"{int(day)} {_MONTH_NAMES[number - 1]} {year}" if 1 <= number <= 12 else ""
    if found := _NAMED_DATE.search(text):
        day, name, year = found.groups()
    elif found := _NAMED_DATE_EN.search(text):
        name, day, year = found.groups()
    else:
        return ""
    number = _MONTHS.get(name[:3], 0)
    return " ".join(filter(None, (day, _MONTH_NAMES[number - 1], year))) if number else ""


# what is said of an account that is not its name
_NO_HANDLE = frozenset(
    "prive privé openbaar geblokkeerd verwijderd weg leeg nieuw oud gehackt dicht open nep fake ook"
    " niet wel geen een de het van die dat deze zijn haar hem mijn ze hij zij ik je we met op in voor"
    " gewoon anders daar hier nu nog al weer onbekend bekend anoniem niks niets iets vol en of is was"
    " echt ongeveer misschien net onder naar via bij door uit aan dus maar omdat waar als want heel"
    " sinds vaak soms altijd nooit steeds vooral alleen samen online offline eigenlijk inmiddels meestal"
    " tegenwoordig stil rustig boos saai leuk raar eng actief best heel wat wie hoe iemand niemand"
    " private public deleted banned gone empty unknown not the a his her and".split()
)


def lexical_validators(lexicon: Lexicon, keep: KeepList) -> dict[str, Validator]:
    """The checks that need to know ordinary words."""

    def handle(text: str) -> bool | None:
        folded = fold(text).strip("._-")
        if keep.holds(folded) or folded.isdigit():
            return False
        return False if lexicon.is_word(folded) and not re.search(r"[\d_.]", text) else None

    def handle_strict(text: str) -> bool | None:
        return handle(text) if re.search(r"[\d_.]", text) else False

    def dotted(text: str) -> bool | None:
        """Parts with a dot ('emreyy.34'): no two sentences without a space ('school.15')."""
        parts = fold(text).split(".")
        mixed = any(len(p) >= 4 and re.search(r"[a-z]\d|\d[a-z]", p) for p in parts)
        word = all(p.isdigit() or lexicon.is_word(p) for p in parts[:1])
        return None if mixed or not (word or len(parts[0]) < 3) else False

    def handle_named(text: str) -> bool | None:
        """What is said to be the name of an account is one, also when it is a word."""
        folded = fold(text).strip("._-")
        empty = folded in _NO_HANDLE or folded.isdigit() or len(folded) < 3
        return False if empty or keep.holds(folded) else None

    def handle_online(text: str) -> bool | None:
        """After 'op tiktok heet hij': not 'gewoon', 'anders' or a verb of what he does there."""
        return handle_named(text) if fold(text) not in lexicon.common else False

    def handle_unknown(text: str) -> bool | None:
        """Right behind 'tiktokaccount': not 'over' or 'met', which no cue of a name precedes."""
        short = len(fold(text)) < 5 and lexicon.is_word(fold(text))
        return False if short else handle_online(text)

    def private_date(text: str) -> bool | None:
        folded = fold(text).rstrip(". ")
        if keep.is_public_date(folded) or folded in _PUBLIC_SHORT:
            return False
        if _WEEKDAY.search(folded):
            return None
        return False if keep.is_public_date(_day(folded)) else None

    return {
        "handle": handle,
        "handle_strict": handle_strict,
        "dotted": dotted,
        "handle_named": handle_named,
        "handle_online": handle_online,
        "handle_unknown": handle_unknown,
        "private_date": private_date,
    }


def validators(lexicon: Lexicon, keep: KeepList) -> dict[str, Validator]:
    """Every check by the name that `patterns.toml` uses."""
    plain: dict[str, Validator] = {
        "bsn": bsn,
        "iban": iban,
        "private_phone": private_phone,
        "mobile_part": mobile_part,
        "private_url": private_url,
        "private_email": private_email,
        "mobile_letters": mobile_letters,
        "spoken_phone": spoken_phone,
        "seven_digits": seven_digits,
        "nine_digits": nine_digits,
        "bsn_grouped": bsn_grouped,
        "plate_joined": plate_joined,
        "foreign_plate": foreign_plate,
        "has_letter": has_letter,
        "any_age": any_age,
        "no_year": no_year,
        "leet": leet,
        "short_date": short_date,
        "postcode": postcode,
        "plate": plate,
        "age": age,
        "age_in_brackets": age,
        "age_letter": age_letter,
        "has_digits": has_digits,
        "id_number": id_number,
        "id_code": id_code,
    }
    return plain | lexical_validators(lexicon, keep)
