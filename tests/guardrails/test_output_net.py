"""The second net."""

from __future__ import annotations

import pytest

from guardrails.deidentify import OutputNet

OURS = ("0900-8844", "088 20 80 080", "0800-2000", "112", "info@meldpunt.example.nl")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("bel 06-12345678", "bel [TELEFOON]"),
        ("bsn 111222333", "bsn [BSN]"),
        ("mail a@b.nl", "mail [EMAIL]"),
        ("NL91ABNA0417164300", "[IBAN]"),
        ("in 3514 AB", "in [POSTCODE]"),
        ("van @wolf_88", "van [GEBRUIKERSNAAM]"),
        ("zie https://t.me/x", "zie [URL]"),
        ("06\u200b-12345678", "[TELEFOON]"),
    ],
)
def test_what_slips_through_is_masked_and_counted(text: str, masked: str) -> None:
    net = OutputNet(OURS)
    assert net.mask(text) == masked
    assert net.count(text).total() == 1


@pytest.mark.parametrize(
    "text",
    [
        "Bel 112, 0900-8844, 088 20 80 080 of 0800-2000.",
        "Mail info@meldpunt.example.nl.",
        "[PERSOON-1] woont in [PLAATS-1].",
        "In 2013 EN 2014 was er niets, kenmerk 123456789.",
    ],
)
def test_our_own_contact_points_and_placeholders_stay(text: str) -> None:
    assert OutputNet(OURS).mask(text) == text


def test_a_number_that_is_not_allowed_is_masked() -> None:
    assert OutputNet().mask("088 20 80 080") == "[TELEFOON]"
