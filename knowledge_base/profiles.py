"""Read and check a local profile: what one organisation adds to the content for itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import regex

from knowledge_base.content import Agreement, Contact, Municipality, Profile
from knowledge_base.places import Places
from knowledge_base.problems import Report
from knowledge_base.tables import TomlFile, entries, read_entry, read_toml

_TABLES = ("profile", "agreement", "contact")
_PHONE = regex.compile(
    r"112|113"
    r"|14 ?0\d{2,3}"  # the number of a municipality
    r"|0[89]00-?(?:\d{4}|\d{7})"
    r"|0(?:\d[- ]?){8}\d|\(0\d{1,3}\) ?(?:\d ?){5,7}\d"
    r"|\+31 ?(?:\d[- ]?){8}\d"
)
_EMAIL = regex.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = regex.compile(r"https?://\S+")
_CONFIDENCE = ("high", "medium", "low")
Wrong = tuple[str, str]  # the key, and what is wrong with it


@dataclass(frozen=True, slots=True)
class LocalFile:
    """What a file of an organisation holds: its profile, where there is one, and contact points."""

    profile: Profile | None
    contacts: tuple[Contact, ...]


def phone_is_well_formed(phone: str) -> bool:
    """Tell whether a text can be a Dutch telephone number; empty (not known) is well-formed."""
    digits = regex.sub(r"\D", "", phone)
    bracketed = phone.startswith("(")
    return not phone or (
        _PHONE.fullmatch(phone) is not None and (not bracketed or len(digits) == 10)
    )


def email_is_well_formed(email: str) -> bool:
    """Tell whether a text can be an e-mail address; empty (not known) is well-formed."""
    return not email or _EMAIL.fullmatch(email) is not None


def read_profile(
    path: Path, shipped: Iterable[Contact], municipalities: Iterable[Municipality], report: Report
) -> LocalFile:
    """Read the profile `path`; `shipped` are the contact points that it may replace by id.

    What is wrong is noted in `report` with file and line, and what can be used is given.
    """
    file = read_toml(path, report)
    if file is None:
        return LocalFile(None, ())
    for extra in sorted(file.data.keys() - set(_TABLES)):
        report.add_at(path, file.line(extra, 0, extra), f"onbekend onderdeel «{extra}»")
    contacts = list(entries(file, "contact", Contact, report))
    agreements = list(entries(file, "agreement", Agreement, report))
    _check_double(file, "contact", [(n, contact.id) for n, contact in contacts], report)
    _check_double(file, "agreement", [(n, agreement.id) for n, agreement in agreements], report)
    routes = {contact.route for contact in shipped}
    for number, contact in contacts:
        for key, message in _wrong_contact(contact, routes):
            line = file.line("contact", number, key)
            report.add_at(path, line, f"«{contact.id}»: {message}")
    points = tuple(contact for _, contact in contacts)
    head = _head(file, bool(points), report)
    if head is None:
        return LocalFile(None, points)
    for key, message in _wrong_head(head, municipalities):
        report.add_at(path, file.line("profile", 0, key), message)
    own = tuple(agreement for _, agreement in agreements)
    return LocalFile(replace(head, agreements=own, contacts=points), points)


def _head(file: TomlFile, has_contacts: bool, report: Report) -> Profile | None:
    """Read `[profile]`; it may be left out of a file that only replaces contact points."""
    table = file.data.get("profile")
    if isinstance(table, dict):
        inner = [key for key in ("agreements", "contacts") if key in table]
        for key in inner:
            report.add_at(file.path, file.line("profile", 0, key), f"onbekende sleutel «{key}»")
        kept = {key: value for key, value in table.items() if key not in inner}
        return read_entry(file, ("profile", 0), kept, Profile, report)
    if table is not None or not has_contacts:
        report.add_at(file.path, 1, "het onderdeel [profile] ontbreekt of klopt niet")
    return None


def _wrong_head(profile: Profile, municipalities: Iterable[Municipality]) -> Iterator[Wrong]:
    for key in ("organisation", "owner"):
        if not getattr(profile, key).strip():
            yield key, f"«{key}» mag niet leeg zijn"
    if profile.gemeente and Places(municipalities).named(profile.gemeente) is None:
        yield "gemeente", f"de gemeente «{profile.gemeente}» is niet bekend"
    if profile.review_by < profile.reviewed:
        yield "review_by", "«review_by» ligt voor «reviewed»: dat kan niet"


def _wrong_contact(contact: Contact, routes: Collection[str]) -> Iterator[Wrong]:
    if contact.route not in routes:
        yield "route", f"onbekende route «{contact.route}»"
    if not phone_is_well_formed(contact.phone):
        yield (
            "phone",
            f"«{contact.phone}» is geen telefoonnummer: schrijf tien cijfers of een kort nummer",
        )
    if not email_is_well_formed(contact.email):
        yield "email", f"«{contact.email}» is geen e-mailadres"
    if contact.url and not _URL.fullmatch(contact.url):
        yield "url", f"«{contact.url}» is geen webadres (begin met https://)"
    if contact.confidence not in _CONFIDENCE:
        yield "confidence", f"onbekende waarde «{contact.confidence}»: kies high, medium of low"
    if contact.review_by < contact.checked_on:
        yield "review_by", "«review_by» ligt voor «checked_on»: dat kan niet"


def _check_double(
    file: TomlFile, table: str, ids: Iterable[tuple[int, str]], report: Report
) -> None:
    seen: set[str] = set()
    for number, key in ids:
        if key in seen:
            report.add_at(file.path, file.line(table, number, "id"), f"«{key}» komt vaker voor")
        seen.add(key)
