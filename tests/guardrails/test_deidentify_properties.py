"""What holds for any message."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from guardrails.deidentify import DeidentificationError, Deidentifier
from guardrails.entities import FAMILIES
from guardrails.normalise import PLACEHOLDER
from guardrails.resolve import key_of
from guardrails.text import Deidentified, RawText

Clean = Callable[[str], Deidentified]

FIRST = ["Yassine", "Sanne", "Oğuzhan", "Filmon", "Świętosława", "Xiaoling", "Arjun", "Hodan"]
FIRST += ["Oleksandr", "Parisa", "Churandy", "Quincy", "Soeresh", "Lujain", "Merhawi", "Gerrit"]
LAST = ["Bouzid", "Postma", "Yıldırım", "Tesfay", "Kowalczyk", "Zhang", "Chatterjee", "Warsame"]
FRAMES = [
    "Ik maak me zorgen over {}.",
    "{} zei vandaag iets raars.",
    "Mijn leerling {} kijkt filmpjes.",
    "gesprek met {} gehad",
    "Groeten,\n{}",
]
INVISIBLE = ["\u200b", "\u200d", "\u00ad", "\u2060"]
many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
pieces = st.sampled_from(
    [
        "Sanne",
        "is 16",
        "en",
        "woont in",
        "Gouda",
        "\n",
        ". ",
        "de",
        "Lijsterstraat 4",
        "[PERSOON-1]",
        "06-12345678",
        "(17)",
        "mijn zoon",
        "heet",
        "storm",
        "'s",
        "@wolf",
        "Abu",
        "\u200b",
        "12 maart",
    ]
)
WILD = [
    "😀",
    "👩\u200d👩\u200d👧",
    "e\u0301",
    "\u0300" * 4,
    "ال",
    "\u202e",
    "\u200f",
    "\ufeff",
    "\u2066",
    "ﬁ",
]
WILD += [
    "Ａ",
    "１６",
    "［",
    "］",
    "İ",
    "ß",
    "ŉ",
    "½",
    "①",
    "…",
    "𝔸",
    "안",
    "김민수",
    "Айшe",
    "Ｓａｎｎｅ",
    "क्ष",
    "ก็",
]
WILD += [
    "\ue001",
    "\uf8ff",
    "\U0010ffff",
    "\ud7ff",
    "\x00",
    "\r\n",
    "\t",
    "\u2028",
    "\u3164",
    "\xa0",
]
WILD += [
    "&#64;",
    "&amp;",
    "=20",
    "%40",
    "=C3=A9",
    "[",
    "]",
    "-",
    "@",
    ".",
    ", ",
    "\n",
    " ",
    "de",
    "heet",
]
# What the patterns find by themselves, whatever stands around it.
NUMBERS = ["06-12345678", "+31 6 87654321", "sanne.p@voorbeeld.nl", "111222333", "3514 AB"]
NUMBERS += ["NL91ABNA0417164300", "192.168.14.1", "https://www.voorbeeld.nl/sanne", "12 maart 2025"]
PLANTED = [
    *NUMBERS,
    "Sanne Postma",
    "Yassine Bouzid",
    "Lijsterstraat 4",
    "moskee El Fath",
    "16 jaar",
]
LONGEST = len("[GEBRUIKERSNAAM-999]")

texts = st.one_of(st.text(max_size=60), st.lists(pieces, max_size=10).map(" ".join))
wild = st.lists(st.one_of(st.sampled_from(WILD), st.text(max_size=8)), max_size=8).map("".join)
parts = st.lists(st.one_of(st.sampled_from(WILD), st.sampled_from(PLANTED)), max_size=10)
spaced = parts.map(" ".join)
mixed = st.one_of(spaced, parts.map("".join))
anything = st.one_of(texts, wild, mixed)
IMITATIONS = [
    "[PERSOON-{}]",
    "[persoon-{}]",
    "[Persoon–{}]",
    "[PERSOON-0{}]",
    "[PERS\u200bOON-{}]",
    "[PERSOON\u2011\u2060{}]",
    "［PERSOON－{}］",
    "【ＰＥＲＳＯＯＮ-{}】",
    "[РЕRSOON-{}]",
    "[ persoon {} ]",
    "[PERS00N-{}]",
    "&#91;PERSOON-{}&#93;",
]


def names() -> st.SearchStrategy[str]:
    return st.builds("{} {}".format, st.sampled_from(FIRST), st.sampled_from(LAST))


@many
@given(message=anything)
def test_a_second_time_changes_nothing(clean: Clean, message: str) -> None:
    once = clean(message).text.value
    assert clean(once).text.value == once


@many
@given(message=anything)
def test_offsets_lead_from_the_message_to_the_result(clean: Clean, message: str) -> None:
    result = clean(message)
    rebuilt, position = "", 0
    for item in result.removed:
        assert position <= item.start < item.end <= len(message)
        rebuilt += message[position : item.start] + item.placeholder
        position = item.end
    assert rebuilt + message[position:] == result.text.value


@many
@given(message=anything)
def test_the_result_is_never_longer_than_a_bound(clean: Clean, message: str) -> None:
    """A placeholder is at most 20 characters and stands for at least one: so at most 20 times."""
    result = clean(message)
    assert all(len(item.placeholder) <= LONGEST for item in result.removed)
    assert len(result.text.value) <= len(message) + (LONGEST - 1) * len(result.removed)
    assert len(result.text.value) <= LONGEST * len(message)


@many
@given(message=anything)
def test_the_order_and_the_numbers_are_always_the_same(clean: Clean, message: str) -> None:
    result = clean(message)
    assert clean(message) == result
    known: dict[str, int] = {}
    start = _typed(message)
    for item in result.removed:
        match = PLACEHOLDER.fullmatch(item.placeholder)
        assert match and match["family"] == FAMILIES[item.entity_type]
        number, family = int(match["number"]), match["family"]
        highest = known.get(family, start.get(family, 0))
        assert start.get(family, 0) < number <= highest + 1, "numbers go up, from left to right"
        known[family] = max(highest, number)


def _typed(message: str) -> dict[str, int]:
    """The highest number of each family that a message holds before anything is removed."""
    found: dict[str, int] = {}
    for match in PLACEHOLDER.finditer(message):
        found[match["family"]] = max(found.get(match["family"], 0), int(match["number"]))
    return found


@many
@given(
    form=st.sampled_from(IMITATIONS),
    number=st.integers(1, 40),
    name=names(),
    behind=st.booleans(),
)
def test_no_placeholder_that_a_user_typed_passes_for_ours(
    clean: Clean, form: str, number: int, name: str, behind: bool
) -> None:
    """In whatever spelling: its number is given to nobody, and what was typed is left as it is."""
    typed = form.format(number)
    told = f"Ik maak me zorgen over {name}."
    result = clean(f"{told}\nEn over {typed}?" if behind else f"{typed} is het.\n{told}")
    given_out = {item.placeholder for item in result.removed if item.entity_type == "PERSON"}
    assert f"[PERSOON-{number}]" not in given_out
    assert f"[PERSOON-{number + 1}]" in given_out
    assert result.text.value.count(f"[PERSOON-{number}]") == int(typed == f"[PERSOON-{number}]")


@many
@given(form=st.sampled_from(IMITATIONS), number=st.integers(1, 40), name=names())
def test_what_was_typed_earlier_keeps_its_number_from_later_people(
    deidentifier: Deidentifier, form: str, number: int, name: str
) -> None:
    session = deidentifier.session()
    session.deidentify(RawText(f"Wie is {form.format(number)}?"))
    later = session.deidentify(RawText(f"Ik maak me zorgen over {name}."))
    assert f"[PERSOON-{number + 1}]" in later.text.value


@many
@given(before=wild, planted=st.sampled_from(NUMBERS), after=st.one_of(mixed, texts))
def test_two_messages_in_one_leak_no_more_than_each(
    clean: Clean, before: str, planted: str, after: str
) -> None:
    """What a pattern removes stays removed when another message stands before or behind it."""
    alone = f"{before}\n{planted}"
    assume(key_of(planted) not in key_of(clean(alone).text.value))
    assume(key_of(planted) not in key_of(after))
    for both in (f"{alone}\n\n{after}", f"{after}\n\n{alone}"):
        assert key_of(planted) not in key_of(clean(both).text.value)


@many
@given(name=names(), value=st.sampled_from([*NUMBERS, "moskee El Fath"]), later=spaced)
def test_a_later_message_never_brings_back_what_was_removed(
    deidentifier: Deidentifier, name: str, value: str, later: str
) -> None:
    session = deidentifier.session()
    first = session.deidentify(RawText(f"Mijn leerling {name} ({value}) kijkt filmpjes."))
    assert name not in first.text.value and value not in first.text.value
    second = session.deidentify(RawText(f"{later}\n{name} kwam terug, met {value}."))
    left = second.text.value.lower()
    assert not any(part.lower() in left for part in name.split())
    assert value.lower() not in left
    again = session.deidentify(RawText(first.text.value))
    assert again.text == first.text, "and what was safe before is safe still"


@many
@given(message=st.text(st.characters(), max_size=80))
def test_nothing_but_its_own_error_is_raised(clean: Clean, message: str) -> None:
    try:
        clean(message)
    except DeidentificationError as error:
        assert message not in str(error) or not message


@many
@given(name=names(), frame=st.sampled_from(FRAMES), lower=st.booleans())
def test_a_generated_name_never_survives(clean: Clean, name: str, frame: str, lower: bool) -> None:
    shown = name.lower() if lower else name
    left = clean(frame.format(shown)).text.value.lower()
    assert not any(part.lower() in left for part in shown.split())


@many
@given(name=st.sampled_from(FIRST), where=st.integers(1, 4), hidden=st.sampled_from(INVISIBLE))
def test_an_invisible_character_does_not_hide_a_name(
    clean: Clean, name: str, where: int, hidden: str
) -> None:
    split = name[:where] + hidden + name[where:]
    result = clean(f"Vandaag was {split} er niet.")
    assert result.text.value == "Vandaag was [PERSOON-1] er niet."


@many
@given(
    number=st.integers(10_000_000, 99_999_999), form=st.sampled_from(["06{}", "+316{}", "06-{}"])
)
def test_a_mobile_number_never_survives(clean: Clean, number: int, form: str) -> None:
    phone = form.format(number)
    assert phone not in clean(f"Bel hem op {phone} vanavond").text.value


@many
@given(digits=st.lists(st.integers(0, 9), min_size=8, max_size=8))
def test_a_valid_bsn_never_survives(clean: Clean, digits: list[int]) -> None:
    rest = sum(w * d for w, d in zip(range(9, 1, -1), digits, strict=True)) % 11
    if rest == 10 or not any(digits):
        return
    bsn = "".join(map(str, [*digits, rest]))
    assert bsn not in clean(f"Het staat op {bsn} geregistreerd").text.value
