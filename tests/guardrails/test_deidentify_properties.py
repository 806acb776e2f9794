"""What holds for any message."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guardrails.deidentify import DeidentificationError
from guardrails.text import Deidentified

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
texts = st.one_of(st.text(max_size=60), st.lists(pieces, max_size=10).map(" ".join))


def names() -> st.SearchStrategy[str]:
    return st.builds("{} {}".format, st.sampled_from(FIRST), st.sampled_from(LAST))


@many
@given(message=texts)
def test_a_second_time_changes_nothing(clean: Clean, message: str) -> None:
    once = clean(message).text.value
    assert clean(once).text.value == once


@many
@given(message=texts)
def test_offsets_lead_from_the_message_to_the_result(clean: Clean, message: str) -> None:
    result = clean(message)
    rebuilt, position = "", 0
    for item in result.removed:
        assert position <= item.start < item.end <= len(message)
        rebuilt += message[position : item.start] + item.placeholder
        position = item.end
    assert rebuilt + message[position:] == result.text.value


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
