"""The machine interface, line by line: shape, order, bad lines, offsets and history."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from assistant import machine
from prompts.load import messages

ASK_KEYS = (
    "id text removed intent urgency forms criteria routes answer citations follow_up refusal timing_ms"
).split()
TIMING = ["deidentify", "understand", "retrieve", "compose", "verify", "total"]
MEMES = "Mijn leerling deelt racistische memes."

Run = Callable[..., list[dict[str, Any]]]


def _strict(word: str) -> None:
    raise AssertionError(f"no JSON: {word}")


def read(lines: Iterable[str]) -> list[dict[str, Any]]:
    """Read lines as another system would: UTF-8, and JSON by the standard."""
    return [json.loads(line.encode().decode(), parse_constant=_strict) for line in lines]


@pytest.fixture(scope="session")
def run(product) -> Run:
    def lines(name: str, *given: object, language: str = "nl") -> list[dict[str, Any]]:
        texts = [line if isinstance(line, str) else json.dumps(line) for line in given]
        return read(machine.run_lines(product, getattr(machine, name), texts, language))

    return lines


def test_an_answer_has_exactly_the_keys_of_the_interface(run: Run) -> None:
    (line,) = run("ask_line", {"id": 7, "message": MEMES, "role": "docent", "gemeente": "Leiden"})
    assert list(line) == ASK_KEYS
    assert line["id"] == 7
    assert (line["intent"], line["urgency"], line["refusal"]) == ("casus", "zorg", None)
    assert list(line["timing_ms"]) == TIMING
    assert all(isinstance(ms, int | float) and ms >= 0 for ms in line["timing_ms"].values())
    assert line["timing_ms"]["total"] >= line["timing_ms"]["understand"]
    assert all(list(route) == ["id", "why"] for route in line["routes"])
    keys = ["n", "source", "title", "section", "url"]
    assert line["citations"]
    assert all(list(citation) == keys for citation in line["citations"])


def test_de_identification_has_exactly_the_keys_of_the_interface(run: Run) -> None:
    (line,) = run("deidentify_line", {"id": "a", "text": "Bel 06-12345678."})
    assert list(line) == ["id", "text", "entities"]
    assert [list(e) for e in line["entities"]] == [["entity_type", "start", "end", "placeholder"]]
    assert line["text"] == "Bel [TELEFOON-1]."


def test_search_has_exactly_the_keys_of_the_interface(run: Run) -> None:
    (line,) = run("search_line", {"id": "a", "query": "wat doet de weegploeg", "k": 3})
    assert list(line) == ["id", "hits"]
    assert len(line["hits"]) == 3
    keys = ["passage", "source", "title", "section", "score", "text"]
    assert all(list(hit) == keys for hit in line["hits"])


@pytest.mark.parametrize(
    "text",
    [
        "Mijn leerling Mohammed el Idrissi belt met 06-12345678.",
        "🙂 Café: Willem Wouterlood mailt w.wouterlood@voorbeeld.nl.\r\n\tZijn BSN is 111222333.",
        "Ｍohammed  el\u00a0Idrissi is 16 jaar.",
    ],
)
def test_removed_offsets_point_into_the_message_as_given(run: Run, text: str) -> None:
    (answer,) = run("ask_line", {"id": 1, "message": text})
    (safe,) = run("deidentify_line", {"id": 1, "text": text})
    assert answer["removed"] == safe["entities"] != []
    rebuilt, at = "", 0
    for removed in answer["removed"]:
        rebuilt += text[at : removed["start"]] + removed["placeholder"]
        at = removed["end"]
    assert rebuilt + text[at:] == answer["text"]
    assert "drissi" not in answer["text"] + answer["answer"]


BAD_ASK: dict[str, object] = {
    "broken JSON": '{"id": 1, "message": ',
    "no id": {"message": MEMES},
    "a list": [1, 2],
    "a number": "12",
    "a word": "NaN",
    "null": "null",
    "no message": {"id": 1},
    "message of another type": {"id": 1, "message": 5},
    "message is null": {"id": 1, "message": None},
    "empty message": {"id": 1, "message": " \n "},
    "too long": {"id": 1, "message": "a " * 10_000 + "b"},
    "unknown role": {"id": 1, "message": MEMES, "role": "koning"},
    "role of another type": {"id": 1, "message": MEMES, "role": ["docent"]},
    "gemeente of another type": {"id": 1, "message": MEMES, "gemeente": 3},
    "history is a word": {"id": 1, "message": MEMES, "history": "eerder"},
    "history is an object": {"id": 1, "message": MEMES, "history": {"role": "user"}},
    "history holds a word": {"id": 1, "message": MEMES, "history": ["eerder"]},
    "history without text": {"id": 1, "message": MEMES, "history": [{"role": "user"}]},
    "history is too long": {
        "id": 1,
        "message": MEMES,
        "history": [{"role": "user", "text": "a " * 10_001}],
    },
    "half a character": '{"id": 1, "message": "Mijn leerling \\ud800 deelt memes"}',
    "deep nesting": "[" * 100_000,
    "deep nesting in the message": '{"id": 1, "message": ' + "[" * 100_000,
    "a number that is too long": '{"id": ' + "9" * 5000 + "}",
    "another script": {"id": 1, "message": "Я очень беспокоюсь об ученике"},
}


@pytest.mark.parametrize("bad", BAD_ASK)
def test_a_bad_line_gets_an_error_in_its_place_and_never_stops_the_batch(
    run: Run, bad: str
) -> None:
    first, error, last = run(
        "ask_line",
        {"id": "voor", "message": "Wat doet de weegploeg?"},
        BAD_ASK[bad],
        {"id": "na", "message": "Wat doet de weegploeg?"},
    )
    assert (first["id"], last["id"]) == ("voor", "na")
    assert first["answer"] == last["answer"]
    assert set(error) == {"id", "error"}
    assert error["error"] in {str(message) for message in messages("nl").values()}


def test_an_error_keeps_the_id_where_it_can_be_read(run: Run) -> None:
    (error,) = run("ask_line", {"id": {"zaak": [1, None]}, "message": ""})
    assert error == {"id": {"zaak": [1, None]}, "error": str(messages("nl")["invoer_leeg"])}


def test_an_error_never_repeats_the_message(run: Run) -> None:
    (error,) = run("ask_line", '{"id": 1, "message": "kwetterloot \\ud800"}')
    assert "kwetterloot" not in json.dumps(error)
    assert error["error"] == str(messages("nl")["niet_veilig"])


def test_errors_come_in_the_language_of_the_installation(run: Run) -> None:
    (error,) = run("ask_line", {"id": 1, "message": ""}, language="en")
    assert error["error"] == str(messages("en")["invoer_leeg"])


@pytest.mark.parametrize("k", [0, 51, -1, True, "3", 2.5])
def test_a_number_of_hits_that_makes_no_sense_is_an_error(run: Run, k: object) -> None:
    (error,) = run("search_line", {"id": 1, "query": "weegploeg", "k": k})
    assert set(error) == {"id", "error"}


@pytest.mark.parametrize("line", [{"id": 1}, {"id": 1, "text": 5}, {"id": 1, "text": None}, []])
def test_a_bad_line_of_de_identification_is_an_error(run: Run, line: object) -> None:
    (error,) = run("deidentify_line", line)
    assert set(error) == {"id", "error"}


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "\\ud800", "message": "Wat doet de weegploeg?"}',
        '{"id": NaN, "message": "Wat doet de weegploeg?"}',
        '{"id": 1, "message": "Hij deelt racistische memes.", "gemeente": "\\ud800x"}',
    ],
    ids=["half a character in the id", "NaN as the id", "half a character in the gemeente"],
)
def test_what_cannot_be_written_again_is_an_error_in_its_place(run: Run, line: str) -> None:
    first, last = run("ask_line", line, {"id": "na", "message": "Wat doet de weegploeg?"})
    assert last["id"] == "na"
    assert first


@pytest.mark.parametrize("depth", [10, 200, 900, 990, 2_000, 20_000])
def test_an_id_of_any_depth_does_not_stop_the_batch(run: Run, depth: int) -> None:
    deep = '{"id": ' + "[" * depth + "]" * depth + ', "message": ""}'
    _, last = run("ask_line", deep, {"id": "na", "message": ""})
    assert last["id"] == "na"


def test_lines_come_back_in_order_and_blank_lines_are_skipped(run: Run) -> None:
    given = [{"id": n, "text": f"bericht {n}"} for n in range(20)]
    lines = run("deidentify_line", *given[:10], "", "  \n", *given[10:])
    assert [line["id"] for line in lines] == list(range(20))
    assert [line["text"] for line in lines] == [line["text"] for line in given]


def test_history_builds_on_what_the_user_said_before(run: Run) -> None:
    message = "Hij heeft nu nieuwe vrienden."
    history = [
        {"role": "user", "text": MEMES},
        {"role": "assistant", "text": "Een jongen heeft een mes in zijn tas."},
    ]
    alone, after = run(
        "ask_line",
        {"id": 1, "message": message},
        {"id": 2, "message": message, "history": history},
    )
    assert (alone["urgency"], after["urgency"]) == ("informatie", "zorg")
    assert "extremistische_denkbeelden" in after["criteria"]


def test_a_name_from_the_history_keeps_its_placeholder(run: Run) -> None:
    (line,) = run(
        "ask_line",
        {
            "id": 1,
            "message": "Mohammed el Idrissi deelt nu ook haatfilmpjes, met Willem Wouterlood.",
            "history": [{"role": "user", "text": "Mijn leerling Mohammed el Idrissi spijbelt."}],
        },
    )
    assert [removed["placeholder"] for removed in line["removed"]] == ["[PERSOON-1]", "[PERSOON-2]"]


def test_a_municipality_that_is_not_known_is_said(run: Run) -> None:
    line = {"id": 1, "message": MEMES, "role": "jongerenwerker", "gemeente": "Krommenoordwijk"}
    assert "«Krommenoordwijk» ken ik niet" in run("ask_line", line)[0]["answer"]


def test_danger_in_a_batch_gives_112_first(run: Run) -> None:
    (line,) = run("ask_line", {"id": 1, "message": "Er wordt nu geschoten op onze school."})
    assert line["urgency"] == "acuut"
    assert [route["id"] for route in line["routes"]] == ["112", "politie"]
    assert "112" in line["answer"].splitlines()[0]
