"""Canaries: made-up personal data, each of which occurs nowhere else in the world."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_FIRST = ("Yassin", "Sanne", "Mehmet", "Fatiha", "Daan", "Kacper", "Naomi", "Brahim", "Marloes")
_HEADS = ("Zwart", "Drog", "Vlink", "Brak", "Kwel", "Strom", "Pluim", "Grim", "Sloter", "Wrak")
_MIDDLES = ("en", "er", "el", "ok", "ul", "am", "ing", "aal", "oor", "ijp", "unt", "esk", "uvr")
_TAILS = ("brug", "dijk", "horst", "veld", "kamp", "burg", "zaal", "drecht", "stede", "woude")
_JOINTS = "bdfgklmnprstvz"


@dataclass(frozen=True, slots=True)
class Canary:
    """One piece of personal data as it was typed; `core` is what no other text holds."""

    kind: str
    typed: str
    core: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message as a user would type it, with the canaries in it."""

    text: str
    canaries: tuple[Canary, ...]


class Breeder:
    """Makes messages with canaries that were not made before; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._made: set[str] = set()

    def messages(self) -> Iterator[Message]:
        """Give messages without end, two or three canaries in each."""
        while True:
            for make in (self._pupil, self._home, self._accounts, self._money, self._colleague):
                yield make()

    def name(self) -> Canary:
        """A full name; its surname is the canary."""
        surname = self._new(self._surname)
        shown = self._random.choice((surname, surname, surname.upper(), _hidden(surname)))
        return Canary("name", f"{self._random.choice(_FIRST)} {shown}", surname)

    def phone(self) -> Canary:
        """A mobile number in one of the ways in which people write it."""
        rest = self._new(lambda: f"6{self._digits(8)}")[1:]
        halves = " ".join(rest[i : i + 2] for i in range(0, 8, 2))
        ways = (f"06{rest}", f"06-{rest}", f"06 {halves}", f"+31 6 {rest}", f"00316{rest}")
        return Canary("phone", self._random.choice(ways), f"6{rest}")

    def _pupil(self) -> Message:
        name, phone = self.name(), self.phone()
        text = f"Ik ben mentor. Mijn leerling {name.typed} draagt een zonnewiel op zijn jas. Zijn "
        return Message(f"{text}moeder belde mij op {phone.typed}.", (name, phone))

    def _home(self) -> Message:
        name, bsn, street = self.name(), self._bsn(), self._street()
        text = f"Het gaat om meneer {name.typed}, BSN {bsn.typed}. Hij woont op de {street.typed}."
        return Message(text, (name, bsn, street))

    def _accounts(self) -> Message:
        handle = self._word("username", "@{}_88")
        mail = self._word("mail", "{}@voorbeeldmail.nl")
        text = f"Op insta heet hij {handle.typed}. Hij mailt met {mail.typed} over de omvolking."
        return Message(text, (handle, mail))

    def _money(self) -> Message:
        name, iban = self.name(), self._iban()
        text = f"Mijn cliënt {name.typed} kreeg geld op rekening {iban.typed} van een groep."
        return Message(text, (name, iban))

    def _colleague(self) -> Message:
        name, phone = self.name(), self.phone()
        text = f"Mijn collega mevrouw {name.typed} (tel. {phone.typed}) hoorde hem dreigen."
        return Message(text, (name, phone))

    def _bsn(self) -> Canary:
        number = self._new(self._bsn_number)
        a, b, c = number[:3], number[3:6], number[6:]
        dotted = f"{number[:4]}.{number[4:6]}.{number[6:]}"
        return Canary("bsn", self._random.choice((number, f"{a} {b} {c}", dotted)), number)

    def _bsn_number(self) -> str:
        while True:
            digits = [int(d) for d in f"{self._random.randint(1, 9)}{self._digits(7)}"]
            last = sum(w * d for w, d in zip(range(9, 1, -1), digits, strict=True)) % 11
            if last < 10:
                return "".join(map(str, [*digits, last]))

    def _street(self) -> Canary:
        core = f"{self._new(self._surname)}straat"
        postcode = f"{self._random.randint(1100, 9800)} {self._letters(2).upper()}"
        return Canary("address", f"{core} {self._random.randint(1, 300)}, {postcode} Utrecht", core)

    def _iban(self) -> Canary:
        account = self._new(lambda: self._digits(10))
        bank = "ABNA"
        whole = "".join(str(int(c, 36)) for c in f"{bank}{account}NL00")
        iban = f"NL{98 - int(whole) % 97:02d}{bank}{account}"
        spaced = " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))
        return Canary("iban", self._random.choice((iban, spaced)), f"{bank}{account}")

    def _word(self, kind: str, form: str) -> Canary:
        word = self._new(self._surname).lower()
        return Canary(kind, form.format(word), word)

    def _surname(self) -> str:
        choose = self._random.choice
        middle = "".join(choose(_JOINTS) + choose(_MIDDLES) for _ in range(2))
        return f"{choose(_HEADS)}{middle}{choose(_TAILS)}"

    def _new(self, make: Callable[[], str]) -> str:
        while (made := make()) in self._made:
            continue
        self._made.add(made)
        return made

    def _digits(self, count: int) -> str:
        return "".join(self._random.choice("0123456789") for _ in range(count))

    def _letters(self, count: int) -> str:
        return "".join(self._random.choice("abcdefghjklmnprtvwxz") for _ in range(count))


def _hidden(word: str) -> str:
    """The word with a character in it that nobody sees."""
    return f"{word[:4]}\u200b{word[4:]}"
